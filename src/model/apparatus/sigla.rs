//! The sigla of a document: what each stands for, which are in force, which is the base.

use crate::model::apparatus::{Cited, OwnState, State, Who, Witness};
use crate::source::Span;
use unicode_normalization::UnicodeNormalization;

/// Index of a siglum in [`Sigla::list`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SiglumId(pub u32);

/// The sigla that a document's entries may name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sigla {
    /// In the order of the conspectus: the document's own before the corpus's, each hand after its witness.
    /// At the end the files of the sheet that no `sigla.toml` declares.
    pub list: Vec<Siglum>,
    /// The witnesses in force, as the sheet lists them: at each entry each of them reads the lemma, a variant,
    /// or is lacking. Empty where the sheet has no `[apparatus]`: nothing is accounted for then.
    pub in_force: Vec<SiglumId>,
    /// The one that the text was read from.
    pub base: Option<SiglumId>,
    /// Whether the headings of the text are the editor's, and in no witness.
    pub own_headings: bool,
    /// The states of witnesses that the book declares.
    pub states: Vec<OwnState>,
}

/// A siglum.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Siglum {
    /// As it is printed, NFC: `A`, `A²`, `β`, `Bentley`.
    pub siglum: String,
    /// What it stands for, as the conspectus prints it.
    pub title: String,
    /// What kind of thing that is.
    pub kind: SiglumKind,
    /// Its date, as the conspectus prints it.
    pub date: Option<String>,
    /// The heading of the conspectus that it stands below, where that is not the one of its kind.
    pub heading: Option<String>,
    /// The group that it belongs to, a [`SiglumKind::Group`].
    pub group: Option<SiglumId>,
    /// The witness whose hand it is; only and always of a [`SiglumKind::Hand`].
    pub hand_of: Option<SiglumId>,
    /// Its `xml:id` in a TEI file, where that is not as it is printed.
    pub xml_id: Option<String>,
    /// Where it is declared; `None` for a file of the sheet that is not.
    pub span: Option<Span>,
}

/// What a siglum stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum SiglumKind {
    /// A manuscript or another witness of the text.
    Manuscript,
    /// A printed edition.
    Edition,
    /// A translation, which witnesses the text from outside its language.
    Translation,
    /// A scholar, for conjectures.
    Scholar,
    /// A source, or an author who quotes the text.
    Source,
    /// A family of witnesses: stands for its members.
    Group,
    /// A hand in a witness other than the first: a corrector, a scholiast.
    Hand,
}

impl SiglumKind {
    /// All that a `sigla.toml` names, by their names there.
    pub const ALL: [(&'static str, Self); 6] = [
        ("manuscript", Self::Manuscript),
        ("edition", Self::Edition),
        ("translation", Self::Translation),
        ("scholar", Self::Scholar),
        ("source", Self::Source),
        ("group", Self::Group),
    ];
}

impl Siglum {
    /// What it stands for, as it is spoken and shown where nothing can be set off: without the asterisks that do so.
    pub fn spoken(&self) -> String {
        let paired = self.title.matches('*').count().is_multiple_of(2);
        if paired { self.title.replace('*', "") } else { self.title.clone() }
    }

    /// That of a file which no `sigla.toml` declares.
    fn of_file(file: &Witness) -> Self {
        Self {
            siglum: file.siglum.nfc().collect(),
            title: file.name.clone(),
            kind: SiglumKind::Manuscript,
            date: None,
            heading: None,
            group: None,
            hand_of: None,
            xml_id: None,
            span: None,
        }
    }
}

impl Sigla {
    /// The sigla of a document for which none are declared: those of its files, the first the base.
    pub fn of_files(files: &[Witness]) -> Self {
        let mut sigla = Self::default();
        sigla.add_files(files);
        sigla
    }

    /// Adds those of its files that are not declared; the first file is the base, where none is yet.
    pub fn add_files(&mut self, files: &[Witness]) {
        for file in files {
            let siglum = Siglum::of_file(file);
            if self.find(&siglum.siglum).is_none() {
                self.list.push(siglum);
            }
        }
        let first = files.first().map(|file| file.siglum.nfc().collect::<String>());
        self.base = self.base.or_else(|| self.find(&first?));
    }

    /// The siglum of that id.
    pub fn get(&self, id: SiglumId) -> Option<&Siglum> {
        self.list.get(id.0 as usize)
    }

    /// How a siglum is printed; nothing for an id that is none of these.
    pub fn name(&self, id: SiglumId) -> &str {
        self.get(id).map_or("", |siglum| &siglum.siglum)
    }

    /// The siglum of that name, which is NFC.
    pub fn find(&self, name: &str) -> Option<SiglumId> {
        self.list.iter().position(|siglum| siglum.siglum == name).map(|index| SiglumId(index as u32))
    }

    /// The members of a group, in the order of the conspectus.
    pub fn members(&self, group: SiglumId) -> impl Iterator<Item = SiglumId> {
        let of =
            move |(index, siglum): (usize, &Siglum)| (siglum.group == Some(group)).then_some(SiglumId(index as u32));
        self.list.iter().enumerate().filter_map(of)
    }

    /// What a witness may be named by together with others, the narrowest first: its group and the groups of that,
    /// all manuscripts or all editions, the rest.
    pub fn together(&self, witness: SiglumId) -> impl Iterator<Item = Who> {
        let group = |id: SiglumId| self.get(id).and_then(|siglum| siglum.group);
        // groups in a circle come to an end
        let groups = std::iter::successors(group(witness), move |id| group(*id)).take(self.list.len());
        let kind = match self.get(witness).map(|siglum| siglum.kind) {
            Some(SiglumKind::Manuscript) => Some(Who::Manuscripts),
            Some(SiglumKind::Edition) => Some(Who::Editions),
            _ => None,
        };
        groups.map(Who::Siglum).chain(kind).chain([Who::Others, Who::All])
    }

    /// Whether those who are named together leave a witness out: itself, or a group that it belongs to.
    pub fn is_excepted(&self, cited: &Cited, witness: SiglumId) -> bool {
        let leaves = |who: Who| cited.except.iter().any(|id| who == Who::Siglum(*id));
        !cited.except.is_empty() && (leaves(Who::Siglum(witness)) || self.together(witness).any(leaves))
    }

    /// The state that follows `^` in the source by this name.
    pub fn state(&self, name: &str) -> Option<State> {
        let own = (0..).zip(&self.states).find(|(_, own)| own.name == name);
        let known = || State::ALL.iter().find(|(known, _)| *known == name).map(|(_, state)| *state);
        own.map(|(index, own)| State::Own(index, own.standing)).or_else(known)
    }

    /// The name of a state.
    pub fn state_name(&self, state: State) -> &str {
        match state {
            State::Own(index, _) => self.states.get(usize::from(index)).map_or("", |own| &own.name),
            _ => State::ALL.iter().find(|(_, known)| *known == state).map_or("", |(name, _)| name),
        }
    }

    /// The names of all states, those of every book first.
    pub fn state_names(&self) -> impl Iterator<Item = &str> {
        State::ALL.iter().map(|(name, _)| *name).chain(self.states.iter().map(|own| own.name.as_str()))
    }

    /// Whether a witness is in force.
    pub fn is_in_force(&self, id: SiglumId) -> bool {
        self.in_force.contains(&id)
    }
}
