//! Writes TEI P5: the whole edition as one file, a `TEI` or, for several documents, a `teiCorpus`.
//!
//! Takes the edition as it is resolved, before entries are composed: pages, lines and style are nothing to it, nor are
//! documents that the tool writes. The same edition gives the same bytes; no clock is read. What is written here is
//! read by `read::tei`: the tables below are what both agree on.
//!
//! # Identity
//!
//! | what | as |
//! |---|---|
//! | a document `D` | `TEI/@xml:id = D` (no document's id, no prefix, in a file of one `TEI`) |
//! | a place `x` of it | `xml:id = x` in a file of one `TEI`, `D_x` in a `teiCorpus` |
//! | a block's anchor, `MarkKind::Anchor` | its name |
//! | a block without an anchor that something refers to | `p12`, its printed number, or `b3`, its index: no anchor when read |
//! | a note | `note-S-K` of its series and key |
//! | an entry `c:1` | `entry-c-1`; its name in full is `@n`, unless its source has an `@n` of its own |
//! | a siglum | itself where it is an NCName and free, else `siglum-…` (`conspectus::anchor`) |
//! | a name, a work (of the book: never prefixed) | `names.ID`, `works.KEY` |
//! | what the tool makes for itself: parts of what overlaps, ends of lemmata | begins with `_` (`_x`, in a `teiCorpus` `_D_x`); no anchor when read |
//!
//! A file of ours has `appInfo/application[@ident="edition"]`: only there mean these ids, an `lb` without attributes and
//! other words of ours what is said here. `@type="kept"` on it says that a text in the file was written by others: then an
//! `lb` and an id like `p12` are theirs.
//!
//! # Categories
//!
//! Words of our own for which TEI has no element or attribute are pointers in `@ana` to a `category` in
//! `encodingDesc/classDecl/taxonomy` (that of the corpus in a `teiCorpus`): `#series.S` a series of notes or layer of the apparatus,
//! `#reading.…` the kind of a reading and how it is proposed, `#state.…` what of a witness, `#siglum.…` the kind of a
//! siglum, `#line.…` what is said of a line's number, `#numbering.…` a system of milestones.
//!
//! # Containers
//!
//! | model | TEI |
//! |---|---|
//! | `Document.title` with its marks | `text/front/docTitle/titlePart[@type="main"]`; plain in `titleStmt/title[@type="main"]` |
//! | `short_title`; `author`; `date`; `dateline` | `titleStmt/title[@type="short"]`; `titleStmt/author`; `profileDesc/creation/date/@when`; its content |
//! | `source` | `sourceDesc/bibl[@type="source"]` |
//! | `language`; `rights` | `TEI/@xml:lang`; `availability/p` |
//! | `headnote` | `text/front/div[@type="headnote"]`; of an absent text `standOff/note[@type="headnote"]` |
//! | `body` | `text/body`; not written where the text is absent |
//! | a note, called | `note[@type=S][@n=K][@xml:id]` at its first call; further calls `ptr[@type="call"][@target]` |
//! | a note that nothing calls | the same in `standOff` |
//! | the words a note stands on | `anchor` at both ends, `note/@target`, `note/@targetEnd`; of an absent text `label[@type="lemma"]` first in the note |
//! | a text of one plain paragraph in a note, item, definition, cell | its words without `p`; of several blocks each its element |
//!
//! # Blocks and groups
//!
//! | model | TEI |
//! |---|---|
//! | `Paragraph` | `p` |
//! | `Heading(n)` | `head` of a `div` at depth n (empty `div`s where a level is skipped); inside a group or a note `ab[@type="heading"][@subtype=n]` |
//! | `Verse`; `Stanza`; `StanzaOf(k)` | `l`; `lg`; `lg[@type=k]` |
//! | `Quotation` | `quote`; with an `Attribution` as its last block `cit/(quote, bibl)` |
//! | `Epigraph` | `epigraph` where a division begins, else `quote[@type="epigraph"]`; inside it as a quotation (`cit` or blocks alone) |
//! | `Attribution` | `bibl` as a block |
//! | `List`; `Item` | `list[@rend="bulleted"\|"numbered"]`; `item`, the first with `@n` where the list does not begin with 1 |
//! | `Definitions`; `Term`; `Definition` | `list[@type="gloss"]`; `label`; `item`; a further definition of the same term follows an empty `label` |
//! | `Table`; `Row`; `Cell`; `Caption` | `table[@rend]` with a word for each column (`left centre right facing`); `row`, of heads `row[@role="label"]`; `cell`; `head` |
//! | `Figure`; `Picture`; `Caption` | `figure`; `graphic[@url][@width="50%"]` with `figDesc` in the figure; `head` |
//! | `Code` | `ab[@type="code"][@xml:space="preserve"]`, lines ended by newlines |
//! | `Rule` | `milestone[@unit="rule"]` without `@n`, between blocks |
//! | `Term`, `Caption` elsewhere | `ab[@type="term"]`, `ab[@type="caption"]` |
//! | `Entries` | nothing: only documents that the tool writes have them |
//! | U+2028 in a block | `lb` without attributes; where a text of others is in the file `lb[@type="hard"]` |
//! | `GroupKind::Foreign` | its element around the blocks; over one block alone that has the same element, or whose element may hold no blocks, in place of the block's own (`ab`, `p`, `head`, `l`, `speaker` …) |
//!
//! # Marks
//!
//! | model | TEI |
//! |---|---|
//! | `Emphasis`, `Strong`, `SmallCaps`, `Superscript`, `Subscript`, `RunInHead` | `hi[@rend="italic"\|"bold"\|"smallcaps"\|"superscript"\|"subscript"\|"run-in"]` |
//! | `Code`; `Language(l)` | `code`; `foreign[@xml:lang=l]` |
//! | `Call`, `Lemma` | see notes |
//! | `Reference` | `ref[@target="#id"]`; to what is not in the file (a document that the tool writes) or nowhere `ref[@cRef="document#anchor"]` |
//! | `Locus` in a reference | `ptr[@type="page"\|"line"\|"note"\|"title"\|"entry"]` with the same target: its characters (`@page` …) are not written, but in `@n` those for a title that are others than `@title` |
//! | `Link` | `ref[@target]` with a URI that is no fragment |
//! | `Anchor` | `anchor[@xml:id]`; those that the tool makes for names and citations are not written |
//! | `Passage(name)` | `standOff/spanGrp[@type="passages"]/span[@xml:id="_" + name][@from][@to]` between two `anchor`s, the first the one of its name if there is one; of an absent text the words quoted, without `@from` |
//! | `Name` | `persName`, `placeName`, `orgName`, else `name[@type=kind]`, with `@key` (the id) and `@ref="#names.ID"` |
//! | `Citation` | `ref[@type="citation"][@subtype=how][@target="#works.KEY"]`, `@n` the locator: silent when read, `cite` finds it again |
//! | `Divided` | `seg[@type="divided"]` |
//! | `Milestone` | `pb[@ed=system][@n]` of a system of pages, else `milestone[@unit=system][@n]` |
//! | `Line(Number(n))` | `l/@n` where it stands at the beginning of a verse, else `milestone[@unit="line"][@n]` |
//! | `Line(…)` | `milestone[@unit="line"][@ana="#line.advance"\|skip\|hide\|sub\|shared]`, `@n` the numbers left out; `l[@part]` (`I`, `M`, `F`) for `Shared` at the beginning of a verse |
//! | `Foreign` | its element; a mark of the model of the same range that comes directly behind it and that such an element may mean (`hi`, `title`: `Emphasis`; `persName`: `Name`; …) is the same element |
//! | `Key`, `Ordinal`, `Part`, `Loci`, `CitationKey` | nothing: they are of composed notes, of documents that the tool writes, of citations not yet written out |
//!
//! Marks that overlap are cut into elements that nest: each part has an `xml:id`, `@next` leads to the part after it and
//! `@prev` to the one before. Reading joins them: from the beginning of the first to the end of the last. An `app` is never
//! cut. Two marks of one range have no order.
//!
//! # Apparatus
//!
//! Each file has one method, in `variantEncoding`. *Parallel segmentation* (`location="internal"`) if all lemmata of the
//! file nest or are apart and each is one range inside one block; else *double end-point* (`location="external"`): all
//! `app`s in `standOff/listApp`, with `@from` and `@to` at `anchor`s. A lemma of several parts there is an `app` for each part,
//! the first with the readings, chained by `@next` and `@prev`.
//!
//! | model | TEI |
//! |---|---|
//! | `Entry` | `app[@xml:id][@n=id]` (an `@n` of its source stays), `@type` its type, `@ana="#series.S"` its layer; of an emendation `@type="emendation"`, `@subtype` its type |
//! | an entry of a list of its source (`Header.lists`) that stands beside the text | in that `listApp`, with its head |
//! | `form` | `app/@rend = "positive"\|"negative"` |
//! | the lemma; `support` | `lem` with the text's words (in double end-point repeated there); `@wit`, `@resp`, `@source` on it |
//! | `Entry.lemma` where it is not what its marks cover | `note[@type="lemma"]` in the `app` |
//! | `note`; `reason` | `note` in the `app`; `note[@type="reason"]` |
//! | `hand` | the editor: nothing; a rule: `lem/@resp="#rules.NAME"`, an item of `editorialDecl/normalization` |
//! | an entry of a text that is absent, or without a place | `app` in `standOff/listApp` without `@from`; `lem` has `Entry.lemma` |
//! | `within` | `app` inside the `rdg` where its lemma stands in that once; else in `standOff/listApp` with `@corresp` to the `rdg` |
//! | `Reading` | `rdg`, its words with `Reading.marks`; `@type` its type |
//! | `ReadingKind` | `Words`: none, or `#reading.words` without words; `Omission`: an empty `rdg`; `Lacuna`: `gap[@reason="lacuna"]`; `Illegible`: `gap[@reason="illegible"]`; all others `@ana="#reading.add"`, `praem`, `del`, `secl`, `suppl`, `swap`, `post`, `ante` (of the last two the words moved to are `note[@type="move"]` in the `rdg`) |
//! | `How` | `@ana` too: `#reading.coni`, `#reading.prop`, `#reading.dub` (with `@cert="low"`), `#reading.corr` …; what stands for the word of the kind (`#reading.damn`) beside it |
//! | `Who::Siglum` | `@wit` for manuscripts, editions, translations, groups, hands; `@resp` for scholars; `@source` for sources |
//! | `Who::Editor`, `Manuscripts`, `Others`, `All`, `Editions` | `@resp="#who.editor"`; `@wit="#who.codd"`, `#who.cett`, `#who.all`, `#who.edd` |
//! | `except` | `witDetail[@wit][@ana="#support.except"]` of those left out, behind that of who leaves them out |
//! | `states`, `remark`, `deed` | `witDetail[@wit][@ana="#state.ac …"]`, `#deed.coni …` for what made the lemma, right behind the `lem` or `rdg`, its content the remark or what the source has; where a siglum is named twice there, one for each |
//! | `Lacuna(siglum)` | an `app[@type="lacuna"]` at each end, without `lem`: `rdg[@wit]/lacunaStart`, `rdg[@wit]/lacunaEnd`; in double end-point one with `@from` and `@to` and both; `witStart` alone where the lacuna begins with the text |
//! | `Entry.attributes`, `Reading.attributes` | as they are, where none of ours has that name |
//!
//! # Sigla
//!
//! | model | TEI |
//! |---|---|
//! | manuscript, edition, translation, group | `sourceDesc/listWit/witness[@xml:id][@ana="#siglum.KIND"]`: `abbr[@type="siglum"]`, title, `date`; flat, in the order of the conspectus |
//! | hand | `witness[@ana="#siglum.hand"][@corresp="#its-witness"]` |
//! | scholar; source | `sourceDesc/listPerson[@type="scholars"]/person`: `persName`, `abbr` in it; `sourceDesc/listBibl[@type="sources"]/bibl` |
//! | `group` | `@corresp="#group"` |
//! | in force; base | `@ana="#siglum.in-force"`, `#siglum.base` |
//! | `Document.witnesses` | `idno[@type="file"]`, `idno[@type="sha256"]` in the `witness` |
//! | codd., cett., omnes, edd. where used | `witness[@xml:id="who.codd"][@ana="#siglum.together"]`: no sigla when read |
//!
//! # What the source says beyond the model
//!
//! | model | TEI |
//! |---|---|
//! | `Header`: `xml`; `schemas`; `attributes`; `beside` | the header, with what this file adds to it; in front of the root, each once; those of the root; in `standOff`, facsimiles before it |
//! | a group `Foreign` named `front`, `body`, `group`, `back`, `text`; `TEI`s | the parts of the text; a `teiCorpus` |
//! | a group `Foreign` around a group of the same element | one element |
//! | a mark `Foreign` `note` over a whole note | what the `note` says beyond: its `@type` stays, and its series is `@ana="#series.S"` |
//! | the same over blocks of an entry's note | a `note` of its own |
//! | a `ref` or `ptr` without words that is not shown | it, with `@rend="none"` |
//! | `#open`, `#close`; `#before`, `#after` | characters that are not written; source in the element |
//! | `#rdg`, `#none` of a lemma; `#of-group` of a reading | it is a `rdg`; it has no element beside the text; its type is the group's |
//! | `#hand` of who has something | what of the remark is the reading’s `@hand` |
//! | `#shared` of who has something | the detail before it is on it too |
//! | `#verses`; `#numbering` of a division | its verses stand straight in it; its `@n` is a number of that system, and no milestone |
//! | a language over all that an element around it says to be in it | no element of its own |
//! | `#placed`; `#part` of an entry | its source's `@from` and `@to` stay; the id of a further part |
//! | `#of` of a head; `#level` of a division; `#leaf`; `#outer` of a `lg` | it opens no division; how deep it stands; the element holds characters; it holds others |
//!
//! # Beside the texts (of the corpus in a `teiCorpus`)
//!
//! | model | TEI |
//! |---|---|
//! | `Name` | `standOff/listPerson/person`, `listOrg/org`, `listPlace/place`, `listEvent/event`, else `list[@type="names"]/item` with `@xml:id="names.ID"` |
//! | `Work` | `standOff/listBibl[@type="works"]/biblStruct[@xml:id="works.KEY"]` |
//! | `Parallel`, `Contradiction` | `standOff/linkGrp[@type="parallels"\|"contradictions"]/link[@xml:id][@type=kind][@target]` to the spans of the sides; its note `standOff/note[@target]` |

mod beside;
mod blocks;
mod cut;
mod document;
mod element;
mod entries;
mod foreign;
mod groups;
mod header;
mod ids;
mod joined;
mod marks;
mod method;
mod notes;
mod outline;
mod readings;
mod source;
mod standoff;
mod text;
mod writing;

use crate::model::document::Edition;
use crate::write::xml::Xml;
use header::Encoding;
use ids::Ids;
use std::collections::BTreeSet;

/// The namespace of TEI.
const NAMESPACE: &str = "http://www.tei-c.org/ns/1.0";

/// The names that the ids of a document are made from, by note, entry and siglum, and its anchors.
#[derive(Debug, Default)]
struct DocumentIds {
    anchors: BTreeSet<String>,
    notes: Vec<String>,
    entries: Vec<String>,
    sigla: Vec<String>,
}

/// The TEI of an edition that is resolved.
pub fn write(edition: &Edition) -> Vec<u8> {
    let all = 0..edition.documents.len();
    let written: Vec<usize> = all.filter(|index| edition.documents[*index].generated.is_none()).collect();
    write_documents(edition, &written)
}

/// The TEI of some documents (indices) of an edition, as if it had no others.
pub fn write_documents(edition: &Edition, written: &[usize]) -> Vec<u8> {
    let ids = Ids::of(edition, written);
    let method = method::of(written.iter().map(|index| &edition.documents[*index]));
    let texts: Vec<_> = written.iter().map(|index| document::text(edition, &ids, method, *index)).collect();
    let mut used: BTreeSet<String> = texts.iter().flat_map(|text| text.used.iter().cloned()).collect();
    if used.iter().any(|name| ["who.codd", "who.cett", "who.all", "who.edd"].contains(&name.as_str())) {
        used.insert("siglum.together".to_owned());
    }
    let encoding = Encoding { edition, written, method, used: &used };
    let mut beside = Xml::part();
    beside::write(edition, &ids, &mut beside);
    let beside = beside.finish();
    let mut xml = Xml::document();
    let mut schemas: Vec<&String> = vec![];
    for schema in written.iter().flat_map(|index| &edition.documents[*index].header.schemas) {
        if !schemas.contains(&schema) {
            schemas.push(schema);
            xml.raw(schema);
            xml.newline();
        }
    }
    if let ([index], [text]) = (written, &texts[..]) {
        document::element(edition, &ids, (*index, text), (Some(&encoding), &beside), &mut xml);
        return xml.finish().into_bytes();
    }
    let mut root = element::Element::new("teiCorpus").with("xmlns", NAMESPACE);
    root = root.with_some("xml:lang", element::language(&edition.book.language));
    root.open(&mut xml);
    xml.newline();
    header::corpus(edition, &encoding, &mut xml);
    if !beside.is_empty() {
        xml.open_line("standOff", &[]);
        xml.raw(&beside);
        xml.close_line();
    }
    for (index, text) in written.iter().zip(&texts) {
        document::element(edition, &ids, (*index, text), (None, ""), &mut xml);
    }
    xml.finish().into_bytes()
}
