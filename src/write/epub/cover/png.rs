//! PNG with a ramp of sixteen tones between two colours (PNG Specification, third edition, §11).
//!
//! Knows tones and colours; nothing of what is drawn.

use crate::write::epub::cover::raster::Canvas;
use flate2::write::ZlibEncoder;
use flate2::{Compression, Crc};
use std::io::Write;

/// A colour: red, green, blue.
pub(crate) type Colour = [u8; 3];

/// Encodes a canvas: its ground and its paper in the colours given.
pub(crate) fn encode(canvas: &Canvas, ground: Colour, paper: Colour) -> Vec<u8> {
    let mut png = b"\x89PNG\r\n\x1a\n".to_vec();
    let mut header = Vec::with_capacity(13);
    header.extend((canvas.width as u32).to_be_bytes());
    header.extend((canvas.height as u32).to_be_bytes());
    // Four bits a pixel, colours from the palette, the usual compression, filter and order.
    header.extend([4, 3, 0, 0, 0]);
    chunk(&mut png, b"IHDR", &header);
    let palette: Vec<u8> = (0..16).flat_map(|tone| mix(ground, paper, tone)).collect();
    chunk(&mut png, b"PLTE", &palette);
    chunk(&mut png, b"IDAT", &rows(canvas));
    chunk(&mut png, b"IEND", &[]);
    png
}

fn mix(ground: Colour, paper: Colour, tone: u32) -> Colour {
    let channel = |i: usize| ((u32::from(ground[i]) * (15 - tone) + u32::from(paper[i]) * tone + 7) / 15) as u8;
    [channel(0), channel(1), channel(2)]
}

/// The rows, each after its filter's number (none), two pixels to a byte.
fn rows(canvas: &Canvas) -> Vec<u8> {
    let mut raw = Vec::with_capacity(canvas.height * (canvas.width / 2 + 2));
    for row in canvas.tones.chunks(canvas.width) {
        raw.push(0);
        raw.extend(row.chunks(2).map(|pair| (pair[0] & 0xf0) | (pair.get(1).copied().unwrap_or(0) >> 4)));
    }
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::new(4));
    encoder.write_all(&raw).and_then(|()| encoder.finish()).expect("writing to memory")
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
