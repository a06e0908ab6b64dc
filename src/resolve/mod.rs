//! Stage: references among the documents.
