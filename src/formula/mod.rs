//! Formulae as TeX writes them: as MathML, and where they are simple as a line of characters.
//!
//! Knows TeX's mathematics; nothing of texts, files or formats.

mod line;
mod signs;

pub use line::{Piece, Shape, line};

use math_core::{LatexToMathML, MathCoreConfig, MathDisplay};
use std::cell::OnceCell;

/// Commands that many use and the converter has not, each with what stands for it.
const MACROS: [(&str, &str); 4] = [
    ("widetilde", "\\tilde{#1}"),
    ("pmb", "\\boldsymbol{#1}"),
    ("argmin", "\\operatorname{arg\\,min}"),
    ("argmax", "\\operatorname{arg\\,max}"),
];
/// Environments that number their lines, but for those of the same names with a star.
const NUMBERED: [&str; 5] = ["align", "gather", "equation", "multline", "alignat"];
/// How long a formula may be, in bytes: more than any page has room for.
const LONGEST: usize = 20_000;

thread_local! {
    static CONVERTER: OnceCell<Option<LatexToMathML>> = const { OnceCell::new() };
}

fn converter() -> Option<LatexToMathML> {
    let macros = MACROS.iter().map(|(name, means)| ((*name).to_owned(), (*means).to_owned())).collect();
    LatexToMathML::new(MathCoreConfig { macros, xml_namespace: true, ..MathCoreConfig::default() }).ok()
}

/// The MathML of a formula, one element with its namespace; `block` if it stands in a line of its own.
///
/// # Errors
/// What the converter does not know of it, in words.
pub fn mathml(tex: &str, block: bool) -> Result<String, String> {
    if tex.len() > LONGEST {
        return Err("it is too long".to_owned());
    }
    let display = if block { MathDisplay::Block } else { MathDisplay::Inline };
    // formulae are not numbered
    let starred = |tex: String, name: &&str| tex.replace(&format!("{{{name}}}"), &format!("{{{name}*}}"));
    // `split` is what `aligned` is, for lines of one number
    let tex = &NUMBERED.iter().fold(tex.replace("{split}", "{aligned}"), starred);
    let convert = || {
        CONVERTER.with(|made| match made.get_or_init(converter) {
            Some(converter) => match converter.convert_with_local_state(tex, display) {
                Ok(result) => Ok(result.mathml.replace(" scriptlevel=\"0\"", "")),
                Err(fault) => Err(fault.to_string()),
            },
            None => Err("formulae are not read".to_owned()),
        })
    };
    crate::safe::caught(convert).unwrap_or_else(|| Err("it confuses its reader".to_owned()))
}

#[cfg(test)]
mod tests {
    use super::mathml;

    #[test]
    fn formulae_become_mathml() {
        let made = mathml("E = mc^2", false).unwrap();
        assert!(made.starts_with("<math xmlns=\"http://www.w3.org/1998/Math/MathML\""), "{made}");
        assert!(made.contains("<msup><mi>c</mi><mn>2</mn></msup>"), "{made}");
        assert!(mathml("\\widetilde{M}", true).unwrap().contains("<mover"));
        assert!(mathml("\\unheardof{x}", false).is_err());
        assert!(mathml("\\frac{1", false).is_err());
    }
}
