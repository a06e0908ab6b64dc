//! A witness that is named for two readings of one entry: where the file says in which order it had them, the first
//! is its text before correction, the last that after it.

use super::super::walk::Walk;
use crate::model::apparatus::{Cited, Entry, State, Who};

/// Gives those their states.
pub(super) fn states(walk: &mut Walk<'_, '_>) {
    walk.entries.iter_mut().for_each(of_entry);
}

fn of_entry(entry: &mut Entry) {
    let sequence = |attributes: &[(String, String)]| {
        let said = attributes.iter().find(|(name, _)| name == "varSeq");
        said.and_then(|(_, value)| value.trim().parse::<u32>().ok())
    };
    let lemma = (sequence(&entry.lemma_attributes), &mut entry.support);
    let readings = entry.readings.iter_mut().map(|reading| (sequence(&reading.attributes), &mut reading.support));
    let mut slots: Vec<(Option<u32>, &mut Vec<Cited>)> = std::iter::once(lemma).chain(readings).collect();
    let mut seen: Vec<Who> = Vec::new();
    let named: Vec<Who> = slots.iter().flat_map(|(_, support)| support.iter().map(|cited| cited.who)).collect();
    for who in named {
        if seen.contains(&who) {
            continue;
        }
        seen.push(who);
        let mut mentions: Vec<(u32, &mut Cited)> = Vec::new();
        let mut total = 0;
        for (sequence, support) in &mut slots {
            for cited in support.iter_mut().filter(|cited| cited.who == who) {
                total += 1;
                if let Some(sequence) = *sequence {
                    mentions.push((sequence, cited));
                }
            }
        }
        if total < 2 || mentions.len() != total || mentions.iter().any(|(_, cited)| !cited.states.is_empty()) {
            continue;
        }
        mentions.sort_by_key(|(sequence, _)| *sequence);
        if mentions.first().map(|(n, _)| *n) == mentions.last().map(|(n, _)| *n) {
            continue;
        }
        let last = mentions.len() - 1;
        for (index, (_, cited)) in mentions.into_iter().enumerate() {
            cited.states.push(if index == last { State::Pc } else { State::Ac });
        }
    }
}
