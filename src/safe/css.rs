//! CSS (CSS Syntax Module 3): rules, functions and addresses, after escapes.

use super::names::css::{AT_RULES, FUNCTIONS};
use super::{Fault, is_inside, quoted};
use cssparser::{ParseError, Parser, Token};

/// How deep blocks may nest: no style sheet comes near it, and every level is one of the stack.
const DEEPEST: usize = 64;

/// Holds a style sheet, or the value of a `style` attribute, against what is allowed: the first that is not.
pub fn check(css: &str) -> Result<(), Fault> {
    let mut walk = Walk { fault: None, end: css.len() + 1, ended: false };
    // What is still open at the end swallows what stands behind it, as in the book, where rules of ours do.
    walk.block(&mut Parser::new(&format!("{css}\n{END}")), Block { at: 0, depth: 0, within: Within::Rules });
    if !walk.ended {
        let at = css.rfind("/*").or(css.rfind(['"', '\''])).unwrap_or(0);
        walk.refuse(at, "something that does not end".into(), "close it: a comment with `*/`");
    }
    walk.fault.map_or(Ok(()), Err)
}

/// What stands behind a style sheet to see whether all of it has ended.
const END: &str = "edition-end";

/// What a block is the argument of.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Within {
    /// Rules and declarations, and functions whose strings are strings.
    Rules,
    /// `url(…)`, whose string is an address.
    Address,
}

/// A block, or what a function is given.
#[derive(Clone, Copy)]
struct Block {
    /// The byte at which it opens.
    at: usize,
    depth: usize,
    within: Within,
}

struct Walk {
    fault: Option<Fault>,
    /// The byte at which [`END`] stands.
    end: usize,
    /// Whether it was met.
    ended: bool,
}

impl Walk {
    fn block(&mut self, parser: &mut Parser<'_>, Block { at: opened, depth, within }: Block) {
        // `@namespace` names an address and fetches nothing.
        let mut names = false;
        // The last rule that begins with `@`, as long as its block has not begun.
        let mut rule: Option<(usize, String)> = None;
        // The last identifier, for what a colon makes of it.
        let mut last: Option<(usize, String)> = None;
        while self.fault.is_none() {
            parser.skip_whitespace();
            let at = parser.position().byte_index();
            let Ok(token) = parser.next().cloned() else { return };
            if at == self.end {
                self.ended = true;
                if depth > 0 {
                    self.refuse(opened, "a block that does not end".into(), "close it with the bracket that it wants");
                }
                return;
            }
            let ident = if let Token::Ident(name) = &token { Some((at, name.to_ascii_lowercase())) } else { None };
            let inner = match &token {
                Token::AtKeyword(name) => {
                    let name = name.to_ascii_lowercase();
                    names = name == "namespace";
                    self.at_rule(at, &name);
                    if name == "charset" {
                        self.charset(at, parser);
                    }
                    rule = Some((at, name));
                    None
                }
                Token::Semicolon => {
                    (names, rule) = (false, None);
                    None
                }
                Token::CloseCurlyBracket | Token::CloseParenthesis | Token::CloseSquareBracket => {
                    self.refuse(at, "a bracket that closes nothing".into(), "take it out, or open it before");
                    None
                }
                Token::UnquotedUrl(address) if !names => {
                    self.address(at, address);
                    None
                }
                Token::QuotedString(address) if within == Within::Address => {
                    self.address(at, address);
                    None
                }
                Token::BadUrl(text) | Token::BadString(text) => {
                    self.refuse(at, format!("a string that does not end: `{}`", quoted(text)), "close it");
                    None
                }
                Token::Colon => {
                    last.iter().for_each(|(at, name)| self.property(*at, name));
                    None
                }
                Token::Function(name) if name.eq_ignore_ascii_case("url") => {
                    Some(if names { Within::Rules } else { Within::Address })
                }
                Token::Function(name) => {
                    self.function(at, name);
                    Some(Within::Rules)
                }
                Token::ParenthesisBlock | Token::SquareBracketBlock | Token::CurlyBracketBlock => Some(Within::Rules),
                _ => None,
            };
            last = ident;
            let Some(inner) = inner else { continue };
            if depth == DEEPEST {
                self.refuse(at, format!("a block within {DEEPEST} others"), "write it without so many brackets");
                return;
            }
            let face = rule.take_if(|_| token == Token::CurlyBracketBlock).filter(|(_, name)| name == "font-face");
            let _ = parser.parse_nested_block(|parser| {
                if let Some((at, _)) = face.filter(|_| parser.is_exhausted()) {
                    self.refuse(at, "an `@font-face` that names no font".into(), "take it out, or say which it is");
                }
                self.block(parser, Block { at, depth: depth + 1, within: inner });
                Ok::<(), ParseError<()>>(())
            });
        }
    }

    fn at_rule(&mut self, at: usize, name: &str) {
        let plain = unprefixed(name);
        if name == "import" {
            self.refuse(at, "an `@import`".into(), "write the rules of the other sheet into this one");
        } else if !AT_RULES.contains(&plain) {
            let help = "take it out: a book’s style sheet may have @font-face, @media, @page, @supports and the like";
            self.refuse(at, format!("an `@{}`", quoted(name)), help);
        }
    }

    /// The characters of a sheet are said at its very beginning or not at all, and they are those of UTF-8.
    fn charset(&mut self, at: usize, parser: &mut Parser<'_>) {
        let is_first = at == 0;
        let named = parser.try_parse(|parser| parser.expect_string().map(|name| name.eq_ignore_ascii_case("utf-8")));
        if !is_first || !named.is_ok_and(|is_utf_8| is_utf_8) {
            let help = "take it out: a style sheet is read as UTF-8";
            self.refuse(at, "an `@charset` that is not `@charset \"utf-8\";` at its very beginning".into(), help);
        }
    }

    fn function(&mut self, at: usize, name: &str) {
        let lower = name.to_ascii_lowercase();
        if !FUNCTIONS.contains(&unprefixed(&lower)) {
            let help = "take it out: only functions that compute a value from what is in the sheet are taken";
            self.refuse(at, format!("a function `{}(…)`", quoted(name)), help);
        }
    }

    fn property(&mut self, at: usize, name: &str) {
        let plain = unprefixed(name);
        if matches!(plain, "direction" | "unicode-bidi") {
            let what = format!("a property `{}`, which no EPUB may have in a style sheet", quoted(name));
            let help = "take it out: which way words run the text says by its language; in a drawing write it as an \
                        attribute";
            self.refuse(at, what, help);
        }
        if plain == "behavior" || name.ends_with("-binding") {
            self.refuse(at, format!("a property `{}`, which runs a program", quoted(name)), "take it out");
        }
    }

    fn address(&mut self, at: usize, address: &str) {
        if !is_inside(address) {
            let help = "a style sheet may not lead out of itself: put a picture in as `url(\"data:image/png;base64,…\")`; \
                        fonts are named in fonts.toml";
            self.refuse(at, format!("an address of another file, `{}`", quoted(address)), help);
        }
    }

    fn refuse(&mut self, at: usize, what: String, help: &'static str) {
        self.fault.get_or_insert(Fault { at, what, help });
    }
}

/// A name without the prefix of a browser's maker.
fn unprefixed(name: &str) -> &str {
    let prefixes = ["-webkit-", "-moz-", "-ms-", "-o-", "-epub-"];
    prefixes.iter().find_map(|prefix| name.strip_prefix(prefix)).unwrap_or(name)
}

#[cfg(test)]
mod tests {
    use super::check;

    #[test]
    fn what_a_book_needs_passes() {
        for css in [
            "p { margin: calc(1em + 2px) 0; color: rgb(0 0 0 / 50%) }",
            "@namespace epub url(http://www.idpf.org/2007/ops); [epub|type~='note'] { font-size: .8em }",
            "@media (min-width: 20em) { p:not(.a):nth-child(2n + 1)::before { content: '\\201c' counter(x) } }",
            "p { background: url(data:image/png;base64,AAAA) } q { fill: url(#a) }",
            "@page :left { margin: 1cm; @bottom-left { content: counter(page) } }",
            "/* @import 'x' */ p { content: 'url(http://x.org)' }",
            "@charset \"UTF-8\"; @font-face { font-family: x } .direction { transition: direction 1s }",
            "",
            "fill: red",
        ] {
            assert_eq!(check(css), Ok(()), "{css}");
        }
    }

    #[test]
    fn whatever_leads_out_is_found() {
        for css in [
            "@import 'x.css';",
            "@IMPORT url(x.css);",
            "@\\69mport 'x.css';",
            "p { background: url(http://x.org/a.png) }",
            "p { background: URL( 'a.png' ) }",
            "p { background: u\\72l(a.png) }",
            "p { background: u\\72l('//x.org/a') }",
            "p { background: -webkit-image-set('a.png' 1x) }",
            "p { background: image-set(\"http://x.org\" 1x) }",
            "p { width: expression(alert(1)) }",
            "p { behavior: none }",
            "p { -ms-behavior: none }",
            "p { -moz-binding: none }",
            "@media print { @supports (a: b) { p { src: url(\"a\" } } }",
            "p { background: url(data:image/svg+xml,<svg/>) }",
            "@document url(http://x.org) { p { color: red } }",
            &"(".repeat(100_000),
        ] {
            assert!(check(css).is_err(), "{}", &css[..css.len().min(80)]);
        }
    }

    #[test]
    fn what_no_epub_may_have_is_found_where_it_stands() {
        for (css, place) in [
            ("p { color: red", "{ color"),
            ("p { q { color: red }", "{ q"),
            ("p { color: rgb(1 2 3 }", "}"),
            ("p {} } q {}", "} q"),
            ("p { color: red) }", ") }"),
            ("p {} @charset \"utf-8\";", "@charset"),
            ("@charset \"utf-16\";", "@charset"),
            ("p {} @font-face { }", "@font-face"),
            ("p { direction: rtl }", "direction"),
            ("p { UNICODE-BIDI: embed }", "UNICODE"),
            ("p {} /* a note", "/*"),
        ] {
            let fault = check(css).expect_err(css);
            assert!(css[fault.at..].starts_with(place), "{css}: {fault:?}");
        }
    }

    #[test]
    fn a_fault_has_its_place() {
        let css = "p { color: red }\nq { cursor: url(x.cur) }";
        let fault = check(css).unwrap_err();
        assert!(css[fault.at..].starts_with("url(x"), "{fault:?}");
    }
}
