//! Citations by their form: a shortened title, an author and a year, what points back, and what cites a work that
//! `works.yaml` does not have.

pub(super) mod abbreviation;
pub(super) mod dated;
pub(super) mod shortened;
pub(super) mod unknown;
