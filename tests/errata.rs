//! The rules alone against the measured errata of the five witnesses, where both are there: no
//! `notes.toml`, no overrides. Prints every figure; run with `--nocapture` to see them.

use edition::diag::Diagnostics;
use edition::model::account::{Edit, LineClass};
use edition::read::plain;
use edition::source::{FileId, Sources};
use std::collections::BTreeMap;
use std::ops::Range;
use std::path::Path;

/// A measured fault of a witness.
struct Erratum {
    id: String,
    raw: String,
    correction: String,
    class: String,
    certainty: String,
    range: Range<usize>,
}

/// A witness and what the rules do to it.
struct Ruled {
    text: String,
    edits: Vec<Edit>,
    furniture: Vec<Range<usize>>,
    words: usize,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Outcome {
    Corrected,
    Queried,
    Missed,
    Wrong,
}

#[derive(Default)]
struct Tally {
    outcomes: BTreeMap<(String, String), [usize; 4]>,
    missed: Vec<String>,
    wrong: Vec<String>,
    needless: Vec<(String, usize, usize)>,
}

at_hand::needs_gold! {
    fn the_rules_alone_find_most_errata_and_do_no_harm() {
        let witnesses = crate::support::witnesses();
        let folder = witnesses.as_ref().and_then(|w| Some(w.parent()?.join("gold")));
        let Some((witnesses, gold)) = witnesses.zip(folder.filter(|f| f.join("gold_dev.toml").is_file())) else {
            return crate::support::skipped("the gold of the five witnesses is not at hand");
        };
        let table = |name: &str| -> toml::Table {
            std::fs::read_to_string(gold.join(name)).expect("readable").parse().expect("TOML")
        };
        let (counts, facts) = (table("gold.toml"), table("gold_dev.toml"));
        let mut tally = Tally::default();
        for (doc, about) in counts["doc"].as_table().expect("the documents") {
            let ruled = ruled(&witnesses.join(about["file"].as_str().expect("a file name")));
            let errata = errata(&facts, doc, &ruled.text);
            errata.iter().for_each(|e| judge(&mut tally, e, &ruled));
            needless(&mut tally, doc, &errata, &ruled);
        }
        report(&tally);
        let (found, all) = share(&tally, "certain");
        assert!(100 * found >= 75 * all, "{found} of {all} certain errata are corrected or queried");
        assert!(tally.wrong.is_empty(), "wrong corrections:\n{}", tally.wrong.join("\n"));
        for (doc, queries, words) in &tally.needless {
            assert!(queries * 1000 <= 3 * words, "{doc}: {queries} needless queries in {words} words");
        }
    }
}

fn ruled(file: &Path) -> Ruled {
    let text = plain::decode(&std::fs::read(file).expect("the witness is readable")).text;
    let mut sources = Sources::default();
    let id: FileId = sources.add("witness.txt", text.clone());
    let options = plain::Options { profile: "auto", overrides: &[], series: 0, language: "en" };
    let draft = plain::read(&sources, id, &options, &mut Diagnostics::default());
    let account = draft.account.expect("an account");
    let starts: Vec<usize> = std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect();
    let line = |n: u32| {
        let start = starts[n as usize - 1];
        start..text[start..].find('\n').map_or(text.len(), |len| start + len)
    };
    let furniture = account.lines.iter().filter(|(_, c)| *c == LineClass::Furniture).map(|(n, _)| line(*n)).collect();
    let words = text.split_whitespace().count();
    Ruled { furniture, words, edits: account.edits, text }
}

fn errata(facts: &toml::Table, doc: &str, text: &str) -> Vec<Erratum> {
    let all = facts["erratum"].as_array().expect("errata").iter().filter(|e| e["doc"].as_str() == Some(doc));
    all.map(|e| {
        let get = |key: &str| e[key].as_str().expect("a string").to_owned();
        let number = |key: &str| e[key].as_integer().expect("a number") as usize;
        let line = text.split('\n').take(number("line") - 1).map(|l| l.len() + 1).sum::<usize>();
        let column: usize = text[line..].chars().take(number("col")).map(char::len_utf8).sum();
        let (start, raw) = (line + column, get("raw"));
        assert!(text[start..].starts_with(&raw), "{}: the gold quotes the witness", get("id"));
        let range = start..start + raw.len();
        Erratum {
            id: get("id"),
            correction: get("correction"),
            class: get("class"),
            certainty: get("certainty"),
            raw,
            range,
        }
    })
    .collect()
}

/// What does not matter when two readings are compared: which form of a mark, dash or space.
fn folded(text: &str) -> String {
    let one = |c: char| match c {
        '‘' | '’' | '“' | '”' | '„' | '‚' | '"' | '`' => '\'',
        '–' | '—' => '-',
        c if c.is_whitespace() => ' ',
        c => c,
    };
    let plain: String = text.chars().map(one).collect();
    plain.split(' ').filter(|w| !w.is_empty()).collect::<Vec<_>>().join(" ").replace("--", "-")
}

fn is_marker(edit: &Edit) -> bool {
    edit.rule.starts_with("note-marker") || edit.rule.starts_with("marker.")
}

/// Whether an edit takes something out that is not part of the text at all.
fn is_structure(edit: &Edit) -> bool {
    let rules = ["lines.", "metadata", "furniture", "list-label", "quotation-sign", "note-heading", "note-label"];
    is_marker(edit) || rules.iter().any(|rule| edit.rule.starts_with(rule))
}

fn touches(edit: &Edit, range: &Range<usize>) -> bool {
    let at = edit.span.bytes();
    at.start <= range.end && at.end >= range.start
}

/// Whether an applied edit changes the place: it lies in it, or puts something at one of its ends.
fn changes(edit: &Edit, range: &Range<usize>) -> bool {
    let at = edit.span.bytes();
    let inside = at.start < range.end && at.end > range.start;
    edit.applied && !is_structure(edit) && (inside || (at.is_empty() && touches(edit, range)))
}

/// What the text reads in `range` of the witness under `edits`, insertions at its ends included.
fn reading(text: &str, range: &Range<usize>, edits: &[&Edit]) -> String {
    let (mut out, mut at) = (String::new(), range.start);
    for edit in edits {
        let bytes = edit.span.bytes();
        let inserted = bytes.is_empty() && touches(edit, range);
        if inserted || (bytes.start < range.end && bytes.end > range.start) {
            out.push_str(text.get(at..bytes.start.max(at)).unwrap_or(""));
            out.push_str(&edit.read);
            at = bytes.end;
        }
    }
    out.push_str(text.get(at..range.end.max(at)).unwrap_or(""));
    out
}

fn outcome(erratum: &Erratum, ruled: &Ruled) -> (Outcome, String) {
    let inside = |f: &Range<usize>| f.start <= erratum.range.start && erratum.range.end <= f.end;
    if ruled.furniture.iter().any(inside) {
        return (Outcome::Corrected, String::new());
    }
    let changing: Vec<&Edit> = ruled.edits.iter().filter(|e| changes(e, &erratum.range)).collect();
    let structure: Vec<&Edit> =
        ruled.edits.iter().filter(|e| e.applied && is_structure(e) && touches(e, &erratum.range)).collect();
    // an edit may reach over the place: what stands beside it is compared too
    let start = changing.iter().map(|e| e.span.bytes().start).fold(erratum.range.start, usize::min);
    let end = changing.iter().map(|e| e.span.bytes().end).fold(erratum.range.end, usize::max);
    let mut all: Vec<&Edit> = changing.iter().chain(&structure).copied().collect();
    all.sort_by_key(|e| (e.span.range.start, e.span.range.end));
    let actual = folded(&reading(&ruled.text, &(start..end), &all));
    let around = |middle: &str| {
        let (before, after) = (&ruled.text[start..erratum.range.start], &ruled.text[erratum.range.end..end]);
        let taken = structure.iter().map(|e| &ruled.text[e.span.bytes()]);
        folded(&taken.fold(format!("{before}{middle}{after}"), |text, raw| text.replacen(raw, "", 1)))
    };
    let (raw, right) = (around(&erratum.raw), around(&erratum.correction));
    let orphan = erratum.class.starts_with("marker")
        && structure.iter().any(|e| is_marker(e) && ruled.text[e.span.bytes()] == erratum.raw);
    let queried = ruled.edits.iter().any(|e| !e.applied && touches(e, &erratum.range));
    if !orphan && structure.iter().any(|e| !is_marker(e) && inside(&e.span.bytes())) {
        return (Outcome::Missed, actual); // metadata: read into the sheet, not into the text
    }
    let outcome = match erratum.certainty.as_str() {
        "doubtful" if actual != raw => Outcome::Wrong,
        "doubtful" if queried => Outcome::Queried,
        "doubtful" => Outcome::Missed,
        _ if orphan || (!changing.is_empty() && actual == right) => Outcome::Corrected,
        _ if actual != raw => Outcome::Wrong,
        _ if queried => Outcome::Queried,
        _ => Outcome::Missed,
    };
    (outcome, actual)
}

fn judge(tally: &mut Tally, erratum: &Erratum, ruled: &Ruled) {
    let (outcome, actual) = outcome(erratum, ruled);
    let key = (erratum.certainty.clone(), erratum.class.clone());
    tally.outcomes.entry(key).or_default()[outcome as usize] += 1;
    let line = format!("  {} {} {} {:?} → {actual:?}", erratum.id, erratum.certainty, erratum.class, erratum.raw);
    match outcome {
        Outcome::Missed if erratum.certainty != "doubtful" => tally.missed.push(line),
        Outcome::Wrong => tally.wrong.push(line),
        _ => {}
    }
}

fn needless(tally: &mut Tally, doc: &str, errata: &[Erratum], ruled: &Ruled) {
    let queries = ruled.edits.iter().filter(|e| !e.applied);
    let needless: Vec<&Edit> = queries.filter(|q| !errata.iter().any(|e| touches(q, &e.range))).collect();
    for query in &needless {
        let line = ruled.text[..query.span.bytes().start].matches('\n').count() + 1;
        println!("  {doc}:{line} {} {:?} → {:?}", query.rule, &ruled.text[query.span.bytes()], query.read);
    }
    tally.needless.push((doc.to_owned(), needless.len(), ruled.words));
}

/// How many errata of a certainty are corrected or queried, and how many there are.
fn share(tally: &Tally, certainty: &str) -> (usize, usize) {
    let of = tally.outcomes.iter().filter(|((c, _), _)| c == certainty);
    of.fold((0, 0), |(found, all), (_, [corrected, queried, missed, wrong])| {
        (found + corrected + queried, all + corrected + queried + missed + wrong)
    })
}

fn report(tally: &Tally) {
    println!("corrected, queried, missed, wrong:");
    for ((certainty, class), figures) in &tally.outcomes {
        println!("  {certainty:<9} {class:<20} {figures:?}");
    }
    for certainty in ["certain", "probable", "doubtful"] {
        let (found, all) = share(tally, certainty);
        println!("{certainty}: {found} of {all} corrected or queried ({} %)", 100 * found / all.max(1));
    }
    println!("missed:\n{}\nwrong:\n{}", tally.missed.join("\n"), tally.wrong.join("\n"));
    let (queries, words) = tally.needless.iter().fold((0, 0), |(q, w), (_, queries, words)| (q + queries, w + words));
    for (doc, queries, words) in tally.needless.iter().chain([&("all".to_owned(), queries, words)]) {
        let per = (queries * 10_000).div_ceil((*words).max(1));
        println!("needless queries in {doc}: {queries} in {words} words, {}.{} in a thousand", per / 10, per % 10);
    }
}
