//! Where a title breaks by its sense: behind a sign and before a word that leads on, never behind one that belongs to
//! what comes next.
//!
//! Knows words by language; nothing of widths.

use crate::words::language::primary;

/// What a break costs behind a word that belongs to the next.
const SEVERED: i64 = 60;
/// What it costs before a word that leads on.
const LEADING: i64 = -15;
/// And behind a sign that parts.
const PARTED: i64 = -30;

/// How many bytes the longest title has: what is centred and longer, a colophon or a caption, is prose.
const TITLE: usize = 120;

/// Whether a text that is centred is a title or a heading.
pub(in crate::typeset::lines) fn is_title(text: &str) -> bool {
    text.len() <= TITLE
}

/// What it costs to end a line of a title between these two words.
pub(in crate::typeset::lines) fn cost(before: &str, after: &str, language: &str) -> i64 {
    let leads = |word: &str| {
        let word = word.trim_matches(|c: char| !c.is_alphanumeric() && c != '’').to_lowercase();
        words(language).split(' ').any(|known| known == word)
    };
    if before.ends_with([':', ';', '—', '–', '?', '!', '.']) && before.chars().count() > 2 {
        return PARTED;
    }
    match (leads(before), leads(after)) {
        (true, _) => SEVERED,
        (false, _) if before.ends_with(',') => LEADING * 3 / 2,
        (false, true) => LEADING,
        _ => 0,
    }
}

/// Articles, prepositions and conjunctions.
fn words(language: &str) -> &'static str {
    match primary(language) {
        "en" => {
            "a an the of and or nor but in on at to for from by with without as into upon under over against between \
             its their his her our"
        }
        "fr" => {
            "le la les un une des du de et ou à au aux en dans sur par pour avec sans sous entre contre chez son sa ses \
             leur leurs"
        }
        "de" => {
            "der die das den dem des ein eine einer eines einem einen und oder in im an am auf zu zur zum von vom mit \
             ohne für bei über unter aus nach gegen zwischen"
        }
        "it" => {
            "il lo la i gli le un uno una e o di del della dei degli delle da dal in nel nella su sul per con tra fra a al"
        }
        "es" => "el la los las un una y o de del en con por para sobre a al entre contra sin su sus",
        "pt" => "o a os as um uma e ou de do da dos das em no na por para com sobre ao à entre contra sem",
        "nl" => "de het een en of van in op aan te voor met bij uit over onder tegen tussen",
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use super::cost;

    #[test]
    fn a_title_breaks_behind_a_sign_and_before_what_leads_on() {
        assert!(cost("Harbours:", "A", "en") < cost("Keeping", "of", "en"));
        assert!(cost("Keeping", "of", "en") < cost("Northern", "Harbours", "en"));
        assert!(cost("Northern", "Harbours", "en") < cost("of", "Quays", "en"));
        assert!(cost("la", "lampe", "fr-FR") > 0 && cost("la", "lampe", "fi") == 0);
    }
}
