//! The canon: measure, lines and margins from the size of the page and that of the type.
//!
//! - The text is 5/7 of the page wide and at most 7/9 of it high, in whole lines.
//! - But it is no wider than 30 ems, which hold about 70 letters of a book face: Bringhurst,
//!   *The Elements of Typographic Style* 2.1.2, calls 45 to 75 letters a line satisfactory for a
//!   single column. A large page with small type gets wide outer margins, not long lines.
//! - What is left is shared inner to outer and head to foot by one ratio, `[page] margins`, 2 : 3
//!   unless a style says otherwise, so that both pages of a spread show one figure. On the usual
//!   pages (height to width from 1.3 to 1.9) the margins then grow from the inner to the head to
//!   the outer to the foot, the order that Tschichold finds in manuscripts and early prints
//!   (*The Form of the Book*, "Consistent correlation between book page and type area"). Van de
//!   Graaf's ninths give the same order with narrower text, 2/3 of the page each way, and margins
//!   of 1 : 2; where a page is to hold notes below its text that is too little.
//!
//! The reader's page of 140 × 216 mm with 10 on 13 points gets 100 mm and 36 lines, with margins
//! of 16, 20, 24 and 30 mm.

use super::{PageStyle, Style};
use crate::model::length::Length;

/// The most ems of a line.
const MOST_EMS: i64 = 30;
/// The most lines of a page, as where they are given.
const MOST_LINES: i64 = 199;
/// The text's part of the page's width.
const WIDTH: [i64; 2] = [5, 7];
/// And the most of its height.
const HEIGHT: [i64; 2] = [7, 9];

impl Style {
    /// Fills in measure and lines where no layer gives them.
    pub(super) fn follow_canon(&mut self) {
        let page = &mut self.page;
        if page.measure <= Length::ZERO {
            page.measure = page.width.scale(WIDTH[0], WIDTH[1]).min(self.text.size * MOST_EMS);
        }
        if page.lines == 0 {
            page.lines = (page.height.scale(HEIGHT[0], HEIGHT[1]).0 / self.text.leading.0.max(1)).min(MOST_LINES);
        }
    }
}

impl PageStyle {
    /// The inner margin.
    pub fn inner(&self) -> Length {
        self.share(self.width - self.measure)
    }

    /// The outer margin.
    pub fn outer(&self) -> Length {
        self.width - self.measure - self.inner()
    }

    /// The margin at the head, above lines of `leading`.
    pub fn head(&self, leading: Length) -> Length {
        self.share(self.height - leading * self.lines)
    }

    /// The margin at the foot.
    pub fn foot(&self, leading: Length) -> Length {
        self.height - leading * self.lines - self.head(leading)
    }

    /// The smaller part of what the text leaves free.
    fn share(&self, free: Length) -> Length {
        let [small, large] = self.margins;
        free.scale(small, small + large)
    }
}
