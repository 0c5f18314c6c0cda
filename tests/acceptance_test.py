#!/usr/bin/env python3
"""What a build of the examples and of the seeds must say. Usage: acceptance_test.py SILANG

The seeds are third-party pages under $SILANG_DATA (default ../shared); without them their part is skipped. Nothing of their text is
here: ids, dates, names and byte counts only."""
import json
import os
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from page_gold import Page, token_f1

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
FAILED = []


def check(what, holds):
    print(("ok   " if holds else "FAIL ") + what)
    if not holds:
        FAILED.append(what)


def build(binary, source):
    out = tempfile.mkdtemp()
    subprocess.run([binary, "build", source, "--out", out], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    read = lambda name: [json.loads(line) for line in open(os.path.join(out, name), encoding="utf-8")]
    articles = {os.path.basename(a["source"]["path"]).rsplit(".", 1)[0]: a for a in read("articles.jsonl")}
    return articles, read("stories.jsonl")


def values(conflict):
    return {value["value"] for value in conflict["values"]}


def examples(binary):
    print("examples")
    articles, stories = build(binary, os.path.join(ROOT, "examples/pages"))
    name_of = {a["id"]: name for name, a in articles.items()}
    groups = sorted(sorted(name_of[i] for i in story["articles"]) for story in stories)
    check("three stories of 5, 5 and 6 pages and two loners", sorted(map(len, groups)) == [1, 1, 5, 5, 6])
    gold = os.path.join(ROOT, "tests/gold/id/examples")
    for name in sorted(os.listdir(gold)):
        page = Page(os.path.join(gold, name))
        stem = os.path.basename(page.one("note"))[:-4]
        check(f"body of {stem} (token F1 >= 0.97)", token_f1(articles[stem]["text"], page.body) >= 0.97)
    conflicts = [(c["kind"], values(c)) for story in stories for c in story["conflicts"]]
    # What is counted stands beside the number as a page puts it, and is left out where two pages put it differently.
    plain = [(kind, {value.split(" ")[0] for value in found}) for kind, found in conflicts]
    for planted in [("number", {"9", "11"}), ("number", {"214", "241"}), ("number", {"3", "5"})]:
        check(f"conflict {planted[0]} {sorted(planted[1])}", planted in plain)
    check("no conflict that was not planted", len(conflicts) == 3)
    checks = [(c["kind"], name_of[c["article"]], c["found"]) for story in stories for c in story["checks"]]
    check("the wrong weekday", ("weekday-mismatch", "mahakamraya-bupati-tampik-suap", "Kamis (14/2/2025)") in checks)
    check("the elapsed time that does not fit", ("elapsed-mismatch", "pijarkatulistiwa-jepang-biayai-panas-bumi", "lima tahun") in checks)
    check("no other check", len(checks) == 2)
    copies = {(name_of[c["from"]], name_of[c["to"]]): c["kind"] for story in stories for c in story["copies"]}
    check("the exact copy", copies.get(("mahakamraya-korban-feri-bertambah", "terkini24-korban-feri-bertambah")) == "duplicate")
    check("the copy without credit", copies.get(("pijarkatulistiwa-evakuasi-feri", "lenterasulbar-feri-mamuju")) == "near-duplicate")
    deniers = {side["party"].split(" (")[0] for story in stories for d in story["disputes"] for side in d["denied_by"]}
    check("who denies", {"Burhan Sattar", "PT Bara Ulin Sejahtera", "PT Tirta Samudra Lintas"} <= deniers)
    origins = {o["name"] for story in stories for o in story["origins"]}
    check("agencies credited", {"Antara", "Reuters", "Kyodo", "AFP"} <= origins)


def seeds(binary):
    folder = os.path.join(os.environ.get("SILANG_DATA", os.path.join(ROOT, "../shared")), "seeds")
    if not os.path.isdir(folder):
        print(f"skip seeds: {folder} is not there (set SILANG_DATA)")
        return
    print("seeds")
    articles, stories = build(binary, folder)
    page = {name[:3]: a for name, a in articles.items()}
    check("one story of five pages", len(stories) == 1 and len(stories[0]["articles"]) == 5)
    story = stories[0]
    published = {n: a["published"] and a["published"]["value"] for n, a in page.items()}
    check("dates", published["001"] == "2024-05-25T17:12+07:00" and published["002"] == "2024-06-18T19:02+07:00")
    check("bylines", [[b["name"] for b in page[n]["bylines"]] for n in ("001", "002")] == [["Novi Christiastuti"], ["Hani Fatunnisa"]])
    titles = {n: a["title"] and len(a["title"]["text"]) for n, a in page.items()}
    check("titles, none where none stands", titles == {"000": None, "001": 62, "002": 81, "003": 74, "004": 22})
    check("captured after the latest side-bar item", page["002"]["captured"]["not_before"] == "2024-12-01T10:08+07:00")
    issues = [t["value"] for t in page["000"]["times"] if "weekday-mismatch" in t["issues"]]
    check("the wrong weekday", issues == ["2024-06-16"] and [c["kind"] for c in story["checks"]].count("weekday-mismatch") == 1)
    check("16 against 18 June", any(c["kind"] == "date" and values(c) == {"2024-06-16", "2024-06-18"} for c in story["conflicts"]))
    sides = [({s["party"] for s in d["asserted_by"]}, {s["party"] for s in d["denied_by"]}) for d in story["disputes"]]
    check("the dispute and its parties", any(a & {"Korea Selatan", "Ukraina"} and {"Korea Utara", "Rusia"} <= d for a, d in sides))
    dates = {t["date"] for t in story["timeline"]}
    for date in ("2000-07", "2022-02", "2023-09", "2024-05-24", "2024-06-18"):
        check(f"timeline has {date}", any(d.startswith(date) for d in dates))
    check("no happening dated by a credit or a side bar", not dates & {"2024-05-25", "2024-12-01", "2024-10-02", "2024-07-31"})
    origins = {o["name"] for o in story["origins"]}
    check("credits", {"AFP", "TASS", "VOA", "BBC", "DW", "RIA Novosti"} <= origins)
    names = {e["name"] for e in story["entities"]}
    check("nobody from a teaser", not names & {"Jokowi", "Joko Widodo", "Anies Baswedan", "Prabowo Subianto", "OC Kaligis", "Iran", "Israel", "Alibaba"})
    check("people kept apart", {"Kim Jong Un", "Kim Jong Il", "Kim Dong-yup"} <= names)
    check("a summary of three to seven sentences", 3 <= len(story["summary"]) <= 7)
    for who, ids in (("dmitry-peskov", "001"), ("leif-eric-easley", "002"), ("kim-dong-yup", "003"), ("vladimir-putin", "004"), ("jens-stoltenberg", "000")):
        check(f"{who} speaks", any(q["speaker"] == who for q in page[ids]["quotes"]))


if __name__ == "__main__":
    examples(sys.argv[1])
    seeds(sys.argv[1])
    sys.exit(1 if FAILED else 0)
