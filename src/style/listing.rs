//! What a preset of the apparatus sets, as a style file would say it.
//!
//! The values that differ lie in `styles/presets`; that they are those of the presets is tested here.

use super::DEFAULT_STYLE;

/// What each preset has otherwise than the reader's style.
const PRESETS: [(&str, &str); 4] = [
    ("teubner", "[apparatus]\n"),
    ("oxford", include_str!("../../styles/presets/oxford.toml")),
    ("bude", include_str!("../../styles/presets/bude.toml")),
    ("english", include_str!("../../styles/presets/english.toml")),
];

/// Where comments begin on a line.
const COMMENTS: usize = 31;

/// The names of the presets.
pub fn presets() -> impl Iterator<Item = &'static str> {
    PRESETS.iter().map(|(name, _)| *name)
}

/// All keys of `[apparatus]` with the values that a preset gives them, and what it says of other tables.
pub fn preset(name: &str) -> Option<String> {
    let (name, own) = PRESETS.iter().find(|(known, _)| *known == name)?;
    let (entries, rest) = own.split_once("\n\n").unwrap_or((own, ""));
    let (head, entries) = entries.split_once('\n').unwrap_or((entries, ""));
    let differs =
        |key: &str| entries.lines().find_map(|line| Some(line.split_once(" = ")?.1).filter(|_| starts(line, key)));
    let quoted = format!("\"{name}\"");
    let mut out = format!("# What `preset = {quoted}` sets; what stands beside it in a style wins.\n{head}\n");
    for line in section(DEFAULT_STYLE, "[apparatus]") {
        let Some((key, value)) = line.split_once(" = ") else { continue };
        match if key == "preset" { Some(quoted.as_str()) } else { differs(key) } {
            Some(own) => {
                let comment = comment(value);
                let set = format!("{key} = {own}");
                out.push_str(format!("{set:<COMMENTS$}{comment}").trim_end());
            }
            None => out.push_str(line),
        }
        out.push('\n');
    }
    if !rest.is_empty() {
        out.push_str(&format!("\n{rest}"));
    }
    Some(out)
}

/// Whether a line sets this key.
fn starts(line: &str, key: &str) -> bool {
    line.strip_prefix(key).is_some_and(|rest| rest.starts_with(" = "))
}

/// The lines of a table below its head.
fn section<'t>(style: &'t str, head: &'t str) -> impl Iterator<Item = &'t str> {
    let lines = style.lines().skip_while(move |line| !line.starts_with(head)).skip(1);
    lines.take_while(|line| !line.starts_with('['))
}

/// The comment behind a value.
fn comment(value: &str) -> &str {
    let quoted = value.strip_prefix('"').and_then(|rest| rest.find('"')).map_or(0, |end| end + 2);
    value[quoted..].find('#').map_or("", |at| &value[quoted + at..])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::Diagnostics;
    use crate::source::Sources;
    use crate::style::{FaceStyle, Style};

    fn read(text: &str) -> Style {
        let (mut sources, mut diagnostics) = (Sources::default(), Diagnostics::default());
        let file = sources.add("own.toml", text);
        let mut style = Style::read(&sources, file, &mut diagnostics);
        assert!(diagnostics.iter().next().is_none(), "{text}");
        // Said by itself a face is that of the notes of all series.
        style.apparatus.entry.keyed_note_face = FaceStyle::Regular;
        style
    }

    #[test]
    fn what_is_printed_is_what_a_preset_sets() {
        for name in presets() {
            let (printed, meant) = (read(&preset(name).unwrap()), read(&format!("[apparatus]\npreset = \"{name}\"\n")));
            assert_eq!(printed.apparatus, meant.apparatus, "{name}");
            assert_eq!((printed.keyed_notes, printed.witnesses), (meant.keyed_notes, meant.witnesses), "{name}");
        }
    }
}
