//! Who has a reading: the longest run of sigla at the end of it.
//!
//! A word that is declared nowhere and stands before that run is text, unless it is clearly meant as a siglum:
//! it has a state (`X^ac`); or it is not the only word and is one or two capitals, or one Greek letter without
//! accents, with figures behind (`X`, `Pb`, `φ`, `A2`), or a capitalised word of four letters or more that is
//! nearly a declared one (`Bently`). Whoever means such a word as text puts it in `"…"`.

use super::Faults;
use super::acts::second;
use super::keywords::{LEAVING_OUT, is_keyword, of_scholar, own};
use super::scan::{Kind, Token};
use crate::diag::Diagnostic;
use crate::model::apparatus::{Cited, Deed, Sigla, SiglumKind, State, Who};
use crate::source::Span;
use crate::words::language::primary;
use crate::words::nearest::nearest;
use unicode_normalization::UnicodeNormalization;

/// The keywords for several at once, which stand last.
const TOGETHER: [(&str, Who); 3] = [("codd.", Who::Manuscripts), ("cett.", Who::Others), ("edd.", Who::Editions)];
/// The keyword for the editor, of a lemma.
const EDITOR: &str = "scripsi";
/// How many sigla a message lists.
const LISTED: usize = 12;
/// From how many letters on a word is compared with sigla that are names.
const NAME: usize = 4;

/// Reads support out of tokens.
pub(super) struct Reader<'a> {
    pub(super) source: &'a str,
    pub(super) sigla: &'a Sigla,
    pub(super) language: &'a str,
    pub(super) faults: Faults<'a>,
}

impl Reader<'_> {
    /// Who reads the lemma, as said after `sign`: sigla and nothing else.
    pub(super) fn of_lemma(&mut self, sign: &Token, tokens: &[Token]) -> Vec<Cited> {
        if tokens.is_empty() {
            let help = "name who reads the lemma, or take the `=` out";
            self.faults.push("no-witness", sign.range.clone(), "nobody is named after this `=`", help);
        }
        let tokens = self.without_commas(tokens);
        let tokens = self.commas_of_lemma(tokens);
        let (mut support, mut rest) = (Vec::<Cited>::new(), &tokens[..]);
        while !rest.is_empty() {
            let (text, cited) = self.split(rest);
            support.splice(0..0, cited);
            let Some((last, before)) = text.split_last() else { break };
            let done = own(last);
            if last.kind == Kind::Plain && last.text == EDITOR || done.is_some() {
                let span = Some(self.faults.span(last.range.clone()));
                support.insert(0, Cited { span, deed: done, ..Cited::new(Who::Editor) });
            } else if let Some(deed) = deed(last) {
                self.deed(last, deed, &mut support);
            } else if before.last().is_some_and(|before| deed(before).is_some()) {
                self.words_of_lemma(last, before);
            } else {
                self.unknown(last);
            }
            rest = before;
        }
        self.check(&support);
        support
    }

    /// Reports commas between those who read the lemma, and takes them out; with what follows whom others leave out.
    fn commas_of_lemma(&mut self, mut tokens: Vec<Token>) -> Vec<Token> {
        let Some(first) = tokens.iter().position(|token| self.is_with_comma(token)) else { return tokens };
        let leaves_out = |token: &Token| token.kind == Kind::Plain && LEAVING_OUT.contains(&token.text.as_str());
        let leaves = tokens[..first].iter().any(leaves_out);
        let help = match leaves {
            true => "who has the same stands before those who leave out: `= Quill codd. praeter A`",
            false => "sigla are parted by spaces, not by commas",
        };
        let message = format!("`{}` is no siglum", tokens[first].text);
        self.faults.push("unknown-siglum", tokens[first].range.clone(), message, help);
        if leaves {
            tokens.truncate(first + 1);
        }
        for token in &mut tokens[first..] {
            if self.is_with_comma(token) {
                token.text.pop();
            }
        }
        tokens
    }

    /// Says what those have done who stand behind a keyword.
    fn deed(&mut self, token: &Token, deed: Deed, support: &mut [Cited]) {
        let theirs = support.iter().position(|cited| cited.deed.is_some()).unwrap_or(support.len());
        if theirs == 0 {
            let message = format!("nobody is named after `{}`", token.text);
            let help = format!("it stands before who did it: `= {} Quill`", token.text);
            self.faults.push("misplaced-keyword", token.range.clone(), message, help);
        }
        self.tell(deed, &mut support[..theirs]);
    }

    /// Reports words between what was done to the lemma and who did it: they are the lemma's own.
    fn words_of_lemma(&mut self, word: &Token, before: &[Token]) {
        let keyword = before.last().map_or("", |before| &before.text);
        let message = format!("`{}` is no siglum, and the words of the lemma are not said again", word.text);
        let help = format!("write `= {keyword}` and who did it");
        self.faults.push("misplaced-words", word.range.clone(), message, help);
    }

    /// Parts the longest run of sigla at the end from the text before it.
    pub(super) fn split<'t>(&mut self, tokens: &'t [Token]) -> (&'t [Token], Vec<Cited>) {
        let (mut rest, mut support) = (tokens, Vec::new());
        loop {
            let remarks = rest.iter().rev().take_while(|token| token.kind == Kind::Remark).count();
            let (named, remarks) = rest.split_at(rest.len() - remarks);
            let remark = together_as_one(remarks);
            // The editor's own word stands last: before a siglum it is one of the text.
            let done = named.last().and_then(own).filter(|_| support.is_empty());
            let editor = done.map(|_| (1, Who::Editor, vec![]));
            let Some((count, who, states)) = editor.or_else(|| self.named(named)) else {
                match self.leaving_out(rest, &mut support).or_else(|| self.joined(rest, &support)) {
                    Some(before) => rest = before,
                    None => break,
                }
                continue;
            };
            let first = named.len() - count;
            let end = remark.as_ref().unwrap_or(&named[named.len() - 1]).range.end;
            let span = Some(self.faults.span(named[first].range.start..end));
            let remark = remark.filter(|remark| !remark.text.is_empty());
            let remark = remark.map(|remark| self.remark(&remark.text, &remark.range));
            let (remark, marks) = remark.map_or((None, vec![]), |(words, marks)| (Some(words), marks));
            support.insert(0, Cited { states, remark, marks, span, deed: done, ..Cited::new(who) });
            rest = &named[..first];
        }
        support.iter().for_each(|cited| self.check_remark(cited));
        (rest, support)
    }

    /// The siglum or the keyword that tokens end with, and how many of them it is: the longest.
    pub(super) fn named(&mut self, tokens: &[Token]) -> Option<(usize, Who, Vec<State>)> {
        let (count, who) = self.whose(tokens)?;
        let last = tokens.last()?;
        let states = last.text.split_once('^').map(|(_, states)| states);
        let states = states.map_or(vec![], |states| self.states(states, last));
        Some((count, who, states))
    }

    /// The same without its states.
    pub(super) fn whose(&self, tokens: &[Token]) -> Option<(usize, Who)> {
        let last = tokens.last().filter(|last| last.kind == Kind::Plain)?;
        if let Some(who) = of_several(last) {
            return Some((1, who));
        }
        let name = last.text.split('^').next().unwrap_or_default();
        let longest = self.sigla.list.iter().map(|s| s.siglum.split(' ').count()).max().unwrap_or(1);
        let fits = |count: &usize| {
            let before = tokens.get(tokens.len().checked_sub(*count)?..tokens.len() - 1)?;
            if before.iter().any(|token| token.kind != Kind::Plain) {
                return None;
            }
            let words = before.iter().map(|token| token.text.as_str()).chain([name]);
            let name: String = words.collect::<Vec<_>>().join(" ").nfc().collect();
            Some((*count, Who::Siglum(self.sigla.find(&name)?)))
        };
        (1..=longest).rev().find_map(|count| fits(&count))
    }

    /// The states behind the first `^` of a siglum.
    fn states(&mut self, written: &str, token: &Token) -> Vec<State> {
        let mut states: Vec<State> = Vec::new();
        let mut at = token.range.end.saturating_sub(written.len() + 1);
        for name in written.split('^') {
            // a token that is written with more than it reads (`\\`, a soft hyphen) shows its parts nowhere
            let whole = token.range.len() != token.text.len();
            let here = if whole { token.range.clone() } else { at..at + 1 + name.len() };
            at += 1 + name.len();
            let Some(state) = self.sigla.state(name) else {
                let names: Vec<&str> = self.sigla.state_names().collect();
                let help = match nearest(name, names.iter().copied()) {
                    Some(near) => format!("did you mean `^{near}`?"),
                    None => {
                        format!("the states are ^{}; one of your own is a `[[state]]` of book.toml", names.join(", ^"))
                    }
                };
                self.faults.push("unknown-state", here, format!("`^{name}` is no state"), help);
                continue;
            };
            let clash = |other: &State| matches!((*other, state), (State::Ac, State::Pc) | (State::Pc, State::Ac));
            if states.contains(&state) || states.iter().any(clash) {
                let message = format!("`{}` is said to be two things at once", token.text);
                let help = "write the siglum twice, with one state each";
                self.faults.push("doubled-state", token.range.clone(), message, help);
                continue;
            }
            states.push(state);
        }
        states
    }

    /// Reports what stands in the wrong order, and whoever is named twice.
    pub(super) fn check(&mut self, support: &[Cited]) {
        let together = |cited: &Cited| cited.who == Who::All || together(cited.who).is_some();
        let left_out = |cited: &Cited| {
            let is = |who: Who| support.iter().any(|other| other.who == who && other.states.is_empty());
            cited.except.iter().any(|id| is(Who::Siglum(*id)))
        };
        // What others have done stands behind all who have the words.
        let last = support.iter().rposition(|cited| !together(cited) && cited.deed.is_none());
        for (index, cited) in support.iter().enumerate() {
            let Some(span) = cited.span.clone() else { continue };
            if together(cited) && last.is_some_and(|last| index < last) {
                let error = Diagnostic::error("misplaced-keyword", "`codd.`, `cett.` and `edd.` stand last");
                self.faults.diagnostics.push(error.at(span.clone()).help("put it behind the sigla"));
            }
            if left_out(cited) {
                let error = Diagnostic::error("doubled-siglum", "who is left out here is named for the same");
                self.faults.diagnostics.push(error.at(span.clone()).help("name it once"));
            }
            let corrected = |other: &Cited| other.states.contains(&State::Ac) && cited.states.contains(&State::Pc);
            let same = |other: &&Cited| other.who == cited.who && (other.states == cited.states || corrected(other));
            let Some(first) = support[..index].iter().find(same) else { continue };
            let start = first.span.as_ref().map_or(span.range.start, |first| first.range.start);
            let whole = if corrected(first) { Span { range: start..span.range.end, ..span } } else { span };
            let error = Diagnostic::error("doubled-siglum", "this is named twice here").at(whole);
            self.faults
                .diagnostics
                .push(error.help("name it once; what stands before and after correction is its text"));
        }
    }

    /// Whether a word before the support is clearly meant as a siglum. `alone` says that it is all the words,
    /// `nobody` that no siglum stands behind it.
    pub(super) fn is_meant(&self, token: &Token, alone: bool, nobody: bool) -> bool {
        if token.kind != Kind::Plain {
            return false;
        }
        // `w^ch^` are letters that are raised.
        let raised = token.text.matches('^').count() > 1 && token.text.ends_with('^');
        if let Some((_, states)) = token.text.split_once('^').filter(|_| !raised) {
            return self.sigla.state(states).is_some() || !alone;
        }
        let stopped = token.text.trim_end_matches(['.', ',']);
        let stopped = stopped.len() < token.text.len() && self.sigla.find(stopped).is_some();
        let near = nobody && self.near(&token.text).is_some();
        // `and I B`: in English no other capital is a word among others.
        let pronoun = token.text == "I" && primary(self.language) == "en" && !nobody;
        !alone && (stopped || near || has_form(&token.text) && !pronoun || self.is_nearly(&token.text))
    }

    /// The siglum or keyword that is nearest to a word.
    fn near(&self, word: &str) -> Option<&str> {
        let names = || self.sigla.list.iter().map(|s| s.siglum.as_str()).chain(TOGETHER.map(|(name, _)| name));
        let bare = word.trim_end_matches([',', '.']);
        let same = names().find(|name| name.to_lowercase() == bare.to_lowercase());
        same.or_else(|| nearest(word, names()))
    }

    /// Whether a token is a siglum that is declared.
    pub(super) fn is_declared(&self, token: &Token) -> bool {
        let name = token.text.split('^').next().unwrap_or_default();
        token.kind == Kind::Plain && self.sigla.find(&name.nfc().collect::<String>()).is_some()
    }

    /// Whether one who is named is a scholar or an edition.
    pub(super) fn is_scholar(&self, cited: &Cited) -> bool {
        let kind = |id| self.sigla.get(id).map(|siglum| siglum.kind);
        match cited.who {
            Who::Siglum(id) => matches!(kind(id), Some(SiglumKind::Scholar | SiglumKind::Edition)),
            Who::Editions => true,
            _ => false,
        }
    }

    /// Whether words are a siglum that is declared.
    pub(super) fn is_named(&self, name: &str) -> bool {
        self.sigla.find(&name.nfc().collect::<String>()).is_some()
    }

    /// Whether words in quotation marks would be words without them too: no siglum, no keyword, no sign.
    pub(super) fn is_quoted_for_nothing(&self, token: &Token) -> bool {
        let signs = token.text.contains([';', '|', '[', ']', '=', '(', ')', '"', '^', '*']);
        let word = |word: &str| {
            let plain = Token { kind: Kind::Plain, text: word.to_owned(), ..token.clone() };
            !is_keyword(&plain) && of_several(&plain).is_none() && !self.is_declared(&plain)
        };
        !signs && token.text.contains(char::is_alphanumeric) && token.text.split(' ').all(word)
    }

    /// Whether a token is a siglum with a comma behind it.
    pub(super) fn is_with_comma(&self, token: &Token) -> bool {
        let bare = token.text.strip_suffix(',').unwrap_or_default();
        let bare = Token { text: bare.to_owned(), ..token.clone() };
        !bare.text.is_empty() && (self.is_declared(&bare) || of_several(&bare).is_some())
    }

    /// Reports a siglum behind whose comma more is said.
    pub(super) fn said_behind(&mut self, token: &Token) {
        let bare = token.text.trim_end_matches(',');
        let message = format!("`{}` is no siglum", token.text);
        let help = format!(
            "sigla are parted by spaces, not by commas; what is said of `{bare}` stands in parentheses behind it, or in \
             the note behind `|`"
        );
        self.faults.push("unknown-siglum", token.range.clone(), message, help);
    }

    /// Whether a capitalised word is nearly a siglum that is a name.
    fn is_nearly(&self, word: &str) -> bool {
        let long = |word: &str| word.chars().count() >= NAME;
        let mut names = self.sigla.list.iter().map(|s| s.siglum.as_str()).filter(|name| long(name));
        word.starts_with(char::is_uppercase)
            && long(word)
            && names.any(|name| strsim::damerau_levenshtein(word, name) <= 1)
    }

    /// Reports a siglum that is declared nowhere, or what cannot be one.
    pub(super) fn unknown(&mut self, token: &Token) {
        let written = &self.source[token.range.clone()];
        let name = token.text.split('^').next().unwrap_or_default().trim_end_matches(',');
        let help = match (self.sigla.find(name), self.near(name)) {
            (Some(_), _) if token.text.ends_with(',') => "sigla are parted by spaces, not by commas".to_owned(),
            (_, Some(near)) => format!("did you mean `{near}`? A word of the reading stands in `\"…\"`"),
            (_, None) if written == "I" => "as a word write `\\I`; a siglum is declared in sigla.toml".to_owned(),
            (_, None) => {
                let known: Vec<&str> = self.sigla.list.iter().map(|s| s.siglum.as_str()).take(LISTED).collect();
                let more = if self.sigla.list.len() > LISTED { " …" } else { "" };
                let known = if known.is_empty() { "none".to_owned() } else { known.join(" ") };
                format!("declare it in sigla.toml, where these are: {known}{more}; a word stands in `\"…\"`")
            }
        };
        self.faults.push("unknown-siglum", token.range.clone(), format!("`{written}` is no siglum"), help);
    }
}

/// Several remarks on one siglum as one.
fn together_as_one(remarks: &[Token]) -> Option<Token> {
    let (first, last) = (remarks.first()?, remarks.last()?);
    let words: Vec<&str> = remarks.iter().map(|one| one.text.as_str()).filter(|text| !text.is_empty()).collect();
    Some(Token { text: words.join("; "), range: first.range.start..last.range.end, ..first.clone() })
}

/// The keyword for several who are named together.
pub(super) fn together(who: Who) -> Option<&'static str> {
    TOGETHER.iter().find(|(_, known)| *known == who).map(|(name, _)| *name)
}

/// Whom a token means that is such a keyword.
pub(super) fn of_several(token: &Token) -> Option<Who> {
    let found = TOGETHER.iter().find(|(name, _)| token.kind == Kind::Plain && *name == token.text);
    found.map(|(_, who)| *who)
}

/// What a keyword says that one has done.
fn deed(token: &Token) -> Option<Deed> {
    let known = Deed::ALL.iter().find(|(keyword, _)| token.kind == Kind::Plain && *keyword == token.text);
    known.map(|(_, deed)| *deed).or_else(|| of_scholar(token).or_else(|| second(token)).map(Deed::Proposed))
}

/// Whether a word has the form of a siglum: one or two capitals, or a Greek letter without accents; figures,
/// primes and stars behind it do not count.
fn has_form(word: &str) -> bool {
    let letters = word.trim_end_matches(|c: char| !c.is_alphabetic());
    let elided = word.ends_with(['’', '\'', '\u{1fbd}', '\u{2bc}']);
    let mut characters = letters.chars();
    match (characters.next(), characters.next(), characters.next()) {
        // δ’ and τ’ are words that have lost their vowel.
        (Some(one), None, None) => one.is_uppercase() || matches!(one, 'α'..='ω') && !elided,
        (Some(one), Some(two), None) => one.is_uppercase() && two.is_uppercase(),
        _ => false,
    }
}
