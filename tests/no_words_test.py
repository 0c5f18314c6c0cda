#!/usr/bin/env python3
"""No word of any language in code: the string literals of the C++ outside tests hold no word that a lexicon holds.

Words live in data/languages/<tag>/. Comments may quote them. Three things are checked in every literal:
  - no letter outside ASCII (punctuation such as "…" may stand);
  - no word of four letters and more that is an entry of a lexicon, unless it is English too (ENGLISH below);
  - no literal that is an entry of several words.
"""
import re
import sys
import unicodedata
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SHORTEST = 4

# Files of proper names and of page furniture, much of it English on Indonesian pages too: only their whole entries of several
# words count.
NAMES_AND_FURNITURE = {"affixes", "ages", "boilerplate", "byline-cues", "caption-cues", "demonyms", "foreign-words", "gazetteer",
                       "name-links", "name-particles", "name-parts", "news-sources", "not-names", "outlet-cues", "owners", "section-names",
                       "title-suffixes"}

# Lexicon words that are English, or names of the program's own things, as well. A word goes here only when the literal that
# holds it is not about the language: a field name, a message, a tag of a data file.
ENGLISH = set("""
    agency april august basis before body byte capital center data date detail digit document domain dozen editor email export file form format group header
    import index item label legal level line link list liter local menu meter mode model modal modern month november number
    online page person plan point port program published radio rating rest role second section september single source speaker stamp start
    status stop store story style table target team teaser terminal text time title total type unit update updated upper user value video
    week weekday word year zone normal global special media minute negative positive minimum maximum version
""".split())

LITERAL = re.compile(
    r'//[^\n]*|/\*.*?\*/'                       # comments: passed over
    r'|R"(?P<mark>[^(\s]*)\((?P<raw>.*?)\)(?P=mark)"'
    r'|"(?P<text>(?:[^"\\\n]|\\.)*)"'
    r"|'(?:[^'\\\n]|\\.)+'",
    re.DOTALL)
WORD = re.compile(r"[^\W\d_]+")


def literals(code):
    for found in LITERAL.finditer(code):
        text = found["raw"] if found["raw"] is not None else found["text"]
        if text is None:
            continue
        line_begin = code.rfind("\n", 0, found.start()) + 1
        if code[line_begin:found.start()].lstrip().startswith("#include"):
            continue
        yield code.count("\n", 0, found.start()) + 1, text


def lexicon_words():
    """word -> the file it stands in, and the same for entries of several words."""
    words, phrases = {}, {}
    for path in sorted((ROOT / "data/languages").glob("*/*.tsv")):
        if path.parent.name == "en" or path.stem in ("interface", "language-words", "settings", "frequencies"):
            continue
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.startswith("#") or not line:
                continue
            phrase = line.split("\t")[0].lower()
            found = WORD.findall(phrase)
            if len(found) == 1 and len(found[0]) >= SHORTEST and path.stem.split(".")[0] not in NAMES_AND_FURNITURE:
                words.setdefault(found[0], path.name)
            if len(found) > 1:
                phrases.setdefault(phrase, path.name)
    return words, phrases


def main():
    words, phrases = lexicon_words()
    problems = []

    def excerpt(text):
        line = text.strip().splitlines()[0] if text.strip() else ""
        return line if len(line) <= 60 else line[:57] + "..."

    sources = [p for folder in ("silang", "tools", "bench") for p in sorted((ROOT / folder).rglob("*"))
               if p.suffix in (".cpp", ".h") and not p.name.endswith("_test.cpp") and not p.name.startswith("test_")]
    for path in sources:
        code = path.read_text(encoding="utf-8")
        for line, text in literals(code):
            where = f"{path.relative_to(ROOT)}:{line}"
            foreign = [c for c in text if ord(c) > 127 and unicodedata.category(c).startswith("L")]
            if foreign:
                problems.append(f'{where}: "{excerpt(text)}": letters outside ASCII: {"".join(foreign)}')
            lower = text.lower()
            for word in WORD.findall(lower):
                if word in words and word not in ENGLISH:
                    problems.append(f'{where}: "{excerpt(text)}": "{word}" stands in {words[word]}')
            if lower in phrases and not set(WORD.findall(lower)) <= ENGLISH:
                problems.append(f'{where}: "{excerpt(text)}" is an entry of {phrases[lower]}')
    print("\n".join(dict.fromkeys(problems)) or f"{len(sources)} files: no word of {len(words)} in their literals")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
