//! Parallels that were found, for people and for machines.

use crate::config::parallels::{KINDS, Status};
use crate::model::document::Container;
use crate::model::parallel::ParallelKind;
use crate::parallels::texts::Texts;
use crate::parallels::{Passage, Proposal};
use crate::source::Sources;
use serde::Serialize;
use std::ops::Range;

/// A proposal with what the editor thinks of it, if that is recorded.
pub type Judged = (Proposal, Option<Status>);

/// A proposal as `parallels --json` prints it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ProposalReport {
    /// The side that comes first in the book.
    pub a: PassageReport,
    /// The other.
    pub b: PassageReport,
    /// What it seems to be: `quotation`, `retranslation`, `paraphrase`.
    pub kind: ParallelKind,
    /// How much the words tell that agree, in bits.
    pub score: u32,
    /// How many words the longest common run has.
    pub longest_run: u32,
    /// `accepted`, `rejected` or `proposed` where `parallels.toml` has it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<&'static str>,
}

/// One side, by its place in the witness.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PassageReport {
    /// The document's id.
    pub document: String,
    /// Its first line, from 1.
    pub line: u32,
    /// Its first column, from 0, in characters.
    pub column: u32,
    /// The column behind its last, on its last line.
    pub end: u32,
    /// Its last line, where that is another.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub end_line: Option<u32>,
}

/// The proposals as JSON.
pub fn json(sources: &Sources, texts: &Texts<'_>, proposals: &[Judged]) -> String {
    let list: Vec<ProposalReport> = proposals.iter().filter_map(|judged| report(sources, texts, judged)).collect();
    serde_json::to_string_pretty(&list).unwrap_or_default() + "\n"
}

/// One proposal; `None` where a side came from no one place.
pub fn report(sources: &Sources, texts: &Texts<'_>, (proposal, status): &Judged) -> Option<ProposalReport> {
    Some(ProposalReport {
        a: side(sources, texts, &proposal.a)?,
        b: side(sources, texts, &proposal.b)?,
        kind: proposal.kind,
        score: proposal.score,
        longest_run: proposal.longest_run,
        status: status.map(status_name),
    })
}

fn status_name(status: Status) -> &'static str {
    match status {
        Status::Accepted => "accepted",
        Status::Rejected => "rejected",
        Status::Proposed => "proposed",
    }
}

fn side(sources: &Sources, texts: &Texts<'_>, passage: &Passage) -> Option<PassageReport> {
    let span = texts.origin(passage)?;
    let file = sources.file(span.file);
    let (start, end) = (file.position(span.range.start), file.position(span.range.end));
    Some(PassageReport {
        document: texts.document(passage.block).id.clone(),
        line: start.line,
        column: start.column,
        end: end.column,
        end_line: (end.line != start.line).then_some(end.line),
    })
}

/// How common runs are shown.
#[derive(Clone, Copy, Debug)]
pub struct Look {
    /// How many characters a line has.
    pub width: usize,
    /// What stands before a common run.
    pub open: &'static str,
    /// What stands after it.
    pub close: &'static str,
    /// Whether these two take up room.
    pub visible: bool,
}

/// The proposals for people: the passages one above the other, their common runs marked.
pub fn human(texts: &Texts<'_>, proposals: &[Judged], look: Look) -> String {
    let mut out = String::new();
    for (number, (proposal, status)) in (1..).zip(proposals) {
        let kind = KINDS.iter().find(|(_, kind)| *kind == proposal.kind).map_or("", |(name, _)| name);
        let run = match proposal.longest_run {
            1 => "no common run".to_owned(),
            n => format!("longest run {n} words"),
        };
        let status = status.map_or(String::new(), |status| format!(", {}", status_name(status)));
        out.push_str(&format!("{number}. {kind}, score {}, {run}{status}\n", proposal.score));
        let runs: Vec<_> = proposal.runs.iter().map(|(a, _)| a.clone()).collect();
        out.push_str(&passage(texts, &proposal.a, &runs, look));
        let runs: Vec<_> = proposal.runs.iter().map(|(_, b)| b.clone()).collect();
        out.push_str(&passage(texts, &proposal.b, &runs, look));
        out.push('\n');
    }
    out
}

fn passage(texts: &Texts<'_>, passage: &Passage, runs: &[Range<usize>], look: Look) -> String {
    let Some((text, range)) = texts.range(passage) else { return String::new() };
    let home = texts.home(passage.block);
    let document = texts.document(passage.block);
    let place = match home.container {
        Container::Note(id) => {
            format!(" n. {}", document.notes.get(id.0 as usize).map_or("", |note| note.mark.as_str()))
        }
        _ => {
            let number = text.block_at(range.start).and_then(|block| text.blocks[block].number);
            number.map_or(String::new(), |number| format!(" p{number}"))
        }
    };
    let words = marked(&text.string[range], passage.start, runs);
    format!("   {}{place}\n{}", document.id, wrapped(&words, look))
}

/// The words of a passage, each with whether a common run begins before it and ends after it.
fn marked<'t>(string: &'t str, start: usize, runs: &[Range<usize>]) -> Vec<(&'t str, bool, bool)> {
    let mut words = Vec::new();
    for word in string.split_whitespace() {
        let at = start + (word.as_ptr() as usize - string.as_ptr() as usize);
        let range = at..at + word.len();
        words.push((
            word,
            runs.iter().any(|r| range.contains(&r.start)),
            runs.iter().any(|r| at < r.end && r.end <= range.end),
        ));
    }
    words
}

fn wrapped(words: &[(&str, bool, bool)], look: Look) -> String {
    const INDENT: &str = "     ";
    let mut out = String::new();
    let mut column = usize::MAX;
    let mut inside = false;
    for (word, opens, closes) in words {
        let marks = if look.visible { usize::from(*opens) + usize::from(*closes) } else { 0 };
        let width = word.chars().count() + marks;
        if column.saturating_add(1 + width) > look.width {
            if !out.is_empty() {
                out.push_str(if inside && !look.visible { look.close } else { "" });
                out.push('\n');
            }
            out.push_str(INDENT);
            out.push_str(if inside && !look.visible { look.open } else { "" });
            column = INDENT.len();
        } else {
            out.push(' ');
            column += 1;
        }
        let (open, close) = (if *opens { look.open } else { "" }, if *closes { look.close } else { "" });
        inside = (inside || *opens) && !*closes;
        out.push_str(&format!("{open}{word}{close}"));
        column += width;
    }
    out.push('\n');
    out
}
