//! The languages that the rules know, and short lists of common words by language: which words join
//! others, and which are met everywhere. Small by intention: it speaks for a word, its silence says
//! nothing; whether a run of letters is a word at all says the lexicon.

use crate::words::language::primary;
use crate::words::lexicon::{self, Lexicon};
use std::collections::HashSet;
use std::sync::LazyLock;

/// The languages that the rules know words of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Language {
    /// English.
    English,
    /// French.
    French,
    /// German.
    German,
    /// Dutch.
    Dutch,
    /// Latin.
    Latin,
    /// Any other: no words.
    #[default]
    Other,
}

/// One language's list.
#[derive(Debug, Default)]
pub struct Words {
    joining: HashSet<&'static str>,
    all: HashSet<&'static str>,
}

static ENGLISH: LazyLock<Words> = LazyLock::new(|| Words::parse(include_str!("words/english.txt")));
static FRENCH: LazyLock<Words> = LazyLock::new(|| Words::parse(include_str!("words/french.txt")));
static GERMAN: LazyLock<Words> = LazyLock::new(|| Words::parse(include_str!("words/german.txt")));
static NONE: LazyLock<Words> = LazyLock::new(Words::default);

impl Language {
    /// The language of a BCP 47 tag.
    pub fn of(tag: &str) -> Self {
        match primary(tag) {
            "en" => Self::English,
            "fr" => Self::French,
            "de" => Self::German,
            "nl" => Self::Dutch,
            "la" => Self::Latin,
            _ => Self::Other,
        }
    }

    /// Its list.
    pub fn words(self) -> &'static Words {
        match self {
            Self::English => &ENGLISH,
            Self::French => &FRENCH,
            Self::German => &GERMAN,
            Self::Dutch | Self::Latin | Self::Other => &NONE,
        }
    }

    /// All its words, if there is a list.
    pub fn lexicon(self) -> Option<&'static Lexicon> {
        match self {
            Self::English => lexicon::of("en"),
            Self::French => lexicon::of("fr"),
            Self::German => lexicon::of("de"),
            Self::Dutch => lexicon::of("nl"),
            Self::Latin => lexicon::of("la"),
            Self::Other => None,
        }
    }

    /// Whether the rules know its small words: its list of common ones is not empty.
    pub fn has_small_words(self) -> bool {
        matches!(self, Self::English | Self::French | Self::German)
    }
}

impl Words {
    /// Reads a list: words parted by white space, comments after `#`, a line of dashes between
    /// the words that join others and the rest.
    fn parse(list: &'static str) -> Self {
        let lines = || list.lines().filter(|l| !l.starts_with('#'));
        let head = lines().take_while(|l| !l.starts_with("--"));
        let joining: HashSet<&str> = head.flat_map(str::split_whitespace).collect();
        let all = lines().flat_map(str::split_whitespace).filter(|w| !w.starts_with('-')).collect();
        Self { joining, all }
    }

    /// Whether `word`, in lower case, joins others: an article, a preposition, a pronoun.
    pub fn joins(&self, word: &str) -> bool {
        self.joining.contains(word)
    }

    /// Whether `word`, in lower case, is in the list.
    pub fn has(&self, word: &str) -> bool {
        self.all.contains(word)
    }
}
