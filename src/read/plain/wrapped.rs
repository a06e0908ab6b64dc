//! Lines that were broken at a width, without a blank one between: which of them make paragraphs, which are the print's
//! own, and where labels, brackets and indents part them. Knows nothing of what a paragraph is.

use crate::read::plain::lines::{self, Line, Shape};
use crate::read::plain::{filled, label, rows, turned, words};

/// How a text fills its lines: whether most of them are the print's, whether it is verse, and what edge its prose has.
pub(super) struct Filling {
    /// Whether most lines are the print's.
    pub(super) rows: bool,
    /// Whether it is verse.
    pub(super) verses: bool,
    /// Whether it is verse for the most part, whose lines begin small.
    pub(super) small: bool,
    /// Where its lines end, and whether that ends paragraphs.
    pub(super) ends: filled::Ends,
}

/// The paragraphs of `block`, and what the shape of their lines says, in a text of `width`.
pub(super) fn wrapped<'a>(text: &str, block: &'a [Line], width: usize, filling: &Filling) -> Vec<(&'a [Line], Shape)> {
    if let [first, rest @ ..] = block
        && is_stamp(text, first, rest)
    {
        return [vec![(&block[..1], Shape::Prose)], wrapped(text, rest, width, filling)].concat();
    }
    let short = block.len() > 1 && block.iter().all(|l| l.length * 10 < width * 6);
    let bracketed = opens_bracket(&text[block[0].range.clone()]);
    let of = |i: usize| &text[block[i].range.clone()];
    let open = |s: &str| s.ends_with(|c: char| c.is_alphabetic() || c == ',') && !filling.verses;
    let goes_on = block.len() > 1
        && of(1).starts_with(char::is_lowercase)
        && (label::parse(of(0)).is_some() || block.len() == 2 && open(of(0)));
    // a dash before a verse is somebody's who speaks
    let noted = of(0).starts_with(['[', '{']) || label::parse(of(0)).is_some_and(|l| l.form != label::Form::Bullet);
    let verses = || match filling.small {
        true => filled::are_open(text, block) || filled::may_be_verses(text, block),
        false => filled::are_open(text, block) && !filled::runs_on_small(text, block),
    };
    if !noted && filling.verses && verses() {
        each(text, block, width, Shape::Verse)
    } else if short && !bracketed && !goes_on {
        each(text, block, width, Shape::Prose)
    } else {
        cut(text, block).into_iter().flat_map(|lines| flowing(text, lines, width, filling)).collect()
    }
}

/// Lines that nothing parts: one unit, but where they are the print's own or one ends far from the edge. Behind a label or
/// a bracket they belong together.
fn flowing<'a>(text: &str, lines: &'a [Line], width: usize, filling: &Filling) -> Vec<(&'a [Line], Shape)> {
    let (first, edge) = (&text[lines[0].range.clone()], filling.ends.edge());
    let label = label::parse(first);
    let far = || edge.map_or(lines.len() >= 4, |e| e.are_far(text, lines));
    let stanza = || filled::is_numbered_stanza(text, lines) && far();
    if label.as_ref().is_some_and(|l| l.form == label::Form::Dot) && stanza() {
        each(text, lines, width, Shape::Verse)
    } else if lines.len() == 1 || label.is_some() || first.starts_with(['[', '{']) {
        vec![(lines, Shape::Prose)]
    } else if filled::are_rows(text, lines, filling.rows, edge)
        || filled::are_centred(text, lines)
        || rows::are_entries(text, lines)
        || rows::are_opened_alike(text, lines)
        || rows::are_code(text, lines)
        || rows::are_halved(text, lines)
        || edge.is_some_and(|e| e.are_rows(text, lines))
    {
        each(text, lines, width, Shape::Verse)
    } else {
        let reached = filled::width(text, lines);
        let ends = |a: &Line, b: &Line| {
            filling.ends.ends(text, a, b, reached) || lines::is_parted(text, a) && !is_counted(text, a, b)
        };
        lines.chunk_by(|a, b| !ends(a, b)).map(|lines| (lines, Shape::Prose)).collect()
    }
}

/// Whether what stands far from the words of a line is a number in the margin, and the sentence goes on below.
fn is_counted(text: &str, line: &Line, next: &Line) -> bool {
    lines::ends_in_figures(&text[line.range.clone()]) && text[next.range.clone()].starts_with(char::is_lowercase)
}

/// Whether a line opens what a transcriber has put in brackets: a note, the caption of a picture.
pub(super) fn opens_bracket(text: &str) -> bool {
    let word = text.strip_prefix(['[', '{']).unwrap_or("").trim_start_matches(['*', '†', '‡']);
    ["footnote", "illustration", "sidenote", "transcriber", "note", "fußnote", "anmerkung"]
        .iter()
        .any(|w| word.get(..w.len()).is_some_and(|head| head.eq_ignore_ascii_case(w)))
}

/// How many lines a note in brackets is looked through for its end.
const LONGEST: usize = 60;

/// Whether the bracket that opens the first line closes with words of the same line behind it, which are the text's:
/// `[Transcriber's Note: so printed.] and on the tenth night`, `[Footnote: The sister.] He seems`.
fn closes_inside(text: &str, lines: &[Line]) -> bool {
    let first = &text[lines[0].range.clone()];
    let low = first.to_lowercase();
    let theirs = low.starts_with("[transcriber") || low.starts_with("[illustration");
    if !theirs && !label::is_worded_note(first) {
        return false;
    }
    let block = &text[lines[0].range.start..lines[lines.len().min(LONGEST) - 1].range.end];
    let behind = label::closes(block).map(|end| block[end..].lines().next().unwrap_or(""));
    behind.is_some_and(label::is_text)
}

/// Whether the next line has the label after that of line `i`.
fn goes_on_below(text: &str, block: &[Line], i: usize, label: &label::Label) -> bool {
    let below = block.get(i + 1).and_then(|line| label::parse(&text[line.range.clone()]));
    below.is_some_and(|below| label.form != label::Form::Bare && below.follows(label))
}

/// Whether a line is nothing but a time or a number in brackets, above what was said then: `[00:12:07]`.
fn is_stamp(text: &str, line: &Line, below: &[Line]) -> bool {
    let inner = text[line.range.clone()].strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
    let counts = |inner: &str| {
        inner.starts_with(|c: char| c.is_ascii_digit())
            && inner.chars().all(|c| c.is_ascii_digit() || matches!(c, ':' | '.' | ' ' | '-' | '/'))
    };
    let below = || below.first().is_some_and(|next| text[next.range.clone()].starts_with(char::is_uppercase));
    inner.is_some_and(counts) && below()
}

/// How many square brackets a line leaves open.
fn brackets(line: &str) -> i32 {
    line.bytes().map(|b| i32::from(b == b'[') - i32::from(b == b']')).sum()
}

/// Cuts a block at lines that begin with the label after the last one, at what stands in
/// brackets of its own, at lines that only divide, and at indented lines.
fn cut<'a>(text: &str, block: &'a [Line]) -> Vec<&'a [Line]> {
    let of = |i: usize| &text[block[i].range.clone()];
    let mut pieces = Vec::new();
    let mut start = 0;
    let mut last = label::parse(of(0));
    let mut open = brackets(of(0));
    for i in 1..block.len() {
        // what stands in brackets of its own ends with them
        let closed = open <= 0 && of(i - 1).ends_with(']') && opens_bracket(of(start));
        open += brackets(of(i));
        let found = label::parse(of(i));
        let next = match (&found, &last) {
            (Some(found), Some(last)) => found.follows(last) || found.leaps(last),
            _ => false,
        };
        let indented = last.is_none()
            && !turned::is_number(of(i - 1), of(i))
            && block[i].indent >= block[i - 1].indent + 2
            && !of(i).starts_with(char::is_lowercase)
            && block.get(i + 1).is_some_and(|l| l.indent < block[i].indent);
        // the first of two labels that count on begins a list, or one within the item of another
        let other = |l: &label::Label| last.as_ref().is_none_or(|last| (last.form, last.count) != (l.form, l.count));
        let begun = found.as_ref().is_some_and(|l| other(l) && goes_on_below(text, block, i, l));
        let apart = rows::parts(text, &block[start..=i]) || rows::are_listed(text, block, i);
        let divided = words::is_divider(of(i)) || words::is_divider(of(i - 1));
        if next
            || begun
            || is_signature(text, block, i)
            || apart
            || indented
            || divided
            || closed
            || (opens_bracket(of(i)) && !closes_inside(text, &block[i..]))
            || words::is_said_of_file(of(i))
        {
            pieces.push(&block[start..i]);
            (start, last, open) = (i, found, brackets(of(i)));
        }
    }
    pieces.push(&block[start..]);
    pieces
}

/// How many figures the signature of a sheet has at most, and how many lines stand above it at least.
const SIGNATURE: (usize, usize) = (3, 3);

/// Whether the last line of a block is nothing but a number below a full line that ends no sentence: a sheet's signature, or
/// the page's number.
fn is_signature(text: &str, block: &[Line], i: usize) -> bool {
    let of = |l: &Line| &text[l.range.clone()];
    let line = of(&block[i]);
    let figures = line.len() <= SIGNATURE.0 && line.bytes().all(|b| b.is_ascii_digit());
    let widest = || block.iter().map(|l| l.length).max().unwrap_or(0);
    i + 1 == block.len()
        && i >= SIGNATURE.1
        && figures
        && of(&block[i - 1]).ends_with(char::is_lowercase)
        && block[i - 1].length * 5 >= widest() * 4
}

/// Each line by itself, with what has been turned over from it.
fn each<'a>(text: &str, lines: &'a [Line], width: usize, shape: Shape) -> Vec<(&'a [Line], Shape)> {
    turned::rows(text, lines, width).into_iter().map(|lines| (lines, shape)).collect()
}
