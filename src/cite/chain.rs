//! Settles which work a citation means: by author and date, by who is spoken of, by what was cited
//! before in the same chain.
//!
//! A chain is the citations of one series of notes, or of one other container, in the order of reading.
//! What holds a work, and what is known through another work, stands beside a citation and is no link
//! of the chain. A note that cites nothing does not break it.

use crate::cite::found::{Form, FoundCitation};
use crate::cite::known::Catalogue;
use crate::model::work::How;
use crate::words::spelling::alike;

/// What was cited so far; `None` for something that `works.yaml` does not have, or that may be a citation.
#[derive(Debug, Default)]
pub(super) struct Chain {
    cited: Vec<Option<usize>>,
}

/// What a citation means.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Settled {
    pub(super) how: How,
    pub(super) work: Option<usize>,
    /// What is wrong with it.
    pub(super) fault: Option<Fault>,
}

/// Why a citation means nothing that can be named.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fault {
    /// Nothing was cited before.
    NoAntecedent,
    /// What was cited before is no work of `works.yaml`, or nobody can say what it is.
    Unlisted,
    /// Nothing of this author was cited before.
    NoWorkOfAuthor,
    /// Several works have this title.
    Ambiguous,
}

impl Chain {
    /// Settles the next citation. `spoken` gives, of several works, the one whose author was named last
    /// before the citation.
    pub(super) fn settle(
        &mut self,
        found: &FoundCitation,
        spoken: &dyn Fn(&[usize]) -> Option<usize>,
        catalogue: &Catalogue,
    ) -> Settled {
        let settled = self.meant(found, spoken, catalogue);
        let beside = matches!(settled.how, How::Container | How::QuotedIn);
        if !beside && settled.fault != Some(Fault::NoAntecedent) {
            self.cited.push(settled.work);
        }
        settled
    }

    /// Something was cited, by the looks of it, and nobody can say what: `ibid.` after it means none of the works
    /// before.
    pub(super) fn unsure(&mut self) {
        self.cited.push(None);
    }

    fn meant(
        &self,
        found: &FoundCitation,
        spoken: &dyn Fn(&[usize]) -> Option<usize>,
        catalogue: &Catalogue,
    ) -> Settled {
        let of = |how: How, work: Result<Option<usize>, Fault>| Settled {
            how,
            work: work.unwrap_or(None),
            fault: work.err(),
        };
        match &found.form {
            Form::Title { works, author, details, dated, years, relayed } => {
                let work = self.choose(works, years, spoken, catalogue);
                let how = match work.ok().map(|w| &catalogue.works[w]) {
                    _ if *relayed && !details && found.locator.is_none() => How::QuotedIn,
                    // an issue cited again, without its author
                    Some(known) if *dated && !author && !known.authors.is_empty() && self.has(work) => How::Short,
                    _ if *details => How::Full,
                    _ if *author => How::Short,
                    Some(work) if work.is_personal() && !work.names_author => How::ShortTitle,
                    None => How::ShortTitle,
                    Some(_) => How::Short,
                };
                of(how, work.map(Some))
            }
            Form::Container { works, years } => {
                of(How::Container, self.choose(works, years, spoken, catalogue).map(Some))
            }
            Form::Idem { works } => of(How::Idem, self.choose_of_same(works, catalogue).map(Some)),
            Form::Ibid => of(How::Ibid, self.last()),
            Form::Same => of(How::Idem, self.last()),
            Form::Loc { author } => of(How::LocCit, self.of_author(author.as_deref(), catalogue)),
            Form::Op { author } => of(How::OpCit, self.of_author(author.as_deref(), catalogue)),
            Form::Statement { work } => of(How::QuotedIn, Ok(Some(*work))),
            Form::Key { work } => of(How::Key, Ok(Some(*work))),
            Form::Unknown { details } => of(if *details { How::Full } else { How::Short }, Ok(None)),
        }
    }

    /// Whether the work was cited before.
    fn has(&self, work: Result<usize, Fault>) -> bool {
        work.is_ok_and(|work| self.cited.contains(&Some(work)))
    }

    fn last(&self) -> Result<Option<usize>, Fault> {
        match self.cited.last() {
            Some(Some(work)) => Ok(Some(*work)),
            Some(None) => Err(Fault::Unlisted),
            None => Err(Fault::NoAntecedent),
        }
    }

    /// The work of the author that was cited last; without an author the last work.
    fn of_author(&self, surname: Option<&str>, catalogue: &Catalogue) -> Result<Option<usize>, Fault> {
        let Some(surname) = surname else { return self.last() };
        let theirs = |work: &usize| is_by(*work, surname, catalogue);
        match self.cited.iter().rev().flatten().find(|w| theirs(w)) {
            Some(work) => Ok(Some(*work)),
            // a work that is not known may be theirs
            None if self.cited.contains(&None) => Ok(None),
            None => Err(Fault::NoWorkOfAuthor),
        }
    }

    /// Of works of one title the one that has the year, else whose author is spoken of, else the last
    /// cited, else the one that bears the whole title.
    fn choose(
        &self,
        works: &[usize],
        years: &[i32],
        spoken: &dyn Fn(&[usize]) -> Option<usize>,
        catalogue: &Catalogue,
    ) -> Result<usize, Fault> {
        let dated: Vec<usize> =
            works.iter().copied().filter(|w| catalogue.works[*w].years.iter().any(|y| years.contains(y))).collect();
        let works = if dated.is_empty() { works } else { &dated };
        if let [one] = works {
            return Ok(*one);
        }
        let cited = || self.cited.iter().rev().flatten().find(|w| works.contains(w)).copied();
        spoken(works).or_else(cited).or_else(|| whole(works, catalogue)).ok_or(Fault::Ambiguous)
    }

    /// Of works of one title the one by the author cited just before.
    fn choose_of_same(&self, works: &[usize], catalogue: &Catalogue) -> Result<usize, Fault> {
        let last = self.cited.last().copied().flatten();
        let authors = last.map(|w| catalogue.works[w].authors.as_slice()).unwrap_or_default();
        let surnames = || authors.iter().filter_map(|a| a.surname.last());
        let same = works.iter().find(|w| surnames().any(|s| is_by(**w, s, catalogue)));
        same.or(works.first()).copied().ok_or(Fault::NoAntecedent)
    }
}

fn is_by(work: usize, surname: &str, catalogue: &Catalogue) -> bool {
    catalogue.works[work].authors.iter().any(|a| a.surname.last().is_some_and(|s| alike(s, surname)))
}

/// The first, if its title is the whole one and no other's is: `recognise` lists those first.
fn whole(works: &[usize], catalogue: &Catalogue) -> Option<usize> {
    let title = |work: usize| catalogue.works[work].aliases.first().map(|a| a.letters.as_slice());
    let (first, second) = (works.first()?, works.get(1)?);
    (title(*first) != title(*second)).then_some(*first)
}
