//! What several have done with one reading, one after another: `lumine B coni. Quill`, `coni. Quill, prob. Gull`,
//! `coni. Quill apud Gull`.
//!
//! Each keyword stands before those who did it; who stands before a keyword did what is said further in front.

use super::keywords::{HOW, keyword, of_scholar};
use super::scan::{Kind, Token};
use super::support::Reader;
use crate::model::apparatus::{Cited, Deed, How, SiglumKind, Who};

/// What one does with what another has done: only behind that one.
const SECOND: [(&str, How); 4] =
    [("prob.", How::Approved), ("improb.", How::Rejected), ("ap.", How::Reported), ("apud", How::Reported)];
/// What joins two scholars.
const AND: [&str; 4] = ["et", "and", "und", "&"];

/// What a keyword says that one has done with what another did.
pub(super) fn second(token: &Token) -> Option<How> {
    keyword(token, &SECOND)
}

/// Whether a token is one of the keywords before whom stands who did something else.
fn is_act(token: &Token) -> bool {
    second(token).is_some() || first(token).is_some()
}

/// How a keyword says that somebody proposes a reading, whatever stands before it.
fn first(token: &Token) -> Option<How> {
    let how = keyword(token, &HOW).filter(|how| !matches!(how, How::Stated | How::Indicated));
    how.or_else(|| of_scholar(token))
}

impl Reader<'_> {
    /// The tokens without the commas between who is named and what the next has done.
    pub(super) fn without_commas(&self, tokens: &[Token]) -> Vec<Token> {
        let mut all = tokens.to_vec();
        for index in 1..all.len() {
            if is_act(&all[index]) && self.is_with_comma(&all[index - 1]) {
                let named = &mut all[index - 1];
                named.text.pop();
                named.range.end -= 1;
            }
        }
        all
    }

    /// Parts all who have a reading from its words: those too who stand before what others have done.
    pub(super) fn acted<'t>(&mut self, tokens: &'t [Token]) -> (&'t [Token], Vec<Cited>) {
        let (mut text, mut support) = self.split(tokens);
        while let Some((last, before)) = text.split_last().filter(|_| !support.is_empty()) {
            let remarks = before.iter().rev().take_while(|token| token.kind == Kind::Remark).count();
            let named = &before[..before.len() - remarks];
            let Some((count, who)) = self.whose(named) else { break };
            let how = second(last).filter(|_| self.is_scholar(&Cited::new(who))).or_else(|| first(last));
            let Some(how) = how.filter(|_| count < named.len()) else { break };
            let theirs = support.iter().position(|cited| cited.deed.is_some()).unwrap_or(support.len());
            support[..theirs].iter_mut().for_each(|cited| cited.deed = Some(Deed::Proposed(how)));
            let (rest, others) = self.split(before);
            support.splice(0..0, others);
            text = rest;
        }
        (text, support)
    }

    /// Whom manuscripts are named with that has proposed a reading: they have it, and he has done that.
    pub(super) fn told_apart(&self, how: Option<How>, support: &mut [Cited]) -> Option<How> {
        let how = how?;
        let theirs = support.iter().position(|cited| cited.deed.is_some()).unwrap_or(support.len());
        if !self.is_mixed(&support[..theirs]) {
            return Some(how);
        }
        self.tell(Deed::Proposed(how), &mut support[..theirs]);
        None
    }

    /// Says of these what they have done; manuscripts among scholars have what these made, and stand before them.
    pub(super) fn tell(&self, deed: Deed, support: &mut [Cited]) {
        let mixed = self.is_mixed(support);
        for cited in support.iter_mut().filter(|cited| !(mixed && self.is_manuscript(cited))) {
            cited.deed = Some(deed);
        }
        if mixed {
            support.sort_by_key(|cited| cited.deed.is_some());
        }
    }

    fn is_mixed(&self, support: &[Cited]) -> bool {
        support.iter().any(|cited| self.is_scholar(cited)) && support.iter().any(|cited| self.is_manuscript(cited))
    }

    /// Whether one who is named is a manuscript or several: no hand, which may have proposed what it wrote.
    fn is_manuscript(&self, cited: &Cited) -> bool {
        let kind = |id| self.sigla.get(id).map(|siglum| siglum.kind);
        match cited.who {
            Who::Siglum(id) => {
                matches!(kind(id), Some(SiglumKind::Manuscript | SiglumKind::Translation | SiglumKind::Group))
            }
            Who::Manuscripts | Who::Others | Who::All => true,
            Who::Editor | Who::Editions => false,
        }
    }

    /// What stands before the word that joins two scholars, the second of whom is the first of `support`.
    pub(super) fn joined<'t>(&self, tokens: &'t [Token], support: &[Cited]) -> Option<&'t [Token]> {
        let (last, before) = tokens.split_last()?;
        let joins = last.kind == Kind::Plain && AND.contains(&last.text.as_str());
        let other = support.first().filter(|first| joins && self.is_scholar(first))?;
        let (_, who) = self.whose(before).filter(|(_, who)| *who != other.who)?;
        self.is_scholar(&Cited::new(who)).then_some(before)
    }
}
