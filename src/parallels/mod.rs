//! Passages that render the same text in two documents, or in two places of one: found, aligned
//! and scored, as proposals for the editor.
//!
//! Knows texts as sequences of words; nothing of how an accepted parallel is printed.
