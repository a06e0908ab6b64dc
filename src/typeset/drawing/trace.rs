//! Why the pages are as they are: for each page its lines, the ends that were considered and what
//! they would have cost, for `edition build --trace` and for tests.

use crate::typeset::composition::flow::FlowKind;
use crate::typeset::drawing::draw::Drawer;
use crate::typeset::galley::stream::NoteLine;
use crate::typeset::galley::{Cursor, Element, Galley};
use crate::typeset::lines::node::FORBIDDEN;
use crate::typeset::lines::{CutLine, LineId};
use crate::typeset::pages::candidate::{Candidate, PageCost};
use crate::typeset::pages::finder::Finder;
use crate::typeset::pages::pagebreak::{Pagination, first_fit, rest};
use crate::typeset::pages::plan::{PagePlan, What};
use std::collections::BTreeMap;
use std::fmt;

/// The pages of a book, flow by flow.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trace {
    /// The flows: front matter, documents, colophon.
    pub flows: Vec<FlowTrace>,
}

/// The pages of a flow.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FlowTrace {
    /// What it is.
    pub name: String,
    /// What its pages cost.
    pub cost: i64,
    /// What they would cost if each were filled before the next is begun.
    pub first_fit: i64,
    /// Its pages.
    pub pages: Vec<PageTrace>,
}

/// A page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PageTrace {
    /// Its label.
    pub label: String,
    /// Whether it is a right-hand page.
    pub recto: bool,
    /// How many lines longer it is than its style says; negative if shorter.
    pub depth: i64,
    /// The lines of its text: the words, and what it would cost to end the page after each;
    /// `None` where that is forbidden.
    pub lines: Vec<(String, Option<i64>)>,
    /// The lines of its notes, stream by stream.
    pub notes: Vec<Vec<String>>,
    /// The blocks that are not set in their best way: the first words, and by how many lines they
    /// are longer.
    pub settings: Vec<(String, i64)>,
    /// The ends that were considered, the chosen one first, then as they stand on the page.
    pub ends: Vec<End>,
}

/// Where a page might end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct End {
    /// The words of its last line.
    pub words: String,
    /// How many lines longer than its style says the page would be.
    pub depth: i64,
    /// How many lines it would leave free.
    pub short: i64,
    /// By how many lines the blocks on it that are not set in their best way would be longer.
    pub settings: Vec<i64>,
    /// What the page would cost, fault by fault; nothing that is 0.
    pub costs: Vec<(&'static str, i64)>,
    /// What all pages of the flow would cost, with the best pages after this one.
    pub total: i64,
}

impl Drawer<'_> {
    /// Why the pages are as they are; with `page` only the one of that label.
    pub(crate) fn trace(&self, page: Option<&str>) -> Trace {
        let settled = &self.settled;
        let mut flows: Vec<FlowTrace> = vec![];
        let mut last = None;
        for (index, book) in settled.pages.iter().enumerate() {
            let Some((flow, number)) = book.content else { continue };
            let label = book.label.to_string();
            if page.is_some_and(|page| page != label) {
                continue;
            }
            if last != Some(flow) {
                last = Some(flow);
                flows.push(self.flow(flow, settled.plans[flow].begins_on_recto()));
            }
            if let Some(trace) = flows.last_mut() {
                trace.pages.push(self.page_trace(flow, number, label, index.is_multiple_of(2)));
            }
        }
        Trace { flows }
    }

    fn flow(&self, flow: usize, recto: bool) -> FlowTrace {
        let plans = &self.settled.plans[flow];
        let name = match self.flows[flow].kind {
            FlowKind::Document(index) => self.edition.documents[index].id.clone(),
            kind => format!("{kind:?}").to_lowercase(),
        };
        let galley = self.weighed(flow);
        let first_fit = if galley.columns.is_some() { plans.cost } else { first_fit(galley, self.style, recto).cost };
        FlowTrace { name, cost: plans.cost, first_fit, pages: vec![] }
    }

    fn page_trace(&self, flow: usize, number: usize, label: String, recto: bool) -> PageTrace {
        let (galley, plans) = (&self.settled.galleys[flow], &self.settled.plans[flow]);
        let plan = &plans.pages[number];
        let notes = galley.streams.iter().zip(&plan.notes.lines).map(|(stream, range)| {
            let lines = stream.place(range, &self.settled.set);
            let words = |line: &NoteLine| {
                let words = line.parts.iter().map(|part| self.words(part).trim_end().to_string());
                words.collect::<Vec<_>>().join(" ")
            };
            lines.iter().map(words).collect()
        });
        PageTrace {
            label,
            recto,
            depth: plan.depth,
            lines: self.body_lines(galley, plan),
            notes: notes.collect(),
            settings: self.settings(galley, plan),
            ends: self.ends(self.weighed(flow), plans, number),
        }
    }

    /// The galley for which the pages of a flow were chosen.
    fn weighed(&self, flow: usize) -> &Galley {
        self.settled.weighed.get(&flow).unwrap_or(&self.settled.galleys[flow])
    }

    /// The lines of a page's text with what it costs to end a page after each.
    fn body_lines(&self, galley: &Galley, plan: &PagePlan) -> Vec<(String, Option<i64>)> {
        let placed = plan.walk(galley).0.into_iter();
        let lines = placed.filter_map(|placed| {
            let What::Line { block, setting, line, again, .. } = placed.what else { return None };
            let words: Vec<String> =
                block.parts(setting, line, &self.settled.set).map(|id| self.words_of(id)).collect();
            let last = line as usize + 1 == block.settings[usize::from(setting)].lines.len();
            let cost = match last {
                true => block.after,
                false if block.holds(line as usize) => FORBIDDEN,
                false => block.cost_within(usize::from(setting), line as usize, self.style).0,
            };
            Some((words.join(" "), (cost < FORBIDDEN && !again).then_some(cost)))
        });
        lines.collect()
    }

    fn settings(&self, galley: &Galley, plan: &PagePlan) -> Vec<(String, i64)> {
        let mut chosen = plan.chosen.clone();
        chosen.sort_unstable();
        if plan.end.line > 0 && plan.end.setting > 0 && plan.start.element < plan.end.element {
            chosen.push((plan.end.element, plan.end.setting));
        }
        let named = chosen.into_iter().filter_map(|(element, setting)| {
            let Element::Block(block) = &galley.elements[element as usize] else { return None };
            let first = block.parts(setting, 0, &self.settled.set).map(|id| self.words_of(id)).collect::<Vec<_>>();
            Some((first.join(" "), longer(galley, (element, setting))))
        });
        named.collect()
    }

    /// The ends that were considered for a page.
    fn ends(&self, galley: &Galley, plans: &Pagination, number: usize) -> Vec<End> {
        let finder = Finder { galley, style: self.style, thorough: plans.thorough.clone() };
        // Columns are filled, not chosen.
        let (Some(state), Some(next)) = (plans.path.get(number), plans.path.get(number + 1)) else { return vec![] };
        let mut spent = 0;
        let mut before = 0;
        let mut known = BTreeMap::new();
        for (index, page) in plans.path.windows(2).enumerate() {
            if index == number {
                before = spent;
            }
            known.insert(&page[0], plans.cost - spent);
            let cheapest =
                finder.from(&page[0]).into_iter().filter(|c| c.next == page[1]).map(|c| c.cost.total()).min();
            spent += cheapest.unwrap_or(0);
        }
        known.extend(plans.path.last().map(|last| (last, 0)));
        let mut candidates = finder.from(state);
        candidates.sort_by_key(|c| (c.next != *next, c.next.clone(), c.cost.total()));
        candidates.dedup_by_key(|c| c.next.clone());
        let end = |candidate: Candidate| End {
            words: self.last_words(galley, candidate.next.at),
            depth: candidate.depth,
            short: candidate.short,
            settings: candidate.chosen.iter().map(|chosen| longer(galley, *chosen)).collect(),
            costs: named(&candidate.cost),
            total: before + candidate.cost.total() + rest(&finder, candidate.next, &known),
        };
        candidates.into_iter().map(end).collect()
    }

    /// The words of the line before `cursor`.
    fn last_words(&self, galley: &Galley, cursor: Cursor) -> String {
        let line = |element: u32, setting: u8, line: u32| match &galley.elements[element as usize] {
            Element::Block(block) => {
                let words: Vec<String> =
                    block.parts(setting, line, &self.settled.set).map(|id| self.words_of(id)).collect();
                Some(words.join(" "))
            }
            _ => None,
        };
        if cursor.line > 0 {
            return line(cursor.element, cursor.setting, cursor.line - 1).unwrap_or_default();
        }
        let last = |element: u32| match &galley.elements[element as usize] {
            Element::Block(block) => line(element, 0, (block.settings[0].lines.len() as u32).checked_sub(1)?),
            _ => None,
        };
        (0..cursor.element).rev().find_map(last).unwrap_or_default()
    }

    /// The words of a line, a hyphen at its end if it has one.
    fn words_of(&self, id: LineId) -> String {
        self.words(&CutLine::of(id, &self.settled.set))
    }

    fn words(&self, line: &CutLine) -> String {
        let (set, cut) = (&self.settled.set[line.paragraph.0 as usize], &line.cut);
        let words = &set.text.text[cut.start as usize..cut.visible as usize];
        if cut.hyphen { format!("{words}-") } else { words.to_string() }
    }
}

/// By how many lines a block is longer in a setting than in its best.
fn longer(galley: &Galley, (element, setting): (u32, u8)) -> i64 {
    let Element::Block(block) = &galley.elements[element as usize] else { return 0 };
    block.settings[usize::from(setting)].lines.len() as i64 - block.settings[0].lines.len() as i64
}

fn named(cost: &PageCost) -> Vec<(&'static str, i64)> {
    let all = [
        ("end", cost.end),
        ("depth", cost.depth),
        ("gap", cost.gap),
        ("settings", cost.settings),
        ("notes", cost.notes),
        ("last", cost.last),
    ];
    all.into_iter().filter(|(_, cost)| *cost != 0).collect()
}

impl fmt::Display for Trace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for flow in &self.flows {
            writeln!(f, "{}: cost {} (first fit: {})", flow.name, flow.cost, flow.first_fit)?;
            for page in &flow.pages {
                write!(f, "{page}")?;
            }
        }
        Ok(())
    }
}

impl fmt::Display for PageTrace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let side = if self.recto { "recto" } else { "verso" };
        writeln!(f, "\npage {} ({side}{})", self.label, longer_words(self.depth, "long", "short"))?;
        for (words, cost) in &self.lines {
            match cost {
                Some(0) => writeln!(f, "        | {words}")?,
                Some(cost) => writeln!(f, "  {cost:>5} | {words}")?,
                None => writeln!(f, "      × | {words}")?,
            }
        }
        for stream in self.notes.iter().filter(|stream| !stream.is_empty()) {
            writeln!(f, "        ----")?;
            stream.iter().try_for_each(|words| writeln!(f, "        | {words}"))?;
        }
        for (words, lines) in &self.settings {
            writeln!(
                f,
                "  set {}: {}",
                longer_words(*lines, "looser", "tighter").trim_start_matches(", "),
                brief(words)
            )?;
        }
        writeln!(f, "  ends considered, with the cost of this page and of all:")?;
        for (index, end) in self.ends.iter().enumerate() {
            let sign = if index == 0 { '*' } else { ' ' };
            let costs: Vec<String> = end.costs.iter().map(|(name, cost)| format!("{name} {cost}")).collect();
            let costs = if costs.is_empty() { "0".to_string() } else { costs.join(" + ") };
            let free = if end.short > 0 { format!(", {} free", end.short) } else { String::new() };
            let depth = longer_words(end.depth, "long", "short");
            let set: Vec<String> = end.settings.iter().map(|lines| format!("{lines:+}")).collect();
            let set = if set.is_empty() { String::new() } else { format!(", paragraphs {}", set.join(" ")) };
            writeln!(f, "  {sign} {}{depth}{free}{set}: {costs}; all {}", brief(&end.words), end.total)?;
        }
        Ok(())
    }
}

/// How many lines longer or shorter something is, in words; nothing if it is neither.
fn longer_words(lines: i64, long: &str, short: &str) -> String {
    match lines {
        0 => String::new(),
        1 => format!(", a line {long}"),
        -1 => format!(", a line {short}"),
        _ => format!(", {} lines {}", lines.abs(), if lines > 0 { long } else { short }),
    }
}

/// The last words of a line, in quotation marks.
fn brief(words: &str) -> String {
    let words = words.trim();
    let start = words.char_indices().rev().nth(29).map_or(0, |(at, _)| at);
    let sign = if start > 0 { "…" } else { "" };
    format!("“{sign}{}”", &words[start..])
}
