//! Where entries stand that do not stand in the flow: by `from` and `to` (double end-point), or by `loc`.

use super::super::tree::{NodeId, Tree};
use super::super::walk::Walk;
use super::parts::Parts;
use super::{entry, find, lacunae, loc};
use crate::model::apparatus::{EntryId, UNSAID, Within};
use crate::model::document::Container;
use crate::model::text::{Mark, MarkKind, Text};
use crate::words::spelling::words;
use std::ops::Range;

/// Says of an entry that both ends of its lemma are elements of its source.
const PLACED: &str = "#placed";
/// Holds what is in a lemma beside the text, as it is written.
const INSIDE: &str = "#inside";

/// Says of an entry beside the text that its source has no lemma, only the place of one.
const NONE: &str = "#none";

/// Says of an entry that its words are not found: it stands where its line begins.
const UNFOUND: &str = "#unfound";

/// A place in the text.
type Found = (Container, Range<usize>);

/// Whether an `app` in the flow says that it stands elsewhere.
pub(in crate::read::tei) fn is_apart(tree: &Tree<'_>, app: NodeId) -> bool {
    let has = |name: &str| tree.attribute(app, name).is_some();
    match method(tree) {
        Some("parallel-segmentation") => false,
        _ if has("from") || has("to") => !is_in_place(tree, app),
        Some("location-referenced") => has("loc"),
        _ => has("loc") && is_beside(tree, app),
    }
}

/// Whether an entry stands in its place all the same: what it points to is nowhere, or directly behind it.
fn is_in_place(tree: &Tree<'_>, app: NodeId) -> bool {
    use super::super::tree::Node;
    let targets = ["from", "to"]
        .into_iter()
        .filter_map(|name| tree.attribute(app, name))
        .filter_map(|value| value.trim().strip_prefix('#'));
    let found: Vec<NodeId> = targets.clone().filter_map(|id| tree.by_id(id)).collect();
    if found.is_empty() {
        return targets.clone().next().is_some_and(|id| !id.contains('('));
    }
    let Some(parent) = tree.parent(app) else { return false };
    let mut behind = tree.children(parent).iter().skip_while(|child| **child != app).skip(1);
    let next = behind.find(|child| !matches!(tree.node(**child), Node::Text(text) if text.string.trim().is_empty()));
    tree.has_words(app)
        && tree.attribute(app, "from").is_none()
        && next.is_some_and(|next| found == [*next] && !tree.has_words(*next))
}

/// Notes down the pointers of an entry in the flow that lead nowhere.
pub(super) fn report_in_place(walk: &mut Walk<'_, '_>, app: NodeId) {
    let tree = walk.tree;
    for attribute in ["from", "to"].into_iter().filter_map(|name| tree.attribute_of(app, name)) {
        let lost = attribute.value.trim().strip_prefix('#').filter(|id| tree.by_id(id).is_none());
        if lost.is_some() {
            dangling(walk, &attribute.value, attribute.span.clone());
        }
    }
}

fn dangling(walk: &mut Walk<'_, '_>, target: &str, at: Range<usize>) {
    let message = format!("`{target}`, to which an entry points, is not in the text");
    let says = (message, "give the element in the text that `xml:id`, or mend the pointer");
    walk.faults.push(super::super::account::POINTER, target, walk.tree.place(at), says);
}

/// How the file says that its entries are attached.
fn method<'t>(tree: &'t Tree<'_>) -> Option<&'t str> {
    let header = tree.child(tree.root(), "teiHeader")?;
    let encoding = tree.child(header, "encodingDesc")?;
    tree.child(encoding, "variantEncoding").and_then(|variants| tree.attribute(variants, "method"))
}

/// Whether an `app` stands among others and not among words, and has none around which it could stand.
fn is_beside(tree: &Tree<'_>, app: NodeId) -> bool {
    use super::super::tree::Node;
    let Some(parent) = tree.parent(app) else { return false };
    let is_blank = |id: &NodeId| matches!(tree.node(*id), Node::Text(text) if text.string.trim().is_empty());
    let is_app = |id: &NodeId| matches!(tree.name(*id), "app" | "head" | "note" | "lb" | "pb" | "milestone" | "cb");
    let holds =
        |id: NodeId| tree.descendants(id).any(|inner| matches!(tree.name(inner), "p" | "l" | "lg" | "ab" | "div"));
    tree.children(parent).iter().all(|child| is_blank(child) || is_app(child)) && !holds(app)
}

/// Makes the entry of an `app` and marks the words that it points to. `met` is where in the flow it was met.
pub(super) fn attach(walk: &mut Walk<'_, '_>, body: &mut Text, app: NodeId, met: Option<(Container, usize)>) {
    let tree = walk.tree;
    let mut parts = Parts::of(tree, app).with_told_lemma(tree);
    // one that says where it stands is on words of the text, whatever it corresponds to
    let corresponds = tree.attribute(app, "corresp").filter(|_| tree.attribute(app, "from").is_none());
    let within = corresponds.and_then(|rdg| tree.by_id(rdg.trim().strip_prefix('#')?));
    let within = within.and_then(|rdg| walk.apparatus.readings.get(&rdg).copied());
    if let Some((entry, reading)) = within {
        return inside(walk, app, &parts, Within { entry, reading });
    }
    let found = find(walk, body, app, &mut parts, met);
    if parts.is_lacuna(tree, app)
        && let Some(found) = &found
    {
        return lacunae::stretch(walk, &parts, found.clone());
    }
    let id = entry::begin(walk, app);
    let points = ["from", "to"].iter().all(|name| {
        let target = tree.attribute(app, name).and_then(|target| target.rsplit_once('#')).map(|(_, id)| id);
        // the ends that the tool makes itself begin with `_`
        let made = |target: &str| walk.is_own && target.starts_with('_');
        target.is_some_and(|target| !made(target) && walk.places.by_id(target).is_some())
    });
    if let Some(made) = walk.entries.get_mut(id.0 as usize).filter(|_| points) {
        made.attributes.push((PLACED.to_owned(), String::new()));
    }
    match found {
        Some((container, at)) if parts.at_line => stand_at(walk, body, id, app, &parts, (container, at)),
        Some((container, range)) => {
            let Some(text) = text_of(walk, body, container) else { return };
            let range = trimmed(&text.string, range);
            let said = text.string.get(range.clone()).unwrap_or_default().replace(['\n', super::super::pen::LINE], " ");
            text.marks.push(Mark { range: range.clone(), kind: MarkKind::Entry(id) });
            if !matches!(container, Container::Body) {
                text.sort_marks();
            }
            walk.apparatus.stands.entry(id).or_insert((container, range));
            if let Some(made) = walk.entries.get_mut(id.0 as usize) {
                made.lemma = said;
            }
        }
        None => {
            let said = parts.lemma.map(|lemma| tree.words(lemma)).unwrap_or_default();
            walk.apparatus.unplaced.push((tree.span(app), told(tree, app, &said)));
            if let Some(made) = walk.entries.get_mut(id.0 as usize) {
                made.lemma = said;
            }
        }
    }
    let said = walk.entries.get(id.0 as usize).map(|made| made.lemma.clone()).unwrap_or_default();
    entry::fill(walk, id, app, &parts);
    keep_lemma(walk, id, &parts, &said);
}

/// Puts an entry whose words are not found where its line begins, with the lemma that it has.
fn stand_at(walk: &mut Walk<'_, '_>, body: &mut Text, id: EntryId, app: NodeId, parts: &Parts, at: Found) {
    let tree = walk.tree;
    let form = parts.lemma.and_then(|lemma| find::forms(walk, lemma).into_iter().next());
    if let Some(form) = &form {
        walk.apparatus.unfound.push((tree.span(app), told(tree, app, form)));
    }
    let (container, range) = at;
    let Some(text) = text_of(walk, body, container) else { return };
    text.marks.push(Mark { range: range.clone(), kind: MarkKind::Entry(id) });
    if !matches!(container, Container::Body) {
        text.sort_marks();
    }
    walk.apparatus.stands.entry(id).or_insert((container, range));
    if let Some(made) = walk.entries.get_mut(id.0 as usize) {
        made.attributes.push((UNFOUND.to_owned(), String::new()));
        made.lemma = form.unwrap_or_else(|| UNSAID.to_owned());
    }
}

/// What messages call an entry: the place that it names, and its lemma.
fn told(tree: &Tree<'_>, app: NodeId, lemma: &str) -> String {
    let place = ["loc", "from", "to", "n"].into_iter().find_map(|name| tree.attribute(app, name));
    let lemma = if lemma.is_empty() { String::new() } else { format!("`{lemma}`") };
    [place.unwrap_or_default(), &lemma].join(" ").trim().to_owned()
}

/// What a lemma holds as it is written, but for the notes on it, which are the entry's.
pub(super) fn shown_source(tree: &Tree<'_>, lemma: NodeId) -> String {
    let is_note = |child: &NodeId| tree.name(*child) == "note" && !super::parts::is_called(tree, *child);
    let shown = tree.children(lemma).iter().filter(|child| !is_note(child));
    shown.map(|child| tree.source(tree.bytes(*child))).collect()
}

/// Keeps the words of a lemma beside the text as they are written, where they say more than the text there.
fn keep_lemma(walk: &mut Walk<'_, '_>, id: EntryId, parts: &Parts, said: &str) {
    let tree = walk.tree;
    let Some(lemma) = parts.lemma else {
        let made = walk.entries.get_mut(id.0 as usize);
        made.into_iter().for_each(|made| made.lemma_attributes.push((NONE.to_owned(), String::new())));
        return;
    };
    let is_note = |child: &NodeId| tree.name(*child) == "note" && !super::parts::is_called(tree, *child);
    let marked = tree.elements(lemma).any(|child| !is_note(&child));
    let same = || said.split_whitespace().eq(tree.words(lemma).split(' ').filter(|word| !word.is_empty()));
    if marked || parts.at_line || !tree.elements(lemma).any(|child| is_note(&child)) && !same() {
        let inside = shown_source(tree, lemma);
        if let Some(entry) = walk.entries.get_mut(id.0 as usize) {
            entry.lemma_attributes.push((INSIDE.to_owned(), inside));
        }
    }
}

/// Makes the entry of an `app` that stands apart from the reading that it is about.
fn inside(walk: &mut Walk<'_, '_>, app: NodeId, parts: &Parts, within: Within) {
    let id = entry::begin(walk, app);
    let said = parts.lemma.map(|lemma| walk.tree.words(lemma)).unwrap_or_default();
    if let Some(made) = walk.entries.get_mut(id.0 as usize) {
        made.attributes.retain(|(name, _)| name != "corresp");
        (made.lemma, made.within) = (said.clone(), Some(within));
    }
    entry::fill(walk, id, app, parts);
    keep_lemma(walk, id, parts, &said);
}

/// The text of a container.
fn text_of<'t>(walk: &'t mut Walk<'_, '_>, body: &'t mut Text, container: Container) -> Option<&'t mut Text> {
    match container {
        Container::Body => Some(body),
        Container::Note(note) => walk.notes.get_mut(note.0 as usize).map(|note| &mut note.text),
        Container::Title | Container::Headnote | Container::Entry(_) => None,
    }
}

/// A range without white space around it.
fn trimmed(string: &str, range: Range<usize>) -> Range<usize> {
    let words = string.get(range.clone()).unwrap_or_default();
    let start = range.start + (words.len() - words.trim_start().len());
    if words.trim().is_empty() {
        return range.start..range.start;
    }
    start..start + words.trim().len()
}

fn find(
    walk: &mut Walk<'_, '_>,
    body: &mut Text,
    app: NodeId,
    parts: &mut Parts,
    met: Option<(Container, usize)>,
) -> Option<Found> {
    let lemma = parts.lemma.map(|lemma| walk.tree.words(lemma)).unwrap_or_default();
    if let Some(found) = quoted(walk, body, app, met) {
        return Some(found);
    }
    let (from, to) = (pointed(walk, app, "from"), pointed(walk, app, "to"));
    match (from, to) {
        (Some((container, from)), Some((other, to))) => {
            (container == other).then(|| (container, from.start.min(to.start)..from.end.max(to.end)))
        }
        (Some((container, from)), None) if from.is_empty() => {
            match met.filter(|(other, at)| *other == container && *at >= from.start) {
                Some((_, at)) => Some((container, from.start..at)),
                None => {
                    let text = text_of(walk, body, container)?;
                    Some((container, from.start..behind(&text.string, from.start, &lemma)))
                }
            }
        }
        (None, Some((container, to))) if to.is_empty() => {
            match met.filter(|(other, at)| *other == container && *at < to.start) {
                Some((_, at)) => Some((container, at..to.start)),
                None => {
                    let text = text_of(walk, body, container)?;
                    Some((container, before(&text.string, to.start, &lemma)..to.start))
                }
            }
        }
        (Some((container, unit)), None) | (None, Some((container, unit))) => {
            let text = text_of(walk, body, container)?;
            let found = find::within(&words(&text.string, unit.clone()), &lemma, unit.start);
            Some((container, found.map_or(unit, |(range, _)| range)))
        }
        (None, None) => located(walk, body, app, parts),
    }
}

/// The words of an entry that says by `loc` in which verse, line or paragraph it stands. Where it does not have them it
/// stands at the beginning of that.
fn located(walk: &mut Walk<'_, '_>, body: &Text, app: NodeId, parts: &mut Parts) -> Option<Found> {
    let tree = walk.tree;
    let (container, unit) = loc::unit(walk, app, &body.string)?;
    let Some(lemma) = parts.lemma else { return Some(without_lemma(walk, body, app, parts, (container, unit))) };
    let forms = find::forms(walk, lemma);
    let last = walk.apparatus.last.get(&(container, unit.start)).copied().unwrap_or(unit.start);
    let range = match find::lemma(walk, body, &forms, (container, &unit), last) {
        Some((found, count)) => {
            if count > 1 {
                let says = (
                    "the lemma of an entry stands several times where its `loc` says: the first behind that of the entry before is meant",
                    "let it point to its words by `from` and `to`",
                );
                walk.faults.push("ambiguous-lemma", "", tree.span(app), says);
            }
            found
        }
        None => {
            parts.at_line = find::has_letters(&forms);
            let start = find::first(walk, body, (container, &unit));
            return Some((container, start..start));
        }
    };
    walk.apparatus.last.insert((container, unit.start), range.end);
    Some((container, range))
}

/// The words of an entry that has none of its own: those of a reading that stands once where the entry does. Of readings
/// without words, or none, all that is meant; of others none.
fn without_lemma(walk: &mut Walk<'_, '_>, body: &Text, app: NodeId, parts: &mut Parts, unit: Found) -> Found {
    let tree = walk.tree;
    if parts.is_lacuna(tree, app) || !parts.readings.iter().any(|(rdg, _)| tree.has_words(*rdg)) {
        return unit;
    }
    let (container, unit) = unit;
    for index in 0..parts.readings.len() {
        let words = parts.readings.get(index).map(|(rdg, _)| find::words_of(tree, *rdg)).unwrap_or_default();
        if let Some((found, 1)) = find::count(walk, body, &words, (container, &unit)) {
            parts.take_as_lemma(tree, index);
            return (container, found);
        }
    }
    parts.at_line = true;
    let start = find::first(walk, body, (container, &unit));
    (container, start..start)
}

/// The words of an entry whose `from` and `to` are words instead of pointers: where its `loc` says, or before it.
fn quoted(walk: &mut Walk<'_, '_>, body: &mut Text, app: NodeId, met: Option<(Container, usize)>) -> Option<Found> {
    let tree = walk.tree;
    let said = |name: &str| {
        tree.attribute(app, name).filter(|value| !value.contains('#') && tree.by_id(value.trim()).is_none())
    };
    let (from, to) = (said("from")?, said("to").unwrap_or_default());
    let sought = if to.is_empty() { from.to_owned() } else { format!("{from} … {to}") };
    let (container, unit) = loc::unit(walk, app, &body.string).or_else(|| {
        let (container, at) = met?;
        let text = text_of(walk, body, container)?;
        let start = text.string.get(..at)?.rfind('\n').map_or(0, |end| end + 1);
        Some((container, start..at))
    })?;
    let text = text_of(walk, body, container)?;
    find::within(&words(&text.string, unit.clone()), &sought, unit.start).map(|(range, _)| (container, range))
}

/// What an attribute of an entry points to; a pointer that leads nowhere is noted down.
fn pointed(walk: &mut Walk<'_, '_>, app: NodeId, name: &str) -> Option<Found> {
    let tree = walk.tree;
    let attribute = tree.attribute_of(app, name)?;
    let target = attribute.value.trim().split_ascii_whitespace().next()?;
    let id = target.rsplit('#').next().unwrap_or_default();
    // of a scheme, `#string-range(p1,5,4)`, what it begins with
    let inner = id.split_once('(').map_or(id, |(_, inner)| inner.split([',', ')']).next().unwrap_or(id));
    if let Some(stand) = walk.places.by_id(id).or_else(|| walk.places.by_id(inner)) {
        return Some((stand.container, stand.range.clone()));
    }
    dangling(walk, target, attribute.span.clone());
    None
}

/// Where words end that begin at byte `at`; there itself where others stand.
fn behind(string: &str, at: usize, lemma: &str) -> usize {
    let sought = words(lemma, 0..lemma.len());
    let end = string.get(at..).map_or(at, |rest| at + rest.find('\n').unwrap_or(rest.len()));
    let there = words(string, at..end.max(at));
    let same = !sought.is_empty()
        && there.len() >= sought.len()
        && sought.iter().zip(&there).all(|(one, other)| one.folded == other.folded);
    if same { there[sought.len() - 1].range.end } else { at }
}

/// Where words begin that end at byte `at`; there itself where others stand.
fn before(string: &str, at: usize, lemma: &str) -> usize {
    let sought = words(lemma, 0..lemma.len());
    let start = string.get(..at).map_or(0, |rest| rest.rfind('\n').map_or(0, |end| end + 1));
    let there = words(string, start..at.max(start));
    let last = there.len().checked_sub(sought.len()).filter(|_| !sought.is_empty());
    let same = |first: &usize| sought.iter().zip(&there[*first..]).all(|(one, other)| one.folded == other.folded);
    last.filter(same).map_or(at, |first| there[first].range.start)
}
