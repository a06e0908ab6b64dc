//! PNG (PNG Specification, third edition).

use super::{RESOLUTION, Resolution, Size, broken, check_pixels};
use crate::diag::Diagnostic;
use png::{Decoder, Transformations, Unit};
use std::io::Cursor;

/// How every PNG begins (§5.2).
pub(super) const SIGNATURE: &[u8] = b"\x89PNG\r\n\x1a\n";

/// Reads every row; the size is by `pHYs` where that knows metres (§11.3.4.3).
pub(super) fn read(data: &[u8]) -> Result<Size, Diagnostic> {
    let fault = |error: png::DecodingError| broken(&error.to_string());
    let mut decoder = Decoder::new(Cursor::new(data));
    let header = decoder.read_header_info().map_err(fault)?;
    check_pixels(header.width, header.height)?;
    decoder.set_transformations(Transformations::EXPAND);
    let mut reader = decoder.read_info().map_err(fault)?;
    let (width, height) = (reader.info().width, reader.info().height);
    let known = reader.info().pixel_dims.filter(|dims| dims.unit == Unit::Meter && dims.xppu > 0 && dims.yppu > 0);
    while reader.next_row().map_err(fault)?.is_some() {}
    reader.finish().map_err(fault)?;
    let (x, y) = known.map_or((RESOLUTION, RESOLUTION), |d| (Resolution::Metre(d.xppu), Resolution::Metre(d.yppu)));
    Ok((x.length(width), y.length(height)))
}
