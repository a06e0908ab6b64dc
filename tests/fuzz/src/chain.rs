//! The stages in a row in memory, around one part that is fuzzed: a small edition to EPUB and PDF.

use crate::checks;
use edition::config::names::NamesFile;
use edition::config::{book, sheet, sigla as declared};
use edition::diag::{Diagnostic, Diagnostics};
use edition::fonts::{Face, FontSet};
use edition::model::apparatus::Sigla;
use edition::model::document::Matter;
use edition::model::figure::Picture;
use edition::pipeline::{self, Input, Origin, Prepared, Shelf, Wanted};
use edition::source::{Sources, Span};
use edition::style::Style;
use edition::{annotate, picture};
use std::sync::LazyLock;

/// Works for a citation style to write.
pub(crate) const WORKS: &str = "stone:\n  type: book\n  title: On Stones\n  author: [\"Brook, A.\", \"Tarn, E.\"]\n  date: 1900-05\n  publisher: { name: Harbour, location: Tideford }\nsand:\n  type: article\n  title: Of Sand and of Water\n  author: \"Brook, A.\"\n  date: 1900\n  page-range: 12-31\n  parent:\n    type: periodical\n    title: The Shore\n    volume: 4\n    issue: 2\n";

const BOOK: &str = "[book]\ntitle = \"Stones\"\nlanguage = \"en\"\ndate = 2026-01-31\nauthors = [\"A. Brook\"]\n\n[[document]]\nid = \"a\"\n";

const TEXT: &str = "# The *first* stone\n\nMr. Brook saw the stone of Tideford, and **Ada Brook** saw 1234 fiords in `1900`.[^1] The Brook of \
    Tideford met Mrs. Tarn at Kelder’s bridge; affluent office, “quoted”.\n\n![A stone](p.png)\n\n[^1]: See Brook, in Kelder.\n";

const SIGLA: &str = "[[witness]]\nsiglum = \"A\"\ntitle = \"The first\"\n[[witness]]\nsiglum = \"B\"\ntitle = \"The second\"\n\
    [[witness]]\nsiglum = \"C\"\ntitle = \"The third\"\n";

/// What may be there besides the text.
#[derive(Default)]
pub(crate) struct Parts {
    pub(crate) names: NamesFile,
}

/// The sigla that entries may name.
pub(crate) fn sigla() -> Sigla {
    let mut sources = Sources::default();
    let (file, own) = (sources.add("sigla.toml", SIGLA), sources.add("document.toml", "title = \"A\"\n"));
    let unheard = &mut Diagnostics::default();
    let list = declared::read(&sources, file, &[], unheard);
    let end = sources.file(own).text.len();
    let sheet = sheet::read(&sources, own, 0..end, unheard);
    annotate::sigla::of(&sheet, &list, &[], unheard)
}

/// A small edition, ready to be typeset.
pub(crate) fn prepared(sources: &mut Sources, parts: Parts, diagnostics: &mut Diagnostics) -> Prepared {
    let (file, own, text) =
        (sources.add("book.toml", BOOK), sources.add("document.toml", "title = \"A\"\n"), sources.add("text.md", TEXT));
    let unheard = &mut Diagnostics::default();
    let file = book::read(sources, file, None, unheard);
    let input = Input {
        id: "a".into(),
        matter: Matter::Text,
        columns: None,
        span: Span::new(own, 0..0),
        sheet: sheet::read(sources, own, 0..sources.file(own).text.len(), unheard),
        origin: Origin::Markdown { file: text, body: 0..TEXT.len() },
        headnote: None,
        sigla: vec![],
        standoff: Default::default(),
        lock: None,
    };
    pipeline::prepare(sources, &file, vec![input], &Shelf { names: parts.names, ..Shelf::default() }, diagnostics)
}

/// Writes the edition with this picture in these fonts, and holds that both files are there or an error is.
fn written(picture: Picture, fonts: &FontSet, sources: &mut Sources, diagnostics: &mut Diagnostics) {
    let mut prepared = prepared(sources, Parts::default(), diagnostics);
    for figure in prepared.edition.documents.iter_mut().flat_map(|document| &mut document.figures) {
        figure.picture = Some(picture.clone());
    }
    let style = Style::reader();
    pipeline::compose(&mut prepared, &style);
    let wanted = Wanted { pdf: true, epub: true, source: None, printed: None, trace: None };
    let output = pipeline::produce(&prepared.edition, &style, "", fonts, wanted, &|_| {}, diagnostics);
    let whole = output.pdf.starts_with(b"%PDF") && output.epub.starts_with(b"PK");
    assert!(whole || diagnostics.has_errors(), "neither a book nor an error");
    checks::messages(diagnostics, sources);
}

/// What is wrong with a picture is said of its figure.
fn drawn(read: Result<Picture, Diagnostic>) {
    let mut sources = Sources::default();
    let mut diagnostics = Diagnostics::default();
    match read {
        Ok(picture) => written(picture, &FontSet::embedded(), &mut sources, &mut diagnostics),
        Err(fault) => {
            let place = Span::new(sources.add("text.md", TEXT), 0..0);
            diagnostics.push(fault.at(place));
            checks::messages(&diagnostics, &sources);
        }
    }
}

/// A drawing, its beginning supplied where it is not there.
pub(crate) fn svg(bytes: &[u8]) {
    let whole = match bytes.strip_prefix(b"!") {
        Some(inside) => [SVG, inside, b"</svg>"].concat(),
        None => bytes.to_vec(),
    };
    drawn(picture::read(whole));
}

const SVG: &[u8] = b"<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" width=\"90\" height=\"90\">";

/// A PNG or a JPEG. The sums of a PNG's chunks are set right, or nothing behind them would ever be read.
pub(crate) fn picture(bytes: &[u8]) {
    drawn(picture::read(summed(bytes)));
}

/// The same with the sums of a PNG's chunks set right (PNG, 5.3: length, type, data, CRC).
fn summed(bytes: &[u8]) -> Vec<u8> {
    let mut out = bytes.to_vec();
    if !out.starts_with(b"\x89PNG\r\n\x1a\n") {
        return out;
    }
    let mut at = 8;
    while let Some(length) = out.get(at..at + 4).and_then(|b| Some(u32::from_be_bytes(b.try_into().ok()?) as usize)) {
        let Some(end) = length.checked_add(at + 8).filter(|end| end.checked_add(4).is_some_and(|end| end <= out.len()))
        else {
            break;
        };
        let sum = crc(&out[at + 4..end]).to_be_bytes();
        out[end..end + 4].copy_from_slice(&sum);
        at = end + 4;
    }
    out
}

fn crc(bytes: &[u8]) -> u32 {
    let step = |sum: u32| if sum & 1 == 1 { (sum >> 1) ^ 0xedb8_8320 } else { sum >> 1 };
    !bytes.iter().fold(!0, |sum, byte| (0..8).fold(sum ^ u32::from(*byte), |sum, _| step(sum)))
}

/// The picture of those targets that are not about pictures.
static DOT: LazyLock<Option<Picture>> = LazyLock::new(|| {
    let dot = [SVG, b"<text y=\"9\">A stone</text></svg>"].concat();
    picture::read(dot).ok()
});

/// A font: with `!` in front changes to one of the built-in faces, otherwise a file.
pub(crate) fn font(bytes: &[u8]) {
    let data = match bytes.strip_prefix(b"!") {
        Some(changes) => changed(changes),
        None => bytes.to_vec(),
    };
    let mut sources = Sources::default();
    let mut diagnostics = Diagnostics::default();
    let manifest = sources.add("fonts.toml", "regular = [\"own.ttf\"]\nitalic = [\"own.ttf\"]\n");
    let fonts = FontSet::from_manifest(&sources, manifest, |_| Ok(Some(data.clone())), &mut diagnostics);
    if diagnostics.has_errors() {
        checks::messages(&diagnostics, &sources);
    } else if let Some(picture) = DOT.clone() {
        written(picture, &fonts, &mut sources, &mut diagnostics);
    }
}

/// A face with eight bytes for each change: the table (OpenType, table directory; beyond the last the directory
/// itself), what to do, where in the table, and with what.
fn changed(changes: &[u8]) -> Vec<u8> {
    let faces: Vec<Face> = FontSet::embedded().faces;
    let Some((first, rest)) = changes.split_first() else { return vec![] };
    let mut data = faces[usize::from(*first) % faces.len()].data.to_vec();
    let count = usize::from(u16::from_be_bytes([data[4], data[5]]));
    for change in rest.chunks_exact(8).take(16) {
        let table = usize::from(change[0]) % (count + 1);
        let number =
            |at: usize| data.get(at..at + 4).map_or(0, |b| u32::from_be_bytes([b[0], b[1], b[2], b[3]]) as usize);
        let (start, length) = if table == count {
            (0, 12 + 16 * count)
        } else {
            (number(12 + 16 * table + 8), number(12 + 16 * table + 12))
        };
        let at = start.saturating_add(usize::from(u16::from_be_bytes([change[2], change[3]])) % length.max(1));
        let with = &change[4..8];
        match change[1] % 8 {
            7 => data.truncate(at),
            6 => data.iter_mut().skip(at).take(64).for_each(|byte| *byte = with[0]),
            5 => data.iter_mut().skip(at).take(2).zip(with).for_each(|(byte, new)| *byte = byte.wrapping_add(*new)),
            width => data
                .iter_mut()
                .skip(at)
                .take(usize::from(width) + 1)
                .zip(with.iter().cycle())
                .for_each(|(byte, new)| *byte = *new),
        }
    }
    data
}
