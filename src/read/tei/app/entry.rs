//! Makes an entry of an `app`.

use super::super::tree::{NodeId, Tree};
use super::super::walk::Walk;
use super::parts::{Parts, ana, attributes, is_silent, other_ana};
use super::{detail, layer, reading, support};
use crate::model::apparatus::{Beside, Entry, EntryId, Form, Layer};
use crate::model::document::Container;
use crate::model::text::MarkKind;

/// Attributes of an `app` that the model has a place for.
const OURS: [&str; 4] = ["type", "subtype", "ana", "rend"];

/// Enters an entry with its name, its layer and what its attributes say.
pub(super) fn begin(walk: &mut Walk<'_, '_>, app: NodeId) -> EntryId {
    let tree = walk.tree;
    let id = EntryId(walk.entries.len() as u32);
    let layer = layer::of(tree, app, walk.context);
    let emended = layer == Layer::Emendation;
    let name = name(walk, app, layer);
    let mut entry = Entry::new(name, layer);
    let kind = tree.attribute(app, if emended { "subtype" } else { "type" });
    entry.r#type = kind.map(str::to_owned);
    let (form, rend) = form(tree, app);
    entry.form = form;
    entry.attributes = attributes(tree, app, &OURS);
    entry.attributes.extend(rend.map(|rend| ("rend".to_owned(), rend)));
    // its name, which is no number of the source
    entry.attributes.retain(|(said, value)| said != "n" || *value != entry.id);
    if let Some(subtype) = tree.attribute(app, "subtype").filter(|_| !emended) {
        entry.attributes.push(("subtype".to_owned(), subtype.to_owned()));
    }
    entry.attributes.extend(other_ana(tree, app));
    let list = tree.parent(app).and_then(|list| walk.apparatus.lists.binary_search(&list).ok());
    entry.attributes.extend(list.map(|list| (LIST.to_owned(), list.to_string())));
    entry.silent = is_silent(tree, app);
    entry.span = Some(tree.span(app));
    walk.entries.push(entry);
    walk.apparatus.apps.insert(app, id);
    id
}

/// The form that `rend` says, and what else it says.
fn form(tree: &Tree<'_>, app: NodeId) -> (Option<Form>, Option<String>) {
    let Some(rend) = tree.attribute(app, "rend") else { return (None, None) };
    let mut tokens = rend.split_ascii_whitespace();
    let first = tokens.next().unwrap_or_default();
    match Form::ALL.into_iter().find(|(name, _)| *name == first) {
        Some((_, form)) => (Some(form), Some(tokens.collect::<Vec<_>>().join(" ")).filter(|rest| !rest.is_empty())),
        None => (None, Some(rend.to_owned())),
    }
}

/// The name of an entry as a place to refer to: what `n` says if this tool wrote it, else series and `xml:id` or a
/// number.
fn name(walk: &mut Walk<'_, '_>, app: NodeId, layer: Layer) -> String {
    let Layer::Series(series) = layer else { return String::new() };
    let tree = walk.tree;
    let series = walk.context.series.get(series).map_or("", |series| series.id.as_str());
    let by_n = || {
        let is_name = |n: &&str| n.split_once(':').is_some_and(|(of, key)| of == series && is_key(key));
        tree.attribute(app, "n").filter(is_name).map(str::to_owned)
    };
    let told = if walk.is_own { own_name(tree, app).or_else(by_n) } else { by_n() };
    let wanted = told.or_else(|| tree.attribute(app, "xml:id").map(|id| named(series, id)));
    if let Some(name) = wanted.filter(|name| walk.apparatus.names.insert(name.clone())) {
        return name;
    }
    let mut number = walk.entries.len() + 1;
    loop {
        let name = format!("{series}:{number}");
        if walk.apparatus.names.insert(name.clone()) {
            return name;
        }
        number += 1;
    }
}

/// The name that this tool gave an entry when it wrote it: as `n`, or where that is its source's as `xml:id`.
pub(in super::super) fn own_name(tree: &Tree<'_>, app: NodeId) -> Option<String> {
    let series = ana(tree, app, "series.").next()?;
    let n = tree.attribute(app, "n")?;
    let id = tree.attribute(app, "xml:id").unwrap_or_default();
    // the layer may be another series than that which the entry is named for
    let is_ours = |(of, key): (&str, &str)| {
        is_key(key) && (of == series || id.ends_with(&format!("entry-{of}-{key}")) || named(of, id) == n)
    };
    if n.split_once(':').is_some_and(is_ours) {
        return Some(n.to_owned());
    }
    let made = id.strip_prefix("entry-").and_then(|id| id.strip_prefix(series)?.strip_prefix('-'));
    let made = made.filter(|key| is_key(key)).map(|key| format!("{series}:{key}"));
    made.or_else(|| (!id.is_empty()).then(|| named(series, id)))
}

/// The name that an entry of a series gets from its id.
pub(in super::super) fn name_by_id(walk: &Walk<'_, '_>, app: NodeId) -> Option<String> {
    let Layer::Series(series) = layer::of(walk.tree, app, walk.context) else { return None };
    let series = walk.context.series.get(series)?;
    walk.tree.attribute(app, "xml:id").map(|id| named(&series.id, id))
}

/// The name of an entry of a series that has an id.
fn named(series: &str, id: &str) -> String {
    let fit = |c: char| if c.is_ascii_alphanumeric() || matches!(c, '-' | '_') { c } else { '_' };
    format!("{series}:{}", id.chars().map(fit).collect::<String>())
}

fn is_key(key: &str) -> bool {
    !key.is_empty() && key.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'))
}

/// Reads into an entry what its `app` says beside the words of its lemma.
pub(super) fn fill(walk: &mut Walk<'_, '_>, id: EntryId, app: NodeId, parts: &Parts) {
    let tree = walk.tree;
    if is_silent(tree, app) {
        return silent(walk, id, app);
    }
    if let Some(lemma) = parts.lemma {
        let group = tree.parent(lemma).filter(|parent| tree.name(*parent) == "rdgGrp");
        let (cited, mut said) = support::read(walk, lemma, group);
        said.extend(other_ana(tree, lemma));
        let r#type = tree.attribute(lemma, "type");
        said.extend(r#type.map(|word| ("type".to_owned(), word.to_owned())));
        let borrowed = r#type.filter(|_| parts.borrowed);
        said.extend(parts.borrowed.then(|| (BORROWED.to_owned(), String::new())));
        if let Some(entry) = walk.entries.get_mut(id.0 as usize) {
            let told = if cited.is_empty() { Form::Negative } else { Form::Positive };
            entry.form = entry.form.or((!walk.is_own).then_some(told));
            (entry.support, entry.lemma_attributes) = (cited, said);
            entry.r#type = entry.r#type.take().or(borrowed.map(str::to_owned));
        }
    }
    faults(walk, app, parts);
    let mut notes = parts.notes.clone();
    for (index, (rdg, group)) in parts.readings.iter().enumerate() {
        let read = reading::read(walk, id, index, *rdg, *group, &mut notes);
        walk.apparatus.readings.insert(*rdg, (id, index));
        if let Some(entry) = walk.entries.get_mut(id.0 as usize) {
            entry.readings.push(read);
        }
    }
    if let Some(entry) = walk.entries.get_mut(id.0 as usize) {
        entry.groups = parts.groups.clone();
        entry.beside.extend(parts.beside.iter().cloned());
        // who has no lemma and no reading of witnesses says nothing of who reads what
        if entry.readings.is_empty() && entry.support.is_empty() {
            entry.form = None;
        }
    }
    support::printed(walk, id, parts);
    detail::apply(walk, id, parts);
    note(walk, id, &notes);
    let turns = parts.readings.iter().all(|(rdg, _)| is_turn(tree, *rdg));
    if let Some(entry) = walk.entries.get_mut(id.0 as usize) {
        let nothing = entry.readings.is_empty() && parts.notes.is_empty();
        entry.silent = entry.note.is_none() && (nothing || entry.lemma.is_empty() && turns);
    }
    stands(walk, id, parts);
}

/// Whether a reading only says where its witnesses begin or end.
fn is_turn(tree: &Tree<'_>, rdg: NodeId) -> bool {
    let turns = |id: NodeId| matches!(tree.name(id), "lacunaStart" | "lacunaEnd" | "witStart" | "witEnd");
    !tree.has_words(rdg) && tree.elements(rdg).next().is_some() && tree.elements(rdg).all(turns)
}

/// Lemma and readings stand where the entry does, for whatever points to them.
fn stands(walk: &mut Walk<'_, '_>, id: EntryId, parts: &Parts) {
    let tree = walk.tree;
    let Some(place) = walk.apparatus.stands.get(&id).cloned().filter(|_| walk.apparatus.within.is_empty()) else {
        return;
    };
    for element in parts.lemma.into_iter().chain(parts.readings.iter().map(|(rdg, _)| *rdg)) {
        if let Some(xml_id) = tree.attribute(element, "xml:id") {
            walk.places.push(element, (Some(xml_id), None), place.clone(), false);
        }
    }
}

/// The attribute that holds in which list of its source an entry stands.
const LIST: &str = "#list";
/// Says of a lemma that its source has it as a reading.
const BORROWED: &str = "#rdg";

/// Attributes that point to entries and readings.
const POINTERS: [&str; 5] = ["exclude", "require", "copyOf", "next", "prev"];

/// Notes down what is amiss in an `app`.
fn faults(walk: &mut Walk<'_, '_>, app: NodeId, parts: &Parts) {
    let tree = walk.tree;
    let elements = [app].into_iter().chain(parts.lemma).chain(parts.readings.iter().map(|(rdg, _)| *rdg));
    for id in elements {
        for attribute in POINTERS.iter().filter_map(|name| tree.attribute_of(id, name)) {
            let lost = attribute.value.split_ascii_whitespace().filter_map(|token| token.strip_prefix('#'));
            for target in lost.filter(|target| tree.by_id(target).is_none()) {
                let message = format!("nothing in the file has the id `{target}`: what refers to it leads nowhere");
                let says = (message, format!("give a reading `xml:id=\"{target}\"`, or mend the pointer"));
                let span = tree.place(attribute.span.clone());
                walk.faults.push(super::super::account::POINTER, format!("#{target}"), span, says);
            }
        }
    }
    for (rdg, group) in &parts.readings {
        let names =
            |id: &NodeId| ["wit", "resp", "source", "hand"].iter().any(|name| tree.attribute(*id, name).is_some());
        if !names(rdg) && !group.is_some_and(|group| names(&group)) && parts.printed.is_empty() {
            let says = ("a reading does not say who has it", "name its witnesses in `wit`");
            walk.faults.push("reading-without-witness", "", tree.span(*rdg), says);
        }
    }
    if let Some(lemma) = parts.further.first() {
        let says = ("an entry has two lemmata: the first is the text, the other a reading", "make it a `rdg`");
        walk.faults.push("two-lemmata", "", tree.span(*lemma), says);
    }
    if parts.readings.is_empty() && parts.notes.is_empty() && parts.details.is_empty() {
        let says =
            ("an entry has neither a reading nor a note: it is kept, and not printed", "give it one, or take it out");
        walk.faults.push("empty-entry", "", tree.span(app), says);
    }
}

/// An entry that only says which witnesses carry a passage: what it holds is kept as it is.
fn silent(walk: &mut Walk<'_, '_>, id: EntryId, app: NodeId) {
    let tree = walk.tree;
    let kept = tree.elements(app).filter(|child| tree.name(*child) != "lem");
    let kept: Vec<Beside> =
        kept.map(|child| Beside { after: 0, xml: tree.source(tree.bytes(child)).to_owned() }).collect();
    let lemma = tree.child(app, "lem").map(|lemma| attributes(tree, lemma, &[])).unwrap_or_default();
    if let Some(entry) = walk.entries.get_mut(id.0 as usize) {
        (entry.beside, entry.lemma_attributes) = (kept, lemma);
    }
}

/// Whether a note has no words, and nothing that would be shown as such.
fn says_nothing(tree: &Tree<'_>, note: NodeId) -> bool {
    let shown = |inner: NodeId| matches!(tree.name(inner), "ptr" | "ref" | "gap" | "graphic" | "app" | "g");
    !tree.has_words(note) && !tree.descendants(note).any(shown)
}

/// The notes of an entry, in the order written.
fn note(walk: &mut Walk<'_, '_>, id: EntryId, notes: &[NodeId]) {
    let tree = walk.tree;
    let (mut reason, mut lemma, mut own) = (None, None, Vec::new());
    for note in notes {
        match tree.attribute(*note, "type") {
            Some("reason") => reason = Some(tree.words(*note)),
            Some("lemma") if tree.element(*note).is_some_and(|note| note.attributes.len() == 1) => {
                lemma = Some(tree.words(*note));
            }
            _ => own.push(*note),
        }
    }
    // notes without a word, such as one of a list of relations, are kept as they are
    let (wordless, own): (Vec<NodeId>, Vec<NodeId>) = own.into_iter().partition(|note| says_nothing(tree, *note));
    let within = std::mem::take(&mut walk.apparatus.within);
    let text = walk.container(Container::Entry(id), |walk| {
        for note in &own {
            walk.pen().close_block();
            let said = attributes(tree, *note, &[]);
            let opened = walk.pen().open();
            walk.note_content(*note);
            let range = walk.pen().close(opened);
            if !said.is_empty() || own.len() > 1 {
                walk.pen().mark(range, MarkKind::Foreign { name: "note".to_owned(), attributes: said });
            }
        }
    });
    walk.apparatus.within = within;
    if let Some(entry) = walk.entries.get_mut(id.0 as usize) {
        let wordless = wordless.iter().chain(own.iter().filter(|_| text.is_empty()));
        let xml = wordless.map(|note| tree.source(tree.bytes(*note)).to_owned());
        let after = entry.readings.len();
        entry.beside.extend(xml.map(|xml| Beside { after, xml }));
        entry.note = (!text.is_empty()).then_some(text);
        entry.reason = reason;
        entry.lemma = lemma.unwrap_or_else(|| std::mem::take(&mut entry.lemma));
    }
}
