//! Front matter and its echo at the end: title, author, datelines, source lines, transcribers'
//! lines. Known by their form and by standing before the first prose.

pub(super) mod bylines;
pub(super) mod dates;
mod kinds;
pub(super) mod names;
mod said;
mod tail;

use crate::model::account::LineClass;
use crate::model::header::Header;
use crate::read::plain::doubts::Doubt;
use crate::read::plain::units::{Layout, Page};
use crate::read::plain::words;
use dates::Dateline;
use kinds::{Kind, kind};
use std::ops::Range;

/// What the front matter says, as bytes of the witness where it is printed.
#[derive(Clone, Debug, Default)]
pub(super) struct Front {
    /// The title's unit, and its bytes without the author's name beside it.
    pub(super) title: Option<(usize, Range<usize>)>,
    /// The author.
    pub(super) author: Option<String>,
    /// The most precise date, and as it is printed.
    pub(super) date: Option<(String, String)>,
    /// The source line's unit, and its bytes without the brackets around it.
    pub(super) source: Option<(usize, Range<usize>)>,
    /// What a library's header says beyond that.
    pub(super) header: Header,
}

/// How many units at the beginning may be front matter.
const DEPTH: usize = 16;

/// Classifies the front matter and the lines of the same kinds at the end; what may be a title or an author and is not
/// borne out stays text.
pub(super) fn classify(page: &mut Page) -> (Front, Vec<Doubt>) {
    let mut front = Front::default();
    if let Some(header) = said::read(page, &mut front) {
        let first: Vec<usize> = (header + 1..page.units.len()).filter(|i| page.is_open(*i)).take(DEPTH).collect();
        said::repeated(page, &first, &front);
        tail::classify(page, &mut front);
        return (front, Vec::new());
    }
    whole_title(page);
    let rows = crate::read::plain::headings::in_rows(page);
    let first: Vec<usize> = leading(page);
    // `VITA`, `DI`: a word of the title
    let led = |i: usize| bylines::is_by(page.str(i)) && (page.units[i].space > 0 || !bylines::is_genitive(page.str(i)));
    let by = first.iter().take(6).any(|i| led(*i));
    let mut kinds: Vec<Kind> = first.iter().map(|i| kind(page.str(*i), *i == first[0])).collect();
    // below `Translated` or `FROM THE FRENCH OF` with a name, `by` leads to somebody else than the author
    let other =
        |i: usize| first[i.saturating_sub(CREDITED)..i].iter().any(|above| bylines::leads_to_other(page.str(*above)));
    for i in (1..kinds.len()).filter(|i| led(first[i - 1])) {
        if kinds[i] == Kind::Short && !other(i - 1) {
            (kinds[i - 1], kinds[i]) = (Kind::Byline, Kind::Byline);
        }
    }
    for i in (1..kinds.len()).filter(|i| other(*i)) {
        if kinds[i] == Kind::Byline && words::starts_with_any(page.str(first[i]), &["by "]) {
            kinds[i] = Kind::Prose;
        }
    }
    let mut end = extent(page, &first, &kinds);
    if end == 0 && by && first.first().is_some_and(|i| words::count(page.str(*i)) <= 8) {
        // a title that ends in a stop, as old title pages have it
        end = kinds.iter().rposition(|k| *k == Kind::Byline).map_or(0, |last| last + 1);
    }
    let rest = (0..page.units.len()).filter(|i| page.is_open(*i)).count();
    if end == rest && kinds.iter().all(|k| *k == Kind::Short) {
        // Short lines and nothing else: a text, not its front matter.
        end = usize::from(rest > 1 && looks_titled(page.str(first[0])));
    }
    // a sentence about the author beside the title is the page's
    let standfirst = bylines::is_standfirst(page, &first);
    let (first, kinds) = (&first[..end], &kinds[..end]);
    name(page, first, kinds, &mut front);
    let mut doubts = borne_out(page, first, kinds, &rows, &mut front);
    let diary = tail::is_diary(page, first, kinds);
    for (i, kind) in first.iter().zip(kinds) {
        match kind {
            Kind::Date(_) if diary => {}
            Kind::Date(date) => front.dated(page.str(*i), date),
            Kind::Source if front.source.is_none() => front.source = Some((*i, source_of(page, *i))),
            Kind::Book if front.source.is_none() && is_credit(page.str(*i)) => {
                front.source = Some((*i, page.units[*i].range.clone()));
            }
            _ => {}
        }
    }
    let frame = Frame::of(page, first, kinds);
    for (k, (i, kind)) in first.iter().zip(kinds).enumerate() {
        if doubts.iter().any(|d| d.range == page.units[*i].range) {
            page.classify(*i, LineClass::Body);
        } else if front.title.as_ref().is_some_and(|(unit, _)| unit == i) {
            page.classify(*i, LineClass::Title);
        } else if k == 1 && standfirst || front.keeps(page, *i, kind, first.get(k + 1).copied(), frame) {
            page.classify(*i, LineClass::Meta);
        } else if matches!(kind, Kind::Book | Kind::Source) {
            page.classify(*i, LineClass::Body);
            doubts.push(Doubt { rule: "metadata", range: page.units[*i].range.clone() });
        }
    }
    tail::classify(page, &mut front);
    (front, doubts)
}

/// In how many lines of a file its title stands: further down a frame of another form goes before.
const HEAD: u32 = 60;

/// Takes back a title and an author that only their place names: an author wants words or lines of the file beside it
/// that only front matter has, a title a blank line below.
fn borne_out(page: &Page, first: &[usize], kinds: &[Kind], rows: &[bool], front: &mut Front) -> Vec<Doubt> {
    let mut doubts = Vec::new();
    let linked = is_linked(page, first);
    let certain = kinds.iter().any(Kind::is_certain) || linked && page.layout == Layout::Lines;
    let apart = |i: usize| page.units.get(i + 1).is_none_or(|next| next.space > 0);
    let title = front.title.as_ref().map(|(unit, _)| *unit);
    let whole = title.is_none_or(|unit| {
        let near = page.units[unit].lines.start <= HEAD;
        looks_titled(page.str(unit)) && apart(unit) && near && !rows[unit] && !goes_on(page, unit)
    });
    let short =
        |i: &&usize| Some(**i) != title && kinds[first.iter().position(|k| k == *i).unwrap_or(0)] == Kind::Short;
    // what stands beside the title on its line, or before it in another, says itself whose it is
    let beside = title.is_some_and(|unit| front.author.as_deref().is_some_and(|name| page.str(unit).contains(name)))
        || first
            .iter()
            .filter(short)
            .any(|i| front.author.as_deref().is_some_and(|name| page.str(*i) != name && page.str(*i).contains(name)));
    let doubt = |unit: usize| Doubt { rule: "metadata", range: page.units[unit].range.clone() };
    if !whole {
        front.title = None;
        front.author = None;
        return first
            .iter()
            .zip(kinds)
            .filter(|(_, k)| matches!(k, Kind::Short | Kind::Byline))
            // the first part's number is a heading rather
            .filter(|(i, _)| !rows[**i] && !crate::read::plain::headings::counts_part(page.str(**i)))
            .map(|(i, _)| doubt(*i))
            .collect();
    }
    if title.is_none() && front.author.is_none() {
        doubts.extend(first.iter().find(short).filter(|i| looks_titled(page.str(**i))).map(|i| doubt(*i)));
    }
    if front.author.is_some() && !certain && !beside {
        front.author = None;
        doubts.extend(first.iter().filter(short).map(|i| doubt(*i)));
    }
    doubts
}

/// How many lines above `by` may say that it leads to a translator.
const CREDITED: usize = 2;

/// How many words a label and the name behind it have at most.
const LABELLED: usize = 6;

/// Whether a line says who translated or edited the text, the name and all.
fn is_credit(text: &str) -> bool {
    let name = ["translated by ", "edited by "]
        .iter()
        .find_map(|label| text.get(label.len()..).filter(|_| words::starts_with_any(text, &[label])));
    let labelled = words::starts_with_any(text, &["translator: "]) && words::has_at_most(text, LABELLED);
    labelled || name.is_some_and(|name| names::likeness(name.trim_end_matches('.')) > 0)
}

/// What shows that lines are a library's frame of the text: links above, or labels before whoever made the file.
#[derive(Clone, Copy)]
struct Frame {
    linked: bool,
    labelled: bool,
}

impl Frame {
    fn of(page: &Page, first: &[usize], kinds: &[Kind]) -> Self {
        let label = |i: usize| page.str(i).split_whitespace().take(4).any(|word| word.ends_with(':'));
        Self {
            linked: page.layout == Layout::Lines && is_linked(page, first),
            labelled: first.iter().zip(kinds).any(|(i, kind)| *kind == Kind::Transcriber && label(*i)),
        }
    }

    fn any(self) -> bool {
        self.linked || self.labelled
    }
}

/// Whether links stand above the first lines, as an archive has them.
fn is_linked(page: &Page, first: &[usize]) -> bool {
    (0..first.first().copied().unwrap_or(0)).any(|i| page.units[i].class == Some(LineClass::Furniture))
}

/// Whether a title goes on in the lines below: its last word, or the line below, leads to what is named there.
fn goes_on(page: &Page, unit: usize) -> bool {
    const LEADING: [&str; 12] = ["of", "to", "in", "from", "for", "and", "von", "der", "de", "des", "du", "van"];
    const ARTICLES: [&str; 12] = ["the", "a", "an", "on", "at", "by", "with", "la", "les", "das", "die", "den"];
    let last = |text: &str| text.rsplit(char::is_whitespace).next().unwrap_or("").to_lowercase();
    let leads = |text: &str| LEADING.contains(&last(text).as_str());
    let below = page.units.get(unit + 1).map_or("", |_| page.str(unit + 1));
    // `DELLA DECADENZA`, `din Turnul`, and behind a genitive what it belongs to
    const BELOW: [&str; 18] = [
        "of", "de", "della", "del", "dell", "delle", "dei", "di", "des", "der", "von", "du", "din", "and", "or", "et",
        "und", "in",
    ];
    let first = below.split(|c: char| !c.is_alphabetic()).next().unwrap_or("").to_lowercase();
    let like = below.starts_with(char::is_lowercase) || !below.contains(char::is_lowercase);
    let led = like && BELOW.contains(&first.as_str()) && !bylines::is_by(below);
    let owned = ["'s", "’s", "'S", "’S"].iter().any(|end| page.str(unit).ends_with(end));
    led || owned
        || leads(page.str(unit))
        || ARTICLES.contains(&last(page.str(unit)).as_str())
        || words::has_at_most(below, 1) && leads(below) && !bylines::is_by(below)
}

/// Makes one unit of an article alone on its line and the short line below it: `THE`, `HARBOURS OF THE NORTH`.
fn whole_title(page: &mut Page) {
    const ARTICLES: [&str; 16] =
        ["the", "a", "an", "der", "die", "das", "ein", "eine", "le", "la", "les", "het", "de", "il", "el", "los"];
    let Some(first) = leading(page).first().copied().filter(|i| i + 1 < page.units.len() && page.is_open(i + 1)) else {
        return;
    };
    let alone = ARTICLES.contains(&page.str(first).to_lowercase().as_str());
    if alone && words::count(page.str(first + 1)) <= 14 {
        let below = page.units.remove(first + 1);
        let unit = &mut page.units[first];
        (unit.range.end, unit.lines.end) = (below.range.end, below.lines.end);
    }
}

/// The open units at the beginning, before the first that an override or another rule has made
/// part of the text.
fn leading(page: &Page) -> Vec<usize> {
    let bracketed = |i: usize| page.units[i].class == Some(LineClass::Body) && page.str(i).starts_with('[');
    let part = |i: &usize| page.is_open(*i) || page.units[*i].class == Some(LineClass::Furniture) || bracketed(*i);
    (0..page.units.len()).take_while(part).filter(|i| page.is_open(*i)).take(DEPTH).collect()
}

/// How many of the leading units are front matter: up to the last whose form is certain, with
/// no more than one blurb before it, and the short lines at the very beginning.
fn extent(page: &Page, first: &[usize], kinds: &[Kind]) -> usize {
    if let Some(last) = last_certain(page, first, kinds) {
        let titled = kinds[..last].contains(&Kind::Short);
        let title_below = !titled && kinds.get(last + 1) == Some(&Kind::Short) && kinds.len() > last + 2;
        return last + 1 + usize::from(title_below);
    }
    let short = kinds.iter().take_while(|k| **k == Kind::Short).count();
    let named = |i: usize| bylines::likeness_here(page, first[i], first[1] + 1) > 0;
    let titled = short >= 1 && looks_titled(page.str(first[0]));
    let byline = titled && short >= 2 && (named(0) || named(1));
    usize::from(titled) + usize::from(byline || (titled && bylines::is_standfirst(page, first)))
}

/// The last unit whose form is certain, before long prose or a second blurb.
fn last_certain(page: &Page, first: &[usize], kinds: &[Kind]) -> Option<usize> {
    let (mut last, mut blurbs) = (None, 0);
    // the envelope of the next letter
    let next = |i: usize| i > 0 && page.str(first[i]).starts_with("From ") && words::has_clock(page.str(first[i]));
    for (i, kind) in kinds.iter().enumerate() {
        if next(i) {
            break;
        }
        if kind.is_certain() {
            (last, blurbs) = (Some(i), 0);
        } else if *kind == Kind::Prose {
            blurbs += 1;
            if blurbs > 1 || page.str(first[i]).len() >= 320 {
                break;
            }
        }
    }
    last
}

fn looks_titled(text: &str) -> bool {
    let capitals = text.chars().filter(|c| c.is_alphabetic()).all(char::is_uppercase);
    // in bad print a few letters alone are what is left of a seal or an ornament
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    // letters apart are the title page of a scan, signs without a blank a banner
    let spaced = words::count(text) >= 4 && text.split_whitespace().all(|word| word.chars().nth(1).is_none());
    let banner = text.contains("====") || text.contains("****") || text.starts_with('#') && !text.starts_with("# ");
    letters >= 4
        && !spaced
        && !banner
        && !words::is_one_of(text, &crate::read::plain::furniture::NAVIGATION)
        && !text.ends_with([',', ';'])
        && !bylines::credits(text)
        && !names_other(text)
        && !text.starts_with('[')
        && text.matches('[').count() == text.matches(']').count()
        && (capitals || !text.ends_with(['.', ':']))
        && !text.starts_with(words::is_opening_quote)
        && crate::read::plain::label::parse(text).is_none()
        && !crate::read::plain::notes::is_heading(text)
        && !crate::read::plain::headings::counts_part(text)
}

/// Whether a line at the top names something else than the text: the transcriber's note, the series, the day, other works.
fn names_other(text: &str) -> bool {
    const OTHERS: [&str; 10] = [
        "transcriber",
        " series",
        "by the same author",
        "department",
        "edition",
        "version",
        "volume ",
        "opmerkingen",
        "scanned",
        "uniform with",
    ];
    let low = text.to_lowercase();
    OTHERS.iter().any(|word| low.contains(word)) || dates::parse(text).is_some() || dates::is_day(text)
}

/// Finds title and author among the short lines.
fn name(page: &Page, first: &[usize], kinds: &[Kind], front: &mut Front) {
    for (i, kind) in first.iter().zip(kinds) {
        if *kind == Kind::Byline && !bylines::is_by(page.str(*i)) {
            front.author.get_or_insert(bylines::after_label(page.str(*i)).to_owned());
        }
    }
    let short: Vec<usize> = first.iter().zip(kinds).filter(|(_, k)| **k == Kind::Short).map(|(i, _)| *i).collect();
    let text = |i: usize| page.str(i);
    for i in &short {
        let repeats =
            |t: &&usize| *t != i && text(*i).strip_suffix(text(**t)).is_some_and(|r| r.trim_end().ends_with(':'));
        if let Some(title) = short.iter().find(repeats) {
            let author = text(*i).strip_suffix(text(*title)).unwrap_or("").trim_end().trim_end_matches(':');
            front.author.get_or_insert(author.trim().to_owned());
            front.title = Some((*title, page.units[*title].range.clone()));
            return;
        }
    }
    let Some(leader) = short.first() else { return };
    // where `by` leads to somebody no other line is a name
    let led = first.iter().any(|i| bylines::is_by(text(*i)) && !bylines::is_genitive(text(*i)));
    let byline =
        if front.author.is_none() && short.len() > 1 && !led { bylines::author_line(page, &short[..2]) } else { None };
    // in capitals the words of a title look like any name: neither is shown
    let life = |i: usize| page.units.get(i + 1).is_some_and(|_| dates::is_life(page.str(i + 1)));
    let like_any = |i: usize| {
        names::likeness(text(i)) == 1 && !text(i).contains(char::is_lowercase) && !life(i) && !is_linked(page, first)
    };
    if byline.is_some_and(like_any) {
        return;
    }
    if let Some(author) = byline {
        front.author = Some(text(author).to_owned());
    }
    let title = short.iter().copied().find(|i| Some(*i) != byline).unwrap_or(*leader);
    let (mut range, beside) = bylines::beside(page, title);
    // the sign of a heading in Markdown is none of the title
    let sign = text(title).len() - text(title).trim_start_matches('#').trim_start().len();
    let whole = page.units[title].range.start + sign..page.units[title].range.end;
    range.start = range.start.max(whole.start).min(range.end);
    if let Some(author) = beside.filter(|a| front.author.is_none() || front.author.as_deref() == Some(a)) {
        front.author = Some(author.to_owned());
        front.title = Some((title, range));
    } else {
        front.title = Some((title, if whole.is_empty() { page.units[title].range.clone() } else { whole }));
    }
}

/// The unit without a pair of brackets around all of it and without the label `Source:`.
fn source_of(page: &Page, unit: usize) -> Range<usize> {
    let range = unbracketed(page, unit);
    let text = &page.text[range.clone()];
    let label = text.get(..7).filter(|l| l.eq_ignore_ascii_case("source:"));
    let rest = label.map_or(text, |l| text[l.len()..].trim_start());
    if rest.is_empty() { range } else { range.end - rest.len()..range.end }
}

/// The unit without a pair of brackets around all of it.
fn unbracketed(page: &Page, unit: usize) -> Range<usize> {
    let (text, range) = (page.str(unit), page.units[unit].range.clone());
    let enclosed = (text.starts_with('(') && text.ends_with(')')) || (text.starts_with('[') && text.ends_with(']'));
    let mut depth = 0i32;
    let whole = enclosed
        && text[..text.len() - 1].chars().all(|c| {
            depth += i32::from(matches!(c, '(' | '[')) - i32::from(matches!(c, ')' | ']'));
            depth > 0
        });
    if whole { range.start + 1..range.end - 1 } else { range }
}

impl Front {
    /// Whether what unit `unit` says is kept as title, author, date or source, or says who made the file: all else is the
    /// text's. `below` is the next unit of the front matter.
    fn keeps(&self, page: &Page, unit: usize, kind: &Kind, below: Option<usize>, frame: Frame) -> bool {
        let text = page.str(unit);
        match kind {
            Kind::Date(date) => self.keeps_date(date) || text.contains(':'),
            Kind::Transcriber => true,
            Kind::Source => frame.any() || self.has_source(unit),
            Kind::Book => frame.linked || frame.labelled && text.contains(':') || self.has_source(unit),
            Kind::Byline if bylines::is_by(text) => below.is_some_and(|below| self.says(page, page.str(below))),
            Kind::Byline => self.author.as_deref() == Some(bylines::after_label(text)),
            Kind::Short => self.says(page, text),
            Kind::Life | Kind::Prose => false,
        }
    }

    fn has_source(&self, unit: usize) -> bool {
        self.source.as_ref().is_some_and(|(source, _)| *source == unit)
    }

    /// Whether `text` says the title, the author or both, and nothing else.
    fn says(&self, page: &Page, text: &str) -> bool {
        let title = self.title.as_ref().map_or("", |(_, range)| &page.text[range.clone()]);
        let author = self.author.as_deref().unwrap_or("");
        let bare = |text: &str| said::plain(text.strip_prefix("THE ").or(text.strip_prefix("The ")).unwrap_or(text));
        let own = said::plain(text);
        let both =
            || own == said::plain(&format!("{title}{author}")) || own == said::plain(&format!("{author}{title}"));
        !own.is_empty() && (bare(text) == bare(title) || own == said::plain(author) || both())
    }

    /// Whether the date kept says all that `date` does.
    fn keeps_date(&self, date: &Dateline) -> bool {
        self.date.as_ref().is_some_and(|(iso, _)| iso.starts_with(&date.iso))
    }

    fn dated(&mut self, line: &str, date: &Dateline) {
        if self.date.as_ref().is_none_or(|(iso, _)| iso.len() < date.iso.len()) {
            self.date = Some((date.iso.clone(), line[date.printed.clone()].to_owned()));
        }
    }
}
