//! What is wrong with the sum of an entry, and with two entries of one witness.

use super::changes::Change;
use super::check::{at, name};
use super::mentions::{Slot, mentions, of};
use super::places::{Lack, Places};
use super::sum::{Ground, Has, Sum, is_gap};
use crate::diag::{Diagnostic, Diagnostics};
use crate::model::apparatus::{Entry, EntryId, Layer, Sigla, SiglumId, SiglumKind, Who};
use crate::source::Span;

/// Reports what does not sum: who is forgotten, that nobody is left, who is cited in its lacuna, what stands for nobody.
pub(super) fn of_sum(
    entry: &Entry,
    id: EntryId,
    sum: &Sum,
    sigla: &Sigla,
    places: &Places,
    diagnostics: &mut Diagnostics,
) {
    if sum.all.is_empty() {
        return;
    }
    in_lacuna(entry, id, sum, sigla, places, diagnostics);
    let forgotten = sum.having(Has::Forgotten);
    if !forgotten.is_empty() {
        diagnostics.push(at(forgot(entry, sum, sigla, &forgotten), support_span(entry)));
    } else if entry.support.is_empty() && !sum.all.iter().any(|(_, has, _)| *has == Has::Slot(Slot::Lemma)) {
        let error = Diagnostic::error("nobody-reads-lemma", "nobody is left to read the lemma");
        diagnostics.push(at(error, entry.span.clone()).help(left_over(entry)));
    }
    stands_for_nobody(entry, sum, sigla, diagnostics);
}

/// What to do where all have a reading.
fn left_over(entry: &Entry) -> &'static str {
    let says = |who: Who| entry.readings.iter().flat_map(|reading| &reading.support).any(|cited| cited.who == who);
    if says(Who::Others) || says(Who::All) {
        "`cett.` takes all who are left: say first who reads the lemma, `= A; …`, or name those whom it should mean"
    } else if says(Who::Manuscripts) {
        "`codd.` means all: say whose the lemma is, `= scripsi; …`, `= Bentley; …`, or name who has the reading"
    } else {
        "say who does: `= scripsi; …`, `= Bentley; …`; if all have what you print, a crux, name them for it, `= A B; …`; \
         or take a witness from its reading"
    }
}

fn forgot(entry: &Entry, sum: &Sum, sigla: &Sigla, forgotten: &[SiglumId]) -> Diagnostic {
    let one = forgotten.len() == 1;
    let names = listed(sigla, forgotten);
    let is_named = |(who, has, ground): &(SiglumId, Has, Ground)| {
        *has == Has::Forgotten && *ground == Ground::Named && forgotten.contains(who)
    };
    if let Some((who, ..)) = sum.all.iter().find(|one| is_named(one)) {
        let name = sigla.name(*who);
        let message = format!("`{name}` reads the lemma before correction, and nothing says what it reads after");
        return Diagnostic::error("forgotten-witness", message).help(format!("name `{name}^pc`, or write `{name}`"));
    }
    let (are, they, them) = if one { ("is", "it is", "it") } else { ("are", "they are", "them") };
    let message = format!("{names} {are} forgotten: {they} neither named nor lacking");
    let help = match entry.support.iter().any(|cited| cited.who == Who::Others) {
        true => format!("name {them}"),
        false => format!("name {them} for the lemma or a reading, or write `cett.` for all that are left"),
    };
    Diagnostic::error("forgotten-witness", message).help(help)
}

/// Those who read the lemma, as written.
fn support_span(entry: &Entry) -> Option<Span> {
    let spans: Vec<&Span> = entry.support.iter().filter_map(|cited| cited.span.as_ref()).collect();
    match (spans.first(), spans.last()) {
        (Some(first), Some(last)) if first.file == last.file => {
            Some(Span { file: first.file, range: first.range.start..last.range.end.max(first.range.end) })
        }
        _ => entry.span.clone(),
    }
}

fn in_lacuna(entry: &Entry, id: EntryId, sum: &Sum, sigla: &Sigla, places: &Places, diagnostics: &mut Diagnostics) {
    let all = mentions(entry);
    for (witness, _, ground) in &sum.all {
        let Lack::All(lacuna) = places.lack(id, *witness) else { continue };
        if *ground != Ground::Named {
            continue;
        }
        // that it has a gap is said twice then, which is no contradiction
        let says = |slot: Slot| !matches!(slot, Slot::Reading(index) if is_gap(entry, index));
        let cited = of(&all, Who::Siglum(*witness));
        let Some(mention) = cited.iter().find(|mention| says(mention.slot)).or(cited.first()) else { continue };
        let severity = if says(mention.slot) { Diagnostic::error } else { Diagnostic::warning };
        let name = sigla.name(*witness);
        let error = severity("cited-in-lacuna", format!("`{name}` is cited where it has a lacuna"));
        let error = at(error, mention.cited.span.clone());
        let error = match lacuna.span.clone() {
            Some(span) => error.label(span, lacuna.label()),
            None => error,
        };
        diagnostics.push(error.help(format!("take `{name}` out, or mend the lacuna's `from` and `to`")));
    }
}

/// Keywords and groups that stand for nobody: all whom they could mean are named elsewhere or lacking. A group that
/// is not in force at all is a warning, as a witness is.
fn stands_for_nobody(entry: &Entry, sum: &Sum, sigla: &Sigla, diagnostics: &mut Diagnostics) {
    for mention in mentions(entry) {
        let who = mention.cited.who;
        let severity = match who {
            Who::Siglum(id) if sigla.get(id).is_none_or(|siglum| siglum.kind != SiglumKind::Group) => continue,
            Who::Siglum(_) if !sum.all.iter().any(|(witness, ..)| sigla.together(*witness).any(|of| of == who)) => {
                Diagnostic::warning
            }
            Who::Editor | Who::Editions => continue,
            _ => Diagnostic::error,
        };
        if !sum.all.iter().any(|(_, _, ground)| *ground == Ground::Together(who)) {
            let message = format!("`{}` stands for no witness in force here", name(sigla, who));
            let fault = at(severity("stands-for-nobody", message), mention.cited.span.clone());
            diagnostics.push(fault.help("take it out: all whom it could mean are named or lacking"));
        }
    }
}

/// Reports a witness that changes one word in two entries.
pub(super) fn conflicts(
    entries: &[Entry],
    sigla: &Sigla,
    witness: SiglumId,
    pairs: &[(&Change, &Change)],
    diagnostics: &mut Diagnostics,
) {
    let entry = |change: &Change| &entries[change.entry.0 as usize];
    for (first, second) in pairs.iter().copied() {
        let emended = entry(second).layer == Layer::Emendation;
        let (first, second) = if emended { (second, first) } else { (first, second) };
        let (one, other) = (entry(first), entry(second));
        let name = sigla.name(witness);
        let message = match one.id.as_str() {
            id if one.layer != Layer::Emendation => format!("of `{name}` other words are told here than in `{id}`"),
            _ => format!("`{name}` is emended here, and by that emendation has other words"),
        };
        let error = at(Diagnostic::error("conflicting-entries", message), place(other, second.reading, witness));
        let error = match place(one, first.reading, witness) {
            Some(span) => error.label(span, "and here"),
            None => error,
        };
        diagnostics.push(error.help("make one entry of the two, or say there what it has for all of the words"));
    }
}

/// Where a witness is named for a reading, or where the reading is.
fn place(entry: &Entry, reading: Option<usize>, witness: SiglumId) -> Option<Span> {
    let reading = reading.and_then(|reading| entry.readings.get(reading));
    let support = reading.map_or(&entry.support, |reading| &reading.support);
    let own = support.iter().find(|cited| cited.who == Who::Siglum(witness));
    // before correction alone it is named for a reading, and has the lemma
    let other = || entry.readings.iter().flat_map(|reading| &reading.support).find(|c| c.who == Who::Siglum(witness));
    let own = own.or_else(|| if reading.is_none() { other() } else { None });
    own.and_then(|cited| cited.span.clone()).or(reading.and_then(|one| one.span.clone())).or(entry.span.clone())
}

/// `C, D and E`
pub(super) fn listed(sigla: &Sigla, witnesses: &[SiglumId]) -> String {
    let names: Vec<String> = witnesses.iter().map(|witness| format!("`{}`", sigla.name(*witness))).collect();
    match names.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, rest)) => format!("{} and {last}", rest.join(", ")),
        None => String::new(),
    }
}
