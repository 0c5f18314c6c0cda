#!/usr/bin/env python3
"""Scores the held-out pages of tests/gold/id/unseen: nothing is tuned on them. Usage: unseen_test.py SILANG

Prints a table, and fails when a figure falls below the floor that was reached when it was last looked at."""
import json
import os
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from page_gold import Page, token_f1

GOLD = os.path.join(os.path.dirname(os.path.abspath(__file__)), "gold/id/unseen")
FLOORS = json.load(open(os.path.join(GOLD, "floors.json"), encoding="utf-8"))


def norm(text):
    return " ".join(text.split()).strip(" .,\"“”").lower()


class Count:
    """Matches of found against gold, for precision, recall and F1."""

    def __init__(self):
        self.right = self.found = self.gold = 0

    def add(self, right, found, gold):
        self.right += right
        self.found += found
        self.gold += gold

    @property
    def f1(self):
        return 2 * self.right / (self.found + self.gold) if self.found + self.gold else 1.0

    def __str__(self):
        p = self.right / self.found if self.found else 1.0
        r = self.right / self.gold if self.gold else 1.0
        return f"P {p:.3f}  R {r:.3f}  F1 {self.f1:.3f}  ({self.right} right, {self.found} found, {self.gold} gold)"


def match(found, gold, same):
    """Greedy one-to-one matching; the number of pairs."""
    left = list(gold)
    right = 0
    for item in found:
        for other in left:
            if same(item, other):
                left.remove(other)
                right += 1
                break
    return right


def main(binary):
    pages = {}
    for name in sorted(os.listdir(GOLD)):
        if name.endswith(".tsv"):
            pages[name[:-4]] = Page(os.path.join(GOLD, name))
    with tempfile.TemporaryDirectory() as work:
        source, out = os.path.join(work, "in"), os.path.join(work, "out")
        os.mkdir(source)
        for name, page in pages.items():
            with open(os.path.join(source, name + ".txt"), "w", encoding="utf-8") as file:
                file.write(page.capture)
        subprocess.run([binary, "build", source, "--out", out], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        articles = {}
        for line in open(os.path.join(out, "articles.jsonl"), encoding="utf-8"):
            article = json.loads(line)
            articles[os.path.basename(article["source"]["path"])[:-4]] = article
        stories = [json.loads(line) for line in open(os.path.join(out, "stories.jsonl"), encoding="utf-8")]
    return report(pages, articles, stories)


def report(pages, articles, stories):
    scores, body = {}, []
    times, values, quotes, speakers, entities, quantities, sources = (Count() for _ in range(7))
    meta = {key: Count() for key in ("title", "byline", "published", "captured", "outlet")}
    roles = Count()
    for name, page in pages.items():
        article = articles[name]
        text = page.capture.encode("utf-8")
        words = lambda span: text[span[0]:span[1]].decode("utf-8")
        f1 = token_f1(article["text"], page.body)
        body.append(f1)
        print(f"  {name}: body token F1 {f1:.3f}")
        gold_roles = [role for role, line in page.lines if role]
        roles.add(sum(b["role"] == r for b, r in zip(article["blocks"], gold_roles)), len(gold_roles), len(gold_roles))
        gold = lambda key: page.one(key)
        found_meta = {
            "title": article["title"] and article["title"]["text"],
            "published": article["published"] and article["published"]["basis"] == "stated" and article["published"]["value"],
            "captured": article["captured"] and article["captured"]["not_before"],
            "outlet": article["outlet"] and article["outlet"]["name"],
        }
        for key, found in found_meta.items():
            wanted = gold("captured_not_before" if key == "captured" else key)
            meta[key].add(int(bool(found) and bool(wanted) and norm(found) == norm(wanted)), int(bool(found)), int(bool(wanted)))
        wanted = [w.strip() for w in (gold("byline") or "").split(";") if w.strip()]
        found = [b["name"] for b in article["bylines"]]
        meta["byline"].add(match(found, wanted, lambda a, b: norm(a) == norm(b)), len(found), len(wanted))

        split = lambda key: [line.split("\t") for line in page.meta.get(key, [])]
        gold_times = [(norm(t[-2]), t[-1].strip()) for t in split("time")]
        found_times = [(norm(words(t["span"])), t["value"]) for t in article["times"]]
        overlap = lambda a, b: a[0] in b[0] or b[0] in a[0]
        times.add(match(found_times, gold_times, overlap), len(found_times), len(gold_times))
        values.add(match(found_times, gold_times, lambda a, b: overlap(a, b) and a[1] == b[1]), len(found_times), len(gold_times))

        gold_quotes = [(norm(q[-1]), q[-2]) for q in split("quote")]
        name_of = {e["id"]: e["name"] for e in article["entities"]}
        direct = [q for q in article["quotes"] if q["kind"] == "direct"]
        found_quotes = [(norm(words(q["span"])), name_of.get(q["speaker"]) or q["speaker_text"]) for q in direct]
        quotes.add(match(found_quotes, gold_quotes, lambda a, b: a[0] == b[0]), len(found_quotes), len(gold_quotes))
        said = lambda a, b: a[0] == b[0] and (norm(a[1]) == norm(b[1]) or (norm(a[1]) and norm(a[1]) in norm(b[1])))
        exact = match(found_quotes, gold_quotes, lambda a, b: a[0] == b[0])
        speakers.add(match(found_quotes, gold_quotes, said), exact, exact)

        gold_entities = {(e[-2].strip(), norm(e[-1])) for e in split("entity")}
        found_entities = {(e["type"], norm(e["name"])) for e in article["entities"]}
        same_name = lambda a, b: a[0] == b[0] and (a[1] == b[1] or a[1] in b[1] or b[1] in a[1])
        entities.add(match(sorted(found_entities), sorted(gold_entities), same_name), len(found_entities), len(gold_entities))

        gold_numbers = [float(q[-2]) for q in split("quantity")]
        found_numbers = [float(q["value"]) for q in article["quantities"]]
        quantities.add(match(found_numbers, gold_numbers, lambda a, b: abs(a - b) < 1e-6 * max(1, abs(b))), len(gold_numbers), len(gold_numbers))

        gold_sources = [norm(a[-1].split(";")[0]) for a in split("attribution")]
        found_sources = [norm(a["sources"][0]) for a in article["attributions"] if a["sources"]]
        sources.add(match(found_sources, gold_sources, lambda a, b: a in b or b in a), len(gold_sources), len(gold_sources))

    story_scores = score_stories(pages, articles, stories)
    scores["body token F1, worst page"] = min(body)
    scores["body token F1, mean"] = sum(body) / len(body)
    for label, count in (("line roles", roles), *(("meta " + k, c) for k, c in meta.items()), ("times, relaxed extent", times),
                         ("times, value", values), ("direct quotes, exact", quotes), ("speakers of those", speakers),
                         ("entities by page", entities), ("quantities, recall", quantities), ("first sources, recall", sources)):
        print(f"  {label:24} {count}")
        scores[label] = count.f1
    scores.update(story_scores)
    failed = False
    for label, value in scores.items():
        floor = FLOORS.get(label)
        bad = floor is not None and value < floor - 1e-9
        failed |= bad
        print(f"{'FAIL' if bad else 'ok  '} {label:28} {value:.3f}" + (f"  (floor {floor:.3f})" if floor is not None else ""))
    return 1 if failed else 0


def score_stories(pages, articles, stories):
    gold = json.load(open(os.path.join(GOLD, "story.json"), encoding="utf-8"))
    scores = {"stories": 1.0 if len(stories) == gold["stories"] else 0.0}
    page_of = {article["id"]: name for name, article in articles.items()}
    text = {name: page.capture.encode("utf-8") for name, page in pages.items()}
    words = lambda e: text[page_of[e["article"]]][e["span"][0]:e["span"][1]].decode("utf-8")

    def share(label, found, wanted):
        scores[label] = found / wanted if wanted else 1.0
        print(f"  {label:24} {found} of {wanted}")

    number = lambda value: value if isinstance(value, str) else str(value)
    same = lambda c, g: c["kind"] == g["kind"] and all(any(v["value"].split(" ")[0] == number(w) for v in c["values"]) for w in g["values"])
    conflicts = [c for s in stories for c in s["conflicts"]]
    hit = match(conflicts, gold["conflicts"], same)
    share("conflicts, recall", hit, len(gold["conflicts"]))
    share("conflicts, precision", hit, len(conflicts))
    party = lambda side, wanted: any(norm(w) in norm(p["party"]) or norm(p["party"]) in norm(w) for p in side for w in wanted)
    disputes = [d for s in stories for d in s["disputes"]]
    share("disputes, recall", match(disputes, gold["disputes"],
          lambda d, g: party(d["denied_by"], g["denied_by"]) and party(d["asserted_by"], g["asserted_by"])), len(gold["disputes"]))
    checks = [c for s in stories for c in s["checks"]]
    hit = match(checks, gold["checks"], lambda c, g: c["kind"] == g["kind"] and page_of[c["article"]] == g["page"])
    share("checks, recall", hit, len(gold["checks"]))
    share("checks, precision", hit, len(checks))
    dates = [t["date"] for s in stories for t in s["timeline"]]
    share("timeline, recall", sum(any(d.startswith(g) or g.startswith(d) for d in dates) for g in gold["timeline"]), len(gold["timeline"]))
    copies = [c for s in stories for c in s["copies"]]
    pair = lambda c, g: {page_of[c["from"]], page_of[c["to"]]} == {g["from"], g["to"]}
    share("copies, recall", match(copies, gold["copies"], pair), len(gold["copies"]))
    origins = {norm(o["name"]) for s in stories for o in s["origins"]}
    share("origins, recall", sum(any(norm(g) in o or o in norm(g) for o in origins) for g in gold["origins"]), len(gold["origins"]))
    facts, wrong, pairs = 0, 0, 0
    fact_of = lambda e: next((i for i, f in enumerate(gold["facts"]) for p, w in f["pages"].items()
                              if p == page_of[e["article"]] and (norm(w) in norm(words(e)) or norm(words(e)) in norm(w))), None)
    joined = [0] * len(gold["facts"])
    for story in stories:
        for statement in story["statements"]:
            labels = {page_of[e["article"]]: fact_of(e) for e in statement["evidence"]}
            for i in range(len(joined)):
                joined[i] = max(joined[i], sum(label == i for label in labels.values()))
            known = [label for label in labels.values() if label is not None]
            for a in range(len(known)):
                for b in range(a):
                    pairs += 1
                    wrong += known[a] != known[b]
    facts = sum(2 * n >= len(f["pages"]) for n, f in zip(joined, gold["facts"]))
    share("facts joined, recall", facts, len(gold["facts"]))
    print(f"  wrong joins              {wrong} of {pairs} pairs of evidence")
    return scores


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
