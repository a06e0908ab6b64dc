//! The binary `edition`.
fn main() {}
