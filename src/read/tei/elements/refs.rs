//! Links in the file and out of it, and the names of places that can be referred to.

use super::super::app;
use super::super::names;
use super::super::names::BEFORE;
use super::super::shape;
use super::super::tree::NodeId;
use super::super::walk::Walk;
use crate::model::document::Reference;
use crate::model::target::{TargetName, encoded, is_name};
use crate::model::text::{LocusKind, MarkKind, RefId};
use crate::safe::address;

/// Schemes of links that lead out of the book.
const SCHEMES: [&str; 5] = ["http://", "https://", "mailto:", "urn:", "doi:"];

/// What our own files say of a reference that is not shown: another thing stands for it.
const HIDDEN: &str = "none";

/// Whether an attribute has a word.
fn says(value: Option<&str>, word: &str) -> bool {
    value.is_some_and(|value| value.split_ascii_whitespace().any(|one| one == word))
}

/// Its words but for one.
fn without(value: &str, word: &str) -> String {
    value.split_ascii_whitespace().filter(|one| *one != word).collect::<Vec<_>>().join(" ")
}

impl Walk<'_, '_> {
    /// The name by which an element with an `xml:id` can be referred to; `None` without one, or where another
    /// has the name already.
    pub(in crate::read::tei) fn own_anchor(&mut self, id: NodeId) -> Option<String> {
        let xml_id = self.tree.attribute(id, "xml:id")?;
        if self.tree.by_id(xml_id) != Some(id) || !is_anchor(xml_id) {
            return None;
        }
        Some(xml_id.to_owned())
    }

    /// The name of the place of an id that something refers to. One that cannot be a name gets a similar one.
    pub(in crate::read::tei) fn place_name(&self, xml_id: &str) -> String {
        if is_anchor(xml_id) {
            return xml_id.to_owned();
        }
        let mut name: String = xml_id.chars().map(|c| if c.is_alphanumeric() || c == '_' { c } else { '-' }).collect();
        while !is_anchor(&name) || self.tree.by_id(&name).is_some() {
            name = format!("id-{name}");
        }
        name
    }

    /// A reference: `ref` with words, `ptr` without.
    pub(in crate::read::tei) fn reference(&mut self, id: NodeId) {
        let tree = self.tree;
        if self.is_own && says(tree.attribute(id, "rend"), HIDDEN) {
            let MarkKind::Foreign { name, mut attributes } = self.kept_with(id, [(BEFORE, tree.inner(id).to_owned())])
            else {
                return;
            };
            attributes
                .iter_mut()
                .filter(|(name, _)| name == "rend")
                .for_each(|(_, rend)| *rend = without(rend, HIDDEN));
            attributes.retain(|(name, rend)| name != "rend" || !rend.is_empty());
            return self.pen().point(MarkKind::Foreign { name, attributes });
        }
        if let Some(locus) = self.locus(id) {
            return self.placeholder(locus);
        }
        if let Some(away) = tree.attribute(id, "cRef").and_then(TargetName::parse) {
            return self.away(id, away);
        }
        if tree.attribute(id, "type") == Some("citation") && self.is_own {
            return self.children(id);
        }
        let Some(attribute) = tree.attribute_of(id, "target") else { return self.marked(id, [self.kept(id)]) };
        let target = self.expanded(attribute.value.split_ascii_whitespace().next().unwrap_or_default());
        let target = shape::unescaped(&target).into_owned();
        if let Some(note) =
            target.strip_prefix('#').and_then(|target| tree.by_id(target)).filter(|to| self.is_endnote(*to))
        {
            return self.calls(id, note);
        }
        if tree.attribute(id, "type") == Some("call")
            && self.is_own
            && let Some(note) = target.strip_prefix('#').and_then(|target| tree.by_id(target))
        {
            return self.calls(id, note);
        }
        let single = !attribute.value.trim().contains(char::is_whitespace);
        let known: &[&str] = if single { &["target"] } else { &[] };
        let named = tree.name(id) == "ref" && target == attribute.value.trim();
        let leads_out = SCHEMES.iter().any(|scheme| target.starts_with(scheme));
        if let Some(wrong) = address::fault(&encoded(&target)).filter(|_| leads_out) {
            let what = format!("an address {}: it is kept, and leads nowhere", wrong.what);
            self.faults.push("bad-address", wrong.what, tree.span(id), (what, wrong.help));
            return self.marked(id, [self.kept(id)]);
        }
        if leads_out {
            let kept = if named { self.kept_beyond(id, known) } else { Some(self.kept(id)) };
            return self.linked(id, kept, MarkKind::Link(target.clone()), &target);
        }
        let place = target.strip_prefix('#').and_then(|target| self.place_of(target));
        let Some(anchor) = place else {
            self.dangling(id, &target);
            return self.marked(id, [self.kept(id)]);
        };
        // An entry has an id that its name is made of, or in our own files one that is made of its name.
        let to_entry = tree.by_id(&target[1..]).is_some_and(|to| tree.name(to) == "app");
        // Where the id can be no name, the name is another than that.
        let of_ours = self.is_own && is_anchor(&target[1..]);
        let exact = named && (of_ours || to_entry || target[1..] == anchor);
        let kept = if exact { self.kept_beyond(id, known) } else { Some(self.kept(id)) };
        let span = Some(tree.span(id));
        let reference = Reference { document: String::new(), anchor: Some(anchor), span, target: Default::default() };
        self.references.push(reference);
        let number = RefId(self.references.len() as u32 - 1);
        let to_note = tree.by_id(&target[1..]).is_some_and(|to| tree.name(to) == "note");
        let locus = if to_note { (LocusKind::Note, "@note") } else { (LocusKind::Page, "@page") };
        let opened = self.pen().open();
        let outer = self.frame().reference.replace(number);
        self.children(id);
        self.frame().reference = outer;
        let mut range = self.pen().close(opened);
        if range.is_empty() {
            let opened = self.pen().open();
            self.pen().make(locus.1);
            range = self.pen().close(opened);
            self.pen().mark(range.clone(), MarkKind::Locus(number, locus.0));
        }
        for kind in kept.into_iter().chain([MarkKind::Reference(number)]) {
            self.pen().mark(range.clone(), kind);
        }
    }

    /// A reference to another document, or to what no file has.
    fn away(&mut self, id: NodeId, TargetName { document, anchor }: TargetName) {
        let span = Some(self.tree.span(id));
        self.references.push(Reference { document, anchor, span, target: Default::default() });
        let number = RefId(self.references.len() as u32 - 1);
        let kept = self.kept_beyond(id, &["cRef"]);
        let outer = self.frame().reference.replace(number);
        self.marked(id, kept.into_iter().chain([MarkKind::Reference(number)]));
        self.frame().reference = outer;
    }

    /// In a reference of our own files, a placeholder: what of its target it stands for.
    fn locus(&mut self, id: NodeId) -> Option<(RefId, LocusKind, String)> {
        let tree = self.tree;
        let number = self.frame().reference.filter(|_| tree.name(id) == "ptr")?;
        let (kind, characters) = match tree.attribute(id, "type")? {
            "page" => (LocusKind::Page, "@page"),
            "line" => (LocusKind::Line, "@line"),
            "note" => (LocusKind::Note, "@note"),
            "title" => (LocusKind::Title, "@title"),
            "entry" => (LocusKind::Entry, "@entry"),
            _ => return None,
        };
        let own = tree.attribute(id, "n").filter(|own| kind == LocusKind::Title && !own.is_empty());
        Some((number, kind, own.unwrap_or(characters).to_owned()))
    }

    fn placeholder(&mut self, (number, kind, characters): (RefId, LocusKind, String)) {
        let opened = self.pen().open();
        self.pen().make(&characters);
        let range = self.pen().close(opened);
        self.pen().mark(range, MarkKind::Locus(number, kind));
    }

    /// A link out of the book; without words of its own it shows where it leads.
    fn linked(&mut self, id: NodeId, kept: Option<MarkKind>, link: MarkKind, shown: &str) {
        let opened = self.pen().open();
        self.children(id);
        let mut range = self.pen().close(opened);
        if range.is_empty() {
            let opened = self.pen().open();
            self.pen().make(shown);
            range = self.pen().close(opened);
        }
        for kind in kept.into_iter().chain([link]) {
            self.pen().mark(range.clone(), kind);
        }
    }

    /// The name of the place with that id, if it is one of the text.
    fn place_of(&self, xml_id: &str) -> Option<String> {
        let to = self.tree.by_id(xml_id)?;
        if self.tree.name(to) == "app" && self.tree.attribute(to, "type") != Some("witnesses") {
            let own = if self.is_own { app::own_name(self.tree, to) } else { None };
            return own.or_else(|| app::name_by_id(self, to));
        }
        if self.is_all_own && shape::is_counted(xml_id) {
            return Some(xml_id.to_owned());
        }
        if let Some(note) = self.note_name(to) {
            return Some(note);
        }
        let mut around = std::iter::once(to).chain(self.tree.ancestors(to)).map(|around| self.tree.name(around));
        let in_text = self.tree.ancestors(to).any(|around| self.tree.name(around) == "text");
        let closed = |name: &str| names::is_unprinted(name) || matches!(name, "rdg" | "rdgGrp" | "witDetail");
        (in_text && !around.any(closed)).then(|| self.place_name(xml_id))
    }

    /// Whether a reference shows nothing: it has no words, and leads to another file.
    pub(in crate::read::tei) fn is_unshown(&self, id: NodeId) -> bool {
        let tree = self.tree;
        let name = matches!(tree.name(id), "ptr" | "ref");
        let Some(target) = tree.attribute(id, "target").filter(|_| name) else { return false };
        let target = self.expanded(target.split_ascii_whitespace().next().unwrap_or_default());
        let leads = target.starts_with('#') || SCHEMES.iter().any(|scheme| target.starts_with(scheme));
        tree.children(id).is_empty() && !leads && tree.attribute(id, "cRef").is_none()
    }

    /// Notes down that such a reference leads nowhere.
    pub(in crate::read::tei) fn leads_nowhere(&mut self, id: NodeId) {
        let target = self.tree.attribute(id, "target").unwrap_or_default();
        let target = self.expanded(target.split_ascii_whitespace().next().unwrap_or_default());
        self.dangling(id, &target);
    }

    /// A target that leads nowhere: said once, with a count.
    fn dangling(&mut self, id: NodeId, target: &str) {
        let tree = self.tree;
        // What the header or another part of the file holds is there, though no place of the text.
        if target.is_empty() || target.strip_prefix('#').is_some_and(|target| tree.by_id(target).is_some()) {
            return;
        }
        let span = tree.span(id);
        match target.strip_prefix('#') {
            Some(name) => {
                let says = (
                    format!("nothing in the file has the id `{name}`: what refers to it leads nowhere"),
                    format!("give an element `xml:id=\"{name}\"`, or mend `target`"),
                );
                self.faults.push("dangling-target", target, span, says);
            }
            None => {
                let says = (
                    "references to other files are kept and lead nowhere",
                    "refer to documents of the book with `notes.toml`, and to the web with `https://…`",
                );
                self.faults.push("target-elsewhere", "", span, says);
            }
        }
    }

    /// A target with the prefix of a `prefixDef` written out.
    fn expanded(&self, target: &str) -> String {
        let Some((prefix, rest)) = target.split_once(':').filter(|(_, rest)| !rest.starts_with("//")) else {
            return target.to_owned();
        };
        let tree = self.tree;
        let defines = |id: &NodeId| tree.name(*id) == "prefixDef" && tree.attribute(*id, "ident") == Some(prefix);
        let defined = self.prefixes.iter().copied().find(defines);
        let pattern = defined.and_then(|id| tree.attribute(id, "replacementPattern"));
        match pattern {
            Some(pattern) => pattern.replace("$1", rest),
            None => target.to_owned(),
        }
    }
}

/// Whether an id may name a place as it is.
fn is_anchor(id: &str) -> bool {
    let reserved = ["note-", "call-", "entry-", "name-", "hyphen-"].iter().any(|prefix| id.starts_with(prefix));
    is_name(id) && !shape::is_counted(id) && id != "headnote" && !reserved
}
