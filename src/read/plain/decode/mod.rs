//! From bytes to characters, and back. Never fails: what is no Unicode is read as Windows-1252, in
//! which every byte means something. Knows nothing of what the text says.

mod codepages;

/// A decoded file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decoded {
    /// The characters, without a byte order mark.
    pub text: String,
    /// The encoding's name, as IANA has it; `utf-8` with a byte order mark is `utf-8-bom`, UTF-16
    /// without one `utf-16le-without-bom`, Unicode with single bytes of Windows-1252 in it
    /// `utf-8 with windows-1252`.
    pub encoding: &'static str,
    /// The places where the text does not give back the bytes by the encoding's own rule.
    pub strays: Vec<Stray>,
}

/// Bytes that the encoding has no character for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stray {
    /// Where in the text the one character stands that was read for them, in bytes.
    pub at: usize,
    /// The bytes.
    pub bytes: Vec<u8>,
}

/// Decodes UTF-8 and UTF-16 with or without a byte order mark, ISO-8859-1, Windows-1252 and the pages of [`codepages`].
pub fn decode(bytes: &[u8]) -> Decoded {
    match bytes {
        [0xef, 0xbb, 0xbf, rest @ ..] if std::str::from_utf8(rest).is_ok() => unicode(rest, "utf-8-bom"),
        [0xff, 0xfe, rest @ ..] => utf16(rest, u16::from_le_bytes, "utf-16le"),
        [0xfe, 0xff, rest @ ..] => utf16(rest, u16::from_be_bytes, "utf-16be"),
        _ => unmarked(bytes),
    }
}

fn unmarked(bytes: &[u8]) -> Decoded {
    match nul_side(bytes) {
        Some(1) => return utf16(bytes, u16::from_le_bytes, "utf-16le-without-bom"),
        Some(_) => return utf16(bytes, u16::from_be_bytes, "utf-16be-without-bom"),
        None => {}
    }
    if std::str::from_utf8(bytes).is_ok() {
        return unicode(bytes, "utf-8");
    }
    let (sequences, strays) = bytes.utf8_chunks().fold((0, 0), |(good, bad), chunk| {
        (good + chunk.valid().chars().filter(|c| !c.is_ascii()).count(), bad + chunk.invalid().len())
    });
    if sequences > strays { mixed(bytes) } else { single(bytes) }
}

/// On which side of most pairs of bytes a NUL stands, as in UTF-16 without a mark.
fn nul_side(bytes: &[u8]) -> Option<usize> {
    let head = &bytes[..bytes.len().min(4096)];
    let pairs = head.len() / 2;
    let nuls = |side: usize| head.iter().skip(side).step_by(2).filter(|b| **b == 0).count();
    let (even, odd) = (nuls(0), nuls(1));
    let most = |n: usize, other: usize| pairs >= 2 && n * 10 >= pairs * 7 && other * 10 < pairs;
    if most(odd, even) {
        Some(1)
    } else if most(even, odd) {
        Some(0)
    } else {
        None
    }
}

fn unicode(bytes: &[u8], encoding: &'static str) -> Decoded {
    Decoded { text: String::from_utf8_lossy(bytes).into_owned(), encoding, strays: Vec::new() }
}

/// Unicode in which single bytes are no part of any sequence: each is read as Windows-1252.
fn mixed(bytes: &[u8]) -> Decoded {
    let (mut text, mut strays) = (String::with_capacity(bytes.len()), Vec::new());
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        for byte in chunk.invalid() {
            strays.push(Stray { at: text.len(), bytes: vec![*byte] });
            text.push(windows_1252(*byte));
        }
    }
    Decoded { text, encoding: "utf-8 with windows-1252", strays }
}

/// A byte a character. Where the letters inside words show another code page it is that; else the bytes 0x80 to 0x9F tell
/// Windows-1252 and ISO-8859-1 apart: the latter has no characters there, only controls, of which texts use 0x85, the end of
/// a line.
fn single(bytes: &[u8]) -> Decoded {
    let own: Vec<char> = (0x80..=0xff).map(windows_1252).collect();
    if let Some((encoding, page)) = codepages::shown(bytes, &own) {
        let read = |b: &u8| page.get(usize::from(*b).wrapping_sub(0x80)).copied().unwrap_or(char::from(*b));
        return Decoded { text: bytes.iter().map(read).collect(), encoding, strays: Vec::new() };
    }
    let high: Vec<u8> = bytes.iter().copied().filter(|b| (0x80..=0x9f).contains(b)).collect();
    let ends = bytes.iter().any(|b| matches!(b, b'\n' | b'\r'));
    let plain = high.is_empty() || (!ends && high.iter().all(|b| *b == 0x85));
    if plain {
        let text = bytes.iter().map(|b| char::from(*b)).collect();
        return Decoded { text, encoding: "iso-8859-1", strays: Vec::new() };
    }
    Decoded { text: bytes.iter().map(|b| windows_1252(*b)).collect(), encoding: "windows-1252", strays: Vec::new() }
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16, encoding: &'static str) -> Decoded {
    let (mut text, mut strays) = (String::with_capacity(bytes.len()), Vec::new());
    let mut at = 0;
    for read in char::decode_utf16(bytes.chunks_exact(2).map(|pair| unit([pair[0], pair[1]]))) {
        let c = read.unwrap_or_else(|_| {
            strays.push(Stray { at: text.len(), bytes: bytes[at..at + 2].to_vec() });
            char::REPLACEMENT_CHARACTER
        });
        at += c.len_utf16() * 2;
        text.push(c);
    }
    if at < bytes.len() {
        strays.push(Stray { at: text.len(), bytes: bytes[at..].to_vec() });
        text.push(char::REPLACEMENT_CHARACTER);
    }
    Decoded { text, encoding, strays }
}

/// Writes a character in an encoding.
type Writer = fn(char, &mut Vec<u8>);

impl Decoded {
    /// The bytes that were decoded: the inverse of [`decode`].
    pub fn encode(&self) -> Vec<u8> {
        let (mark, write): (&[u8], Writer) = match self.encoding {
            "utf-8-bom" => (&[0xef, 0xbb, 0xbf], utf8),
            "utf-16le" => (&[0xff, 0xfe], |c, out| units(c, u16::to_le_bytes, out)),
            "utf-16le-without-bom" => (&[], |c, out| units(c, u16::to_le_bytes, out)),
            "utf-16be" => (&[0xfe, 0xff], |c, out| units(c, u16::to_be_bytes, out)),
            "utf-16be-without-bom" => (&[], |c, out| units(c, u16::to_be_bytes, out)),
            "iso-8859-1" | "windows-1252" => (&[], byte),
            _ => (&[], utf8),
        };
        let page = codepages::page(self.encoding);
        let mut out = mark.to_vec();
        let mut strays = self.strays.iter().peekable();
        for (at, c) in self.text.char_indices() {
            match strays.next_if(|s| s.at == at) {
                Some(stray) => out.extend(&stray.bytes),
                None => match page.as_ref().filter(|_| !c.is_ascii()) {
                    Some(page) => out.extend(page.iter().position(|own| *own == c).map(|i| i as u8 + 0x80)),
                    None => write(c, &mut out),
                },
            }
        }
        out
    }
}

fn utf8(c: char, out: &mut Vec<u8>) {
    out.extend(c.encode_utf8(&mut [0; 4]).bytes());
}

fn units(c: char, bytes: fn(u16) -> [u8; 2], out: &mut Vec<u8>) {
    c.encode_utf16(&mut [0; 2]).iter().for_each(|u| out.extend(bytes(*u)));
}

/// ISO-8859-1 and Windows-1252 both: a character of the latter's own has no other byte.
fn byte(c: char, out: &mut Vec<u8>) {
    let own = HIGH.iter().position(|h| *h == c).map(|i| i as u8 + 0x80);
    out.push(own.unwrap_or(c as u8));
}

/// The bytes 0x80 to 0x9F of Windows-1252; the five that it leaves open are read as Latin-1.
const HIGH: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}', '\u{90}', '‘', '’',
    '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
];

fn windows_1252(byte: u8) -> char {
    match byte {
        0x80..=0x9f => HIGH[usize::from(byte) - 0x80],
        _ => char::from(byte),
    }
}

#[cfg(test)]
mod tests {
    use super::decode;

    #[test]
    fn every_encoding_gives_its_characters_and_its_bytes() {
        for (bytes, text, encoding) in [
            (&b"caf\xc3\xa9"[..], "café", "utf-8"),
            (b"\xef\xbb\xbfcaf\xc3\xa9", "café", "utf-8-bom"),
            (b"\xff\xfec\0\xe9\0", "cé", "utf-16le"),
            (b"\xfe\xff\0c\0\xe9", "cé", "utf-16be"),
            (b"c\0a\0f\0\xe9\0", "café", "utf-16le-without-bom"),
            (b"\0c\0a\0f\0\xe9", "café", "utf-16be-without-bom"),
            (b"caf\xe9 \x93x\x94 \x97", "café “x” —", "windows-1252"),
            (b"caf\xe9\xa0!", "café\u{a0}!", "iso-8859-1"),
            (b"caf\xe9\x85the", "café\u{85}the", "iso-8859-1"),
            (b"caf\xe9\x85\nthe", "café…\nthe", "windows-1252"),
            (b"\xc3\xa9t\xc3\xa9, na\xc3\xafve \x97", "été, naïve —", "utf-8 with windows-1252"),
            (b"\x82t\x82 na\x8bve d\x82j\x85 l\x82g\x8are p\x82ch\x82", "été naïve déjà légère péché", "ibm850"),
            (b"don\xd5t isn\xd5t na\x95ve caf\x8es l\x8eg\x8fre", "don’t isn’t naïve cafés légère", "macintosh"),
            (
                b"by\xb3a c\xf3rka wi\xeacej ma\xb3a dziewi\xeacy s\xb3owo m\xb9drze",
                "była córka więcej mała dziewięcy słowo mądrze",
                "windows-1250",
            ),
            (b"\xff\xfea\0\xd8", "a\u{fffd}", "utf-16le"),
            (b"\xff\xfe\x00\xd8a\0", "\u{fffd}a", "utf-16le"),
            (b"", "", "utf-8"),
        ] {
            let decoded = decode(bytes);
            assert_eq!((decoded.text.as_str(), decoded.encoding), (text, encoding));
            assert_eq!(decoded.encode(), bytes, "{encoding}");
        }
    }
}
