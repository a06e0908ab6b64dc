//! Notes, anchors and references.
