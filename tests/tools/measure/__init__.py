"""What `glyphs` and `lines` share: reading a finished PDF, its lines, and figures about them."""
