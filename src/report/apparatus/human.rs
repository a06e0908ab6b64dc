//! The apparatus of a document for a terminal: counts and agreements.

use super::ApparatusReport;
use std::fmt::Write as _;

/// Adds the section: nothing of single entries, which the book and `--json` have.
pub(in crate::report) fn table(out: &mut String, report: &ApparatusReport) {
    let count = |n: usize, one: &str, many: &str| format!("{n} {}", if n == 1 { one } else { many });
    let entries = count(report.entries.len(), "entry", "entries");
    let _ = match report.witnesses.len() {
        0 => writeln!(out, "\n  apparatus: {entries}, no witnesses in force"),
        n => writeln!(
            out,
            "\n  apparatus: {entries}, {} in force: {}",
            count(n, "witness", "witnesses"),
            report.witnesses.join(" ")
        ),
    };
    for layer in &report.counts.layers {
        let copied = if layer.copied > 0 { format!(", {} copied", layer.copied) } else { String::new() };
        let (entries, readings) =
            (count(layer.entries, "entry", "entries"), count(layer.readings, "reading", "readings"));
        let _ = writeln!(out, "    {}: {entries}, {readings}{copied}", layer.layer);
    }
    let typed = report.counts.types.iter().filter_map(|count| Some((count.r#type.as_ref()?, count.readings)));
    for (r#type, readings) in typed {
        let _ = writeln!(out, "    {type}: {}", count(readings, "reading", "readings"));
    }
    if !report.witnesses.is_empty() {
        witnesses(out, report);
        agreement(out, report);
    }
}

fn witnesses(out: &mut String, report: &ApparatusReport) {
    let width = width(report);
    let _ = writeln!(out, "\n  {:<width$}  lemma  variants  singular  lacking", "");
    for count in &report.counts.witnesses {
        let _ = writeln!(
            out,
            "  {:<width$}  {:>5}  {:>8}  {:>8}  {:>7}",
            count.siglum, count.lemma, count.variants, count.singular, count.lacking
        );
    }
}

/// The matrix: above the diagonal in how many places two agree, of how many; below it per cent.
fn agreement(out: &mut String, report: &ApparatusReport) {
    let matrix = &report.agreement;
    let (width, all) = (width(report), 0..report.witnesses.len());
    let cell = |a: usize, b: usize| match a.cmp(&b) {
        std::cmp::Ordering::Equal => String::new(),
        std::cmp::Ordering::Less => format!("{}/{}", matrix.agree[a][b], matrix.of[a][b]),
        std::cmp::Ordering::Greater => {
            matrix.percent[a][b].map_or_else(|| "–".to_owned(), |percent| format!("{percent:.1}"))
        }
    };
    let cells: Vec<Vec<String>> = all.clone().map(|a| all.clone().map(|b| cell(a, b)).collect()).collect();
    let widest = cells.iter().flatten().map(|cell| cell.chars().count()).max().unwrap_or(0).max(width);
    let places = matrix.places;
    let _ = writeln!(
        out,
        "\n  agreement in {places} place{} where witnesses differ, and per cent",
        if places == 1 { "" } else { "s" }
    );
    let heads: String = report.witnesses.iter().map(|siglum| format!("  {siglum:>widest$}")).collect();
    let _ = writeln!(out, "  {:width$}{heads}", "");
    for (siglum, row) in report.witnesses.iter().zip(&cells) {
        let cells: String = row.iter().map(|cell| format!("  {cell:>widest$}")).collect();
        let _ = writeln!(out, "  {siglum:<width$}{}", cells.trim_end());
    }
}

/// How many characters the longest siglum has.
fn width(report: &ApparatusReport) -> usize {
    report.witnesses.iter().map(|siglum| siglum.chars().count()).max().unwrap_or(0)
}
