#!/usr/bin/env python3
"""Writes gazetteer.cldr.tsv of a language from the names of territories and their first-level parts in Unicode CLDR.

    apt-get install unicode-cldr-core
    make_gazetteer.py TAG data/languages/TAG [/usr/share/unicode/cldr]

Names that gazetteer.tsv has are left to it. A part of a country whose name is one word that some other lexicon of the language knows is
left out: it is an everyday word, a person's name or a club more often than a province. All names of one word are ambiguous."""
import re
import sys
import xml.etree.ElementTree
from pathlib import Path

# The countries whose provinces and states turn up in news by their own names; elsewhere a reader is told the country.
COUNTRIES = "ar au br ca ch cn de es fr gb id in it jp ke kr mm mx my ng nl nz pg ph pk ru sa th tl tr ua us vn za".split()
HEADER = """# Territories and first-level parts of countries that gazetteer.tsv does not have: made by tools/make_gazetteer.py from Unicode CLDR 41
# (Unicode License, see NOTICE). Columns as in gazetteer.tsv.
"""


def phrases(path, column=0):
    for line in path.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            yield line.split("\t")[column]


def plain(name):
    name = re.sub(r"\s*\(.*?\)|²", "", name).replace("’", "'")
    return name.strip()


def named(path, element):
    """The code and the name of each `element` of a CLDR file; of alternatives ("variant", "short") the plain one."""
    for node in xml.etree.ElementTree.parse(path).iter(element):
        if node.get("type") and node.text and not node.get("alt"):
            yield node.get("type"), node.text


def main(tag, folder, cldr="/usr/share/unicode/cldr"):
    folder, common = Path(folder), Path(cldr) / "common"
    known = {phrase.lower() for phrase in phrases(folder / "gazetteer.tsv")}
    words = set()
    for path in folder.glob("*.tsv"):
        if path.stem.split(".")[0] not in ("gazetteer", "interface", "settings", "language-words", "frequencies"):
            for phrase in phrases(path):
                words.update(re.findall(r"\w+", phrase.lower()))
    found = set()
    for code, name in named(common / f"main/{tag}.xml", "territory"):
        # Codes of one letter more, of digits, and X and Q ranges are groups of countries and no places.
        if re.fullmatch(r"[A-PR-WYZ][A-Z]", code) and code not in ("ZZ", "EZ", "UN") and not re.search(r"[&-]", name):
            found.add(plain(name))
    for code, name in named(common / f"subdivisions/{tag}.xml", "subdivision"):
        name = plain(name)
        if code[:2] not in COUNTRIES or len(name) < 4 or re.search(r"[&/,\d-]", name):
            continue
        if " " not in name and name.lower() in words:
            continue
        found.add(name)
    rows = sorted((name for name in found if name.lower() not in known), key=lambda name: name.encode())
    (folder / "gazetteer.cldr.tsv").write_text(HEADER + "".join(f"{name}\tplace\n" if " " in name else f"{name}\tplace\t\t\t\tambiguous\n" for name in rows), encoding="utf-8")
    print(f"{len(rows)} names")


if __name__ == "__main__":
    main(*sys.argv[1:])
