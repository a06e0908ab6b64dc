//! Figures: a paragraph that begins with an image, the rest of it the caption.
//!
//! `![What it shows](picture.png){#anchor width=60%} The *caption*.` Knows paths as they are
//! written; the files are for who reads files.

use crate::diag::Diagnostic;
use crate::model::figure::{Figure, FigureId};
use crate::model::target::decoded;
use crate::model::text::{BlockKind, GroupKind};
use crate::read::markdown::open::{Description, Legend};
use crate::read::markdown::punctuation::Punctuation;
use crate::read::markdown::walk::Walk;
use pulldown_cmark::{Event, Tag, TagEnd};
use std::ops::Range;

/// What stands in braces behind an image.
#[derive(Default)]
struct Attributes {
    anchor: Option<String>,
    width: Option<u8>,
    decorative: bool,
    /// What it shows, where the words in the brackets are its caption.
    shows: Option<String>,
}

impl Attributes {
    /// What the picture shows, and its caption, of the words in its brackets: pandoc and Quarto have the caption there
    /// of what they number (`{#fig-map}`) or describe in another place (`{alt="…"}`).
    fn described(&self, words: String) -> (String, String) {
        let numbered = self.anchor.as_ref().is_some_and(|id| ["fig-", "fig:"].iter().any(|sign| id.starts_with(sign)));
        match &self.shows {
            Some(shows) => (shows.clone(), if words.trim() == shows { String::new() } else { words }),
            None if numbered => (words.clone(), words),
            None => (words, String::new()),
        }
    }
}

impl Walk<'_> {
    /// Whether an image that begins here is a figure: nothing stands before it in its paragraph.
    pub(super) fn begins_figure(&mut self) -> bool {
        let alone = self.figures.is_some() && self.frames.len() == 1;
        let frame = self.frame();
        alone && frame.may_be_figure && frame.open.is_empty() && frame.builder.block_so_far().is_empty()
    }

    /// Opens a figure; its picture follows when its description has been read.
    pub(super) fn start_figure(&mut self, path: &str, title: &str, range: Range<usize>) {
        self.end_figure();
        self.close_block();
        let frame = self.frame();
        frame.may_be_figure = true;
        frame.builder.open_group(GroupKind::Figure);
        // behind it Obsidian says what it shows of a drawing
        let path = decoded(path.split('#').next().unwrap_or_default());
        let title = title.to_owned();
        frame.description = Some(Description { path, title, range, words: String::new(), depth: 0 });
    }

    /// A figure of a tag of HTML, which says at once what it shows.
    pub(super) fn html_figure(&mut self, path: &str, words: &str, range: Range<usize>) {
        let end = range.end;
        self.start_figure(path, "", range);
        if let Some(description) = &mut self.frame().description {
            description.words.push_str(words);
        }
        self.picture(end);
    }

    /// Takes what stands in the brackets of an image as words.
    pub(super) fn describe(&mut self, event: Event<'_>, range: Range<usize>) {
        let Some(description) = &mut self.frame().description else { return };
        match event {
            Event::Text(words) | Event::Code(words) => description.words.push_str(&words),
            Event::SoftBreak | Event::HardBreak => description.words.push(' '),
            Event::Start(Tag::Image { .. }) => description.depth += 1,
            Event::End(TagEnd::Image) if description.depth > 0 => description.depth -= 1,
            Event::End(TagEnd::Image) => self.picture(range.end),
            _ => {}
        }
    }

    /// Puts the picture into the text and opens its caption. The image ends before byte `end`.
    fn picture(&mut self, end: usize) {
        let Some(Description { path, mut title, range, words, .. }) = self.frame().description.take() else { return };
        let (attributes, from) = self.attributes(end);
        let (words, caption) = attributes.described(words);
        if title.trim().is_empty() {
            title = caption;
        }
        let mut alternative = if attributes.decorative { String::new() } else { words.trim().to_owned() };
        let span = self.span(range.clone());
        // a number is how wide Obsidian shows it
        let sized = !alternative.is_empty() && alternative.chars().all(|c| c.is_ascii_digit() || c == 'x');
        if (sized || alternative.is_empty()) && !attributes.decorative {
            alternative = named(&path).to_owned();
            let message = format!("the picture has no description: its file’s name, “{alternative}”, stands for it");
            let warning = Diagnostic::warning("missing-alternative", message).at(span.clone());
            let help = "say in the brackets what it shows, for who does not see it; an ornament is `{.decorative}`";
            self.diagnostics.push(warning.help(help));
        }
        let figure = Figure { path, alternative, width: attributes.width, span: Some(span), picture: None };
        let Some(figures) = &mut self.figures else { return };
        figures.push(figure);
        let id = FigureId(figures.len() as u32 - 1);
        let frame = self.frame();
        frame.builder.open_block(BlockKind::Picture(id), attributes.anchor);
        frame.builder.keep_empty();
        frame.builder.open_block(BlockKind::Caption, None);
        frame.punctuation = Punctuation::default();
        frame.legend = Some(Legend { title, range, from });
    }

    /// Closes the open figure, if there is one.
    pub(super) fn end_figure(&mut self) {
        self.frame().may_be_figure = false;
        let Some(Legend { title, range, .. }) = self.frame().legend.take() else { return };
        if !title.trim().is_empty() {
            if self.frame().builder.block_so_far().is_empty() {
                let title = title.trim();
                let at = self.source[range.clone()].rfind(title).map(|at| range.start + at);
                match at {
                    // it may lead to other figures
                    Some(at) => self.spread(title, at..at + title.len()),
                    None => self.characters(title, range),
                }
            } else {
                let span = self.span(range);
                let warning = Diagnostic::warning("two-captions", "the picture has a title and a caption").at(span);
                self.diagnostics.push(warning.help("the title is left out; keep one of the two"));
            }
        }
        self.close_block();
        self.frame().builder.close_group();
    }

    /// Whether the next character would be the first of a caption.
    pub(super) fn heads_caption(&mut self) -> bool {
        let frame = self.frame();
        frame.legend.is_some() && frame.builder.block_so_far().is_empty()
    }

    /// How many bytes of `text`, which stands at `range`, come before the caption: the attributes,
    /// and the space after them.
    pub(super) fn before_caption(&mut self, text: &str, range: &Range<usize>) -> usize {
        let at_head = self.heads_caption();
        let Some(Legend { from, .. }) = &self.frame().legend else { return 0 };
        let cut = from.saturating_sub(range.start).min(text.len());
        let cut = text.floor_char_boundary(cut);
        let rest = &text[cut..];
        cut + if at_head { rest.len() - rest.trim_start().len() } else { 0 }
    }

    /// Reads `{#anchor width=60% .decorative}` at byte `at`, and where it ends.
    fn attributes(&mut self, at: usize) -> (Attributes, usize) {
        let mut found = Attributes::default();
        let rest = &self.source[at..];
        let Some(end) = braces(rest) else { return (found, at) };
        let mut from = at + 1;
        let (mut quoted, mut before) = (None, ' ');
        let parts = rest[1..=end].split(|c: char| {
            match quoted {
                Some(quote) if quote == c && before != '\\' => quoted = None,
                // an apostrophe opens nothing
                None if before == '=' && matches!(c, '"' | '\'') => quoted = Some(c),
                _ => {}
            }
            before = c;
            c.is_ascii_whitespace() && quoted.is_none()
        });
        for word in parts.collect::<Vec<_>>() {
            let word = word.strip_suffix('}').unwrap_or(word);
            let range = from..from + word.len();
            from = range.end + 1;
            let shows = ["alt=", "fig-alt="].iter().find_map(|key| word.strip_prefix(key));
            let width = word.strip_prefix("width=").and_then(|w| w.trim_matches('"').strip_suffix('%'));
            let width = width.and_then(|w| w.parse().ok()).filter(|w| (1..=100).contains(w));
            match (word, word.strip_prefix('#')) {
                ("" | ":", _) => {}
                _ if shows.is_some() => {
                    let bare = |words: &str| words.trim_matches(['"', '\'']).replace('\\', "");
                    let words = shows.map(|words| bare(words).split_whitespace().collect::<Vec<_>>().join(" "));
                    found.decorative |= words.as_deref() == Some("");
                    found.shows = words;
                }
                (".decorative", _) => found.decorative = true,
                (_, Some(id)) => found.anchor = self.anchor(id, range),
                _ if width.is_some() => found.width = width,
                _ => self.no_attribute(word, range),
            }
        }
        (found, at + end + 1)
    }

    fn no_attribute(&mut self, word: &str, range: Range<usize>) {
        // what other programs say of a picture's looks is none of our mistakes
        let measured = |value: &str| value.trim_matches('"').ends_with(|c: char| c.is_alphabetic());
        let foreign =
            word.starts_with('.') || word.split_once('=').is_some_and(|(key, value)| key != "width" || measured(value));
        let message = format!("`{word}` says nothing of a picture");
        let error = match foreign {
            true => Diagnostic::warning("picture-attribute", message),
            false => Diagnostic::error("picture-attribute", message),
        };
        let help = "understood are `#anchor`, `width=60%` (of the text's width, 1 to 100) and `.decorative`";
        self.diagnostics.push(error.at(self.span(range)).help(help));
    }

    /// The warning for an image that is no figure.
    pub(super) fn no_figure(&mut self, range: Range<usize>) {
        let help = "its description stands in its place; a figure begins a paragraph of a text or headnote";
        self.grouped("no-figure", "a picture cannot stand here", help, range);
    }
}

/// Where the braces end with which `text` begins, in its paragraph: a brace in quotes ends none.
fn braces(text: &str) -> Option<usize> {
    let text = &text[..text.find("\n\n").unwrap_or(text.len())];
    let mut quoted = None;
    text.strip_prefix('{')?;
    let end = text.char_indices().find(|(at, c)| {
        match quoted {
            Some(quote) if quote == *c && !text[..*at].ends_with('\\') => quoted = None,
            // an apostrophe opens nothing
            None if matches!(c, '"' | '\'') && text[..*at].ends_with('=') => quoted = Some(*c),
            _ => {}
        }
        *c == '}' && quoted.is_none()
    });
    let line = text.lines().next().and_then(|line| line.find('}'));
    end.map(|(at, _)| at).or(line)
}

/// The name of a picture's file without its folder and ending.
fn named(path: &str) -> &str {
    let file = path.rsplit('/').next().unwrap_or(path);
    file.rsplit_once('.').map_or(file, |(stem, _)| stem)
}
