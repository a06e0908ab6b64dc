//! What a drawing asks of whoever draws it: parts that are drawn again wherever something refers to them.
//!
//! A hundred lines that each use the line before twice are more than any machine can draw; a part that paints itself
//! with itself never ends. Both are told from the references alone, before anything is drawn.

use crate::safe::Fault;
use std::collections::{BTreeMap, BTreeSet};
use usvg::roxmltree::{Document, Node};

/// How many elements a drawing may come to with all that it refers to, and how deep they may lie in one another.
const MOST: u64 = 250_000;
const DEEPEST: usize = 200;

const HELP: &str = "simplify the drawing, or save it as a PNG of 300 pixels to the inch";

/// Refuses a drawing that comes to too much, or a part of which refers to itself.
pub(super) fn check(document: &Document<'_>) -> Result<(), Fault> {
    let nodes = document.descendants().filter(Node::is_element);
    let named = nodes.clone().filter_map(|node| Some((node.attribute("id")?, node))).collect();
    let sheets: String =
        nodes.filter(|node| node.tag_name().name() == "style").filter_map(|node| node.text()).collect();
    let mut count = Count { named, rules: rules(&sheets), known: BTreeMap::new(), open: BTreeSet::new() };
    count.of(document.root_element(), 0).map(|_| ())
}

/// The names that select (elements, classes, ids) with what their rules refer to.
type Rules = BTreeMap<String, BTreeSet<String>>;

struct Count<'a, 'i> {
    named: BTreeMap<&'a str, Node<'a, 'i>>,
    rules: Rules,
    /// What each element comes to, by its place.
    known: BTreeMap<usize, u64>,
    /// The elements that are being counted.
    open: BTreeSet<usize>,
}

impl<'a, 'i> Count<'a, 'i> {
    fn of(&mut self, node: Node<'a, 'i>, depth: usize) -> Result<u64, Fault> {
        let at = node.range().start;
        if let Some(known) = self.known.get(&at) {
            return Ok(*known);
        }
        let refused = |what: &str| Fault { at, what: what.to_owned(), help: HELP };
        if !self.open.insert(at) {
            return Err(refused("a part that refers to itself"));
        }
        if depth > DEEPEST {
            return Err(refused("parts that refer to one another too deep"));
        }
        let mut sum = 1_u64;
        for child in node.children().filter(Node::is_element) {
            sum = sum.saturating_add(self.of(child, depth + 1)?);
        }
        for id in self.references(&node) {
            if let Some(target) = self.named.get(id.as_str()).copied() {
                sum = sum.saturating_add(self.of(target, depth + 1)?);
            }
        }
        if sum > MOST {
            return Err(refused(&format!("a part that comes to more than {MOST} elements")));
        }
        self.open.remove(&at);
        self.known.insert(at, sum);
        Ok(sum)
    }

    /// The ids that an element refers to: by its attributes, and by rules that may be meant for it.
    fn references(&self, node: &Node<'_, '_>) -> BTreeSet<String> {
        let mut found = BTreeSet::new();
        for attribute in node.attributes() {
            let value = attribute.value();
            if attribute.name() == "href" && node.tag_name().name() != "a" {
                found.extend(value.trim().strip_prefix('#').map(str::to_owned));
            }
            found.extend(addresses(value));
        }
        let classes = node.attribute("class").unwrap_or("").split_whitespace();
        let names = classes.chain(node.attribute("id")).chain([node.tag_name().name(), "*"]);
        names.filter_map(|name| self.rules.get(name)).for_each(|ids| found.extend(ids.iter().cloned()));
        found
    }
}

/// The ids in `url(#…)`.
fn addresses(css: &str) -> impl Iterator<Item = String> {
    css.split("url(").skip(1).filter_map(|rest| {
        let address = rest.split(')').next()?.trim().trim_matches(['"', '\'']).trim();
        Some(address.strip_prefix('#')?.to_owned())
    })
}

/// What the rules of a sheet refer to, by each name in their selectors.
fn rules(css: &str) -> Rules {
    let mut rules = Rules::new();
    for rule in css.split('}') {
        let Some((selector, block)) = rule.rsplit_once('{') else { continue };
        let ids: BTreeSet<String> = addresses(block).collect();
        if ids.is_empty() {
            continue;
        }
        for name in selector.split(|c: char| !(c.is_alphanumeric() || "-_*".contains(c))).filter(|n| !n.is_empty()) {
            rules.entry(name.to_owned()).or_default().extend(ids.iter().cloned());
        }
    }
    rules
}
