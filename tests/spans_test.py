#!/usr/bin/python3
"""Resolves every span of a build's output against the pages it was made from.

Usage: spans_test.py DIR
DIR holds articles.jsonl and stories.jsonl; the paths in them are read from the current folder, as the build read them.
Prints what does not resolve, is not on a code point's border, or does not say what its field claims; then exits 1.
"""
import codecs
import json
import pathlib
import re
import sys

INVISIBLE = dict.fromkeys([0xAD, 0xFEFF, *range(0x200B, 0x2010), *range(0x202A, 0x202F), 0x2060, *range(0x2066, 0x206A)])


def one_byte_replaced(error):
    return ("\ufffd", error.start + 1)


codecs.register_error("one-byte", one_byte_replaced)


def plain(text):
    """The words as a person would retype them: without what is not seen, each run of white space one space."""
    return re.sub(r"\s+", " ", text.translate(INVISIBLE)).strip()


def alike(text):
    return plain(text).casefold()


class Page:
    """The page text of one capture, as UTF-8 bytes."""

    def __init__(self, source):
        raw = pathlib.Path(source["path"]).read_bytes()
        encoding = source.get("encoding", "utf-8")
        errors = "one-byte" if encoding == "utf-8" else "replace"
        self.bytes = raw if encoding == "utf-8" and is_utf8(raw) else raw.decode(encoding, errors).encode("utf-8")
        self.alike = None

    def slice(self, span):
        return self.bytes[span[0]:span[1]].decode("utf-8")

    def holds(self, text):
        if self.alike is None:
            self.alike = alike(self.bytes.decode("utf-8"))
        return alike(text) in self.alike


def is_utf8(raw):
    try:
        raw.decode("utf-8")
        return True
    except UnicodeDecodeError:
        return False


class Report:
    def __init__(self):
        self.faults = []
        self.spans = 0

    def check(self, holds, where, what):
        if not holds:
            self.faults.append(f"{where}: {what}")

    def words(self, page, span, where):
        """The words of a span; an empty string, and a fault, where it has none."""
        self.spans += 1
        if not 0 <= span[0] < span[1] <= len(page.bytes):
            self.faults.append(f"{where}: {span} is empty or outside the page of {len(page.bytes)} bytes")
            return ""
        try:
            return page.slice(span)
        except UnicodeDecodeError:
            self.faults.append(f"{where}: {span} cuts a code point")
            return ""


def check_blocks(report, article, page, where):
    at = 0
    for block in article["blocks"]:
        begin, end = block["span"]
        report.words(page, block["span"], f"{where} block")
        report.check(at <= begin, where, f"block {block['span']} begins before the one before it ends")
        gap = page.bytes[at:begin].decode("utf-8", "replace")
        report.check(not plain(gap), where, f"no block holds {gap!r}")
        at = end
    rest = page.bytes[at:].decode("utf-8", "replace")
    report.check(not plain(rest), where, f"no block holds {rest[:80]!r}")
    body = [page.slice(block["span"]) for block in article["blocks"] if block["role"] == "body"]
    report.check(plain(" ".join(body)) == plain(article["text"]), where, "text is not its body blocks")


def check_metadata(report, article, page, where):
    for field, name in (("outlet", "name"), ("title", "text"), ("dateline", "place"), ("section", "name"),
                        ("published", "value"), ("captured", "not_before")):
        held = article[field]
        if held and held["span"] is not None:
            words = report.words(page, held["span"], f"{where} {field}")
            if field == "title":
                report.check(alike(held[name]) in alike(words), where, f"title {held[name]!r} is not in {words!r}")
    for byline in article["bylines"]:
        words = report.words(page, byline["span"], f"{where} byline")
        report.check(alike(byline["name"]) in alike(words), where, f"byline {byline['name']!r} is not in {words!r}")


def check_mentions(report, article, page, where):
    ids = [entity["id"] for entity in article["entities"]]
    report.check(len(ids) == len(set(ids)), where, "two entities have one id")
    for entity in article["entities"]:
        report.check(entity["mentions"], where, f"entity {entity['id']} has no mention")
        for span in entity["mentions"]:
            report.words(page, span, f"{where} entity {entity['id']}")
    for field in ("times", "quantities", "attributions", "quotes"):
        for item in article[field]:
            report.words(page, item["span"], f"{where} {field}")
    for quote in article["quotes"]:
        report.check(quote["speaker"] is None or quote["speaker"] in ids, where, f"speaker {quote['speaker']} is no entity")
        for field in ("speaker_span", "cue_span"):
            if quote[field] is not None:
                words = report.words(page, quote[field], f"{where} quote {field}")
                if field == "speaker_span":
                    report.check(alike(words) == alike(quote["speaker_text"]), where,
                                 f"speaker_text {quote['speaker_text']!r} is not {words!r}")
    for attribution in article["attributions"]:
        for span in attribution.get("source_spans", []):
            report.words(page, span, f"{where} source")


class StoryCheck:
    def __init__(self, report, story, articles, pages):
        self.report, self.story, self.articles, self.pages = report, story, articles, pages
        self.where = f"story {story['id']}"
        self.members = set(story["articles"])

    def evidence(self, evidence, what):
        self.report.check(evidence, self.where, f"{what} has no evidence")
        for item in evidence:
            self.report.check(item["article"] in self.members, self.where, f"{what}: {item['article']} is not in the story")
            self.report.check(item["origin"], self.where, f"{what}: evidence without an origin")
            if item["article"] in self.pages:
                self.report.words(self.pages[item["article"]], item["span"], f"{self.where} {what}")

    def taken_from_a_page(self, text, evidence, what):
        self.report.check(any(self.pages[item["article"]].holds(text) for item in evidence), self.where,
                          f"{what}: no page of its evidence holds {text!r}")

    def run(self):
        story, report, where = self.story, self.report, self.where
        for member in story["articles"]:
            report.check(member in self.articles, where, f"{member} is in no article")
        titles = [self.articles[member]["title"] for member in story["articles"] if member in self.articles]
        report.check(any(title and plain(title["text"]) == plain(story["title"]) for title in titles) or not any(titles),
                     where, f"title {story['title']!r} is no article's title")
        statements = [statement["id"] for statement in story["statements"]]
        report.check(len(statements) == len(set(statements)), where, "two statements have one id")
        named = {entity["id"] for member in story["articles"] for entity in self.articles[member]["entities"]}
        for entity in story["entities"]:
            report.check(entity["id"] in named, where, f"entity {entity['id']} is in none of its articles")
            report.check(entity["articles"] <= len(story["articles"]), where, f"entity {entity['id']} is in too many articles")
        for origin in story["origins"]:
            report.check(set(origin["articles"]) <= self.members, where, f"origin {origin['name']} names a page of another story")
        for statement in story["statements"]:
            what = f"statement {statement['id']}"
            self.evidence(statement["evidence"], what)
            self.taken_from_a_page(statement["text"], statement["evidence"], what)
            origins = len({item["origin"] for item in statement["evidence"]})
            report.check(1 <= statement["origins"] <= origins, where,
                         f"{what}: {statement['origins']} origins, {origins} named in its evidence")
            for entity in statement["who"]:
                report.check(entity in named, where, f"{what}: {entity} is no entity of the story")
        for sentence in story["summary"]:
            self.evidence(sentence["evidence"], "summary")
            self.taken_from_a_page(sentence["text"], sentence["evidence"], "summary")
        for moment in story["timeline"]:
            self.evidence(moment["evidence"], f"timeline {moment['date']}")
        for conflict in story["conflicts"]:
            report.check(len(conflict["values"]) > 1, where, f"conflict about {conflict['about']} has one value")
            report.check(conflict["statement"] in (None, *statements), where, f"conflict: no statement {conflict['statement']}")
            for value in conflict["values"]:
                self.evidence(value["evidence"], f"conflict {conflict['about']} = {value['value']}")
        for dispute in story["disputes"]:
            report.check(dispute["statement"] in (None, *statements), where, f"dispute: no statement {dispute['statement']}")
            for party in dispute["asserted_by"] + dispute["denied_by"]:
                self.evidence(party["evidence"], f"dispute, {party['party']}")
        for check in story["checks"]:
            report.check(check["article"] in self.members, where, f"check: {check['article']} is not in the story")
            words = report.words(self.pages[check["article"]], check["span"], f"{where} check")
            report.check(alike(check["found"]) in alike(words) or alike(words) in alike(check["found"]), where,
                         f"check: found {check['found']!r} is not {words!r}")
        for copy in story["copies"]:
            report.check(copy["from"] in self.members and copy["to"] in self.members, where, "copy of a page of another story")
            for here, there in copy["passages"]:
                report.words(self.pages[copy["from"]], here, f"{where} passage")
                report.words(self.pages[copy["to"]], there, f"{where} passage")


def records(path):
    with open(path, encoding="utf-8", newline="\n") as lines:
        return [json.loads(line) for line in lines]


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    folder = pathlib.Path(sys.argv[1])
    articles = {article["id"]: article for article in records(folder / "articles.jsonl")}
    stories = records(folder / "stories.jsonl")
    pages = {name: Page(article["source"]) for name, article in articles.items()}
    report = Report()
    for name, article in articles.items():
        where = article["source"]["path"]
        check_blocks(report, article, pages[name], where)
        check_metadata(report, article, pages[name], where)
        check_mentions(report, article, pages[name], where)
    places = [member for story in stories for member in set(story["articles"])]
    for name in articles:
        report.check(places.count(name) == 1, articles[name]["source"]["path"], f"stands in {places.count(name)} stories")
    for story in stories:
        StoryCheck(report, story, articles, pages).run()
    for fault in report.faults:
        print(fault)
    print(f"{len(articles)} pages, {len(stories)} stories, {report.spans} spans, {len(report.faults)} faults")
    sys.exit(1 if report.faults else 0)


if __name__ == "__main__":
    main()
