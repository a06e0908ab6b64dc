//! Links and the named places that they lead to.
//!
//! A link's areas on one page become one annotation with a quadrilateral for each line, so that an
//! assistive reader meets one link and not one per line (ISO 32000-1, 12.5.6.5, `QuadPoints`); a
//! link that goes on over the page gets one annotation on each. All are children of the one `Link`
//! element.

use crate::diag::Diagnostic;
use crate::model::page::{Destination, LinkArea, LinkTarget, NodeId, Page};
use crate::write::pdf::check::breach;
use crate::write::pdf::strings::fitted;
use crate::write::pdf::tags::Marked;
use krilla::Document;
use krilla::action::{Action, LinkAction};
use krilla::annotation::{Annotation, LinkAnnotation, Target};
use krilla::destination::{NamedDestination, XyzDestination};
use krilla::geom::{Point, Quadrilateral, Rect};
use krilla::page::Page as PageTarget;
use std::collections::BTreeMap;

/// The named places of [`crate::model::page::Layout::destinations`].
type Destinations = BTreeMap<String, Destination>;

/// Adds the page's annotations and notes for each link node the ones that it got.
pub(crate) fn page(
    target: &mut PageTarget,
    page: &Page,
    destinations: &Destinations,
    marked: &mut Marked,
) -> Result<(), Diagnostic> {
    for areas in by_node(&page.links) {
        let annotation = annotation(&areas, destinations)?;
        let identifier = target.add_tagged_annotation(annotation);
        marked.annotation(areas[0].node, identifier);
    }
    Ok(())
}

/// Registers every destination, so that other files can lead to it by name too.
pub(crate) fn destinations(document: &mut Document, destinations: &Destinations) -> Result<(), Diagnostic> {
    for (name, destination) in destinations.iter().filter(|(_, destination)| destination.named) {
        document
            .register_named_destination(named(name, destination))
            .ok_or_else(|| breach(format!("there are two destinations “{name}”")))?;
    }
    Ok(())
}

/// A point in krilla's terms.
pub(crate) fn point(destination: &Destination) -> XyzDestination {
    XyzDestination::new(destination.page, Point::from_xy(destination.x.pt(), destination.y.pt()))
}

/// The areas of each link. Those of several lines come first and so lie lowest: viewers that know
/// no quadrilaterals take the whole box around the lines, which must not hide a link within it.
fn by_node(links: &[LinkArea]) -> Vec<Vec<&LinkArea>> {
    let mut sorted: Vec<(NodeId, usize)> = links.iter().enumerate().map(|(at, link)| (link.node, at)).collect();
    sorted.sort_unstable();
    let mut groups: Vec<Vec<&LinkArea>> = sorted
        .chunk_by(|one, next| one.0 == next.0)
        .map(|group| group.iter().map(|(_, at)| &links[*at]).collect())
        .collect();
    groups.sort_by_key(|areas| areas.len() == 1);
    groups
}

fn annotation(areas: &[&LinkArea], destinations: &Destinations) -> Result<Annotation, Diagnostic> {
    let first = areas[0];
    let rects = areas.iter().map(|area| rect(area)).collect::<Result<Vec<_>, _>>()?;
    let target = target(&first.target, destinations)?;
    let link = match rects[..] {
        [rect] => LinkAnnotation::new(rect, target),
        _ => LinkAnnotation::new_with_quad_points(rects.into_iter().map(Quadrilateral::from).collect(), target),
    };
    Ok(Annotation::new_link(link, Some(fitted(first.description.clone()))))
}

fn target(target: &LinkTarget, destinations: &Destinations) -> Result<Target, Diagnostic> {
    match target {
        LinkTarget::Uri(uri) => Ok(Target::Action(Action::Link(LinkAction::new(uri.clone())))),
        LinkTarget::Destination(name) => {
            let destination = destinations.get(name);
            let destination = destination.ok_or_else(|| breach(format!("“{name}” is no destination")))?;
            // A name takes some 60 bytes more, and an index has thousands of places.
            Ok(Target::Destination(match destination.named {
                true => named(name, destination).into(),
                false => point(destination).into(),
            }))
        }
    }
}

fn named(name: &str, destination: &Destination) -> NamedDestination {
    NamedDestination::new(name.to_owned(), point(destination))
}

fn rect(area: &LinkArea) -> Result<Rect, Diagnostic> {
    Rect::from_xywh(area.x.pt(), area.y.pt(), area.width.pt(), area.height.pt())
        .ok_or_else(|| breach(format!("the area of the link “{}” has no size", area.description)))
}
