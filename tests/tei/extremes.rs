//! Files that are too much, or cut off: a located error each, and nothing else.

use edition::diag::{Diagnostics, render_human};
use edition::read::tei::tree::Tree;
use edition::source::Sources;

fn refused(input: &str) -> String {
    let mut sources = Sources::default();
    let file = sources.add("text.xml", input);
    let mut diagnostics = Diagnostics::default();
    let tree = Tree::read(file, &sources.file(file).text, &mut diagnostics);
    assert!(tree.is_none(), "{} bytes are read", input.len());
    assert_eq!(diagnostics.count(), (1, 0));
    let error = diagnostics.iter().next().expect("an error");
    assert!(error.span.is_some() && error.help.is_some(), "{error:?}");
    render_human(error, &sources)
}

fn tei(inside: &str) -> String {
    format!("<TEI xmlns=\"http://www.tei-c.org/ns/1.0\"><text><body>{inside}</body></text></TEI>")
}

#[test]
fn nesting_is_bounded() {
    let deep = format!("{}{}", "<seg>".repeat(100_000), "</seg>".repeat(100_000));
    assert!(refused(&tei(&deep)).contains("error[xml-too-large]"));
}

#[test]
fn attributes_are_bounded() {
    let many: String = (0..1_000_000).map(|n| format!(" a{n}=\"\"")).collect();
    assert!(refused(&tei(&format!("<p{many}/>"))).contains("more than 256 attributes"));
}

#[test]
fn entities_are_bounded() {
    let bombs: String = (1..20).map(|n| format!("<!ENTITY e{n} \"{}\">", format!("&e{};", n - 1).repeat(10))).collect();
    let bomb = format!("<!DOCTYPE TEI [<!ENTITY e0 \"ha\">{bombs}]>{}", tei("<p>&e19;</p>"));
    assert!(refused(&bomb).contains("error[xml-too-large]"));
    let many = format!("<!DOCTYPE TEI [<!ENTITY e \"{}\">]>{}", "ha".repeat(2000), tei(&"<p>&e;</p>".repeat(1000)));
    assert!(refused(&many).contains("error[xml-too-large]"));
    let circle = format!("<!DOCTYPE TEI [<!ENTITY a \"&b;\"><!ENTITY b \"&a;\">]>{}", tei("<p n=\"&a;\"/>"));
    assert!(refused(&circle).contains("stands in itself"));
}

#[test]
fn every_truncated_file_is_refused() {
    let whole = tei("<p n='1'>One &amp; two<!-- three --><hi rend=\"italic\">four</hi><![CDATA[five]]></p>");
    for end in (1..whole.len()).filter(|end| whole.is_char_boundary(*end)) {
        refused(&whole[..end]);
    }
}
