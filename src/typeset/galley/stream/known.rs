//! What has been found out about stretches of a stream.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::{Arc, Mutex, PoisonError};

/// What has been found out about stretches, for whoever asks again.
#[derive(Clone, Debug)]
pub(crate) struct Known<T>(Arc<Mutex<BTreeMap<(u32, u32), T>>>);

impl<T> Default for Known<T> {
    fn default() -> Self {
        Self(Arc::default())
    }
}

impl<T: Clone> Known<T> {
    /// What is known of a stretch, found with `find` if nothing is.
    pub(crate) fn of(&self, units: &Range<u32>, find: impl FnOnce() -> T) -> T {
        let lock = || self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let key = (units.start, units.end);
        if let Some(known) = lock().get(&key) {
            return known.clone();
        }
        let found = find();
        lock().insert(key, found.clone());
        found
    }
}
