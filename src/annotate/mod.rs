//! Stage: hangs the stand-off apparatus on the text.
