//! The remark behind a siglum: the editor's words, among them sigla with their states (`corr. L¹`, `sic P^vid`) and
//! what is set off.
//!
//! A word that is a siglum is one here; `\A` is the word.

use super::scan::PLAIN;
use super::support::Reader;
use super::{emphasis, markup};
use crate::model::apparatus::{Part, SiglumId, State};
use crate::model::text::{Mark, MarkKind};
use std::ops::Range;
use unicode_normalization::UnicodeNormalization;

/// What parts two states of one witness, both superior.
const BETWEEN_STATES: &str = "\u{202f}";

impl Reader<'_> {
    /// A remark as it is read, with what is marked in it (bytes of it). `place` are its bytes of the source.
    pub(super) fn remark(&mut self, written: &str, place: &Range<usize>) -> (String, Vec<Mark>) {
        markup::remark(self, written, place);
        let named = self.named_in(written, place);
        // The carets before states are replaced first: what is set off moves then once.
        let mut text = String::with_capacity(written.len());
        let (mut from, mut marks) = (0, vec![]);
        for (range, id, states) in named {
            text.push_str(&written[from..range.start]);
            let start = text.len();
            text.push_str(written[range.clone()].split('^').next().unwrap_or_default());
            for (number, state) in states.iter().enumerate() {
                let between = if number > 0 { BETWEEN_STATES } else { "" };
                let at = text.len();
                text.extend([between, self.sigla.state_name(*state)]);
                marks.push(Mark { range: at..text.len(), kind: MarkKind::Superscript });
            }
            marks.push(Mark { range: start..text.len(), kind: MarkKind::Part(Part::Siglum(id)) });
            from = range.end;
        }
        text.push_str(&written[from..]);
        let (words, emphasis) = emphasis::read(&text);
        let places = emphasis::places(&text);
        let place = |at: usize| places[at];
        let moved = |mark: Mark| Mark { range: place(mark.range.start)..place(mark.range.end), kind: mark.kind };
        let marks = marks.into_iter().map(moved).chain(emphasis).collect();
        (words, marks)
    }

    /// The sigla in a remark, with their states.
    fn named_in(&mut self, written: &str, place: &Range<usize>) -> Vec<(Range<usize>, SiglumId, Vec<State>)> {
        let mut all = vec![];
        for word in written.split_whitespace() {
            let around = |c: char| matches!(c, '*' | '(' | ')' | '[' | ']' | ',' | ';' | ':' | '.');
            let bare = word.trim_start_matches(around);
            // `A*` and `Vat.` may be sigla as they are.
            let ends = [bare, bare.trim_end_matches(|c| around(c) && c != '*'), bare.trim_end_matches(around)];
            let name = |bare: &str| bare.split('^').next().unwrap_or_default().nfc().collect::<String>();
            let known = |name: &str| self.sigla.state(name);
            let states = |bare: &str| bare.split('^').skip(1).map(known).collect::<Option<Vec<State>>>();
            let mut named = ends.into_iter().filter_map(|bare| Some((bare, self.sigla.find(&name(bare))?))).peekable();
            let first = named.peek().copied();
            let whole = named.find_map(|(bare, id)| Some((bare, id, states(bare)?)));
            let Some((bare, id, states)) = whole else {
                if let Some((bare, _)) = first {
                    let names = self.sigla.state_names().collect::<Vec<_>>().join(", ^");
                    let message = format!("`{bare}` in this remark has a state that is none");
                    self.faults.warn("unknown-state", place.clone(), message, format!("the states are ^{names}"));
                    continue;
                }
                if bare.contains('^') && !bare.starts_with(PLAIN) {
                    let message = format!("`{bare}` in this remark is no siglum with a state");
                    let help = "sigla of a remark are declared in sigla.toml; `\\^` is the sign itself";
                    self.faults.warn("unknown-siglum", place.clone(), message, help);
                }
                continue;
            };
            let start = bare.as_ptr() as usize - written.as_ptr() as usize;
            // `p. 12`, `s. xv` are abbreviations.
            let small = bare.chars().count() == 1 && bare.chars().all(char::is_lowercase);
            if small && written[start + bare.len()..].starts_with('.') {
                continue;
            }
            all.push((start..start + bare.len(), id, states));
        }
        all
    }
}
