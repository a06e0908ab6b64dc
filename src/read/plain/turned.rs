//! Turnovers: what a row of its own (a verse, an entry of an index or a list) had no room for and has in the line below,
//! set in further for the most part. It belongs to the row above it.

use crate::normalize::hyphens;
use crate::read::plain::lines::{self, Line};
use crate::read::plain::{filled, label};

/// How far a turnover is set in at least, in characters.
const HUNG: usize = 2;

/// How much room, in characters or as a part of the width, rows that hang leave at most before what is turned over.
const ROOM: (isize, usize) = (4, 10);

/// The rows of `block`, each with what has been turned over from it. In few lines the longest shows no width: there it is
/// that of the text, `usual`.
pub(super) fn rows<'a>(text: &str, block: &'a [Line], usual: usize) -> Vec<&'a [Line]> {
    let rows = Rows::of(text, block, usual);
    let mut found: Vec<&[Line]> = Vec::new();
    let mut start = 0;
    for i in 1..=block.len() {
        if i == block.len() || !rows.is_turned(start, i) {
            found.push(&block[start..i]);
            start = i;
        }
    }
    found
}

/// How many lines show their width themselves.
const WIDTH: usize = 4;

/// How wide the text is at least, in characters, and how far what is left of a verse that fills it is set in below it.
const FULL: (usize, usize) = (56, 4);

/// What lines that stand together show of their rows.
struct Rows<'a> {
    text: &'a str,
    block: &'a [Line],
    width: usize,
    /// The width of the text.
    usual: usize,
    /// Whether lines that begin small are few.
    rare: bool,
    /// Whether rows begin anew: what begins small is none.
    anew: bool,
    /// Whether nearly all rows have a label.
    labelled: bool,
    /// Where most lines end in the number of a page, how far their words reach.
    paged: Option<usize>,
}

impl<'a> Rows<'a> {
    fn of(text: &'a str, block: &'a [Line], usual: usize) -> Self {
        let widest = filled::widest(block);
        let width = if block.len() < WIDTH { widest.max(usual) } else { widest };
        let of = |l: &Line| &text[l.range.clone()];
        let least = block.iter().map(|l| l.indent).min().unwrap_or(0);
        let hung = |l: &&Line| l.indent >= least + HUNG && (block[0].indent == least);
        let small = block.iter().filter(|l| begins_small(of(l))).count();
        let outer: Vec<&Line> = block.iter().filter(|l| !hung(l)).collect();
        let begun = outer.iter().filter(|l| !begins_small(of(l))).count();
        let labels = outer.iter().filter(|l| label::parse(of(l)).is_some()).count();
        let paged = block.iter().filter(|l| lines::ends_in_figures(of(l))).count();
        Self {
            text,
            block,
            width,
            usual,
            rare: small * 3 <= block.len(),
            anew: begun * 5 >= outer.len() * 4,
            labelled: outer.len() >= 2 && labels * 5 >= outer.len() * 4,
            paged: (paged >= 2 && paged * 2 >= block.len()).then(|| worded(text, block)),
        }
    }

    /// Whether line `i` is the turnover of the row that begins with line `start`.
    fn is_turned(&self, start: usize, i: usize) -> bool {
        let (first, above, line) = (&self.block[start], &self.block[i - 1], &self.block[i]);
        let (over, shown) = (&self.text[above.range.clone()], &self.text[line.range.clone()]);
        if label::parse(shown).is_some_and(|label| label.form != label::Form::Bare)
            || above.parted
            || lines::is_parted(self.text, above)
        {
            return false;
        }
        let back = || self.block.get(i + 1).is_none_or(|next| next.indent < line.indent);
        let (small, half) = (begins_small(shown), line.length * 2 < above.length);
        let full = self.usual >= FULL.0 && filled::slack(self.text, above, line, self.usual) < 0;
        if full && small && half && line.indent >= above.indent + FULL.1 && back() {
            return true;
        }
        let hung = line.indent >= first.indent + HUNG && (line.indent == above.indent || i - start == 1);
        let room = filled::slack(self.text, above, line, self.width);
        let loose = if hung { ROOM.0.max((self.width / ROOM.1) as isize) } else { 0 };
        let open = over.ends_with(|c: char| c.is_alphabetic() || c == ',' || hyphens::is_sign(c));
        let paged = self.paged.is_some_and(|width| filled::slack(self.text, above, line, width) < loose);
        if open && hung && paged && !lines::ends_in_figures(over) && lines::ends_in_figures(shown) {
            return true;
        }
        if !open || room >= loose {
            return false;
        }
        let few = half || i - start > 1;
        let goes_on = small || hung && is_number(over, shown);
        let beside = self.anew && (few || self.labelled || hung && self.rare) || hung && room < 0 && few && back();
        goes_on && beside || hung && self.labelled
    }
}

/// Whether a line begins with the number of a page that the entry above had no room for.
pub(super) fn is_number(above: &str, line: &str) -> bool {
    above.ends_with(',') && line.starts_with(|c: char| c.is_ascii_digit())
}

/// How far the words of lines reach before the numbers of pages.
fn worded(text: &str, block: &[Line]) -> usize {
    let words = |l: &Line| {
        let line = text[l.range.clone()].trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ' '));
        l.indent + line.chars().count()
    };
    block.iter().map(words).max().unwrap_or(0)
}

fn begins_small(line: &str) -> bool {
    line.starts_with(char::is_lowercase)
}
