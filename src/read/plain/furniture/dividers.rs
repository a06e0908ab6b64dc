//! Lines that only divide: which of them are the page's and go, which break the text for the reader, and which mean
//! something where they stand: verses left out, a form's blank, a sum, a comment, the output of a program.

use crate::model::account::LineClass;
use crate::read::plain::lines;
use crate::read::plain::units::{Layout, Page};
use crate::read::plain::{label, words};

/// Whether unit `i` only divides, and is no line of a drawing: one with bars beside it.
pub(super) fn is_divider(page: &Page, i: usize) -> bool {
    if is_empty_quotation(page, i) || is_asterism(page, i) {
        return true;
    }
    if !words::is_divider(page.str(i)) || is_bar(page, i) || is_term(page, i) || is_sum(page, i) || is_comment(page, i)
    {
        return false;
    }
    if is_gap(page, i)
        || is_lacuna(page, i)
        || is_blank_of_form(page, i)
        || is_close(page, i)
        || is_broken_off(page, i)
        || is_of_root(page, i)
    {
        return false;
    }
    if is_lost_star(page, i) || is_drawing(page.str(i)) || is_of_drawing(page, i) || is_of_output(page, i) {
        return false;
    }
    let sign = page.str(i).chars().next().unwrap_or(' ');
    // the sides of a box
    let sided = |text: &str| {
        let inner = text.strip_prefix(sign).and_then(|rest| rest.strip_suffix(sign)).unwrap_or("");
        matches!(sign, '*' | '#') && inner.starts_with(' ') && inner.chars().any(char::is_alphanumeric)
    };
    let drawn = |n: usize| page.units.get(n).is_some_and(|_| page.str(n).contains('|') || sided(page.str(n)));
    let joined = (!page.units[i].opens && i > 0 && drawn(i - 1))
        || (page.units.get(i + 1).is_some_and(|next| !next.opens) && drawn(i + 1));
    !joined
}

/// Whether unit `i` is one of the two lines of three stars that stand as a triangle, far in.
fn is_asterism(page: &Page, i: usize) -> bool {
    let stars = |n: usize| {
        let text = page.str(n);
        let count = text.matches('*').count();
        (page.units[n].indent >= ASTERISM && text.len() <= 5 && text.chars().all(|c| matches!(c, '*' | ' ')))
            .then_some(count)
    };
    let near = |n: usize| page.units.get(n).is_some_and(|unit| unit.space == 0);
    let beside = |above: usize| {
        near(above + 1) && matches!((stars(above), stars(above + 1)), (Some(1), Some(2)) | (Some(2), Some(1)))
    };
    beside(i) || i.checked_sub(1).is_some_and(beside)
}

/// How far an asterism is set in at least, in characters.
const ASTERISM: usize = 12;

/// Whether unit `i` is the signs of a quotation of a quotation with nothing behind, beside lines that have them, too.
fn is_empty_quotation(page: &Page, i: usize) -> bool {
    let text = page.str(i);
    let signs = text.chars().all(|c| matches!(c, '>' | ' ')) && text.matches('>').count() >= 3;
    let above = || i > 0 && page.units[i].space == 0 && page.str(i - 1).starts_with('>');
    let below = || page.units.get(i + 1).is_some_and(|next| next.space == 0) && page.str(i + 1).starts_with('>');
    signs && (above() || below())
}

/// Whether unit `i` stands for verses that are lost or left out: its signs are spaced as their words would be, or it is one
/// of verses, and no blank line parts it from what follows.
fn is_gap(page: &Page, i: usize) -> bool {
    let text = page.str(i);
    let close = |n: usize| page.units.get(n).is_some_and(|next| next.space == 0);
    let verse = |n: usize| page.units.get(n).is_some_and(|u| u.shape == lines::Shape::Verse);
    let beside = i.checked_sub(1).is_some_and(verse) || verse(i + 1) || verse(i + 2);
    let spaced = text.starts_with('*') && text.contains("* ");
    let row = |n: usize| page.units.get(n).is_some_and(|_| words::is_divider(page.str(n)));
    let again = i.checked_sub(1).is_some_and(row) && page.units[i].space == 0;
    beside && (spaced || text.starts_with('-')) && page.units[i].indent > 0 && (close(i + 1) || again)
}

/// How many units away a line that has a lacuna stands at most.
const LACUNA: usize = 4;

/// Whether unit `i` is stars among lines, one of which near by has the same stars for words that are lost.
fn is_lacuna(page: &Page, i: usize) -> bool {
    let stars = page.str(i);
    let among = page.units[i].space == 0 && page.units.get(i + 1).is_some_and(|next| next.space == 0);
    let near = i.saturating_sub(LACUNA)..(i + LACUNA + 1).min(page.units.len());
    let has = |n: usize| page.str(n).contains(stars) && page.str(n).contains(char::is_alphabetic);
    stars.starts_with('*') && among && near.into_iter().any(has)
}

/// Whether unit `i` is the bar above what a root is drawn from: the stroke of its sign stands right below.
fn is_of_root(page: &Page, i: usize) -> bool {
    page.units.get(i + 1).is_some_and(|next| next.space == 0) && matches!(page.str(i + 1), "/" | "\\")
}

/// Whether unit `i` is a row of stars or strokes set in among lines that no blank one parts it from on one side at least:
/// it may stand for verses left out. One as long as the line above is drawn under it.
fn is_close(page: &Page, i: usize) -> bool {
    let length = |n: usize| page.str(n).chars().count();
    let under = i > 0 && page.units[i].space == 0 && length(i - 1).abs_diff(length(i)) <= 2;
    let close = i > 0 && page.units[i].space == 0 || page.units.get(i + 1).is_some_and(|next| next.space == 0);
    let single = page.str(i) == "*" && page.units[i].indent >= FAR;
    let sign = page.str(i).starts_with(['*', '-']) && page.units[i].indent > 0;
    // strokes spaced as words are stand for a verse
    let verse = page.str(i).starts_with("--") && page.str(i).contains("-- --") && page.units[i].indent > 0;
    sign && close && !under && !page.text.contains('\u{c}') || single || verse
}

/// How far a lone star that divides is set in at most, in characters.
const FAR: usize = 60;

/// Whether unit `i` is the blank of a form, that somebody fills in: a stroke set in among lines of words.
fn is_blank_of_form(page: &Page, i: usize) -> bool {
    let words =
        |n: usize| page.units.get(n).is_some_and(|next| next.space == 0) && page.str(n).contains(char::is_alphabetic);
    let beside = words(i + 1) || i > 0 && page.units[i].space == 0 && words::count(page.str(i - 1)) > 0;
    page.str(i).starts_with("____") && page.units[i].indent >= 4 && beside
}

/// Whether unit `i` is one sign that the lines below, set in deeper, explain.
fn is_term(page: &Page, i: usize) -> bool {
    let below = page.units.get(i + 1);
    page.str(i).len() == 1 && below.is_some_and(|next| next.space == 0 && next.indent > page.units[i].indent)
}

/// How far a line below the figures of an account is set in at least, in characters.
const ACCOUNT: usize = 20;

/// Whether unit `i` rules off columns of figures: with gaps between its strokes, or far to the right below a figure.
fn is_sum(page: &Page, i: usize) -> bool {
    let text = page.str(i);
    let below = || i > 0 && page.units[i].space == 0 && page.str(i - 1).ends_with(|c: char| c.is_ascii_digit());
    let beside = || page.units[i].indent >= ACCOUNT && below();
    text.starts_with(['-', '=', '_'])
        && (text.contains("-  ") || text.contains("=  ") || text.contains("_  ") || beside())
}

/// Whether unit `i` is a star among lines that begin with stars, as those of a comment in code do, or the border of a
/// comment whose lines begin with its sign.
fn is_comment(page: &Page, i: usize) -> bool {
    let (text, sign) = (page.str(i), page.str(i).chars().next().unwrap_or(' '));
    let starred = |n: usize| page.str(n).trim_start_matches('/').starts_with("* ") || page.str(n).starts_with("/*");
    let hashed = |n: usize| page.str(n).starts_with("# ") || page.str(n) == "#";
    let begun = |n: usize| if sign == '*' { starred(n) } else { hashed(n) };
    let above = || i > 0 && page.units[i].space == 0 && begun(i - 1);
    let below = || page.units.get(i + 1).is_some_and(|next| next.space == 0) && begun(i + 1);
    (text == "*" || sign == '#') && (above() || below())
}

/// How many words one of the paragraphs has at least that a lone star parts.
const PARTED: usize = 6;

/// Whether unit `i` is one star, or two, that parts nothing: in bad print it is dirt. What divides stands apart from what
/// is above and below, and both are words.
fn is_lost_star(page: &Page, i: usize) -> bool {
    let text = page.str(i);
    if !text.starts_with('*') || text.chars().filter(|c| !c.is_whitespace()).count() > 2 {
        return false;
    }
    let apart = page.units[i].space > 0 && page.units.get(i + 1).is_some_and(|next| next.space > 0);
    let shown = |n: &usize| page.units[*n].class != Some(LineClass::Furniture) && !words::is_divider(page.str(*n));
    let above = (i.saturating_sub(NEAR)..i).rev().find(shown);
    let below = (i + 1..page.units.len()).take(NEAR).find(shown);
    let (Some(above), Some(below)) = (above, below) else { return true };
    // the star that calls a note below
    if page.units[i].space == 0 && page.str(below).strip_prefix("* ").is_some_and(|note| words::count(note) > 0) {
        return true;
    }
    let worded = |n: usize| page.str(n).chars().filter(|c| c.is_alphabetic()).nth(2).is_some();
    let long = |n: usize| !words::has_at_most(page.str(n), PARTED - 1);
    // where no blank lines part paragraphs it stands behind one that is finished, not among items
    let ended = page.str(above).trim_end_matches(words::is_closing_quote).ends_with(['.', '!', '?', '…']);
    let listed = label::parse(page.str(below)).is_some();
    let between = ended && !listed && long(above) && long(below) && !page.str(below).starts_with(char::is_lowercase);
    let free = apart || page.layout == Layout::Lines || between;
    !(free && worded(above) && worded(below) && (long(above) || long(below)))
}

/// How many units away the words are looked for that a star parts.
const NEAR: usize = 4;

/// Whether stars or the like draw something: groups of several lengths, one beside the other.
fn is_drawing(text: &str) -> bool {
    let mut groups: Vec<usize> = text.split_whitespace().map(str::len).collect();
    let all = groups.len();
    groups.sort_unstable();
    groups.dedup();
    all >= 4 && groups.len() >= 3 && text.starts_with(['*', '#'])
}

/// Whether unit `i` is a row of a drawing, or of the dirt of a scan: another row of the same signs stands right above or
/// below, of another length, or further in or out by steps.
fn is_of_drawing(page: &Page, i: usize) -> bool {
    let rows = |a: usize, b: usize| {
        let (one, two) = (page.str(a), page.str(b));
        let same = words::is_divider(one) && words::is_divider(two) && one.chars().next() == two.chars().next();
        let width = |text: &str| text.split_whitespace().map(|w| w.chars().count()).max().unwrap_or(0);
        same && one.starts_with(['*', '#']) && one != two && width(one) >= 2 && width(two) >= 2
    };
    // each further in than the one above
    let step = |a: usize, b: usize| {
        let signs = |n: usize| page.str(n).len() - page.str(n).trim_start_matches('-').len();
        signs(a) >= 3 && signs(a) == signs(b) && page.units[a].indent + 3 <= page.units[b].indent
    };
    let near = |n: usize| page.units.get(n).is_some_and(|u| u.space == 0);
    let above = || i > 0 && near(i) && (rows(i, i - 1) || step(i - 1, i));
    above() || near(i + 1) && (rows(i, i + 1) || step(i, i + 1))
}

/// Whether unit `i` is one of the strokes that programs print: between the sides of a difference, above and below a
/// file's name or an error.
fn is_of_output(page: &Page, i: usize) -> bool {
    const STARTS: [&str; 13] =
        ["< ", "> ", "--- ", "+++ ", "*** ", "@@", "Index: ", "diff ", "Traceback", "ERROR: ", "FAIL: ", "Ran ", ">>>"];
    let printed = |text: &str| STARTS.iter().any(|start| text.starts_with(start)) || matches!(text, "<" | ">");
    let above = || i > 0 && page.units[i].space == 0 && page.str(i - 1).lines().next_back().is_some_and(printed);
    let below = || page.units.get(i + 1).is_some_and(|next| next.space == 0) && printed(page.str(i + 1));
    page.str(i).starts_with(['-', '=', '*']) && (above() || below())
}

/// How many words stand at least before strokes that break off.
const BROKEN: usize = 4;

/// Whether unit `i` is a row of strokes that goes on from words that break off or are called out, without a blank line
/// between: it stands for a pause, or for words left out. One about as long as the line above is drawn under it.
fn is_broken_off(page: &Page, i: usize) -> bool {
    if i == 0 || page.units[i].space > 0 || !page.str(i).starts_with("---") || page.str(i).contains(' ') {
        return false;
    }
    let (above, length) = (page.str(i - 1), page.str(i).chars().count());
    let last = above.lines().next_back().unwrap_or("").trim();
    let said = above.trim_end_matches(|c: char| words::is_closing_quote(c) || c == '_');
    let open = said.ends_with(['-', '—', '!']) && (above.contains("--") || above.contains('—'));
    let open = open && !words::is_divider(above);
    let under = last.chars().count().abs_diff(length) <= 2 && page.units[i - 1].lines.len() == 1;
    open && !under && words::count(above) >= BROKEN && above.contains(char::is_lowercase)
}

/// How long what stands above and below the bar of a fraction is at most, in characters.
const FRACTION: usize = 24;

/// Whether unit `i` is a rule between two short lines that are no sentences, without a blank one: the bar of a fraction,
/// the line below a sum.
fn is_bar(page: &Page, i: usize) -> bool {
    let short = |n: usize| {
        let text = page.str(n);
        text.chars().count() <= FRACTION && !text.ends_with(['.', '!', '?', ':']) && !words::is_divider(text)
    };
    let below = page.units.get(i + 1).is_some_and(|next| next.space == 0);
    page.str(i).starts_with(['-', '_']) && i > 0 && page.units[i].space == 0 && below && short(i - 1) && short(i + 1)
}

/// Whether a divider breaks the text for the reader (asterisks), rather than the page.
fn is_break(text: &str) -> bool {
    words::is_divider(text) && text.starts_with(['*', '⁂', '⁎', '•', '#', '~'])
}

/// Whether unit `i` breaks the text, and is no line drawn under a heading as long as itself.
pub(crate) fn is_break_at(page: &Page, i: usize) -> bool {
    let length = |n: usize| page.str(n).chars().count();
    let room = |i: usize| if length(i) >= 4 { 2 } else { 0 };
    let under = |above: usize| {
        page.units[i].space == 0 && length(i) >= 3 && length(above).abs_diff(length(i)) <= room(i)
            || page.str(i).starts_with('~') && is_among(page, i)
    };
    (is_break(page.str(i)) || is_stroke(page, i)) && !i.checked_sub(1).is_some_and(under) && !parts_pages(page, i)
}

/// Whether lines stand right above and below unit `i`.
fn is_among(page: &Page, i: usize) -> bool {
    page.units[i].space == 0 && page.units.get(i + 1).is_some_and(|next| next.space == 0)
}

/// Whether unit `i` is a stroke between paragraphs of the text, with a blank line on both sides: a story goes on below.
fn is_stroke(page: &Page, i: usize) -> bool {
    let prose = |n: usize| {
        page.units.get(n).is_some_and(|u| u.class == Some(LineClass::Body) && u.shape == lines::Shape::Prose)
    };
    let parted = page.units[i].space > 0 && page.units.get(i + 1).is_some_and(|next| next.space > 0);
    let stroke = words::is_divider(page.str(i)) && page.str(i).starts_with(['_', '-', '—']);
    stroke && parted && i > 0 && prose(i - 1) && prose(i + 1)
}

/// Whether the number of a page is said right below a divider, `Page 14`: it parts pages and no text.
fn parts_pages(page: &Page, i: usize) -> bool {
    let below = page.units.get(i + 1).map_or("", |_| page.str(i + 1));
    let number = below.strip_prefix("Page ").and_then(|rest| rest.split_whitespace().next()).unwrap_or("");
    !number.is_empty() && (number.bytes().all(|b| b.is_ascii_digit()) || words::roman(number).is_some())
}
