//! A line that several paragraphs share: notes that are run together.

use crate::typeset::lines::{Cut, CutLine, SetParagraph, Workshop};
use crate::typeset::paragraph::Paragraph;
use crate::typeset::paragraph::assembled::Loci;
use crate::typeset::paragraph::point::{Point, What};

impl Workshop<'_> {
    /// The paragraphs of the parts of a line as one, and the line in it.
    pub(crate) fn share(
        &self,
        parts: &[CutLine],
        paragraphs: &[Paragraph],
        set: &[SetParagraph],
        loci: &dyn Loci,
    ) -> Option<(Paragraph, SetParagraph, Cut)> {
        let (first, rest) = parts.split_first()?;
        let mut whole = paragraphs[first.paragraph.0 as usize].clone();
        let (mut cut, mut length) = (first.cut, set[first.paragraph.0 as usize].text.text.len() as u32);
        for part in rest {
            let paragraph = &paragraphs[part.paragraph.0 as usize];
            let (links, shift) = (whole.links.len(), whole.pieces.len());
            let parts = paragraph.points.iter().filter(|point| matches!(point.what, What::Opens | What::Closes));
            whole.points.extend(parts.map(|point| Point { piece: point.piece + shift, ..point.clone() }));
            whole.links.extend(paragraph.links.iter().cloned());
            let pieces = paragraph.pieces.iter().cloned();
            whole.pieces.extend(pieces.map(|piece| {
                let link = piece.link.map(|link| link + links);
                crate::typeset::paragraph::piece::Piece { link, ..piece }
            }));
            let start = cut.start;
            cut = Cut { start, visible: length + part.cut.visible, next: length + part.cut.next, ..part.cut };
            cut.first = first.cut.first;
            length += set[part.paragraph.0 as usize].text.text.len() as u32;
        }
        let text = whole.assemble(loci);
        let shaped = self.shape(&whole, &text);
        Some((whole, SetParagraph { text, shaped, ..SetParagraph::default() }, cut))
    }
}
