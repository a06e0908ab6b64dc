//! Dates written out.

use crate::words::language::primary;
use crate::words::months::{ENGLISH, FRENCH, GERMAN, LATIN};

/// `1938-09-12` as “12 September 1938”, `1941-08` as “August 1941”, `1948` as it is, `0900` as “900”;
/// `None` for what is no ISO 8601 date.
pub fn written_out(date: &str, language: &str) -> Option<String> {
    let primary = primary(language);
    let months = match primary {
        "fr" => &FRENCH,
        "de" => &GERMAN,
        "la" => &LATIN,
        _ => &ENGLISH,
    };
    let mut parts = date.split('-');
    let year = parts.next().filter(|y| y.len() == 4 && y.bytes().all(|b| b.is_ascii_digit()))?;
    let year = Some(year.trim_start_matches('0')).filter(|year| !year.is_empty()).unwrap_or("0");
    let Some(month) = parts.next() else { return Some(year.to_owned()) };
    let month = months.get(month.parse::<usize>().ok()?.checked_sub(1)?)?;
    let Some(day) = parts.next() else {
        let mense = if primary == "la" { "mense " } else { "" };
        let month = if primary == "la" { ablative(month) } else { (*month).to_owned() };
        return Some(format!("{mense}{month} {year}"));
    };
    let day: u32 = day.parse().ok().filter(|d| (1..=31).contains(d))?;
    Some(match primary {
        "de" => format!("{day}. {month} {year}"),
        "fr" if day == 1 => format!("1er {month} {year}"),
        _ => format!("{day} {month} {year}"),
    })
}

/// A Latin month as after *mense*.
fn ablative(month: &str) -> String {
    match month.strip_suffix('i') {
        Some(stem) => format!("{stem}o"),
        None => month.trim_end_matches('s').to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn as_far_as_it_is_known() {
        assert_eq!(written_out("1938-09-12", "en-GB").as_deref(), Some("12 September 1938"));
        assert_eq!(written_out("1941-08", "de").as_deref(), Some("August 1941"));
        assert_eq!(written_out("2026-01-01", "la").as_deref(), Some("1 Ianuarii 2026"));
        assert_eq!(written_out("2026-04", "la").as_deref(), Some("mense Aprili 2026"));
        assert_eq!(written_out("1948", "fr").as_deref(), Some("1948"));
        assert_eq!(written_out("0900-05", "en").as_deref(), Some("May 900"));
        assert_eq!(written_out("1938-13-12", "en"), None);
        assert_eq!(written_out("soon", "en"), None);
    }
}
