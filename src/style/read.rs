//! Reading a style file over a style.

use super::{Align, BlockStyle, FaceStyle, Style};
use crate::diag::{Diagnostic, Diagnostics};
use crate::model::length::Length;
use crate::source::{FileId, Sources, Span};
use crate::table::{self, Table};
use std::ops::Range;

impl Style {
    /// Reads `file` over `self`, reporting what is wrong with it.
    pub(super) fn apply(&mut self, sources: &Sources, file: FileId, diagnostics: &mut Diagnostics) {
        let whole = || 0..sources.file(file).text.len();
        // `ln` is the leading of the text, so that is read first.
        let unheard = &mut Diagnostics::default();
        let mut first = table::parse(sources, file, whole(), unheard);
        if let Some(text) = first.table("text", unheard) {
            Reader { table: text, line: self.text.leading }.length("leading", &mut self.text.leading, unheard);
        }
        let table = table::parse(sources, file, whole(), diagnostics);
        let mut root = Reader { table, line: self.text.leading };
        self.read_blocks(&mut root, diagnostics);
        self.read_margins(&mut root, diagnostics);
        self.read_page(&mut root, diagnostics);
        self.read_lines(&mut root, diagnostics);
        self.read_costs(&mut root, diagnostics);
        root.finish(diagnostics);
        self.check(file, diagnostics);
    }

    fn read_blocks(&mut self, root: &mut Reader, diagnostics: &mut Diagnostics) {
        let [one, two, three] = &mut self.headings;
        let blocks: [(&'static str, &mut BlockStyle); 26] = [
            ("text", &mut self.text),
            ("entry", &mut self.entry),
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

    fn read_margins(&mut self, root: &mut Reader, diagnostics: &mut Diagnostics) {
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

    fn read_page(&mut self, root: &mut Reader, diagnostics: &mut Diagnostics) {
        let Some(mut table) = root.table("page", diagnostics) else { return };
        table.length("width", &mut self.page.width, diagnostics);
        table.length("height", &mut self.page.height, diagnostics);
        table.length("measure", &mut self.page.measure, diagnostics);
        table.integer("lines", 5..200, &mut self.page.lines, diagnostics);
        table.ratio("margins", &mut self.page.margins, diagnostics);
        table.integer("paragraph-numbers", 0..1000, &mut self.page.paragraph_numbers, diagnostics);
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
    fn read(&mut self, name: &str, mut table: Reader, diagnostics: &mut Diagnostics) {
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

/// A table of lengths, numbers and words, read into what they change.
struct Reader {
    table: Table,
    /// What the unit `ln` stands for.
    line: Length,
}

impl Reader {
    fn table(&mut self, key: &'static str, diagnostics: &mut Diagnostics) -> Option<Reader> {
        let line = self.line;
        self.table.table(key, diagnostics).map(|table| Reader { table, line })
    }

    /// A length: `"10pt"`, `"140mm"`, `"0.5ln"`.
    fn length(&mut self, key: &'static str, into: &mut Length, diagnostics: &mut Diagnostics) {
        let Some(text) = self.table.string(key, diagnostics) else { return };
        match parse_length(&text.value, self.line) {
            Some(length) => *into = length,
            None => unfit(key, "a length such as \"10pt\", \"140mm\" or \"0.5ln\"", text.span, diagnostics),
        }
    }

    /// An integer within `range`.
    fn integer(&mut self, key: &'static str, range: Range<i64>, into: &mut i64, diagnostics: &mut Diagnostics) {
        match self.table.integer(key, diagnostics) {
            Some(number) if range.contains(&number.value) => *into = number.value,
            Some(number) => {
                let wanted = format!("an integer from {} to {}", range.start, range.end - 1);
                unfit(key, &wanted, number.span, diagnostics);
            }
            None => {}
        }
    }

    /// A ratio: `[2, 3]`.
    fn ratio(&mut self, key: &'static str, into: &mut [i64; 2], diagnostics: &mut Diagnostics) {
        let Some(numbers) = self.table.integers(key, diagnostics) else { return };
        match numbers.value.as_slice() {
            [a, b] if (0..1000).contains(a) && (1..1000).contains(b) => *into = [*a, *b],
            _ => unfit(key, "two positive numbers such as [2, 3]", numbers.span, diagnostics),
        }
    }

    /// One of the words in `choices`.
    fn choice<T: Copy>(
        &mut self,
        key: &'static str,
        choices: &[(&str, T)],
        into: &mut T,
        diagnostics: &mut Diagnostics,
    ) {
        let Some(word) = self.table.string(key, diagnostics) else { return };
        match choices.iter().find(|(name, _)| *name == word.value) {
            Some((_, choice)) => *into = *choice,
            None => {
                let names: Vec<String> = choices.iter().map(|(name, _)| format!("\"{name}\"")).collect();
                unfit(key, &format!("one of {}", names.join(", ")), word.span, diagnostics);
            }
        }
    }

    fn finish(self, diagnostics: &mut Diagnostics) {
        self.table.finish(diagnostics);
    }
}

/// A value of the right type that cannot be.
fn unfit(key: &str, wanted: &str, span: Span, diagnostics: &mut Diagnostics) {
    diagnostics.push(Diagnostic::error("style-value", format!("`{key}` must be {wanted}")).at(span));
}

fn parse_length(text: &str, line: Length) -> Option<Length> {
    let unit = text.find(|c: char| c.is_ascii_alphabetic())?;
    let number: f64 = text[..unit].trim().parse().ok().filter(|n: &f64| n.is_finite() && n.abs() < 10_000.0)?;
    match &text[unit..] {
        "pt" => Some(Length::from_pt(number)),
        "mm" => Some(Length::from_mm(number)),
        "ln" => Some(Length((line.0 as f64 * number).round() as i64)),
        _ => None,
    }
}
