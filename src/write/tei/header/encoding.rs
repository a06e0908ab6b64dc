//! How the file is encoded: the method of the apparatus, what the rules changed, what our own words mean.

use super::super::element::Element;
use super::super::ids::ncname;
use super::super::method::Method;
use super::variant_encoding;
use crate::model::apparatus::Hand;
use crate::model::document::{Document, Edition};
use crate::write::xml::Xml;
use std::collections::{BTreeMap, BTreeSet};

/// What is said once for a file.
#[derive(Debug)]
pub(in super::super) struct Encoding<'e> {
    pub(in super::super) edition: &'e Edition,
    /// The documents (indices) of the file.
    pub(in super::super) written: &'e [usize],
    pub(in super::super) method: Method,
    /// The categories that are named in it.
    pub(in super::super) used: &'e BTreeSet<String>,
}

/// What each category of ours means, by the part of its name behind the taxonomy.
const MEANINGS: [(&str, &str); 77] = [
    ("reading.words", "the words of the lemma, or none"),
    ("reading.text", "the reading that is the text, of an entry without a lemma"),
    ("reading.om", "omits"),
    ("reading.add", "adds after the lemma"),
    ("reading.praem", "adds before the lemma"),
    ("reading.swap", "transposes the words of the lemma"),
    ("reading.post", "transposes after the words noted"),
    ("reading.ante", "transposes before the words noted"),
    ("reading.transp", "transposes"),
    ("reading.del", "deletes"),
    ("reading.secl", "brackets"),
    ("reading.suppl", "supplies"),
    ("reading.lac", "lacuna"),
    ("reading.illeg", "illegible"),
    ("reading.coni", "conjectured"),
    ("reading.prop", "proposed"),
    ("reading.dub", "doubtfully"),
    ("reading.stat", "posited"),
    ("reading.ind", "indicated"),
    ("reading.corr", "corrected"),
    ("reading.emend", "emended"),
    ("reading.scr", "written by who prints it"),
    ("reading.restit", "restored"),
    ("reading.damn", "condemned"),
    ("reading.exp", "expunged"),
    ("reading.susp", "suspected"),
    ("reading.trai", "displaced"),
    ("reading.fort", "perhaps, said before it"),
    ("reading.fort-behind", "perhaps, said behind it"),
    ("reading.fort-recte", "perhaps rightly"),
    ("state.ac", "before correction"),
    ("state.pc", "after correction"),
    ("state.mg", "in the margin"),
    ("state.sl", "above the line"),
    ("state.vid", "as it seems"),
    ("deed.coni", "has conjectured the lemma"),
    ("deed.prop", "has proposed the lemma"),
    ("deed.dub", "has proposed the lemma doubtfully"),
    ("deed.corr", "has corrected it to the lemma"),
    ("deed.emend", "has emended it to the lemma"),
    ("deed.scr", "has written the lemma"),
    ("deed.restit", "has restored the lemma"),
    ("deed.prob", "approves what another has proposed"),
    ("deed.improb", "rejects what another has proposed"),
    ("deed.ap", "tells of what another has proposed"),
    ("deed.add", "has added the lemma"),
    ("deed.suppl", "has supplied the lemma"),
    ("deed.del", "has deleted what the lemma lacks"),
    ("deed.secl", "has bracketed the lemma"),
    ("deed.trai", "has moved the lemma"),
    ("deed.stat", "has posited the lacuna"),
    ("deed.ind", "has indicated the lacuna"),
    ("deed.damn", "has condemned the lemma"),
    ("deed.exp", "has expunged the lemma"),
    ("support.except", "is left out of those who are named together"),
    ("siglum.manuscript", "manuscript"),
    ("siglum.edition", "edition"),
    ("siglum.translation", "translation"),
    ("siglum.scholar", "scholar"),
    ("siglum.source", "source"),
    ("siglum.group", "group of witnesses"),
    ("siglum.hand", "hand in a witness"),
    ("siglum.in-force", "accounted for at each entry"),
    ("siglum.without-headings", "has none of the headings, which are the editor’s"),
    ("siglum.base", "the text was read from it"),
    ("siglum.together", "witnesses named together"),
    ("line.advance", "so many numbers are left out before this line"),
    ("line.skip", "the block does not count"),
    ("line.hide", "its numbers are not printed"),
    ("line.sub", "its lines are sub-lines of the line before"),
    ("line.shared", "it goes on with the verse before"),
    ("who.codd", "all manuscripts"),
    ("who.cett", "all others"),
    ("who.all", "all witnesses"),
    ("who.edd", "all editions"),
    ("who.editor", "the editor"),
    ("series", "series of notes and layers of the apparatus"),
];

/// What a category means, for those with a meaning of their own.
pub(super) fn meaning(name: &str) -> Option<&'static str> {
    MEANINGS.iter().find(|(known, _)| *known == name).map(|(_, meaning)| *meaning)
}

/// Says who wrote the file: by this it is known for one of our own.
/// `kept` says that a text in it is another's: there an `lb` or an id like `p1` is its own.
pub(super) fn written_by(kept: bool, xml: &mut Xml) {
    xml.open("appInfo", &[]);
    let application = Element::new("application").with("ident", "edition").with("version", env!("CARGO_PKG_VERSION"));
    application.with_some("type", kept.then_some("kept")).open(xml);
    xml.leaf("label", &[], "edition");
    xml.close();
    xml.close_line();
}

impl Encoding<'_> {
    /// Writes it.
    pub(super) fn write(&self, xml: &mut Xml) {
        xml.open_line("encodingDesc", &[]);
        written_by(self.documents().any(|document| document.header.of_others), xml);
        self.rules(xml);
        self.rest(true, xml);
        xml.close_line();
    }

    /// Method and categories, in the order in which the header has them.
    pub(super) fn rest(&self, method: bool, xml: &mut Xml) {
        let has_entries = self.documents().any(|document| !document.entries.is_empty());
        if method && has_entries {
            variant_encoding(self.method, xml);
        }
        let mut by_taxonomy: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for name in self.used.iter().filter(|name| !name.starts_with("who.")) {
            let taxonomy = name.split_once('.').map_or("", |(taxonomy, _)| taxonomy);
            by_taxonomy.entry(taxonomy).or_default().push(name);
        }
        if by_taxonomy.is_empty() {
            return;
        }
        xml.open_line("classDecl", &[]);
        for (taxonomy, names) in by_taxonomy {
            xml.open_line("taxonomy", &[("n", taxonomy)]);
            for name in names {
                xml.open("category", &[("xml:id", &ncname(name))]);
                xml.leaf("catDesc", &[], &self.meaning(name));
                xml.close_line();
            }
            xml.close_line();
        }
        xml.close_line();
    }

    fn documents(&self) -> impl Iterator<Item = &Document> {
        self.written.iter().filter_map(|index| self.edition.documents.get(*index))
    }

    fn meaning(&self, name: &str) -> String {
        if let Some(id) = name.strip_prefix("series.") {
            let series = self.edition.series.iter().find(|series| series.id == id);
            return series.map_or_else(|| id.to_owned(), |series| series.title.clone());
        }
        if let Some(id) = name.strip_prefix("numbering.") {
            let system = self.edition.book.milestones.iter().find(|system| system.id == id);
            return system.map_or_else(|| id.to_owned(), |system| system.title.clone());
        }
        let state = name.strip_prefix("state.").and_then(|own| own.split_once('.'));
        if let Some((_, own)) = state {
            let mut all = self.documents().flat_map(|document| &document.sigla.states);
            return all.find(|state| state.name == own).map_or_else(|| own.to_owned(), |state| state.print.clone());
        }
        meaning(name).unwrap_or(name).to_owned()
    }

    /// What the rules changed, each with the number of its changes.
    fn rules(&self, xml: &mut Xml) {
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for document in self.documents() {
            for edit in document.account.iter().flat_map(|account| &account.edits) {
                if edit.applied && edit.rule != "emendation" {
                    *counts.entry(edit.rule).or_default() += 1;
                }
            }
            for entry in &document.entries {
                if let Hand::Rule(rule) = entry.hand {
                    counts.entry(rule).or_default();
                }
            }
        }
        if counts.is_empty() {
            return;
        }
        xml.open_line("editorialDecl", &[]);
        xml.open_line("normalization", &[]);
        xml.open("p", &[]);
        xml.text("Rules have changed the witnesses, each so many times:");
        xml.open_line("list", &[]);
        for (rule, count) in counts {
            xml.open("item", &[("xml:id", &ncname(&format!("rules.{rule}")))]);
            xml.leaf("code", &[], rule);
            xml.text(" ");
            xml.leaf("num", &[("value", &count.to_string())], &count.to_string());
            xml.close_line();
        }
        xml.close();
        xml.close_line();
        xml.close_line();
        xml.close_line();
    }
}
