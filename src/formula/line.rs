//! Simple formulae as a line of characters with letters above and below it: `x^2`, `a_1 \leq b`. What wants more than
//! a line (fractions, roots of more than a sign, matrices) is not simple.

use super::signs::{BETWEEN, sign, system};

/// How a piece of the line is set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Shape {
    /// In italic: a letter that stands for something.
    pub italic: bool,
    /// Bold.
    pub bold: bool,
    /// Above the line (1), below it (-1), or on it.
    pub shift: i8,
}

/// Characters that are set alike.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// The characters.
    pub characters: String,
    /// How they are set.
    pub shape: Shape,
}

/// The characters of a simple formula; `None` for one that is not.
pub fn line(tex: &str) -> Option<Vec<Piece>> {
    let mut line = Line { pieces: vec![] };
    line.read(tex.trim(), Shape::default())?;
    (!line.pieces.is_empty()).then_some(line.pieces)
}

struct Line {
    pieces: Vec<Piece>,
}

/// What a command, a brace or a character is, and the rest behind it.
fn token(text: &str) -> Option<(&str, &str)> {
    let first = text.chars().next()?;
    let end = match first {
        '\\' => {
            let letters = text[1..].find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(text.len() - 1);
            let one = text[1..].chars().next().map_or(0, char::len_utf8);
            1 + if letters == 0 { one } else { letters }
        }
        '{' => {
            let mut depth = 0;
            let close = text.char_indices().find(|(at, c)| {
                let counts = !text[..*at].ends_with('\\');
                depth += i32::from(*c == '{' && counts) - i32::from(*c == '}' && counts);
                depth == 0
            });
            close?.0 + 1
        }
        other => other.len_utf8(),
    };
    Some(text.split_at(end))
}

impl Line {
    fn read(&mut self, mut text: &str, shape: Shape) -> Option<()> {
        while let Some((token, rest)) = token(text) {
            text = rest;
            match token.chars().next()? {
                '^' | '_' if shape.shift == 0 => {
                    let (inner, rest) = self::token(text.trim_start())?;
                    text = rest;
                    let shift = if token == "^" { 1 } else { -1 };
                    self.group(inner, Shape { shift, ..shape })?;
                }
                '\\' => text = self.command(&token[1..], text, shape)?,
                '{' => self.group(token, shape)?,
                '\'' => self.put("′", shape),
                '-' => self.put("−", shape),
                '~' => self.put(" ", shape),
                c if c.is_whitespace() => {}
                '^' | '_' | '}' | '&' | '%' | '#' | '"' | '`' => return None,
                c if c.is_ascii() || c.is_alphanumeric() => self.put(token, shape),
                _ => return None,
            }
        }
        Some(())
    }

    fn group(&mut self, token: &str, shape: Shape) -> Option<()> {
        let inner = token.strip_prefix('{').and_then(|inner| inner.strip_suffix('}')).unwrap_or(token);
        self.read(inner, shape)
    }

    /// Writes a command; gives what stands behind it.
    fn command<'a>(&mut self, name: &str, text: &'a str, shape: Shape) -> Option<&'a str> {
        match name {
            "left" | "right" | "big" | "bigl" | "bigr" | "displaystyle" => Some(text),
            "text" | "mathrm" | "operatorname" | "textrm" => {
                let (words, rest) = token(text.trim_start())?;
                let words = words.strip_prefix('{')?.strip_suffix('}')?;
                (!words.contains(['\\', '$', '^', '_', '{'])).then(|| self.upright(words, shape))?;
                Some(rest)
            }
            "mathbf" | "boldsymbol" | "mathit" => {
                let (inner, rest) = token(text.trim_start())?;
                self.group(inner, Shape { bold: name != "mathit", ..shape })?;
                Some(rest)
            }
            "mathbb" => {
                let (letter, rest) = token(text.trim_start())?;
                self.upright(system(letter.trim_matches(['{', '}']))?, shape);
                Some(rest)
            }
            "sqrt" => {
                let (inner, rest) = token(text.trim_start())?;
                let short = inner.trim_matches(['{', '}']).chars().count() == 1;
                short.then(|| self.put("√", shape))?;
                self.group(inner, shape)?;
                Some(rest)
            }
            _ => {
                let found = sign(name)?;
                if found.len() > 2 && found.chars().all(|c| c.is_ascii_alphabetic()) {
                    self.upright(found, shape);
                    // a name stands apart from what it is of
                    let joined = text.trim_start().starts_with(['(', '^', '_', '{', ')']) || text.trim().is_empty();
                    self.put(if joined { "" } else { "\u{202f}" }, shape);
                } else {
                    self.put(found, shape);
                }
                Some(text)
            }
        }
    }

    fn put(&mut self, characters: &str, shape: Shape) {
        let latin = characters.chars().all(|c| c.is_alphabetic() && !c.is_uppercase() || c.is_ascii_alphabetic());
        let spaced = shape.shift == 0 && BETWEEN.contains(characters) && !characters.is_empty();
        let first = self.pieces.last().is_none_or(|piece| piece.characters.ends_with(['(', ' ', '[', ',']));
        match spaced && !first {
            true => self.upright(&format!("\u{a0}{characters} "), shape),
            false if characters == "," => self.upright(if shape.shift == 0 { ", " } else { "," }, shape),
            false => self.add(characters, Shape { italic: latin && !characters.is_empty() && !shape.bold, ..shape }),
        }
    }

    fn upright(&mut self, characters: &str, shape: Shape) {
        self.add(characters, Shape { italic: false, ..shape });
    }

    fn add(&mut self, characters: &str, shape: Shape) {
        match self.pieces.last_mut().filter(|last| last.shape == shape) {
            Some(last) => last.characters.push_str(characters),
            None if characters.is_empty() => {}
            None => self.pieces.push(Piece { characters: characters.to_owned(), shape }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(tex: &str) -> Option<String> {
        let piece = |piece: Piece| match piece.shape {
            Shape { shift: 1, .. } => format!("^{}^", piece.characters),
            Shape { shift: -1, .. } => format!("~{}~", piece.characters),
            Shape { italic: true, .. } => format!("*{}*", piece.characters),
            Shape { bold: true, .. } => format!("**{}**", piece.characters),
            _ => piece.characters,
        };
        line(tex).map(|pieces| pieces.into_iter().map(piece).collect::<String>().replace('\u{a0}', " "))
    }

    #[test]
    fn simple_formulae_are_lines() {
        assert_eq!(shown("E = mc^2").as_deref(), Some("*E* = *mc*^2^"));
        assert_eq!(shown("a_1 \\leq b_{i,j}").as_deref(), Some("*a*~1~ ≤ *b*~i~~,~~j~"));
        assert_eq!(shown("\\alpha\\to\\Omega").as_deref(), Some("*α* → Ω"));
        assert_eq!(shown("f(x) = -x").as_deref(), Some("*f*(*x*) = −*x*"));
        assert_eq!(shown("\\mathbf{v}").as_deref(), Some("**v**"));
        assert_eq!(shown("\\log n").as_deref(), Some("log\u{202f}*n*"));
        for none in ["\\frac{1}{2}", "x^{a^b}", "\\unknown", "{", "\\sqrt{a+b}", "a & b", ""] {
            assert_eq!(shown(none), None, "{none}");
        }
    }
}
