//! The runs of a block as pieces: marks become faces, languages, links, calls and places.

use crate::fonts::FontRole;
use crate::model::apparatus::{EntryId, Part};
use crate::model::document::{Place, Spot};
use crate::model::generated::{Generated, LociId};
use crate::model::length::Length;
use crate::model::page::{LinkTarget, NodeId, NodeKind, Role};
use crate::model::text::{LocusKind, Mark, MarkKind, NoteId, RefId, Styled, Text};
use crate::model::walk::Run;
use crate::style::Figures;
use crate::terms::GeneratedTerms;
use crate::typeset::composition::composer::{Composer, Scope, pieces_of};
use crate::typeset::composition::keyed;
use crate::typeset::paragraph::list::List;
use crate::typeset::paragraph::piece::{Content, Font, Piece, Variant};
use crate::typeset::paragraph::point::{Landmark, What};
use crate::typeset::paragraph::{Link, Paragraph};
use crate::words::direction::{may_turn, runs_leftwards};
use std::sync::Arc;

/// Turns blocks of one text into pieces below one node.
pub(crate) struct Inline<'c, 'a> {
    pub(super) composer: &'c mut Composer<'a>,
    pub(super) scope: &'c Scope<'c>,
    pub(super) text: &'c Text,
    pub(super) parent: NodeId,
    pub(super) font: Font,
    /// The leaf in use, with the marks (link, language, siglum) for which it was made.
    pub(super) leaf: Option<(Key, NodeId, Option<usize>)>,
    /// The first mark of the text that may cover what is called now.
    near: usize,
}

/// What decides on a leaf: the mark of its link, that of its language, that of its siglum.
type Key = (Option<usize>, Option<usize>, Option<usize>);

impl<'c, 'a> Inline<'c, 'a> {
    /// For blocks of `text` below `parent`, in `font`.
    pub(crate) fn new(
        composer: &'c mut Composer<'a>,
        scope: &'c Scope<'c>,
        text: &'c Text,
        parent: NodeId,
        font: Font,
    ) -> Self {
        Self { composer, scope, text, parent, font, leaf: None, near: 0 }
    }

    /// Adds the pieces of a block to `paragraph`; returns the notes called. `reach` is the text's.
    pub(crate) fn block(mut self, block: usize, reach: &[usize], paragraph: &mut Paragraph) -> Vec<NoteId> {
        let mut calls = vec![];
        // An entry runs as its apparatus does, whatever its words are.
        let words = self.text.blocks.get(block).filter(|_| !paragraph.runs_by_language);
        let whole = words.and_then(|block| self.text.language_of(&block.range));
        let language = whole.map_or_else(|| self.scope.language.clone(), Arc::from);
        paragraph.language.get_or_insert(language);
        for run in self.text.runs_within(block, reach) {
            match run.point {
                Some(mark) => match &self.text.marks[mark].kind {
                    MarkKind::Call(note) => {
                        calls.push(*note);
                        self.near = reach.partition_point(|end| *end <= run.range.start);
                        self.call(*note, run.range.start, paragraph);
                    }
                    MarkKind::Anchor(name) => self.point(name.clone(), paragraph),
                    MarkKind::Entry(id) => self.entry_at(*id, run.range.start, paragraph),
                    MarkKind::Line(mark) if !mark.is_of_block() => paragraph.point(What::Line(*mark)),
                    MarkKind::Milestone(milestone) => self.milestone(milestone, run.range.start, paragraph),
                    _ => {}
                },
                None => {
                    self.run(&run, paragraph);
                    let ends = run.marks.iter().map(|mark| &self.text.marks[*mark]);
                    for mark in ends.filter(|mark| mark.range.end == run.range.end) {
                        match mark.kind {
                            MarkKind::Entry(id) => self.entry_end(id, run.range.end, paragraph),
                            MarkKind::Part(_) if self.isolates() => paragraph.point(What::Closes),
                            _ => {}
                        }
                    }
                }
            }
        }
        paragraph.close_lists();
        calls
    }

    /// A point that has a name.
    fn point(&self, anchor: String, paragraph: &mut Paragraph) {
        let place = Place { document: self.scope.index, spot: Spot::Anchor(anchor) };
        let name = Landmark::new(self.composer.edition.place_name(&place));
        paragraph.point(What::Name(Landmark { minor: true, ..name }));
    }

    /// The beginning of an entry's lemma, which is a place by the entry's name.
    fn entry(&self, id: EntryId, paragraph: &mut Paragraph) {
        if let Some(entry) = self.scope.document.entries.get(id.0 as usize) {
            self.point(entry.id.clone(), paragraph);
        }
    }

    /// The end of a part of a lemma: that of the last is a place for the entry's key.
    fn entry_end(&self, id: EntryId, end: usize, paragraph: &mut Paragraph) {
        let entry = self.scope.document.entries.get(id.0 as usize);
        let Some(entry) = entry.filter(|entry| entry.extent.as_ref().is_some_and(|extent| extent.end == end)) else {
            return;
        };
        let name = Landmark::new(keyed::end_of(self.composer.edition, self.scope.index, entry));
        paragraph.point(What::End(Landmark { minor: true, ..name }));
    }

    /// An entry at a point: what stands before it has it, where no space parts the two.
    fn entry_at(&self, id: EntryId, at: usize, paragraph: &mut Paragraph) {
        let Some(entry) = self.scope.document.entries.get(id.0 as usize) else { return };
        let end = keyed::end_of(self.composer.edition, self.scope.index, entry);
        let place = Place { document: self.scope.index, spot: Spot::Anchor(entry.id.clone()) };
        for name in [self.composer.edition.place_name(&place), end] {
            let name = Landmark { minor: true, ..Landmark::new(name) };
            paragraph.point(if self.ends_word(at) { What::End(name) } else { What::Name(name) });
        }
    }

    /// Whether a place stands directly behind characters of the text.
    fn ends_word(&self, at: usize) -> bool {
        self.text.string[..at].chars().next_back().is_some_and(|before| !before.is_whitespace())
    }

    /// The call of a note: a point, and its mark before it if one is printed.
    fn call(&mut self, id: NoteId, at: usize, paragraph: &mut Paragraph) {
        let Some(note) = self.scope.document.notes.get(id.0 as usize) else { return };
        if note.is_keyed() {
            // Called by its lemma, which follows; an entry at a point by what it stands at.
            let is_point =
                |mark: &Mark| matches!(mark.kind, MarkKind::Entry(e) if Some(e) == note.entry) && mark.range.is_empty();
            let ends = self.text.marks_from(&(at..at)).iter().any(is_point) && self.ends_word(at);
            return paragraph.point(if ends { What::Call(id) } else { What::Begin(id) });
        }
        let edition = self.composer.edition;
        let name = edition.place_name(&Place { document: self.scope.index, spot: Spot::Call(id) });
        let name = Landmark::new(name);
        if note.mark.is_empty() {
            // On the line of what calls the note, as the call is.
            paragraph.point(What::End(name));
        } else {
            self.mark(id, &note.mark, at, What::Name(name), paragraph);
        }
        paragraph.point(What::Call(id));
    }

    /// The language in which the mark of a call stands: the text's, or that of the words around it if they run the
    /// other way, so that it stands among them where it is read.
    fn language_of_call(&self, at: usize) -> Arc<str> {
        let near = self.text.marks.iter().skip(self.near).take_while(|mark| mark.range.start < at);
        let languages = near.filter_map(|mark| match &mark.kind {
            MarkKind::Language(tag) if at < mark.range.end => Some(tag.as_str()),
            _ => None,
        });
        match languages.last().filter(|tag| runs_leftwards(tag) != runs_leftwards(&self.scope.language)) {
            Some(tag) => Arc::from(tag),
            None => self.scope.language.clone(),
        }
    }

    /// The mark of a call, with a link to its note.
    fn mark(&mut self, id: NoteId, mark: &str, at: usize, name: What, paragraph: &mut Paragraph) {
        self.leaf = None;
        let language = &self.language_of_call(at);
        if paragraph.pieces.last().is_some_and(|before| before.content.is_mark()) {
            // Else `1` and `a` would read as one mark, `1` and `2` as twelve.
            let content = Content::Mark("\u{202f}".to_string());
            let (font, language) = (self.font, language.clone());
            paragraph.pieces.push(Piece { content, font, language, role: Role::Decoration, link: None });
        }
        paragraph.point(name);
        let place = Place { document: self.scope.index, spot: Spot::Note(id) };
        let target = LinkTarget::Destination(self.composer.edition.place_name(&place));
        let description = format!("{} {mark}", self.composer.terms.note);
        let (leaf, link) = self.linked(self.parent, target, description, paragraph);
        let font = Font { variant: Variant::Superior, tracking: Length::ZERO, ..self.font };
        let font = if font.role == FontRole::Mono { Font { role: FontRole::Regular, ..font } } else { font };
        let (content, language) = (Content::Mark(mark.to_string()), language.clone());
        paragraph.pieces.push(Piece { content, font, language, role: Role::Content(leaf), link: Some(link) });
    }

    /// `Reference > Link > Leaf` below `parent`.
    fn linked(
        &mut self,
        parent: NodeId,
        target: LinkTarget,
        description: String,
        paragraph: &mut Paragraph,
    ) -> (NodeId, usize) {
        let structure = &mut self.composer.structure;
        let outside = matches!(target, LinkTarget::Uri(_));
        let parent = if outside { parent } else { structure.add(parent, NodeKind::Reference) };
        let node = structure.add(parent, NodeKind::Link);
        let leaf = structure.add(node, NodeKind::Leaf);
        paragraph.links.push(Link { target, node, description });
        (leaf, paragraph.links.len() - 1)
    }

    fn run(&mut self, run: &Run, paragraph: &mut Paragraph) {
        let marks = &self.text.marks;
        let characters = &self.text.string[run.range.clone()];
        let (mut font, mut language) = (self.font, self.scope.language.clone());
        let mut lemma = None;
        let (mut key, mut locus, mut list, mut ordinal): (Key, _, _, _) = ((None, None, None), None, None, None);
        for index in &run.marks {
            match &marks[*index].kind {
                MarkKind::Emphasis => font = font.emphasised(),
                MarkKind::Strong => font = font.strong(),
                MarkKind::SmallCaps => font.variant = Variant::SmallCaps,
                MarkKind::RunInHead => font = run_in(font, characters),
                MarkKind::Superscript => font.variant = Variant::Superior,
                MarkKind::Subscript => font.variant = Variant::Inferior,
                MarkKind::Code => font = Font { role: FontRole::Mono, size: font.size.scale(78, 100), ..font },
                MarkKind::Language(tag) => {
                    language = Arc::from(tag.as_str());
                    key.1 = Some(*index);
                }
                MarkKind::Reference(_) | MarkKind::Link(_) => key.0 = Some(*index),
                MarkKind::Locus(reference, kind) => {
                    locus = Some((*reference, *kind, marks[*index].range.start == run.range.start));
                }
                MarkKind::Entry(id) => {
                    if marks[*index].range.start == run.range.start {
                        self.entry(*id, paragraph);
                    }
                    lemma = keyed::note_of(self.scope, *id).map(|_| *index).or(lemma);
                }
                MarkKind::Loci(id) => list = Some((*id, marks[*index].range.start == run.range.start)),
                // The key stands in the note's label.
                MarkKind::Key(_) => return,
                MarkKind::Ordinal(id) => ordinal = Some((*id, marks[*index].range.start == run.range.start)),
                MarkKind::Part(part) => {
                    if matches!(part, Part::Siglum(_)) {
                        // A year that stands for an edition reads as in the line of witnesses.
                        key.2 = Some(*index);
                        font = font.figured(self.composer.style.witnesses.margin.figures.unwrap_or(Figures::Lining));
                    }
                    if marks[*index].range.start == run.range.start && self.isolates() {
                        paragraph.point(What::Opens);
                    }
                }
                _ => {}
            }
        }
        if let Some((id, first)) = list {
            if first {
                self.list(id, font, language, paragraph);
            }
            return;
        }
        // Of lemmata that overlap the one that begins last leads to its entry.
        key.0 = key.0.or(lemma);
        let (leaf, link) = self.leaf(key, paragraph);
        let link = link.or_else(|| keyed::link(paragraph));
        if let Some((id, first)) = ordinal {
            if first {
                let is_line = self.scope.document.ordinals.get(id.0 as usize).is_some_and(|words| words.home.is_some());
                let font = if is_line { font } else { Font { variant: Variant::Superior, ..font } };
                let content = keyed::ordinal(self.composer, self.scope, id);
                let piece = content.map(|content| Piece { content, font, language, role: Role::Content(leaf), link });
                paragraph.pieces.extend(piece);
            }
            return;
        }
        let content = match locus.and_then(|(r, kind, first)| Some((self.locus(r, kind, characters)?, first))) {
            Some((content, true)) => content,
            // Other marks may cut a placeholder; its first part stands for all of it.
            Some((_, false)) => return,
            None => Content::Source(run.range.clone(), characters.to_string()),
        };
        let role = Role::Content(leaf);
        let piece = Piece { content, font, language, role, link };
        if let Some(parts) = locus.and_then(|(reference, kind, _)| self.styled(reference, kind)) {
            return pieces_of(&parts, &piece).into_iter().for_each(|piece| paragraph.push(piece));
        }
        match key.0 {
            Some(index) => {
                paragraph.push(piece.clone());
                self.page_after(index, run, &piece, paragraph);
            }
            None => paragraph.push(piece),
        }
    }

    /// Whether the parts of an entry are told apart by where they begin and end: one of them may run from right to left,
    /// or all do not run as the paragraph does.
    fn isolates(&self) -> bool {
        runs_leftwards(&self.scope.language) || may_turn(&self.text.string)
    }

    /// A list of places: a piece that is filled in when the pages are known, below a leaf of its own.
    fn list(&mut self, id: LociId, font: Font, language: Arc<str>, paragraph: &mut Paragraph) {
        let document = self.scope.document;
        let Some(loci) = document.loci.get(id.0 as usize) else { return };
        let leaf = self.composer.structure.add(self.parent, NodeKind::Leaf);
        self.leaf = None;
        let place = |id: &RefId| {
            let place = document.references.get(id.0 as usize)?.target.place()?;
            Some(self.composer.edition.place_name(place))
        };
        let list = List {
            places: loci.references.iter().filter_map(place).collect(),
            numbers: vec![],
            lines: loci.lines,
            stretch: loci.stretch,
            divided: loci.lists_divided_words(document.generated),
            none: GeneratedTerms::of(&self.composer.edition.book.language).no_hyphens,
            page: self.composer.terms.page,
            leaf,
            parent: self.parent,
        };
        let content = Content::List(paragraph.lists.as_ref().map_or(0, |lists| lists.lists.len()));
        paragraph.lists.get_or_insert_default().lists.push(list);
        paragraph.pieces.push(Piece { content, font, language, role: Role::Content(leaf), link: None });
    }

    /// What a placeholder reads that has faces: an entry's words, or what its place is called, else its document's title.
    fn styled(&self, id: RefId, kind: LocusKind) -> Option<Vec<Styled>> {
        let place = self.scope.document.references.get(id.0 as usize)?.target.place()?;
        if kind != LocusKind::Title {
            return Some(place).filter(|_| kind == LocusKind::Entry).and_then(|p| self.composer.edition.entry_parts(p));
        }
        let document = &self.composer.edition.documents[place.document];
        let own = document.words_of(&place.spot, |_, _| None);
        let title = || document.title.styled(0..document.title.string.len(), |_, _| Some(String::new()));
        Some(own.unwrap_or_else(title))
    }

    /// What stands for a placeholder.
    fn locus(&self, id: RefId, kind: LocusKind, fallback: &str) -> Option<Content> {
        let reference = self.scope.document.references.get(id.0 as usize)?;
        let edition = self.composer.edition;
        let place = reference.target.place()?;
        let place = match kind {
            LocusKind::Line => edition.place_name(&edition.line_place(place)),
            _ => edition.place_name(place),
        };
        Some(Content::Locus { place, kind, fallback: fallback.to_string() })
    }

    /// After a reference without placeholder its target's page.
    fn page_after(&mut self, mark: usize, run: &Run, like: &Piece, paragraph: &mut Paragraph) {
        let MarkKind::Reference(id) = self.text.marks[mark].kind else { return };
        if self.scope.document.generated.is_some_and(Generated::is_index) {
            // `see Trotsky`: the alphabet leads there.
            return;
        }
        let whole = &self.text.marks[mark].range;
        let placed = self.text.marks_from(whole).iter().any(|m| matches!(m.kind, MarkKind::Locus(r, _) if r == id));
        if placed || whole.end != run.range.end {
            return;
        }
        // A citation leads to its work in the bibliography; its own words say which it is.
        let to_work =
            |place: &Place| self.composer.edition.documents[place.document].generated == Some(Generated::Bibliography);
        let target = self.scope.document.references.get(id.0 as usize).and_then(|r| r.target.place());
        if target.is_some_and(to_work) {
            return;
        }
        let Some(locus) = self.locus(id, LocusKind::Page, "0") else { return };
        let font = self.font;
        let made = |words: String| Piece { content: Content::Made(words), font, ..like.clone() };
        paragraph.pieces.push(made(format!("\u{a0}({}\u{a0}", self.composer.terms.page)));
        paragraph.pieces.push(Piece { content: locus, font, ..like.clone() });
        paragraph.pieces.push(made(")".to_string()));
    }

    /// The leaf for a run whose link and language are `key`.
    fn leaf(&mut self, key: Key, paragraph: &mut Paragraph) -> (NodeId, Option<usize>) {
        if let Some((_, leaf, link)) = self.leaf.filter(|(known, ..)| *known == key) {
            return (leaf, link);
        }
        let mut parent = self.parent;
        if let Some(MarkKind::Language(tag)) = key.1.map(|m| &self.text.marks[m].kind) {
            parent = self.composer.structure.add(parent, NodeKind::Span);
            self.composer.structure.node_mut(parent).language = Some(tag.clone());
        }
        if let Some(MarkKind::Part(Part::Siglum(id))) = key.2.map(|m| &self.text.marks[m].kind)
            && let Some(siglum) = self.scope.document.sigla.list.get(id.0 as usize)
        {
            parent = self.composer.structure.add(parent, NodeKind::Abbreviation(siglum.spoken()));
        }
        let (leaf, link) = match key.0.and_then(|mark| self.target(mark)) {
            Some((target, description)) => {
                let (leaf, link) = self.linked(parent, target, description, paragraph);
                (leaf, Some(link))
            }
            None => (self.composer.structure.add(parent, NodeKind::Leaf), None),
        };
        self.leaf = Some((key, leaf, link));
        (leaf, link)
    }

    /// Where the link or reference `mark` leads, and what it is in words.
    fn target(&self, mark: usize) -> Option<(LinkTarget, String)> {
        let mark = &self.text.marks[mark];
        let words: String = self.text.string[mark.range.clone()].chars().take(80).collect();
        match &mark.kind {
            MarkKind::Link(uri) => Some((LinkTarget::Uri(uri.clone()), words)),
            MarkKind::Reference(id) => {
                let place = self.scope.document.references.get(id.0 as usize)?.target.place()?;
                let edition = self.composer.edition;
                let title = crate::typeset::composition::composer::title_of(&edition.documents[place.document].title);
                Some((LinkTarget::Destination(edition.place_name(place)), title))
            }
            MarkKind::Entry(id) => {
                let note = keyed::note_of(self.scope, *id)?;
                let edition = self.composer.edition;
                let place = Place { document: self.scope.index, spot: Spot::Note(note) };
                let series = &edition.series[self.scope.document.notes[note.0 as usize].series].title;
                Some((LinkTarget::Destination(edition.place_name(&place)), format!("{series}: {words}")))
            }
            _ => None,
        }
    }
}

/// A head that runs in: small capitals, spaced a little where it is printed in capitals.
fn run_in(font: Font, characters: &str) -> Font {
    let capitals = !characters.chars().any(char::is_lowercase);
    let variant = if capitals { Variant::AllSmallCaps } else { Variant::SmallCaps };
    Font { variant, tracking: font.size.scale(i64::from(capitals) * 4, 100), ..font }
}
