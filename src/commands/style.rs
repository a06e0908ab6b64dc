//! `edition style`: the keys of a style, as a style file says them.

use super::terminal;
use crate::cli::Style;
use crate::style;

pub(super) fn run(args: &Style) -> bool {
    let text = match &args.preset {
        Some(preset) => style::preset(preset),
        None => style::text(&args.name).map(str::to_owned),
    };
    terminal::out(&text.unwrap_or_default());
    true
}
