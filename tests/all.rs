//! The integration tests: one binary keeps linking short.

mod epub;
