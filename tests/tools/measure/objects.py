"""The objects of a PDF file, by way of qpdf (11 or later). Knows nothing of what they mean on a page."""

import base64
import json
import re
import subprocess


class Document:
    """The objects of a file, as `qpdf --json` gives them."""

    def __init__(self, path):
        command = ["qpdf", "--json=2", "--json-key=qpdf", "--json-stream-data=inline", "--decode-level=generalized", path]
        dump = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE)
        # 3 is a warning: the file can be read.
        if dump.returncode not in (0, 3):
            raise SystemExit(f"qpdf cannot read {path}")
        self.objects = json.loads(dump.stdout)["qpdf"][1]
        self.root = self.get(self.objects["trailer"]["value"]["/Root"])

    def get(self, thing):
        """What a reference leads to; a stream as its dictionary."""
        while isinstance(thing, str) and re.fullmatch(r"\d+ \d+ R", thing):
            held = self.objects.get("obj:" + thing, {})
            thing = held["stream"]["dict"] if "stream" in held else held.get("value")
        return thing

    def data(self, reference):
        """The decoded bytes of a stream."""
        stream = self.objects.get(f"obj:{reference}", {}).get("stream", {})
        return base64.b64decode(stream.get("data", ""))

    def pages(self):
        """(reference, dictionary) of each page in order, with what it inherits."""
        def walk(reference, inherited):
            node = self.get(reference)
            own = inherited | {k: node[k] for k in ("/Resources", "/MediaBox") if k in node}
            if "/Kids" not in node:
                yield reference, own | node
            for kid in self.get(node.get("/Kids", [])):
                yield from walk(kid, own)
        return list(walk(self.root["/Pages"], {}))

    def destinations(self):
        """Named destinations as arrays, from both places where they may stand (12.3.2.3)."""
        found = dict(self.get(self.root.get("/Dests")) or {})
        def walk(node):
            node = self.get(node) or {}
            names = self.get(node.get("/Names", []))
            found.update(zip(names[::2], names[1::2]))
            for kid in self.get(node.get("/Kids", [])):
                walk(kid)
        walk((self.get(self.root.get("/Names")) or {}).get("/Dests"))
        return found
