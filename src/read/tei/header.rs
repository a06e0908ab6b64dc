//! The header: what the file says about itself.

use super::tree::{NodeId, Tree};
use crate::model::header::{EntryList, Header};
use crate::words::language;

/// Reads the file's own header, and what stands beside the text.
pub(super) fn read(tree: &Tree<'_>) -> Header {
    let root = tree.root();
    let (language, beside, attributes) = (language_of(tree), beside(tree), of_root(tree));
    let lists = lists(tree);
    let of_others = !super::shape::is_all_own(tree);
    let schemas = super::shape::schemas(tree).into_iter().map(str::to_owned).collect();
    let mut header = Header { language, beside, schemas, attributes, lists, of_others, ..Header::default() };
    let Some(own) = tree.child(root, "teiHeader") else { return header };
    header.xml = Some(tree.source(tree.bytes(own)).to_owned());
    let Some(file) = tree.child(own, "fileDesc") else { return header };
    if let Some(title) = tree.child(file, "titleStmt") {
        title_statement(tree, title, &mut header);
    }
    if let Some(publication) = tree.child(file, "publicationStmt") {
        let find = |names: &[&str]| first(tree, publication, names);
        header.publisher = find(&["publisher"]).or_else(|| find(&["distributor", "authority"]));
        header.published = find(&["date"]);
        header.licence = licence(tree, publication);
    }
    if let Some(source) = tree.child(file, "sourceDesc") {
        let described = tree.elements(source).find(|child| {
            matches!(tree.name(*child), "bibl" | "biblStruct" | "biblFull" | "p") && tree.has_words(*child)
        });
        header.source = described.map(|described| tree.words(described));
        header.authors.extend(source_author(tree, source).filter(|_| header.authors.is_empty()));
    }
    header.date = creation(tree, own);
    header.dateline = created(tree, own).map(|date| words(tree, date)).filter(|words| !of_others && !words.is_empty());
    header
}

fn title_statement(tree: &Tree<'_>, statement: NodeId, header: &mut Header) {
    for child in tree.elements(statement) {
        let words = words(tree, child);
        if words.is_empty() {
            continue;
        }
        match tree.name(child) {
            "title" if tree.attribute(child, "type") == Some("main") => header.titles.insert(0, words),
            "title" => header.titles.push(words),
            "author" => header.authors.push(words),
            "editor" if is_role(tree, child, "transl") => header.translators.push(words),
            "editor" => header.editors.push(words),
            "respStmt" => {
                let resp = first(tree, child, &["resp"]).unwrap_or_default().to_lowercase();
                let names = tree.elements(child).filter(|part| !matches!(tree.name(*part), "resp" | "note" | "date"));
                let names = names.map(|name| self::words(tree, name)).filter(|name| !name.is_empty());
                match resp {
                    resp if resp.contains("transl") || resp.contains("traduc") => header.translators.extend(names),
                    resp if resp.contains("edit") || resp.contains("édit") => header.editors.extend(names),
                    _ => {}
                }
            }
            _ => {}
        }
    }
}

fn is_role(tree: &Tree<'_>, id: NodeId, role: &str) -> bool {
    tree.attribute(id, "role").is_some_and(|given| given.to_lowercase().starts_with(role))
}

/// An element's words; of a name in parts, parted by spaces.
fn words(tree: &Tree<'_>, id: NodeId) -> String {
    let parts: Vec<NodeId> = tree.elements(id).collect();
    let own = tree.words(id);
    let in_parts = parts.len() > 1 && !own.contains(' ');
    match in_parts {
        true => parts.iter().map(|part| tree.words(*part)).collect::<Vec<_>>().join(" "),
        false => own,
    }
}

/// The words of the first element below with one of these names.
fn first(tree: &Tree<'_>, id: NodeId, names: &[&str]) -> Option<String> {
    let found = tree.descendants(id).find(|below| names.contains(&tree.name(*below)))?;
    Some(tree.words(found))
        .filter(|words| !words.is_empty())
        .or_else(|| tree.attribute(found, "when").map(str::to_owned))
}

/// The terms: in words, or where they are found.
fn licence(tree: &Tree<'_>, publication: NodeId) -> Option<String> {
    let found = tree.descendants(publication).find(|id| matches!(tree.name(*id), "licence" | "license"));
    let found = found.or_else(|| tree.descendants(publication).find(|id| tree.name(*id) == "availability"))?;
    let words = tree.words(found);
    let words = if words.is_empty() { tree.attribute(found, "target").unwrap_or_default().to_owned() } else { words };
    Some(words).filter(|words| !words.is_empty())
}

fn source_author(tree: &Tree<'_>, source: NodeId) -> Option<String> {
    let author = tree.descendants(source).find(|id| tree.name(*id) == "author")?;
    Some(words(tree, author)).filter(|words| !words.is_empty())
}

/// What says when the text was written.
fn created(tree: &Tree<'_>, header: NodeId) -> Option<NodeId> {
    let creation = tree.child(tree.child(header, "profileDesc")?, "creation")?;
    tree.descendants(creation).find(|id| tree.name(*id) == "date")
}

/// When the text was written, as far as it is known: only what is a date as our sheets have it.
fn creation(tree: &Tree<'_>, header: NodeId) -> Option<String> {
    let when = tree.attribute(created(tree, header)?, "when")?;
    let parts: Vec<&str> = when.split('-').collect();
    let sized = parts
        .iter()
        .zip([4, 2, 2])
        .all(|(part, length)| part.len() == length && part.bytes().all(|b| b.is_ascii_digit()));
    (sized && parts.len() <= 3).then(|| when.to_owned())
}

/// The language of the text: as `text` says, or the root, or the only one that the header lists.
fn language_of(tree: &Tree<'_>) -> Option<String> {
    let root = tree.root();
    let texts = super::shape::texts(tree);
    let text = texts.first().copied();
    let body = text.and_then(|text| tree.child(text, "body"));
    let single = body.and_then(|body| {
        let mut parts = tree.elements(body);
        parts.next().filter(|_| parts.next().is_none())
    });
    let said = [text, body, single].into_iter().flatten().find_map(|id| tree.attribute(id, "xml:lang"));
    let listed = || {
        let mut all = tree.descendants(root).filter(|id| tree.name(*id) == "language");
        let first = all.next()?;
        let main = std::iter::once(first)
            .chain(all.by_ref())
            .find(|id| tree.attribute(*id, "usage").is_some_and(|u| u.starts_with("100")));
        let only = tree.descendants(root).filter(|id| tree.name(*id) == "language").count() == 1;
        let listed = main.or(Some(first).filter(|_| only))?;
        tree.attribute(listed, "ident")
    };
    said.or_else(listed).or_else(|| tree.attribute(root, "xml:lang")).and_then(language::tag)
}

/// What the root element says; that it is TEI, and what the tool writes there itself, is known.
fn of_root(tree: &Tree<'_>) -> Vec<(String, String)> {
    let own = super::shape::is_own(tree);
    let said = tree.element(tree.root()).map_or(&[][..], |root| &root.attributes).iter();
    let known = |name: &str| matches!(name, "xmlns" | "xml:lang") || own && matches!(name, "xml:id" | "type");
    let said = said.filter(|attribute| !known(attribute.name));
    said.map(|attribute| (attribute.name.to_owned(), attribute.value.to_string())).collect()
}

/// The lists of entries.
fn lists(tree: &Tree<'_>) -> Vec<EntryList> {
    let nodes: Vec<NodeId> = tree.descendants(tree.root()).filter(|id| tree.name(*id) == "listApp").collect();
    let list = |id: &NodeId| {
        let within = tree.parent(*id).and_then(|parent| nodes.binary_search(&parent).ok());
        let said = tree.element(*id).map_or(&[][..], |list| &list.attributes).iter();
        let attributes = said.map(|said| (said.name.to_owned(), said.value.to_string())).collect();
        let others = tree.elements(*id).filter(|child| !matches!(tree.name(*child), "app" | "listApp"));
        EntryList { within, attributes, head: others.map(|child| tree.source(tree.bytes(child))).collect() }
    };
    nodes.iter().map(list).collect()
}

/// What stands beside header and text, as it is written: facsimiles, annotations; not what is read elsewhere.
fn beside(tree: &Tree<'_>) -> Vec<String> {
    let own = super::shape::is_own(tree);
    let others =
        tree.elements(tree.root()).filter(|id| matches!(tree.name(*id), "facsimile" | "sourceDoc" | "standOff"));
    let parts = others.flat_map(|id| match tree.name(id) {
        "standOff" => tree.elements(id).filter(|child| !is_read_elsewhere(tree, *child, own)).collect(),
        _ => vec![id],
    });
    parts.map(|id| tree.source(tree.bytes(id)).to_owned()).collect()
}

/// Whether an element of `standOff` is read with the text, or is one that the tool writes from other files of the book.
fn is_read_elsewhere(tree: &Tree<'_>, id: NodeId, own: bool) -> bool {
    let of_type = |kinds: &[&str]| own && tree.attribute(id, "type").is_some_and(|kind| kinds.contains(&kind));
    let names = || {
        let named = |child: NodeId| tree.attribute(child, "xml:id").is_some_and(|id| id.starts_with("names."));
        own && tree.elements(id).next().is_some_and(named)
    };
    match tree.name(id) {
        "listApp" | "app" => true,
        "note" => tree.attribute(id, "target").is_some() || own,
        "spanGrp" => of_type(&["passages"]),
        "linkGrp" => of_type(&["parallels", "contradictions"]),
        "listBibl" => of_type(&["works"]),
        "list" => of_type(&["names"]),
        "listPerson" | "listPlace" | "listOrg" | "listEvent" => names(),
        _ => false,
    }
}
