"""Widths and text of a font's characters: composite fonts with Identity-H and simple fonts (9.6–9.10)."""

import re


class Font:
    """Widths in thousandths of an em and text by character code."""

    def __init__(self, document, font):
        self.wide = font.get("/Subtype") == "/Type0"
        self.widths, self.default = {}, 0
        if self.wide:
            below = document.get(document.get(font["/DescendantFonts"])[0])
            self.default = below.get("/DW", 1000)
            self.read_wide(document, document.get(below.get("/W", [])))
        else:
            first = font.get("/FirstChar", 0)
            self.widths = dict(enumerate(document.get(font.get("/Widths", [])), first))
        self.text = read_cmap(document.data(font["/ToUnicode"])) if "/ToUnicode" in font else {}
        if not self.wide:
            self.text = {code: bytes([code]).decode("latin-1") for code in range(256)} | self.text
        spaces = [self.widths.get(code, self.default) for code, text in self.text.items() if text == " "]
        # The same character can have been drawn with several glyphs; a space is one.
        self.space = spaces[0] if spaces else None

    def read_wide(self, document, entries):
        """`c [w1 w2 …]` and `first last w` (9.7.4.3)."""
        at = 0
        while at < len(entries):
            following = document.get(entries[at + 1])
            if isinstance(following, list):
                self.widths.update(enumerate(following, entries[at]))
                at += 2
            else:
                self.widths.update(dict.fromkeys(range(entries[at], following + 1), entries[at + 2]))
                at += 3

    def codes(self, string):
        if self.wide:
            return [string[at] << 8 | string[at + 1] for at in range(0, len(string) - 1, 2)]
        return list(string)


def read_cmap(data):
    """Text by character code (9.10.3)."""
    found = {}
    text = lambda digits: bytes.fromhex(digits.decode()).decode("utf-16-be", "replace")
    for block in re.findall(rb"beginbfchar(.*?)endbfchar", data, re.S):
        for code, to in re.findall(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]*)>", block):
            found[int(code, 16)] = text(to)
    for block in re.findall(rb"beginbfrange(.*?)endbfrange", data, re.S):
        for first, last, to, several in re.findall(rb"<(\w+)>\s*<(\w+)>\s*(?:<(\w+)>|\[(.*?)\])", block, re.S):
            codes = range(int(first, 16), int(last, 16) + 1)
            if several:
                found.update(zip(codes, map(text, re.findall(rb"<(\w*)>", several))))
            else:
                head, end = text(to)[:-1], ord(text(to)[-1])
                found.update((code, head + chr(end + at)) for at, code in enumerate(codes))
    return found
