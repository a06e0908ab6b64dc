"""Content streams (ISO 32000-1, 8.3, 8.4, 9.2–9.4, 14.6): where each glyph stands and what it is part of.

Draws no form XObjects and follows no inline images.
"""

import re

TOKEN = re.compile(
    rb"\s*(?:%[^\r\n]*\s*)*(?:(<<|>>|\[|\])|<([0-9A-Fa-f\s]*)>|/([^\s<>\[\]()/{}%]*)"
    rb"|([-+]?(?:\d+\.?\d*|\.\d+))|([A-Za-z'\"][A-Za-z0-9*]*)|(\())"
)
ESCAPES = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f", b"\n": b""}


class Name(str):
    """A name object, without the slash."""


class Operator(str):
    """An operator."""


def tokens(data):
    """Objects and operators of a content stream; arrays as lists, dictionaries as dicts."""
    open_arrays, at = [[]], 0
    while match := TOKEN.match(data, at):
        at = match.end()
        bracket, digits, name, number, word, literal = match.groups()
        if bracket in (b"[", b"<<"):
            open_arrays.append([])
            continue
        if bracket in (b"]", b">>"):
            if len(open_arrays) == 1:
                raise SystemExit("a content stream's brackets do not match")
            held = open_arrays.pop()
            thing = held if bracket == b"]" else dict(zip(held[::2], held[1::2]))
        elif digits is not None:
            digits = re.sub(rb"\s", b"", digits).decode()
            thing = bytes.fromhex(digits + "0" * (len(digits) % 2))
        elif name is not None:
            thing = Name(name.decode("latin-1"))
        elif number is not None:
            thing = float(number) if b"." in number else int(number)
        elif literal is not None:
            thing, at = read_literal(data, at)
        else:
            thing = {b"true": True, b"false": False, b"null": None}.get(word, Operator(word.decode()))
        if len(open_arrays) == 1:
            yield thing
        else:
            open_arrays[-1].append(thing)
    if data[at:].strip():
        raise SystemExit(f"a content stream cannot be read: {data[at:at + 40]!r}")


def read_literal(data, at):
    """A literal string from behind its parenthesis, and where it ends (7.3.4.2)."""
    out, depth = bytearray(), 1
    while at < len(data):
        byte = data[at:at + 1]
        at += 1
        if byte == b"\\":
            octal = re.compile(rb"[0-7]{1,3}").match(data, at)
            if octal:
                out.append(int(octal[0], 8) & 255)
                at = octal.end()
            else:
                out += ESCAPES.get(data[at:at + 1], data[at:at + 1])
                at += 1
            continue
        depth += (byte == b"(") - (byte == b")")
        if depth == 0:
            break
        out += byte
    return bytes(out), at


def times(a, b):
    """The product of two matrices [a b c d e f]."""
    return (
        a[0] * b[0] + a[1] * b[2], a[0] * b[1] + a[1] * b[3],
        a[2] * b[0] + a[3] * b[2], a[2] * b[1] + a[3] * b[3],
        a[4] * b[0] + a[5] * b[2] + b[4], a[4] * b[1] + a[5] * b[3] + b[5],
    )


class Glyph:
    """A glyph: `x`, `y` of its origin, `advance` as the font has it at this size and scale (without
    any spacing), `size` in points, `scale` of its width against its height, `space` of its font in
    ems, the `element` that it belongs to (None for an artifact)."""

    __slots__ = ("page", "x", "y", "advance", "size", "scale", "text", "font", "space", "element", "order")

    def __init__(self, *values):
        for name, value in zip(self.__slots__, values):
            setattr(self, name, value)

    @property
    def end(self):
        return self.x + self.advance


class Interpreter:
    """Runs the content of one page."""

    IDENTITY = (1, 0, 0, 1, 0, 0)

    def __init__(self, index, reference, top, fonts, marked):
        self.index, self.reference, self.top = index, reference, top
        self.fonts, self.marked = fonts, marked
        self.state = dict(matrix=self.IDENTITY, font=None, size=0, spacing=0, word=0, scale=1, leading=0, rise=0)
        self.saved, self.sections, self.glyphs = [], [], []
        self.text = self.line = self.IDENTITY

    def run(self, data):
        operands = []
        for token in tokens(data):
            if not isinstance(token, Operator):
                operands.append(token)
                continue
            handler = self.OPERATORS.get(token)
            if handler:
                handler(self, *operands)
            operands.clear()
        return self.glyphs

    def move(self, x, y):
        self.text = self.line = times((1, 0, 0, 1, x, y), self.line)

    def next_line(self):
        self.move(0, -self.state["leading"])

    def begin(self, tag, properties=None):
        """A section is of the element of its MCID, or of the section around it."""
        element, actual = self.sections[-1] if self.sections else (None, None)
        if isinstance(properties, dict):
            if "MCID" in properties:
                element = self.marked.get((self.reference, properties["MCID"]))
            if "ActualText" in properties:
                raw = properties["ActualText"]
                text = raw[2:].decode("utf-16-be", "replace") if raw[:2] == b"\xfe\xff" else raw.decode("latin-1")
                actual = [text]
        if tag == "Artifact":
            element = None
        self.sections.append((element, actual))

    def show(self, string):
        """9.4.4: each glyph moves the text matrix by its width, its spacing and the horizontal scale."""
        state = self.state
        font, size, scale = state["font"], state["size"], state["scale"]
        element, actual = self.sections[-1] if self.sections else (None, None)
        for code in font.codes(string):
            width = font.widths.get(code, font.default) / 1000
            at = times(times((size * scale, 0, 0, size, 0, state["rise"]), self.text), state["matrix"])
            text = font.text.get(code, "")
            if actual is not None:
                # The whole of it belongs to the first of its glyphs.
                text = actual.pop() if actual else ""
            high = (at[2] ** 2 + at[3] ** 2) ** 0.5
            wide = (at[0] ** 2 + at[1] ** 2) ** 0.5
            space = None if font.space is None else font.space / 1000
            self.glyphs.append(Glyph(self.index, at[4], self.top - at[5], width * wide, high, wide / high if high else 1, text,
                                     font, space, element, len(self.glyphs)))
            word = state["word"] if code == 32 and not font.wide else 0
            self.text = times((1, 0, 0, 1, (width * size + state["spacing"] + word) * scale, 0), self.text)

    def show_array(self, array):
        for thing in array:
            if isinstance(thing, bytes):
                self.show(thing)
            else:
                back = -thing / 1000 * self.state["size"] * self.state["scale"]
                self.text = times((1, 0, 0, 1, back, 0), self.text)

    def save(self):
        self.saved.append(dict(self.state))

    def restore(self):
        if self.saved:
            self.state = self.saved.pop()

    def concatenate(self, *matrix):
        self.state["matrix"] = times(matrix, self.state["matrix"])

    def begin_text(self):
        self.text = self.line = self.IDENTITY

    def set_matrix(self, *matrix):
        self.text = self.line = matrix

    def set_font(self, name, size):
        self.state["font"], self.state["size"] = self.fonts[name], size

    def move_and_lead(self, x, y):
        self.state["leading"] = -y
        self.move(x, y)

    def next_and_show(self, string):
        self.next_line()
        self.show(string)

    def space_and_show(self, word, spacing, string):
        self.state["word"], self.state["spacing"] = word, spacing
        self.next_and_show(string)

    def end(self):
        if self.sections:
            self.sections.pop()

    def setter(name, divisor=1):
        return lambda self, value: self.state.__setitem__(name, value / divisor)

    OPERATORS = {
        "q": save, "Q": restore, "cm": concatenate, "BT": begin_text, "Tf": set_font, "Tm": set_matrix,
        "Td": move, "TD": move_and_lead, "T*": next_line, "Tj": show, "TJ": show_array, "'": next_and_show,
        '"': space_and_show, "BDC": begin, "BMC": begin, "EMC": end, "Tc": setter("spacing"), "Tw": setter("word"),
        "Tz": setter("scale", 100), "TL": setter("leading"), "Ts": setter("rise"),
    }
