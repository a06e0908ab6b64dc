//! The series of an entry: what this tool has written in `ana`, the type of its list, else the first apparatus.

use super::super::Context;
use super::super::tree::{NodeId, Tree};
use super::parts::ana;
use crate::config::identity::slug;
use crate::model::apparatus::{Layer, SeriesKind};

/// The layer of an `app`.
pub(super) fn of(tree: &Tree<'_>, app: NodeId, context: &Context<'_>) -> Layer {
    if is_emendation(tree, app) {
        return Layer::Emendation;
    }
    let series = |wanted: &str| context.series.iter().position(|series| series.id == wanted && series.kind.is_keyed());
    let told = named(tree, app).and_then(|name| series(&name));
    let first = || context.series.iter().position(|series| series.kind == SeriesKind::Apparatus);
    Layer::Series(told.or_else(first).unwrap_or(0))
}

/// Whether an `app` is what this tool has written of an emendation.
fn is_emendation(tree: &Tree<'_>, app: NodeId) -> bool {
    let named = || tree.attribute(app, "n").is_some_and(|n| n.starts_with("emendation-"));
    tree.attribute(app, "type") == Some("emendation") && named()
}

/// What an `app` says of its series: its id.
fn named(tree: &Tree<'_>, app: NodeId) -> Option<String> {
    let told = ana(tree, app, "series.").next().map(str::to_owned);
    told.or_else(|| {
        let mut lists = tree.ancestors(app).filter(|around| tree.name(*around) == "listApp");
        lists.find_map(|list| tree.attribute(list, "type")).map(slug)
    })
}

/// The ids of the series that the entries of a file want, each with its name, in the order of the file; an empty id
/// is that of the first apparatus.
pub(in super::super) fn wanted(tree: &Tree<'_>) -> Vec<(String, String)> {
    let mut all: Vec<(String, String)> = Vec::new();
    for app in tree.descendants(tree.root()).filter(|id| tree.name(*id) == "app") {
        if is_emendation(tree, app) {
            continue;
        }
        let id = named(tree, app).unwrap_or_default();
        if !all.iter().any(|(known, _)| *known == id) {
            let mut lists = tree.ancestors(app).filter(|around| tree.name(*around) == "listApp");
            let list = lists.find(|list| tree.attribute(*list, "type").is_some());
            let head = list.and_then(|list| tree.child(list, "head")).map(|head| tree.words(head));
            let title = head.filter(|head| !head.is_empty());
            let named = || list.and_then(|list| tree.attribute(list, "type")).unwrap_or(&id).to_owned();
            let title = title.unwrap_or_else(named);
            all.push((id, title));
        }
    }
    all
}
