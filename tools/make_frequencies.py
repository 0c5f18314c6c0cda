#!/usr/bin/env python3
"""Writes data/languages/TAG/frequencies.tsv: on how many of a thousand pages a word stands, whatever these are about.

    make_frequencies.py TAG [--extracts FOLDER]... [--sentences FILE]...

Counted are whole texts: those of our own in this language (labelled lines, passages, articles to tell languages by), the articles of
FOLDER (a file an article, {"ground_truth": {"title", "main_content"}}), and the sentences of FILE (`token ... tag` a line, a blank line
between sentences; so many of them are taken as a page). Texts that silang is measured on and was not made with are none of them. What is
written are words and counts: a word of a single text or two tells of that text, and is left out. Credits belong into data/languages/TAG/NOTICE.
"""
import argparse
import json
import re
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
WORD = re.compile(r"[^\W\d_]+")
SHORTEST = 2           # letters of a word
FEWEST_WORDS = 80      # of a text: shorter ones say little of what stands on a page
FEWEST_TEXTS = 3       # with a word
MOST_WORDS = 20_000
SENTENCES = 12         # of a set of sentences are taken as one page
HEADER = """# Words and on how many of a thousand pages they stand, whatever these are about: what two pages share is worth less the commoner it
# is; a word that is not listed stands on fewer than any that is. Made by tools/make_frequencies.py from {count:,} texts ({sources});
# words of at least {fewest} texts; see NOTICE. Counts only: no text is part of this. Read by the story stage in place of common-words.tsv.
# word <TAB> pages of a thousand that have it
"""


def own_texts(tag):
    for path in sorted((ROOT / f"tests/gold/{tag}/mentions").glob("*.json")):
        for passage in json.loads(path.read_text(encoding="utf-8")):
            yield " ".join([passage.get("title", ""), *passage["text"]])
    for folder in ("pages", "roles", "examples"):
        for path in sorted((ROOT / f"tests/gold/{tag}/{folder}").glob("*.tsv")):
            lines = [line.split("\t", 1) for line in path.read_text(encoding="utf-8").splitlines() if "\t" in line]
            yield " ".join(line[1] for line in lines if line[0] in ("title", "body"))
    for name in ("dev", "dev2"):
        for line in (ROOT / f"tests/gold/languages/{name}.tsv").read_text(encoding="utf-8").splitlines():
            if line.startswith(tag + "\t"):
                yield line.split("\t", 1)[1]


def extracts(folder):
    for path in sorted(folder.glob("*.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))["ground_truth"]
        yield f"{gold.get('title') or ''} {gold.get('main_content') or ''}"


def sentences(path):
    found = path.read_text(encoding="utf-8").strip().split("\n\n")
    found = [" ".join(line.split()[0] for line in sentence.splitlines() if line.strip()) for sentence in found]
    return [" ".join(found[i:i + SENTENCES]) for i in range(0, len(found), SENTENCES)]


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("tag")
    parser.add_argument("--extracts", type=Path, action="append", default=[])
    parser.add_argument("--sentences", type=Path, action="append", default=[])
    options = parser.parse_args()
    sources = [("our own", own_texts(options.tag))]
    sources += [(folder.resolve().parent.name, extracts(folder)) for folder in options.extracts]
    sources += [(path.resolve().parent.name, sentences(path)) for path in options.sentences]
    texts_with, count, named = Counter(), 0, []
    for name, texts in sources:
        taken = [words for words in (WORD.findall(text.casefold()) for text in texts) if len(words) >= FEWEST_WORDS]
        for words in taken:
            texts_with.update(set(words))
        count += len(taken)
        named.append(f"{len(taken)} {name.removesuffix('-dev').upper() if name.endswith('-dev') else name}")
    kept = [(word, number) for word, number in texts_with.most_common(MOST_WORDS) if number >= FEWEST_TEXTS and len(word) >= SHORTEST]
    rows = [f"{word}\t{max(1, round(1000 * number / count))}\n" for word, number in sorted(kept, key=lambda row: row[0].encode())]
    header = HEADER.format(count=count, sources=", ".join(named), fewest=FEWEST_TEXTS)
    out = ROOT / f"data/languages/{options.tag}/frequencies.tsv"
    out.write_text(header + "".join(rows), encoding="utf-8")
    print(f"{out}: {len(rows)} words of {count} texts")


if __name__ == "__main__":
    main()
