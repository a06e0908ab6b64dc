//! From bytes to characters. Never fails: what is no Unicode is read as Windows-1252, in which
//! every byte means something. Knows nothing of what the text says.

/// A decoded file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decoded {
    /// The characters, without a byte order mark.
    pub text: String,
    /// The encoding's name, as IANA has it; `utf-8` with a byte order mark is `utf-8-bom`.
    pub encoding: &'static str,
    /// How many characters could not be read and were replaced (UTF-16 only).
    pub replaced: usize,
}

/// Decodes UTF-8 with or without a byte order mark, UTF-16 with one, and Windows-1252 otherwise.
pub fn decode(bytes: &[u8]) -> Decoded {
    match bytes {
        [0xef, 0xbb, 0xbf, rest @ ..] if std::str::from_utf8(rest).is_ok() => unicode(rest, "utf-8-bom"),
        [0xff, 0xfe, rest @ ..] => utf16(rest, u16::from_le_bytes, "utf-16le"),
        [0xfe, 0xff, rest @ ..] => utf16(rest, u16::from_be_bytes, "utf-16be"),
        _ if std::str::from_utf8(bytes).is_ok() => unicode(bytes, "utf-8"),
        _ => Decoded { text: bytes.iter().map(|b| windows_1252(*b)).collect(), encoding: "windows-1252", replaced: 0 },
    }
}

fn unicode(bytes: &[u8], encoding: &'static str) -> Decoded {
    Decoded { text: String::from_utf8_lossy(bytes).into_owned(), encoding, replaced: 0 }
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16, encoding: &'static str) -> Decoded {
    let units = bytes.chunks_exact(2).map(|pair| unit([pair[0], pair[1]]));
    let mut replaced = bytes.len() % 2;
    let mut text: String = char::decode_utf16(units)
        .map(|c| {
            c.unwrap_or_else(|_| {
                replaced += 1;
                char::REPLACEMENT_CHARACTER
            })
        })
        .collect();
    if bytes.len() % 2 == 1 {
        text.push(char::REPLACEMENT_CHARACTER);
    }
    Decoded { text, encoding, replaced }
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
    fn every_encoding_gives_its_characters() {
        for (bytes, text, encoding) in [
            (&b"caf\xc3\xa9"[..], "café", "utf-8"),
            (b"\xef\xbb\xbfcaf\xc3\xa9", "café", "utf-8-bom"),
            (b"\xff\xfec\0\xe9\0", "cé", "utf-16le"),
            (b"\xfe\xff\0c\0\xe9", "cé", "utf-16be"),
            (b"caf\xe9 \x93x\x94 \x97", "café “x” —", "windows-1252"),
            (b"", "", "utf-8"),
        ] {
            let decoded = decode(bytes);
            assert_eq!((decoded.text.as_str(), decoded.encoding), (text, encoding));
        }
    }

    #[test]
    fn half_a_unit_is_replaced_and_counted() {
        let decoded = decode(b"\xff\xfea\0\xd8");
        assert_eq!((decoded.text.as_str(), decoded.replaced), ("a\u{fffd}", 1));
    }
}
