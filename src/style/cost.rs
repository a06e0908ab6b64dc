//! How lines and pages are broken, as costs.

use crate::model::length::Length;

/// How paragraphs are broken into lines; penalties and demerits as TeX has them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LineStyle {
    /// Stretch of a space as a part of its width.
    pub space_stretch: [i64; 2],
    /// Its shrink.
    pub space_shrink: [i64; 2],
    /// How far a letter may move from the next, as a part of its size.
    pub letter_space: [i64; 2],
    /// How far letters may be made wider or narrower, as a part of their width; 0 for not at all.
    pub expansion: [i64; 2],
    /// How much of the amounts in `styles/protrusion.txt` lines stick out at their ends; 0 for
    /// not at all.
    pub protrusion: [i64; 2],
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
    /// For a line with wide letters beside one with narrow ones.
    pub contrast_demerits: i64,
    /// For two lines on end that begin, or end, with the same word.
    pub same_word_demerits: i64,
    /// The least length of a last line.
    pub runt: Length,
    /// For a shorter one, or one that is but the tail of a broken word.
    pub runt_demerits: i64,
    /// How much a last line must fall short of the measure.
    pub brim: Length,
    /// For one that does not, yet is not full.
    pub brim_demerits: i64,
    /// Badness allowed where a paragraph is set a line shorter or longer for the sake of a page;
    /// negative if none may be.
    pub settings_tolerance: i64,
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
    /// A page that is a line longer or shorter than others, growing with the square.
    pub short_line: i64,
    /// Facing pages that differ by a line, growing with the square.
    pub unequal: i64,
    /// A line of room too much above the notes, growing with the square.
    pub gap: i64,
    /// A paragraph that is set a line looser or tighter than is best.
    pub looseness: i64,
    /// How many more demerits on each of its lines cost 1.
    pub demerits: i64,
    /// A last line at the head of a page.
    pub widow: i64,
    /// A first line at the foot of a page.
    pub orphan: i64,
    /// A hyphen at the turn.
    pub hyphen: i64,
    /// A paragraph that ends with a colon at the foot.
    pub lead_in: i64,
    /// A note that goes on overleaf.
    pub split_note: i64,
    /// A note that begins later than its call.
    pub late_note: i64,
    /// Lines wanted on a document's last page.
    pub last_page_lines: i64,
    /// For fewer.
    pub last_page: i64,
}
