//! Blocks that need more than opening and closing: verse, headings with anchors, HTML, code.

use crate::diag::Diagnostic;
use crate::model::target::is_anchor;
use crate::model::text::{BlockKind, GroupKind};
use crate::read::markdown::dialect::{Attributes, Caption, Pending};
use crate::read::markdown::html::{Finding, words};
use crate::read::markdown::punctuation::Punctuation;
use crate::read::markdown::walk::Walk;
use crate::words::nearest::is_slip;
use pulldown_cmark::{CodeBlockKind, HeadingLevel};
use std::ops::Range;

/// Paragraphs that are no text but an order to a typesetter.
const PAGE_BREAKS: [&str; 4] = ["\\newpage", "\\pagebreak", "\\clearpage", "\\cleardoublepage"];
/// What makes a quotation an epigraph: its first line.
const EPIGRAPH: &str = "epigraph";

impl Walk<'_> {
    pub(super) fn start_paragraph(&mut self, index: usize, range: Range<usize>) {
        if let Some(caption) = self.captions.remove(&index) {
            return self.start_caption(caption, range);
        }
        if PAGE_BREAKS.contains(&self.source[range.clone()].trim()) {
            self.raw = range.clone();
            return self.unfollowed("where a page ends is for the tool to decide: `\\newpage` is left out", range);
        }
        self.content_block(range.clone());
        self.no_heading(range.clone());
        let start = if self.sign.contains(&range.start) { self.sign.end.min(range.end) } else { range.start };
        if self.is_verse(start..range.end) {
            self.close_block();
            self.shared_at_ends(start..range.end);
            let kind = self.stanza(range.start);
            self.frame().builder.open_group(kind);
            self.frame().verse = Some(true);
            self.frame().builder.open_block(BlockKind::Verse, None);
            self.frame().punctuation = Punctuation::default();
        } else {
            self.open_block(BlockKind::Paragraph, None);
            self.frame().may_be_figure = true;
            self.broken_verse(start..range.end);
            self.continued(start..range.end);
        }
    }

    /// A paragraph that is the path of a file, as iA Writer takes files in: it is printed.
    fn content_block(&mut self, range: Range<usize>) {
        let line = self.source[range.clone()].trim_end();
        let path = line.split([' ', '\n']).next().unwrap_or("");
        let title = line[path.len()..].trim();
        let quoted = title.is_empty() || title.starts_with(['"', '\'', '(']) && title.ends_with(['"', '\'', ')']);
        let ending = path.rsplit_once('.').map_or("", |(_, ending)| ending).to_ascii_lowercase();
        let known = ["png", "jpg", "jpeg", "svg", "gif", "md", "txt", "csv", "html", "tex"];
        if path.starts_with('/') && quoted && !title.contains('\n') && known.contains(&ending.as_str()) {
            let warning =
                Diagnostic::warning("content-block", format!("`{path}` is printed: no file is taken in here"));
            let help = format!("write `![what it shows]({})` for a picture", path.trim_start_matches('/'));
            self.diagnostics.push(warning.at(self.span(range.start..range.start + line.len())).help(help));
        }
    }

    /// A line that begins as a heading of older readers does, without a space behind its signs: it is printed.
    fn no_heading(&mut self, range: Range<usize>) {
        let line = self.source[range.clone()].lines().next().unwrap_or_default();
        let words = line.trim_start_matches('#');
        let signs = line.len() - words.len();
        if (2..=6).contains(&signs) && words.starts_with(char::is_alphanumeric) {
            let help = "put a space behind the signs: `## Words`; `\\#` is the sign itself";
            let place = range.start..range.start + line.trim_end().len();
            self.grouped("no-heading", "this is no heading: it is printed as it is written", help, place);
        }
    }

    /// A caption opens the group of the table that follows it.
    fn start_caption(&mut self, caption: Caption, range: Range<usize>) {
        self.close_block();
        self.frame().builder.open_group(GroupKind::Table(caption.columns));
        self.frame().captioned = true;
        let text = self.source[range.clone()].trim_end();
        let braces = text.rfind('{').and_then(|at| Some((at, Attributes::read(&text[at..])?)));
        // behind a bracket they say something of its words
        let braces = braces.filter(|(at, (_, length))| at + length == text.len() && !text[..*at].ends_with(']'));
        let anchor = braces.as_ref().and_then(|(_, (attributes, _))| attributes.id.clone());
        let anchor = anchor.and_then(|id| self.anchor(&id, range.clone()));
        let end = range.start + text.len();
        let kept = braces.map_or(end, |(at, _)| range.start + text[..at].trim_end().len());
        self.open_block(BlockKind::Caption, anchor);
        if kept < end {
            self.frame().pending.push(Pending { at: kept, length: end - kept, closes: false, made: "" });
        }
        let behind = &self.source[range.start + caption.sign..end];
        let spaces = behind.len() - behind.trim_start_matches(' ').len();
        self.sign = range.start..range.start + caption.sign + spaces;
    }

    /// A quotation; one whose first line is `[!epigraph]` is an epigraph.
    pub(super) fn start_quotation(&mut self, range: Range<usize>) {
        let mut kind = GroupKind::Quotation;
        if let Some((name, end)) = sign(&self.source[range.clone()]) {
            let end = range.start + end;
            let line = self.source[range.start..end].trim_end();
            let at = range.start + line.find('[').unwrap_or(0)..range.start + line.len();
            let sign = at.start..at.start + name.len() + "[!]".len();
            let lower = name.to_lowercase();
            if name == EPIGRAPH && sign.end == at.end {
                kind = GroupKind::Epigraph;
                self.sign = range.start..end;
            } else if name != EPIGRAPH && !is_slip(&lower, [EPIGRAPH]) {
                let fold = usize::from(self.source[sign.end..].starts_with(['+', '-']));
                let rest = &self.source[sign.end + fold..at.end.max(sign.end + fold)];
                let space = rest.len() - rest.trim_start().len();
                self.sign = range.start..if rest.trim().is_empty() { end } else { sign.end + fold + space };
                self.title_end = end;
                self.unfollowed(&format!("a callout is set as a quotation; `[!{lower}]` is not followed"), sign);
            } else if sign.end == at.end {
                let error = Diagnostic::error("unknown-quotation", format!("`[!{name}]` is no kind of quotation"));
                let help = "`[!epigraph]` makes a quotation an epigraph; `\\[!` are the characters themselves";
                self.diagnostics.push(error.at(self.span(at)).help(help));
            }
        }
        self.open_nested(kind, range);
    }

    /// A definition: a colon and a space.
    pub(super) fn start_definition(&mut self, range: Range<usize>) {
        // One of HTML, or one that words between its parts want.
        if self.source[range.start..].starts_with('<') || range.is_empty() {
            return self.open_nested(GroupKind::Definition, range);
        }
        let mark = self.source[range.clone()].find(':').map_or(range.start, |at| range.start + at);
        let after = self.source[mark..].chars().nth(1);
        if after.is_some_and(|c| !c.is_ascii_whitespace()) {
            let message = "a line that begins with `:` defines the line above it";
            let error = Diagnostic::error("malformed-definition", message).at(self.span(mark..mark + 1));
            self.diagnostics.push(error.help("write `: ` before a definition, or `\\:` for the character"));
        }
        self.open_nested(GroupKind::Definition, range);
    }

    /// A definition or an item without a word is one all the same.
    pub(super) fn end_definition(&mut self) {
        self.close_block();
        if self.frame().builder.is_group_empty() {
            self.open_block(BlockKind::Paragraph, None);
            self.frame().builder.keep_empty();
        }
        self.close_group();
    }

    /// A line break inside verse, before byte `next`: a new line, or after an empty one and before one that says
    /// of what kind it is a new stanza.
    pub(super) fn verse_break(&mut self, next: usize) {
        let kind = self.stanza(next);
        let frame = self.frame();
        if frame.builder.block_so_far().is_empty() || kind != GroupKind::Stanza {
            frame.builder.close_group();
            frame.builder.open_group(kind);
        }
        frame.builder.open_block(BlockKind::Verse, None);
        frame.verse = Some(true);
    }

    pub(super) fn start_heading(&mut self, level: HeadingLevel, id: Option<&str>, range: Range<usize>) {
        let level = (level as u8 - self.top_level + 1).max(1);
        let anchor = id.and_then(|id| self.anchor(id, range));
        self.open_block(BlockKind::Heading(level), anchor);
    }

    /// Braces at the end of the heading `range` that are no attributes, but words of it.
    pub(super) fn no_attributes(&mut self, range: Range<usize>) -> Option<Range<usize>> {
        let heading = &self.source[range.clone()];
        if heading.starts_with("<h") || heading.starts_with("<H") {
            return None;
        }
        let first =
            heading.trim_end().lines().rev().find(|line| !line.trim_matches(['=', '-', ' ', '>']).is_empty())?;
        let line = first.trim_end();
        let open = line.rfind('{').filter(|_| line.ends_with('}'))?;
        let start = range.start + heading.rfind(line)? + open;
        let inner = line[open + 1..].trim_end_matches('}');
        let mut words = inner.split_whitespace().take_while(|word| !word.starts_with('@')).peekable();
        let is_sign = |word: &str| {
            let named = word.starts_with(['#', '.']) && word.len() > 1;
            named
                || word == "-"
                || word
                    .split_once('=')
                    .is_some_and(|(key, _)| key.chars().all(char::is_alphanumeric) && !key.is_empty())
        };
        let attributes = Attributes::read(&line[open..]).is_some();
        let words_only = !attributes && words.any(|word| !is_sign(word));
        if attributes
            && (inner.contains('.') && !inner.contains('#') || inner.contains('=') && !inner.contains("line="))
        {
            self.unfollowed(
                "attributes of headings other than `#id` are not followed",
                start..start + line.len() - open,
            );
        }
        words_only.then_some(start..start + line.len() - open)
    }

    /// An anchor given in the source, if it is fit to be one.
    pub(super) fn anchor(&mut self, id: &str, range: Range<usize>) -> Option<String> {
        let line = &self.source[range.clone()];
        let at =
            line.rfind(&format!("#{id}")).map_or(range.clone(), |n| range.start + n..range.start + n + 1 + id.len());
        let span = self.span(at);
        if !is_anchor(id) && !is_reserved(id) {
            let message = format!("`{id}` cannot be the name of a place: nothing leads to it");
            let warning = Diagnostic::warning("malformed-anchor", message).at(span);
            self.diagnostics.push(warning.help("a name has letters, digits and `-_.:` only"));
            return None;
        }
        if is_reserved(id) {
            let error = Diagnostic::error("malformed-anchor", format!("`{id}` cannot be an anchor")).at(span);
            let help = "`p1`, `headnote` and `note-…` have a meaning of their own";
            self.diagnostics.push(error.help(help));
            return None;
        }
        if let Some(first) = self.anchors.get(id) {
            let message = format!("the anchor `{id}` is given twice: links lead to the first place");
            let warning = Diagnostic::warning("duplicate-anchor", message).at(span);
            self.diagnostics.push(warning.label(first.clone(), "first here").help("give one of the two another name"));
            return None;
        }
        self.anchors.insert(id.to_owned(), span);
        Some(id.to_owned())
    }

    /// What could not be read of a block of HTML.
    pub(super) fn finding(&mut self, finding: &Finding, range: Range<usize>) {
        match finding {
            Finding::Lost(words) => self.lost(*words, range),
            Finding::Sheet => {
                let first = self.source[range.clone()].lines().next().map_or(0, str::len);
                let help = "the book has style sheets of its own";
                let place = range.start..range.start + first;
                self.grouped("left-out", "style sheets and scripts of HTML are left out", help, place);
            }
            Finding::Unclosed => {
                let error = Diagnostic::error("malformed-html", "this tag has no end").at(self.span(range));
                self.diagnostics.push(error.help("close it with `>`, or write `\\<` for the character"));
            }
            Finding::Unfollowed(what) => self.unfollowed(&format!("{what} is not followed"), range),
        }
    }

    /// The error for words that are not read.
    fn lost(&mut self, words: usize, range: Range<usize>) {
        let message = match words {
            1 => "1 word is lost: what stands here is not read".to_owned(),
            _ => format!("{words} words are lost: what stands here is not read"),
        };
        let first = self.source[range.clone()].lines().next().map_or(0, str::len);
        let error = Diagnostic::error("lost-words", message).at(self.span(range.start..range.start + first));
        self.diagnostics.push(error.help("take it out, or write its words as Markdown"));
    }

    /// A comment inside a line is left out; what else is no tag has words that are lost.
    pub(super) fn lost_html(&mut self, tag: &str, range: Range<usize>) {
        let words = words(tag);
        if !tag.starts_with("<!--") && words > 0 {
            self.lost(words, range);
        }
    }

    /// A tag whose name no element has: an editor's brackets, perhaps.
    pub(super) fn unknown_html(&mut self, tag: &str, range: Range<usize>) {
        let inner = tag.trim_matches(['<', '>', '/']);
        if self.is_component(inner, tag.starts_with("</")) {
            let help = "write as Markdown what its attributes say; `\\<` is the character itself";
            return self.grouped("unknown-html", "elements of another program are read as what they hold", help, range);
        }
        let count = words(inner);
        let lost = if count == 1 { "1 word is".to_owned() } else { format!("{count} words are") };
        let error = Diagnostic::error("unknown-html", format!("`{tag}` is no HTML: {lost} lost"));
        let help = "write `\\<` for the character, or take the tag out";
        self.diagnostics.push(error.at(self.span(range)).help(help));
    }

    /// Whether the inner of a tag is of an element that some program has beyond HTML: one with attributes or with a
    /// hyphen in its name, or the end of one.
    fn is_component(&self, inner: &str, closes: bool) -> bool {
        let name = inner.split_whitespace().next().unwrap_or_default();
        let opened = || {
            self.source.match_indices(&format!("<{name} ")).any(|(at, _)| {
                let tag = self.source[at..].split('>').next().unwrap_or_default();
                tag.contains("=\"")
            })
        };
        name.contains('-') || inner.contains("=\"") || inner.contains("={") || closes && opened()
    }

    /// Says that code in braces with `=` was meant for one format alone.
    pub(super) fn raw_block(&mut self, kind: &CodeBlockKind<'_>, range: Range<usize>) {
        let CodeBlockKind::Fenced(information) = kind else { return };
        let format = information.trim().strip_prefix("{=").and_then(|format| format.strip_suffix('}'));
        if let Some(format) = format {
            let first = self.source[range.clone()].lines().next().map_or(0, str::len);
            self.unfollowed(&format!("raw `{format}` is set as code"), range.start..range.start + first);
        }
    }

    /// Lines of code, with a forced break between them.
    pub(super) fn code_text(&mut self, text: &str, range: Range<usize>) {
        let exact = self.source.get(range.clone()) == Some(text);
        let mut at = range.start;
        for line in text.split_inclusive('\n') {
            let characters = line.trim_end_matches(['\n', '\r']);
            if self.frame().code == Some(true) {
                self.frame().builder.make("\u{2028}");
            }
            match exact {
                true => self.copy(characters, at),
                false => self.replace(characters, at..at + line.len()),
            }
            self.frame().code = Some(line.ends_with('\n'));
            at += line.len();
        }
    }
}

/// The name in a quotation's first line `> [!name]`, and where that line ends.
fn sign(quotation: &str) -> Option<(&str, usize)> {
    let end = quotation.find('\n').map_or(quotation.len(), |at| at + 1);
    let line = quotation[..end].trim_start().strip_prefix('>')?.trim();
    let (name, _) = line.strip_prefix("[!")?.split_once(']')?;
    (!name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || c == '-')).then_some((name, end))
}

fn is_reserved(id: &str) -> bool {
    let paragraph = id.strip_prefix('p').is_some_and(|n| !n.is_empty() && n.bytes().all(|b| b.is_ascii_digit()));
    paragraph || id == "headnote" || id.starts_with("note-") || id.starts_with("call-")
}
