//! Which layer has an entry: the first whose `where` takes it, whatever layer it names; and which layers show
//! readings of it too.

use super::check;
use crate::diag::{Diagnostic, Diagnostics};
use crate::model::apparatus::{Copied, Entry, Filter, Layer, Reading, SeriesKind, Sigla, SiglumId, Who};
use crate::model::document::NoteSeries;
use crate::words::nearest::nearest;

/// The type of the emendations that have none.
pub(super) const EMENDATION: &str = "emendation";

/// Puts entries in their layers. An emendation stays one: layers show it too.
pub(super) fn sort(entries: &mut [Entry], series: &[NoteSeries], sigla: &Sigla) {
    let apparatus = series.iter().enumerate().filter(|(_, series)| series.kind == SeriesKind::Apparatus);
    let filtered = apparatus.filter_map(|(index, series)| Some((index, series.filter.as_ref()?, series.copy)));
    let layers: Vec<(usize, Wanted<'_>, bool)> =
        filtered.map(|(index, filter, copy)| (index, Wanted::of(filter, sigla), copy)).collect();
    if layers.is_empty() {
        return;
    }
    for entry in entries.iter_mut() {
        if entry.within.is_some() || !is_accounted(entry, series) {
            continue;
        }
        let taken = layers.iter().find(|(_, wanted, copy)| !copy && wanted.takes(entry)).map(|(layer, ..)| *layer);
        let own = match (entry.layer, taken) {
            (Layer::Emendation, _) => Layer::Emendation,
            (_, Some(layer)) => Layer::Series(layer),
            (layer, None) => layer,
        };
        let mut copies: Vec<Copied> = Vec::new();
        if let Some(series) = taken.filter(|_| own == Layer::Emendation) {
            copies.push(Copied { series, readings: (0..entry.readings.len()).collect() });
        }
        for (series, wanted, _) in layers.iter().filter(|(layer, _, copy)| *copy && own != Layer::Series(*layer)) {
            let readings: Vec<usize> = (0..entry.readings.len()).filter(|index| wanted.shows(entry, *index)).collect();
            if !readings.is_empty() && wanted.takes(entry) {
                copies.push(Copied { series: *series, readings });
            }
        }
        copies.sort_by_key(|copied| copied.series);
        entry.layer = own;
        entry.copies = copies;
    }
    follow(entries);
}

/// Variants of a reading are in the layer of its entry.
fn follow(entries: &mut [Entry]) {
    for _ in 0..entries.iter().filter(|entry| entry.within.is_some()).count().min(DEEPEST) {
        for index in 0..entries.len() {
            let Some(within) = &entries[index].within else { continue };
            let Some(layer) = entries.get(within.entry.0 as usize).map(|entry| entry.layer) else { continue };
            entries[index].layer = layer;
        }
    }
}

/// How deep variants of variants are followed.
pub(super) const DEEPEST: usize = 8;

/// Whether an entry is one of readings: of an apparatus, or an emendation.
pub(super) fn is_accounted(entry: &Entry, series: &[NoteSeries]) -> bool {
    match entry.layer {
        Layer::Emendation => true,
        Layer::Series(index) => series.get(index).is_some_and(|series| series.kind == SeriesKind::Apparatus),
    }
}

/// What a layer takes.
struct Wanted<'f> {
    filter: &'f Filter,
    /// The sigla of its `witnesses`, groups with their members.
    sigla: Vec<SiglumId>,
}

impl<'f> Wanted<'f> {
    fn of(filter: &'f Filter, sigla: &Sigla) -> Self {
        let mut all: Vec<SiglumId> = filter.witnesses.iter().filter_map(|name| sigla.find(&name.value)).collect();
        let mut next = 0;
        while let Some(group) = all.get(next).copied() {
            let members: Vec<SiglumId> = sigla.members(group).filter(|member| !all.contains(member)).collect();
            all.extend(members);
            next += 1;
        }
        Self { filter, sigla: all }
    }

    /// Whether it takes an entry: all conditions hold for one of its readings. Without readings it goes by its type.
    fn takes(&self, entry: &Entry) -> bool {
        let Filter { types, kinds, witnesses, singular } = self.filter;
        if entry.readings.is_empty() {
            let typed = entry.r#type.as_ref().is_some_and(|name| types.contains(name));
            return typed && kinds.is_empty() && witnesses.is_empty() && *singular != Some(true);
        }
        (0..entry.readings.len()).any(|index| self.shows(entry, index))
    }

    /// Whether all conditions hold for a reading.
    fn shows(&self, entry: &Entry, index: usize) -> bool {
        let Filter { types, kinds, singular, .. } = self.filter;
        let reading = &entry.readings[index];
        let mut names = reading.r#type.iter().chain(&entry.r#type);
        let having = entry.tally.readings.get(index).map_or(0, Vec::len);
        (types.is_empty() || names.any(|name| types.contains(name)))
            && (kinds.is_empty() || kinds.iter().any(|kind| kind == reading.kind.name()))
            && (self.filter.witnesses.is_empty() || self.is_of(entry, reading, index))
            && singular.is_none_or(|singular| if singular { having == 1 } else { having > 1 })
    }

    /// Whether one of the witnesses has a reading, or is named for it.
    fn is_of(&self, entry: &Entry, reading: &Reading, index: usize) -> bool {
        let counted = entry.tally.readings.get(index).into_iter().flatten();
        let cited = reading.support.iter().filter_map(|cited| match &cited.who {
            Who::Siglum(id) => Some(id),
            _ => None,
        });
        counted.chain(cited).any(|id| self.sigla.contains(id))
    }
}

/// Warns of layers that take entries for the type of one of their readings, and with it others that are not of it.
pub(super) fn report_taken(entries: &[Entry], series: &[NoteSeries], sigla: &Sigla, diagnostics: &mut Diagnostics) {
    for (index, series) in series.iter().enumerate() {
        let Some(filter) = series.filter.as_ref().filter(|filter| !filter.types.is_empty() && !series.copy) else {
            continue;
        };
        let wanted = Wanted::of(filter, sigla);
        let own = |entry: &&Entry| entry.layer == Layer::Series(index) && entry.within.is_none();
        let typed = |entry: &Entry| entry.r#type.as_ref().is_some_and(|name| filter.types.contains(name));
        let mixed = |entry: &&Entry| {
            let shown = (0..entry.readings.len()).filter(|index| wanted.shows(entry, *index)).count();
            !typed(entry) && 0 < shown && shown < entry.readings.len()
        };
        // Whoever writes it there has put it there.
        let taken = |entry: &&Entry| entry.id.split_once(':').is_none_or(|(id, _)| id != series.id);
        for entry in entries.iter().filter(own).filter(mixed).filter(taken) {
            let message = format!(
                "the series `{}` takes this entry for the type of one reading, and with it readings of another",
                series.id
            );
            let help = "make two entries of it, or give the series `copy = true`: it then shows the readings of its type, \
                        and the entry stays where it is";
            diagnostics.push(check::at(Diagnostic::warning("taken-along", message), entry.span.clone()).help(help));
        }
    }
}

/// Warns of types that are nearly one for which a layer asks: they decide what is printed where.
pub(super) fn report_types(entries: &[Entry], series: &[NoteSeries], diagnostics: &mut Diagnostics) {
    let filters = series.iter().filter_map(|series| series.filter.as_ref());
    let asked: Vec<&str> = filters.flat_map(|filter| &filter.types).map(String::as_str).collect();
    for entry in entries.iter().filter(|entry| !asked.is_empty() && entry.layer != Layer::Emendation) {
        let own = entry.r#type.iter().map(|name| (name, &entry.span));
        let of_readings = entry.readings.iter().filter_map(|r| Some((r.r#type.as_ref()?, &r.span)));
        for (name, span) in own.chain(of_readings) {
            let slip = |asked: &&&str| name.chars().count() >= SLIPS && strsim::damerau_levenshtein(name, asked) <= 2;
            let Some(near) = asked.iter().find(slip).filter(|_| !asked.contains(&name.as_str())) else { continue };
            let message = format!("no series asks for the type `{name}`");
            let warning = check::at(Diagnostic::warning("unknown-type", message), span.clone());
            diagnostics.push(warning.help(format!("did you mean `{near}`?")));
        }
    }
}

/// From how many letters on the name of a type may be a slip for another.
const SLIPS: usize = 5;

/// Reports the names in the `witnesses` of a `where` that no document declares.
pub fn report_unknown<'d>(
    series: &[NoteSeries],
    sigla: impl Iterator<Item = &'d Sigla> + Clone,
    diagnostics: &mut Diagnostics,
) {
    for name in series.iter().filter_map(|series| series.filter.as_ref()).flat_map(|filter| &filter.witnesses) {
        let mut known = sigla.clone().flat_map(|sigla| &sigla.list).map(|siglum| siglum.siglum.as_str());
        if known.clone().any(|known| known == name.value) {
            continue;
        }
        let error = Diagnostic::error("unknown-siglum", format!("no document declares a siglum `{}`", name.value));
        let help = match nearest(&name.value, &mut known) {
            Some(near) => format!("did you mean `{near}`?"),
            None => "declare it in sigla.toml".to_owned(),
        };
        diagnostics.push(error.at(name.span.clone()).help(help));
    }
}
