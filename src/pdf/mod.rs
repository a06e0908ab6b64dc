//! Writes the PDF.
