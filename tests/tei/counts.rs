//! The account of a file against a query of our own on its characters, which knows nothing of the reader.

use crate::notes::cases;
use edition::diag::Diagnostics;
use edition::pipeline::imported;
use edition::source::Sources;

/// How many start tags of that name there are outside comments.
fn tags(input: &str, name: &str) -> usize {
    let open = format!("<{name}");
    let is_tag = |at: &usize| !input[at + open.len()..].starts_with(|c: char| c.is_alphanumeric() || c == ':');
    input.match_indices(&open).map(|(at, _)| at).filter(is_tag).count()
}

#[test]
fn accounts_are_those_of_a_query() {
    let folders = cases("tei").into_iter().filter(|folder| folder.to_string_lossy().contains("app-"));
    let mut entries = 0;
    for folder in folders {
        let input = std::fs::read_to_string(folder.join("text.xml")).expect("text.xml");
        let mut sources = Sources::default();
        let file = sources.add("text.xml", &*input);
        let read = imported::import(&sources, file, &mut Diagnostics::default()).expect("TEI");
        let account = read.draft.tei.expect("an account");
        let told = [account.entries, account.lemmata, account.readings, account.notes, account.witnesses];
        let counted = ["app", "lem", "rdg", "note", "witness"].map(|name| tags(&input, name));
        assert_eq!(told, counted, "{}", folder.display());
        entries += account.entries;
    }
    assert!(entries > 0);
}
