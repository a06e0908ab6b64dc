//! Links that a web page has left in its text without their addresses: the archive's name above
//! all, the ways back at the foot, the way from a note back to its marker.

use crate::model::account::LineClass;
use crate::read::plain::furniture::NAVIGATION;
use crate::read::plain::units::Page;
use crate::read::plain::words;

/// `Brook Archive` above all, where a line below it names Brook.
pub(crate) fn head(page: &mut Page) {
    let Some(name) = page.units.first().and_then(|_| page.str(0).strip_suffix(" Archive")) else { return };
    let named = |i: usize| page.str(i).ends_with(name) && words::count(page.str(i)) <= 6;
    if words::count(name) <= 3 && (1..page.units.len().min(8)).any(named) {
        page.classify(0, LineClass::Furniture);
    }
}

/// Links back at the foot of a page (`return to text`, `Back to the Index`, `Brook Archive`):
/// short lines with no prose below, which is why they are no headings.
pub(crate) fn foot(page: &mut Page) {
    for i in (1..page.units.len()).rev() {
        let text = page.str(i);
        let target = text.rsplit(' ').next().unwrap_or("");
        let known = || words::is_one_of(target, &NAVIGATION) || words::is_one_of(target, &["text", "document", "list"]);
        let back = || words::starts_with_any(text, &["return to", "back to", "go to", "go back", "top of"]) && known();
        let last = i + 4 >= page.units.len();
        let home = last && (text.ends_with(" Archive") || text.ends_with(" Index"));
        let short = words::has_at_most(text, 6) && !text.ends_with(['.', '?', '!', ':', ';', ',']);
        let link = last && text.split_whitespace().all(|w| words::is_one_of(w, &NAVIGATION));
        if page.is_open(i) && short && (home || link || back()) {
            page.classify(i, LineClass::Furniture);
        } else if page.is_open(i) && !words::has_at_most(text, 12) {
            break;
        }
    }
}

/// What stands before a link back (`(Return to text)`, `[back]`, `↩`) at the end of `text`; words
/// in no brackets are one only behind the end of a sentence.
pub(crate) fn without_back_link(text: &str) -> Option<&str> {
    let signs = text.trim_end_matches(['↩', '↑', '\u{fe0e}', '⏎']);
    if signs.len() < text.len() {
        return Some(signs.trim_end()).filter(|lead| !lead.is_empty());
    }
    let core = text.trim_end_matches(['.', ')', ']']);
    let links =
        ["return to text", "return to the text", "back to text", "back to the text", "back to top", "return", "back"];
    let low = |from: usize| core.get(from..).is_some_and(|tail| links.contains(&tail.to_lowercase().as_str()));
    let from = links.iter().filter_map(|l| core.len().checked_sub(l.len())).find(|from| low(*from))?;
    let lead = core[..from].trim_end();
    let bare = lead.trim_end_matches(['(', '[']);
    let enclosed = bare.len() < lead.len() && text.ends_with([')', ']']);
    let sentence =
        bare.len() == lead.len() && core.len() - from > 6 && lead.ends_with(['.', '?', '!', ')', '”', '’', '"']);
    let lead = bare.trim_end();
    ((enclosed || sentence) && !lead.is_empty()).then_some(lead)
}
