//! Writes the EPUB.
