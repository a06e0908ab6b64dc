//! What transcribers put around a stretch of the print: `/*` and `*/` for lines that stay as they are, `/#` and `#/` for a
//! quotation, each alone on its line. A comment of a program begins so, too: a text has fences only where those that open
//! and those that close are about as many.

use crate::read::plain::lines::Line;

/// The signs that stand between the strokes of a fence.
const SIGNS: &[u8] = b"*#$PQFCRL";

/// How many fences of one sign show that a transcriber has set them.
const MARKED: usize = 3;

/// The signs of a text's fences.
#[derive(Clone, Debug, Default)]
pub(super) struct Fences(Vec<u8>);

impl Fences {
    /// Those of a text in lines.
    pub(super) fn of(text: &str, lines: &[Line]) -> Self {
        let mut times = [(0usize, 0usize); SIGNS.len()];
        for line in lines.iter().filter(|line| line.indent == 0) {
            let Some((sign, opens)) = fence(&text[line.range.clone()]) else { continue };
            let Some(at) = SIGNS.iter().position(|known| *known == sign) else { continue };
            if opens { times[at].0 += 1 } else { times[at].1 += 1 }
        }
        let paired = |(opened, closed): (usize, usize)| {
            let (less, more) = (opened.min(closed), opened.max(closed));
            less > 0 && less * 4 >= more * 3
        };
        // of a transcriber's fences one may be lost
        let marked = times.iter().any(|times| times.0 >= MARKED && paired(*times));
        Self(SIGNS.iter().zip(times).filter(|(_, times)| marked || paired(*times)).map(|(sign, _)| *sign).collect())
    }

    /// Whether a line begins or ends a stretch.
    pub(super) fn has(&self, text: &str) -> bool {
        fence(text).is_some_and(|(sign, _)| self.0.contains(&sign))
    }
}

/// The sign of what may be a fence, and whether it opens.
fn fence(text: &str) -> Option<(u8, bool)> {
    match text.as_bytes() {
        [b'/', sign] => Some((*sign, true)),
        [sign, b'/'] => Some((*sign, false)),
        _ => None,
    }
}
