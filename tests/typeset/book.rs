//! Books built by hand, of words of our own.

use edition::model::document::{
    Book, Container, Document, Edition, MarkStyle, Matter, Note, NoteSeries, Place, Reference, Spot, Target, Timestamp,
};
use edition::model::text::{BlockKind, Mark, MarkKind, NoteId, RefId, Text};

/// Words for filling pages, without any sense.
const WORDS: &[&str] = &[
    "archive",
    "the",
    "under",
    "winter",
    "of",
    "lantern",
    "and",
    "a",
    "correspondence",
    "harbour",
    "seldom",
    "printed",
    "in",
    "copper",
    "letters",
    "remember",
    "quiet",
    "editorial",
    "to",
    "margin",
    "with",
    "unhurried",
    "page",
    "stone",
    "by",
    "gathering",
    "voices",
    "it",
    "returned",
    "measure",
    "river",
    "was",
    "considerable",
    "folded",
    "at",
    "evening",
    "proofreader",
    "carried",
    "from",
    "library",
    "on",
    "catalogue",
    "small",
    "bright",
    "undertaking",
    "as",
    "paper",
];

/// A source of words that always gives the same.
pub(crate) struct Words(u64);

impl Words {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(2) + 1)
    }

    pub(crate) fn number(&mut self, below: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % below
    }

    /// A paragraph of `count` words.
    pub(crate) fn prose(&mut self, count: usize) -> String {
        let mut out = String::new();
        let mut start = true;
        for index in 0..count {
            let word = WORDS[self.number(WORDS.len())];
            if index > 0 {
                out.push(' ');
            }
            if start {
                out.push_str(&word[..1].to_uppercase());
                out.push_str(&word[1..]);
            } else {
                out.push_str(word);
            }
            start = false;
            if index + 1 == count || self.number(12) == 0 {
                out.push('.');
                start = true;
            } else if self.number(9) == 0 {
                out.push(',');
            }
        }
        out
    }
}

/// An empty document.
pub(crate) fn document(id: &str, matter: Matter, title: &str) -> Document {
    Document {
        id: id.into(),
        matter,
        title: Text::plain(title),
        short_title: title.into(),
        author: (matter == Matter::Text).then(|| "Ada Example".into()),
        date: None,
        dateline: (matter == Matter::Text).then(|| "3 May 1931".into()),
        language: "en".into(),
        ..Document::default()
    }
}

/// An empty edition with two series of notes.
pub(crate) fn edition(documents: Vec<Document>) -> Edition {
    Edition {
        book: Book {
            title: "A Reader of Nothing".into(),
            subtitle: Some("Words for the Trial of Pages".into()),
            editors: vec!["Bea Sample".into()],
            authors: vec!["Ada Example".into()],
            language: "en".into(),
            date: Timestamp { year: 2025, month: 1, day: 2, ..Timestamp::default() },
            identifier: "urn:example:reader".into(),
            rights: Some("In the public domain.".into()),
            slug: "a-reader-of-nothing".into(),
            ..Book::default()
        },
        series: vec![
            NoteSeries::new("a", "Author's notes", MarkStyle::Figures),
            NoteSeries::new("e", "Editor's notes", MarkStyle::Letters),
        ],
        documents,
        ..Edition::default()
    }
}

/// Adds a note to the document, called at byte `at` of its body.
pub(crate) fn note(document: &mut Document, series: usize, at: usize, text: Text) {
    let id = NoteId(document.notes.len() as u32);
    let number = document.notes.iter().filter(|n| n.series == series).count();
    let letters = || {
        let letter = char::from(b'a' + (number % 26) as u8);
        letter.to_string().repeat(number / 26 + 1)
    };
    let mark = if series == 0 { (number + 1).to_string() } else { letters() };
    let key = mark.clone();
    document.notes.push(Note { key, series, mark, text, lemma: None, place: Container::Body, span: None, entry: None });
    document.body.marks.push(Mark { range: at..at, kind: MarkKind::Call(id) });
}

/// Adds a reference over `range` of the body to a place.
pub(crate) fn refer(document: &mut Document, range: std::ops::Range<usize>, target: Place) {
    let id = RefId(document.references.len() as u32);
    let reference = Reference { document: String::new(), anchor: None, span: None, target: Target::Place(target) };
    document.references.push(reference);
    document.body.marks.push(Mark { range, kind: MarkKind::Reference(id) });
}

/// A book of about `words` words, with notes, headings, quotations and references.
pub(crate) fn sample(words: usize, texts: usize) -> Edition {
    let mut source = Words::new(7);
    let mut documents = vec![];
    let mut introduction = document("introduction", Matter::Front, "Introduction");
    for _ in 0..8 {
        introduction.body.push_block(BlockKind::Paragraph, &source.prose(110));
    }
    introduction.body.number_blocks();
    documents.push(introduction);
    for index in 0..texts {
        let mut text =
            document(&format!("text-{index}"), Matter::Text, &format!("On the Subject of Paper, {}", index + 1));
        text.headnote = Some(Text::plain(source.prose(90)));
        text.source = Some(Text::plain("First printed in a pamphlet that nobody kept."));
        fill(&mut text, &mut source, words / texts);
        documents.push(text);
    }
    edition(documents)
}

fn fill(document: &mut Document, source: &mut Words, words: usize) {
    let mut done = 0;
    let mut notes: Vec<(usize, usize, String)> = vec![];
    let mut references = vec![];
    while done < words {
        if done > 0 && source.number(14) == 0 {
            document.body.push_block(BlockKind::Heading(1), &source.prose(4).replace('.', ""));
        }
        let count = 30 + source.number(140);
        let quoted = source.number(8) == 0;
        let first = document.body.blocks.len();
        let prose = source.prose(count);
        let block = document.body.push_block(BlockKind::Paragraph, &prose);
        let range = document.body.blocks[block].range.clone();
        if quoted {
            document.body.groups.push(edition::model::text::Group {
                kind: edition::model::text::GroupKind::Quotation,
                blocks: first..first + 1,
            });
        }
        let mut at = range.start;
        for word in prose.split_inclusive(' ') {
            let end = at + word.trim_end().len();
            at += word.len();
            if source.number(120) == 0 {
                let long = if source.number(10) == 0 { 150 } else { 10 + source.number(30) };
                notes.push((usize::from(source.number(3) == 0), end, source.prose(long)));
            } else if source.number(300) == 0 {
                references.push((end - word.trim_end().len())..end);
            }
        }
        done += count;
    }
    document.body.number_blocks();
    for (series, at, text) in notes {
        note(document, series, at, Text::plain(text));
    }
    for range in references {
        refer(document, range, Place { document: 1, spot: Spot::Start });
    }
    document.body.sort_marks();
}
