//! Reads plain-text witnesses: from characters to a draft with provenance for everything.
//!
//! The rules are for texts of a kind (essays from web archives, scanned or converted, a paragraph
//! a line or lines broken at a width), never for one text. Each classifies `units` in turn: `overrides`,
//! `furniture`, `front` matter, `notes`, `markers`, `lists`, `quotations`,
//! `headings`; what is left is prose. `edits` then says how the witness becomes the text, and
//! `assemble` builds the draft from it. Uses the rules of [`crate::normalize`] for everything
//! inside a paragraph.

mod assemble;
mod decode;
mod doubts;
mod edits;
mod faults;
mod fences;
mod filled;
mod front;
mod furniture;
mod headings;
mod inline;
mod joins;
mod label;
mod language;
mod lines;
mod lists;
mod margin;
mod markers;
mod notes;
mod overrides;
mod profile;
mod quotations;
mod rows;
mod turned;
mod units;
mod verses;
mod words;
mod wrapped;

pub use decode::{Decoded, Stray, decode};
pub use faults::codes;
pub use language::{of as language, told};
pub use profile::names as profiles;

use crate::config::sheet::Override;
use crate::diag::Diagnostics;
use crate::model::account::LineClass;
use crate::model::draft::Draft;
use crate::normalize::{Habits, Language, Vocabulary, machine};
use crate::source::{FileId, Sources};
use std::collections::{BTreeMap, HashMap};
use std::ops::Range;

/// What the editor says about a witness.
#[derive(Clone, Copy, Debug)]
pub struct Options<'a> {
    /// The import profile: one of [`profiles`].
    pub profile: &'a str,
    /// What no rule can know.
    pub overrides: &'a [Override],
    /// The index of the author's note series in the edition.
    pub series: usize,
    /// The language of the text (BCP 47).
    pub language: &'a str,
}

/// A witness with every unit classified.
struct Survey<'a> {
    page: units::Page<'a>,
    habits: Habits,
    vocabulary: Vocabulary<'a>,
    front: front::Front,
    notes: Vec<notes::LabelledNote>,
    /// Notes within paragraphs, by place; their numbers come after those of the others.
    within: Vec<notes::Within>,
    markers: Vec<markers::Resolved>,
    lists: Vec<lists::List>,
    quotations: Vec<quotations::Quotation>,
    inline: inline::Inline,
    /// Paragraphs that a page cuts in two: for each unit that goes on, the one it goes on in.
    joined: BTreeMap<usize, usize>,
    /// What of the witness is no sentences: lines of programs, drawings.
    signs: Vec<Range<usize>>,
    /// Where notes belong that no marker calls.
    beside: Vec<notes::Place>,
    /// What looks like structure and is text, for want of evidence.
    doubts: Vec<doubts::Doubt>,
}

/// Reads witness `file`. Never fails: what the rules do not understand is prose. Faults of the
/// witness are warnings; a file that is RTF, an override that does not quote exactly one paragraph, and an
/// unknown profile, are errors.
pub fn read(sources: &Sources, file: FileId, options: &Options, diagnostics: &mut Diagnostics) -> Draft {
    let profile = profile::find(options.profile, diagnostics);
    let text = sources.file(file).text.as_str();
    diagnostics.extend(faults::codes(text, file));
    let (mut page, witness) = rayon::join(
        || units::Page::new(sources.file(file), file, profile.layout),
        || {
            let words = || Vocabulary::of(text, Language::of(options.language));
            let habits = || (Habits::of(text, options.language), machine::stretches(text));
            rayon::join(habits, words)
        },
    );
    overrides::apply(&mut page, options.overrides, diagnostics);
    let survey = classify(page, &profile, witness);
    let edits = edits::all(&survey);
    let draft = assemble::draft(&survey, edits, options.series, &profile);
    if let Some(account) = &draft.account {
        faults::report(account, diagnostics);
        doubts::report(file, &survey.doubts, diagnostics);
    }
    draft
}

/// Classifies each unit; `witness` is what is known of the text without its units.
fn classify<'a>(
    mut page: units::Page<'a>,
    profile: &profile::Profile,
    witness: ((Habits, Vec<Range<usize>>), Vocabulary<'a>),
) -> Survey<'a> {
    let ((mut habits, signs), vocabulary) = witness;
    habits.quotes.tex = profile.tex.unwrap_or(habits.quotes.tex);
    habits.off = profile.off;
    notes::comments(&mut page);
    furniture::classify(&mut page);
    let (front, untitled) = front::classify(&mut page);
    let machines = profile.name == "auto" && is_of_machines(&page);
    if machines {
        habits.off = profile::WITHIN;
    }
    let mut candidates = markers::scan(&page);
    let mut scopes = notes::classify(&mut page, &mut candidates);
    let mut markers = markers::resolve(&page, &candidates, &scopes, habits.quotes);
    edits::withhold(&page, &mut markers);
    let mut doubts = doubts::notes(&mut page, &mut scopes, &mut markers, &candidates);
    doubts.extend(untitled);
    doubts.extend(machines.then(|| doubts::machines(&page)).flatten());
    let ends = Ends::new(&page, &markers);
    let (lists, unlisted) = lists::classify(&mut page, &candidates);
    doubts.extend(unlisted);
    let quotations = quotations::classify(&mut page, &ends);
    doubts.extend(headings::classify(&mut page));
    for unit in &mut page.units {
        unit.class.get_or_insert(LineClass::Body);
    }
    doubts.extend(doubts::lines(&page));
    let mut notes: Vec<notes::LabelledNote> = scopes.into_iter().flat_map(|s| s.notes).collect();
    notes.sort_by_key(|n| n.unit);
    let (inline, joined) = rayon::join(|| inline::find(&page, machines), || joins::find(&page));
    let beside = notes::beside(&page, &notes);
    let within = notes::within(&page, &markers, |range, words| inline.reaches_into(range, words));
    doubts.extend(doubts::within(&page, &within));
    Survey {
        page,
        habits,
        vocabulary,
        front,
        notes,
        within,
        markers,
        lists,
        quotations,
        inline,
        joined,
        signs,
        beside,
        doubts,
    }
}

/// Whether what a witness has beside its frame is of machines.
fn is_of_machines(page: &units::Page) -> bool {
    let mut matter = machine::Matter::default();
    for (i, unit) in page.units.iter().enumerate() {
        if unit.class != Some(LineClass::Furniture) {
            page.str(i).lines().for_each(|line| matter.count(line));
        }
    }
    matter.is_of_machines()
}

/// How many markers each unit has, and whether the last one ends it.
struct Ends(HashMap<usize, (usize, bool)>);

impl Ends {
    fn new(page: &units::Page, markers: &[markers::Resolved]) -> Self {
        let mut ends: HashMap<usize, (usize, bool)> = HashMap::new();
        for marker in markers {
            let rest = &page.text[marker.range.end..page.units[marker.unit].range.end];
            let closing = |c: char| matches!(c, '.' | ' ') || words::is_closing_quote(c);
            let entry = ends.entry(marker.unit).or_default();
            *entry = (entry.0 + 1, rest.chars().all(closing));
        }
        Self(ends)
    }
}

impl quotations::Markers for Ends {
    fn count(&self, unit: usize) -> usize {
        self.0.get(&unit).map_or(0, |(count, _)| *count)
    }

    fn ends_in_marker(&self, unit: usize) -> bool {
        self.0.get(&unit).is_some_and(|(_, ends)| *ends)
    }
}
