//! The keys of a style file: each table read over a style.
//!
//! Knows which keys there are and what they set, but those of the margins (`around`); how a value is written is `value`'s.

use super::presets;
use super::value::{Reader, Units};
use super::{Align, BlockStyle, FaceStyle, Figures, Openings, Style};
use crate::diag::Diagnostics;
use crate::source::{FileId, Sources, Span};
use crate::table;

impl Style {
    /// Reads the layer `file` over `self`, reporting what is wrong with it.
    pub(super) fn apply(
        &mut self,
        sources: &Sources,
        file: FileId,
        units: Units,
        diagnostics: &mut Diagnostics,
    ) -> Given {
        let table = table::parse(sources, file, 0..sources.file(file).text.len(), diagnostics);
        let mut root = Reader { table, units };
        // Read before the layers were laid.
        let _ = root.table.string("base", diagnostics);
        let mut given = Given::default();
        self.lay_preset(sources, file, units);
        self.read_blocks(&mut root, diagnostics);
        self.read_apparatus(&mut root, diagnostics);
        self.read_witnesses(&mut root, diagnostics);
        self.read_half_title(&mut root, diagnostics);
        self.read_heads(&mut root, &mut given, diagnostics);
        self.read_numbers(&mut root, &mut given, diagnostics);
        self.read_page(&mut root, &mut given, diagnostics);
        self.read_lines(&mut root, diagnostics);
        self.read_costs(&mut root, diagnostics);
        root.finish(diagnostics);
        given
    }

    fn read_blocks(&mut self, root: &mut Reader, diagnostics: &mut Diagnostics) {
        let [one, two, three] = &mut self.headings;
        let blocks: [(&'static str, &mut BlockStyle); 30] = [
            ("text", &mut self.text),
            ("entry", &mut self.entry),
            ("index", &mut self.index),
            ("quotation", &mut self.quotation),
            ("epigraph", &mut self.epigraph),
            ("attribution", &mut self.attribution),
            ("list", &mut self.list),
            ("term", &mut self.term),
            ("definition", &mut self.definition),
            ("table-caption", &mut self.table_caption),
            ("table", &mut self.table),
            ("code", &mut self.code),
            ("break", &mut self.rule),
            ("figure", &mut self.figure),
            ("caption", &mut self.caption),
            ("heading-1", one),
            ("heading-2", two),
            ("heading-3", three),
            ("author", &mut self.author),
            ("title", &mut self.title),
            ("dateline", &mut self.dateline),
            ("headnote", &mut self.headnote),
            ("source", &mut self.source),
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
        if let Some(table) = root.table("verse", diagnostics) {
            self.read_verse(table, diagnostics);
        }
        if let Some(table) = root.table("note", diagnostics) {
            presets::read_notes(&mut self.note, &mut self.notes, table, diagnostics);
        }
    }

    /// `[verse]`, and `[verse.KIND]` for what is different in the stanzas of a kind.
    fn read_verse(&mut self, mut table: Reader, diagnostics: &mut Diagnostics) {
        let units = table.units;
        let kinds = table.table.tables_left();
        self.verse.read("verse", table, diagnostics);
        for (kind, table) in kinds {
            let mut style = self.verse_of(Some(&kind)).clone();
            style.read("verse", Reader { table, units }, diagnostics);
            self.verses.insert(kind, style);
        }
    }

    fn read_half_title(&mut self, root: &mut Reader, diagnostics: &mut Diagnostics) {
        let Some(mut table) = root.table("half-title", diagnostics) else { return };
        if let Some(show) = table.table.boolean("show", diagnostics) {
            self.half_title_shown = show;
        }
        self.half_title.read("half-title", table, diagnostics);
    }

    fn read_page(&mut self, root: &mut Reader, given: &mut Given, diagnostics: &mut Diagnostics) {
        let Some(mut table) = root.table("page", diagnostics) else { return };
        given.width = table.positive("width", &mut self.page.width, diagnostics);
        given.height = table.positive("height", &mut self.page.height, diagnostics);
        given.measure = table.positive("measure", &mut self.page.measure, diagnostics);
        given.lines = table.integer("lines", 5..200, &mut self.page.lines, diagnostics);
        table.ratio("margins", &mut self.page.margins, diagnostics);
        let said = table.integer("paragraph-numbers", 0..1000, &mut self.page.paragraph_numbers, diagnostics);
        self.page.paragraph_numbers_said |= said.is_some();
        table.choice("openings", OPENINGS, &mut self.page.openings, diagnostics);
        table.finish(diagnostics);
    }

    fn read_lines(&mut self, root: &mut Reader, diagnostics: &mut Diagnostics) {
        let Some(mut table) = root.table("lines", diagnostics) else { return };
        let lines = &mut self.lines;
        table.ratio("space-stretch", &mut lines.space_stretch, diagnostics);
        table.ratio("space-shrink", &mut lines.space_shrink, diagnostics);
        table.ratio("letter-space", &mut lines.letter_space, diagnostics);
        table.ratio("expansion", &mut lines.expansion, diagnostics);
        table.ratio("protrusion", &mut lines.protrusion, diagnostics);
        table.length("emergency-stretch", &mut lines.emergency_stretch, diagnostics);
        table.length("runt", &mut lines.runt, diagnostics);
        table.length("brim", &mut lines.brim, diagnostics);
        let integers = [
            ("pretolerance", -1..10_001, &mut lines.pretolerance),
            ("settings-tolerance", -1..10_001, &mut lines.settings_tolerance),
            ("tolerance", 0..10_001, &mut lines.tolerance),
            ("line-penalty", 0..10_000, &mut lines.line_penalty),
            ("hyphen-penalty", 0..10_001, &mut lines.hyphen_penalty),
            ("explicit-hyphen-penalty", 0..10_001, &mut lines.explicit_hyphen_penalty),
            ("double-hyphen-demerits", 0..1_000_000_000, &mut lines.double_hyphen_demerits),
            ("final-hyphen-demerits", 0..1_000_000_000, &mut lines.final_hyphen_demerits),
            ("fitness-demerits", 0..1_000_000_000, &mut lines.fitness_demerits),
            ("contrast-demerits", 0..1_000_000_000, &mut lines.contrast_demerits),
            ("same-word-demerits", 0..1_000_000_000, &mut lines.same_word_demerits),
            ("runt-demerits", 0..1_000_000_000, &mut lines.runt_demerits),
            ("brim-demerits", 0..1_000_000_000, &mut lines.brim_demerits),
            ("least-word", 2..100, &mut lines.least_word),
            ("least-before", 1..100, &mut lines.least_before),
            ("least-after", 1..100, &mut lines.least_after),
        ];
        for (key, range, value) in integers {
            table.integer(key, range, value, diagnostics);
        }
        table.finish(diagnostics);
    }

    fn read_costs(&mut self, root: &mut Reader, diagnostics: &mut Diagnostics) {
        let Some(mut table) = root.table("pages", diagnostics) else { return };
        let pages = &mut self.pages;
        let integers = [
            ("short-line", &mut pages.short_line),
            ("unequal", &mut pages.unequal),
            ("gap", &mut pages.gap),
            ("looseness", &mut pages.looseness),
            ("demerits", &mut pages.demerits),
            ("widow", &mut pages.widow),
            ("orphan", &mut pages.orphan),
            ("hyphen", &mut pages.hyphen),
            ("lead-in", &mut pages.lead_in),
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
}

/// Where the layer says what the page is checked for.
#[derive(Default)]
pub(super) struct Given {
    /// `[page] width`
    pub(super) width: Option<Span>,
    /// `[page] height`
    pub(super) height: Option<Span>,
    /// `[page] measure`
    pub(super) measure: Option<Span>,
    /// `[page] lines`
    pub(super) lines: Option<Span>,
    /// `[running-head] distance`
    pub(super) head: Option<Span>,
    /// `[folio] distance`
    pub(super) folio: Option<Span>,
    /// `[paragraph-number] distance`
    pub(super) paragraph_number: Option<Span>,
    /// `[line-numbers] distance`
    pub(super) line_numbers: Option<Span>,
    /// `[milestones] distance`
    pub(super) milestones: Option<Span>,
}

pub(super) const FACES: &[(&str, FaceStyle)] = &[
    ("regular", FaceStyle::Regular),
    ("italic", FaceStyle::Italic),
    ("bold", FaceStyle::Bold),
    ("bold-italic", FaceStyle::BoldItalic),
    ("small-caps", FaceStyle::SmallCaps),
];

/// The forms of figures.
pub(super) const FIGURES: &[(&str, Figures)] = &[("old-style", Figures::OldStyle), ("lining", Figures::Lining)];

const RULES: &[(&str, bool)] = &[("none", false), ("thin", true)];

const TURN_OVERS: &[(&str, bool)] = &[("plain", false), ("bracket", true)];

const ALIGNMENTS: [(&str, Align); 4] =
    [("justified", Align::Justified), ("left", Align::Left), ("centre", Align::Centre), ("right", Align::Right)];

const OPENINGS: &[(&str, Openings)] = &[("any", Openings::Any), ("recto", Openings::Recto)];

impl BlockStyle {
    /// Reads a block's style; `name` decides which further keys it has.
    pub(super) fn read(&mut self, name: &str, mut table: Reader, diagnostics: &mut Diagnostics) {
        table.choice("face", FACES, &mut self.face, diagnostics);
        let mut align = None;
        let alignments = ALIGNMENTS.map(|(name, align)| (name, Some(align)));
        table.choice("align", &alignments, &mut align, diagnostics);
        self.aligned |= align.is_some();
        self.align = align.unwrap_or(self.align);
        table.positive("size", &mut self.size, diagnostics);
        table.positive("leading", &mut self.leading, diagnostics);
        let lengths = [
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
            "text" => {
                table.integer("drop-cap", 0..10, &mut self.drop_cap, diagnostics);
                table.choice("figures", FIGURES, &mut self.figures, diagnostics);
            }
            "table" => {
                table.length("gutter", &mut self.gutter, diagnostics);
                table.choice("rules", RULES, &mut self.ruled, diagnostics);
                table.choice("head", FACES, &mut self.head, diagnostics);
            }
            "verse" => {
                table.length("step", &mut self.step, diagnostics);
                table.choice("turn-over", TURN_OVERS, &mut self.bracket, diagnostics);
                table.integer("together", 0..1000, &mut self.together, diagnostics);
            }
            "index" => {
                table.length("gutter", &mut self.gutter, diagnostics);
            }
            "headnote" => {
                table.length("rule", &mut self.rule, diagnostics);
            }
            "note" => {
                table.length("gap", &mut self.gap, diagnostics);
                table.length("rule", &mut self.rule, diagnostics);
                table.length("rule-thickness", &mut self.rule_thickness, diagnostics);
                table.length("rule-gap", &mut self.rule_gap, diagnostics);
                table.length("gutter", &mut self.gutter, diagnostics);
                table.length("between", &mut self.between, diagnostics);
                table.length("most", &mut self.most, diagnostics);
            }
            _ => {}
        }
        table.finish(diagnostics);
    }
}
