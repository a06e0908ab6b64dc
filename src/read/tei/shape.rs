//! What is known of a file before it is walked over: which ids something refers to, which elements hold blocks,
//! which notes stand apart.

use super::names;
use super::tree::{Node, NodeId, Tree, is_space};
use std::borrow::Cow;
use std::collections::BTreeSet;

/// The attributes that point to elements.
const POINTERS: [&str; 9] = ["target", "targetEnd", "from", "to", "loc", "corresp", "spanTo", "next", "prev"];

/// The ids that something in the file refers to.
pub(super) fn targets<'t>(tree: &'t Tree<'_>) -> BTreeSet<Cow<'t, str>> {
    pointed(tree, |_, name| POINTERS.contains(&name))
}

/// The ids to which the text leads: what corresponds to something, and what the header says, wants no place.
pub(super) fn reached<'t>(tree: &'t Tree<'_>) -> BTreeSet<Cow<'t, str>> {
    let headers = tree.descendants(tree.root()).filter(|id| tree.name(*id) == "teiHeader");
    let headers: Vec<_> = headers.map(|id| tree.bytes(id)).collect();
    let in_header = |id: NodeId| {
        let at = tree.bytes(id).start;
        let next = headers.partition_point(|header| header.start <= at);
        next > 0 && at < headers[next - 1].end
    };
    pointed(tree, |id, name| name != "corresp" && POINTERS.contains(&name) && !in_header(id))
}

/// The ids to which attributes point, of those elements and names that are asked for.
fn pointed<'t>(tree: &'t Tree<'_>, asked: impl Fn(NodeId, &str) -> bool) -> BTreeSet<Cow<'t, str>> {
    let mut targets = BTreeSet::new();
    for id in tree.descendants(tree.root()) {
        let Node::Element(element) = tree.node(id) else { continue };
        let pointers = element.attributes.iter().filter(|attribute| asked(id, attribute.name));
        for token in pointers.flat_map(|attribute| attribute.value.split_ascii_whitespace()) {
            if let Some(target) = token.strip_prefix('#') {
                targets.insert(unescaped(target));
            }
        }
    }
    targets
}

/// A target within the file, percent signs decoded (RFC 3986); one that is no Unicode then is as it was.
pub(super) fn unescaped(target: &str) -> Cow<'_, str> {
    if !target.contains('%') || target.contains("://") {
        return target.into();
    }
    let mut bytes = Vec::with_capacity(target.len());
    let mut rest = target.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let code = after.get(..2).and_then(|digits| std::str::from_utf8(digits).ok());
        let code = code.and_then(|digits| u8::from_str_radix(digits, 16).ok()).filter(|_| *first == b'%');
        bytes.push(code.unwrap_or(*first));
        rest = if code.is_some() { &after[2..] } else { after };
    }
    String::from_utf8(bytes).map_or(target.into(), Cow::Owned)
}

/// Signs that open what is behind them.
const OPENING: &[char] = &['(', '[', '{', '«', '“', '‘', '„', '‚', '¿', '¡'];

/// Whether the tool wrote the file itself: then ids that begin with `_` are its own, and an `lb` without attributes is
/// the end of a line.
pub(super) fn is_own(tree: &Tree<'_>) -> bool {
    let mut all = tree.descendants(tree.root()).take_while(|id| tree.name(*id) != "text");
    all.any(|id| tree.name(id) == "application" && tree.attribute(id, "ident") == Some("edition"))
}

/// Whether it did so from a text of its own making: in one of others an `lb` or an id like `p1` is theirs.
pub(super) fn is_all_own(tree: &Tree<'_>) -> bool {
    let mut all = tree.descendants(tree.root()).take_while(|id| tree.name(*id) != "text");
    let kept = |id| tree.name(id) == "application" && tree.attribute(id, "type") == Some("kept");
    is_own(tree) && !all.any(kept)
}

/// The blocks of which the tool said, when it wrote the file, that their white space stays: those whose characters need
/// it. What a source said of a division or of all its text is kept, but means nothing for the lines between blocks.
pub(super) fn preserved(tree: &Tree<'_>) -> BTreeSet<NodeId> {
    if !is_own(tree) {
        return BTreeSet::new();
    }
    let says = |id: &NodeId| tree.attribute(*id, "xml:space") == Some("preserve");
    let needs = |id: &NodeId| !holds_blocks(tree, *id) && needs_space(tree, *id, true) != Some(false);
    tree.descendants(tree.root()).filter(says).filter(needs).collect()
}

/// Whether the last character of an element is white space, the one before it given; `None` where white space stands in
/// it that would not stay by itself: at the beginning, twice, or other than a space.
fn needs_space(tree: &Tree<'_>, id: NodeId, before: bool) -> Option<bool> {
    tree.children(id).iter().try_fold(before, |before, child| match tree.node(*child) {
        Node::Text(text) => text.string.chars().try_fold(before, |before, c| match is_space(c) {
            true => (!before && c == ' ').then_some(true),
            false => Some(false),
        }),
        Node::Element(_) => needs_space(tree, *child, before),
    })
}

/// Whether a file names the schema of EpiDoc in front of its root.
pub(super) fn is_epidoc(tree: &Tree<'_>) -> bool {
    let before = tree.source(0..tree.bytes(tree.root()).start);
    before.to_ascii_lowercase().contains("epidoc")
}

/// The instructions in front of the root that name a schema, as written.
pub(super) fn schemas<'t>(tree: &'t Tree<'_>) -> Vec<&'t str> {
    let mut schemas = vec![];
    let mut rest = tree.source(0..tree.bytes(tree.root()).start);
    while let Some(at) = rest.find("<!--").into_iter().chain(rest.find("<?")).min() {
        let end = if rest[at..].starts_with("<?") { "?>" } else { "-->" };
        let Some(length) = rest[at..].find(end).map(|length| length + end.len()) else { break };
        let whole = &rest[at..at + length];
        let names = ["<?xml-model", "<?oxygen"].iter().filter_map(|name| whole.strip_prefix(name));
        schemas.extend(names.filter(|after| after.starts_with(is_space)).map(|_| whole));
        rest = &rest[at + length..];
    }
    schemas
}

/// Whether an id is that of a block by its number, `p12`, or its index, `b3`.
pub(super) fn is_counted(id: &str) -> bool {
    let number = id.strip_prefix(['p', 'b']);
    number.is_some_and(|n| !n.is_empty() && n.bytes().all(|b| b.is_ascii_digit()))
}

/// Whether no text of a file has a word, or a picture.
pub(super) fn is_bare(tree: &Tree<'_>) -> bool {
    let shows =
        |text: NodeId| tree.has_words(text) || tree.descendants(text).any(|inner| tree.name(inner) == "graphic");
    let texts = texts(tree);
    !texts.is_empty() && !texts.into_iter().any(shows)
}

/// Whether the header says that quotation marks are characters of the text.
pub(super) fn has_quotation_marks(tree: &Tree<'_>) -> bool {
    let mut all = tree.descendants(tree.root()).take_while(|id| tree.name(*id) != "text");
    all.any(|id| tree.name(id) == "quotation" && matches!(tree.attribute(id, "marks"), Some("all" | "some")))
}

/// The `text` elements of a file, one of each `TEI` in it.
pub(super) fn texts(tree: &Tree<'_>) -> Vec<NodeId> {
    let is_text = |id: &NodeId| {
        let of = tree.parent(*id).map(|parent| tree.name(parent));
        tree.name(*id) == "text" && matches!(of, Some("TEI" | "teiCorpus"))
    };
    tree.descendants(tree.root()).filter(is_text).collect()
}

/// The notes in `standOff`, which say what they are about.
pub(super) fn standoff_notes(tree: &Tree<'_>) -> Vec<NodeId> {
    let is_note = |id: &NodeId| {
        // What an entry holds is read with it.
        let mut around = tree.ancestors(*id).map(|around| tree.name(around)).take_while(|name| *name != "app");
        tree.name(*id) == "note" && tree.attribute(*id, "target").is_some() && around.any(|name| name == "standOff")
    };
    tree.descendants(tree.root()).filter(|id| is_note(id) && is_note_of_text(tree, *id)).collect()
}

/// Whether an element holds blocks, not counting those of its notes and of what is not printed.
pub(super) fn holds_blocks(tree: &Tree<'_>, id: NodeId) -> bool {
    tree.elements(id).any(|child| {
        let name = tree.name(child);
        let closed =
            matches!(name, "note" | "rdg" | "rdgGrp" | "del" | "figDesc" | "cell") || names::is_unprinted(name);
        names::is_block(name) || (!closed && holds_blocks(tree, child))
    })
}

/// Whether an element holds characters of its own besides elements.
pub(super) fn is_mixed(tree: &Tree<'_>, id: NodeId) -> bool {
    tree.children(id).iter().any(|child| match tree.node(*child) {
        Node::Text(text) => !text.string.chars().all(is_space),
        Node::Element(element) => {
            names::is_phrase(&element.name) && !matches!(&*element.name, "note" | "lb" | "pb" | "anchor")
        }
    })
}

/// Whether a `cit` is what print has: a quotation, then its source.
pub(super) fn is_plain_citation(tree: &Tree<'_>, id: NodeId) -> bool {
    let names: Vec<&str> = tree.elements(id).map(|child| tree.name(child)).collect();
    names == ["quote", "bibl"]
}

/// Whether a note belongs to the text, not to an entry of an apparatus.
pub(super) fn is_note_of_text(tree: &Tree<'_>, id: NodeId) -> bool {
    for around in tree.ancestors(id) {
        match tree.name(around) {
            "lem" | "note" => return true,
            "app" | "rdg" | "rdgGrp" | "listApp" | "teiHeader" => return false,
            _ => {}
        }
    }
    true
}

/// Whether a note stands with others of its kind in front or at the end, where nothing but a link could say what it
/// is about.
pub(super) fn is_among_notes(tree: &Tree<'_>, id: NodeId) -> bool {
    tree.ancestors(id).any(|around| matches!(tree.name(around), "back" | "front" | "noteGrp"))
}

/// The notes that stand apart and are called by a reference: `ref target="#n1"`.
pub(super) fn endnotes(tree: &Tree<'_>) -> BTreeSet<NodeId> {
    let mut endnotes = BTreeSet::new();
    for id in tree.descendants(tree.root()).filter(|id| matches!(tree.name(*id), "ref" | "ptr")) {
        let target = tree.attribute(id, "target").and_then(|target| target.trim().strip_prefix('#'));
        let Some(note) = target.and_then(|target| tree.by_id(target)) else { continue };
        let apart = tree.parent(note).is_some_and(|of| {
            let name = tree.name(of);
            names::is_division(name)
                || matches!(name, "back" | "noteGrp" | "standOff" | "listAnnotation" | "body")
                || (matches!(name, "p" | "ab" | "item") && holds_notes_alone(tree, of))
        });
        // A reference inside the note leads back.
        let inside = tree.ancestors(id).any(|around| around == note);
        let printed = !tree.ancestors(id).any(|around| {
            let name = tree.name(around);
            names::is_unprinted(name) || matches!(name, "rdg" | "app" | "del" | "teiHeader")
        });
        if tree.name(note) == "note" && apart && !inside && printed && is_note_of_text(tree, note) {
            endnotes.insert(note);
        }
    }
    endnotes
}

/// Whether an element holds notes and nothing else.
pub(super) fn holds_notes_alone(tree: &Tree<'_>, id: NodeId) -> bool {
    let is_note = |child: &NodeId| match tree.node(*child) {
        Node::Text(text) => text.string.chars().all(is_space),
        Node::Element(element) => element.name == "note",
    };
    !tree.children(id).is_empty() && tree.children(id).iter().all(is_note)
}

/// What stands before a word or sign.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Before {
    /// The element right before it, if nothing but white space is between.
    pub(super) touching: Option<NodeId>,
    /// Whether white space is.
    pub(super) space: bool,
    /// Whether that white space is the file's layout: it has a line's end.
    pub(super) laid_out: bool,
    /// Whether that element opens what comes after it.
    pub(super) opens: bool,
}

/// What stands before an element, in what holds both.
pub(super) fn sibling_before(tree: &Tree<'_>, id: NodeId) -> Before {
    let mut before = Before::default();
    let Some(parent) = tree.parent(id) else { return before };
    let siblings = tree.children(parent);
    // Children are in the order of their ids.
    let Ok(at) = siblings.binary_search(&id) else { return before };
    for sibling in siblings[..at].iter().rev() {
        match tree.node(*sibling) {
            Node::Text(text) if text.string.chars().all(is_space) => {
                before.space = true;
                before.laid_out |= text.string.contains('\n');
            }
            Node::Text(_) => return before,
            Node::Element(element) => {
                before.touching = Some(*sibling);
                before.opens = element.name == "pc" && tree.words(*sibling).ends_with(OPENING);
                return before;
            }
        }
    }
    before
}

/// Whether the words of a file stand without white space in what holds this one: they are parted by being words.
pub(super) fn words_touch(tree: &Tree<'_>, id: NodeId) -> bool {
    let Some(parent) = tree.parent(id) else { return false };
    tree.children(parent).iter().all(|child| matches!(tree.node(*child), Node::Element(_)))
}
