//! The look of the page as data, read from `styles/reader.toml` and the user's own style file.
//!
//! Knows lengths, faces and costs, and where they stand in the file; knows nothing of texts,
//! fonts or pages. What a style file leaves out is as in the embedded reader's style.

mod table;

use crate::diag::{Diagnostic, Diagnostics};
use crate::model::length::Length;
use crate::source::{FileId, Sources, Span};
use table::Table;
use toml::de::DeTable;

/// The embedded style.
pub const DEFAULT_STYLE: &str = include_str!("../styles/reader.toml");

/// A page style.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Style {
    /// The page and its margins.
    pub page: PageStyle,
    /// Running text.
    pub text: BlockStyle,
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

/// The page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PageStyle {
    /// Width of the trimmed page.
    pub width: Length,
    /// Its height.
    pub height: Length,
    /// Width of the text.
    pub measure: Length,
    /// Lines of text on a full page.
    pub lines: i64,
    /// Inner to outer margin, and head to foot.
    pub margins: [i64; 2],
    /// The number of every n-th paragraph stands in the margin; none if 0.
    pub paragraph_numbers: i64,
}

/// The face of a style.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum FaceStyle {
    /// Upright.
    #[default]
    Regular,
    /// Italic.
    Italic,
    /// Bold.
    Bold,
    /// Bold italic.
    BoldItalic,
    /// Small capitals.
    SmallCaps,
}

/// How lines are aligned.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Align {
    /// Flush on both sides.
    #[default]
    Justified,
    /// Flush left.
    Left,
    /// Centred.
    Centre,
    /// Flush right.
    Right,
}

/// How a block is set. Lengths in scaled points.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BlockStyle {
    /// Size of type.
    pub size: Length,
    /// From baseline to baseline.
    pub leading: Length,
    /// Its face.
    pub face: FaceStyle,
    /// Its alignment.
    pub align: Align,
    /// Space added to every glyph.
    pub tracking: Length,
    /// Indent of all lines on the left.
    pub left: Length,
    /// And on the right.
    pub right: Length,
    /// Further indent of the first line.
    pub indent: Length,
    /// Further indent of all but the first line.
    pub hang: Length,
    /// Space above.
    pub above: Length,
    /// Space below.
    pub below: Length,
    /// Space between columns.
    pub gutter: Length,
    /// Least space above the rule.
    pub gap: Length,
    /// Length of the rule.
    pub rule: Length,
    /// Its thickness.
    pub rule_thickness: Length,
    /// Space below it.
    pub rule_gap: Length,
}

/// How something in the margin is set.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MarginStyle {
    /// Size of type.
    pub size: Length,
    /// Its face.
    pub face: FaceStyle,
    /// Space added to every glyph.
    pub tracking: Length,
    /// Distance from the text.
    pub distance: Length,
}

/// How paragraphs are broken into lines; penalties and demerits as TeX has them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LineStyle {
    /// Stretch of a space as a part of its width.
    pub space_stretch: [i64; 2],
    /// Its shrink.
    pub space_shrink: [i64; 2],
    /// Badness allowed without hyphenation.
    pub pretolerance: i64,
    /// Badness allowed with it.
    pub tolerance: i64,
    /// Stretch per line of the third pass.
    pub emergency_stretch: Length,
    /// Added to every line's badness.
    pub line_penalty: i64,
    /// For a hyphen that hyphenation made.
    pub hyphen_penalty: i64,
    /// For a break after a hyphen or dash of the text.
    pub explicit_hyphen_penalty: i64,
    /// For two hyphens on end.
    pub double_hyphen_demerits: i64,
    /// For a hyphen before the last line.
    pub final_hyphen_demerits: i64,
    /// For a loose line beside a tight one.
    pub fitness_demerits: i64,
    /// The least length of a last line.
    pub runt: Length,
    /// For a shorter one.
    pub runt_demerits: i64,
    /// Letters of a word that may be hyphenated.
    pub least_word: i64,
    /// Letters before a hyphen.
    pub least_before: i64,
    /// Letters after it.
    pub least_after: i64,
}

/// What faults of a page cost.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PageCosts {
    /// One line less than full.
    pub short_line: i64,
    /// A last line at the head of a page.
    pub widow: i64,
    /// A first line at the foot of a page.
    pub orphan: i64,
    /// A hyphen at the turn.
    pub hyphen: i64,
    /// A note that goes on overleaf.
    pub split_note: i64,
    /// A note that begins later than its call.
    pub late_note: i64,
    /// Lines wanted on a document's last page.
    pub last_page_lines: i64,
    /// For fewer.
    pub last_page: i64,
}

impl Style {
    /// Nothing set: what the embedded style is read over.
    fn blank() -> Style {
        Style {
            page: PageStyle::default(),
            text: BlockStyle::default(),
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

    /// The embedded style, changed by what the style file says.
    pub fn read(sources: &Sources, file: FileId, diagnostics: &mut Diagnostics) -> Style {
        let mut style = Style::reader();
        style.apply(sources, file, diagnostics);
        style
    }

    /// Reads `file` over `self`, reporting what is wrong with it.
    pub fn apply(&mut self, sources: &Sources, file: FileId, diagnostics: &mut Diagnostics) {
        let (document, errors) = DeTable::parse_recoverable(&sources.file(file).text);
        for error in &errors {
            let mut diagnostic = Diagnostic::error("toml", error.message());
            diagnostic.span = error.span().map(|range| Span::new(file, range));
            diagnostics.push(diagnostic);
        }
        // `ln` is the leading of the text, so that is read first.
        let mut first = Table::new(document.get_ref(), file, self.text.leading);
        if let Some(mut text) = first.table("text", &mut Diagnostics::default()) {
            text.length("leading", &mut self.text.leading, &mut Diagnostics::default());
        }
        let mut root = Table::new(document.get_ref(), file, self.text.leading);
        self.read_blocks(&mut root, diagnostics);
        self.read_margins(&mut root, diagnostics);
        self.read_page(&mut root, diagnostics);
        self.read_lines(&mut root, diagnostics);
        self.read_costs(&mut root, diagnostics);
        root.finish(diagnostics);
        self.check(file, diagnostics);
    }

    fn read_blocks(&mut self, root: &mut Table<'_>, diagnostics: &mut Diagnostics) {
        let [one, two, three] = &mut self.headings;
        let blocks: [(&'static str, &mut BlockStyle); 25] = [
            ("text", &mut self.text),
            ("quotation", &mut self.quotation),
            ("attribution", &mut self.attribution),
            ("verse", &mut self.verse),
            ("list", &mut self.list),
            ("table", &mut self.table),
            ("code", &mut self.code),
            ("break", &mut self.rule),
            ("heading-1", one),
            ("heading-2", two),
            ("heading-3", three),
            ("author", &mut self.author),
            ("title", &mut self.title),
            ("dateline", &mut self.dateline),
            ("headnote", &mut self.headnote),
            ("source", &mut self.source),
            ("note", &mut self.note),
            ("half-title", &mut self.half_title),
            ("book-title", &mut self.book_title),
            ("book-subtitle", &mut self.book_subtitle),
            ("book-author", &mut self.book_author),
            ("book-editor", &mut self.book_editor),
            ("imprint", &mut self.imprint),
            ("contents", &mut self.contents),
            ("colophon", &mut self.colophon),
        ];
        for (name, block) in blocks {
            if let Some(table) = root.table(name, diagnostics) {
                block.read(name, table, diagnostics);
            }
        }
    }

    fn read_margins(&mut self, root: &mut Table<'_>, diagnostics: &mut Diagnostics) {
        let margins = [
            ("running-head", &mut self.running_head),
            ("folio", &mut self.folio),
            ("paragraph-number", &mut self.paragraph_number),
        ];
        for (name, margin) in margins {
            let Some(mut table) = root.table(name, diagnostics) else { continue };
            table.length("size", &mut margin.size, diagnostics);
            table.choice("face", FACES, &mut margin.face, diagnostics);
            table.length("tracking", &mut margin.tracking, diagnostics);
            table.length("distance", &mut margin.distance, diagnostics);
            table.finish(diagnostics);
        }
    }

    fn read_page(&mut self, root: &mut Table<'_>, diagnostics: &mut Diagnostics) {
        let Some(mut table) = root.table("page", diagnostics) else { return };
        table.length("width", &mut self.page.width, diagnostics);
        table.length("height", &mut self.page.height, diagnostics);
        table.length("measure", &mut self.page.measure, diagnostics);
        table.integer("lines", 5..200, &mut self.page.lines, diagnostics);
        table.ratio("margins", &mut self.page.margins, diagnostics);
        table.integer("paragraph-numbers", 0..1000, &mut self.page.paragraph_numbers, diagnostics);
        table.finish(diagnostics);
    }

    fn read_lines(&mut self, root: &mut Table<'_>, diagnostics: &mut Diagnostics) {
        let Some(mut table) = root.table("lines", diagnostics) else { return };
        let lines = &mut self.lines;
        table.ratio("space-stretch", &mut lines.space_stretch, diagnostics);
        table.ratio("space-shrink", &mut lines.space_shrink, diagnostics);
        table.length("emergency-stretch", &mut lines.emergency_stretch, diagnostics);
        table.length("runt", &mut lines.runt, diagnostics);
        let integers = [
            ("pretolerance", -1..10_001, &mut lines.pretolerance),
            ("tolerance", 0..10_001, &mut lines.tolerance),
            ("line-penalty", 0..10_000, &mut lines.line_penalty),
            ("hyphen-penalty", 0..10_001, &mut lines.hyphen_penalty),
            ("explicit-hyphen-penalty", 0..10_001, &mut lines.explicit_hyphen_penalty),
            ("double-hyphen-demerits", 0..1_000_000_000, &mut lines.double_hyphen_demerits),
            ("final-hyphen-demerits", 0..1_000_000_000, &mut lines.final_hyphen_demerits),
            ("fitness-demerits", 0..1_000_000_000, &mut lines.fitness_demerits),
            ("runt-demerits", 0..1_000_000_000, &mut lines.runt_demerits),
            ("least-word", 2..100, &mut lines.least_word),
            ("least-before", 1..100, &mut lines.least_before),
            ("least-after", 1..100, &mut lines.least_after),
        ];
        for (key, range, value) in integers {
            table.integer(key, range, value, diagnostics);
        }
        table.finish(diagnostics);
    }

    fn read_costs(&mut self, root: &mut Table<'_>, diagnostics: &mut Diagnostics) {
        let Some(mut table) = root.table("pages", diagnostics) else { return };
        let pages = &mut self.pages;
        let integers = [
            ("short-line", &mut pages.short_line),
            ("widow", &mut pages.widow),
            ("orphan", &mut pages.orphan),
            ("hyphen", &mut pages.hyphen),
            ("split-note", &mut pages.split_note),
            ("late-note", &mut pages.late_note),
            ("last-page-lines", &mut pages.last_page_lines),
            ("last-page", &mut pages.last_page),
        ];
        for (key, value) in integers {
            table.integer(key, 0..10_000_000, value, diagnostics);
        }
        table.finish(diagnostics);
    }

    /// Whether text and margins fit on the page.
    fn check(&self, file: FileId, diagnostics: &mut Diagnostics) {
        let depth = self.text.leading * self.page.lines;
        let wrong = if self.page.measure >= self.page.width {
            "the measure is wider than the page"
        } else if depth >= self.page.height {
            "the lines of text are higher than the page"
        } else if self.text.leading <= Length::ZERO || self.text.size <= Length::ZERO {
            "size and leading of the text must be positive"
        } else {
            return;
        };
        diagnostics.push(Diagnostic::error("style-page", wrong).at(Span::new(file, 0..0)));
    }
}

impl Default for Style {
    fn default() -> Self {
        Self::reader()
    }
}

const FACES: &[(&str, FaceStyle)] = &[
    ("regular", FaceStyle::Regular),
    ("italic", FaceStyle::Italic),
    ("bold", FaceStyle::Bold),
    ("bold-italic", FaceStyle::BoldItalic),
    ("small-caps", FaceStyle::SmallCaps),
];

const ALIGNMENTS: &[(&str, Align)] =
    &[("justified", Align::Justified), ("left", Align::Left), ("centre", Align::Centre), ("right", Align::Right)];

impl BlockStyle {
    /// Reads a block's style; `name` decides which further keys it has.
    fn read(&mut self, name: &str, mut table: Table<'_>, diagnostics: &mut Diagnostics) {
        table.choice("face", FACES, &mut self.face, diagnostics);
        table.choice("align", ALIGNMENTS, &mut self.align, diagnostics);
        let lengths = [
            ("size", &mut self.size),
            ("leading", &mut self.leading),
            ("tracking", &mut self.tracking),
            ("left", &mut self.left),
            ("right", &mut self.right),
            ("indent", &mut self.indent),
            ("hang", &mut self.hang),
            ("above", &mut self.above),
            ("below", &mut self.below),
        ];
        for (key, length) in lengths {
            table.length(key, length, diagnostics);
        }
        match name {
            "table" => table.length("gutter", &mut self.gutter, diagnostics),
            "headnote" => table.length("rule", &mut self.rule, diagnostics),
            "note" => {
                table.length("gap", &mut self.gap, diagnostics);
                table.length("rule", &mut self.rule, diagnostics);
                table.length("rule-thickness", &mut self.rule_thickness, diagnostics);
                table.length("rule-gap", &mut self.rule_gap, diagnostics);
            }
            _ => {}
        }
        table.finish(diagnostics);
    }
}
