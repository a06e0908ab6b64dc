//! Stage: lines and pages.
