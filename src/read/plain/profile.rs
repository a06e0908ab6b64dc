//! Import profiles: what a user may fix beforehand instead of leaving it to the rules.

use crate::diag::{Diagnostic, Diagnostics};
use crate::read::plain::units::Layout;

/// A profile.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Profile {
    /// Its name in `document.toml`.
    pub(super) name: &'static str,
    /// How lines make paragraphs, if it says.
    pub(super) layout: Option<Layout>,
    /// Whether a backtick opens a quotation, if it says.
    pub(super) tex: Option<bool>,
    /// The rules of [`crate::normalize`] that are off: names, or the part before the point.
    pub(super) off: &'static [&'static str],
}

/// What only bad print or a scanner does to a text.
const SCANNING: &[&str] = &["ocr", "hyphens.inside", "spaces.figures", "words.joined"];
/// What changes the author's words and points: nothing for a text that was proof-read, of which only
/// the frame goes, and white space and the ends of lines are the edition's.
pub(super) const WITHIN: &[&str] = &[
    "ocr",
    "hyphens.inside",
    "hyphens.space",
    "spaces.figures",
    "spaces.lost",
    "spaces.genitive",
    "spaces.punctuation",
    "words",
    "stops",
    "foreign",
    "quotes",
    "dashes",
    "ellipsis",
    "doubled",
    "brackets",
    "residue",
];

const PROFILES: [Profile; 7] = [
    Profile { name: "auto", layout: None, tex: None, off: &[] },
    Profile { name: "essay", layout: Some(Layout::Lines), tex: None, off: &[] },
    Profile { name: "web", layout: Some(Layout::Lines), tex: None, off: &[] },
    Profile { name: "latex2html", layout: Some(Layout::Lines), tex: Some(true), off: &[] },
    Profile { name: "wrapped", layout: Some(Layout::Wrapped), tex: None, off: &[] },
    Profile { name: "typed", layout: None, tex: None, off: SCANNING },
    Profile { name: "proofread", layout: None, tex: None, off: WITHIN },
];

/// The names of all profiles.
pub fn names() -> impl Iterator<Item = &'static str> {
    PROFILES.iter().map(|p| p.name)
}

/// The profile of that name; an unknown name is an error, and `auto` is used.
pub(super) fn find(name: &str, diagnostics: &mut Diagnostics) -> Profile {
    if let Some(profile) = PROFILES.iter().find(|p| p.name == name) {
        return *profile;
    }
    let known: Vec<&str> = names().collect();
    diagnostics.push(
        Diagnostic::error("unknown-profile", format!("there is no import profile `{name}`"))
            .help(format!("use one of {}", known.join(", "))),
    );
    PROFILES[0]
}
