//! What is there and may not be read: an error at it, and never taken for missing. Who may read everything, as a
//! container's first user does, runs the tool as somebody else.

use super::{Case, Outcome, append, fault_of, run_as, tiny, write};
use std::fs::{self, Permissions};
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::path::Path;

/// A user that owns nothing here, by its usual number.
const NOBODY: u32 = 65_534;

fn allow(root: &Path, path: &str, mode: u32) {
    fs::set_permissions(root.join(path), Permissions::from_mode(mode)).expect("a file to allow or not");
}

fn deny(root: &Path, path: &str) {
    allow(root, path, 0);
}

/// The text is a witness, which is sought by its hash.
fn witness(root: &Path) {
    fs::remove_file(root.join("corpus/a/text.md")).expect("a text");
    let hash = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
    let witness = format!("[[witness]]\nsiglum = \"A\"\nname = \"a.txt\"\nsha256 = \"{hash}\"\n");
    append(root, "corpus/a/document.toml", &witness);
    write(root, "corpus/a/notes.toml", "");
}

fn case(name: &'static str, spoil: fn(&Path)) -> Case {
    Case { name, spoil, outcome: Outcome::Refused("unreadable") }
}

fn cases() -> Vec<Case> {
    vec![
        case("the book", |r| deny(r, "book.toml")),
        case("a text", |r| deny(r, "corpus/a/text.md")),
        case("a sheet", |r| deny(r, "corpus/a/document.toml")),
        case("a document", |r| deny(r, "corpus/a")),
        case("a document that may be listed", |r| allow(r, "corpus/a", 0o444)),
        case("all documents", |r| deny(r, "corpus")),
        case("names", |r| {
            write(r, "corpus/names.toml", "");
            deny(r, "corpus/names.toml");
        }),
        case("a picture", |r| {
            append(r, "corpus/a/text.md", "\n![A](p.png)\n");
            write(r, "corpus/a/p.png", "");
            deny(r, "corpus/a/p.png");
        }),
        case("a witness", |r| {
            witness(r);
            write(r, "corpus/witnesses/a.txt", "");
            deny(r, "corpus/witnesses/a.txt");
        }),
        case("a witness of another name", |r| {
            witness(r);
            write(r, "corpus/witnesses/b.txt", "");
            deny(r, "corpus/witnesses/b.txt");
        }),
        case("witnesses", |r| {
            witness(r);
            write(r, "corpus/witnesses/b.txt", "");
            deny(r, "corpus/witnesses");
        }),
        case("witnesses that may be listed", |r| {
            witness(r);
            write(r, "corpus/witnesses/b.txt", "");
            allow(r, "corpus/witnesses", 0o444);
        }),
    ]
}

/// How a case ends for a user, with all folders opened again in the end.
fn ends(case: &Case, user: Option<u32>) -> Option<String> {
    let work = tempfile::tempdir().expect("a temporary folder");
    allow(work.path(), ".", 0o755);
    let root = work.path().join("book");
    tiny(&root);
    (case.spoil)(&root);
    let output = run_as(user, "check book --message-format json", work.path());
    for path in ["corpus", "corpus/a", "corpus/witnesses"].iter().filter(|path| root.join(path).exists()) {
        allow(&root, path, 0o755);
    }
    fault_of(case, output)
}

#[test]
#[expect(clippy::print_stderr, reason = "says that it was left out")]
fn what_may_not_be_read_is_not_missing() {
    let first = fs::metadata("/proc/self").map_or(0, |about| about.uid()) == 0;
    let user = first.then_some(NOBODY);
    let sound = Case { name: "nothing amiss", spoil: |_| {}, outcome: Outcome::Sound };
    if let Some(why) = ends(&sound, user) {
        assert!(first, "{why}");
        eprintln!("left out: another user cannot run the tool here: {why}");
        return;
    }
    let faults =
        cases().iter().filter_map(|case| Some(format!("{}: {}", case.name, ends(case, user)?))).collect::<Vec<_>>();
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}
