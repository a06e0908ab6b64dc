"""A PDF as glyphs on pages, with its structure and the targets of its links."""

from .content import Interpreter
from .fonts import Font
from .objects import Document
from .structure import structure


class Book:
    """A file's glyphs page by page in drawing order, its structure and its destinations."""

    def __init__(self, path):
        self.document = document = Document(path)
        self.root, marked = structure(document)
        self.pages, self.numbers, self.heights = [], {}, []
        self.fonts = {}
        for index, (reference, page) in enumerate(document.pages()):
            self.numbers[reference] = index
            top = document.get(page["/MediaBox"])[3]
            self.heights.append(top)
            data = b"\n".join(map(document.data, self.contents(page)))
            self.pages.append(Interpreter(index, reference, top, self.fonts_of(page), marked).run(data))
        self.named = document.destinations()

    def contents(self, page):
        """References to the page's content streams."""
        contents = page.get("/Contents", [])
        held = self.document.get(contents)
        return held if isinstance(held, list) else [contents]

    def fonts_of(self, page):
        """The page's fonts by the names that its content calls them."""
        resources = self.document.get(page.get("/Resources", {}))
        named = {}
        for name, font in (self.document.get(resources.get("/Font")) or {}).items():
            key = font if isinstance(font, str) else id(font)
            if key not in self.fonts:
                self.fonts[key] = Font(self.document, self.document.get(font))
            named[name.lstrip("/")] = self.fonts[key]
        return named

    def target(self, annotation):
        """(page, y) that a link leads to within the file, or None."""
        to = annotation.get("/Dest") or (self.document.get(annotation.get("/A")) or {}).get("/D")
        to = self.document.get(self.named.get(to, to) if isinstance(to, str) else to)
        to = self.document.get(to.get("/D")) if isinstance(to, dict) else to
        if not isinstance(to, list) or to[0] not in self.numbers:
            return None
        page = self.numbers[to[0]]
        y = to[3] if to[1] == "/XYZ" and to[3] is not None else self.heights[page]
        return page, self.heights[page] - y
