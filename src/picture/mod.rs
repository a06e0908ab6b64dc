//! What a picture's bytes are: its format and size, and whether it is sound.
//!
//! A picture is read to its end once, so that neither format's writer meets a broken one. Knows
//! bytes; nothing of files, texts or pages.

mod absent;
mod cost;
mod jpeg;
mod png;
mod svg;

pub use absent::absent;
pub use svg::{Fonts, drawing};

use crate::diag::Diagnostic;
use crate::model::figure::{Picture, PictureKind};
use crate::model::length::Length;
use std::sync::Arc;

/// The most pixels a picture may have: far more than any page can show, and a bound to the memory
/// that a broken or malicious one can ask for.
const MOST_PIXELS: u64 = 64_000_000;

/// The resolution of a picture that names none: that of print.
const RESOLUTION: Resolution = Resolution::Inch(300);

/// What a format's reader finds out: width and height.
type Size = (Length, Length);

/// The beginnings of formats that are known and not taken.
const OTHERS: [(&[u8], &str); 8] = [
    (b"GIF8", "a GIF"),
    (b"RIFF", "a WebP"),
    (b"II*\0", "a TIFF"),
    (b"MM\0*", "a TIFF"),
    (b"%PDF", "a PDF"),
    (b"BM", "a BMP"),
    (b"\x1f\x8b", "compressed (an SVGZ, perhaps)"),
    (b"\0\0\0\x0cJXL ", "a JPEG XL"),
];

/// Reads a picture.
///
/// # Errors
/// Without place: `picture-format` for bytes that are no PNG, JPEG or SVG, or one that cannot be
/// printed; `broken-picture` for one that cannot be read to its end.
pub fn read(data: Vec<u8>) -> Result<Picture, Diagnostic> {
    let (kind, size) = if data.starts_with(png::SIGNATURE) {
        (PictureKind::Png, png::read(&data)?)
    } else if data.starts_with(jpeg::SIGNATURE) {
        (PictureKind::Jpeg, jpeg::read(&data)?)
    } else if is_xml(&data) {
        (PictureKind::Svg, svg::read(&data)?)
    } else {
        return Err(unknown(&data));
    };
    let (width, height) = size;
    if width.0 <= 0 || height.0 <= 0 {
        return Err(broken("it has no size"));
    }
    Ok(Picture { kind, width, height, data: Arc::new(data) })
}

fn is_xml(data: &[u8]) -> bool {
    let text = data.strip_prefix(b"\xef\xbb\xbf").unwrap_or(data);
    text.trim_ascii_start().starts_with(b"<")
}

fn unknown(data: &[u8]) -> Diagnostic {
    let other =
        OTHERS.iter().find(|(start, _)| data.starts_with(start)).map_or("of no known format", |(_, name)| *name);
    unfit(&format!("it is {other}")).help("a picture is a PNG, a JPEG or an SVG; save it as one of these")
}

/// A picture that is sound and still cannot be taken.
fn unfit(why: &str) -> Diagnostic {
    Diagnostic::error("picture-format", format!("the picture cannot be printed: {why}"))
}

/// A picture that cannot be read.
fn broken(why: &str) -> Diagnostic {
    Diagnostic::error("broken-picture", format!("the picture cannot be read: {why}"))
        .help("open it in the program that made it and save it again")
}

/// Refuses what has too many pixels, or none.
fn check_pixels(width: u32, height: u32) -> Result<(), Diagnostic> {
    if u64::from(width) * u64::from(height) > MOST_PIXELS {
        let help = "make it smaller: 300 pixels to the inch are enough";
        return Err(unfit(&format!("it has {width} × {height} pixels")).help(help));
    }
    if width == 0 || height == 0 { Err(broken("it has no pixels")) } else { Ok(()) }
}

/// A resolution in pixels.
#[derive(Clone, Copy)]
enum Resolution {
    Inch(u32),
    Metre(u32),
}

impl Resolution {
    /// The length of so many pixels.
    fn length(self, pixels: u32) -> Length {
        let pixels = Length(i64::from(pixels) * 65_536);
        match self {
            Self::Inch(count) => pixels.scale(72, i64::from(count.max(1))),
            // A metre is 720,000 points / 254.
            Self::Metre(count) => pixels.scale(720_000, i64::from(count.max(1)) * 254),
        }
    }
}
