//! The look of the page as data, read from `styles/reader.toml` and the user's own style file.
//!
//! Knows lengths, faces and costs, and where they stand in the file; knows nothing of texts,
//! fonts or pages. What a style file leaves out is as in the embedded reader's style.

mod block;
mod cost;
mod protrusion;
mod read;

pub use block::{Align, BlockStyle, FaceStyle, MarginStyle, PageStyle};
pub use cost::{LineStyle, PageCosts};
pub use protrusion::Protrusion;

use crate::diag::Diagnostics;
use crate::source::{FileId, Sources};

/// The embedded style.
pub const DEFAULT_STYLE: &str = include_str!("../../styles/reader.toml");

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
    /// Block quotations.
    pub quotation: BlockStyle,
    /// The source line below a quotation.
    pub attribution: BlockStyle,
    /// Verse; `hang` is that of turned-over lines.
    pub verse: BlockStyle,
    /// Lists; `left` is where their text begins, for each level.
    pub list: BlockStyle,
    /// Tables; `gutter` lies between columns.
    pub table: BlockStyle,
    /// Preformatted text.
    pub code: BlockStyle,
    /// The sign of a break in the text.
    pub rule: BlockStyle,
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
    /// Notes; `gap`, `rule`, `rule_thickness` and `rule_gap` set them off from the text.
    pub note: BlockStyle,
    /// Running heads.
    pub running_head: MarginStyle,
    /// Folios.
    pub folio: MarginStyle,
    /// Paragraph numbers.
    pub paragraph_number: MarginStyle,
    /// The half-title.
    pub half_title: BlockStyle,
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
            page: PageStyle::default(),
            text: BlockStyle::default(),
            entry: BlockStyle::default(),
            quotation: BlockStyle::default(),
            attribution: BlockStyle::default(),
            verse: BlockStyle::default(),
            list: BlockStyle::default(),
            table: BlockStyle::default(),
            code: BlockStyle::default(),
            rule: BlockStyle::default(),
            headings: Default::default(),
            author: BlockStyle::default(),
            title: BlockStyle::default(),
            dateline: BlockStyle::default(),
            headnote: BlockStyle::default(),
            source: BlockStyle::default(),
            note: BlockStyle::default(),
            running_head: MarginStyle::default(),
            folio: MarginStyle::default(),
            paragraph_number: MarginStyle::default(),
            half_title: BlockStyle::default(),
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

    /// The embedded reader's style.
    pub fn reader() -> Style {
        let mut sources = Sources::default();
        let file = sources.add("styles/reader.toml", DEFAULT_STYLE);
        let mut style = Style::blank();
        style.apply(&sources, file, &mut Diagnostics::default());
        style
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

    /// The embedded style, changed by what the style file says.
    pub fn read(sources: &Sources, file: FileId, diagnostics: &mut Diagnostics) -> Style {
        let mut style = Style::reader();
        style.apply(sources, file, diagnostics);
        style
    }
}

impl Default for Style {
    fn default() -> Self {
        Self::reader()
    }
}
