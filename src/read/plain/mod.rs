//! Reads plain-text witnesses.
