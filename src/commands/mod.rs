//! The commands: the only place that reads and writes files and prints.
