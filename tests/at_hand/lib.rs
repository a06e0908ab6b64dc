//! Tests that need the five witnesses and their measured truth: without them they are ignored, and counted so.

/// A test that needs the gold.
#[cfg(gold)]
#[macro_export]
macro_rules! needs_gold {
    ($($test:item)*) => { $(#[test] $test)* };
}

/// A test that needs the gold.
#[cfg(not(gold))]
#[macro_export]
macro_rules! needs_gold {
    ($($test:item)*) => { $(#[test] #[ignore = "the gold of the five witnesses is not at hand"] $test)* };
}
