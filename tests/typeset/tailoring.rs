//! Where lines may end: UAX #14 by its own test data, and each departure from it by example.

use edition::typeset::lines::tailoring::{Tailoring, Tailorings, line_breaks};
use flate2::read::GzDecoder;
use std::io::Read;

/// The text with `|` wherever a line may begin.
fn marked(text: &str, language: &str, wanted: Tailorings) -> String {
    let mut out = text.to_string();
    for at in line_breaks(text, |_| language, wanted).into_iter().rev() {
        out.insert(at as usize, '|');
    }
    out
}

/// What a departure makes of a text, by itself and with all others, and what UAX #14 does.
fn check(tailoring: Tailoring, language: &str, tailored: &str, standard: &str) {
    let text = tailored.replace('|', "");
    let shown = |wanted| marked(&text, language, wanted);
    assert_eq!(shown(Tailorings::NONE.with(tailoring)), tailored, "{tailoring:?} alone");
    assert_eq!(shown(Tailorings::ALL), tailored, "{tailoring:?} with all others");
    assert_eq!(shown(Tailorings::NONE), standard, "UAX #14");
    assert_eq!(shown(Tailorings::ALL.without(tailoring)), standard, "all others without {tailoring:?}");
}

#[test]
fn a_dash_stays_with_the_word_before_it() {
    check(Tailoring::Dashes, "en", "sea—|land", "sea|—|land");
    check(Tailoring::Dashes, "en", "sea – |land", "sea |– |land");
    check(Tailoring::Dashes, "fr", "— Oui", "— |Oui");
    check(Tailoring::Dashes, "en", "“—no”", "“—|no”");
}

#[test]
fn a_slash_breaks_long_words_only() {
    check(Tailoring::Slashes, "en", "and/or", "and/|or");
    check(Tailoring::Slashes, "de", "er/sie |kam", "er/|sie |kam");
    assert_eq!(marked("harbour/anchorage", "en", Tailorings::ALL), "harbour/|anchorage");
}

#[test]
fn a_hyphen_does_not_leave_a_letter_alone() {
    check(Tailoring::Hyphens, "en", "an |x-ray", "an |x-|ray");
    check(Tailoring::Hyphens, "de", "Vitamin-C |hilft", "Vitamin-|C |hilft");
    assert_eq!(marked("half-light", "en", Tailorings::ALL), "half-|light");
    assert_eq!(marked("Vor- und", "de", Tailorings::ALL), "Vor- |und");
}

#[test]
fn an_ellipsis_stays_with_the_word_before_it() {
    check(Tailoring::Ellipses, "en", "and … |so", "and |… |so");
    check(Tailoring::Ellipses, "de", "„… und", "„… |und");
    assert_eq!(marked("and . . . so . . . .", "en", Tailorings::ALL), "and . . . |so . . . .");
}

#[test]
fn numbers_stay_with_what_they_count() {
    for (language, tailored) in [
        ("en", "p. 12"),
        ("en", "pp. xii"),
        ("en", "vol. IV"),
        ("en", "§ 12"),
        ("en", "No. 5"),
        ("de", "Nr. 5"),
        ("de", "S. 12"),
        ("de", "Bd. II"),
        ("ru", "стр. 5"),
        ("sv", "Karl XII"),
        ("en", "10 km"),
        ("de", "10 %"),
        ("fr", "10 000"),
    ] {
        check(Tailoring::Numbers, language, tailored, &tailored.replace(' ', " |"));
    }
    check(Tailoring::Numbers, "en", "1917–1923", "1917–|1923");
    assert_eq!(marked("In 1917 men of 20 came.", "en", Tailorings::ALL), "In |1917 |men |of |20 |came.");
    assert_eq!(marked("a mix. 12 eggs, I say", "en", Tailorings::ALL), "a |mix. |12 |eggs, |I |say");
}

#[test]
fn a_siglum_stays_with_its_witness() {
    check(Tailoring::Sigla, "en", "MS A |has", "MS |A |has");
    check(Tailoring::Sigla, "la", "cod. B² |habet", "cod. |B² |habet");
    assert_eq!(marked("MS Harley", "en", Tailorings::ALL), "MS |Harley");
}

#[test]
fn addresses_break_at_their_signs() {
    let address = "(https://harbour.example/long-term/1938?day=4)";
    let tailored = "(https://|harbour|.example|/long|-term|/1938|?day=4)";
    assert_eq!(marked(address, "en", Tailorings::NONE.with(Tailoring::Addresses)), tailored);
    assert_eq!(marked(address, "en", Tailorings::ALL), tailored);
    let standard = "(https://|harbour.example/|long-|term/1938?|day=4)";
    assert_eq!(marked(address, "en", Tailorings::NONE), standard);
    check(Tailoring::Addresses, "en", "see |www|.example|.org.", "see |www.example.org.");
    assert_eq!(marked("http://", "en", Tailorings::ALL), "http://");
}

#[test]
fn french_marks_stay_with_their_words() {
    check(Tailoring::French, "fr", "dit:« mot", "dit:« |mot");
    // The mark of a note follows at once.
    check(Tailoring::French, "fr", "« mot »a", "« mot |»a");
    for text in ["« mot » ; |mot : |mot ! |mot ?", "«\u{202f}mot\u{202f}» |a\u{202f};", "(« ‹ mot › ») |fin"]
    {
        assert_eq!(marked(&text.replace('|', ""), "fr", Tailorings::ALL), text);
    }
}

#[test]
fn german_quotations_are_closed_by_the_marks_that_open_english_ones() {
    check(Tailoring::German, "de", "‚Ja‘“ |und", "‚Ja‘“ und");
    check(Tailoring::German, "de", "›Ja‹« |und", "›Ja‹« und");
    for text in ["„Er |sagt: |‚Ja‘“, |und |„gut“ |(oder |»gut«) |so", "»Wie?« |fragte |er", "„Nein!“ |„Doch!“"]
    {
        assert_eq!(marked(&text.replace('|', ""), "de", Tailorings::ALL), text);
    }
    assert_eq!(marked("he said: ‘“No” he said’", "en", Tailorings::ALL), "he |said: |‘“No” |he |said’");
}

#[test]
fn the_language_of_each_place_counts() {
    let text = "« mot »a, „‚Ja‘“ und";
    let german = text.find('„').expect("a mark");
    let of = |at: usize| if at < german { "fr" } else { "de" };
    let breaks = line_breaks(text, of, Tailorings::ALL);
    let shown: Vec<&str> = breaks.iter().map(|at| &text[*at as usize..]).collect();
    assert_eq!(shown, ["„‚Ja‘“ und", "und"]);
}

/// UAX #14: all of the test data for the segmenter's version of Unicode, without exception.
/// `LineBreakTest-LICENSE.txt` says where it comes from.
#[test]
fn uax_14_passes_its_own_tests_untailored() {
    let packed = include_bytes!("LineBreakTest-15.1.txt.gz");
    let mut cases = String::new();
    GzDecoder::new(packed.as_slice()).read_to_string(&mut cases).expect("a packed text");
    let mut failed = vec![];
    let mut count = 0;
    for case in cases.lines().filter(|line| !line.starts_with('#')) {
        let (mut text, mut wanted) = (String::new(), vec![]);
        for item in case.split(' ') {
            match item {
                "÷" => wanted.push(text.len() as u32),
                "×" => {}
                code => text.extend(u32::from_str_radix(code, 16).ok().and_then(char::from_u32)),
            }
        }
        // The ends of a text are no places inside it.
        wanted.retain(|at| (1..text.len() as u32).contains(at));
        count += 1;
        if line_breaks(&text, |_| "", Tailorings::NONE) != wanted {
            failed.push(case);
        }
    }
    assert_eq!((count, failed), (10_274, vec![]));
}

#[test]
fn a_day_stays_with_its_month() {
    for (language, tailored, standard) in [
        ("en", "on |5 May |1899", "on |5 |May |1899"),
        ("en", "May 5, |1899", "May |5, |1899"),
        ("en", "the |3rd March", "the |3rd |March"),
        ("de", "am |5. Mai |1899", "am |5. |Mai |1899"),
        ("fr", "le |1er mai", "le |1er |mai"),
    ] {
        check(Tailoring::Dates, language, tailored, standard);
    }
    assert_eq!(marked("He may |5 times".replace('|', "").as_str(), "en", Tailorings::ALL), "He |may |5 |times");
}

#[test]
fn initials_stay_with_the_name() {
    check(Tailoring::Initials, "en", "by |R. V. Daniels |there", "by |R. |V. |Daniels |there");
    check(Tailoring::Initials, "en", "It |was |plan |B. |The |end", "It |was |plan |B. |The |end");
}
