//! The look of the page as data, read from the built-in styles of `styles/` and the user's own
//! style file.
//!
//! Knows lengths, faces and costs, and where they stand in the file; knows nothing of texts,
//! fonts or pages. Styles lie in layers: the reader's at the bottom, upon it the one that a file
//! names as its `base`, upon that the file. What a layer leaves out is as in the one below it.

mod apparatus;
mod around;
mod block;
mod canon;
mod check;
mod cost;
mod entry;
mod key;
mod layers;
mod listing;
mod margin;
mod presets;
mod protrusion;
mod read;
mod value;
mod witnesses;

pub use crate::model::lines::Restart;
pub use apparatus::ApparatusStyle;
pub use block::{Align, BlockStyle, FaceStyle, Figures, MarginStyle, Openings, PageStyle};
pub use cost::{LineStyle, PageCosts};
pub use entry::{Additions, EntryStyle, LemmaShown, OWN_WORDS, Order, States, TypePlace, WordsPlace};
pub use key::{By, Division, KeyStyle, RangeForm, Repeat};
pub use layers::{is_name, names, text, unknown};
pub use listing::{preset, presets};
pub use margin::{
    Counted, FolioPlace, FolioStyle, HeadRange, HeadStyle, HeadText, HeadingCount, LineNumberStyle, MilestonePlace,
    MilestoneStyle, Side,
};
pub use presets::KeyedNotes;
pub use protrusion::Protrusion;
pub use witnesses::WitnessStyle;

use std::collections::BTreeMap;

/// The reader's style, the lowest layer of all.
pub const DEFAULT_STYLE: &str = include_str!("../../styles/reader.toml");

/// Every how manyth paragraph has its number in the margin where no style says so.
const PARAGRAPHS: i64 = 5;

/// Badness up to which a draft's lines need no hyphenation.
const DRAFT_TOLERANCE: i64 = 1000;

/// A page style.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Style {
    /// The page and its margins.
    pub page: PageStyle,
    /// Running text.
    pub text: BlockStyle,
    /// Entries of a commentary or a chronology.
    pub entry: BlockStyle,
    /// Entries of indexes and of other lists that the tool writes; `gutter` lies between columns.
    pub index: BlockStyle,
    /// Block quotations.
    pub quotation: BlockStyle,
    /// Epigraphs.
    pub epigraph: BlockStyle,
    /// The source line below a quotation.
    pub attribution: BlockStyle,
    /// Verse; `hang` is that of turned-over lines.
    pub verse: BlockStyle,
    /// That of the stanzas of a kind, by the kind.
    pub verses: BTreeMap<String, BlockStyle>,
    /// Lists; `left` is where their text begins, for each level.
    pub list: BlockStyle,
    /// Terms of definition lists.
    pub term: BlockStyle,
    /// Their definitions; `left` is where their text begins.
    pub definition: BlockStyle,
    /// Captions of tables.
    pub table_caption: BlockStyle,
    /// Tables; `gutter` lies between columns.
    pub table: BlockStyle,
    /// Preformatted text.
    pub code: BlockStyle,
    /// The sign of a break in the text.
    pub rule: BlockStyle,
    /// Figures: the space around them.
    pub figure: BlockStyle,
    /// Their captions; `above` is the distance from the picture.
    pub caption: BlockStyle,
    /// Headings inside a document, the highest first.
    pub headings: [BlockStyle; 3],
    /// A document's author.
    pub author: BlockStyle,
    /// A document's title.
    pub title: BlockStyle,
    /// A document's date.
    pub dateline: BlockStyle,
    /// The headnote; `rule` is the length of the rule that ends it.
    pub headnote: BlockStyle,
    /// The source line under the headnote.
    pub source: BlockStyle,
    /// Notes; `gap`, `rule`, `rule_thickness` and `rule_gap` set them off from the text; `gutter`
    /// lies between their columns, `between` between notes that are run together.
    pub note: BlockStyle,
    /// Notes of the series of these ids, where they differ.
    pub notes: BTreeMap<String, BlockStyle>,
    /// The same of series that are keyed to lines, where a preset has them otherwise.
    pub keyed_notes: Option<Box<KeyedNotes>>,
    /// How the entries of an apparatus are printed.
    pub apparatus: ApparatusStyle,
    /// Those of the series of these ids, where they differ.
    pub apparatuses: BTreeMap<String, ApparatusStyle>,
    /// The witnesses in force, named on every page.
    pub witnesses: WitnessStyle,
    /// Running heads.
    pub running_head: HeadStyle,
    /// Folios.
    pub folio: FolioStyle,
    /// Paragraph numbers.
    pub paragraph_number: MarginStyle,
    /// Line numbers.
    pub line_numbers: LineNumberStyle,
    /// Milestones.
    pub milestone: MilestoneStyle,
    /// Those of systems that have a style of their own, by id.
    pub milestones: BTreeMap<String, MilestoneStyle>,
    /// The half-title.
    pub half_title: BlockStyle,
    /// Whether there is one.
    pub half_title_shown: bool,
    /// The title on the title page.
    pub book_title: BlockStyle,
    /// The subtitle there.
    pub book_subtitle: BlockStyle,
    /// The authors there.
    pub book_author: BlockStyle,
    /// The editors and the publisher there.
    pub book_editor: BlockStyle,
    /// The imprint.
    pub imprint: BlockStyle,
    /// Entries of the contents; `right` is kept for the page numbers.
    pub contents: BlockStyle,
    /// The colophon.
    pub colophon: BlockStyle,
    /// How paragraphs are broken.
    pub lines: LineStyle,
    /// How the galley is broken.
    pub pages: PageCosts,
}

impl Style {
    /// Nothing set: what the embedded style is read over.
    fn blank() -> Style {
        Style {
            page: PageStyle { paragraph_numbers: PARAGRAPHS, ..PageStyle::default() },
            text: BlockStyle::default(),
            entry: BlockStyle::default(),
            index: BlockStyle::default(),
            quotation: BlockStyle::default(),
            epigraph: BlockStyle::default(),
            attribution: BlockStyle::default(),
            verse: BlockStyle::default(),
            verses: BTreeMap::new(),
            list: BlockStyle::default(),
            term: BlockStyle::default(),
            definition: BlockStyle::default(),
            table_caption: BlockStyle::default(),
            table: BlockStyle::default(),
            code: BlockStyle::default(),
            rule: BlockStyle::default(),
            figure: BlockStyle::default(),
            caption: BlockStyle::default(),
            headings: Default::default(),
            author: BlockStyle::default(),
            title: BlockStyle::default(),
            dateline: BlockStyle::default(),
            headnote: BlockStyle::default(),
            source: BlockStyle::default(),
            note: BlockStyle::default(),
            notes: BTreeMap::new(),
            keyed_notes: None,
            apparatus: ApparatusStyle::default(),
            apparatuses: BTreeMap::new(),
            witnesses: WitnessStyle::default(),
            running_head: HeadStyle::default(),
            folio: FolioStyle::default(),
            paragraph_number: MarginStyle::default(),
            line_numbers: LineNumberStyle::default(),
            milestone: MilestoneStyle::default(),
            milestones: BTreeMap::new(),
            half_title: BlockStyle::default(),
            half_title_shown: true,
            book_title: BlockStyle::default(),
            book_subtitle: BlockStyle::default(),
            book_author: BlockStyle::default(),
            book_editor: BlockStyle::default(),
            imprint: BlockStyle::default(),
            contents: BlockStyle::default(),
            colophon: BlockStyle::default(),
            lines: LineStyle::default(),
            pages: PageCosts::default(),
        }
    }

    /// The style of the verses of a stanza of that kind.
    pub fn verse_of(&self, kind: Option<&str>) -> &BlockStyle {
        kind.and_then(|kind| self.verses.get(kind)).unwrap_or(&self.verse)
    }

    /// The style of the notes of a series.
    pub fn note_of(&self, series: &str) -> &BlockStyle {
        self.notes.get(series).unwrap_or(&self.note)
    }

    /// Makes haste at the cost of looks: lines are broken without hyphenation wherever that will
    /// do, in one way only, and no letter is touched to fill them.
    pub fn draft(&mut self) {
        let lines = &mut self.lines;
        lines.pretolerance = lines.pretolerance.max(DRAFT_TOLERANCE);
        lines.settings_tolerance = -1;
        for part in [&mut lines.expansion, &mut lines.letter_space, &mut lines.protrusion] {
            part[0] = 0;
        }
    }
}

impl Default for Style {
    fn default() -> Self {
        Self::reader()
    }
}
