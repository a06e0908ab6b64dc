//! Quotation marks without a partner: where the other one is to be looked for, and whether there
//! is only one place for it. What can be anywhere is a query over the stretch in question.

use super::{Habit, Quote, Role};
use crate::model::account::Edit;
use crate::normalize::{Passage, sentences};
use std::ops::Range;

/// So many loose marks are looked at in one passage: where there are more, they follow no rule.
const MOST: usize = 3;
/// How many characters are looked through in the passages beside this one.
const REACH: usize = 1500;
/// The words that a missing opening mark is looked for in.
const WORDS: usize = 14;

/// Emits the queries of `quotes.missing` and of `quotes.stray` for the marks
/// of `quotes` at `loose`.
pub(super) fn apply(passage: &Passage, quotes: &[Quote], loose: &[usize], habit: Habit, edits: &mut Vec<Edit>) {
    if let (Some(first), true) = (loose.first(), loose.len() > MOST) {
        let at = quotes[*first].range.clone();
        let raw = &passage.text[at.clone()];
        edits.push(passage.query(at, raw, "quotes.missing"));
        return;
    }
    for &i in loose {
        let bracket = bracket_end(passage, &quotes[i]).filter(|_| quotes[i].role == Role::Open);
        if bracket.is_none() && (goes_on(passage, &quotes[i]) || is_doubled(quotes, i)) {
            continue;
        }
        let edit = match quotes[i].role {
            Role::Open => unclosed(passage, &quotes[i], habit, is_last(quotes, i)),
            _ => unopened(passage, quotes, i, habit),
        };
        let same = |e: &Edit| !e.applied && e.rule == edit.rule && e.span.range.end > edit.span.range.start;
        if edit.applied || !edits.last().is_some_and(same) {
            edits.push(edit);
        }
    }
}

/// The closing mark of `quote` is missing. It has one place only: before the bracket that the
/// quotation stands in, or at the end of the passage if one sentence fills the rest and no other mark is the `last`.
fn unclosed(passage: &Passage, quote: &Quote, habit: Habit, last: bool) -> Edit {
    let close = habit.glyph(Role::Close, quote.double);
    let inserted = |at: usize| passage.query(at..at, close, "quotes.missing");
    let end = passage.bare_end();
    if let Some(at) = bracket_end(passage, quote) {
        return inserted(at);
    }
    let sentence = sentences::end(passage, quote.range.end);
    let lead = passage.text[passage.range.start..quote.range.start].trim_end();
    let capital = passage.after(quote.range.end).is_some_and(char::is_uppercase);
    let whole = sentence >= end && capital && end > quote.range.end;
    let led = lead.ends_with([':', ',']) || lead.ends_with(" in");
    if whole && led && last {
        return inserted(end);
    }
    let stop = sentence.min(end).max(quote.range.end);
    let raw = &passage.text[quote.range.start..stop];
    passage.query(quote.range.start..stop, format!("{raw}{close}"), "quotes.missing")
}

/// The bracket that was opened before the quotation and closes behind it, if no other mark of the
/// kind comes before.
fn bracket_end(passage: &Passage, quote: &Quote) -> Option<usize> {
    let from = passage.text[passage.range.start..quote.range.start].char_indices().rev().nth(300).map_or(0, |(i, _)| i);
    let lead = &passage.text[passage.range.start + from..quote.range.start];
    let open = lead.rfind('(').filter(|i| !lead[*i..].contains(')'))?;
    let _ = open;
    let rest = &passage.text[quote.range.end..passage.range.end];
    let (at, c) = rest.char_indices().take(300).find(|(_, c)| matches!(c, '(' | ')' | '"' | '“' | '”' | '‘' | '`'))?;
    let words = rest.starts_with(|c: char| c.is_alphanumeric() || c == '…')
        && rest[..at].trim_end().contains(char::is_alphabetic);
    (c == ')' && words).then_some(quote.range.end + at)
}

/// Whether no other mark of the kind follows.
fn is_last(quotes: &[Quote], i: usize) -> bool {
    !quotes[i + 1..].iter().any(|q| q.double == quotes[i].double && q.role != Role::Apostrophe)
}

/// Whether another closing mark of the kind follows at once: that one is asked about.
fn is_doubled(quotes: &[Quote], i: usize) -> bool {
    let close = |q: &Quote| q.role == Role::Close && q.double == quotes[i].double;
    close(&quotes[i]) && quotes.get(i + 1).is_some_and(|q| close(q) && q.range.start == quotes[i].range.end)
}

/// Whether the quotation goes on in the passages beside this one: each opens it anew and the last
/// one closes it, or the first opens and the last closes.
fn goes_on(passage: &Passage, quote: &Quote) -> bool {
    let like = |c: char| match c {
        '"' | '“' | '”' => quote.double,
        '\'' | '‘' | '’' | '`' => !quote.double,
        _ => false,
    };
    let free = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
    // a mark inside a word is an apostrophe
    if quote.role == Role::Open {
        let rest = passage.text[passage.range.end..].trim_start();
        let mut last = None;
        for (at, c) in rest.char_indices().take(REACH) {
            let next = rest[at + c.len_utf8()..].chars().next();
            if like(c) && (free(last) || free(next)) && !(c != '‘' && !quote.double && is_plural(last, next)) {
                let opens = last.is_none_or(|l: char| l.is_whitespace() || l == '(');
                return !opens || at == 0;
            }
            last = Some(c);
        }
        return false;
    }
    let lead = &passage.text[..passage.range.start];
    let mut next = None;
    for (at, c) in lead.char_indices().rev().take(REACH) {
        let before = lead[..at].chars().next_back();
        if like(c) && (free(before) || free(next)) && !(c != '‘' && !quote.double && is_plural(before, next)) {
            return before.is_none_or(|b| b.is_whitespace() || b == '(') && next.is_some_and(char::is_alphanumeric);
        }
        next = Some(c);
    }
    false
}

/// Whether a single mark between these is the apostrophe of a plural's genitive.
fn is_plural(before: Option<char>, next: Option<char>) -> bool {
    before == Some('s') && next == Some(' ')
}

/// The opening mark of the quotation that `quotes[i]` closes is missing, or the mark is a stray.
fn unopened(passage: &Passage, quotes: &[Quote], i: usize, habit: Habit) -> Edit {
    let quote = &quotes[i];
    let before = &passage.text[passage.range.start..quote.range.start];
    let doubled = before.ends_with(['\'', '’']) && !quote.double;
    let ghost = before.ends_with(['.', ',', ':', ';']) && marker_follows(passage, quote.range.end);
    if doubled || ghost {
        let start = quote.range.start - before.chars().next_back().map_or(0, char::len_utf8);
        let kept = &passage.text[start..quote.range.start];
        return passage.query(start..quote.range.end, kept, "quotes.stray");
    }
    if let Some(edit) = reopening(passage, quotes, i, habit) {
        return edit;
    }
    let floor = quotes[..i].iter().rev().find(|q| q.role != Role::Apostrophe && q.double == quote.double);
    let sentence = sentences::around(passage, quote.range.start);
    let floor = sentence.start.max(floor.map_or(passage.range.start, |q| q.range.end));
    let open = habit.glyph(Role::Open, quote.double);
    let start = opening(passage, floor..quote.range.start);
    let raw = &passage.text[start..quote.range.end];
    passage.query(start..quote.range.end, format!("{open}{raw}"), "quotes.missing")
}

/// A quotation that the speaker interrupts, and that is not opened again: `'At times,' I said out
/// of fear … one is in danger.'`
fn reopening(passage: &Passage, quotes: &[Quote], i: usize, habit: Habit) -> Option<Edit> {
    const VERBS: [&str; 14] = [
        "said",
        "says",
        "replied",
        "replies",
        "wrote",
        "writes",
        "asked",
        "asks",
        "added",
        "adds",
        "answered",
        "cried",
        "continued",
        "remarked",
    ];
    let last = quotes[..i].iter().rev().find(|q| q.double == quotes[i].double && q.role == Role::Close && q.paired)?;
    let comma = passage.text[passage.range.start..last.range.start].ends_with(',');
    let between = quotes[..i].iter().any(|q| q.role == Role::Open && q.range.start > last.range.end);
    let mut words = passage.text[last.range.end..passage.range.end].split_whitespace().take(3);
    let (who, verb, next) = (words.next()?, words.next()?, words.next()?);
    let speaks = who.chars().all(char::is_alphabetic) && VERBS.contains(&verb) && next.starts_with(char::is_lowercase);
    if !comma
        || between
        || !speaks
        || passage.text[last.range.end..].trim_start().len() + 1 < passage.text[last.range.end..].len()
    {
        return None;
    }
    let at = last.range.end + 1 + who.len() + 1;
    let raw = passage.text.get(at..at + verb.len() + 1 + next.len())?;
    let spaced = raw.strip_prefix(verb)?.strip_prefix(' ')? == next;
    let read = format!("{verb}, {}{next}", habit.glyph(Role::Open, quotes[i].double));
    spaced.then(|| passage.query(at..at + raw.len(), read, "quotes.missing"))
}

/// Whether a note's marker stands at `at`, a space passed over.
fn marker_follows(passage: &Passage, at: usize) -> bool {
    let spaced = at + usize::from(passage.after(at) == Some(' '));
    passage.is_taken(at) || passage.is_taken(spaced)
}

/// Where the missing mark most likely stood in `range`: before words with capitals in a row that
/// are no one's (`the slogan Workers of the World`), or behind the last preposition or article.
fn opening(passage: &Passage, range: Range<usize>) -> usize {
    let words: Vec<Range<usize>> = tokens(passage, range.clone());
    let first = words.len().saturating_sub(WORDS);
    let text = |i: usize| passage.text[words[i].clone()].trim_start_matches(['(', '[']);
    let capital = |i: usize| text(i).starts_with(char::is_uppercase);
    let own = |i: usize| text(i).ends_with("'s") || text(i).ends_with("’s");
    let joins = |i: usize| matches!(text(i), "of" | "the" | "in" | "and" | "a" | "on" | "to" | "for" | "how");
    let mut best = None;
    let mut i = words.len();
    while i > first.max(1) {
        i -= 1;
        let named = (i..words.len()).take_while(|n| capital(*n)).any(own);
        if capital(i) && !named && !capital_leads(i, &capital, &own, &joins) {
            best = Some(i);
            break;
        }
    }
    let fallback = || {
        (first.max(1)..words.len()).rev().find(|i| {
            let before = text(*i - 1);
            matches!(
                before,
                "of" | "the" | "a" | "an" | "in" | "by" | "with" | "his" | "her" | "their" | "as" | "called" | "said"
            ) || before.ends_with([',', ':'])
        })
    };
    best.or_else(fallback).or(Some(0)).and_then(|i| words.get(i)).map_or(range.start, |w| w.start)
}

/// Whether the words before `i` are of the same row of capitals.
fn capital_leads(
    i: usize,
    capital: &dyn Fn(usize) -> bool,
    own: &dyn Fn(usize) -> bool,
    joins: &dyn Fn(usize) -> bool,
) -> bool {
    let mut at = i;
    while at > 0 && joins(at - 1) && i - at < 3 {
        at -= 1;
    }
    at > 0 && capital(at - 1) && !own(at - 1)
}

fn tokens(passage: &Passage, range: Range<usize>) -> Vec<Range<usize>> {
    let base = passage.text.as_ptr() as usize;
    let parts = passage.text[range].split_whitespace();
    parts.map(|t| t.as_ptr() as usize - base..t.as_ptr() as usize - base + t.len()).collect()
}
