#!/usr/bin/env python3
"""The program seen from a shell: exit codes, messages, and a folder that is written as a whole or not at all.

    cli_test.py SILANG [TEST...]      as ctest runs it; TEST is a unittest name such as CommandLine.test_no_command
"""
import json
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PAGES = ROOT / "examples/pages"
SEEDS = Path(os.environ.get("SILANG_DATA", ROOT.parent / "shared")) / "seeds"
SILANG = ""
OUTPUTS = ["articles.jsonl", "index.html", "run.json", "stories.jsonl"]
NOBODY = 65534


def run(*arguments, cwd=ROOT, **options):
    options.setdefault("stdin", subprocess.DEVNULL)
    return subprocess.run([SILANG, *map(str, arguments)], cwd=cwd, stdout=options.pop("stdout", subprocess.PIPE),
                          stderr=subprocess.PIPE, timeout=120, **options)


def contents(folder):
    """Every file below `folder`, hidden ones too: what must not change, and what must not be left."""
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def json_lines(text):
    return [json.loads(line) for line in text.splitlines()]


class Case(unittest.TestCase):
    def setUp(self):
        self.folder = Path(tempfile.mkdtemp(prefix="silang cli "))  # a space in the path is part of the test
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)
        self.out = self.folder / "out"

    def expect(self, result, code, stderr=None):
        said = result.stderr.decode()
        self.assertEqual(result.returncode, code, said)
        if stderr is not None:
            self.assertEqual(said, stderr)
        return said

    def some_pages(self, count=2):
        pages = self.folder / "pages"
        pages.mkdir()
        for page in sorted(PAGES.iterdir())[:count]:
            shutil.copy(page, pages)
        return pages


class CommandLine(Case):
    """2: one line that says how, with the nearest right spelling."""

    def wrong(self, arguments, message):
        with self.subTest(arguments=arguments):
            result = run(*arguments)
            self.expect(result, 2, f"silang: {message}\n")
            self.assertEqual(result.stdout, b"")

    def test_what_is_wrong_is_said_in_one_line(self):
        self.wrong([], "a command is missing: build, clean, mentions, dedup, copies, stories, check, conflicts, timeline, quotes, quote-check, why, eval, state (see: silang --help)")
        self.wrong(["biuld", "x"], "there is no command 'biuld'; did you mean 'build'? (see: silang --help)")
        self.wrong(["frobnicate"], "there is no command 'frobnicate' (see: silang --help)")
        self.wrong(["--versoin"], "unknown option '--versoin'; did you mean '--version'? (see: silang --help)")
        self.wrong(["build", "x", "--jbos", "2"],
                   "build: unknown option '--jbos'; did you mean '--jobs'? (see: silang build --help)")
        self.wrong(["build", "x", "--outt=y"],
                   "build: unknown option '--outt'; did you mean '--out'? (see: silang build --help)")
        self.wrong(["clean", "x", "--jsno"],
                   "clean: unknown option '--jsno'; did you mean '--json'? (see: silang clean --help)")
        self.wrong(["build"], "build: INPUT is missing (see: silang build --help)")
        self.wrong(["clean"], "clean: FILE is missing (see: silang clean --help)")
        self.wrong(["why"], "why: ID is missing (see: silang why --help)")
        self.wrong(["build", "x", "--jobs", "many"],
                   "build: --jobs takes a number from 1 to 256, not 'many' (see: silang build --help)")
        self.wrong(["build", "x", "-j", "0"],
                   "build: --jobs takes a number from 1 to 256, not '0' (see: silang build --help)")
        self.wrong(["build", "x", "--out"], "build: --out needs a value (see: silang build --help)")
        self.wrong(["stories", "x", "--json", "--table"],
                   "stories: --json and --table exclude each other (see: silang stories --help)")
        self.wrong(["check", "x", "--fail-on", "trouble"],
                   "check: --fail-on takes conflict, dispute or check, not 'trouble' (see: silang check --help)")
        self.wrong(["quotes", "x"], "quotes: --by NAME is missing (see: silang quotes --help)")
        self.wrong(["quote-check"], "quote-check: WORDS is missing (see: silang quote-check --help)")
        self.wrong(["quote-check", "words"], "quote-check: FILE is missing (see: silang quote-check --help)")
        self.wrong(["why", "0123", "--out", self.folder],
                   f"why: {self.folder}/run.json is not there: name the inputs, or with --out the folder of an earlier build")

    def test_an_unknown_interface_language_names_those_there_are(self):
        result = run("build", PAGES, "--out", self.out, "--lang", "idd")
        self.expect(result, 2, "silang: --lang: there is no interface in 'idd'; did you mean 'id'? (there are: en, id)\n")
        self.assertFalse(self.out.exists())

    def test_help_begins_with_examples_and_the_version_is_one_line(self):
        help_text = run("--help")
        self.expect(help_text, 0, "")
        self.assertTrue(help_text.stdout.startswith(b"Examples:\n  silang build"), help_text.stdout)
        for command in ("build", "clean", "mentions", "dedup", "copies", "stories", "check", "conflicts", "timeline", "quotes", "quote-check",
                        "why", "eval"):
            self.assertIn(command.encode(), help_text.stdout)
            self.expect(run(command, "--help"), 0, "")
        self.assertTrue(run("eval", "--help").stdout.startswith(b"Examples:\n  silang eval"))
        version = run("--version")
        self.expect(version, 0, "")
        self.assertRegex(version.stdout, rb"^silang \d+\.\d+\.\d+\n$")

    def test_a_missing_data_folder_is_named(self):
        result = run("clean", PAGES, env={**os.environ, "SILANG_HOME": str(self.folder)})
        self.expect(result, 1, f"silang: no data folder (one with languages/ in it): looked at {self.folder}; "
                               "SILANG_HOME can name one\n")


class Lineage(Case):
    def test_dedup_keeps_one_page_of_each_group(self):
        sizes = {}
        for keep in ("first", "longest", "original"):
            result = run("dedup", PAGES, "--keep", keep)
            self.expect(result, 0, "")
            groups = json_lines(result.stdout)
            ids = [page["id"] for group in groups for page in group["articles"]]
            self.assertEqual(len(ids), len(set(ids)))
            self.assertEqual(len(ids), len(list(PAGES.iterdir())))
            for group in groups:
                self.assertIn(group["keep"], [page["id"] for page in group["articles"]])
                paths = [page["paths"] for page in group["articles"]]
                self.assertEqual(paths, sorted(paths))
            sizes[keep] = sorted(len(group["articles"]) for group in groups)
            if keep == "first":
                self.assertTrue(all(group["keep"] == group["articles"][0]["id"] for group in groups))
        self.assertEqual(sizes["first"], sizes["original"])
        self.assertEqual(sizes["first"][-2:], [2, 2])
        wrong = run("dedup", PAGES, "--keep", "last")
        self.expect(wrong, 2, "silang: dedup: --keep takes first, longest or original, not 'last' (see: silang dedup --help)\n")

    def test_an_edge_is_explained_by_the_words_of_both_pages(self):
        copies = json_lines(run("copies", PAGES).stdout)
        self.assertEqual(len(copies), 2)
        for copy in copies:
            texts = [Path(ROOT / path).read_bytes() for path in copy["paths"]]
            for spans in copy["passages"]:
                for text, (begin, end) in zip(texts, spans):
                    self.assertGreaterEqual(len(text[begin:end].decode().split()), 20)
            said = run("why", f"{copy['from']}/{copy['to']}", PAGES)
            self.expect(said, 0, "")
            self.assertIn(copy["reason"], said.stdout.decode())


class Reading(Case):
    """0 with what could not be read listed; 1 when there was nothing."""

    def test_what_cannot_be_read_is_listed_and_the_rest_is_complete(self):
        pages = self.some_pages()
        good = sorted(p.name for p in pages.iterdir())
        (pages / "empty.txt").touch()
        (pages / "blank.txt").write_bytes(b" \n\t\n")
        (pages / "picture.png").write_bytes(bytes(range(256)) * 16)
        with open(pages / "huge.txt", "wb") as huge:  # one line of 100 MB; sparse, so it takes no room
            huge.truncate(100_000_000)
        (pages / "broken.txt").write_bytes("Menurut warga, rapat “ditunda” lagi.\n".encode() * 20 + b"\xff\xfe\x80 sisa\n")
        shutil.copy(pages / good[0], pages / "zz-again.txt")
        result = run("build", pages, "--out", self.out)
        said = self.expect(result, 0)
        rejected = json_lines((self.out / "rejected.jsonl").read_text())
        reasons = {Path(r["path"]).name: r["reason"] for r in rejected}
        self.assertEqual(reasons, {
            "blank.txt": "nothing but white space",
            "empty.txt": "empty file",
            "huge.txt": "95 MiB: larger than 16 MiB, the most one page may have",
            "picture.png": "binary, not text: a NUL byte at offset 0",
        })
        for entry in rejected:
            self.assertIn(f"{entry['path']}: {entry['reason']}\n", said)
        self.assertIn(", 4 could not be read\n", said)
        articles = json_lines((self.out / "articles.jsonl").read_text())
        self.assertEqual([Path(a["source"]["path"]).name for a in articles], sorted([*good, "broken.txt", "zz-again.txt"]))
        # Same bytes, two paths: one document, a line for each.
        self.assertEqual([a["id"] for a in articles if Path(a["source"]["path"]).name == good[0]], [articles[-1]["id"]])
        self.assertEqual(result.stdout, (self.out / "stories.jsonl").read_bytes())
        for story in json_lines(result.stdout):
            self.assertEqual(len(story["articles"]), len(set(story["articles"])))

        for name in reasons:
            (pages / name).unlink()
        self.expect(run("build", pages, "--out", self.out), 0)
        self.assertEqual(sorted(contents(self.out)), OUTPUTS, "a stale rejected.jsonl goes, nothing else is left")

    def test_nothing_readable_writes_nothing(self):
        pages = self.folder / "pages"
        pages.mkdir()
        self.expect(run("build", pages, "--out", self.out), 1,
                    "silang: nothing to read: there is no file in what was given\n")
        (pages / "empty.txt").touch()
        self.expect(run("build", pages, self.folder / "absent", "--out", self.out / "deep/er"), 1,
                    f"{self.folder}/absent: there is no such file or folder\n{pages}/empty.txt: empty file\n"
                    "silang: nothing could be read\n")
        self.assertFalse(self.out.exists(), "a folder that was made is removed again")
        self.expect(run("clean", pages / "empty.txt"), 1)

    def test_a_folder_that_may_not_be_read_is_listed(self):
        pages = self.some_pages(1)
        closed = pages / "closed"
        closed.mkdir()
        (closed / "page.txt").write_text("Tidak terbaca.\n")
        options = {}
        if os.geteuid() == 0:  # root may read everything: ask as somebody else
            shutil.chown(closed, 0)
            os.chmod(self.folder, 0o755)
            if not as_nobody_can_run():
                self.skipTest("run as root, and another user cannot start the program here")
            options = {"user": NOBODY, "group": NOBODY, "extra_groups": []}
        closed.chmod(0)
        self.addCleanup(closed.chmod, 0o755)
        result = run("clean", pages, "--json", **options)
        self.assertIn(f"{closed}: folder cannot be read: Permission denied\n", self.expect(result, 0))
        self.assertEqual(len(json_lines(result.stdout)), 1)

    def test_outputs_are_not_read_back(self):
        pages = self.some_pages()
        out = pages / "sub" / "silang-out"
        self.expect(run("build", pages, "--out", out), 0)
        first = contents(out)
        self.expect(run("build", pages, "--out", out), 0)
        self.assertEqual(contents(out), first)
        # Nor are those of another build.
        self.expect(run("build", pages / "sub", "--out", self.out), 1,
                    "silang: nothing to read: there is no file in what was given\n")
        shutil.rmtree(pages / "sub")
        # The folder of the pages itself may be the one that is written.
        for _ in range(2):
            self.expect(run("build", pages, "--out", pages), 0)
            self.assertEqual(len(json_lines((pages / "articles.jsonl").read_text())), 2)


class Gold(Case):
    """silang eval: figures only when the gold is right."""

    PASSAGE = {"id": "p-01", "language": "id", "published": "2024-06-18", "text": ["Rapat digelar Selasa (18/6) di Bandung."],
               "times": [{"words": "Selasa (18/6)", "type": "DATE", "value": "2024-06-19"}]}

    def gold(self, passage, name="gold.json"):
        path = self.folder / name
        path.write_text(json.dumps(passage))
        return path

    def test_scores_and_misses_are_json_lines_in_a_pipe(self):
        self.gold(self.PASSAGE)
        result = run("eval", self.folder, "--misses")
        self.expect(result, 0, "")
        lines = json_lines(result.stdout)
        self.assertEqual(lines[0], {"record": "miss", "file": f"{self.folder}/gold.json", "passage": "p-01", "kind": "times",
                                    "miss": "value", "words": "Selasa (18/6)", "found_words": None, "gold": "2024-06-19",
                                    "found": "2024-06-18"})
        self.assertEqual([(l["measure"], l["gold"], l["found"], l["right"]) for l in lines[1:]],
                         [("relaxed", 1, 1, 1), ("strict", 1, 1, 1), ("value", 1, 1, 0)])
        self.assertEqual(lines[3], {"record": "score", "kind": "times", "measure": "value", "gold": 1, "found": 1, "right": 0,
                                    "precision": 0, "recall": 0, "f1": 0})

    def test_the_table_is_aligned(self):
        self.gold(self.PASSAGE)
        result = run("eval", self.folder, "--table", "--misses", "--lang", "en")
        self.expect(result, 0, "")
        self.assertEqual(result.stdout.decode(), f"""{self.folder}/gold.json
Passage  Kind   Miss   Text
p-01     times  value  Selasa (18/6) [2024-06-19 ≠ 2024-06-18]

1 passage
Kind   Measure  Gold  Found  Right      P      R     F1
times  relaxed     1      1      1  1.000  1.000  1.000
       strict      1      1      1  1.000  1.000  1.000
       value       1      1      0  0.000  0.000  0.000
""")

    def test_wrong_gold_is_named_and_nothing_is_scored(self):
        path = self.gold({**self.PASSAGE, "times": [{"words": "Rabu", "type": "DATE", "value": "x"}]})
        result = run("eval", path, self.folder / "absent")
        self.expect(result, 1, f"""{path}: passage 'p-01': times[0] (line 1): the words are not found in the text: "Rabu"
{self.folder}/absent: there is no such file or folder
silang: nothing is scored until this is right
""")
        self.assertEqual(result.stdout, b"")
        (self.folder / "none").mkdir()
        self.expect(run("eval", self.folder / "none"), 1, "silang: nothing to score: there is no gold in what was given\n")
        self.expect(run("eval"), 2, "silang: eval: GOLD is missing (see: silang eval --help)\n")
        self.expect(run("eval", "clusters"), 1, "silang: nothing to score: there are no labelled pages in what was given\n")

    def test_clusters_are_scored_beside_trivial_groupings(self):
        path = self.folder / "pages.jsonl"
        text = "Pasar Sukamaju di Kota Balo terbakar pada Senin malam dan tiga kios habis, kata Camat Lina Wati."
        page = lambda name, event, text: json.dumps({"name": name, "event": event, "title": name, "text": text})
        path.write_text("\n".join([page("a", "1", text), page("b", "1", text), page("c", "2", "Harga cabai naik di Desa Tirta.")]))
        rows = [json.loads(line) for line in run("eval", "clusters", path).stdout.splitlines()]
        self.assertEqual([row["grouping"] for row in rows], ["silang", "on-arrival", "title-cosine", "identical-titles", "single", "heap"] * 2)
        self.assertEqual((rows[0]["pages"], rows[0]["groups"], rows[0]["bcubed_f1"]), (3, 2, 1.0))
        self.assertEqual((rows[6]["gold_singletons"], rows[6]["pages"]), (False, 2))
        self.assertEqual((rows[1]["bcubed_f1"], rows[1]["ids_changed"], rows[1]["ids_lost"]), (1.0, 0.0, 0.0))
        path.write_text('{"name": "a", "text": "x"}')
        self.expect(run("eval", "clusters", path), 1,
                    f'{path}:1: "event" must be a string\nsilang: nothing is scored until this is right\n')

    def test_another_program_is_scored_by_the_same_rules(self):
        gold = self.gold({**self.PASSAGE, "title": "Kabar"})
        found = self.gold([{"id": "p-01", "times": [{"span": [20, 26], "value": "2024-06-19"}]}], "found.json")
        result = run("eval", gold, "--found", found)
        self.expect(result, 0, "")
        self.assertEqual([(l["measure"], l["gold"], l["found"], l["right"]) for l in json_lines(result.stdout)],
                         [("relaxed", 1, 1, 1), ("strict", 1, 1, 0), ("value", 1, 1, 1)])
        self.gold([{"id": "p-02", "times": []}], "found.json")
        self.expect(run("eval", gold, "--found", found), 1, f"""{found}: passage 'p-02': there is none of that name in the gold
{found}: passage 'p-01': it is missing
silang: nothing is scored until this is right
""")
        self.expect(run("eval", gold, "--found", self.folder / "absent"), 1)

    def test_a_language_without_rules_is_said(self):
        path = self.gold({**self.PASSAGE, "language": "tlh"})
        self.expect(run("eval", path), 0, "silang: there are no rules for 'tlh': its passages are read with those of 'id'\n")


def as_nobody_can_run():
    try:
        return subprocess.run([SILANG, "--version"], user=NOBODY, group=NOBODY, extra_groups=[],
                              stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode == 0
    except (OSError, subprocess.SubprocessError):
        return False


class Writing(Case):
    """1, and whatever stood in DIR is untouched; 130, and nothing half-written is left."""

    def setUp(self):
        super().setUp()
        self.pages = self.some_pages()
        self.out.mkdir()
        for name in ("articles.jsonl", "index.html", "rejected.jsonl", "notes.txt"):
            (self.out / name).write_text(f"what stood in {name} before\n")
        self.before = contents(self.out)

    def untouched(self):
        self.assertEqual(contents(self.out), self.before)
        self.assertEqual([p.name for p in self.out.iterdir() if p.name.startswith(".")], [])

    def test_a_file_is_no_folder(self):
        file = self.out / "notes.txt"
        self.expect(run("build", self.pages, "--out", file), 1, f"silang: --out {file}: it is a file; name a folder\n")
        self.assertEqual(run("build", self.pages, "--out", file / "below").returncode, 1)
        self.untouched()

    def test_a_folder_that_may_not_be_written(self):
        options = {}
        if os.geteuid() == 0:
            os.chmod(self.folder, 0o755)
            if not as_nobody_can_run():
                self.skipTest("run as root, and another user cannot start the program here")
            options = {"user": NOBODY, "group": NOBODY, "extra_groups": []}
        self.out.chmod(0o555)
        self.addCleanup(self.out.chmod, 0o755)
        result = run("build", self.pages, "--out", self.out, **options)
        self.expect(result, 1, f"silang: --out {self.out}: it cannot be written to: Permission denied\n")
        result = run("build", self.pages, "--out", self.out / "new", **options)
        self.expect(result, 1, f"silang: --out {self.out}/new: the folder cannot be made: Permission denied\n")
        self.untouched()

    def test_a_file_that_grows_past_the_limit(self):
        limit = lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))
        result = run("build", self.pages, "--out", self.out, preexec_fn=limit)
        self.expect(result, 1, f"silang: {self.out}/articles.jsonl cannot be written: File too large\n")
        self.untouched()
        fresh = self.folder / "a" / "b"
        self.assertEqual(run("build", self.pages, "--out", fresh, preexec_fn=limit).returncode, 1)
        self.assertFalse((self.folder / "a").exists())

    def test_a_full_disk(self):
        disk = self.folder / "disk"
        disk.mkdir()
        mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", disk], capture_output=True)
        if mounted.returncode != 0:
            self.skipTest("no tmpfs can be mounted here: the full disk is tried as a file size limit only")
        self.addCleanup(subprocess.run, ["umount", disk], check=True)
        (disk / "stories.jsonl").write_text("before\n")
        self.expect(run("build", PAGES, "--out", disk), 1,
                    f"silang: {disk}/articles.jsonl cannot be written: No space left on device\n")
        self.assertEqual(contents(disk), {"stories.jsonl": b"before\n"})

    def test_a_name_that_is_taken_by_a_folder_undoes_the_rest(self):
        (self.out / "index.html").unlink()
        (self.out / "index.html").mkdir()
        (self.out / "index.html" / "keep").write_text("me")
        self.before = contents(self.out)
        self.expect(run("build", self.pages, "--out", self.out), 1,
                    f"silang: {self.out}/index.html cannot be written: Is a directory\n")
        self.untouched()

    def test_standard_output_that_is_full_or_gone(self):
        with open("/dev/full", "wb") as full:
            self.expect(run("clean", self.pages, stdout=full), 1,
                        "silang: standard output cannot be written: No space left on device\n")
        reader, writer = os.pipe()
        os.close(reader)
        with os.fdopen(writer, "wb") as gone:
            self.expect(run("clean", self.pages, stdout=gone), 0, "")

    def test_an_interrupt_leaves_nothing(self):
        for out in (self.out, self.folder / "fresh"):
            # Standard input that never ends keeps the program reading for as long as it takes.
            process = subprocess.Popen([SILANG, "build", "-", self.pages, "--out", out], stdin=subprocess.PIPE,
                                       stdout=subprocess.PIPE, stderr=subprocess.PIPE)
            until = time.monotonic() + 60
            while not list(out.glob(".silang-*")) if out.exists() else True:
                self.assertLess(time.monotonic(), until, "the program did not begin to write")
                self.assertIsNone(process.poll(), process.stderr.read() if process.poll() is not None else "")
                time.sleep(0.02)
            process.send_signal(signal.SIGINT)
            asked = time.monotonic()
            self.assertEqual(process.wait(timeout=60), 130)
            self.assertLess(time.monotonic() - asked, 20, "nobody waits that long")
            self.assertEqual(process.stderr.read(), b"")
            for pipe in (process.stdin, process.stdout, process.stderr):
                pipe.close()
        self.untouched()
        self.assertFalse((self.folder / "fresh").exists())


class SameBytes(Case):
    """The same input gives the same bytes, whatever the number of threads or the order of the files."""

    def compare(self, pages):
        files = [p.relative_to(ROOT) if p.is_relative_to(ROOT) else p for p in sorted(pages.iterdir()) if p.is_file()]
        self.expect(run("build", *files, "--out", self.out, "--jobs", 1), 0)
        shuffled = files[:]
        random.Random(7).shuffle(shuffled)
        again = self.folder / "again"
        self.expect(run("build", *shuffled, "--out", again, "--jobs", 8), 0)
        first, second = contents(self.out), contents(again)
        self.assertEqual(sorted(first), OUTPUTS)
        for name in OUTPUTS:
            self.assertEqual(first[name], second[name], f"{name} depends on threads or order")

    def test_on_the_examples(self):
        self.compare(PAGES)

    def test_on_the_seeds(self):
        if not SEEDS.is_dir():
            self.skipTest(f"no captures in {SEEDS} (SILANG_DATA names the shared folder)")
        self.compare(SEEDS)

    def test_on_pages_of_one_moment(self):
        # Reports of six floods, four each, all published in the same minute: nothing but their ids gives them an order.
        places = ["Wulung Hulu", "Sirna Baru", "Teluk Panutan", "Lembah Kaur", "Muara Jati", "Balo Kidul"]
        tellings = ["Banjir merendam {0} setelah tanggul sungai jebol. Sebanyak {1} rumah terendam dan warga mengungsi ke sekolah.",
                    "Warga {0} mengungsi ke sekolah karena {1} rumah terendam banjir, kata kepala desa {0}.",
                    "Tanggul sungai di {0} jebol. Air setinggi dada masuk ke {1} rumah.",
                    "Bantuan untuk {1} keluarga korban banjir {0} tiba dengan perahu karet."]
        pages = self.folder / "moment"
        pages.mkdir()
        for i, place in enumerate(places):
            for k, telling in enumerate(tellings):
                body = telling.format(place, 130 + 17 * i)
                (pages / f"{i}-{k}.txt").write_text(f"Banjir {place}\n\nSenin, 3 Maret 2025 10:00 WIB\n\n{body}\n", encoding="utf-8")
        self.compare(pages)


class Asking(Case):
    """One stage at a time, and why."""

    def test_each_stage_prints_json_lines_into_a_pipe_and_a_table_when_asked(self):
        pages = self.some_pages()
        for command in ("clean", "mentions", "stories", "check"):
            with self.subTest(command=command):
                piped = run(command, pages)
                self.expect(piped, 0, "")
                self.assertTrue(json_lines(piped.stdout))
                if command in ("clean", "check"):
                    table = run(command, pages, "--table")
                    self.expect(table, 0, "")
                    self.assertFalse(table.stdout.startswith(b"{"))
                    self.assertNotIn(b"\x1b", table.stdout)
        page = sorted(pages.iterdir())[0]
        self.assertEqual(run("clean", page, "--page-text").stdout, page.read_bytes())
        with open(page, "rb") as file:
            piped = run("clean", "-", stdin=file)
        self.expect(piped, 0, "")
        self.assertEqual(json_lines(piped.stdout)[0]["source"]["path"], "-")

    def test_parts_of_the_check_and_the_exit_code_that_a_script_asks_for(self):
        def records(result):
            return {record["record"] for record in json_lines(result.stdout)}

        self.assertEqual(records(run("timeline", PAGES)), {"moment"})
        self.assertIn("conflict", records(run("conflicts", PAGES)))
        self.assertLessEqual(records(run("conflicts", PAGES)), {"conflict", "update", "dispute"})
        for what in ("conflict", "dispute", "check"):
            self.expect(run("check", PAGES, "--fail-on", what), 3, "")
            self.expect(run("check", self.some_pages(1) if what == "conflict" else self.folder / "pages", "--fail-on", what), 0, "")

    def test_what_somebody_said_is_listed(self):
        said = run("quotes", PAGES, "--by", "Burhan")
        self.expect(said, 0, "")
        records = json_lines(said.stdout)
        self.assertEqual({record["speaker_name"] for record in records}, {"Burhan Sattar"})
        self.assertIn("denies", {record["stance"] for record in records})
        self.assertEqual({record["kind"] for record in records}, {"direct", "indirect"})
        for record in records:
            begin, end = record["span"]
            self.assertEqual(Path(ROOT / record["path"]).read_bytes()[begin:end].decode(), record["words"])
        self.assertIn("Burhan Sattar", run("quotes", PAGES, "--by", "Burhan", "--table").stdout.decode())
        self.expect(run("quotes", PAGES, "--by", "Burhan Satar"), 2,
                    "silang: quotes: nobody by the name 'Burhan Satar' is quoted on these pages; did you mean 'Burhan Sattar'?\n")

    def test_a_quotation_is_authentic_altered_or_not_found(self):
        def checked(words, code):
            result = run("quote-check", words, PAGES)
            self.expect(result, code, "")
            return json_lines(result.stdout)[0]

        right = checked("saya tidak pernah menerima satu rupiah pun", 0)
        self.assertEqual((right["verdict"], right["distance"], right["nearest"]["speaker_name"]), ("authentic", 0, "Burhan Sattar"))
        wrong = checked("Saya tegaskan, saya sudah pernah menerima satu rupiah pun", 3)
        self.assertEqual((wrong["verdict"], wrong["distance"]), ("altered", 1))
        self.assertEqual([(w["word"], w["side"]) for w in wrong["nearest"]["compared"] if w["side"] != "both"],
                         [("sudah", "asked"), ("tidak", "page")])
        self.assertEqual(checked("pesawat alien mendarat di halaman kantor gubernur", 3)["verdict"], "not-found")
        table = run("quote-check", "Saya tegaskan, saya sudah pernah menerima", PAGES, "--table").stdout.decode()
        self.assertIn("{+sudah+} [-tidak-]", " ".join(table.split()))

    def test_every_decision_can_be_asked_why(self):
        self.expect(run("build", PAGES, "--out", self.out), 0)
        stories = json_lines((self.out / "stories.jsonl").read_text())
        story = max(stories, key=lambda s: len(s["articles"]))
        articles = {a["id"]: a for a in json_lines((self.out / "articles.jsonl").read_text())}
        page = articles[story["articles"][-1]]

        def why(asked):
            result = run("why", asked, "--out", self.out)
            self.expect(result, 0, "")
            return result.stdout.decode()

        told = why(page["id"][:10])
        self.assertIn(page["id"], told)
        self.assertIn(f"in story {story['id']}", told)
        self.assertIn("joined with" if page["id"] != story["id"] else "built around", told)
        roles = [line.split()[1] for line in told.splitlines() if line.split()[:1] and line.split()[0].isdigit()]
        self.assertGreaterEqual(roles.count("body"), 3)
        line = why(f"{page['id']}:2")
        self.assertIn(f"role {page['blocks'][1]['role']}, ahead of", line)
        self.assertIn(story["statements"][0]["id"], why(f"{story['id']}/{story['statements'][0]['id']}"))
        disputed = next(s for s in stories if s["disputes"])
        told = why(f"{disputed['id']}/d1")
        self.assertIn(f"denied by {disputed['disputes'][0]['denied_by'][0]['party']}", told)
        result = run("why", page["id"] + ":0", "--out", self.out)
        self.expect(result, 2, f"silang: why: page {page['id']} has the lines 1 to {len(page['blocks'])}, not '0'\n")
        result = run("why", "nonsense", "--out", self.out)
        self.expect(result, 2, "silang: why: no page or story of this run has the id 'nonsense'\n")


if __name__ == "__main__":
    SILANG = os.path.abspath(sys.argv.pop(1))
    unittest.main(verbosity=1)
