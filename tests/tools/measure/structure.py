"""The structure tree of a tagged PDF (ISO 32000-1, 14.7) and the marked content that it holds."""


class Element:
    """An element of the structure tree; `kids` are elements, `links` its annotations."""

    def __init__(self, kind, parent):
        self.kind, self.parent = kind, parent
        self.kids, self.links = [], []
        if parent:
            parent.kids.append(self)

    def path(self):
        """The structure types from the root to this element."""
        return (self.parent.path() if self.parent else []) + [self.kind]

    def within(self, *kinds):
        """This element or the nearest one around it that is one of `kinds`."""
        if self.kind in kinds:
            return self
        return self.parent.within(*kinds) if self.parent else None

    def all(self, *kinds):
        """The elements of these kinds below, in reading order."""
        for kid in self.kids:
            if kid.kind in kinds:
                yield kid
            yield from kid.all(*kinds)


def structure(document):
    """The root of the tree, and the element of each (page reference, MCID)."""
    tree = document.get(document.root.get("/StructTreeRoot"))
    if not tree:
        raise SystemExit("the file has no structure tree")
    roles = document.get(tree.get("/RoleMap")) or {}
    root, marked = Element("Root", None), {}

    def walk(kid, parent, page):
        if isinstance(kid, int):
            marked[page, kid] = parent
            return
        held = document.get(kid)
        if isinstance(held, list):
            for one in held:
                walk(one, parent, page)
        elif isinstance(held, dict) and held.get("/Type") == "/MCR":
            marked[held.get("/Pg", page), held["/MCID"]] = parent
        elif isinstance(held, dict) and held.get("/Type") == "/OBJR":
            parent.links.append(document.get(held["/Obj"]))
        elif isinstance(held, dict) and "/S" in held:
            element = Element(mapped(held["/S"], roles), parent)
            walk(held.get("/K", []), element, held.get("/Pg", page))

    walk(tree.get("/K", []), root, None)
    return root, marked


def mapped(kind, roles):
    """The standard structure type of a type of the file's own."""
    for _ in roles:
        kind = roles.get(kind, kind)
    return kind.lstrip("/")
