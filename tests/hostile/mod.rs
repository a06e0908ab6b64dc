//! Books that mean harm, or that came to harm: whatever a file holds, the tool ends by itself, in bounded time and
//! memory, with errors that have a place. Each case is a generator; what it must come to is the code of the error, or
//! nothing where it must pass.

mod cases;
mod denied;
mod drawings;
mod faults;
mod places;

use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};

/// A book in a folder: `book.toml` and one document, to be spoilt.
pub(crate) fn tiny(root: &Path) {
    write(
        root,
        "book.toml",
        "[book]\ntitle = \"Stones\"\nlanguage = \"en\"\ndate = 2026-01-31\n\n[[document]]\nid = \"a\"\n",
    );
    write(root, "corpus/a/document.toml", "title = \"A\"\n");
    write(root, "corpus/a/text.md", "A stone lies here.\n");
}

/// Writes a file with its folders.
pub(crate) fn write(root: &Path, path: &str, bytes: impl AsRef<[u8]>) {
    let path = root.join(path);
    std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
    std::fs::write(path, bytes).expect("a file");
}

/// Adds to a file.
pub(crate) fn append(root: &Path, path: &str, text: &str) {
    let former = std::fs::read_to_string(root.join(path)).unwrap_or_default();
    write(root, path, former + text);
}

/// Gives the book another title, as it stands between quotation marks.
pub(crate) fn title(root: &Path, title: &str) {
    let book = std::fs::read_to_string(root.join("book.toml")).expect("a book");
    write(root, "book.toml", book.replace("Stones", title));
}

/// What a case must come to.
#[derive(Clone, Copy)]
enum Outcome {
    /// No error.
    Sound,
    /// One error, of this code, with a place.
    Refused(&'static str),
    /// The same, in this file and line (counted from 1).
    RefusedAt(&'static str, &'static str, u64),
    /// No error, and a warning of this code with a place.
    Told(&'static str),
    /// Errors of this code alone, each with a place: the fault is there more than once.
    Faults(&'static str),
}

/// A case: its name, what is done to a tiny book, and what that must come to.
struct Case {
    name: &'static str,
    spoil: fn(&Path),
    outcome: Outcome,
}

/// How long a case may take, and how much memory it may ask for, in kB: far more than any needs.
const LIMIT: Duration = Duration::from_secs(120);
const MEMORY: u64 = 6_000_000;

/// How many messages anybody reads: what a file has very often is told with a count.
const MANY: usize = 100;

/// Runs the tool in a folder within the limits; `None` if it does not end in time.
fn run(arguments: &str, folder: &Path) -> Option<Output> {
    run_as(None, arguments, folder)
}

/// The same as another user.
fn run_as(user: Option<u32>, arguments: &str, folder: &Path) -> Option<Output> {
    let line = format!("ulimit -v {MEMORY}; exec {} {arguments}", env!("CARGO_BIN_EXE_edition"));
    let mut command = Command::new("sh");
    command.args(["-c", &line]).current_dir(folder).env_remove("EDITION_WITNESSES").env_remove("SOURCE_DATE_EPOCH");
    if let Some(user) = user {
        command.uid(user).gid(user);
    }
    let mut child = command
        .stdin(Stdio::null())
        .stdout(std::fs::File::create(folder.join(".out")).expect("a file"))
        .stderr(std::fs::File::create(folder.join(".err")).expect("a file"))
        .spawn()
        .expect("the command runs");
    let start = Instant::now();
    loop {
        if let Some(status) = child.try_wait().expect("a child") {
            let read = |name| std::fs::read(folder.join(name)).unwrap_or_default();
            return Some(Output { status, stdout: read(".out"), stderr: read(".err") });
        }
        if start.elapsed() > LIMIT {
            let _ = child.kill();
            let _ = child.wait();
            return None;
        }
        std::thread::sleep(Duration::from_millis(5));
    }
}

/// What is wrong with how a case ended, if anything.
fn fault(case: &Case) -> Option<String> {
    let work = tempfile::tempdir().expect("a temporary folder");
    let root = work.path().join("book");
    tiny(&root);
    (case.spoil)(&root);
    fault_of(case, run("build book --message-format json", work.path()))
}

/// What is wrong with what a case came to.
fn fault_of(case: &Case, output: Option<Output>) -> Option<String> {
    let Some(output) = output else { return Some("does not end".into()) };
    let (stdout, stderr) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    let Some(code) = output.status.code() else { return Some(format!("ends by a signal: {stderr}")) };
    if stderr.contains("panicked") || code > 1 {
        return Some(format!("ends with {code}: {stderr}"));
    }
    let parsed = stdout.lines().map(serde_json::from_str);
    let messages: Vec<serde_json::Value> = parsed.collect::<Result<_, _>>().ok()?;
    let errors: Vec<&serde_json::Value> = messages.iter().filter(|message| message["severity"] == "error").collect();
    if let Some(lost) = errors.iter().find(|error| error["file"].is_null()) {
        return Some(format!("has no place: {lost}"));
    }
    let of = |message: &serde_json::Value, part: &str| message[part].as_str().map_or(0, str::len);
    let long = |message: &&serde_json::Value| of(message, "message") > 2_000 || of(message, "help") > 2_000;
    if let Some(long) = messages.iter().find(long) {
        return Some(format!("is no message but a text: {}…", &long.to_string()[..100]));
    }
    if messages.len() > MANY {
        return Some(format!("comes to {} messages", messages.len()));
    }
    let codes: Vec<&str> = errors.iter().filter_map(|error| error["code"].as_str()).collect();
    match case.outcome {
        Outcome::Sound if code != 0 => Some(format!("is refused: {codes:?}")),
        Outcome::Refused(wanted) if codes != [wanted] => Some(format!("comes to {codes:?}, not to one `{wanted}`")),
        Outcome::RefusedAt(wanted, ..) if codes != [wanted] => {
            Some(format!("comes to {codes:?}, not to one `{wanted}`"))
        }
        Outcome::RefusedAt(_, file, line) if !stands(errors[0], file, line) => {
            Some(format!("is told elsewhere: {}", errors[0]))
        }
        Outcome::Told(_) if code != 0 => Some(format!("is refused: {codes:?}")),
        Outcome::Told(wanted)
            if !messages.iter().any(|message| message["code"] == wanted && !message["file"].is_null()) =>
        {
            Some(format!("is not told as `{wanted}`: {stdout}"))
        }
        Outcome::Faults(wanted) if codes.is_empty() || codes.iter().any(|code| *code != wanted) => {
            Some(format!("comes to {codes:?}, not to `{wanted}` alone"))
        }
        _ => None,
    }
}

/// Whether a message is of a place in a file of the book.
fn stands(message: &serde_json::Value, file: &str, line: u64) -> bool {
    message["file"].as_str().is_some_and(|path| path.ends_with(file)) && message["line"] == line
}

#[test]
#[cfg(unix)]
fn no_book_ends_the_process() {
    let all: Vec<Case> = [cases::all(), drawings::all(), faults::all(), places::all()].into_iter().flatten().collect();
    assert!(all.len() >= 60, "{} cases", all.len());
    let faults: Vec<String> = all.iter().filter_map(|case| Some(format!("{}: {}", case.name, fault(case)?))).collect();
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}
