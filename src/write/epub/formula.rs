//! Formulae as MathML, with their source for who does not see them.

use crate::formula;
use crate::model::text::{Formula, MarkKind};
use crate::write::epub::inline::Inline;
use crate::write::xml::allowed;

impl Inline<'_, '_, '_> {
    /// Writes the formula among the marks, where it begins: what else is marked in it says how a line shows it.
    pub(crate) fn formula(&mut self, marks: &[usize], at: usize) -> bool {
        let text = self.text;
        let found = marks.iter().find_map(|index| match &text.marks[*index].kind {
            MarkKind::Formula(formula) => Some((text.marks[*index].range.clone(), formula)),
            _ => None,
        });
        let Some((range, Formula { tex, block })) = found else { return false };
        let Ok(made) = formula::mathml(tex, *block) else { return false };
        if range.start == at {
            let around = |index: &&usize| {
                let outer = &text.marks[**index];
                let covers = outer.range.start <= range.start && range.end <= outer.range.end;
                covers && outer.kind != MarkKind::Code && !(outer.range == range && shapes(&outer.kind))
            };
            let around: Vec<usize> = marks.iter().filter(around).copied().collect();
            self.switch(&around, None);
            let source: String = tex.split_whitespace().collect::<Vec<_>>().join(" ");
            let alternative = quick_xml::escape::escape(source.as_str());
            let element = made.strip_prefix("<math").unwrap_or_default();
            let math = format!("<math alttext=\"{alternative}\"{element}");
            self.page.xml.raw(&allowed(&math));
        }
        true
    }
}

fn shapes(kind: &MarkKind) -> bool {
    matches!(kind, MarkKind::Emphasis | MarkKind::Strong | MarkKind::Superscript | MarkKind::Subscript)
}
