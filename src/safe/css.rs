//! CSS (CSS Syntax Module 3): rules, functions and addresses, after escapes.

use super::names::css::{AT_RULES, FUNCTIONS};
use super::{Fault, is_inside, quoted};
use cssparser::{ParseError, Parser, Token};

/// How deep blocks may nest: no style sheet comes near it, and every level is one of the stack.
const DEEPEST: usize = 64;

/// Holds a style sheet, or the value of a `style` attribute, against what is allowed: the first that is not.
pub fn check(css: &str) -> Result<(), Fault> {
    let mut walk = Walk { fault: None };
    walk.block(&mut Parser::new(css), 0, Within::Rules);
    walk.fault.map_or(Ok(()), Err)
}

/// What a block is the argument of.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Within {
    /// Rules and declarations, and functions whose strings are strings.
    Rules,
    /// `url(…)`, whose string is an address.
    Address,
}

struct Walk {
    fault: Option<Fault>,
}

impl Walk {
    fn block(&mut self, parser: &mut Parser<'_>, depth: usize, within: Within) {
        // `@namespace` names an address and fetches nothing.
        let mut names = false;
        // The last identifier, for what a colon makes of it.
        let mut last: Option<(usize, String)> = None;
        while self.fault.is_none() {
            parser.skip_whitespace();
            let at = parser.position().byte_index();
            let Ok(token) = parser.next().cloned() else { return };
            let ident = if let Token::Ident(name) = &token { Some((at, name.to_ascii_lowercase())) } else { None };
            let inner = match &token {
                Token::AtKeyword(name) => {
                    let name = name.to_ascii_lowercase();
                    names = name == "namespace";
                    self.at_rule(at, &name);
                    None
                }
                Token::Semicolon => {
                    names = false;
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
            let _ = parser.parse_nested_block(|parser| {
                self.block(parser, depth + 1, inner);
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

    fn function(&mut self, at: usize, name: &str) {
        let lower = name.to_ascii_lowercase();
        if !FUNCTIONS.contains(&unprefixed(&lower)) {
            let help = "take it out: only functions that compute a value from what is in the sheet are taken";
            self.refuse(at, format!("a function `{}(…)`", quoted(name)), help);
        }
    }

    fn property(&mut self, at: usize, name: &str) {
        if unprefixed(name) == "behavior" || name.ends_with("-binding") {
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
    fn a_fault_has_its_place() {
        let css = "p { color: red }\nq { cursor: url(x.cur) }";
        let fault = check(css).unwrap_err();
        assert!(css[fault.at..].starts_with("url(x"), "{fault:?}");
    }
}
