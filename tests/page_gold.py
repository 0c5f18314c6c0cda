"""Labelled pages: `role<TAB>line`, with the gold metadata in `# key: value` lines above (see tests/gold/README.md)."""
import collections
import re

LISTS = {"byline", "time", "quote", "attribution", "quantity", "entity"}


class Page:
    def __init__(self, path):
        self.path = path
        self.meta = collections.defaultdict(list)
        self.lines = []  # (role, text); ("", "") for a blank line
        with open(path, encoding="utf-8") as file:
            for line in file.read().split("\n"):
                if line.startswith("# "):
                    key, value = re.split(r"[:\t]", line[2:], maxsplit=1)
                    self.meta[key].append(value.strip(" "))
                elif "\t" in line:
                    role, text = line.split("\t", 1)
                    self.lines.append((role, text))
                else:
                    self.lines.append(("", ""))
        while self.lines and not self.lines[-1][0]:
            self.lines.pop()

    @property
    def capture(self):
        return "\n".join(text for _, text in self.lines)

    @property
    def body(self):
        return "\n\n".join(text for role, text in self.lines if role == "body")

    def one(self, key):
        return self.meta[key][0] if self.meta.get(key) else None


def tokens(text):
    return re.findall(r"\w+", text.lower())


def token_f1(found, gold):
    """Word F1 of two texts as multisets of lower-cased words."""
    a, b = collections.Counter(tokens(found)), collections.Counter(tokens(gold))
    if not a and not b:
        return 1.0
    common = sum((a & b).values())
    return 2 * common / (sum(a.values()) + sum(b.values()))
