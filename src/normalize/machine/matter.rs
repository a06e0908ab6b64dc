//! Whether a file is of machines and not of letters: a list of mails, a zine, a listing. There signs mean themselves in
//! prose too (`--help`, `'x'`, `<b>`), and a rule for quotation marks or dashes is wrong too often. Knows lines; nothing of
//! what a paragraph is in the document.

use super::{LINE, is_program, may_be_program};

/// What of a file shows that it is of machines, counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Matter {
    /// Lines that show something.
    lines: usize,
    words: usize,
    /// Lines of programs.
    programs: usize,
    /// Lines with an address of the net, and lines of a mail's head.
    addresses: usize,
    heads: usize,
    /// Names of files, and words of the trade.
    files: usize,
    trade: usize,
}

/// What the head of a mail names, before a colon.
const HEADS: [&str; 10] =
    ["From", "To", "Subject", "Date", "Message-ID", "Message-Id", "Newsgroups", "In-Reply-To", "Cc", "Reply-To"];
/// What the names of files end in.
const ENDINGS: [&str; 17] =
    ["txt", "exe", "com", "zip", "htm", "html", "c", "h", "doc", "py", "gif", "jpg", "org", "net", "edu", "pdf", "sh"];
/// Words that only those use who write about machines.
const TRADE: [&str; 21] = [
    "computer",
    "computers",
    "software",
    "email",
    "e-mail",
    "internet",
    "Internet",
    "Unix",
    "UNIX",
    "DOS",
    "disk",
    "modem",
    "BBS",
    "ASCII",
    "server",
    "keyboard",
    "download",
    "website",
    "Windows",
    "online",
    "PC",
];
/// How many lines of programs prove it by themselves, and how many do beside words of the trade.
const PROGRAMS: (usize, usize) = (10, 5);
/// How many kinds of sign prove it, of five; words of the trade are two where they are many.
const KINDS: usize = 3;

/// Whether `text` is of machines.
pub fn is_of_machines(text: &str) -> bool {
    let mut matter = Matter::default();
    text.lines().for_each(|line| matter.count(line));
    matter.is_of_machines()
}

impl Matter {
    /// Counts a line.
    pub fn count(&mut self, line: &str) {
        let line = line.trim();
        if line.is_empty() {
            return;
        }
        self.lines += 1;
        self.programs += usize::from(line.len() <= LINE && may_be_program(line) && is_program(line));
        let quoted = line.trim_start_matches(['>', ' ']);
        self.heads += usize::from(HEADS.iter().any(|h| quoted.strip_prefix(h).is_some_and(|r| r.starts_with(": "))));
        let mut addressed = false;
        for token in line.split_ascii_whitespace() {
            self.words += 1;
            let word = token.trim_matches(|c: char| !c.is_alphanumeric());
            if !word.is_ascii() || word.len() < 2 {
                continue;
            }
            addressed |= is_address(word);
            match word.split_once('.') {
                Some((name, ending)) if name.len() <= 12 => self.files += usize::from(ENDINGS.contains(&ending)),
                Some(_) => {}
                None => self.trade += usize::from(TRADE.contains(&word)),
            }
        }
        self.addresses += usize::from(addressed);
    }

    /// Whether what was counted is of machines.
    pub fn is_of_machines(&self) -> bool {
        let lines = |count: usize, thousandth: usize| count * 1000 >= self.lines * thousandth;
        let words = |count: usize, half: usize| count >= 2 && count * 20_000 >= self.words * half;
        let kinds = [
            self.programs >= 3 && lines(self.programs, 1),
            self.addresses >= 2 && self.addresses * 2000 >= self.lines * 3,
            self.heads >= 2 && lines(self.heads, 2),
            words(self.files, 5),
            words(self.trade, 10),
            words(self.trade, 100),
        ];
        kinds.iter().filter(|kind| **kind).count() >= KINDS
            || self.programs >= PROGRAMS.0 && lines(self.programs, 20)
            || self.programs >= PROGRAMS.1 && lines(self.programs, 5) && words(self.trade, 4)
    }
}

/// Whether a word is an address of the net: of a page or of somebody.
fn is_address(word: &str) -> bool {
    let mail = || word.split_once('@').is_some_and(|(name, host)| !name.is_empty() && host.contains('.'));
    word.contains("://") || word.starts_with("www.") || mail()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_of_mails_is_of_machines() {
        let mail = "From: Ada <ada@harbour.example>\nSubject: the tide\n\nThe software is on the server: http://harbour.example\n";
        assert!(is_of_machines(&mail.repeat(4)));
    }

    #[test]
    fn a_letter_that_names_one_is_not() {
        let letter = "From: the harbour\n\nDear Ada, the tide is low and the boats lie dry.\n";
        assert!(!is_of_machines(&letter.repeat(4)));
        assert!(!is_of_machines("A computer in the harbour counts the boats, says the keeper of the light.\n"));
        assert!(!is_of_machines(""));
    }
}
