//! Books with a critical apparatus in short notes: each prints the number of a line of the text.
//! Made by hand, of words of our own.

use super::book::{self, Words};
use edition::model::document::{Arrangement, Document, Edition, Matter, NotePlace, Place, Reference, Spot, Target};
use edition::model::text::{BlockKind, LocusKind, Mark, MarkKind, NoteId, RefId, Text};

/// A book of so many texts, each of so many paragraphs of about `words` words, one in `every` of
/// which has a note: the number of its own line or of that where a paragraph begins, a lemma, a
/// reading. The notes are those of the first series, set as `arrangement`.
pub(crate) fn numbered(seed: u64, [texts, paragraphs, words, every]: [usize; 4], arrangement: Arrangement) -> Edition {
    let mut source = Words::new(seed);
    let documents = (0..texts).map(|index| text(index, &mut source, paragraphs, words, every));
    let mut edition = book::edition(documents.collect());
    (edition.series[0].arrangement, edition.series[0].place) = (arrangement, NotePlace::Foot);
    edition
}

fn text(index: usize, source: &mut Words, paragraphs: usize, words: usize, every: usize) -> Document {
    let mut text = book::document(&format!("text-{index}"), Matter::Text, "On Variants");
    (text.author, text.dateline) = (None, None);
    let mut calls = vec![];
    for _ in 0..paragraphs {
        let count = words / 2 + source.number(words);
        let prose = source.prose(count);
        let block = text.body.push_block(BlockKind::Paragraph, &prose);
        let start = text.body.blocks[block].range.start;
        calls.extend(prose.match_indices(' ').filter(|_| source.number(every) == 0).map(|(at, _)| start + at));
    }
    text.body.number_blocks();
    for at in calls {
        let id = NoteId(text.notes.len() as u32);
        let block = source.number(paragraphs);
        let spot = if source.number(2) == 0 { Spot::Call(id) } else { Spot::Block(block) };
        let reference = RefId(text.references.len() as u32);
        let target = Target::Place(Place { document: index, spot });
        text.references.push(Reference { document: String::new(), anchor: None, span: None, target });
        let (lemma, length) = (source.prose(1).replace('.', ""), 1 + source.number(3));
        let mut body = Text::plain(format!("0 {lemma}] {} A", source.prose(length)));
        let end = body.string.len();
        body.marks = vec![
            Mark { range: 0..1, kind: MarkKind::Reference(reference) },
            Mark { range: 0..1, kind: MarkKind::Locus(reference, LocusKind::Line) },
            Mark { range: end - 1..end, kind: MarkKind::Emphasis },
        ];
        body.sort_marks();
        book::note(&mut text, 0, at, body);
    }
    text.body.sort_marks();
    text
}
