//! The names of the months, as dates have them.

/// In English.
pub const ENGLISH: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
/// In French.
pub const FRENCH: [&str; 12] = [
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
];
/// In German.
pub const GERMAN: [&str; 12] = [
    "Januar",
    "Februar",
    "März",
    "April",
    "Mai",
    "Juni",
    "Juli",
    "August",
    "September",
    "Oktober",
    "November",
    "Dezember",
];
/// In Latin, in the genitive as after a day.
pub const LATIN: [&str; 12] = [
    "Ianuarii",
    "Februarii",
    "Martii",
    "Aprilis",
    "Maii",
    "Iunii",
    "Iulii",
    "Augusti",
    "Septembris",
    "Octobris",
    "Novembris",
    "Decembris",
];
/// In Italian.
const ITALIAN: [&str; 12] = [
    "gennaio",
    "febbraio",
    "marzo",
    "aprile",
    "maggio",
    "giugno",
    "luglio",
    "agosto",
    "settembre",
    "ottobre",
    "novembre",
    "dicembre",
];
/// In Russian, in the genitive as after a day.
const RUSSIAN: [&str; 12] = [
    "января",
    "февраля",
    "марта",
    "апреля",
    "мая",
    "июня",
    "июля",
    "августа",
    "сентября",
    "октября",
    "ноября",
    "декабря",
];
/// Short ones, and those of one country.
const OTHERS: [&str; 13] =
    ["Jan", "Feb", "Mar", "Apr", "Jun", "Jul", "Aug", "Sept", "Sep", "Oct", "Nov", "Dec", "Jänner"];

/// Whether a word names a month in a date of a living language: `May`, `mai`, `Sept`.
pub fn is_month(word: &str) -> bool {
    [ENGLISH, FRENCH, GERMAN, ITALIAN, RUSSIAN].iter().flatten().chain(&OTHERS).any(|month| *month == word)
}

#[cfg(test)]
mod tests {
    use super::is_month;

    #[test]
    fn months_of_five_languages() {
        assert!(["May", "Sept", "août", "Jänner", "maggio", "июля"].into_iter().all(is_month));
        assert!(["may", "Maya", "Août", ""].into_iter().all(|word| !is_month(word)));
    }
}
