#!/usr/bin/env python3
"""Makes captures that copy each other, and writes down who copied what from whom: gold for `silang eval pairs`.

    make_copies.py OUT [--seed N] [--families N]      OUT/pages/*.txt and OUT/truth.json (docs/eval.md has the format)

The texts are the bodies of our own labelled pages (tests/gold/id/roles, tests/gold/id/examples) and the forms of
tools/copies/forms.txt. Every word of a made page remembers which word of which original it is, so what two pages share is known
and not found: an edit breaks the link, a dropped paragraph takes it away, a splice mixes two. The same seed gives the same bytes.
"""
import argparse
import json
import random
import re
from collections import defaultdict
from datetime import datetime, timedelta
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LEXICONS = ROOT / "data/languages/id"
TEXTS = ROOT / "tools/copies"

SHINGLE = 5       # words, as silang counts Jaccard and containment
GAP = 3           # words on either side that an edit inside a passage may have
DENSITY = 0.7     # of a passage's words that are the same
LISTED = 8        # words of the shortest passage that is listed
EDITS = [0.01, 0.02, 0.03, 0.05, 0.05, 0.08, 0.12, 0.2, 0.3]
WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*|\d+(?:[.,]\d+)*")
PLAIN = re.compile(r"[a-z]{4,}[.,]?$")  # a word that an editor may swap without changing a fact


def rows(path):
    return [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]


class Texts:
    """What pages are made of."""

    def __init__(self):
        names = {row[0].casefold() for row in rows(LEXICONS / "news-sources.tsv")}
        self.known = set()
        self.originals = []  # (title, paragraphs), a paragraph is a list of chunks
        for folder in ("roles", "examples"):
            for path in sorted((ROOT / "tests/gold/id" / folder).glob("*.tsv")):
                self.add_original(path, names)
        for path in sorted((ROOT / "tests/gold/id/mentions").glob("*.json")):
            for passage in json.loads(path.read_text(encoding="utf-8")):
                self.add_texts(path.stem, passage.get("title", ""), passage["text"], names)
        for path in sorted((ROOT / "tests/gold/languages").glob("*.tsv")):
            for language, title, *paragraphs in rows(path):
                if language == "id":
                    self.add_texts(path.stem, title, paragraphs, names)
        self.pool = [text for _, body in self.originals for paragraph in body for text, _ in paragraph if PLAIN.match(text)]
        self.pool = [text.rstrip(".,") for text in self.pool]
        self.alike = defaultdict(list)  # words of one shape: what stands for one of them leaves the sentence a sentence
        self.grammar = {row[0] for name in ("function-words", "speech-verbs") for row in rows(LEXICONS / f"{name}.tsv")}
        for word in self.pool:
            if word not in self.grammar:
                self.alike[shape(word)].append(word)
        self.titles = [title for title, _ in self.originals]
        self.parts = defaultdict(list)  # of tools/copies/pieces.tsv
        for row in rows(TEXTS / "pieces.tsv"):
            self.parts[row[0]].append(row[1])
        self.forms = [block.strip().split("\n") for block in (TEXTS / "forms.txt").read_text(encoding="utf-8").split("\n\n")
                      if block.strip() and not block.startswith("#")]
        names = {row[0]: row[1] for row in rows(LEXICONS / "interface.tsv")}
        self.months = {month: names[f"month.{month}"] for month in range(1, 13)}
        self.weekdays = {day: names[f"weekday.{day}"] for day in range(1, 8)}

    def add_original(self, path, names):
        title, outlet, texts = "", "", []
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.startswith("# title: "):
                title = line[9:]
            elif line.startswith("# outlet: "):
                outlet = line[10:].casefold()
            elif line.startswith("body\t"):
                texts.append(line[5:])
        self.add_texts(path.stem, title, texts, names, outlet)

    def add_texts(self, name, title, texts, names, outlet=""):
        body = []
        for text in texts:
            text = re.sub(r"^.{0,60}? [-–—] ", "", text) if not body else text
            folded = " " + " ".join(WORD.findall(text)).casefold() + " "
            # Credits and the outlet's own name are clues that this page must not bring along.
            credits = any(f" {word} " in folded for word in names) or (outlet and outlet[:6] in folded)
            if len(WORD.findall(text)) >= 10 and not credits and not text.endswith(")"):
                body.append([(chunk, (name, title, len(body), i)) for i, chunk in enumerate(text.split())])
        words = [word.lower() for text in texts for word in WORD.findall(text)]
        runs = {tuple(words[i:i + SHINGLE]) for i in range(len(words) - SHINGLE + 1)}
        # Some of the gold pages tell of one thing and share sentences: such a text is used once.
        if title and sum(map(len, body)) >= 40 and len(runs & self.known) <= 5:
            self.known |= runs
            self.originals.append((title, body))


class Page:
    def __init__(self, title, body, outlet, kind, text=None):
        self.title, self.body, self.outlet, self.kind, self.text = title, body, outlet, kind, text
        self.published, self.clock = None, True
        self.credits = None   # an outlet or an agency
        self.source = None    # the page it was made from
        self.clue = None      # what tells that it was
        self.file = ""
        self.lines = []       # [begin, end] of the body's lines, bytes of the capture
        self.words = []       # (folded, begin, end, link) of the body, bytes of the capture


def shape(word):
    return word[:2] if len(word) > 6 and word[:2] in ("me", "di", "be", "pe", "ke", "te") else "", word[-2:] if word.endswith(("an", "ya")) else ""


def fresh(body):
    """A copy that can be edited."""
    return [list(paragraph) for paragraph in body]


def count(body):
    return sum(len(WORD.findall(text)) for paragraph in body for text, _ in paragraph)


def unlinked(paragraph):
    return [(text, None) for text, _ in paragraph]


def quoted_share(paragraph):
    text = " ".join(chunk for chunk, _ in paragraph)
    inside = re.findall(r"[\"“]([^\"”]+)[\"”]", text)
    return sum(map(len, inside)) / max(1, len(text))


class Maker:
    def __init__(self, seed):
        self.random = random.Random(seed)
        self.texts = Texts()
        self.pages = []
        self.unused = []
        self.rounds = 0
        self.day = datetime(2025, 1, 6, 6, 0)
        self.outlets = []

    # --- Pieces.

    def outlet(self):
        if not self.outlets:
            firsts, seconds = self.texts.parts["outlet-first"], self.texts.parts["outlet-second"]
            self.outlets = [f"{a} {b}" for a in firsts for b in seconds]
            self.random.shuffle(self.outlets)
        return self.outlets.pop()

    def original(self, least):
        """Title and body of a text that no other page has, of at least so many words."""
        title, body = None, []
        while count(body) < least:
            if not self.unused:
                self.unused = [(name, [[(self.estranged(text), link) for text, link in paragraph]
                                       for paragraph in text_body]) for name, text_body in self.texts.originals]
                self.rounds += 1
                self.random.shuffle(self.unused)
            name, more = self.unused.pop()
            title = title or name
            body += fresh(more)
        return title, body

    def estranged(self, text):
        """Used up, the originals come again with half of their words swapped: a rewriting that keeps its links."""
        if self.rounds == 0:
            return text
        if text.rstrip(".,").isdigit():
            return "".join(self.random.choice("123456789") if c.isdigit() else c for c in text)
        return self.swapped(text)

    def swapped(self, text):
        """Another word of its shape; words that hold the grammar together stay."""
        word = text.rstrip(".,”\"")
        if not PLAIN.match(word) or word in self.texts.grammar:
            return text
        return self.random.choice(self.texts.alike[shape(word)] or self.texts.pool) + text[len(word):]

    def edited(self, body, share):
        body = fresh(body)
        places = [(p, i) for p, paragraph in enumerate(body) for i, (text, _) in enumerate(paragraph) if PLAIN.match(text)]
        chosen = self.random.sample(places, min(len(places), round(share * count(body))))
        for p, i in sorted(chosen, reverse=True):
            what = self.random.random()
            text = body[p][i][0]
            end = text[-1] if text[-1] in ".," else ""
            if what < 0.7:
                other = self.swapped(text)
                body[p][i] = (other if other != text else self.random.choice(self.texts.pool) + end, None)
            elif what < 0.85 and not end:
                del body[p][i]
            else:
                body[p].insert(i, (self.random.choice(self.texts.pool), None))
        return body

    def retitled(self, title, body):
        if self.random.random() < 0.4:
            return title
        words = [text.strip(".,\"“”") for text, _ in body[0]][:9]
        return " ".join(word[:1].upper() + word[1:] for word in words)

    def add(self, page):
        self.pages.append(page)
        return page

    def source(self, least=150, **more):
        title, body = self.original(least)
        return self.add(Page(title, body, self.outlet(), "source", **more))

    def copy(self, of, body, kind):
        page = Page(self.retitled(of.title, body), body, self.outlet(), kind, of.text)
        page.source = of
        return self.add(page)

    # --- Clues. A group of pages has one way in which it tells who was first, or none.

    def date(self, pages, way):
        first = self.day + timedelta(days=self.random.randrange(300), minutes=self.random.randrange(900))
        for i, page in enumerate(pages):
            if page.source is None:
                page.published = first
            elif way == "minutes":
                page.published, page.clue = first + timedelta(minutes=7 * (i + 1) + self.random.randrange(200) * i), "time"
            elif way == "days":
                page.published, page.clue = first + timedelta(days=i), "time"
            elif way == "together":
                page.published = first
            page.clock = way != "days"

    def clues(self, pages, ways):
        way = self.random.choice(ways)
        root = pages[0]
        if way in ("minutes", "days", "together"):
            self.date(pages, way)
        elif way in ("credit", "credit-late"):
            # A credit outweighs the clock: the copy's stamp is wrong as often as not.
            for page in pages:
                if way == "credit-late":
                    page.published = self.day + timedelta(days=20, minutes=self.random.randrange(600))
                if page.source is not None:
                    page.credits, page.clue = page.source.outlet, "credit"
        elif way == "agency":
            root.credits = self.random.choice(self.texts.parts["agency"])
            for page in pages[1:]:
                page.clue = "agency"
        elif way == "shortened":
            for page in pages[1:]:
                page.clue = "containment"

    # --- Scenarios.

    def whole_copies(self):
        root = self.source(self.random.choice([120, 180, 260, 400]))
        pages = [root]
        ways = ["minutes", "minutes", "days", "credit", "credit-late", "agency", "together", "none", "none"]
        for _ in range(self.random.randint(1, 4)):
            what = self.random.choice(["exact", "edited", "edited", "edited", "dropped", "added"])
            body = fresh(root.body)
            if what == "edited":
                body = self.edited(body, self.random.choice(EDITS))
            elif what == "dropped" and len(body) > 3:
                for _ in range(self.random.randint(1, max(1, len(body) // 3))):
                    del body[self.random.randrange(1, len(body))]
            elif what == "added":
                _, extra = self.original(40)
                for paragraph in extra[:self.random.randint(1, 2)]:
                    body.insert(self.random.randrange(1, len(body) + 1), paragraph)
            if count(body) != count(root.body) and what in ("added", "dropped"):
                ways = [way for way in ways if way not in ("together", "none")]
            pages.append(self.copy(root, body, what))
        self.clues(pages, ways)

    def shortened(self):
        root = self.source(220)
        body = fresh(root.body)
        while count(body) > 0.7 * count(root.body):
            del body[-1]
        if count(body) < 0.55 * count(root.body):
            return  # an excerpt
        self.clues([root, self.copy(root, body, "dropped")], ["shortened"])

    def splice(self):
        one, two = self.source(160), self.source(160)
        body = fresh(one.body)[:max(1, len(one.body) // 2)] + fresh(two.body)[len(two.body) // 2:]
        page = self.copy(one, body, "splice")
        self.date([one, page], "minutes")
        two.published, two.clock = one.published - timedelta(hours=5), True

    def passage(self):
        root = self.source(200)
        pages = [root]
        for _ in range(self.random.randint(1, 2)):
            runs = [p for p in root.body if quoted_share(p) < 0.3 and len(p) >= 25]
            if not runs:
                return
            taken = [self.random.choice(runs)]
            following = root.body.index(taken[0]) + 1
            if len(taken[0]) < 40 and following < len(root.body):
                taken.append(root.body[following])
            title, body = self.original(150)
            place = self.random.randrange(1, len(body) + 1)
            body[place:place] = self.edited(taken, self.random.choice([0, 0, 0.03, 0.06, 0.1]))
            page = Page(title, body, self.outlet(), "passage")
            page.source = root
            pages.append(self.add(page))
        self.clues(pages, ["minutes", "days", "credit", "together", "none"])

    def form(self, count_of_fills):
        title, *paragraphs = self.random.choice(self.texts.forms)
        house = self.outlet()
        keep = self.random.choice([0, 0.2, 0.4])
        kept = {}  # slots that stay from one fill to the next: the same market, the same office
        for i in range(count_of_fills):
            values = {}

            def fill(match):
                slot = match[0]
                if slot not in values:
                    values[slot] = self.value(match[1])
                    if match[1] != "date" and self.random.random() < keep:
                        values[slot] = kept.setdefault(slot, values[slot])
                return values[slot]

            lines = [re.sub(r"\{(\w+?)\d*\}", fill, line) for line in [title, *paragraphs]]
            body = [[(chunk, None) for chunk in line.split()] for line in lines[1:]]
            page = self.add(Page(lines[0], body, house if i % 2 else self.outlet(), "form", text=f"form:{title}"))
            page.published = self.day + timedelta(days=3 * i + self.random.randrange(3), minutes=self.random.randrange(800))

    def value(self, slot):
        draw = self.random
        if slot == "int":
            return str(draw.randrange(11, 99))
        if slot == "big":
            return f"{draw.randrange(1, 99)}.{draw.randrange(100, 999)}"
        if slot == "dec":
            return f"{draw.randrange(1, 9)},{draw.randrange(1, 99)}"
        if slot == "clock":
            return f"{draw.randrange(0, 24):02}.{draw.randrange(0, 60):02}"
        if slot == "date":
            day = self.day + timedelta(days=draw.randrange(330))
            return f"{self.texts.weekdays[day.isoweekday()]} ({day.day}/{day.month}/{day.year})"
        return draw.choice(self.texts.parts[slot])

    def one_speaker(self):
        """Two reporters write the same answer down."""
        quote = [(chunk, None) for chunk in self.random.choice(self.texts.parts["answer"]).split()]
        for _ in range(2):
            page = self.source(120)
            speaker = self.random.choice(self.texts.parts["person"])
            said = [("“" + quote[0][0], None), *quote[1:-1], (quote[-1][0].rstrip(".") + ",”", None)]
            verb = self.random.choice(self.texts.parts["said"])
            page.body.insert(self.random.randrange(1, len(page.body) + 1),
                             said + [(chunk, None) for chunk in f"{verb} {speaker}.".split()])
            page.published = self.day + timedelta(days=9, minutes=self.random.randrange(900))

    def standing_paragraph(self):
        """A paragraph that an agency puts under all that it says on a matter."""
        words = self.random.choice(self.texts.parts["standing"])
        for _ in range(self.random.randint(6, 9)):
            page = self.source(120)
            page.body.append([(chunk, None) for chunk in words.split()])
            page.published = self.day + timedelta(days=self.random.randrange(200), minutes=self.random.randrange(900))

    def drift(self):
        """Each page keeps two thirds of the one before: neighbours are near, the ends are strangers."""
        page = self.source(240)
        pages = [page]
        for _ in range(5):
            body = fresh(page.body)
            gone = 0
            while len(body) > 1 and gone < 60:
                gone += len(body.pop(0))
            _, more = self.original(60)
            while gone > 0 and more:
                body.append(more.pop(0))
                gone -= len(body[-1])
            page = self.copy(page, body, "drift")
            pages.append(page)
        self.date(pages, "days")

    def short(self):
        _, body = self.original(30)
        paragraphs = [p for p in body if 24 <= len(p) <= 44]
        if not paragraphs:
            return
        root = self.add(Page(self.random.choice(self.texts.titles), [fresh(paragraphs)[0]], self.outlet(), "source"))
        exact = self.copy(root, fresh(root.body), "exact")
        other = self.copy(root, self.edited(root.body, 0.05), "short")
        self.clues([root, exact, other], ["minutes", "credit", "none"])

    def make(self, families):
        scenarios = [(self.whole_copies, 10), (self.shortened, 1), (self.splice, 2), (self.passage, 5), (self.one_speaker, 1),
                     (lambda: self.form(self.random.randint(3, 5)), 2), (self.drift, 1), (self.short, 1), (self.source, 2)]
        deck = [scenario for scenario, weight in scenarios for _ in range(weight)]
        self.standing_paragraph()
        for i in range(families):
            deck[i % len(deck)]()
        self.random.shuffle(self.pages)
        for i, page in enumerate(self.pages):
            page.file = f"p{i:04}.txt"

    # --- Captures.

    def stamp(self, page):
        when = page.published
        if when is None:
            return None
        day = f"{when.day} {self.texts.months[when.month]} {when.year}"
        style = sum(map(ord, page.outlet)) % 3
        clock = f" {when:%H:%M} WIB" if page.clock else ""
        return [f"{self.texts.weekdays[when.isoweekday()]}, {day}{clock}", f"{day}{clock}",
                f"{when:%d/%m/%Y}{clock}"][style]

    def capture(self, page):
        """The bytes of the page; fills page.words."""
        parts = self.texts.parts
        draw = self.random
        text = bytearray()

        def line(words, blank=True):
            text.extend(words.encode() + (b"\n\n" if blank else b"\n"))

        line(page.outlet)
        for item in draw.sample(parts["nav"], draw.randint(0, 5)):
            line(item, blank=False)
        line("")
        line(page.title)
        if (stamp := self.stamp(page)) is not None:
            line(stamp)
        if draw.random() < 0.5:
            line(draw.choice(parts["byline"]).replace("{person}", draw.choice(parts["person"])))
        credited = False
        agency = page.credits if page.credits in parts["agency"] else None
        for i, paragraph in enumerate(page.body):
            begin = len(text)
            if i == 0 and agency and draw.random() < 0.5:
                self.write([(chunk, None) for chunk in f"{draw.choice(parts['place'])} ({agency}) - ".split()], page, text)
                text.extend(b" ")
                agency = None
            if i == 0 and page.credits and page.credits not in parts["agency"] and draw.random() < 0.3:
                self.credit(page, text)
                credited = True
                begin = len(text)
            self.write(paragraph, page, text)
            if i + 1 == len(page.body) and agency:
                text.extend(b" ")
                self.write([(f"({agency})", None)], page, text)
            page.lines.append([begin, len(text)])
            text.extend(b"\n\n")
            if i + 1 < len(page.body) and draw.random() < 0.15:
                line(draw.choice(parts["more"]).replace("{title}", draw.choice(self.texts.titles)))
        if page.credits and page.credits not in parts["agency"] and not credited:
            self.credit(page, text)
        for item in draw.sample(parts["foot"], draw.randint(1, 4)):
            line(item, blank=False)
        line(f"© 2025 {page.outlet}. All rights reserved", blank=False)
        return bytes(text)

    def credit(self, page, text):
        words = self.random.choice(self.texts.parts["credit"]).replace("{outlet}", page.credits)
        begin = len(text)
        self.write([(chunk, None) for chunk in words.split()], page, text)
        page.lines.append([begin, len(text)])
        text.extend(b"\n\n")

    @staticmethod
    def write(paragraph, page, text):
        for i, (chunk, link) in enumerate(paragraph):
            if i > 0:
                text.extend(b" ")
            begin = len(text)
            for k, word in enumerate(WORD.finditer(chunk)):
                at = begin + len(chunk[:word.start()].encode())
                page.words.append((word[0].lower(), at, at + len(word[0].encode()), None if link is None else (link, k)))
            text.extend(chunk.encode())


# --- The truth.

def shingles(page):
    words = [word[0] for word in page.words]
    return {tuple(words[i:i + SHINGLE]) for i in range(len(words) - SHINGLE + 1)}


def passages(one, other):
    """Runs of linked words in both pages, edits of up to GAP words bridged: [begin, end, begin, end, words, dense]."""
    place = {word[3]: i for i, word in enumerate(other.words) if word[3] is not None}
    runs = []
    for i, word in enumerate(one.words):
        j = place.get(word[3]) if word[3] is not None else None
        if j is None:
            continue
        last = runs[-1] if runs else None
        if last and 0 < i - last[1] <= GAP + 1 and 0 < j - last[3] <= GAP + 1:
            last[1], last[3], last[4] = i, j, last[4] + 1
        else:
            runs.append([i, i, j, j, 1])
    listed = []
    for a, b, c, d, same in runs:
        if same >= LISTED:
            dense = int(same >= DENSITY * (max(b - a, d - c) + 1))
            listed.append([one.words[a][1], one.words[b][2], other.words[c][1], other.words[d][2], same, dense])
    return listed


def direction(one, other):
    """(the page that had it first or None, the clue): between a page and its source, or two copies of one source."""
    for page, source in ((one, other), (other, one)):
        if page.source is source:
            return (source, page.clue) if page.clue else (None, None)
    if one.published and other.published and one.source is not None and other.source is not None:
        if one.clue == other.clue == "time" and one.published != other.published:
            return (one if one.published < other.published else other), "time"
    return None, "unsure"  # of two copies nobody need tell who was first


def truth(pages):
    holders = defaultdict(list)
    sets = [shingles(page) for page in pages]
    for i, found in enumerate(sets):
        for shingle in found:
            holders[shingle].append(i)
    common = defaultdict(int)
    for found in holders.values():
        for x in range(len(found)):
            for y in range(x + 1, len(found)):
                common[found[x], found[y]] += 1
    pairs = []
    for (a, b), shared in sorted(common.items()):
        one, other = pages[a], pages[b]
        runs = passages(one, other)
        form = one.kind == other.kind == "form"
        if shared < 8 and not runs:
            continue
        jaccard = shared / len(sets[a] | sets[b])
        pair = {"a": one.file, "b": other.file, "jaccard": round(jaccard, 4),
                "containment": round(shared / min(len(sets[a]), len(sets[b])), 4),
                "relation": "form" if form else "copy" if runs else "chance", "passages": runs}
        first, clue = direction(one, other)
        if runs and clue != "unsure":
            pair["first"] = first.file if first else None
            pair["clue"] = clue
            copier = one if one.source is other else other
            source = other if copier is one else one
            if first is source and copier.source is source:
                pair["credited"] = copier.credits == source.outlet
        pairs.append(pair)
    return pairs


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("out", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--families", type=int, default=40)
    options = parser.parse_args()
    maker = Maker(options.seed)
    maker.make(options.families)
    folder = options.out / "pages"
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("p????.txt"):
        old.unlink()
    for page in maker.pages:
        (folder / page.file).write_bytes(maker.capture(page))
    record = {"schema": "silang.pairs/1", "seed": options.seed,
              "pages": [{"file": page.file, "kind": page.kind, "words": len(page.words),
                         "body": page.lines} for page in maker.pages],
              "pairs": truth(maker.pages)}
    (options.out / "truth.json").write_text(json.dumps(record, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
