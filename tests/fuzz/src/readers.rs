//! The readers, each by itself: a file's bytes to values, and what must be true of these.

use crate::chain;
use crate::checks;
use edition::cite::{CitationStyle, Library};
use edition::config::{book, front, names as authority, parallels as passages, sheet, sigla, standoff};
use edition::diag::Diagnostics;
use edition::model::apparatus::Sigla;
use edition::model::draft::Draft;
use edition::normalize::ledger;
use edition::read::{apparatus, markdown as prose, plain as witness, tei as xml};
use edition::source::{FileId, Sources, Span};
use edition::style::Style;
use edition::{annotate, fonts, report, safe};
use std::collections::BTreeSet;

/// The text of a file of our own; none that is not UTF-8 comes to a reader.
fn text(bytes: &[u8]) -> Option<(Sources, FileId, usize)> {
    let text = std::str::from_utf8(bytes).ok()?;
    let mut sources = Sources::default();
    let file = sources.add("file", text);
    Some((sources, file, text.len()))
}

/// What is left of the bytes behind the first, which chooses one of `count` ways.
fn chosen(bytes: &[u8], count: u8) -> Option<(u8, &[u8])> {
    let (first, rest) = bytes.split_first()?;
    Some((first % count, rest))
}

/// A plain text in any encoding: what was read, the ledger undoes.
pub(crate) fn plain(bytes: &[u8]) {
    let decoded = witness::decode(bytes);
    let mut sources = Sources::default();
    let text = decoded.text.to_string();
    let file = sources.add_decoded("witness.txt", decoded.text, decoded.encoding);
    for profile in ["auto", "wrapped"] {
        let mut diagnostics = Diagnostics::default();
        let options = witness::Options { profile, overrides: &[], series: 0, language: "en" };
        let draft = witness::read(&sources, file, &options, &mut diagnostics);
        checks::messages(&diagnostics, &sources);
        let Some(account) = &draft.account else { panic!("a witness has its account") };
        let composed = ledger::compose(&text, file, &account.edits);
        let undone = ledger::undo(&composed.text, &ledger::changes(&sources, &account.edits));
        assert_eq!(undone.as_deref(), Ok(&*text), "the ledger does not lead back");
        assert!(report::unaccounted(&draft, &sources).is_empty(), "bytes without an account");
        assert!(report::bytes(&draft, &sources).is_some_and(|bytes| bytes.is_sound()), "the bytes do not add up");
        whole(&draft);
    }
}

/// Holds that whatever a draft says of its texts lies in them.
fn whole(draft: &Draft) {
    for text in draft.notes.iter().map(|note| &note.text).chain([&draft.body]) {
        assert!(text.provenance.iter().all(|piece| text.string.get(piece.range.clone()).is_some()));
        assert!(text.marks.iter().all(|mark| text.string.get(mark.range.clone()).is_some()));
        (0..text.blocks.len()).for_each(|block| drop(text.runs(block)));
        drop(text.events());
    }
}

/// A Markdown text with its front matter.
pub(crate) fn markdown(bytes: &[u8]) {
    let Some((sources, file, end)) = text(bytes) else { return };
    let mut diagnostics = Diagnostics::default();
    let text = &sources.file(file).text;
    let start = prose::front(text).map_or(0, |front| {
        match front.form {
            prose::Form::Toml => sheet::read(&sources, file, front.range, &mut diagnostics),
            prose::Form::Yaml => front::yaml(&sources, file, front.range, &mut diagnostics),
            prose::Form::Keys => front::keyed(&sources, file, front.range, &mut diagnostics),
            prose::Form::Percent => front::percent(&sources, file, front.range, &mut diagnostics),
        };
        front.body
    });
    let series = book::default_series();
    let sigla = chain::sigla();
    for (language, typed) in [("en", false), ("de", true)] {
        let context =
            prose::Context { series: &series, default_series: 0, nested_series: 0, language, sigla: &sigla, typed };
        whole(&prose::read(&sources, file, start..end, &context, &mut diagnostics));
    }
    let _ = (prose::is_markdown(text), prose::title_heading(text, start));
    checks::messages(&diagnostics, &sources);
}

/// An entry of an apparatus.
pub(crate) fn entry(bytes: &[u8]) {
    let Some((sources, file, _)) = text(bytes) else { return };
    let mut diagnostics = Diagnostics::default();
    let source = &sources.file(file).text;
    for sigla in [chain::sigla(), Sigla::default()] {
        let written = apparatus::entry(source, &|range| Span::new(file, range), (&sigla, "en"), &mut diagnostics);
        assert!(written.note.is_none_or(|note| source.get(note).is_some_and(|note| !note.trim().is_empty())));
    }
    checks::messages(&diagnostics, &sources);
}

/// A TEI file in any encoding.
pub(crate) fn tei(bytes: &[u8]) {
    let Ok((text, encoding)) = xml::decode(bytes) else { return };
    let mut sources = Sources::default();
    let file = sources.add_decoded("text.xml", text, encoding);
    let mut diagnostics = Diagnostics::default();
    if let Some(tei) = xml::File::open(&sources, file, &mut diagnostics) {
        let (series, sigla) = (book::default_series(), chain::sigla());
        let context = xml::Context {
            series: &series,
            default_series: 0,
            language: "en",
            sigla: &sigla,
            milestones: &[],
            pictures: &BTreeSet::new(),
            reading: &xml::default_reading(),
        };
        whole(&tei.read(&context, &mut diagnostics));
        let _ = tei.layers();
    }
    checks::messages(&diagnostics, &sources);
}

/// Our own files in TOML; the first byte says which.
pub(crate) fn toml(bytes: &[u8]) {
    let Some((which, rest)) = chosen(bytes, 9) else { return };
    let Some((sources, file, end)) = text(rest) else { return };
    let found = &mut Diagnostics::default();
    match which {
        0 => drop(book::read(&sources, file, None, found)),
        1 => drop(sheet::read(&sources, file, 0..end, found)),
        2 => drop(standoff::read(&sources, file, found)),
        3 => drop(sigla::read(&sources, file, &[], found)),
        4 => drop(authority::read(&sources, file, found)),
        5 => drop(passages::read(&sources, file, found)),
        6 => drop(Style::read(&sources, file, found)),
        7 => drop(fonts::FontSet::from_manifest(&sources, file, |_| Ok(None), found)),
        _ => drop(annotate::lock::parse(&sources, file, found)),
    }
    checks::messages(found, &sources);
}

/// `works.yaml`, written in a style of notes and in one of years.
pub(crate) fn works(bytes: &[u8]) {
    let Some((sources, file, _)) = text(bytes) else { return };
    for style in [None, CitationStyle::named("chicago-author-date")] {
        let mut diagnostics = Diagnostics::default();
        Library::read(&sources, file, style, "en", &mut diagnostics);
        checks::messages(&diagnostics, &sources);
    }
}

/// A citation style, with works to write in it.
pub(crate) fn csl(bytes: &[u8]) {
    let Some((mut sources, file, _)) = text(bytes) else { return };
    let works = sources.add("works.yaml", chain::WORKS);
    let mut diagnostics = Diagnostics::default();
    if let Some(style) = CitationStyle::read(&sources, file, &mut diagnostics) {
        Library::read(&sources, works, Some(style), "de", &mut diagnostics);
    }
    checks::messages(&diagnostics, &sources);
}

/// `names.toml`, put to a text of many names.
pub(crate) fn names(bytes: &[u8]) {
    let Some((mut sources, file, _)) = text(bytes) else { return };
    let mut diagnostics = Diagnostics::default();
    let names = authority::read(&sources, file, &mut diagnostics);
    let prepared =
        chain::prepared(&mut sources, chain::Parts { names: names.clone(), ..Default::default() }, &mut diagnostics);
    let _ = edition::names::suggest::suggest(&prepared.edition, &names);
    checks::messages(&diagnostics, &sources);
}

/// A style sheet: what passes has no address outside.
pub(crate) fn css(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    match safe::css::check(text) {
        Ok(()) => {
            let plain = text.to_ascii_lowercase();
            let is_plain = !text.contains('\\') && !plain.contains("@namespace");
            assert!(!is_plain || !loads(&plain), "an address passes");
        }
        Err(fault) => assert!(text.is_char_boundary(fault.at) && fault.what.len() < 500, "{fault:?}"),
    }
}

/// Whether a style sheet without escapes has an address outside, other than in its strings and comments.
fn loads(plain: &str) -> bool {
    let mut at = 0;
    while let Some(next) = plain[at..].find(['"', '\'', '/', 'u']).map(|next| at + next) {
        let rest = &plain[next..];
        let in_name = plain[..next].ends_with(|c: char| c.is_alphanumeric() || "-_".contains(c) || !c.is_ascii());
        at = next + 1;
        if rest.starts_with("/*") {
            at = rest[2..].find("*/").map_or(plain.len(), |end| next + end + 4);
        } else if rest.starts_with(['"', '\'']) {
            // A string that its line does not close ends with the line.
            let ends = |c: char| rest.starts_with(c) || "\n\r\u{c}".contains(c);
            at = rest[1..].find(ends).map_or(plain.len(), |end| next + end + 2);
        } else if let Some(address) = rest.strip_prefix("url(").filter(|_| !in_name) {
            if address.trim_start().trim_start_matches(['"', '\'']).starts_with("http") {
                return true;
            }
        }
    }
    false
}
