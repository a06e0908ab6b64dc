//! A TOML table that accounts for every key: typed getters, and a report of what nobody asked for.
