//! The code pages of single bytes that are neither Windows-1252 nor ISO-8859-1, and which of them the bytes of a text are
//! in. Knows nothing of the language: a letter inside a word is small, whatever its page.

/// What a code page has for the bytes 0x80 to 0xFF, by its IANA name (the tables of unicode.org, MAPPINGS; a byte without a
/// character is the control of that number).
const PAGES: [(&str, &str); 5] = [
    (
        "ibm850",
        "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒáíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐\
        └┴┬├─┼ãÃ╚╔╩╦╠═╬¤ðÐÊËÈıÍÎÏ┘┌█▄¦Ì▀ÓßÔÒõÕµþÞÚÛÙýÝ¯´\u{ad}±‗¾¶§÷¸°¨·¹³²■\u{a0}",
    ),
    (
        "macintosh",
        "ÄÅÇÉÑÖÜáàâäãåçéèêëíìîïñóòôöõúùûü†°¢£§•¶ß®©™´¨≠ÆØ∞±≤≥¥µ∂∑∏π∫ªºΩæø\
        ¿¡¬√ƒ≈∆«»…\u{a0}ÀÃÕŒœ–—“”‘’÷◊ÿŸ⁄€‹›ﬁﬂ‡·‚„‰ÂÊÁËÈÍÎÏÌÓÔ\u{f8ff}ÒÚÛÙıˆ˜¯˘˙˚¸˝˛ˇ",
    ),
    (
        "windows-1250",
        "€\u{81}‚\u{83}„…†‡\u{88}‰Š‹ŚŤŽŹ\u{90}‘’“”•–—\u{98}™š›śťžź\u{a0}ˇ˘Ł¤Ą¦§¨©Ş«¬\u{ad}®Ż°±˛ł´µ¶·¸ąş»Ľ˝ľż\
        ŔÁÂĂÄĹĆÇČÉĘËĚÍÎĎĐŃŇÓÔŐÖ×ŘŮÚŰÜÝŢßŕáâăäĺćçčéęëěíîďđńňóôőö÷řůúűüýţ˙",
    ),
    (
        "windows-1251",
        "ЂЃ‚ѓ„…†‡€‰Љ‹ЊЌЋЏђ‘’“”•–—\u{98}™љ›њќћџ\u{a0}ЎўЈ¤Ґ¦§Ё©Є«¬\u{ad}®Ї°±Ііґµ¶·ё№є»јЅѕї\
        АБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯабвгдежзийклмнопрстуфхцчшщъыьэюя",
    ),
    (
        "koi8-r",
        "─│┌┐└┘├┤┬┴┼▀▄█▌▐░▒▓⌠■∙√≈≤≥\u{a0}⌡°²·÷═║╒ё╓╔╕╖╗╘╙╚╛╜╝╞╟╠╡Ё╢╣╤╥╦╧╨╩╪╫╬©\
        юабцдефгхийклмнопярстужвьызшэщчъЮАБЦДЕФГХИЙКЛМНОПЯРСТУЖВЬЫЗШЭЩЧЪ",
    ),
];

/// How many kinds of letters a text of another alphabet has at least.
const KINDS: usize = 24;
/// How many equal signs in a row draw a line, in the code page of DOS.
const DRAWN: usize = 6;
/// The signs of which DOS draws lines and areas: `─`, `═`, `█`, `░`, `▒`, `▓`.
const LINES: [u8; 6] = [0xc4, 0xcd, 0xdb, 0xb0, 0xb1, 0xb2];

/// How many letters inside words show a code page, and how many times those of Windows-1252.
const SHOWN: (usize, usize) = (4, 3);
/// Of how many bytes of a hundred beyond ASCII another stands beside, in a text of another alphabet.
const ALPHABET: usize = 60;

/// The characters of a code page for the bytes 0x80 to 0xFF.
pub(super) fn page(name: &str) -> Option<Vec<char>> {
    PAGES.iter().find(|(page, _)| *page == name).map(|(_, chars)| chars.chars().collect())
}

/// The code page that the bytes of a text are in, where their letters show another one than Windows-1252 (`own`, the
/// characters of that).
pub(super) fn shown(bytes: &[u8], own: &[char]) -> Option<(&'static str, Vec<char>)> {
    let high = bytes.iter().filter(|b| **b >= 0x80).count();
    let beside = bytes.windows(2).filter(|pair| pair[0] >= 0x80 && pair[1] >= 0x80).count();
    let kinds = (0x80..=0xff_u8).filter(|byte| bytes.contains(byte)).count();
    let letters = bytes.iter().filter(|b| b.is_ascii_alphabetic()).count();
    if bytes.windows(DRAWN).any(|row| LINES.contains(&row[0]) && row.iter().all(|b| *b == row[0])) {
        return page("ibm850").map(|chars| ("ibm850", chars));
    }
    let alphabet = beside * 100 >= high * ALPHABET && high > letters && kinds >= KINDS;
    let usual = fit(bytes, own);
    let mut best: Option<(i64, &'static str, Vec<char>)> = None;
    for (name, chars) in PAGES {
        let chars: Vec<char> = chars.chars().collect();
        let cyrillic = chars.contains(&'ж');
        if cyrillic != alphabet {
            continue;
        }
        let (good, bad) = if alphabet { small_letters(bytes, &chars) } else { fit(bytes, &chars) };
        let net = good as i64 - bad as i64;
        let better = alphabet || good.saturating_sub(bad) > SHOWN.1 * usual.0.saturating_sub(usual.1);
        if good >= SHOWN.0 && bad * 4 <= good && better && best.as_ref().is_none_or(|(other, ..)| net > *other) {
            best = Some((net, name, chars));
        }
    }
    best.map(|(_, name, chars)| (name, chars))
}

/// How many bytes beyond ASCII between small letters are small letters or an apostrophe or a dash, and how many are not.
fn fit(bytes: &[u8], chars: &[char]) -> (usize, usize) {
    let (mut good, mut bad) = (0, 0);
    // a space that does not break stands between any letters
    for three in bytes.windows(3).filter(|w| w[1] >= 0x80 && w[1] != 0xa0) {
        if three[0].is_ascii_lowercase() && three[2].is_ascii_lowercase() {
            let c = chars[usize::from(three[1]) - 0x80];
            let fits = c.is_lowercase() && !matches!(c, 'ª' | 'º' | 'ƒ' | 'ı') || matches!(c, '’' | '—' | '–');
            good += usize::from(fits);
            bad += usize::from(!fits);
        }
    }
    (good, bad)
}

/// How many letters behind a small one are small, and how many are capitals or none.
fn small_letters(bytes: &[u8], chars: &[char]) -> (usize, usize) {
    let read = |b: u8| chars[usize::from(b) - 0x80];
    let pairs = bytes.windows(2).filter(|w| w[0] >= 0x80 && w[1] >= 0x80 && read(w[0]).is_lowercase());
    pairs.fold((0, 0), |(good, bad), w| match read(w[1]).is_lowercase() {
        true => (good + 1, bad),
        false => (good, bad + 1),
    })
}

#[cfg(test)]
mod tests {
    use crate::read::plain::decode;

    #[test]
    fn another_alphabet_is_told_by_how_its_capitals_stand() {
        let text = "Паромщик стоял у шлюза и ждал лодку без фонаря. Никто не видел её с той весны, когда вода \
                    поднялась выше ворот; цепь, эхо, чайка, юг, хлеб и май.";
        for name in ["windows-1251", "koi8-r"] {
            let page = super::page(name).unwrap();
            let byte = |c: char| page.iter().position(|own| *own == c).map_or(c as u8, |i| i as u8 + 0x80);
            let bytes: Vec<u8> = text.chars().map(byte).collect();
            let decoded = decode(&bytes);
            assert_eq!((decoded.text.as_str(), decoded.encoding), (text, name));
            assert_eq!(decoded.encode(), bytes);
        }
    }

    #[test]
    fn lines_that_dos_drew_and_accents_of_latin_1_are_told_apart() {
        assert_eq!(decode(b"\xc4\xc4\xc4\xc4\xc4\xc4\xc4\nThe weir\n").encoding, "ibm850");
        assert_eq!(decode(b"l\xe9g\xe8re na\xefve p\xeach\xe9 c\xf4te").encoding, "iso-8859-1");
        assert_eq!(decode(b"the\xa0weir and\xa0the mill of\xa0oil at\xa0sea on\xa0it").encoding, "iso-8859-1");
    }
}
