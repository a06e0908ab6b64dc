//! What the tokens of a pointer say: `#A`, `A`, `file.xml#A`, `wit:A`; keywords for several at once.

use super::super::tree::Tree;
use crate::model::apparatus::{State, Who};
use std::borrow::Cow;
use std::collections::BTreeMap;
use unicode_normalization::UnicodeNormalization;

/// The private schemes of a file: by prefix what stands for a pointer, as written.
pub(super) fn schemes(tree: &Tree<'_>) -> BTreeMap<String, String> {
    let defined = tree.descendants(tree.root()).filter(|id| tree.name(*id) == "prefixDef");
    let scheme = |id| {
        let (ident, pattern) = (tree.attribute(id, "ident")?, tree.attribute(id, "replacementPattern")?);
        Some((ident.to_owned(), pattern.to_owned()))
    };
    defined.filter_map(scheme).collect()
}

/// The id that a token points to.
pub(super) fn id(token: &str, schemes: &BTreeMap<String, String>) -> String {
    let pattern = token.split_once(':').and_then(|(scheme, rest)| Some((schemes.get(scheme)?, rest)));
    let written = pattern.map_or(token.into(), |(pattern, rest)| Cow::Owned(pattern.replace("$1", rest)));
    // an address on the web is no id: what stands behind the prefix is what the file calls it
    let is_address = pattern.is_some() && written.contains("://") && !written.contains('#');
    let id = if is_address { token } else { written.rsplit('#').next().unwrap_or_default() };
    if id.is_ascii() { id.to_owned() } else { id.nfc().collect() }
}

/// What is printed of an id that is declared nowhere: of one with a scheme, `bib:Orr1904_01`, its name and year, of
/// several of that year with a letter.
pub(super) fn shown(id: &str) -> String {
    let is_scheme =
        |scheme: &str| !scheme.is_empty() && scheme.chars().all(|c| c.is_alphanumeric() || "-_.".contains(c));
    let Some((_, key)) = id.split_once(':').filter(|(scheme, key)| is_scheme(scheme) && !key.contains(['/', ':']))
    else {
        return id.to_owned();
    };
    let Some((named, count)) = key.rsplit_once('_') else { return key.to_owned() };
    let (name, year) = named.split_at_checked(named.len().saturating_sub(4)).unwrap_or_default();
    let letter = match count.parse::<u8>() {
        Ok(1) => String::new(),
        Ok(count @ 2..=26) => char::from(b'a' + count - 1).to_string(),
        _ => return key.to_owned(),
    };
    let dated = year.len() == 4 && year.bytes().all(|b| b.is_ascii_digit()) && name.ends_with(char::is_alphabetic);
    if dated { format!("{name} {year}{letter}") } else { key.to_owned() }
}

/// The tokens of an attribute; commas and semicolons part them too, where no space does.
pub(in super::super) fn tokens(value: &str) -> impl Iterator<Item = &str> {
    let signs = |c: char| c.is_whitespace() || matches!(c, ',' | ';');
    value.split(signs).flat_map(glued).filter(|token| !token.trim_matches('#').is_empty())
}

/// The pointers of a token in which several are glued together: `#A#C`.
fn glued(token: &str) -> impl Iterator<Item = &str> {
    let mut rest = token;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let next = rest.strip_prefix('#').and_then(|behind| behind.find('#')).map(|at| at + 1);
        let (one, after) = rest.split_at(next.unwrap_or(rest.len()));
        rest = after;
        Some(one)
    })
}

/// Words for several witnesses at once.
pub(super) fn together(id: &str) -> Option<Who> {
    match id.trim_end_matches('.').to_lowercase().as_str() {
        "codd" | "codices" | "mss" => Some(Who::Manuscripts),
        "cett" | "ceteri" | "rell" | "reliqui" => Some(Who::Others),
        "edd" | "editores" => Some(Who::Editions),
        _ => None,
    }
}

/// A token that ends with a state: `#A.ac`, `#A_pc`, `#A-mg`; what stands before it, and the state.
pub(in super::super) fn stated(token: &str) -> Option<(&str, State)> {
    State::ALL.iter().find_map(|(name, state)| {
        let before = token.strip_suffix(name)?;
        let bare = before.strip_suffix(['.', '_', '-', '^'])?;
        (!bare.trim_start_matches('#').is_empty()).then_some((bare, *state))
    })
}
