//! The works as the citation processor writes them: first it sorts them, then it writes them in that order, so that
//! `1935a` stands before `1935b` in the list and in every citation.
//!
//! Knows the processor; nothing of the file or of the documents.

use super::{Library, Printed, dressed};
use crate::cite::format;
use crate::cite::persons::Use;
use crate::cite::style::CitationStyle;
use crate::model::text::Text;
use crate::model::work::Work;
use crate::words::filing::without_article;
use crate::words::language::is_foreign;
use hayagriva::citationberg::taxonomy::Locator;
use hayagriva::citationberg::{DemoteNonDroppingParticle, IndependentStyle};
use hayagriva::{
    BibliographyDriver, BibliographyItem, BibliographyRequest, CitationItem, CitationRequest, Entry, LocatorPayload,
    Rendered, SpecificLocator,
};
use std::collections::BTreeMap;

impl Printed {
    fn particles(&self) -> &DemoteNonDroppingParticle {
        &self.style.0.settings.demote_non_dropping_particle
    }

    /// Cites `citations`, each a row of works that are printed or, if hidden, only counted, and lists them.
    fn rendered<'a>(&'a self, citations: Vec<Vec<CitationItem<'a, Entry>>>, style: &'a IndependentStyle) -> Rendered {
        let mut driver = BibliographyDriver::new();
        for items in citations {
            driver.citation(CitationRequest::new(items, style, Some(self.locale.clone()), &self.locales, None));
        }
        driver.finish(BibliographyRequest::new(style, Some(self.locale.clone()), &self.locales))
    }
}

impl Library {
    /// The keys in the order of the list.
    pub(super) fn sorted(&self) -> Vec<String> {
        let Some(printed) = self.style.as_ref() else { return vec![] };
        let style = printed.style.sorting();
        let demoted = *printed.particles() != DemoteNonDroppingParticle::Never;
        let said = |entry: &Entry| self.sort_as.get(entry.key()).map(String::as_str);
        let entries: Vec<Entry> =
            self.entries.iter().map(|entry| dressed::sorted(entry, said(entry), demoted, &self.language)).collect();
        let items = entries.iter().map(|entry| CitationItem::new(entry, None, None, true, None)).collect();
        let listed = printed.rendered(vec![items], &style).bibliography.map(|list| list.items).unwrap_or_default();
        let mut keys: Vec<String> = listed.into_iter().map(|item| item.key).collect();
        let left: Vec<String> =
            self.entries.keys().filter(|key| !keys.iter().any(|k| k == key)).map(Into::into).collect();
        keys.extend(left);
        keys
    }

    /// The works with their entries, which name the language of a title that is not the book's; those of `self.order`.
    pub(super) fn written(&self) -> BTreeMap<String, Work> {
        let Some(printed) = &self.style else { return BTreeMap::new() };
        let demoted = *printed.particles() == DemoteNonDroppingParticle::DisplayAndSort;
        let raw = || self.order.iter().filter_map(|key| self.entries.get(key));
        let entries: Vec<Entry> = raw().map(|entry| dressed::entry(entry, Use::Listed { demoted })).collect();
        // Works need not be cited one by one to stand in a bibliography; without one their citations are all there is.
        let listed = printed.style.0.bibliography.is_some();
        let items: Vec<_> = entries.iter().map(|entry| CitationItem::new(entry, None, None, listed, None)).collect();
        let citations = if listed { vec![items] } else { items.into_iter().map(|item| vec![item]).collect() };
        let style = printed.style.in_order(listed);
        let rendered = printed.rendered(citations, &style);
        let mut works: BTreeMap<String, Work> = raw().map(|entry| (entry.key().to_owned(), self.work(entry))).collect();
        for BibliographyItem { key, first_field, content, .. } in
            rendered.bibliography.map(|b| b.items).unwrap_or_default()
        {
            if let Some(work) = works.get_mut(&key) {
                work.entry = format::entry(first_field.as_ref(), &content);
            }
        }
        // a style without a bibliography writes its citations in it; what it has no form for is written plainly
        let citations = if listed { &[] } else { &rendered.citations[..] };
        for (index, entry) in raw().enumerate() {
            let Some(work) = works.get_mut(entry.key()) else { continue };
            work.rank = index;
            if work.entry.string.is_empty() {
                if let Some(citation) = citations.get(index) {
                    work.entry = format::entry(None, &citation.citation);
                }
                if !work.entry.string.contains(char::is_alphabetic) {
                    work.entry = plain(entry, work);
                }
            }
            let own = entry.language().map(ToString::to_string).filter(|own| is_foreign(own, &self.language));
            if let Some(own) = own {
                format::in_language(&mut work.entry, &work.title, &own);
            }
        }
        works
    }

    fn work(&self, entry: &Entry) -> Work {
        let people = entry.authors().or(entry.editors()).unwrap_or_default();
        let names: Vec<String> = people.iter().map(|p| p.given_first(false)).collect();
        let year = entry.date().or_else(|| entry.parents().iter().find_map(|p| p.date()));
        let title = entry.title().map(ToString::to_string).unwrap_or_default();
        let own = entry.language().map(ToString::to_string);
        let filed = || match people.first() {
            Some(person) => crate::cite::persons::filed(person),
            None => without_article(&title, Some(own.as_deref().unwrap_or(&self.language))).to_owned(),
        };
        Work {
            key: entry.key().to_owned(),
            author: listed(&names),
            filed: self.sort_as.get(entry.key()).cloned().unwrap_or_else(filed),
            title,
            year: year.map(|d| d.year),
            ..Work::default()
        }
    }

    /// The works that the style cites alike until it parts them by year suffixes, each with the others in the order
    /// of the list.
    pub(super) fn alike(&self) -> BTreeMap<String, Vec<String>> {
        if !self.has_suffixes() {
            return BTreeMap::new();
        }
        let mut by_form: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for key in &self.order {
            if let Some(text) = self.cite(key, Locator::Page, None) {
                by_form.entry(text.string).or_default().push(key.clone());
            }
        }
        let groups = by_form.into_values().filter(|group| group.len() > 1);
        groups.flat_map(|group| group.clone().into_iter().map(move |key| (key, group.clone()))).collect()
    }

    /// A work cited in running text, by the style: `Author, Title, 3`.
    pub(in crate::cite) fn cite(&self, key: &str, label: Locator, number: Option<&str>) -> Option<Text> {
        let printed = self.style.as_ref()?;
        let own = [key.to_owned()];
        let keys = self.alike.get(key).map_or(&own[..], Vec::as_slice);
        let cited = |key: &String| self.entries.get(key).map(|entry| dressed::entry(entry, Use::Cited));
        let entries: Vec<Entry> = keys.iter().filter_map(cited).collect();
        let locator = || number.map(|number| SpecificLocator(label, LocatorPayload::Str(number)));
        let item = |entry| CitationItem::with_locator(entry, locator());
        if let [entry] = &entries[..] {
            let (style, locale) = (&printed.style.0, Some(printed.locale.clone()));
            let request = CitationRequest::new(vec![item(entry)], style, locale, &printed.locales, None);
            return Some(format::entry(None, &hayagriva::standalone_citation(request)));
        }
        // Each by itself, as if they were cited one after the other: in one citation they would share their author.
        let at = entries.iter().position(|entry| entry.key() == key)?;
        let citations = entries.iter().map(|entry| vec![item(entry)]).collect();
        let style = printed.style.in_order(false);
        let rendered = printed.rendered(citations, &style);
        Some(format::entry(None, &rendered.citations.get(at)?.citation))
    }
}

impl CitationStyle {
    /// The same, which sorts works and writes none.
    fn sorting(&self) -> IndependentStyle {
        let mut style = (*self.0).clone();
        style.citation.layout.elements.clear();
        style.citation.disambiguate_add_names = false;
        style.citation.disambiguate_add_givenname = false;
        style.citation.disambiguate_add_year_suffix = false;
        if let Some(bibliography) = &mut style.bibliography {
            bibliography.layout.elements.clear();
        }
        style
    }

    /// The same, which takes works in the order in which it gets them; of a bibliography alone without the form of
    /// citations, which are costly to make, but where entries depend on them (`1938a`).
    fn in_order(&self, listed: bool) -> IndependentStyle {
        let quiet = self.quiet().filter(|_| listed);
        let mut style = quiet.map_or_else(|| (*self.0).clone(), |quiet| *quiet.0);
        style.citation.sort = None;
        if let Some(bibliography) = &mut style.bibliography {
            bibliography.sort = None;
        }
        style
    }
}

/// `Surname, Name. Title. 1930.`
fn plain(entry: &Entry, work: &Work) -> Text {
    let people = entry.authors().or(entry.editors()).unwrap_or_default();
    let names: Vec<String> = people.iter().map(|p| p.name_first(false, true)).collect();
    let parts = [names.join("; "), work.title.clone(), work.year.map(|y| y.to_string()).unwrap_or_default()];
    let parts: Vec<String> = parts.into_iter().filter(|p| !p.is_empty()).collect();
    Text::plain(parts.join(". ") + ".")
}

/// `A, B and C`, without a conjunction that would need a language.
fn listed(names: &[String]) -> String {
    names.join(", ")
}
