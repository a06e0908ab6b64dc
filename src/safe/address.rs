//! Addresses that lead out of a book, held against what a reading system takes for one.
//!
//! Knows the URL standard (WHATWG, as the `url` crate reads it) where EPUB asks for it (EPUB 3.3, 3.4), and the length
//! of names of hosts (RFC 1035, 2.3.4). Nothing of whether anybody answers there.

use url::{Host, Url};

/// What a reader can follow: the web, mail, and names that resolvers know. EPUBCheck warns of any other scheme.
const SCHEMES: [&str; 10] = ["https", "http", "mailto", "ftp", "tel", "urn", "info", "xmpp", "news", "irc"];

/// What to write instead of schemes that nobody has registered.
const INSTEAD: [(&str, &str); 3] = [
    ("doi", "write the address of the resolver: `https://doi.org/10.…`"),
    ("hdl", "write the address of the resolver: `https://hdl.handle.net/…`"),
    ("isbn", "write it as a name: `urn:isbn:…`"),
];

/// What is wrong with an address, and what to do about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wrong {
    /// What it is or lacks, to be put after “this address”.
    pub what: &'static str,
    /// What to write.
    pub help: &'static str,
}

/// What is wrong with an address that begins with a scheme; `None` if a reader may follow it.
pub fn fault(address: &str) -> Option<Wrong> {
    let (scheme, rest) = address.trim().split_once(':')?;
    let scheme = scheme.to_ascii_lowercase();
    if let Some(&(_, help)) = INSTEAD.iter().find(|(known, _)| *known == scheme) {
        return Some(Wrong { what: "is one that no reader follows", help });
    }
    if !SCHEMES.contains(&scheme.as_str()) {
        return Some(Wrong { what: "is one that no reader follows", help: "an address of the web is `https://…`" });
    }
    if rest.trim_matches('/').is_empty() {
        return Some(Wrong { what: "has nothing behind its scheme", help: "write where it leads" });
    }
    matches!(scheme.as_str(), "https" | "http" | "ftp").then(|| of_web(rest, address)).flatten()
}

/// What is wrong with an address that names a host.
fn of_web(rest: &str, address: &str) -> Option<Wrong> {
    let host = Wrong { what: "names no host", help: "write it as `https://example.org/…`" };
    if !rest.starts_with("//") || rest[2..].starts_with(['/', '\\', '?', '#']) {
        return Some(host);
    }
    let port = Wrong { what: "has no port there is", help: "a port is a number up to 65535; most addresses have none" };
    match Url::parse(address.trim()) {
        Err(url::ParseError::InvalidPort) => Some(port),
        Err(_) => Some(host),
        Ok(url) => match url.host() {
            None => Some(host),
            Some(Host::Domain(name)) => {
                let name = name.strip_suffix('.').unwrap_or(name);
                name.split('.').any(|label| label.is_empty() || label.len() > 63).then_some(host)
            }
            Some(_) => None,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// As EPUBCheck 5 judges them.
    #[test]
    fn what_a_reader_may_follow() {
        for sound in [
            "https://x.org",
            "HTTPS://X.ORG/a?b#c",
            "https://[::1]/",
            "https://[::ffff:1.2.3.4]/",
            "https://x.org:/",
            "https://x.org:65535/",
            "https://ex_ample.org/",
            "https://a.org./",
            "https://a:b@c.org/",
            "https://%C3%A9x.org/",
            "https://xn--mnchen-3ya.de/",
            "http://localhost:8080/x",
            "mailto:a@b.org",
            "tel:1",
            "urn:isbn:9",
            "info:doi/10.1",
            "ftp://x.org/a",
        ] {
            assert_eq!(fault(sound), None, "{sound}");
        }
    }

    #[test]
    fn what_no_reader_may_follow() {
        for wrong in [
            "mailto:",
            "tel:",
            "urn:",
            "https://",
            "https:///a",
            "http:a",
            "https:/x.org/",
            "https://[::1",
            "https://[zz]/",
            "https://[]/",
            "https://[1::2::3]/",
            "https://x.org:99999/",
            "https://x.org:a/",
            "https://a..org/",
            "https://.org/",
            "https://xn--a/",
            "https://a%20b.org/",
            "https://?x",
            "intent://x#I",
            "doi:10.1/2",
            "zotero://select/x",
        ] {
            assert!(fault(wrong).is_some(), "{wrong}");
        }
        assert!(fault(&format!("https://{}.org/", "a".repeat(64))).is_some());
    }
}
