//! Words in the quotation marks of a language, those in them in the inner ones.

use super::GeneratedTerms;

impl GeneratedTerms {
    /// Words between quotation marks; those in them become the inner ones.
    pub fn quoted(&self, words: &str) -> String {
        let ([open, close], [inner_open, inner_close]) = (self.quotes, self.inner_quotes);
        let inner = match words.contains(open.trim()) {
            true => words.replace(open, inner_open).replace(close, inner_close),
            false => words.to_owned(),
        };
        format!("{open}{inner}{close}")
    }

    /// The same of words in parts, which stay apart.
    pub fn quoted_parts(&self, parts: &[&str]) -> Vec<String> {
        let inner = |words: &&str| {
            let [open, close] = self.quotes;
            let whole = self.quoted(words);
            whole.strip_prefix(open).and_then(|rest| rest.strip_suffix(close)).unwrap_or(words).to_owned()
        };
        let mut out: Vec<String> = parts.iter().map(inner).collect();
        if let Some(first) = out.first_mut() {
            first.insert_str(0, self.quotes[0]);
        }
        if let Some(last) = out.last_mut() {
            last.push_str(self.quotes[1]);
        }
        out
    }
}
