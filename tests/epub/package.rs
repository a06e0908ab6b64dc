//! The package: same bytes, order of the entries, and fonts whose features survive.

use super::{epub, sample, unpack};
use harfrust::font::Font;
use harfrust::{Buffer, Feature, ShapeOptions, ShaperFont, Tag, shape};
use std::io::Cursor;

#[test]
fn the_same_edition_gives_the_same_bytes() {
    let edition = sample::reader();
    let pages = sample::pages(&edition);
    let first = epub(&edition, &pages);
    assert!(first == epub(&edition, &pages));
    // For validating by hand: EPUBCheck reads it from here.
    let out = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("reader.epub");
    std::fs::write(out, first).expect("written");
}

#[test]
fn the_mimetype_comes_first_and_stored_and_all_entries_carry_1980() {
    let edition = sample::reader();
    let bytes = epub(&edition, &sample::pages(&edition));
    let mut archive = zip::ZipArchive::new(Cursor::new(&bytes)).expect("a zip");
    let first = archive.by_index(0).expect("an entry");
    assert_eq!(first.name().expect("a name"), "mimetype");
    assert_eq!(first.compression(), zip::CompressionMethod::Stored);
    drop(first);
    for index in 0..archive.len() {
        let date = archive.by_index(index).expect("an entry").last_modified().expect("a date");
        assert_eq!((date.year(), date.month(), date.day()), (1980, 1, 1));
    }
}

/// The glyphs of `words` in a font, each with its advance, under a feature.
fn glyphs(data: &[u8], words: &str, feature: &[u8; 4], value: u32) -> (Vec<u32>, Vec<i32>) {
    let font = Font::new(data.to_vec(), 0).expect("a font");
    let mut buffer = Buffer::new();
    buffer.push_str(words);
    buffer.guess_segment_properties();
    let features = [Feature::new(Tag::new(feature), value, ..)];
    shape(&ShaperFont::new(&font), &mut buffer, ShapeOptions::new().features(&features)).expect("shaped");
    let advances = buffer.glyph_positions().iter().map(|p| p.x_advance).collect();
    (buffer.glyph_infos().iter().map(|g| g.glyph_id).collect(), advances)
}

#[test]
fn small_capitals_old_style_figures_and_kerning_survive_the_subset() {
    let edition = sample::reader();
    let files = unpack(&epub(&edition, &sample::pages(&edition)));
    let whole = sample::fonts();
    let mut subsets = 0;
    for face in whole.faces.iter().filter(|f| f.data.starts_with(b"OTTO")) {
        let (path, data) = files.iter().find(|(path, _)| path.contains(&format!("{}-", face.name))).expect("embedded");
        subsets += 1;
        assert!(data.len() < 60_000, "{path}: {} bytes", data.len());
        for (words, feature) in [("keeper", b"smcp"), ("KEEPER", b"c2sc"), ("1911", b"onum"), ("off fit", b"liga")] {
            let [off, on] = [0, 1].map(|value| glyphs(data, words, feature, value));
            assert!(!off.0.contains(&0), "{path}: {words} lacks glyphs");
            let [whole_off, whole_on] = [0, 1].map(|value| glyphs(&face.data, words, feature, value));
            assert_eq!(off.0 != on.0, whole_off.0 != whole_on.0, "{path}: {}", String::from_utf8_lossy(feature));
            assert_eq!((off.1, on.1), (whole_off.1, whole_on.1), "{path}: {}", String::from_utf8_lossy(feature));
        }
        let plain = glyphs(data, "To, Wa", b"kern", 0).1;
        assert_eq!(glyphs(data, "To, Wa", b"kern", 1).1, glyphs(&face.data, "To, Wa", b"kern", 1).1, "{path}");
        assert_ne!(plain, glyphs(data, "To, Wa", b"kern", 1).1, "{path}: no kerning");
        drawable(data, path);
    }
    assert_eq!(subsets, 4);
    let regular = &files["EPUB/fonts/LibertinusSerif-Regular-0.otf"];
    assert_ne!(glyphs(regular, "keeper", b"smcp", 0).0, glyphs(regular, "keeper", b"smcp", 1).0);
    assert_ne!(glyphs(regular, "1911", b"onum", 0).0, glyphs(regular, "1911", b"onum", 1).0);
    assert!(files["EPUB/fonts/LICENCES.txt"].windows(21).any(|w| w == b"SIL OPEN FONT LICENSE"));
}

/// Every glyph of the subset can be drawn, and letters have an outline.
fn drawable(data: &[u8], path: &str) {
    use harfrust::font::glyph::outline::{ControlBoundsSink, DrawMemory, DrawOptions};
    let font = Font::new(data.to_vec(), 0).expect("a font");
    let outlines = font.outline_glyphs();
    for (glyph, outline) in outlines.iter() {
        let mut bounds = ControlBoundsSink::default();
        let drawn = outline.draw(&DrawOptions::new(), DrawMemory::Scratch, &mut bounds);
        assert!(drawn.is_ok(), "{path}: glyph {glyph} cannot be drawn");
    }
    assert!(outlines.len() > 60, "{path}: {} glyphs", outlines.len());
}

#[test]
fn a_character_that_the_first_face_lacks_comes_from_the_next() {
    let mut fonts = sample::fonts();
    let mono = fonts.chains[&edition::fonts::FontRole::Mono][0];
    fonts.chains.get_mut(&edition::fonts::FontRole::Regular).expect("a chain").push(mono);
    let mut edition = sample::reader();
    edition.documents[1].body.push_block(edition::model::text::BlockKind::Paragraph, "A sign: ▙.");
    let bytes =
        edition::write::epub::write(&edition, &sample::pages(&edition), edition::write::epub::DEFAULT_CSS, &fonts);
    let files = unpack(&bytes.expect("an EPUB"));
    let css = String::from_utf8_lossy(&files["EPUB/styles/reader.css"]).into_owned();
    assert!(css.contains("unicode-range: U+2599"), "{css}");
}

#[test]
fn a_placeholder_without_a_page_is_an_error() {
    let edition = sample::reader();
    let mut pages = sample::pages(&edition);
    pages.places.clear();
    let error = edition::write::epub::write(&edition, &pages, "", &sample::fonts()).expect_err("no page is known");
    assert_eq!(error.code, "place-without-page");
}
