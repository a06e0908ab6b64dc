//! The fonts inside the EPUB: which faces the text needs, their subsets, the style sheet's rules
//! for them, and their licences.
//!
//! The first face of a chain is the family's; a further one is embedded only for the characters
//! that those before it lack, which its rule's `unicode-range` says. Knows characters and faces;
//! how a face is cut is for `subset`.

mod subset;

use crate::diag::Diagnostic;
use crate::fonts::{Face, FaceId, FontRole, FontSet};
use crate::model::text::{BlockKind, GroupKind, MarkKind, Text};
use crate::write::epub::context::Context;
use crate::write::epub::package::resource::{Resource, XHTML};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use subset::{font_of, subset};
use write_fonts::read::TableProvider;
use write_fonts::read::types::NameId;

/// The embedded fonts.
pub(crate) struct Embedded {
    /// The `@font-face` rules.
    pub(crate) css: String,
    /// The font files and their licences.
    pub(crate) resources: Vec<Resource>,
}

/// One `@font-face` rule.
struct Rule {
    role: FontRole,
    face: FaceId,
    /// The characters that it is there for, if it only fills gaps.
    only: Option<BTreeSet<char>>,
}

/// The OFL of Libertinus, the tool's default face.
const LIBERTINUS_LICENCE: &str = include_str!("../../../../fonts/OFL.txt");

/// Characters that a reading system sets of its own accord: spaces and hyphens.
const ALWAYS: [char; 6] = [' ', '\u{a0}', '-', '\u{2010}', '\u{2011}', '…'];

/// Embeds the faces that the pages need.
pub(crate) fn embed(
    context: &Context<'_>,
    pages: &[Resource],
    css: &str,
    fonts: &FontSet,
) -> Result<Embedded, Diagnostic> {
    let characters = characters_of(pages);
    let rules = rules(&needed_roles(context, css), &characters, fonts)?;
    let mut cut: BTreeMap<FaceId, BTreeSet<char>> = BTreeMap::new();
    for rule in &rules {
        cut.entry(rule.face).or_default().extend(rule.only.as_ref().unwrap_or(&characters));
    }
    let files: Vec<(FaceId, Result<Vec<u8>, Diagnostic>)> =
        cut.into_par_iter().map(|(id, characters)| (id, subset(fonts.face(id), &characters))).collect();
    let mut resources = Vec::new();
    for (number, (id, data)) in files.into_iter().enumerate() {
        let data = data?;
        let media = if data.starts_with(b"OTTO") { "font/otf" } else { "font/ttf" };
        resources.push(Resource::file(format!("font-{}", number + 1), path(fonts, id), media, data));
    }
    let css = rules.iter().map(|rule| css_rule(rule, fonts)).collect();
    if let Some(licences) = licences(&rules, fonts) {
        resources.push(Resource::file("font-licences", "fonts/LICENCES.txt", "text/plain", licences));
    }
    Ok(Embedded { css, resources })
}

/// The families of the text's faces by name, for the colophon.
pub(crate) fn family_names(fonts: &FontSet) -> Vec<String> {
    let heads = fonts.chains.get(&FontRole::Regular).and_then(|chain| chain.first());
    heads.map(|id| family_name(fonts.face(*id))).into_iter().collect()
}

fn family_name(face: &Face) -> String {
    [16, 1].into_iter().find_map(|id| name(face, id)).unwrap_or_else(|| face.name.clone())
}

/// An entry of the face's `name` table, in English.
fn name(face: &Face, id: u16) -> Option<String> {
    let font = font_of(face).ok()?;
    let table = font.name().ok()?;
    let records = table.name_record().iter().filter(|r| r.name_id() == NameId::new(id));
    let mut strings = records.filter_map(|r| r.string(table.string_data()).ok().map(|s| s.to_string()));
    strings.find(|s| !s.is_empty())
}

/// Every character of the pages.
fn characters_of(pages: &[Resource]) -> BTreeSet<char> {
    let mut characters = BTreeSet::from(ALWAYS);
    let mut ascii = [false; 128];
    for page in pages.iter().filter(|p| p.media == XHTML) {
        for c in std::str::from_utf8(&page.data).unwrap_or_default().chars() {
            match ascii.get_mut(c as usize) {
                Some(seen) => *seen = true,
                None => _ = characters.insert(c),
            }
        }
    }
    characters.extend((b' '..0x7f).filter(|b| ascii[*b as usize]).map(char::from));
    characters
}

/// The roles that the text's marks or the style sheet ask for.
fn needed_roles(context: &Context<'_>, css: &str) -> Vec<FontRole> {
    let mut texts = context.edition.documents.iter().flat_map(|d| {
        let containers = d.containers().into_iter().filter_map(|c| d.text(c));
        containers.chain(&d.source)
    });
    let mut found = (css.contains("italic"), css.contains("bold"), false);
    for text in &mut texts {
        found.0 |= has(text, &MarkKind::Emphasis);
        found.1 |= has(text, &MarkKind::Strong) || text.groups.iter().any(|g| g.kind == GroupKind::Row { head: true });
        found.2 |= has(text, &MarkKind::Code) || text.blocks.iter().any(|b| b.kind == BlockKind::Code);
    }
    let both = found.0 && context.edition.documents.iter().any(|d| bold_italic(&d.body));
    let wanted = [
        (FontRole::Regular, true),
        (FontRole::Italic, found.0),
        (FontRole::Bold, found.1),
        (FontRole::BoldItalic, both),
        (FontRole::Mono, found.2),
    ];
    wanted.into_iter().filter_map(|(role, wanted)| wanted.then_some(role)).collect()
}

fn has(text: &Text, kind: &MarkKind) -> bool {
    text.marks.iter().any(|m| m.kind == *kind)
}

fn bold_italic(text: &Text) -> bool {
    let strong = text.marks.iter().filter(|m| m.kind == MarkKind::Strong);
    strong.into_iter().any(|s| {
        let overlaps = |m: &&crate::model::text::Mark| m.range.start < s.range.end && m.range.end > s.range.start;
        text.marks.iter().filter(overlaps).any(|m| m.kind == MarkKind::Emphasis)
    })
}

/// The rules of all roles: the chain's first face for what it has, the next for what is missing.
fn rules(roles: &[FontRole], characters: &BTreeSet<char>, fonts: &FontSet) -> Result<Vec<Rule>, Diagnostic> {
    let mut rules = Vec::new();
    for role in roles {
        let mut missing = characters.clone();
        for (place, id) in fonts.chains.get(role).into_iter().flatten().enumerate() {
            let charmap = charmap(fonts.face(*id))?;
            let (here, rest) = missing.into_iter().partition(|c: &char| charmap.contains(&(*c as u32)));
            missing = rest;
            if place == 0 {
                rules.push(Rule { role: *role, face: *id, only: None });
            } else if !here.is_empty() {
                rules.push(Rule { role: *role, face: *id, only: Some(here) });
            }
        }
    }
    Ok(rules)
}

/// The code points that a face has.
fn charmap(face: &Face) -> Result<BTreeSet<u32>, Diagnostic> {
    let font = font_of(face)?;
    let Ok(cmap) = font.cmap() else { return Ok(BTreeSet::new()) };
    let subtable = cmap.best_subtable();
    Ok(subtable.map(|(.., subtable)| subtable.iter().map(|(c, _)| c).collect()).unwrap_or_default())
}

/// A portable path for a face's file.
fn path(fonts: &FontSet, id: FaceId) -> String {
    let face = fonts.face(id);
    let safe = |c: char| if c.is_ascii_alphanumeric() { c } else { '-' };
    let ending = if face.data.starts_with(b"OTTO") { "otf" } else { "ttf" };
    format!("fonts/{}-{}.{ending}", face.name.chars().map(safe).collect::<String>(), id.0)
}

fn css_rule(rule: &Rule, fonts: &FontSet) -> String {
    let family = if rule.role == FontRole::Mono { "Edition Mono" } else { "Edition Serif" };
    let italic = matches!(rule.role, FontRole::Italic | FontRole::BoldItalic);
    let bold = matches!(rule.role, FontRole::Bold | FontRole::BoldItalic);
    let (style, weight) = (if italic { "italic" } else { "normal" }, if bold { "bold" } else { "normal" });
    let mut css = format!(
        "@font-face {{ font-family: \"{family}\"; font-style: {style}; font-weight: {weight}; src: url(\"../{}\");",
        path(fonts, rule.face)
    );
    if let Some(only) = &rule.only {
        let points: Vec<String> = only.iter().map(|c| format!("U+{:X}", *c as u32)).collect();
        let _ = write!(css, " unicode-range: {};", points.join(", "));
    }
    css.push_str(" }\n");
    css
}

/// What the faces say of their copyright and licence, and the OFL in full for Libertinus.
fn licences(rules: &[Rule], fonts: &FontSet) -> Option<String> {
    let faces: BTreeSet<FaceId> = rules.iter().map(|r| r.face).collect();
    let mut text = String::new();
    let mut libertinus = false;
    for id in &faces {
        let face = fonts.face(*id);
        libertinus |= family_name(face).starts_with("Libertinus");
        let _ = writeln!(text, "{}", name(face, 4).unwrap_or_else(|| face.name.clone()));
        for line in [0, 13, 14].into_iter().filter_map(|id| name(face, id)) {
            let _ = writeln!(text, "{line}");
        }
        text.push('\n');
    }
    if libertinus {
        let _ = writeln!(text, "{}\n{LIBERTINUS_LICENCE}", "-".repeat(60));
    }
    (!faces.is_empty()).then_some(text)
}
