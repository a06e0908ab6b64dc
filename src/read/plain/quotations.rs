//! Block quotations. Marked ones open each paragraph with a quotation mark and close once, or
//! are indented, or carry `>`; unmarked ones are known by the words that lead into them and by
//! the note marker or the source that ends them.

use crate::model::account::LineClass;
use crate::read::plain::units::{Layout, Page};
use crate::read::plain::words;
use std::ops::Range;

/// How many paragraphs an unmarked quotation may have.
const LONGEST: usize = 4;

/// How many units a text has in which one sign shows a quotation.
const SHORT: usize = 200;

/// A block quotation with its source line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Quotation {
    /// Its units, the attribution among them.
    pub(super) units: Range<usize>,
}

/// What the rules ask about the markers of a unit.
pub(super) trait Markers {
    /// How many markers the unit has.
    fn count(&self, unit: usize) -> usize;
    /// Whether its last marker ends it.
    fn ends_in_marker(&self, unit: usize) -> bool;
}

/// Finds the block quotations and classifies their units.
pub(super) fn classify(page: &mut Page, markers: &impl Markers) -> Vec<Quotation> {
    let mut found: Vec<Quotation> = Vec::new();
    let indent = common_indent(page);
    let closing = closing_units(page);
    let mut habitual = false;
    let greater = are_quoted(page) && !are_bullets(page);
    let mut unit = 0;
    while unit < page.units.len() {
        let quotation = given(page, unit)
            .or_else(|| enclosed(page, unit, &closing, markers, habitual))
            .or_else(|| indented(page, unit, indent, greater))
            .or_else(|| verse(page, unit, indent))
            .or_else(|| led_in(page, unit, markers));
        let Some(units) = quotation else {
            unit += 1;
            continue;
        };
        let end = units.end;
        units.for_each(|i| page.classify(i, LineClass::Blockquote));
        let attributed = end < page.units.len()
            && (page.is_open(end) || page.units[end].class == Some(LineClass::Attribution))
            && is_attribution(page.str(end));
        if attributed {
            page.classify(end, LineClass::Attribution);
            habitual |= page.str(unit).starts_with(words::is_opening_quote);
        }
        let end = end + usize::from(attributed);
        found.push(Quotation { units: unit..end });
        unit = end;
    }
    found
}

/// What an override says.
fn given(page: &Page, unit: usize) -> Option<Range<usize>> {
    let quoted = |i: usize| page.units[i].class == Some(LineClass::Blockquote);
    let end = (unit..page.units.len()).take_while(|i| quoted(*i)).last()? + 1;
    Some(unit..end)
}

/// For each unit that opens with a quotation mark the first from there on that closes, if all
/// between open too.
fn closing_units(page: &Page) -> Vec<Option<usize>> {
    let mut closing = vec![None; page.units.len() + 1];
    for i in (0..page.units.len()).rev() {
        if page.is_open(i) && page.str(i).starts_with(words::is_opening_quote) {
            closing[i] = if closes(page.str(i)) { Some(i) } else { closing[i + 1] };
        }
    }
    closing
}

/// Paragraphs that each open with a quotation mark, of which only the last closes: several of
/// them, or one with its source below, or after a lead-in a long one, and any where the text is
/// in the habit of setting marked quotations apart.
fn enclosed(
    page: &Page,
    unit: usize,
    closing: &[Option<usize>],
    markers: &impl Markers,
    habitual: bool,
) -> Option<Range<usize>> {
    let last = closing[unit]?;
    let end = last + 1;
    if !is_enclosed_from(page.str(unit)) {
        return None;
    }
    let attributed = end < page.units.len() && page.is_open(end) && is_attribution(page.str(end));
    let led_in = unit > 0 && page.is_body(unit - 1) && page.str(unit - 1).ends_with(':');
    let long = habitual || words::count(page.str(unit)) >= 30 || markers.ends_in_marker(last);
    let several = end - unit >= 2 && (end - unit >= 3 || led_in);
    (attributed || several || (led_in && long)).then_some(unit..end)
}

/// Whether the mark that opens `text` closes only at its end, if at all: not `“So,” he said`.
fn is_enclosed_from(text: &str) -> bool {
    let Some(open) = text.chars().next() else { return false };
    let (body, _) = without_marker(text);
    let inner = &body[open.len_utf8()..];
    let close = match open {
        '“' => '”',
        '„' if inner.contains('“') => '“',
        '„' => '”',
        '‘' => '’',
        '«' => '»',
        '»' => '«',
        '`' => '\'',
        other => other,
    };
    let level = |c: char| c == open && open != close;
    let mut depth = 1usize;
    let mut rest = inner.char_indices().peekable();
    let mut last = open;
    while let Some((at, c)) = rest.next() {
        let next = rest.peek().map(|(_, c)| *c);
        let apostrophe = matches!(c, '\'' | '’') && last.is_alphanumeric() && next.is_some_and(char::is_alphanumeric);
        if c == close && !apostrophe {
            let opening = open == close
                && !last.is_alphanumeric()
                && !matches!(last, '.' | ',' | '!' | '?' | ';' | ':' | ')' | '…');
            if opening {
                depth += 1;
            } else {
                depth -= 1;
                let genitive = matches!(c, '\'' | '’') && last == 's' && next == Some(' ');
                if depth == 0 && genitive {
                    depth = 1;
                } else if depth == 0 {
                    return inner[at + c.len_utf8()..].trim().is_empty();
                }
            }
        } else if level(c) {
            depth += 1;
        }
        last = c;
    }
    true
}

/// Whether `text` is one quotation from its first character to its last.
pub(super) fn is_enclosed(text: &str) -> bool {
    text.starts_with(words::is_opening_quote) && closes(text) && is_enclosed_from(text)
}

fn closes(text: &str) -> bool {
    without_marker(text).0.ends_with(words::is_closing_quote)
}

/// `text` without a marker at its end, in brackets or glued to a quotation mark, and whether
/// there was one.
fn without_marker(text: &str) -> (&str, bool) {
    let half = text.strip_suffix(')').unwrap_or(text);
    let bare = half.trim_end_matches(|c: char| c.is_ascii_digit() || words::superscript_digit(c).is_some());
    if bare.len() < half.len() && half[bare.len()..].chars().count() <= 3 && bare.ends_with(words::is_closing_quote) {
        return (bare, true);
    }
    let Some(open) = text.rfind(['(', '[']).filter(|_| text.ends_with([')', ']'])) else { return (text, false) };
    let inner = &text[open + 1..text.len() - 1];
    let mark = !inner.is_empty() && inner.len() <= 3 && inner.chars().all(|c| c.is_ascii_alphanumeric() || c == '*');
    if mark { (text[..open].trim_end(), true) } else { (text, false) }
}

/// The indent that most units have, and whether another one means something.
fn common_indent(page: &Page) -> usize {
    let mut indents: Vec<usize> = page.units.iter().map(|u| u.indent).collect();
    indents.sort_unstable();
    indents.get(indents.len() / 2).copied().unwrap_or(0)
}

/// How many units of a listing are looked at, before and behind.
const LISTING: usize = 40;

/// Whether the sign of a quotation opens a unit: no `<` closes it (`> Update <` is set off), and the lines beside it that
/// have one are set in as far, as those of a listing are not.
pub(super) fn is_marked(page: &Page, unit: usize) -> bool {
    let text = page.str(unit);
    if !text.starts_with("> ") {
        return false;
    }
    let quoted = |n: usize| page.units.get(n).is_some_and(|_| page.str(n).starts_with('>'));
    let above = (unit.saturating_sub(LISTING)..=unit).rev().take_while(|n| quoted(*n)).last().unwrap_or(unit);
    let below = (unit..page.units.len()).take(LISTING).take_while(|n| quoted(*n)).last().unwrap_or(unit);
    let depth = page.units[unit].indent;
    let nested = depth > 0 && (above..=below).any(|n| page.units[n].indent.abs_diff(depth) >= 2);
    // `> > >` over the words of a song are accents
    let first = text.lines().next().unwrap_or("");
    let accents = first.chars().all(|c| matches!(c, '>' | ' ')) && first.matches('>').count() >= 3;
    let several = text.lines().skip(1).any(|line| line.trim_start().starts_with('>'));
    let words = first.find('<').map(|at| (&first[2..at.max(2)], &first[at + 1..]));
    let set_off = words.is_some_and(|(words, behind)| {
        words.len() <= SET_OFF && words.ends_with(' ') && (behind.is_empty() || behind.starts_with("  "))
    });
    !nested && !is_prompt(&first[2..]) && !(above == below && !several && (set_off || accents))
}

/// How many lines given to a program a text has at least, and what part they are of all behind the sign, so that the others
/// may be such too.
const PROMPTS: (usize, usize) = (3, 20);

/// Whether `>` shows quotations: two lines one below the other have it, or the text is short, for one alone in a long text
/// may be dirt; and it does not stand before what is given to a program.
fn are_quoted(page: &Page) -> bool {
    let signed = |i: usize| page.units.get(i).is_some_and(|_| page.str(i).starts_with("> "));
    let row = |i: usize| page.str(i).lines().skip(1).any(|line| line.trim_start().starts_with('>')) || signed(i + 1);
    let (mut all, mut prompts, mut rows) = (0, 0, 0);
    for i in (0..page.units.len()).filter(|i| signed(*i)) {
        all += 1;
        rows += usize::from(row(i));
        prompts += page.str(i).lines().filter(|l| l.strip_prefix("> ").is_some_and(is_prompt)).count();
    }
    (rows > 0 || page.units.len() < SHORT) && (prompts < PROMPTS.0 || prompts * PROMPTS.1 < all)
}

/// Whether what stands behind the sign is given to a program, `> oars <- count("boats")`: it gives a value or is one call.
fn is_prompt(line: &str) -> bool {
    let name = line.find('(').map_or("", |at| &line[..at]);
    let called = !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || matches!(c, '.' | '_'));
    line.contains("<-") || called && line.ends_with(')')
}

/// How long what two signs set off is at most, in bytes.
const SET_OFF: usize = 24;

/// Whether the sign stands before items: some paragraphs of several lines have it on their first alone, and hardly any line
/// has it below another.
fn are_bullets(page: &Page) -> bool {
    let (mut all, mut rows, mut first) = (0usize, 0usize, 0usize);
    for unit in (0..page.units.len()).filter(|i| is_marked(page, *i)) {
        let below = page.units.get(unit + 1).is_some_and(|next| next.space == 0) && page.str(unit + 1).starts_with('>');
        let row = page.str(unit).lines().skip(1).any(|line| line.trim_start().starts_with('>')) || below;
        all += 1;
        rows += usize::from(row);
        first += usize::from(!row && page.units[unit].lines.len() > 1);
    }
    first > 0 && rows * 4 < all
}

/// Units set in from the others, several lines or a long one, or marked with `>`.
fn indented(page: &Page, unit: usize, common: usize, greater: bool) -> Option<Range<usize>> {
    let set_in = |i: usize| {
        let u = &page.units[i];
        let several = u.lines.len() >= 2 || page.layout == Layout::Lines && u.range.len() >= 120;
        let greater = greater && is_marked(page, i);
        page.is_open(i) && (greater || (u.indent >= common + 3 && several))
    };
    let end = (unit..page.units.len()).take_while(|i| set_in(*i)).last()? + 1;
    Some(unit..end)
}

/// Short lines in a row, all set in from the others: verse, if words lead in with a colon or
/// there are four of them (fewer may be a signature).
fn verse(page: &Page, unit: usize, common: usize) -> Option<Range<usize>> {
    let before = unit.checked_sub(1).filter(|b| page.is_body(*b))?;
    let set_in = |i: &usize| page.is_open(*i) && page.units[*i].indent >= common + 3;
    let row = |i: &usize| *i == unit || page.units[*i - 1].lines.end == page.units[*i].lines.start;
    let end = (unit..page.units.len()).take_while(|i| set_in(i) && row(i)).last()? + 1;
    let led_in = page.str(before).ends_with(':') && end - unit >= 2;
    (led_in || end - unit >= 4).then_some(unit..end)
}

/// After words that lead in with a colon (or with a comma or no sign at all, the quotation
/// going on in lower case), everything up to the first paragraph that ends in a note marker or in its source.
fn led_in(page: &Page, unit: usize, markers: &impl Markers) -> Option<Range<usize>> {
    let before = unit.checked_sub(1).filter(|b| page.is_body(*b))?;
    let lead = page.str(before);
    let colon = lead.ends_with(':');
    let lower = page.str(unit).starts_with(char::is_lowercase);
    let goes_on = lower && (lead.ends_with(',') || lead.ends_with(char::is_alphabetic));
    if !(colon || goes_on) || words::count(lead) < 2 {
        return None;
    }
    for end in (unit..page.units.len()).take(LONGEST) {
        if !page.is_open(end) {
            return None;
        }
        let text = page.str(end);
        let attributed = end + 1 < page.units.len() && page.is_open(end + 1) && is_source_line(page.str(end + 1));
        let sourced = ends_in_source(text) && markers.count(end) == 0;
        if (markers.ends_in_marker(end) && markers.count(end) == 1) || sourced || attributed {
            return Some(unit..end + 1);
        }
        if markers.count(end) > 0 || text.ends_with(':') {
            return None;
        }
    }
    None
}

/// Whether `text` ends with a source in brackets: `(Brook, Tides, p. 12)`, `(quoted in Brook)`.
pub(super) fn ends_in_source(text: &str) -> bool {
    let text = text.trim_end_matches('.');
    let Some(open) = text.rfind(['(', '[']).filter(|_| text.ends_with([')', ']'])) else { return false };
    let inner = &text[open + 1..text.len() - 1];
    let whole = open == 0;
    !whole && words::count(inner) >= 2 && is_citation(inner)
}

/// Whether `text` has the signs of a reference: pages, a volume, a year with a title.
fn is_citation(text: &str) -> bool {
    let low = text.to_lowercase();
    let locus = [
        "p. ", "pp. ", "p.", "pp.", "vol.", "page ", "pages ", "ibid", "op. cit", "loc. cit", "ch. ", "chapter ",
        "no. ",
    ];
    let word_start = |at: usize| !low[..at].chars().next_back().is_some_and(char::is_alphanumeric);
    let cited = locus.iter().any(|l| {
        low.match_indices(l).any(|(at, _)| {
            word_start(at) && low[at + l.len()..].trim_start().starts_with(|c: char| c.is_alphanumeric() || c == '.')
                || low[at..].starts_with("ibid")
        })
    });
    cited || low.starts_with("quoted in ") || low.starts_with("quoted by ") || low.starts_with("cited in ")
}

/// Whether `text` ends as a sentence does, not as an abbreviation.
fn ends_sentence(text: &str) -> bool {
    let text = text.trim_end().trim_end_matches(words::is_closing_quote);
    let word = text.trim_end_matches('.').chars().rev().take_while(|c| c.is_alphabetic()).count();
    text.ends_with(['!', '?']) || (text.ends_with('.') && word >= 3)
}

/// Whether `text` is the source line of the quotation above it.
fn is_attribution(text: &str) -> bool {
    is_source_line(text) || is_dashed_name(text)
}

/// `— Mary Brook`, `-- Brook, Tides`.
fn is_dashed_name(text: &str) -> bool {
    let Some(name) = text.strip_prefix(['—', '–', '-', '―', '~']) else { return false };
    let name = name.trim_start_matches('-').trim_start();
    text.chars().count() <= 160 && name.starts_with(|c: char| c.is_uppercase() || words::is_opening_quote(c))
}

/// `Brook's Tides, 1911.`: a short line, the year behind a comma.
fn ends_in_year(text: &str) -> bool {
    let year = text.trim_end_matches('.').rsplit_once(", ").map_or("", |(_, year)| year);
    words::count(text) <= 8 && year.len() == 4 && words::has_year(year)
}

/// `Brook, The Tides (1911), p. 12.`: a name, a title, a place in it.
fn is_source_line(text: &str) -> bool {
    let core = text.trim_matches(['(', ')', '[', ']']);
    let named = core.split_whitespace().take(6).any(|w| w.ends_with(',') || w.ends_with(':'));
    let capital = core.starts_with(|c: char| c.is_uppercase() || matches!(c, '—' | '–'));
    let short = text.chars().count() <= 200 && words::count(text) <= 30;
    let dated = words::has_year(core) && (core.contains('(') || ends_in_year(core));
    let sentence = ends_in_source(text) && text.rfind(['(', '[']).is_some_and(|at| ends_sentence(&text[..at]));
    short && capital && named && !sentence && (is_citation(core) || dated) && !text.ends_with(['?', '!', ':'])
}
