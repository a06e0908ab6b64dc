//! `edition licences`: what the program is made of besides its own code, with the notices that go with it.

use super::terminal;

/// Made by `tests/tools/notices`, and held against the graph of dependencies by a test.
const NOTICES: &str = include_str!("../../THIRD-PARTY.txt");

pub(super) fn run() -> bool {
    terminal::out(NOTICES);
    true
}
