//! The one test binary.

mod gold;
mod import;
mod robust;
