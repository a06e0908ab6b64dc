//! A drawing in the place of a picture that is not there: what it would show, in words.

use super::read;
use crate::diag::Diagnostic;
use crate::model::figure::Picture;
use std::fmt::Write as _;

/// How many characters a line of it has at most.
const LONGEST: usize = 46;
/// Its width in pixels of CSS, the height of a line, and what is left free around the words.
const WIDTH: usize = 320;
const LINE: usize = 16;
const ROOM: usize = 14;

/// Draws `words` in a frame.
///
/// # Errors
/// Those of [`read`], which takes it for any other drawing.
pub fn absent(words: &str) -> Result<Picture, Diagnostic> {
    let lines = lines(words);
    let height = lines.len() * LINE + 2 * ROOM;
    let mut drawing = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{WIDTH}\" height=\"{height}\">\
         <rect x=\"1\" y=\"1\" width=\"{}\" height=\"{}\" fill=\"none\" stroke=\"#888888\"/>",
        WIDTH - 2,
        height - 2
    );
    for (index, line) in lines.iter().enumerate() {
        let line = line.replace('&', "&amp;").replace('<', "&lt;");
        let y = ROOM + LINE * index + LINE - 4;
        let _ = write!(
            drawing,
            "<text x=\"{}\" y=\"{y}\" font-family=\"serif\" font-size=\"12\" text-anchor=\"middle\">{line}</text>",
            WIDTH / 2
        );
    }
    drawing.push_str("</svg>");
    read(drawing.into_bytes())
}

fn lines(words: &str) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in words.split_whitespace() {
        let word: String = word.chars().filter(|c| !c.is_control()).collect();
        let last = lines.len() - 1;
        if !lines[last].is_empty() && lines[last].chars().count() + word.chars().count() >= LONGEST {
            lines.push(word);
        } else {
            let parted = if lines[last].is_empty() { "" } else { " " };
            let _ = write!(lines[last], "{parted}{word}");
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_stand_in_a_frame() {
        let picture =
            absent("A map of the bay & its <lights>, drawn from the tower in the year of the great storm").unwrap();
        let drawing = String::from_utf8_lossy(&picture.data);
        assert_eq!(drawing.matches("<text").count(), 2);
        assert!(drawing.contains("bay &amp; its &lt;lights>"));
        assert!(absent("").is_ok());
    }
}
