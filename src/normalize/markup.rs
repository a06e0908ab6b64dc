//! The markup of a web page in a text: tags, and characters written by name or number. Says what
//! stands at a place; what becomes of it is for the reader of the page and for the rules.

use super::Passage;

/// Tags that say nothing here, and those that emphasise.
const TAGS: [&str; 55] = [
    "a",
    "abbr",
    "article",
    "b",
    "big",
    "blockquote",
    "body",
    "br",
    "center",
    "cite",
    "dd",
    "div",
    "dl",
    "dt",
    "em",
    "font",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "head",
    "header",
    "hr",
    "html",
    "i",
    "img",
    "input",
    "li",
    "link",
    "main",
    "meta",
    "nav",
    "ol",
    "p",
    "pre",
    "q",
    "section",
    "small",
    "span",
    "strong",
    "sub",
    "sup",
    "table",
    "tbody",
    "td",
    "th",
    "title",
    "tr",
    "tt",
    "u",
    "ul",
];

/// Characters by name.
const NAMES: [(&str, &str); 66] = [
    ("amp", "&"),
    ("lt", "<"),
    ("gt", ">"),
    ("quot", "\""),
    ("apos", "'"),
    ("nbsp", " "),
    ("mdash", "—"),
    ("ndash", "–"),
    ("hellip", "…"),
    ("lsquo", "‘"),
    ("rsquo", "’"),
    ("ldquo", "“"),
    ("rdquo", "”"),
    ("sbquo", "‚"),
    ("bdquo", "„"),
    ("laquo", "«"),
    ("raquo", "»"),
    ("shy", ""),
    ("sect", "§"),
    ("para", "¶"),
    ("dagger", "†"),
    ("Dagger", "‡"),
    ("deg", "°"),
    ("middot", "·"),
    ("copy", "©"),
    ("auml", "ä"),
    ("ouml", "ö"),
    ("uuml", "ü"),
    ("Auml", "Ä"),
    ("Ouml", "Ö"),
    ("Uuml", "Ü"),
    ("szlig", "ß"),
    ("eacute", "é"),
    ("egrave", "è"),
    ("agrave", "à"),
    ("ccedil", "ç"),
    ("ecirc", "ê"),
    ("ocirc", "ô"),
    ("aelig", "æ"),
    ("oelig", "œ"),
    ("pound", "£"),
    ("aacute", "á"),
    ("acirc", "â"),
    ("Eacute", "É"),
    ("euml", "ë"),
    ("iacute", "í"),
    ("icirc", "î"),
    ("iuml", "ï"),
    ("ntilde", "ñ"),
    ("oacute", "ó"),
    ("uacute", "ú"),
    ("ensp", " "),
    ("emsp", " "),
    ("thinsp", " "),
    ("lsaquo", "‹"),
    ("rsaquo", "›"),
    ("times", "×"),
    ("frac12", "½"),
    ("Agrave", "À"),
    ("AElig", "Æ"),
    ("OElig", "Œ"),
    ("Ccedil", "Ç"),
    ("ugrave", "ù"),
    ("ucirc", "û"),
    ("atilde", "ã"),
    ("otilde", "õ"),
];

/// A tag.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tag {
    /// Its length in bytes.
    pub len: usize,
    /// Its name in small letters; of a comment nothing.
    pub name: &'static str,
    /// Whether it closes.
    pub closes: bool,
}

impl Tag {
    /// Whether what stands before and behind it are two words.
    pub fn parts(&self) -> bool {
        matches!(
            self.name,
            "br" | "p" | "div" | "hr" | "li" | "ul" | "ol" | "tr" | "td" | "th" | "dd" | "dt" | "blockquote" | "center"
        ) || matches!(self.name.as_bytes(), [b'h', b'1'..=b'6'])
    }
}

/// What a tag may have without a value.
const BARE: [&str; 4] = ["noshade", "nowrap", "compact", "noshade /"];

/// The tag or comment at the beginning of `text`.
pub fn tag(text: &str) -> Option<Tag> {
    let inner = text.strip_prefix('<')?;
    if let Some(comment) = inner.strip_prefix("!--") {
        let end = comment.char_indices().take(2000).find(|(i, _)| comment[*i..].starts_with("-->"))?.0;
        return Some(Tag { len: end + 7, name: "", closes: false });
    }
    let closes = inner.starts_with('/');
    let word = inner.trim_start_matches('/');
    let length = word.bytes().take_while(u8::is_ascii_alphanumeric).take(11).count();
    let name = *TAGS.iter().find(|t| t.eq_ignore_ascii_case(&word[..length]))?;
    let rest = &word[length..];
    let end = rest.char_indices().take(400).find(|(_, c)| matches!(c, '>' | '<'))?;
    // `<Li occhi>` are words
    let given = rest[..end.0].trim();
    let attributes = given.is_empty() || given == "/" || given.contains('=') || BARE.contains(&given);
    (end.1 == '>' && attributes).then(|| Tag { len: text.len() - rest.len() + end.0 + 1, name, closes })
}

/// How many bytes a character written by name or number has at most.
const LONGEST_ENTITY: usize = 10;

/// The character written by name or number at the beginning of `text`: its length in bytes, and
/// what it stands for. Every space that does not break is a plain one.
pub fn entity(text: &str) -> Option<(usize, String)> {
    let end = text.strip_prefix('&')?.bytes().take(LONGEST_ENTITY - 1).position(|b| b == b';')? + 1;
    let name = text.get(1..end)?;
    let number = |digits: &str, base| u32::from_str_radix(digits, base).ok().and_then(char::from_u32);
    let read = match name.strip_prefix('#') {
        Some(code) => {
            let hex = code.strip_prefix(['x', 'X']);
            let c = hex.map_or_else(|| number(code, 10), |hex| number(hex, 16))?;
            if c == '\u{a0}' { " ".to_owned() } else { c.to_string() }
        }
        None => NAMES.iter().find(|(n, _)| *n == name)?.1.to_owned(),
    };
    (!read.contains(char::is_control)).then_some((end + 1, read))
}

/// The quotation mark at the beginning of `text`, as a character or by name or number, and its
/// length in bytes.
pub fn quotation_mark(text: &str) -> Option<(char, usize)> {
    let mark = |c: &char| matches!(c, '\'' | '"' | '`' | '´' | '‘' | '’' | '“' | '”' | '„' | '‚');
    let first = text.chars().next()?;
    if first != '&' {
        return Some((first, first.len_utf8())).filter(|(c, _)| mark(c));
    }
    let (len, read) = entity(text)?;
    read.chars().next().filter(mark).map(|c| (c, len))
}

/// The character that shows before byte `at` of the witness: behind tags and what else is taken
/// out, in the place of an entity what it stands for.
pub fn shown_before(passage: &Passage, mut at: usize) -> Option<char> {
    while let Some(taken) = passage.taken_before(at) {
        match shown(&passage.text[taken.clone()]) {
            Some(read) => return read.chars().next_back(),
            None => at = taken.start,
        }
    }
    let lead = &passage.text[passage.range.start..at.max(passage.range.start)];
    let entity = || {
        let tail = &lead[lead.ceil_char_boundary(lead.len().saturating_sub(LONGEST_ENTITY))..];
        let tail = tail.ends_with(';').then(|| tail.rfind('&').map(|i| &tail[i..]))??;
        entity(tail).filter(|(len, _)| *len == tail.len())
    };
    entity().map_or_else(|| lead.chars().next_back(), |(_, read)| read.chars().next_back())
}

/// The character that shows at byte `at` of the witness.
pub fn shown_after(passage: &Passage, mut at: usize) -> Option<char> {
    while let Some(taken) = passage.taken_at(at) {
        match shown(&passage.text[taken.clone()]) {
            Some(read) => return read.chars().next(),
            None => at = taken.end,
        }
    }
    let rest = &passage.text[at.min(passage.range.end)..passage.range.end];
    entity(rest).map_or_else(|| rest.chars().next(), |(_, read)| read.chars().next())
}

/// What the text shows for a place that is taken; nothing for tags, signs and markers.
fn shown(raw: &str) -> Option<String> {
    match tag(raw) {
        Some(tag) if tag.parts() => Some(" ".to_owned()),
        Some(_) => None,
        None => entity(raw).map(|(_, read)| read).filter(|r| !r.is_empty()),
    }
}
