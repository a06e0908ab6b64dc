"""From glyphs to lines and paragraphs.

What a glyph is part of comes from the structure tree alone; geometry is asked only where the tags do
not say: which lines of a kind share a column, and whether a paragraph is displayed (centred, verse).
"""

import re
import statistics
from collections import Counter

BLOCKS = ("P", "H", "H1", "H2", "H3", "H4", "H5", "H6", "Lbl", "LBody", "TH", "TD", "TOCI", "Caption", "Note", "Formula")
# By the nearest of these elements around a paragraph.
KINDS = {"Note": "note", "BlockQuote": "quotation", "LI": "list", "Table": "table", "TOC": "contents"}
HYPHENS = "-\u2010\u2011\u00ad"
# Fixed spaces that are part of a word.
FIXED = "\u2009\u200a\u202f\u2006\u2007\u2008"


class Paragraph:
    """A structure element that holds lines. Elements that share a line, such as notes that run
    together, are one paragraph: the lines are those of the first (`run_into` leads to it)."""

    def __init__(self, element, kind):
        self.element, self.kind, self.lines = element, kind, []
        self.run_into = None
        self.note = element.within("Note")
        around = element.path()
        # Inside a note only what is quoted or listed there is deeper.
        around = around[around.index("Note"):] if self.note else around
        self.depth = sum(name in ("BlockQuote", "LI") for name in around)
        self.part = part_of(element)


    def whole(self):
        """The paragraph that this one is a part of, or itself."""
        return self.run_into.whole() if self.run_into else self


class Line:
    """A line: its glyphs from left to right, without the spaces at its ends.

    `holds`: all elements on it. `first`, `last`: of its paragraph. `left`, `right`: the edges of its column. `indent`: of the first
    lines there. `full`: reaches the right edge. `justified`: full and not the last of its paragraph.
    """

    def __init__(self, page, glyphs, paragraphs):
        self.page, self.holds, self.paragraph = page, paragraphs, None
        self.order = min(g.order for g in glyphs)
        self.glyphs = trimmed(sorted(glyphs, key=lambda g: (g.x, g.order)))
        self.size = common(round(g.size, 3) for g in self.glyphs)
        self.y = common(round(g.y, 3) for g in self.glyphs if g.size > 0.8 * self.size)
        self.x0, self.x1 = self.glyphs[0].x, max(g.end for g in self.glyphs if g.text.strip(" \u00ad") or g.advance)
        self.words, self.gaps = words_of(self.glyphs, self.size)
        self.first = self.last = self.full = self.justified = False
        self.left = self.right = self.indent = 0

    @property
    def kind(self):
        return self.paragraph.kind

    @property
    def hyphen(self):
        """`"made"` by hyphenation, of the text `"own"`, or None. A made one is known by its soft hyphen."""
        if self.last or self.words[-1][-1] not in HYPHENS:
            return None
        return "made" if self.words[-1][-1] == "\u00ad" else "own"

    def words_at(self, count):
        """The first words, to find the line by."""
        return " ".join(self.words[:count]).replace("\u00ad", "-")


def common(values):
    """The commonest value; of several the least."""
    counts = Counter(values)
    return min(counts, key=lambda value: (-counts[value], value))


def trimmed(glyphs):
    """Without the spaces at the ends, unless there is nothing else."""
    visible = [at for at, g in enumerate(glyphs) if g.text.strip(" \u00a0")]
    return glyphs[visible[0]:visible[-1] + 1] if visible else glyphs


def words_of(glyphs, size):
    """Words, and for each gap between two its width and the font's own space, both in ems."""
    words, gaps, word, before, space = [], [], "", None, None
    for g in glyphs:
        if g.text in (" ", "\u00a0"):
            space = g
            continue
        if before is not None:
            gap = (g.x - before.end) / size
            if space is not None or (gap > 0.14 and not any(c in FIXED for c in before.text + g.text)):
                own = (space or before).space
                gaps.append((gap, 0.25 if own is None else own * (space or before).size / size))
                words.append(word)
                word = ""
        word += g.text
        before, space = g, None
    return words + [word], gaps


def part_of(element):
    """The part of the book that an element is in: the outermost element within the document."""
    while element.parent and element.parent.kind not in ("Root", "Document"):
        element = element.parent
    return element


def kind_of(element):
    if element.kind.startswith("H"):
        return "heading"
    if element.kind == "Lbl" and not element.within("Note"):
        return "label"
    part = part_of(element)
    around = element.within(*KINDS)
    if around:
        return "note" if element.within("Note") else KINDS[around.kind]
    if not any(part.all("H", "H1", "H2", "H3", "H4", "H5", "H6")):
        return "front"
    inner = element.within("Sect")
    # A section beside paragraphs of the part itself is its headnote.
    return "headnote" if inner and any(kid.kind == "P" for kid in inner.parent.kids) else "body"


def holder(element):
    """The element whose lines an element's glyphs are part of; a note's label is its paragraph's, that of an item and
    a term stand by themselves, left of the edge."""
    block = element.within(*BLOCKS)
    if block and block.kind == "Lbl" and block.parent.kind == "Note":
        # The label stands on the first line of what it is the label of.
        return next(block.parent.all("P"), None) or next(block.parent.all("LBody"), block.parent)
    return block


def read(book):
    """The lines of a book in reading order, and its paragraphs."""
    paragraphs, lines = {}, []
    for page, glyphs in enumerate(book.pages):
        by_kind = {}
        for g in glyphs:
            element = g.element and holder(g.element)
            if not element:
                continue
            if element not in paragraphs:
                paragraphs[element] = Paragraph(element, kind_of(element))
            by_kind.setdefault(paragraphs[element].kind, []).append((g, paragraphs[element]))
        for held in by_kind.values():
            lines += lines_of(page, held)
    if not any(paragraph.kind == "body" for paragraph in paragraphs.values()):
        for paragraph in paragraphs.values():
            paragraph.kind = "body" if paragraph.kind == "front" else paragraph.kind
    lines.sort(key=lambda line: (line.page, line.order))
    for line in lines:
        first, *others = (paragraph.whole() for paragraph in line.holds)
        for other in others:
            if other is not first:
                other.run_into = first
    for line in lines:
        line.paragraph = line.holds[0].whole()
        line.paragraph.lines.append(line)
    paragraphs = [paragraph for paragraph in paragraphs.values() if paragraph.lines]
    for paragraph in paragraphs:
        paragraph.lines[0].first = paragraph.lines[-1].last = True
    set_entries_apart(paragraphs)
    find_edges(lines)
    set_display_apart(paragraphs)
    return lines, paragraphs


def set_entries_apart(paragraphs):
    """Indexes and lists: what is set in the size of a part that is another than that of the texts."""
    sizes, parts = [], {}
    for paragraph in paragraphs:
        if paragraph.kind == "body":
            found = [round(line.size, 2) for line in paragraph.lines]
            sizes += found
            parts.setdefault(paragraph.part, []).extend(found)
    if not sizes:
        return
    text = common(sizes)
    listed = {part: common(found) for part, found in parts.items() if abs(common(found) - text) > 0.02 * text}
    for paragraph in paragraphs:
        size = listed.get(paragraph.part)
        if paragraph.kind == "body" and size and abs(paragraph.lines[0].size - size) < 0.02 * size:
            paragraph.kind = "entry"


def lines_of(page, held):
    """Lines of the glyphs of one kind on one page: those whose baselines are less than half a size
    apart, cut where a column's gutter lies between them. Where one paragraph begins right of another, and
    they are no notes that run together, a narrower gutter is one."""
    held.sort(key=lambda pair: pair[0].y)
    near = 0.5 * statistics.median(g.size for g, _ in held)
    rows = []
    for g, paragraph in held:
        if rows and g.y - rows[-1][-1][0].y < near:
            rows[-1].append((g, paragraph))
        else:
            rows.append([(g, paragraph)])
    for row in rows:
        row.sort(key=lambda pair: (pair[0].x, pair[0].order))
        piece = []
        for g, paragraph in row:
            beside = piece and paragraph is not piece[-1][1] and paragraph.kind != "note"
            if piece and g.x - piece[-1][0].end > (0.5 if beside else 1.2) * max(g.size, piece[-1][0].size):
                yield from line_of(page, piece)
                piece = []
            piece.append((g, paragraph))
        yield from line_of(page, piece)


def line_of(page, piece):
    if any(g.text.strip(" \u00a0") for g, _ in piece):
        yield Line(page, [g for g, _ in piece], list(dict.fromkeys(paragraph for _, paragraph in piece)))


def find_edges(lines):
    """Gives each line the edges of its column: the commonest of the lines of its kind, depth and side; those of entries
    in each part of the book."""
    groups = {}
    for line in lines:
        part = line.paragraph.part if line.kind == "entry" else None
        groups.setdefault((line.kind, line.paragraph.depth, line.page % 2, part), []).append(line)
    for (kind, _, side, _), group in groups.items():
        size = statistics.median(line.size for line in group)
        # A first line may be indented; but entries hang, their first lines are those at the edge.
        held = [line for line in group if (line.first if kind == "entry" else not line.first or line.last)]
        starts = Counter(round(line.x0 / size) for line in held)
        total = sum(starts.values()) or 1
        # A column begins where a good part of the lines do, five ems from the one before.
        columns = []
        for start in sorted(starts):
            if starts[start] + starts[start + 1] > 0.15 * total and (not columns or start - columns[-1] > 5):
                columns.append(start)
        columns = columns or [round(min(line.x0 for line in group) / size)]
        by_column = {}
        for line in group:
            column = max((c for c in columns if c <= line.x0 / size + 1.5), default=columns[0])
            by_column.setdefault(column, []).append(line)
        for column in by_column.values():
            set_edges(column, size)
        if kind == "entry":
            set_right_edges([by_column[column] for column in sorted(by_column)], lines, side)


def set_edges(column, size):
    # Entries hang: their first lines are the ones at the edge.
    left = least_edge([line.x0 for line in column])
    right = edge([line.x1 for line in column if not line.last] or [line.x1 for line in column])
    for line in column:
        line.left, line.right = left, right
        line.full = line.x1 >= right - 0.12 * size
        line.justified = line.full and not line.last and bool(line.gaps)
    indents = [line.x0 - left for line in column if line.first and line.x0 > left + 0.3 * size]
    indent = edge(indents) if indents else 0
    for line in column:
        line.indent = indent


def set_right_edges(columns, lines, side):
    """Entries need not reach the right edge of their column, which therefore is found from what stands right of it: the
    next column, and for the last the edge of running text."""
    text = [line.right for line in lines if line.kind == "body" and line.page % 2 == side and line.right]
    for column, following in zip(columns, columns[1:] + [None]):
        own = max(line.x1 for line in column)
        right = following[0].left - 0.5 * column[0].size if following else edge(text) if text else own
        for line in column:
            line.right = right
            line.full = line.justified = False


def edge(values):
    """The commonest of positions, within a quarter of a point."""
    place = common(round(value * 4) for value in values)
    return statistics.median(value for value in values if abs(value * 4 - place) <= 1)


def set_display_apart(paragraphs):
    """Attributions, datelines, verse, preformatted text are tagged as paragraphs too: they have another
    size than the rest of their kind, or begin nowhere where running text does."""
    sizes = {}
    for paragraph in paragraphs:
        sizes.setdefault(paragraph.kind, []).extend(round(line.size, 2) for line in paragraph.lines)
    sizes = {kind: common(found) for kind, found in sizes.items()}
    for paragraph in paragraphs:
        if paragraph.kind in ("body", "quotation", "headnote"):
            size = sizes[paragraph.kind]
            if abs(paragraph.lines[0].size - size) > 0.02 * size or displayed(paragraph):
                paragraph.kind = "displayed"


def least_edge(values):
    """The least of the positions that a tenth of the values share."""
    counts = Counter(round(value * 4) for value in values)
    places = [place for place in counts if counts[place] + counts[place + 1] >= 0.1 * len(values)]
    place = min(places, default=min(counts))
    return statistics.median(value for value in values if abs(value * 4 - place) <= 1)


def displayed(paragraph):
    """Whether no line begins where the lines of running text do: centred lines, verse, attributions."""
    def offset(line):
        return (line.x0 - line.left) / line.size
    first, *rest = paragraph.lines
    at_edge = abs(offset(first)) < 0.6
    if any(abs(offset(line)) < 0.6 for line in rest):
        return False
    return not at_edge and (bool(rest) or abs(first.x0 - first.left - first.indent) > 0.3 * first.size)


def bare(word):
    """A word without what is no letter at its ends."""
    return re.sub(r"^[\W\d_]+|[\W\d_]+$", "", word.replace("\u00ad", "")).lower()
