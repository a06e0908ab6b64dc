"""Figures about lines and pages, and the faults among them with their places."""

import statistics
from collections import Counter

from .lines import bare, common

# The kinds that make up the text of a page; notes stand below it.
TEXT = ("body", "quotation", "list", "headnote", "entry")
FAULTS = {
    "widow": "a page, or a column of entries, begins with a paragraph's last line",
    "orphan": "one ends with a paragraph's first line",
    "runt": "a last line shorter than 2 em, or only the tail of a broken word",
    "stack-2": "two hyphenated lines on end",
    "stack-3": "three or more",
    "same-word": "two neighbouring lines begin or end with the same word",
    "overfull": "a line sticks out further than its last or first signs can hang",
    "ragged": "a line that is not its paragraph's last does not reach the edge",
    "hyphen-page": "a page ends in a hyphenated line",
    "hyphen-turn": "a recto does",
    "heading-foot": "a heading is the last line of text on its page",
    "off-grid": "a line of body text is off its page's grid",
    "facing-grid": "facing pages have different grids",
    "facing-depth": "facing pages end on different lines",
    "white-above-notes": "two and a half lines more of it than the least of the book",
    "late-note": "a note begins on another page than its call",
    "lost-call": "no call was found for a note",
    "split-note": "a note goes on overleaf",
    "single-note-line": "one line of a note stands alone on its page",
}


class Fault:
    def __init__(self, name, page, kind, words):
        self.name, self.page, self.kind, self.words = name, page, kind, words

    def json(self):
        return {"fault": self.name, "page": self.page + 1, "kind": self.kind, "words": self.words}


def fault(name, line):
    return Fault(name, line.page, line.kind, line.words_at(6))


# ---------------------------------------------------------------- lines

def ratio(line):
    """The mean space of a line, as a ratio to the font's own."""
    return statistics.fmean(gap / own for gap, own in line.gaps)


def letter_spacing(line):
    """What is added between letters, in thousandths of an em: the median over the pairs of letters,
    so that the few that are kerned do not count. None for a line with hardly any letters."""
    added = [
        (b.x - a.end) / a.size * 1000
        for a, b in zip(line.glyphs, line.glyphs[1:])
        if a.font is b.font and a.size == b.size and a.text.isalpha() and b.text.isalpha()
    ]
    return statistics.median(added) if len(added) >= 10 else None


def scale(line):
    """The horizontal scale of a line in percent."""
    return 100 * statistics.median(g.scale for g in line.glyphs)


def spread(values):
    """Mean, standard deviation and extremes."""
    if not values:
        return None
    ordered = sorted(values)
    return {
        "mean": statistics.fmean(values),
        "sd": statistics.pstdev(values),
        "min": ordered[0],
        "p95": ordered[min(len(ordered) - 1, int(0.95 * len(ordered)))],
        "max": ordered[-1],
    }


def of_lines(lines, paragraphs, grid, faults):
    """The figures of the lines of one kind."""
    justified = [line for line in lines if line.justified]
    inner = [line for line in lines if not line.last]
    hyphens = Counter(line.hyphen for line in lines)
    spacing = [found for found in map(letter_spacing, justified) if found is not None]
    within = [line for line in lines if not overfull(line)]
    hang = lambda ends: [1000 * end / line.size for end, line in ends if end > 0.02 * line.size]
    changes = [
        abs(ratio(a) - ratio(b))
        for p in paragraphs for a, b in zip(p.lines, p.lines[1:]) if a.justified and b.justified
    ]
    return {
        "lines": len(lines),
        "justified": len(justified),
        "justified_share": share(len(justified), len(inner)),
        "spaces": spread(list(map(ratio, justified))),
        "neighbour_change": statistics.fmean(changes) if changes else None,
        "hyphens_made": hyphens["made"],
        "hyphens_own": hyphens["own"],
        "hyphens_share": share(hyphens["made"] + hyphens["own"], len(justified)),
        "letter_spacing": spread(spacing),
        "scale": spread(list(map(scale, justified))),
        "hang_right": spread(hang([(line.x1 - line.right, line) for line in within if line.justified])),
        "hang_left": spread(hang([(start(line) - line.x0, line) for line in within])),
        "on_grid": share(sum(grid.holds(line) for line in lines), len(lines)),
        "faults": count(faults),
    }


def share(part, whole):
    return part / whole if whole else None


def count(faults):
    counts = Counter(fault.name for fault in faults)
    return {name: counts[name] for name in FAULTS if counts[name]}


def start(line):
    """Where the line should begin: at the edge or the indent, or where it does if it is near neither."""
    nearest = min((line.left, line.left + line.indent), key=lambda edge: abs(line.x0 - edge))
    return nearest if abs(line.x0 - nearest) < 0.6 * line.size else line.x0


def line_faults(paragraph):
    """The faults of a paragraph's lines, wherever its pages end."""
    lines, run = paragraph.lines, 0
    for line in lines:
        if line.hyphen:
            run += 1
            continue
        if run >= 2:
            yield fault("stack-2" if run == 2 else "stack-3", lines[lines.index(line) - run])
        run = 0
    for line in lines:
        if overfull(line):
            yield fault("overfull", line)
        elif not line.last and not line.full and not is_ragged(paragraph):
            yield fault("ragged", line)
    for a, b in zip(lines, lines[1:]):
        if a.page != b.page:
            continue
        pairs = [(a.words[0], b.words[0])] + [(a.words[-1], b.words[-1])] * (a.full and b.full)
        for one, other in pairs:
            if bare(one) == bare(other) and len(bare(one)) >= 3:
                yield fault("same-word", b)
    last = lines[-1]
    tail = len(lines) > 1 and lines[-2].hyphen == "made" and len(last.words) == 1
    if len(lines) > 1 and not last.full and paragraph.kind != "entry" and (tail or last.x1 - last.x0 < 2 * last.size):
        yield fault("runt", last)


def is_ragged(paragraph):
    """Whether its lines need not reach the edge: entries, and what hangs and mostly does not, for its lines are broken
    by force."""
    inner = paragraph.lines[:-1]
    hangs = any(line.x0 > line.left + 0.3 * line.size for line in paragraph.lines[1:])
    return paragraph.kind == "entry" or hangs and sum(line.full for line in inner) <= len(inner) / 2


def overfull(line):
    return line.x1 > line.right + room(line, line.glyphs[::-1]) or line.x0 < line.left - room(line, line.glyphs)


def room(line, glyphs):
    """How far the end of a line may hang out that `glyphs` begins with: all of its punctuation and
    raised marks, or a little of a letter."""
    signs = 0
    for g in glyphs:
        raised = g.size < 0.8 * line.size or line.y - g.y > 0.1 * line.size
        # The mark of a call may be drawn with the face's own raised letters.
        call = g.element and g.element.within("Link") and g.advance < 0.5 * g.size
        if g.text.isalnum() and not raised and not (call and signs < line.size):
            break
        signs += g.advance
    return max(signs, 0.1 * line.size) + 0.3


# ---------------------------------------------------------------- pages

class Grid:
    """The grid of body lines: the leading, and for each page where it lies (modulo the leading)."""

    NEAR = 0.05

    def __init__(self, lines):
        body = [line for line in lines if line.kind == "body"]
        pitches = [round(b.y - a.y, 2) for a, b in zip(body, body[1:]) if a.page == b.page and 0 < b.y - a.y < 3 * a.size]
        self.leading = common(pitches) if pitches else 0
        self.phases, held = {}, {}
        for line in body:
            held.setdefault(line.page, []).append(line)
        if self.leading:
            self.phases = {page: self.phase_of(on_page) for page, on_page in held.items()}

    def phase_of(self, lines):
        """The phase that most lines have; of several that of the first line."""
        return max((line.y for line in lines), key=lambda y: sum(self.off(line.y - y) <= self.NEAR for line in lines))

    def off(self, distance):
        """How far a distance is from a whole number of lines."""
        return abs(distance - self.leading * round(distance / self.leading))

    def holds(self, line):
        return line.page in self.phases and self.off(line.y - self.phases[line.page]) <= self.NEAR


class Pages:
    """What stands on each page, by page."""

    def __init__(self, lines):
        self.text, self.notes, self.all = {}, {}, {}
        for line in lines:
            if line.kind in ("front", "contents"):
                continue
            self.all.setdefault(line.page, []).append(line)
            if line.kind == "note":
                self.notes.setdefault(line.page, []).append(line)
            else:
                self.text.setdefault(line.page, []).append(line)
        running = {line.page for line in lines if line.kind == "body"}
        # What has no running text, such as a colophon, has no depth to keep.
        self.depth = {page: max(line.y for line in self.all[page]) for page in running}
        ends = {}
        for line in lines:
            ends[line.paragraph.part] = max(ends.get(line.paragraph.part, 0), line.page)
        self.ends = set(ends.values())

    def full(self):
        """The pages that should be full: with body text, and not the last of their part."""
        return sorted(page for page in self.depth if page not in self.ends)

    def white_above_notes(self, grid):
        """By page, the white between the text and the notes above the least of the book, in lines."""
        gaps = {
            page: min(line.y for line in self.notes[page]) - max(line.y for line in self.text[page])
            for page in self.full() if page in self.notes and page in self.text
        }
        least = min(gaps.values(), default=0)
        return {page: (gap - least) / grid.leading for page, gap in gaps.items()} if grid.leading else {}


def page_faults(paragraphs, pages, grid):
    for paragraph in paragraphs:
        if paragraph.kind in TEXT:
            yield from breaks(paragraph)
    for page, lines in sorted(pages.text.items()):
        foot = max(lines, key=lambda line: (line.y, line.order))
        if foot.hyphen and foot.kind in TEXT:
            yield fault("hyphen-page", foot)
            if page % 2 == 0:
                yield fault("hyphen-turn", foot)
        if foot.kind == "heading" and page in pages.depth:
            yield fault("heading-foot", foot)
    for paragraph in paragraphs:
        if paragraph.kind == "body" and grid.leading:
            yield from (fault("off-grid", line) for line in paragraph.lines if not grid.holds(line))
    for page, white in pages.white_above_notes(grid).items():
        if white >= 2.5:
            yield fault("white-above-notes", max(pages.text[page], key=lambda line: line.y))
    for verso, recto in spreads(pages):
        if grid.leading and grid.off(grid.phases[verso] - grid.phases[recto]) > 2 * grid.NEAR:
            yield fault("facing-grid", pages.all[recto][0])
        if verso not in pages.ends and recto not in pages.ends and abs(pages.depth[verso] - pages.depth[recto]) > 0.25 * grid.leading:
            yield fault("facing-depth", pages.all[recto][0])


def breaks(paragraph):
    """Widow and orphan: a last or first line alone on its page, or in its column."""
    place = lambda line: (line.page, round(line.left)) if paragraph.kind == "entry" else line.page
    by_place = Counter(map(place, paragraph.lines))
    if len(by_place) > 1:
        first, last = paragraph.lines[0], paragraph.lines[-1]
        if by_place[place(first)] == 1:
            yield fault("orphan", first)
        if by_place[place(last)] == 1:
            yield fault("widow", last)


def spreads(pages):
    """Facing pages with body text: page 1 is a recto."""
    return [(page, page + 1) for page in sorted(pages.depth) if page % 2 == 1 and page + 1 in pages.depth]


def of_pages(pages, grid, faults):
    """The figures of pages."""
    full = pages.full()
    depths = [round(pages.depth[page], 2) for page in full]
    short = Counter()
    if depths and grid.leading:
        # The depth of a full page: the greatest that a tenth of the pages have.
        deep = max((d for d in depths if depths.count(d) >= 0.1 * len(depths)), default=max(depths))
        short.update(round((deep - depth) / grid.leading) for depth in depths)
    slack = Counter(int(white) for white in pages.white_above_notes(grid).values())
    return {
        "pages": len(pages.depth),
        "full_pages": len(full),
        "leading": grid.leading,
        "grids": len({round(phase % grid.leading, 1) for phase in grid.phases.values()}) if grid.leading else None,
        "spreads": len(spreads(pages)),
        "short_by_lines": {str(lines): short[lines] for lines in sorted(short)},
        "above_notes_in_lines": {str(lines): slack[lines] for lines in sorted(slack)},
        "faults": count(faults),
    }


# ---------------------------------------------------------------- notes

def lines_of_notes(lines):
    """The lines of each note; notes that run together share some."""
    notes = {}
    for line in lines:
        for note in dict.fromkeys(paragraph.note for paragraph in line.holds if paragraph.note):
            notes.setdefault(note, []).append(line)
    return notes


def note_faults(book, notes):
    """Faults of notes: away from their call, cut, a line alone."""
    calls = calls_of(book, notes)
    for note, lines in notes.items():
        by_page = Counter(line.page for line in lines)
        if note not in calls:
            yield fault("lost-call", lines[0])
        elif lines[0].page not in calls[note]:
            yield fault("late-note", lines[0])
        if len(by_page) > 1:
            yield fault("split-note", lines[0])
            if by_page[lines[0].page] == 1:
                yield fault("single-note-line", lines[0])
            if by_page[lines[-1].page] == 1:
                yield fault("single-note-line", lines[-1])


def calls_of(book, notes):
    """The pages on which each note is called: of the links with its label that lead to it."""
    drawn = {}
    for glyphs in book.pages:
        for g in glyphs:
            link = g.element and g.element.within("Link")
            if link:
                text, _ = drawn.get(link, ("", 0))
                drawn[link] = text + g.text, g.page
    label = lambda element: "".join(drawn[l][0] for l in element.all("Link") if l in drawn).strip()
    labels = {note: next((label(kid) for kid in note.kids if kid.kind == "Lbl"), "") for note in notes}
    on_page = {}
    for note, lines in notes.items():
        on_page.setdefault(lines[0].page, []).append(note)
    found = {}
    for link, (text, page) in drawn.items():
        if link.parent.kind == "Lbl":
            continue
        for target in filter(None, map(book.target, link.links)):
            same = [note for note in on_page.get(target[0], []) if labels[note] == text.strip()]
            if same:
                nearest = min(same, key=lambda note: abs(notes[note][0].y - target[1]))
                found.setdefault(nearest, set()).add(page)
    return found
