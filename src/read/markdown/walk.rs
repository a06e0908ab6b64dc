//! The walk over the parser's events: blocks here, what they hold in the other modules.

use crate::diag::{Diagnostic, Diagnostics};
use crate::model::account::Edit;
use crate::model::apparatus::EntryId;
use crate::model::document::Reference;
use crate::model::draft::Fragment;
use crate::model::figure::Figure;
use crate::model::text::{Alignment, BlockKind, GroupKind, NoteId};
use crate::read::markdown::Context;
use crate::read::markdown::builder::Builder;
use crate::read::markdown::dialect::parse::{Parsed, headings, parse, top_level};
use crate::read::markdown::dialect::{self, Caption, Pending};
use crate::read::markdown::entries::OpenLemma;
use crate::read::markdown::html::{self, Known};
use crate::read::markdown::lemma::{self, Brackets};
use crate::read::markdown::notes::Notes;
use crate::read::markdown::open::{Description, Legend, Open};
use crate::read::markdown::origin::Origin;
use crate::read::markdown::punctuation::Punctuation;
use crate::read::markdown::target;
use crate::source::Span;
use pulldown_cmark::{Event, Tag, TagEnd};
use std::cell::Cell;
use std::collections::BTreeMap;
use std::ops::Range;

/// How many groups may be open in one another.
const DEEPEST: usize = 32;

/// What a walk finds: a text, its figures, where the first label stands that names no series, and what typographic
/// punctuation took the place of.
pub(super) struct Walked {
    pub(super) fragment: Fragment,
    pub(super) figures: Vec<Figure>,
    pub(super) unprefixed: Option<Span>,
    pub(super) punctuation: Vec<Edit>,
}

/// A container under construction: the body, or a note.
#[derive(Default)]
pub(super) struct Frame {
    pub(super) builder: Builder,
    pub(super) note: Option<NoteId>,
    /// The entry of a keyed series whose note this is.
    pub(super) entry: Option<EntryId>,
    /// The lemmata that are open.
    pub(super) lemmata: Vec<OpenLemma>,
    pub(super) open: Vec<Open>,
    pub(super) punctuation: Punctuation,
    /// Inside verse: whether the next text begins a line.
    pub(super) verse: Option<bool>,
    /// Whether the table that comes next is open already, with its caption.
    pub(super) captioned: bool,
    /// Inside code: whether a line break is due before the next line.
    pub(super) code: Option<bool>,
    /// Where brackets of note spans opened.
    pub(super) brackets: Vec<usize>,
    /// The last span that a note may stand on, and the end of it.
    pub(super) span: Option<Range<usize>>,
    /// Where a point stands behind a space, last: another behind it is not written.
    pub(super) pointed: Option<usize>,
    /// Whether the open paragraph may be a figure.
    pub(super) may_be_figure: bool,
    /// The picture whose description is being read.
    pub(super) description: Option<Description>,
    /// The caption of the open figure.
    pub(super) legend: Option<Legend>,
    /// Whether the note stands in its place in another text.
    pub(super) here: bool,
    /// Where what was opened ends.
    pub(super) pending: Vec<Pending>,
}

/// The state of the walk.
pub(super) struct Walk<'a> {
    pub(super) source: &'a str,
    lead: usize,
    origin: Origin,
    pub(super) context: &'a Context<'a>,
    pub(super) diagnostics: &'a mut Diagnostics,
    pub(super) notes: Notes,
    pub(super) references: Vec<Reference>,
    pub(super) brackets: Brackets,
    pub(super) frames: Vec<Frame>,
    /// The highest level of heading in the file.
    pub(super) top_level: u8,
    /// How many columns the table has that is being read.
    columns: usize,
    pub(super) anchors: BTreeMap<String, Span>,
    /// The figures so far; `None` where there may be none.
    pub(super) figures: Option<Vec<Figure>>,
    /// Characters that are signs for blocks and no text.
    pub(super) sign: Range<usize>,
    /// Bytes of the source that are no Markdown or are read already: what begins there is skipped.
    pub(super) raw: Range<usize>,
    /// The paragraphs that are captions of tables, by index of the event that begins them, with
    /// the columns of their tables.
    pub(super) captions: BTreeMap<usize, Caption>,
    /// The byte before which the paragraph, cell or heading ends that is being read.
    pub(super) leaf_end: usize,
    /// From where to where, and for which of these ends, it was last looked how far a sign may reach.
    pub(super) leaf_seen: Cell<[usize; 3]>,
    /// The byte before which a citation in brackets ends.
    pub(super) cited_until: usize,
    /// The byte behind the title of a callout: the end of its line.
    pub(super) title_end: usize,
    /// Braces at the end of a heading that the parser takes for attributes and that are words.
    pub(super) heading_rest: Option<Range<usize>>,
    /// What the text defines: links, notes.
    pub(super) known: Known,
    /// What typographic punctuation took the place of.
    pub(super) punctuation: Vec<Edit>,
    /// The divs that say something of what they hold.
    pub(super) divs: Vec<dialect::Div>,
    /// The headings by their words: the names of their places.
    pub(super) headings: BTreeMap<String, String>,
    /// What is not followed: how often, and where first.
    pub(super) unfollowed: BTreeMap<(&'static str, String), dialect::Told>,
}

/// Walks over `source`, whose first `lead` bytes are a guard and no text.
pub(super) fn walk<'a>(
    source: &'a str,
    lead: usize,
    origin: Origin,
    context: &'a Context<'a>,
    diagnostics: &'a mut Diagnostics,
) -> Fragment {
    start(source, lead, origin, context, diagnostics, None).fragment
}

/// The same for a document's own text, the only one that has figures.
pub(super) fn walk_with_figures<'a>(
    source: &'a str,
    origin: Origin,
    context: &'a Context<'a>,
    diagnostics: &'a mut Diagnostics,
) -> Walked {
    start(source, 0, origin, context, diagnostics, Some(vec![]))
}

fn start<'a>(
    source: &'a str,
    lead: usize,
    origin: Origin,
    context: &'a Context<'a>,
    diagnostics: &'a mut Diagnostics,
    figures: Option<Vec<Figure>>,
) -> Walked {
    let blanked = dialect::blank(source);
    let (source, blanks) = match &blanked {
        Some((blanked, blanks)) => (blanked.as_str(), blanks.clone()),
        None => (source, vec![]),
    };
    let drawn = dialect::piped(source);
    let written = source;
    let (source, tables) = match &drawn {
        Some(piped) => (piped.source.as_str(), &piped.tables[..]),
        None => (source, &[][..]),
    };
    let masked = dialect::masked(source);
    let (source, colons) = match &masked {
        Some((masked, colons)) => (masked.as_str(), &colons[..]),
        None => (source, &[][..]),
    };
    let Parsed { mut events, known, stray } = parse(source);
    dialect::reread(source, &mut events, &known);
    let joined = html::joined(source, &events);
    let source = joined.as_deref().unwrap_or(source);
    let html::Expanded { events, findings, captions } = html::expand(source, events, &known);
    let mut events = dialect::place_tables(written, events, tables, &known);
    let lost = dialect::lost_tables(written, &events, tables);
    dialect::unmask(source, written, &mut events, colons);
    dialect::place_names(source, &mut events, &blanks);
    let restored = dialect::restored(source, written, tables, colons);
    let source = restored.as_deref().unwrap_or(source);
    let captions = dialect::place_captions(source, &mut events, &captions);
    let headings = headings(&events);
    let span = |range: Range<usize>| origin.span(range.start.saturating_sub(lead)..range.end.saturating_sub(lead));
    let notes = Notes::collect(source, &events, span, context, diagnostics);
    let mut walk = Walk {
        source,
        lead,
        origin,
        context,
        diagnostics,
        notes,
        references: vec![],
        brackets: lemma::brackets(source, &events),
        frames: vec![Frame::default()],
        top_level: top_level(&events),
        columns: 0,
        anchors: BTreeMap::new(),
        figures,
        sign: 0..0,
        raw: 0..0,
        captions,
        leaf_end: 0,
        leaf_seen: Cell::default(),
        cited_until: 0,
        title_end: 0,
        heading_rest: None,
        known,
        punctuation: vec![],
        divs: vec![],
        headings,
        unfollowed: BTreeMap::new(),
    };
    for range in stray {
        walk.malformed_label(range);
    }
    walk.tell_blanks(blanks);
    walk.tell_drawn(drawn.as_ref());
    let lost = lost.into_iter().map(|(words, range)| (html::Finding::Lost(words), range));
    for (finding, range) in findings.into_iter().chain(lost) {
        walk.finding(&finding, range);
    }
    walk.lone_brackets(&events);
    for (index, (event, range)) in events.into_iter().enumerate() {
        walk.event(index, event, range);
    }
    walk.finish()
}

impl Walk<'_> {
    /// The place of `range`.
    pub(super) fn span(&self, range: Range<usize>) -> Span {
        self.origin.span(range.start.saturating_sub(self.lead)..range.end.saturating_sub(self.lead))
    }

    /// The origin of what begins at byte `at` of the source.
    pub(super) fn origin_at(&self, at: usize) -> Origin {
        self.origin.from(at.saturating_sub(self.lead))
    }

    /// The first byte of the source that is text.
    pub(super) fn lead(&self) -> usize {
        self.lead
    }

    /// The container under construction.
    pub(super) fn frame(&mut self) -> &mut Frame {
        if self.frames.is_empty() {
            self.frames.push(Frame::default());
        }
        let last = self.frames.len() - 1;
        &mut self.frames[last]
    }

    fn finish(mut self) -> Walked {
        self.tell_unfollowed();
        let mut frame = self.frames.pop().unwrap_or_default();
        self.unclosed_lemmata(std::mem::take(&mut frame.lemmata));
        let entries = std::mem::take(&mut self.notes.entries).finish(self.diagnostics);
        let unprefixed = self.notes.unprefixed.take();
        let mut notes = std::mem::take(&mut self.notes).finish(self.context, self.diagnostics);
        let mut text = frame.builder.finish();
        if !self.divs.is_empty() {
            self.mark_divs(&mut text);
            notes.iter_mut().for_each(|note| self.mark_divs(&mut note.text));
        }
        let fragment = Fragment { text, notes, references: self.references, entries };
        let mut punctuation = self.punctuation;
        punctuation.sort_by_key(|edit| edit.span.range.start);
        Walked { fragment, figures: self.figures.unwrap_or_default(), unprefixed, punctuation }
    }

    fn event(&mut self, index: usize, event: Event<'_>, range: Range<usize>) {
        match event {
            Event::Text(text) if self.raw.contains(&range.start) && self.raw.end < range.end => {
                let from = self.raw.end;
                if let Some(rest) = text.get(from - range.start..) {
                    self.inline(index, Event::Text(rest.to_owned().into()), from..range.end);
                }
            }
            _ if self.raw.contains(&range.start) && !range.is_empty() => {}
            described if self.frame().description.is_some() => self.describe(described, range),
            Event::Start(tag) => self.start(index, tag, range),
            Event::End(tag) => self.end(tag, range),
            Event::Text(text) if self.frame().code.is_some() => self.code_text(&text, range),
            Event::Html(_) => {}
            Event::SoftBreak | Event::HardBreak if self.sign.contains(&range.start) => {}
            inline => self.inline(index, inline, range),
        }
    }

    fn start(&mut self, index: usize, tag: Tag<'_>, range: Range<usize>) {
        if !html::is_inline(tag.to_end()) {
            self.leaf_end = range.end;
        }
        match tag {
            Tag::Paragraph => self.start_paragraph(index, range),
            Tag::Heading { level, id, attrs, .. } => {
                self.start_heading(level, id.as_deref(), range.clone());
                self.heading_signs(&attrs, range.clone());
                self.heading_rest = self.no_attributes(range);
            }
            Tag::BlockQuote(_) => self.start_quotation(range),
            Tag::DefinitionList => self.open_nested(GroupKind::Definitions, range),
            Tag::DefinitionListTitle => {
                self.open_block(BlockKind::Term, None);
                self.frame().builder.keep_empty();
            }
            Tag::DefinitionListDefinition => self.start_definition(range),
            Tag::List(start) => self.open_nested(GroupKind::List { start }, range),
            Tag::Item => self.open_nested(GroupKind::Item, range),
            Tag::CodeBlock(kind) => {
                let anchor = self.chunk(&kind, &range);
                self.raw_block(&kind, range);
                self.frame().builder.open_block(BlockKind::Code, anchor);
                self.frame().code = Some(false);
            }
            Tag::FootnoteDefinition(_) => {
                if !self.entry_definition(&range) {
                    let note = self.notes.defined_at(range.start);
                    let entry = self.notes.entries.defined_at(range.start);
                    self.frames.push(Frame { note, entry, ..Frame::default() });
                }
            }
            Tag::Table(columns) => {
                self.columns = columns.len();
                if !std::mem::take(&mut self.frame().captioned) {
                    let columns = columns.into_iter().map(alignment).collect();
                    self.frame().builder.open_group(GroupKind::Table(columns));
                }
            }
            Tag::TableHead => self.frame().builder.open_group(GroupKind::Row { head: true }),
            Tag::TableRow => {
                self.check_row(range, self.columns);
                self.frame().builder.open_group(GroupKind::Row { head: false });
            }
            Tag::TableCell => {
                self.frame().builder.open_group(GroupKind::Cell);
                self.open_block(BlockKind::Paragraph, None);
                self.frame().builder.keep_empty();
            }
            Tag::Image { link_type, ref dest_url, .. } if target::embeds_text(link_type, dest_url) => {
                self.unfollowed("a text that is taken in (`![[…]]`) is a link to it", range.clone());
                self.start_inline(tag, range);
            }
            Tag::Image { dest_url, title, .. } if self.begins_figure() => self.start_figure(&dest_url, &title, range),
            inline => self.start_inline(inline, range),
        }
    }

    fn end(&mut self, tag: TagEnd, range: Range<usize>) {
        match tag {
            TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::DefinitionListTitle => {
                if let Some(rest) = self.heading_rest.take() {
                    self.replace(" ", rest.start..rest.start);
                    self.spread(&self.source[rest.clone()], rest);
                }
                self.end_figure();
                self.close_block();
                if self.frame().verse.take().is_some() {
                    self.frame().builder.close_group();
                }
            }
            TagEnd::Item => self.end_definition(),
            TagEnd::BlockQuote(_) | TagEnd::List(_) | TagEnd::DefinitionList | TagEnd::Table => self.close_group(),
            TagEnd::DefinitionListDefinition => self.end_definition(),
            TagEnd::TableHead | TagEnd::TableRow | TagEnd::TableCell => self.close_group(),
            TagEnd::CodeBlock => {
                self.frame().code = None;
                self.close_block();
            }
            TagEnd::FootnoteDefinition => self.end_note(),
            inline => self.end_inline(inline, range),
        }
    }

    /// Begins a note that stands in its place.
    pub(super) fn start_note_here(&mut self, range: Range<usize>) {
        let (span, place) = (self.span(range), self.place());
        let id = self.notes.here(span, place, self.context);
        self.frames.push(Frame { note: Some(id), here: true, ..Frame::default() });
        self.open_block(BlockKind::Paragraph, None);
    }

    /// Ends it, and calls it.
    pub(super) fn end_note_here(&mut self, _: Range<usize>) {
        let id = self.frames.last().filter(|frame| frame.here).and_then(|frame| frame.note);
        let Some(id) = id else { return };
        self.end_note();
        self.place_call(id);
    }

    fn end_note(&mut self) {
        self.close_block();
        let Some(mut frame) = self.frames.pop() else { return };
        self.unclosed_lemmata(std::mem::take(&mut frame.lemmata));
        if let Some(entry) = frame.entry {
            self.notes.entries.list[entry.0 as usize].note = Some(frame.builder.finish());
        } else if let Some(note) = frame.note {
            self.notes.list[note.0 as usize].text = frame.builder.finish();
        }
    }

    pub(super) fn close_group(&mut self) {
        self.close_block();
        self.frame().builder.close_group();
    }

    /// Opens a quotation, a list or an item. No page has room for many of them in one another, and
    /// what writes the book walks down into them.
    pub(super) fn open_nested(&mut self, kind: GroupKind, range: Range<usize>) {
        if self.frame().builder.depth() == DEEPEST {
            let error =
                Diagnostic::error("nested-too-deeply", format!("more than {DEEPEST} levels of quotations and lists"));
            let at = self.span(range.start..range.start + 1);
            self.diagnostics.push(error.at(at).help("write it with fewer levels; a list and its item are two"));
        }
        self.frame().builder.open_group(kind);
    }

    /// Sees to it that words have a block: in a tight list the parser says of none.
    pub(super) fn ensure_block(&mut self) {
        if !self.frame().builder.is_open() {
            self.frame().builder.open_block(BlockKind::Paragraph, None);
        }
    }

    /// Opens a block with fresh punctuation.
    pub(super) fn open_block(&mut self, kind: BlockKind, anchor: Option<String>) {
        self.close_block();
        let frame = self.frame();
        frame.builder.open_block(kind, anchor);
        frame.punctuation = Punctuation::default();
    }

    /// Closes the open block and what is open in it.
    pub(super) fn close_block(&mut self) {
        self.close_inlines();
        let frame = self.frame();
        frame.brackets.clear();
        frame.pending.clear();
        frame.span = None;
        frame.builder.close_block();
    }
}

pub(super) fn alignment(alignment: pulldown_cmark::Alignment) -> Alignment {
    match alignment {
        pulldown_cmark::Alignment::Center => Alignment::Centre,
        pulldown_cmark::Alignment::Right => Alignment::Right,
        _ => Alignment::Left,
    }
}
