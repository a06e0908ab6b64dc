//! What the drawing shows, in words: for who does not see it, and as a list below it.

use super::Dated;
use super::links::{Counts, Links};
use crate::appendix::writer::Writer;
use crate::model::text::{BlockKind, GroupKind, MarkKind, RefId};
use crate::terms::GeneratedTerms;

/// The drawing in words.
pub(super) fn alternative(texts: &[Dated<'_>], links: &Links, language: &str) -> String {
    let terms = GeneratedTerms::of(language);
    let named: Vec<String> = texts.iter().map(|text| format!("{}, {}", name(text), text.date)).collect();
    let mut words = format!("{} {}.", terms.in_time, named.join("; "));
    for ((later, earlier), counts) in &links.texts {
        let (later, earlier) = (name(&texts[*later]), name(&texts[*earlier]));
        words.push_str(&format!(" {later} → {earlier}: {}.", said(counts, terms)));
    }
    if links.texts.is_empty() {
        words.push_str(&format!(" {}", terms.no_links));
    }
    words
}

/// The same as a list: under every text those that it is joined to, and the authors that it names. `first` is
/// the reference to the first text, the others come after it.
pub(super) fn list(texts: &[Dated<'_>], links: &Links, first: usize, writer: &mut Writer<'_>) {
    let terms = GeneratedTerms::of(writer.language);
    writer.group(GroupKind::Entries, |w| {
        for (later, text) in texts.iter().enumerate() {
            w.block(BlockKind::Paragraph);
            w.marked(MarkKind::Strong, |w| w.words(&text.date));
            w.words(" ");
            title(w, text, first + later);
            for ((_, earlier), counts) in links.texts.range((later, 0)..(later + 1, 0)) {
                w.words("\u{2028}→ ");
                title(w, &texts[*earlier], first + earlier);
                w.words(&format!(": {}", said(counts, terms)));
            }
            for ((_, author), count) in links.named.iter().filter(|((text, _), _)| *text == later) {
                w.words(&format!("\u{2028}→ {author}: {}\u{a0}{count}", terms.named));
            }
        }
    });
}

/// Author and title, as a link to the text.
fn title(writer: &mut Writer<'_>, text: &Dated<'_>, reference: usize) {
    writer.known_reference(RefId(reference as u32), |w| {
        if let Some(author) = &text.document.author {
            w.words(&format!("{author}, "));
        }
        w.title(text.document, true);
    });
}

fn name(text: &Dated<'_>) -> String {
    match &text.document.author {
        Some(author) => format!("{author}, {}", text.document.short_title),
        None => text.document.short_title.clone(),
    }
}

/// `cites it 2, shared passages 5`
fn said(counts: &Counts, terms: &GeneratedTerms) -> String {
    let Counts { cites, shares, editor } = counts;
    let all = [cites, shares, editor].into_iter().zip(terms.links);
    let said: Vec<String> = all.filter(|(n, _)| **n > 0).map(|(n, what)| format!("{what}\u{a0}{n}")).collect();
    said.join(", ")
}
