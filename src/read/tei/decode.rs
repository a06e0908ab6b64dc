//! From the bytes of an XML file to characters: by its byte order mark, else by the encoding that it declares, else
//! UTF-8.

use crate::read::plain;

/// Characters, and the encoding that they were in.
type Characters = (String, &'static str);

/// Decodes a file. One that is not in its encoding gives the byte at which it ends to be, with the name of the
/// encoding.
pub fn decode(bytes: &[u8]) -> Result<Characters, (usize, String)> {
    let marked = matches!(bytes, [0xff, 0xfe, ..] | [0xfe, 0xff, ..] | [0, b'<', ..] | [b'<', 0, ..]);
    let declared = declared(bytes).unwrap_or_else(|| "utf-8".to_owned());
    let single = matches!(declared.as_str(), "iso-8859-1" | "latin1" | "windows-1252" | "cp1252");
    if marked || (single && std::str::from_utf8(bytes).is_err()) {
        let decoded = plain::decode(bytes);
        return Ok((decoded.text, decoded.encoding));
    }
    let text = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    match std::str::from_utf8(text) {
        Ok(text) => Ok((text.to_owned(), "utf-8")),
        Err(error) => {
            let known = matches!(declared.as_str(), "utf-8" | "utf8" | "us-ascii");
            let name = if known { "UTF-8" } else { declared.as_str() };
            Err((error.valid_up_to(), name.to_owned()))
        }
    }
}

/// The encoding that the XML declaration names.
fn declared(bytes: &[u8]) -> Option<String> {
    let head = &bytes[..bytes.len().min(200)];
    let head: String = head.iter().map(|byte| char::from(*byte)).collect();
    let declaration = head.trim_start_matches(['\u{ef}', '\u{bb}', '\u{bf}']).strip_prefix("<?xml")?;
    let declaration = &declaration[..declaration.find("?>")?];
    let value = declaration[declaration.find("encoding")? + 8..].trim_start().strip_prefix('=')?.trim_start();
    let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    let value = &value[1..];
    Some(value[..value.find(quote)?].to_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use super::decode;

    #[test]
    fn the_declaration_names_the_encoding() {
        let latin = b"<?xml version=\"1.0\" encoding='ISO-8859-1'?><a>caf\xe9</a>";
        assert!(decode(latin).is_ok_and(|(text, encoding)| text.ends_with("café</a>") && encoding == "iso-8859-1"));
        assert!(decode(b"\xef\xbb\xbf<a>caf\xc3\xa9</a>").is_ok_and(|(text, _)| text == "<a>café</a>"));
        assert!(decode(b"\xff\xfe<\0a\0/\0>\0").is_ok_and(|(text, _)| text == "<a/>"));
    }

    #[test]
    fn what_is_not_in_its_encoding_is_refused_at_its_place() {
        assert_eq!(decode(b"<a>caf\xe9</a>"), Err((6, "UTF-8".to_owned())));
        let greek = b"<?xml version=\"1.0\" encoding=\"ISO-8859-7\"?><a>\xe1</a>";
        assert!(decode(greek).is_err_and(|(_, name)| name == "iso-8859-7"));
    }
}
