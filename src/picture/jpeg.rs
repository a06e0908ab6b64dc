//! JPEG (ITU-T T.81) with its resolution from JFIF (ITU-T T.871).

use super::{MOST_PIXELS, RESOLUTION, Resolution, Size, broken, check_pixels, unfit};
use crate::diag::Diagnostic;
use zune_jpeg::JpegDecoder;
use zune_jpeg::zune_core::bytestream::ZCursor;
use zune_jpeg::zune_core::colorspace::ColorSpace;
use zune_jpeg::zune_core::options::DecoderOptions;

/// The longest side in pixels that the PDF writer takes.
const LONGEST: usize = 16_384;

/// How every JPEG begins: start of image, and the marker that follows.
pub(super) const SIGNATURE: &[u8] = b"\xff\xd8\xff";

/// Decodes the picture; the size is by the density that it names.
pub(super) fn read(data: &[u8]) -> Result<Size, Diagnostic> {
    let options = DecoderOptions::new_safe().set_strict_mode(true).set_max_width(65_535).set_max_height(65_535);
    let mut decoder = JpegDecoder::new_with_options(ZCursor::new(data), options);
    decoder.decode_headers().map_err(|error| broken(&error.to_string()))?;
    let (width, height) = decoder.dimensions().unwrap_or_default();
    if width.max(height) > LONGEST {
        let fault = unfit(&format!("it is {width} by {height} pixels, and no side may have more than {LONGEST}"));
        return Err(fault.help("make it smaller"));
    }
    let (width, height) = (pixels(width), pixels(height));
    check_pixels(width, height)?;
    match decoder.input_colorspace() {
        Some(ColorSpace::YCbCr | ColorSpace::RGB | ColorSpace::Luma) => {}
        Some(ColorSpace::CMYK | ColorSpace::YCCK) => {
            let help = "save it in RGB: screens show no other, and the PDF names no press to print it on";
            return Err(unfit("its colours are CMYK").help(help));
        }
        _ => return Err(unfit("its colours are of no known kind").help("save it in RGB")),
    }
    decoder.decode().map_err(|error| broken(&error.to_string()))?;
    if orientation(decoder.exif().map_or(&[], |exif| exif.as_slice())) > 1 {
        let help = "turn it upright in an image editor and save it so: a PDF does not know the turn";
        return Err(unfit("it lies on its side, and only its EXIF data say so").help(help));
    }
    let (x, y) = density(data).unwrap_or((RESOLUTION, RESOLUTION));
    Ok((x.length(width), y.length(height)))
}

fn pixels(count: usize) -> u32 {
    count.min(MOST_PIXELS as usize) as u32
}

/// The resolution across and down, from the JFIF segment (T.871, 10.1).
fn density(data: &[u8]) -> Option<(Resolution, Resolution)> {
    let segment = data.get(2..20)?.strip_prefix(b"\xff\xe0")?;
    let [.., unit, x1, x2, y1, y2, _, _] = segment.get(2..)?.strip_prefix(b"JFIF\0")? else { return None };
    let read = |high: &u8, low: &u8| u32::from(u16::from_be_bytes([*high, *low]));
    let (x, y) = (read(x1, x2), read(y1, y2));
    match unit {
        _ if x == 0 || y == 0 => None,
        1 => Some((Resolution::Inch(x), Resolution::Inch(y))),
        // to the centimetre
        2 => Some((Resolution::Metre(x * 100), Resolution::Metre(y * 100))),
        _ => None,
    }
}

/// How the picture is turned (Exif 2.32, tag 0x0112): 1 if it is upright or nothing is said.
fn orientation(exif: &[u8]) -> u16 {
    find_orientation(exif.strip_prefix(b"Exif\0\0").unwrap_or(exif)).unwrap_or(1)
}

fn find_orientation(tiff: &[u8]) -> Option<u16> {
    let little = match tiff.get(..2)? {
        b"II" => true,
        b"MM" => false,
        _ => return None,
    };
    let number = |at: usize, length: usize| {
        let bytes = tiff.get(at..at.checked_add(length)?)?;
        let add = |sum: usize, byte: &u8| sum << 8 | usize::from(*byte);
        Some(if little { bytes.iter().rev().fold(0, add) } else { bytes.iter().fold(0, add) })
    };
    let first = number(4, 4)?;
    let entries = number(first, 2)?;
    let entry = (0..entries).map(|n| first + 2 + 12 * n).find(|at| number(*at, 2) == Some(0x0112))?;
    u16::try_from(number(entry + 8, 2)?).ok()
}

#[cfg(test)]
mod tests {
    use super::orientation;

    #[test]
    fn the_turn_is_read_from_either_byte_order() {
        let little = b"II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x06\0\0\0";
        let big = b"Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x03\0\0";
        assert_eq!((orientation(little), orientation(big)), (6, 3));
        assert_eq!((orientation(b"II*\0\xff\xff\xff\xff"), orientation(b"")), (1, 1));
    }
}
