//! The journal of a writing: what is about to be put in place, so that whoever comes after an end at a bad moment
//! can finish it or undo it.
//!
//! A journal lists each temporary file with its place before any is made, and ends with [`COMMIT`] once all are
//! complete. Who writes holds the lock of the folder; a journal that is met with the lock in hand is a dead one's.

use serde::{Deserialize, Serialize};
use std::fs::{self, File, OpenOptions, TryLockError};
use std::hash::{BuildHasher, Hasher, RandomState};
use std::io::{self, Write};
use std::path::{Component, Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// What all our temporary files begin with.
const PREFIX: &str = ".edition-";
const JOURNAL: &str = ".journal";
const TEMPORARY: &str = ".tmp";

/// The last line of a journal whose files are complete.
const COMMIT: &str = "\"commit\"";

/// The most bytes of a journal; ours have a few lines.
const MOST_BYTES: u64 = 1 << 20;

/// How long to wait for others that write into the folder.
const PATIENCE: Duration = Duration::from_secs(30);
const STEP: Duration = Duration::from_millis(10);

/// Held while files are put in place, so that a signal ends the process before or after, never within.
static WRITING: Mutex<()> = Mutex::new(());
/// Whether a signal has asked the process to end.
static STOPPED: AtomicBool = AtomicBool::new(false);

/// Ends the process at SIGINT, SIGTERM and SIGHUP, once what it is writing is in place or taken back.
pub(in crate::commands) fn end_at_signals() {
    // Where there can be no handler the system ends the process, and the next command clears up.
    let _ = ctrlc::set_handler(|| {
        STOPPED.store(true, Ordering::SeqCst);
        let _writing = WRITING.lock().unwrap_or_else(PoisonError::into_inner);
        std::process::exit(130);
    });
}

/// Whether the process is about to end.
pub(super) fn stopped() -> io::Result<()> {
    if STOPPED.load(Ordering::SeqCst) { Err(io::Error::other("stopped by a signal")) } else { Ok(()) }
}

/// The right to write into a folder: nobody else does while it is held.
pub(super) struct Right {
    _writing: MutexGuard<'static, ()>,
    /// The folder, locked; `None` where the file system has no locks.
    lock: Option<File>,
}

impl Right {
    /// Waits for the right to write into `home`, which exists.
    pub(super) fn wait(home: &Path) -> io::Result<Self> {
        let writing = WRITING.lock().unwrap_or_else(PoisonError::into_inner);
        let Ok(folder) = File::open(home) else { return Ok(Self { _writing: writing, lock: None }) };
        let mut waited = Duration::ZERO;
        loop {
            stopped()?;
            match folder.try_lock() {
                Ok(()) => return Ok(Self { _writing: writing, lock: Some(folder) }),
                Err(TryLockError::Error(_)) => return Ok(Self { _writing: writing, lock: None }),
                Err(TryLockError::WouldBlock) if waited > PATIENCE => {
                    return Err(io::Error::other("another command is writing there"));
                }
                Err(TryLockError::WouldBlock) => std::thread::sleep(STEP),
            }
            waited += STEP;
        }
    }
}

/// A temporary file and its place, both from the journal's folder.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Step {
    pub(super) temporary: PathBuf,
    pub(super) place: PathBuf,
}

/// A journal that is being kept.
pub(super) struct Journal {
    home: PathBuf,
    path: PathBuf,
    file: File,
    pub(super) steps: Vec<Step>,
}

impl Journal {
    /// Begins a journal of what is to be put in these places below `home`.
    pub(super) fn begin(home: &Path, places: &[&Path]) -> io::Result<Self> {
        let name = name();
        let temporary = |(index, place): (usize, &&Path)| {
            let place = place.strip_prefix(home).map_err(|_| io::Error::other("it lies elsewhere"))?.to_path_buf();
            Ok(Step { temporary: place.with_file_name(format!("{PREFIX}{name}.{index}{TEMPORARY}")), place })
        };
        let steps = places.iter().enumerate().map(temporary).collect::<io::Result<Vec<_>>>()?;
        let path = home.join(format!("{PREFIX}{name}{JOURNAL}"));
        let file = OpenOptions::new().write(true).create_new(true).open(&path)?;
        let mut journal = Self { home: home.to_path_buf(), path, file, steps };
        let lines: io::Result<String> = journal
            .steps
            .iter()
            .map(|step| Ok(serde_json::to_string(step).map_err(io::Error::other)? + "\n"))
            .collect();
        match lines.and_then(|lines| journal.file.write_all(lines.as_bytes())) {
            Ok(()) => Ok(journal),
            Err(error) => {
                journal.undo();
                Err(error)
            }
        }
    }

    /// All temporary files are complete.
    pub(super) fn commit(&mut self) -> io::Result<()> {
        self.file.write_all(format!("{COMMIT}\n").as_bytes())
    }

    /// Puts all in place. Where one cannot be moved after another was, the journal stays for the next command.
    pub(super) fn finish(self) -> Result<(), (PathBuf, io::Error)> {
        for (index, step) in self.steps.iter().enumerate() {
            let place = self.home.join(&step.place);
            if let Err(error) = fs::rename(self.home.join(&step.temporary), &place) {
                if index == 0 {
                    self.undo();
                }
                return Err((place, error));
            }
        }
        let _ = fs::remove_file(&self.path);
        Ok(())
    }

    /// Takes all temporary files back.
    pub(super) fn undo(self) {
        self.steps.iter().for_each(|step| take_back(&self.home, step));
        let _ = fs::remove_file(&self.path);
    }
}

/// Finishes or undoes what an earlier command left in `home`; nothing is said of it, for nothing is amiss.
pub(in crate::commands) fn recover(home: &Path) {
    if !left(home).is_empty()
        && let Ok(right) = Right::wait(home)
    {
        recover_with(home, &right);
    }
}

/// The same, with the right to write there.
pub(super) fn recover_with(home: &Path, right: &Right) {
    if right.lock.is_none() {
        return; // it could be at work still
    }
    for path in left(home) {
        if path.to_string_lossy().ends_with(JOURNAL) {
            let (steps, complete) = read(&path);
            for step in steps.iter().filter(|step| is_ours(home, step)) {
                let temporary = home.join(&step.temporary);
                if !(complete && is_file(&temporary) && fs::rename(&temporary, home.join(&step.place)).is_ok()) {
                    take_back(home, step);
                }
            }
        }
        let _ = fs::remove_file(&path);
    }
}

/// The journals in `home`, and then the temporary files there.
fn left(home: &Path) -> Vec<PathBuf> {
    let named = |ending: &'static str| {
        fs::read_dir(home).into_iter().flatten().flatten().map(|entry| entry.path()).filter(move |path| {
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            name.starts_with(PREFIX) && name.ends_with(ending) && is_file(path)
        })
    };
    named(JOURNAL).chain(named(TEMPORARY)).collect()
}

/// What a journal lists, and whether it is complete. What cannot be read lists nothing.
fn read(path: &Path) -> (Vec<Step>, bool) {
    if fs::metadata(path).is_ok_and(|about| about.len() > MOST_BYTES) {
        return (vec![], false);
    }
    let text = fs::read_to_string(path).unwrap_or_default();
    let complete = text.ends_with(&format!("{COMMIT}\n"));
    (text.lines().filter_map(|line| serde_json::from_str(line).ok()).collect(), complete)
}

/// Whether a step can be one of ours: a journal that came with a book may not move what lies elsewhere.
fn is_ours(home: &Path, step: &Step) -> bool {
    let plain = |path: &Path| path.components().all(|part| matches!(part, Component::Normal(_)));
    let name = step.temporary.file_name().unwrap_or_default().to_string_lossy();
    let named = name.starts_with(PREFIX) && name.ends_with(TEMPORARY);
    let beside = step.temporary.parent() == step.place.parent();
    let folder = step.place.parent().map(|folder| home.join(folder));
    let inside = match (folder.map(fs::canonicalize), fs::canonicalize(home)) {
        (Some(Ok(folder)), Ok(home)) => folder.starts_with(home),
        _ => false,
    };
    named && beside && inside && plain(&step.temporary) && plain(&step.place)
}

/// Removes a temporary file, and the folders that were made for it.
fn take_back(home: &Path, step: &Step) {
    let _ = fs::remove_file(home.join(&step.temporary));
    for folder in step.place.ancestors().skip(1).filter(|folder| !folder.as_os_str().is_empty()) {
        // One that holds anything stays.
        if fs::remove_dir(home.join(folder)).is_err() {
            break;
        }
    }
}

/// Whether there is a regular file, no link to one.
fn is_file(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok_and(|about| about.is_file())
}

/// A name that nobody can guess: the standard library's hashers begin with what the system says at random.
fn name() -> String {
    let random = || RandomState::new().build_hasher().finish();
    format!("{:016x}{:016x}", random(), random())
}
