//! The element of each kind of mark.

use super::element::{Element, language, uri, word};
use super::ids::ncname;
use super::text::Flow;
use super::writing::Writing;
use crate::model::document::{Spot, Target};
use crate::model::lines::{LineMark, Milestone, MilestoneKind};
use crate::model::name::NameKind;
use crate::model::text::{BlockKind, LocusKind, Mark, MarkKind, RefId};
use crate::model::work::CitationId;

/// What stands for a title where the source does not say it otherwise.
const TITLE: &str = "@title";

impl Writing<'_> {
    /// The element of a mark (index), if it has one.
    pub(super) fn element(&mut self, flow: &Flow<'_>, mark: usize) -> Option<Element> {
        let hi = |rend: &str| Some(Element::new("hi").with("rend", rend));
        let mark_of = &flow.text.marks[mark];
        match &mark_of.kind {
            MarkKind::Emphasis => hi("italic"),
            MarkKind::Strong => hi("bold"),
            MarkKind::SmallCaps => hi("smallcaps"),
            MarkKind::Superscript => hi("superscript"),
            MarkKind::Subscript => hi("subscript"),
            MarkKind::RunInHead => hi("run-in"),
            MarkKind::Code => Some(Element::new("code")),
            MarkKind::Formula(formula) => {
                Some(Element::new("formula").with("notation", "TeX").with("n", formula.tex.clone()))
            }
            MarkKind::Language(tag) => {
                let element = Element::new("foreign");
                Some(match language(tag) {
                    Some(tag) => element.with("xml:lang", tag),
                    None => element.with("n", tag.clone()),
                })
            }
            MarkKind::Reference(id) => Some(self.reference("ref", *id)),
            MarkKind::Locus(id, kind) => {
                let stands = &flow.text.string[mark_of.range.clone()];
                let own = (*kind == LocusKind::Title && stands != TITLE).then(|| stands.to_owned());
                Some(self.locus(*id, *kind).with_some("n", own))
            }
            MarkKind::Link(to) => Some(Element::new("ref").with("target", uri(to))),
            MarkKind::Anchor(name) => {
                let id = self.give(self.own(name))?;
                Some(Element::new("anchor").with("xml:id", id))
            }
            MarkKind::Citation(id) => Some(self.citation(*id)),
            MarkKind::Name(id) => self.name(id.0 as usize),
            MarkKind::Divided => Some(Element::new("seg").with("type", "divided")),
            MarkKind::Milestone(milestone) => Some(self.milestone(flow, milestone, mark_of.range.start)),
            MarkKind::Line(line) => self.line(flow, *line, mark_of.range.start),
            MarkKind::Foreign { .. } => Some(self.foreign(flow, mark)),
            MarkKind::Entry(_)
            | MarkKind::Lemma(_)
            | MarkKind::Call(_)
            | MarkKind::Lacuna(_)
            | MarkKind::Passage(_)
            | MarkKind::CitationKey
            | MarkKind::Loci(_)
            | MarkKind::Orphan
            | MarkKind::Key(_)
            | MarkKind::Ordinal(_)
            | MarkKind::Part(_) => None,
        }
    }

    /// A reference: to what the file has by its id, to all else by its name in the source.
    fn reference(&self, element: &str, id: RefId) -> Element {
        let element = Element::new(element);
        let Some(reference) = self.document.references.get(id.0 as usize) else { return element };
        let there = if let Target::Place(place) = &reference.target { self.ids.place(place) } else { None };
        let (there, deferred) = match (there, reference.target.place()) {
            (None, Some(place)) if self.names(&place.spot, reference.anchor.as_deref()) => {
                (self.ids.place(place), None)
            }
            (None, Some(place)) => (None, self.ids.place(place)),
            (there, _) => (there, None),
        };
        match there {
            Some(id) => element.with("target", format!("#{id}")),
            None => {
                let anchor = reference.anchor.as_ref().map(|anchor| format!("#{anchor}")).unwrap_or_default();
                let corresp = deferred.map(|id| format!("#{id}"));
                element.with("cRef", format!("{}{anchor}", reference.document)).with_some("corresp", corresp)
            }
        }
    }

    /// Whether a place is what a reference names, and not only what stands for it where the text is absent.
    fn names(&self, spot: &Spot, anchor: Option<&str>) -> bool {
        match (spot, anchor) {
            (Spot::Start, None) => true,
            (Spot::Anchor(name), Some(anchor)) => {
                name == anchor || name.strip_suffix(anchor).is_some_and(|before| before.ends_with('-'))
            }
            _ => false,
        }
    }

    fn locus(&self, id: RefId, kind: LocusKind) -> Element {
        let kind = match kind {
            LocusKind::Page => "page",
            LocusKind::Line => "line",
            LocusKind::Note => "note",
            LocusKind::Title => "title",
            LocusKind::Entry => "entry",
        };
        let mut element = self.reference("ptr", id);
        element.attributes.insert(0, ("type".into(), kind.into()));
        element
    }

    fn citation(&self, id: CitationId) -> Element {
        let element = Element::new("ref").with("type", "citation");
        let Some(citation) = self.document.citations.get(id.0 as usize) else { return element };
        let how = serde_json::to_value(citation.how).ok();
        let work = citation.work.as_ref().map(|key| format!("#{}", ncname(&format!("works.{key}"))));
        element
            .with_some("subtype", how.as_ref().and_then(serde_json::Value::as_str))
            .with_some("n", citation.locator.clone())
            .with_some("target", work)
    }

    fn name(&self, index: usize) -> Option<Element> {
        let name = self.edition.names.get(index)?;
        let element = match name.kind {
            NameKind::Person => Element::new("persName"),
            NameKind::Organisation => Element::new("orgName"),
            NameKind::Place => Element::new("placeName"),
            kind => Element::new("name").with("type", kind.as_str()),
        };
        Some(element.with("key", name.id.clone()).with("ref", format!("#{}", ncname(&format!("names.{}", name.id)))))
    }

    fn milestone(&mut self, flow: &Flow<'_>, milestone: &Milestone, at: usize) -> Element {
        let system = self.edition.book.milestones.iter().find(|system| system.id == milestone.system);
        if system.is_some() {
            self.category(&format!("numbering.{}", milestone.system));
        }
        let label = milestone.label.clone();
        match system.map(|system| system.kind) {
            Some(MilestoneKind::Pages) => {
                // A `pb` parts words unless it says that it does not (TEI P5, att.breaking).
                let [before, behind] = [&flow.text.string[..at], &flow.text.string[at..]];
                let inside = before.ends_with(char::is_alphanumeric) && behind.starts_with(char::is_alphanumeric);
                let element = Element::new("pb").with("ed", word(&milestone.system)).with("n", label);
                element.with_some("break", inside.then(|| "no".to_owned()))
            }
            _ => Element::new("milestone").with("unit", word(&milestone.system)).with("n", label),
        }
    }

    /// What is said of the number of a line, unless the verse that begins there says it.
    fn line(&mut self, flow: &Flow<'_>, line: LineMark, at: usize) -> Option<Element> {
        let of_verse = flow.text.block_at(at).filter(|block| {
            let block = &flow.text.blocks[*block];
            block.kind == BlockKind::Verse && block.range.start == at
        });
        if of_verse.is_some() && matches!(line, LineMark::Number(_) | LineMark::Lettered(..) | LineMark::Shared) {
            return None;
        }
        let element = Element::new("milestone").with("unit", "line");
        let (name, n) = match line {
            LineMark::Number(_) | LineMark::Lettered(..) => {
                return Some(element.with("n", line.written().unwrap_or_default()));
            }
            LineMark::Advance(by) => ("advance", Some(by.to_string())),
            LineMark::Skip => ("skip", None),
            LineMark::Hide => ("hide", None),
            LineMark::Sub => ("sub", None),
            LineMark::Shared => ("shared", None),
        };
        Some(element.with("ana", self.category(&format!("line.{name}"))).with_some("n", n))
    }

    /// What a verse says of its own number, and which part it is of one that several share.
    pub(super) fn verse(&self, flow: &Flow<'_>, block: usize) -> Element {
        let mut element = Element::new("l");
        // What is said or done between two parts is no verse.
        let is_verse = |block: &usize| flow.text.blocks[*block].kind == BlockKind::Verse;
        let next = (block + 1..flow.text.blocks.len()).find(is_verse);
        let part = match (goes_on(flow, block), next.is_some_and(|next| goes_on(flow, next))) {
            (false, false) => None,
            (false, true) => Some("I"),
            (true, true) => Some("M"),
            (true, false) => Some("F"),
        };
        element = part.map_or(element.clone(), |part| element.with("part", part));
        let start = flow.text.blocks[block].range.start;
        for mark in flow.text.marks_from(&(start..start)).iter().filter(|mark| mark.range == (start..start)) {
            element = match mark.kind {
                MarkKind::Line(line) if line != LineMark::Shared => element.with_some("n", line.written()),
                _ => element,
            };
        }
        element
    }
}

/// Whether a block is a verse that goes on with the one before it.
fn goes_on(flow: &Flow<'_>, block: usize) -> bool {
    let Some(verse) = flow.text.blocks.get(block).filter(|block| block.kind == BlockKind::Verse) else { return false };
    let start = verse.range.start;
    let shared = |mark: &Mark| mark.range == (start..start) && mark.kind == MarkKind::Line(LineMark::Shared);
    flow.text.marks_from(&(start..start)).iter().any(shared)
}
