//! The OCF ZIP container (EPUB 3.3 §4.2): `mimetype` first and stored, every entry dated
//! 1980-01-01, in the order given, so that the same package gives the same bytes.
//!
//! Knows names and bytes; nothing of what they mean.

use crate::diag::Diagnostic;
use std::io::{Cursor, Write};
use zip::result::ZipResult;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, System, ZipWriter};

/// A file of the package: its path in the container and its bytes.
pub(crate) struct ZipEntry {
    /// The path from the container's root.
    pub(crate) path: String,
    /// The content.
    pub(crate) data: Vec<u8>,
}

impl ZipEntry {
    /// A file.
    pub(crate) fn new(path: impl Into<String>, data: impl Into<Vec<u8>>) -> Self {
        Self { path: path.into(), data: data.into() }
    }
}

/// Deflate's level: text comes out 4 % larger than at the best and is packed in a third of the time.
const LEVEL: i64 = 4;

/// Packs `mimetype` and the entries.
pub(crate) fn pack(entries: &[ZipEntry]) -> Result<Vec<u8>, Diagnostic> {
    try_pack(entries).map_err(|e| Diagnostic::error("epub-package", format!("the EPUB cannot be packed: {e}")))
}

fn try_pack(entries: &[ZipEntry]) -> ZipResult<Vec<u8>> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let options =
        SimpleFileOptions::DEFAULT.last_modified_time(DateTime::DEFAULT).system(System::Unix).unix_permissions(0o644);
    let stored = options.compression_method(CompressionMethod::Stored);
    let deflated = options.compression_method(CompressionMethod::Deflated).compression_level(Some(LEVEL));
    writer.start_file("mimetype", stored)?;
    writer.write_all(b"application/epub+zip")?;
    for entry in entries {
        let packed = entry.path.ends_with(".png");
        writer.start_file(entry.path.as_str(), if packed { stored } else { deflated })?;
        writer.write_all(&entry.data)?;
    }
    Ok(writer.finish()?.into_inner())
}
