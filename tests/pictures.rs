//! What bytes are pictures, and how large they are. The pictures are made here.

use edition::diag::Diagnostic;
use edition::model::figure::{Figure, Picture, PictureKind};
use edition::picture::read;
use flate2::{Compression, Crc, write::ZlibEncoder};
use proptest::prelude::*;
use std::io::Write;

/// A JPEG of 12 by 8 pixels.
pub(crate) const JPEG: &[u8] = include_bytes!("cli/figures/corpus/tides/lamp.jpg");

/// A drawing of 160 by 80 pixels with text in three families.
pub(crate) const SVG: &str = r#"<svg xmlns="http://www.w3.org/2000/svg" width="160" height="80">
<rect width="160" height="80" fill="none" stroke="black"/>
<text x="8" y="20">The light</text>
<text x="8" y="40" font-family="Harbour Sans" font-style="italic">and the bell</text>
<text x="8" y="60" font-family="monospace">1:5000</text>
</svg>"#;

/// A grey PNG of so many pixels, with its resolution in pixels to the metre, if any.
pub(crate) fn png(width: u32, height: u32, resolution: Option<u32>) -> Vec<u8> {
    let mut png = b"\x89PNG\r\n\x1a\n".to_vec();
    let mut header = [width.to_be_bytes(), height.to_be_bytes()].concat();
    header.extend([8, 0, 0, 0, 0]);
    chunk(&mut png, b"IHDR", &header);
    if let Some(resolution) = resolution {
        let [x, y] = [resolution.to_be_bytes(); 2];
        chunk(&mut png, b"pHYs", &[&x[..], &y, &[1]].concat());
    }
    let mut rows = ZlibEncoder::new(vec![], Compression::fast());
    for y in 0..height {
        let row: Vec<u8> = std::iter::once(0).chain((0..width).map(|x| (x * 3 + y * 7) as u8)).collect();
        rows.write_all(&row).expect("in memory");
    }
    chunk(&mut png, b"IDAT", &rows.finish().expect("in memory"));
    chunk(&mut png, b"IEND", &[]);
    png
}

fn chunk(png: &mut Vec<u8>, kind: &[u8; 4], data: &[u8]) {
    let mut check = Crc::new();
    check.update(kind);
    check.update(data);
    png.extend((data.len() as u32).to_be_bytes());
    png.extend(kind);
    png.extend(data);
    png.extend(check.sum().to_be_bytes());
}

/// A figure with a picture that is sound.
pub(crate) fn figure(alternative: &str, data: impl Into<Vec<u8>>) -> Figure {
    let picture = read(data.into()).expect("a picture");
    Figure { path: "x".into(), alternative: alternative.into(), width: None, span: None, picture: Some(picture) }
}

/// Format and size in points.
fn known(data: impl Into<Vec<u8>>) -> (PictureKind, [f32; 2]) {
    let Picture { kind, width, height, .. } = read(data.into()).expect("a picture");
    (kind, [width, height].map(|length| (length.pt() * 100.0).round() / 100.0))
}

fn fault(data: impl Into<Vec<u8>>) -> Diagnostic {
    read(data.into()).expect_err("a fault")
}

#[test]
fn a_picture_is_as_large_as_its_resolution_says_or_as_print_has_it() {
    assert_eq!(known(png(300, 150, None)), (PictureKind::Png, [72.0, 36.0]));
    // 100 pixels to the inch
    assert_eq!(known(png(300, 150, Some(3937))), (PictureKind::Png, [216.0, 108.0]));
    assert_eq!(known(JPEG), (PictureKind::Jpeg, [8.64, 5.76]));
    assert_eq!(known(SVG), (PictureKind::Svg, [120.0, 60.0]));
    let millimetres = r#"<svg xmlns="http://www.w3.org/2000/svg" width="25.4mm" height="12.7mm" viewBox="0 0 2 1"/>"#;
    assert_eq!(known(millimetres), (PictureKind::Svg, [72.0, 36.0]));
}

#[test]
fn what_is_no_picture_is_refused_with_what_it_is() {
    for (data, is) in [(&b"GIF89a"[..], "a GIF"), (b"RIFF....WEBP", "a WebP"), (b"", "no known format")] {
        let fault = fault(data);
        assert_eq!((fault.code, fault.message.contains(is)), ("picture-format", true), "{}", fault.message);
    }
    assert_eq!(fault(r#"<svg xmlns="http://www.w3.org/2000/svg" width="9"/>"#).code, "picture-format");
    assert!(fault("<html><body/></html>").message.contains("its root is `html`"));
}

#[test]
fn a_picture_that_breaks_off_is_broken_wherever_it_does() {
    let png = png(12, 8, None);
    for end in (8..png.len()).step_by(5) {
        assert_eq!(fault(&png[..end]).code, "broken-picture", "PNG of {end} bytes");
    }
    for end in (3..JPEG.len() / 2).step_by(9) {
        assert_eq!(fault(&JPEG[..end]).code, "broken-picture", "JPEG of {end} bytes");
    }
    assert_eq!(fault(&SVG[..SVG.len() - 4]).code, "broken-picture");
    let mut torn = png;
    let last = torn.len() - 20;
    torn[last] ^= 0xff;
    assert_eq!(fault(torn).code, "broken-picture");
}

#[test]
fn a_picture_with_more_pixels_than_memory_is_refused_unread() {
    let mut bomb = png(1, 1, None);
    let mut header = [0x7fff_ffff_u32.to_be_bytes(), 0x7fff_ffff_u32.to_be_bytes()].concat();
    header.extend([16, 6, 0, 0, 0]);
    let mut start = b"\x89PNG\r\n\x1a\n".to_vec();
    chunk(&mut start, b"IHDR", &header);
    bomb.splice(..start.len(), start);
    assert_eq!(fault(bomb).code, "picture-format");
}

/// A drawing with `inner` in it.
fn drawing(inner: &str) -> String {
    format!(r#"<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="3" height="3"/>{inner}</svg>"#)
}

#[test]
fn a_drawing_stands_for_itself() {
    let refused = [
        r#"<script>1</script>"#,
        r#"<rect width="1" height="1" onclick="f()"/>"#,
        r#"<image href="lamp.png" width="4" height="4"/>"#,
        r#"<use href="others.svg#lamp"/>"#,
        r#"<rect width="1" height="1" fill="url(https://harbour.example/#g)"/>"#,
        r#"<style>@import "more.css";</style>"#,
        r#"<style>@font-face { font-family: X; src: url('x.woff') }</style>"#,
        r#"<foreignObject width="1" height="1"/>"#,
        r#"<image href="data:image/gif;base64,R0lGODlhAQABAAAAACw=" width="4" height="4"/>"#,
        r#"<filter id="f"><feGaussianBlur stdDeviation="2"/></filter><rect width="4" height="4" filter="url(#f)"/>"#,
    ];
    for inner in refused {
        assert_eq!(fault(drawing(inner)).code, "picture-format", "{inner}");
    }
    let taken = [
        r##"<linearGradient id="g"><stop stop-color="#fff"/></linearGradient><rect width="1" height="1" fill="url(#g)"/>"##,
        r#"<a href="https://harbour.example"><rect width="1" height="1"/></a>"#,
        r#"<style>rect { fill: red }</style>"#,
    ];
    for inner in taken {
        assert_eq!(known(drawing(inner)).0, PictureKind::Svg, "{inner}");
    }
}

/// Bytes of a picture with some of them changed.
fn damaged() -> impl Strategy<Value = Vec<u8>> {
    let whole = prop_oneof![Just(png(9, 7, Some(3000))), Just(JPEG.to_vec()), Just(SVG.as_bytes().to_vec())];
    (whole, prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..6)).prop_map(|(mut data, changes)| {
        for (at, byte) in changes {
            let at = at.index(data.len());
            data[at] = byte;
        }
        data
    })
}

proptest! {
    #[test]
    fn any_bytes_are_a_picture_or_a_fault(bytes in prop::collection::vec(any::<u8>(), 0..200), start in 0usize..4) {
        let start: &[u8] = [&b""[..], b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"<svg xmlns=\"http://www.w3.org/2000/svg\" "][start];
        let _ = read([start, &bytes].concat());
    }

    #[test]
    fn a_damaged_picture_is_a_fault_or_can_be_printed(data in damaged()) {
        if let Ok(picture) = read(data) {
            prop_assert!(picture.width.0 > 0 && picture.height.0 > 0);
            let figure = Figure { path: "x".into(), alternative: "x".into(), width: None, span: None, picture: Some(picture) };
            let written = crate::typeset::figures::pdf_of(vec![figure]);
            // What text a damaged drawing has, a face need not have.
            prop_assert!(written.as_ref().err().is_none_or(|fault| fault.code == "pdf-font"), "{:?}", written.err());
        }
    }
}
