//! Which lines of a paragraph are the print's own. Prose that was broken at a width fills its lines: the word that begins
//! the next one had no room. Where most lines leave that room they are verses, entries of an index, rows of a list; where
//! one leaves much of it behind a stop or a figure, it ends there.

mod broken;
pub(super) mod doubled;
mod edge;
mod ends;
mod fragments;

use crate::normalize::hyphens;
use crate::read::plain::lines::{self, Line};
use crate::read::plain::{label, words};
use broken::Broken;
pub(super) use edge::Edge;
pub(super) use ends::Ends;
pub(super) use fragments::fragments;

/// Whether the text has hardly anything but such lines: most that run on leave room for the next, which begins anew.
pub(super) fn are_most<'a>(text: &str, blocks: impl Iterator<Item = &'a [Line]>) -> bool {
    let (mut open, mut all) = (0, 0);
    for block in blocks.filter(|b| b.len() > 1) {
        let width = filled(text, block, 0);
        all += block.len() - 1;
        let leaves = |pair: &&[Line]| slack(text, &pair[0], &pair[1], width) >= 0 && begins(text, &pair[1]);
        open += block.windows(2).filter(leaves).count();
    }
    all >= LEAST && open * 2 > all
}

/// How long a verse is at most, in characters; how many lines say that a text is one of verses, and the longest stanza.
const VERSES: (usize, usize, usize) = (62, 100, 60);

/// So much room, in characters, prose that is set loosely leaves seldom.
const MUCH: isize = 10;

/// In hundredths how closely the ends of lines and the words below go together where they were surely broken, and where
/// they were not.
const TOGETHER: (i128, i128) = (35, 18);

/// Whether lines that no blank one parts were broken at a width, as nearly all of their ends say.
pub(super) fn were_broken<'a>(text: &str, blocks: impl Iterator<Item = &'a [Line]> + Clone) -> bool {
    !have_paragraphs(blocks.clone()) && Broken::of(text, blocks).by(TOGETHER.0) == Some(true)
}

/// Whether a text is verse, whatever its lines begin with: nearly all are short, two in five leave room for the next word,
/// and none ends in half a word; or they were not broken for room, and end where the sentence pauses.
pub(super) fn are_verses<'a>(text: &str, blocks: impl Iterator<Item = &'a [Line]> + Clone) -> bool {
    let broken = Broken::of(text, blocks.clone());
    broken.by(TOGETHER.0) != Some(true)
        && !have_paragraphs(blocks.clone())
        && !end_short(text, blocks.clone())
        && (are_loose(text, blocks.clone()) || broken.by(TOGETHER.1) == Some(false) && are_paused(text, blocks))
}

/// How long a line is that is no verse, in characters, and of how many lines one such shows paragraphs.
const LONG: (usize, usize) = (100, 50);

/// How many paragraphs of how many lines show where they end.
const LAST: (usize, usize) = (20, 4);

/// Whether lines that begin small for the most part are those of paragraphs: the last one of each ends anywhere, so that
/// in a quarter to three quarters of them it is less than half as long as the others, where that of a stanza is as long, or
/// always a short one.
fn end_short<'a>(text: &str, blocks: impl Iterator<Item = &'a [Line]>) -> bool {
    let (mut count, mut short, mut lines, mut small) = (0, 0, 0, 0);
    for block in blocks.filter(|block| block.len() >= LAST.1) {
        let Some((last, above)) = block.split_last() else { continue };
        let inner: usize = above.iter().map(|l| l.length).sum();
        count += 1;
        lines += above.len();
        short += usize::from(last.length * above.len() * 2 < inner);
        small += block[1..].iter().filter(|l| text[l.range.clone()].starts_with(char::is_lowercase)).count();
    }
    count >= LAST.0 && small * 5 >= lines * 3 && short * 4 >= count && short * 4 < count * 3
}

/// Whether among lines that stand together some are as long as paragraphs.
fn have_paragraphs<'a>(blocks: impl Iterator<Item = &'a [Line]>) -> bool {
    let count = |(all, long): (usize, usize), lines: &[Line]| {
        (all + lines.len(), long + lines.iter().filter(|l| l.length > LONG.0).count())
    };
    let (all, long) = blocks.filter(|block| block.len() > 1).fold((0, 0), count);
    long * LONG.1 > all
}

/// Whether more than half of the lines that have another below end a sentence, as those of speakers do that are a paragraph
/// each.
pub(super) fn are_sentences<'a>(text: &str, blocks: impl Iterator<Item = &'a [Line]>) -> bool {
    let ended = |line: &&Line| {
        let bare = text[line.range.clone()].trim_end_matches(words::is_closing_quote);
        bare.ends_with(['.', '!', '?', '…', ':'])
    };
    let inner = |block: &'a [Line]| block[..block.len() - 1].iter();
    let (all, ended) = blocks.flat_map(inner).fold((0, 0), |(n, k), line| (n + 1, k + usize::from(ended(&line))));
    ended * 2 > all
}

/// Whether a line is no paragraph by itself.
pub(super) fn is_short(line: &Line) -> bool {
    line.length <= LONG.0
}

/// The lines of a block, those together that are paragraphs or are none.
pub(super) fn runs(block: &[Line]) -> impl Iterator<Item = &[Line]> {
    block.chunk_by(|a, b| is_short(a) == is_short(b))
}

/// How long hardly any verse is, in characters; how many words it has at least, and how much oftener than elsewhere, in
/// tenths, a pause stands at its end.
const PAUSED: (usize, usize, usize) = (75, 3, 14);

/// Whether the lines of a text are short, and points and commas stand at their ends oftener than behind other words.
fn are_paused<'a>(text: &str, blocks: impl Iterator<Item = &'a [Line]>) -> bool {
    let (mut all, mut short, mut long, mut halves, mut ends, mut pauses, mut words) = (0, 0, 0, 0, 0, 0, 0);
    let is_paused = |word: &str| word.ends_with(|c: char| !c.is_alphanumeric() && !matches!(c, '_' | '*' | ')' | ']'));
    for pair in blocks.flat_map(|block| block.windows(2)) {
        let line = &text[pair[0].range.clone()];
        all += 1;
        short += usize::from(pair[0].length <= VERSES.0);
        long += usize::from(pair[0].length > PAUSED.0);
        halves += usize::from(is_half(text, &pair[0], &pair[1]));
        ends += usize::from(is_paused(line));
        line.split_whitespace().for_each(|word| {
            words += 1;
            pauses += usize::from(is_paused(word));
        });
    }
    let lines = all >= VERSES.1 && short * 10 >= all * 8 && long * 20 <= all && halves * 200 <= all;
    lines && words >= all * PAUSED.1 && ends * words * 10 >= pauses * all * PAUSED.2
}

/// Whether nearly all lines of a text are short and two in five leave room.
fn are_loose<'a>(text: &str, blocks: impl Iterator<Item = &'a [Line]>) -> bool {
    let (mut all, mut short, mut pairs, mut open, mut far, mut halves) = (0, 0, 0, 0, 0, 0);
    for block in blocks.filter(|b| (2..=VERSES.2).contains(&b.len())) {
        let width = widest(block);
        all += block.len();
        short += block.iter().filter(|l| l.length <= VERSES.0).count();
        pairs += block.len() - 1;
        open += block.windows(2).filter(|pair| slack(text, &pair[0], &pair[1], width) >= 0).count();
        far += block.windows(2).filter(|pair| slack(text, &pair[0], &pair[1], width) >= MUCH).count();
        halves += block.windows(2).filter(|pair| is_half(text, &pair[0], &pair[1])).count();
    }
    // where many are long, ragged prose leaves room as well, but seldom much
    let lines = short * 10 >= all * 8 || short * 20 >= all * 11 && far * 5 >= pairs;
    all >= VERSES.1 && lines && open * 10 >= pairs * 4 && halves * 200 <= pairs
}

/// How long the lines of a stanza are at most where none leaves room, and a few of those that do.
const NARROW: (usize, usize) = (50, 84);

/// How long the name of a speaker that is cut short is at most, in bytes.
const SPEAKER: usize = 9;

/// Whether the lines of a paragraph of such a text are verses: hardly any is long and several leave room, or all are far
/// shorter than prose; two where both begin anew.
pub(super) fn are_open(text: &str, block: &[Line]) -> bool {
    let inner = block.len() - 1;
    let open = |width: usize| block.windows(2).filter(|pair| slack(text, &pair[0], &pair[1], width) >= 0).count();
    let short = block.iter().filter(|l| l.length <= VERSES.0).count();
    let longest = block.iter().map(|l| l.length).max().unwrap_or(0);
    // a number of five, ten, fifteen is the line's
    let counted = |l: &Line| {
        let line = &text[l.range.clone()];
        let label = label::parse(line).filter(|l| l.count == label::Count::Figures);
        // `2. Serv.` speaks
        let speaks =
            |rest: &str| rest.split_whitespace().next().is_some_and(|w| w.ends_with('.') && w.len() <= SPEAKER);
        label.is_some_and(|label| !label.number.is_multiple_of(5) && !speaks(&line[label.len..]))
    };
    let anew = || block.iter().all(|line| begins(text, line));
    let ended = || text[block[0].range.clone()].ends_with(|c: char| !c.is_alphanumeric());
    // one in a long stanza says little
    let few = block.len() / 20;
    let halves = block.windows(2).filter(|pair| is_half(text, &pair[0], &pair[1])).count() > few;
    let numbered = block.iter().filter(|line| counted(line)).count() > few;
    let stanza = match inner {
        0 => false,
        1 => longest <= NARROW.0 || anew() && ended() && longest <= VERSES.0,
        2 | 3 => longest <= VERSES.0 && open(widest(block)) * 10 >= inner * 3 || longest <= NARROW.0,
        _ => {
            let most = short * 10 >= block.len() * 9 && open(widest(block)) * 10 >= inner * 3;
            most || longest <= NARROW.0
                || longest <= NARROW.1 && open(second(block)) * 10 >= inner * 4 && short * 5 >= block.len() * 2
        }
    };
    stanza && !halves && !numbered
}

/// How many lines of prose that is broken at a narrow width show what it is, where the verses of the text begin anew.
const PROSE: usize = 5;

/// Whether three in five of several lines begin small: prose among verses whose lines do not.
pub(super) fn runs_on_small(text: &str, block: &[Line]) -> bool {
    let small = block.iter().filter(|l| text[l.range.clone()].starts_with(char::is_lowercase)).count();
    block.len() >= PROSE && small * 5 >= block.len() * 3
}

/// How many lines a stanza has at most that may be one whatever room it leaves.
const SMALL: usize = 6;

/// Whether a few short lines may be verses in a text that is verse for the most part and begins them small.
pub(super) fn may_be_verses(text: &str, block: &[Line]) -> bool {
    let short = block.iter().all(|l| l.length <= VERSES.0);
    let halves = block.windows(2).any(|pair| is_half(text, &pair[0], &pair[1]));
    (2..=SMALL).contains(&block.len()) && short && !halves
}

/// Whether most lines of `blocks` are verses, and many of them begin small.
pub(super) fn are_small_verses<'a>(text: &str, blocks: impl Iterator<Item = &'a [Line]>) -> bool {
    let (mut all, mut open, mut small) = (0, 0, 0);
    for block in blocks.filter(|b| b.len() > 1) {
        all += block.len();
        if are_open(text, block) {
            open += block.len();
            small += block.iter().filter(|l| text[l.range.clone()].starts_with(char::is_lowercase)).count();
        }
    }
    open * 3 >= all * 2 && small * 5 >= open
}

/// Whether lines behind a number are a stanza: several that all begin anew, none long, few of which end a sentence.
pub(super) fn is_numbered_stanza(text: &str, block: &[Line]) -> bool {
    let ended = block.iter().filter(|l| text[l.range.clone()].ends_with('.')).count();
    let counted = block.iter().skip(1).any(|l| label::parse(&text[l.range.clone()]).is_some());
    let long = block.iter().any(|l| l.length > VERSES.0);
    (2..=14).contains(&block.len())
        && !long
        && !counted
        && ended * 2 <= block.len()
        && block.iter().skip(1).all(|line| begins(text, line))
}

/// Whether lines below a stanza are one of its kind: three or more that all begin anew, no longer and set in no further.
pub(super) fn is_stanza_below(text: &str, above: &[Line], block: &[Line]) -> bool {
    let indent = |lines: &[Line]| lines.iter().map(|l| l.indent).min();
    let near = above.last().zip(block.first()).is_some_and(|(a, b)| b.number - a.number <= 2);
    let alike = widest(block) <= widest(above) + 8 && indent(block) == indent(above);
    (3..=14).contains(&block.len()) && near && alike && block.iter().all(|line| begins(text, line))
}

/// Whether a few lines are centred: no two neighbours at one indent, and each begins anew, far from the left margin, or
/// all about one middle.
pub(super) fn are_centred(text: &str, block: &[Line]) -> bool {
    let anew = |l: &Line| begins(text, l) || text[l.range.clone()].starts_with(|c: char| c.is_ascii_digit());
    let apart = |least: usize| block.windows(2).all(|pair| pair[0].indent.abs_diff(pair[1].indent) >= least);
    let middles = || block.iter().map(|l| 2 * l.indent + l.length);
    let about = || middles().max().zip(middles().min()).is_some_and(|(most, least)| most - least <= ABOUT);
    (2..=8).contains(&block.len())
        && (apart(1) && block.iter().all(|l| l.indent >= CENTRED && anew(l))
            || apart(3) && about() && block.iter().filter(|l| anew(l)).count() * 3 >= block.len() * 2)
}

/// How far apart the middles of centred lines are at most, in halves of a character.
const ABOUT: usize = 6;

/// How far from the left margin centred lines stand at least, in characters.
const CENTRED: usize = 10;

/// Whether a line ends in half a word.
fn is_half(text: &str, line: &Line, next: &Line) -> bool {
    let shown = &text[line.range.clone()];
    let sign = shown.strip_suffix(hyphens::is_sign).is_some_and(|word| word.ends_with(char::is_alphabetic));
    sign && text[next.range.clone()].starts_with(char::is_lowercase)
}

/// How many lines must run on before they say something of the whole text.
const LEAST: usize = 8;

/// Whether the lines of a paragraph are the print's. In a text that has hardly any others (`most`), that each begins anew
/// is enough; one whose prose leaves room at the ends of its lines (`edge`) must leave more.
pub(super) fn are_rows(text: &str, block: &[Line], most: bool, edge: Option<&Edge>) -> bool {
    let inner = block.len() - 1;
    let left = edge.map_or(0, Edge::left);
    let width = filled(text, block, left);
    let room = |width: usize, least: isize| {
        block.windows(2).filter(|pair| slack(text, &pair[0], &pair[1], width) >= least).count()
    };
    let begun = block.iter().filter(|l| begins(text, l)).count();
    let anew = begun * 10 >= block.len() * 9;
    let divided = block.iter().any(|l| text[l.range.clone()].ends_with(hyphens::is_sign));
    let rows = anew && (most || block.len() >= 3 && room(width, 0) * 10 >= inner * 6);
    // of small lines in a row more must leave room, and one long line is no width
    let small = || block.len() >= 5 && room(second(block).min(width), left) * 4 >= inner * 3;
    inner >= 1 && !divided && (rows || small())
}

/// The width of the lines of a paragraph: of five and more that of the second longest.
pub(super) fn width(text: &str, block: &[Line]) -> usize {
    if block.len() >= 5 { second(block).min(filled(text, block, 0)) } else { widest(block) }
}

/// The column that the longest line ends in.
pub(super) fn widest(block: &[Line]) -> usize {
    block.iter().map(reach).max().unwrap_or(0)
}

/// By how much, in thirds, a line is longer than the middle one that has taken up what was divided below it, and of how many
/// lines one is.
const REJOINED: (usize, usize) = (4, 4);

/// How far the middle line of prose reaches at least, in characters.
const SENTENCE: usize = 40;

/// The column that the lines of a block fill: that of the longest, but where a few are far longer than the others and these
/// fill theirs, as in a scan whose divided words were put together again, the one that the others fill. Lines that fill leave
/// `room` at most.
fn filled(text: &str, block: &[Line], room: isize) -> usize {
    let widest = widest(block);
    let sum: usize = block.iter().map(reach).sum();
    if block.len() < 5 || widest * block.len() * 3 <= sum * REJOINED.0 {
        return widest;
    }
    let mut all: Vec<usize> = block.iter().map(reach).collect();
    all.sort_unstable();
    let most = all[all.len() / 2] * REJOINED.0 / 3;
    let usual = all[all.partition_point(|reach| *reach <= most) - 1];
    let far = all.iter().filter(|reach| **reach > most).count();
    let full = block.windows(2).filter(|pair| slack(text, &pair[0], &pair[1], usual) < room).count();
    // words of a list are short, and fill nothing
    let share = if all[all.len() / 2] >= SENTENCE { 6 } else { 8 };
    if far * REJOINED.1 <= block.len() && full * 10 >= (block.len() - 1) * share { usual } else { widest }
}

fn second(block: &[Line]) -> usize {
    let mut all: Vec<usize> = block.iter().map(reach).collect();
    all.sort_unstable();
    all.iter().rev().nth(1).copied().unwrap_or(0)
}

/// The column that a line ends in.
fn reach(line: &Line) -> usize {
    line.indent + line.length
}

/// How many characters of `width` are free behind a line and the first word of the next; less than none where it had no
/// room.
pub(super) fn slack(text: &str, line: &Line, next: &Line, width: usize) -> isize {
    let word = text[next.range.clone()].split_whitespace().next().map_or(0, |w| w.chars().count());
    width as isize - (reach(line) + 1 + word) as isize
}

/// How wide lines of prose are at least where nothing divides a word at their ends, how much room they leave at most, and
/// how many of them are more than a paragraph.
const BROKEN: (usize, isize, usize) = (50, 8, 20);

/// Whether lines of a text whose lines are paragraphs are prose that was broken: half of them end inside a sentence (a
/// quarter where no blank line parts paragraphs), nearly always where the next word had no room.
pub(super) fn is_broken(text: &str, block: &[Line]) -> bool {
    if block.len() < 3 {
        return false;
    }
    let width = usual(text, block);
    let inside: Vec<&[Line]> = block.windows(2).filter(|pair| goes_on(text, &pair[0], &pair[1])).collect();
    let full = inside.iter().filter(|pair| slack(text, &pair[0], &pair[1], width) <= BROKEN.1).count();
    let divided = inside.iter().filter(|pair| text[pair[0].range.clone()].ends_with(hyphens::is_sign)).count();
    let share = if block.len() >= BROKEN.2 { 4 } else { 2 };
    let wide = width >= BROKEN.0 || divided >= 2 && width >= 24;
    wide && inside.len() >= 2 && inside.len() * share >= block.len() - 1 && full * 5 >= inside.len() * 4
}

/// Lines of broken prose, parted where a line neither goes on small nor fills the width.
pub(super) fn pieces<'a>(text: &'a str, block: &'a [Line]) -> impl Iterator<Item = &'a [Line]> {
    let width = usual(text, block);
    let joins = move |a: &Line, b: &Line| {
        let small = goes_on(text, a, b) && a.length * 2 >= width;
        small || slack(text, a, b, width) < 0 && !lines::is_parted(text, a) && b.indent < a.indent + 2
    };
    block.chunk_by(joins)
}

/// Whether a line ends inside a sentence that goes on small in the next.
fn goes_on(text: &str, line: &Line, next: &Line) -> bool {
    let open = |c: char| c.is_alphabetic() || c == ',' || hyphens::is_sign(c);
    text[line.range.clone()].ends_with(open) && text[next.range.clone()].starts_with(char::is_lowercase)
}

/// The width of broken lines: what four of five do not reach beyond.
fn usual(text: &str, block: &[Line]) -> usize {
    if block.len() < BROKEN.2 {
        return width(text, block);
    }
    let mut all: Vec<usize> = block.iter().map(reach).collect();
    all.sort_unstable();
    all[all.len() * 4 / 5]
}

/// Whether a line begins with a capital, a mark or a bracket before it passed over.
fn begins(text: &str, line: &Line) -> bool {
    let sign = |c: char| {
        words::is_opening_quote(c) || matches!(c, '(' | '_' | '*' | '[' | '—' | '-' | '.' | '¡' | '¿' | '=' | '~')
    };
    text[line.range.clone()].chars().find(|c| !sign(*c)).is_some_and(char::is_uppercase)
}
