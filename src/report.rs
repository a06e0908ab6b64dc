//! The edition's account, for people and for machines.
