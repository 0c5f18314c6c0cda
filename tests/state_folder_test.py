#!/usr/bin/env python3
"""A state folder: what runs with --state write is what one run over all pages writes, whatever the batches were and whatever
ended a run.

    state_folder_test.py SILANG [TEST...]      as ctest runs it; TEST is a unittest name such as Kills.test_fifty_kills
"""
import os
import random
import shutil
import signal
import subprocess
import sys
import time
import unittest
from pathlib import Path

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import cli_test
from cli_test import NOBODY, PAGES, SEEDS, Case, as_nobody_can_run, contents, json_lines, run

OUTPUTS = ["articles.jsonl", "index.html", "stories.jsonl"]  # run.json says where the pages came from: a state, or these files
SEED = 11
KILLS = 50


class StateCase(Case):
    def setUp(self):
        super().setUp()
        self.state = self.folder / "state"
        self.log = self.state / "captures.log"

    def build(self, *inputs, state=None, out=None, code=0, **options):
        result = run("build", *inputs, "--out", out or self.out, "--state", state or self.state, **options)
        self.expect(result, code)
        return result.stderr.decode()

    def kept(self, state=None):
        result = run("state", state or self.state)
        self.expect(result, 0)
        return json_lines(result.stdout)[0]

    def reference(self, *inputs):
        """What one run over all of it writes, without a state."""
        out = self.folder / f"reference {len(list(self.folder.iterdir()))}"
        self.expect(run("build", *inputs, "--out", out), 0)
        return {name: data for name, data in contents(out).items() if name in OUTPUTS}

    def expect_output(self, reference, out=None):
        written = contents(out or self.out)
        for name in OUTPUTS:
            self.assertEqual(written[name], reference[name], f"{name} is not what one run writes")

    def refused(self, *inputs, message, state=None, **options):
        """One line, exit code 1, and neither folder has changed."""
        before = contents(self.folder)
        result = run("build", *inputs, "--out", self.out, "--state", state or self.state, **options)
        self.expect(result, 1, f"silang: --state {state or self.state}: {message}\n")
        self.assertEqual(contents(self.folder), before)


class Batches(StateCase):
    """Page by page, in batches, all at once, in any order."""

    def add_in_batches(self, pages, size, name):
        folder = self.folder / name
        folder.mkdir()
        for i in range(0, len(pages), size):
            self.build(*pages[i:i + size], state="state", out="out", cwd=folder)
        self.assertEqual(self.kept(folder / "state")["batches"], -(-len(pages) // size))
        return folder / "out"

    def compare(self, pages):
        pages = [p for p in sorted(pages.iterdir()) if p.is_file()]
        reference = self.reference(*pages)
        outs = [self.add_in_batches(pages, len(pages), "all"), self.add_in_batches(pages, 3, "threes")]
        shuffled = pages[:]
        random.Random(SEED).shuffle(shuffled)
        outs.append(self.add_in_batches(shuffled, 5, "shuffled"))
        for out in outs:
            self.expect_output(reference, out)
            self.assertEqual((out / "run.json").read_bytes(), (outs[0] / "run.json").read_bytes())

    def test_batches_of_the_examples(self):
        self.compare(PAGES)

    def test_batches_of_the_seeds(self):
        if not SEEDS.is_dir():
            self.skipTest(f"no captures in {SEEDS} (SILANG_DATA names the shared folder)")
        self.compare(SEEDS)

    def test_page_by_page_newest_first(self):
        pages = sorted(PAGES.iterdir(), reverse=True)[:8]
        out = self.add_in_batches(pages, 1, "single")
        self.expect_output(self.reference(*pages), out)

    def test_threads_make_no_difference(self):
        pages = sorted(PAGES.iterdir())
        self.build(*pages[:9], "--jobs", 8)
        self.build(*pages[9:], "--jobs", 1)
        self.expect_output(self.reference(*pages))


class Pages(StateCase):
    """What is a new page, and what is not."""

    def test_the_state_alone_writes_the_same_again(self):
        pages = self.some_pages(4)
        self.build(pages)
        first, log = contents(self.out), self.log.read_bytes()
        again = self.folder / "again"
        shutil.rmtree(pages)  # their bytes are in the state
        result = run("build", "--state", self.state, "--out", again)
        self.expect(result, 0)
        self.assertEqual(contents(again), first)
        self.assertEqual(self.log.read_bytes(), log)
        self.assertEqual(result.stdout, (again / "stories.jsonl").read_bytes())
        article = json_lines((again / "articles.jsonl").read_text())[0]["id"]
        told = run("why", article, "--out", again)
        self.expect(told, 0, "")
        self.assertIn(article.encode(), told.stdout)

    def test_the_same_page_again_is_no_new_page(self):
        pages = self.some_pages(3)
        self.assertIn(", 3 new\n", self.build(pages))
        first, log = contents(self.out), self.log.read_bytes()
        self.assertIn(", 0 new\n", self.build(f"{self.folder}/./pages"))
        self.assertEqual(self.log.read_bytes(), log)
        self.assertEqual(contents(self.out), first)

    def test_the_same_bytes_at_another_path_are_a_line_of_their_own(self):
        pages = self.some_pages(2)
        self.build(pages)
        shutil.copy(sorted(pages.iterdir())[0], pages / "zz-again.txt")
        self.assertIn(", 1 new\n", self.build(pages))
        self.expect_output(self.reference(pages))
        ids = [a["id"] for a in json_lines((self.out / "articles.jsonl").read_text())]
        self.assertEqual((len(ids), len(set(ids)), ids[0]), (3, 2, ids[2]))

    def test_other_bytes_at_the_same_path_are_a_page_beside_it(self):
        pages = self.some_pages(1)
        page = next(pages.iterdir())
        first = page.read_bytes()
        self.build(page)
        page.write_bytes(first + b"\nDiperbarui pukul 10.00.\n")
        self.build(page)
        one = contents(self.out)
        articles = json_lines((self.out / "articles.jsonl").read_text())
        self.assertEqual([a["source"]["path"] for a in articles], [str(page)] * 2)
        self.assertEqual(len({a["id"] for a in articles}), 2)
        # In the other order, too.
        self.state = self.folder / "other" / "state"
        self.out = self.folder / "other" / "out"
        self.build(page)
        page.write_bytes(first)
        self.build(page)
        self.expect_output(one)

    def test_pages_from_standard_input_gather(self):
        for page in sorted(PAGES.iterdir())[:2]:
            with open(page, "rb") as file:
                self.build("-", stdin=file)
        articles = json_lines((self.out / "articles.jsonl").read_text())
        self.assertEqual([a["source"]["path"] for a in articles], ["-", "-"])

    def test_what_could_not_be_read_is_not_kept(self):
        pages = self.some_pages(2)
        (pages / "empty.txt").touch()
        self.assertIn("empty.txt: empty file\n", self.build(pages))
        self.assertTrue((self.out / "rejected.jsonl").exists())
        (pages / "empty.txt").unlink()
        reference = self.reference(pages)
        self.assertNotIn("empty", self.build())
        self.assertFalse((self.out / "rejected.jsonl").exists())
        self.expect_output(reference)
        # Nothing new is no reason to write nothing: the state is what there is.
        self.assertIn(f"{pages}/absent: there is no such file or folder\n", self.build(pages / "absent"))
        self.assertEqual(self.kept()["pages"], 2)

    def test_a_state_among_the_pages_is_no_page(self):
        pages = self.some_pages(2)
        for _ in range(2):
            self.build(pages, state=pages / "state")
            self.assertEqual(len(json_lines((self.out / "articles.jsonl").read_text())), 2)
            self.assertFalse((self.out / "rejected.jsonl").exists())

    def test_what_it_keeps_can_be_asked(self):
        pages = self.some_pages(2)
        self.build(pages)
        told = self.kept()
        self.assertEqual((told["pages"], told["batches"]), (2, 1))
        self.assertEqual(told["bytes"], sum(p.stat().st_size for p in pages.iterdir()))
        self.assertEqual(told["log_bytes"], self.log.stat().st_size)
        self.assertRegex(told["first"], r"^\d{4}-\d\d-\d\dT\d\d:\d\d\+00:00$")
        table = run("state", self.state, "--table", "--lang", "en")
        self.expect(table, 0, "")
        self.assertTrue(table.stdout.startswith(b"Pages: 2\nBatches: 1\n"), table.stdout)
        self.expect(run("state", self.folder), 1)


class Refusals(StateCase):
    """Each a line that says what is wrong, and nothing is changed."""

    def test_what_is_no_state(self):
        pages = self.some_pages(1)
        self.refused(message="there is no state yet: name INPUT to begin one")
        self.refused(pages, state=pages, message="it is not a state: there is no captures.log in it, but other files")
        page = next(pages.iterdir())
        self.refused(pages, state=page, message="it is a file; name a folder")
        self.state.mkdir()
        self.log.write_bytes(page.read_bytes())
        self.refused(pages, message="captures.log: it is not a log of silang")
        self.log.write_bytes(b"silang.state/2\n" + bytes(100))
        self.refused(pages, message="captures.log: it is of format 2, and this program reads 1")
        self.log.write_bytes(b"silang.state/1\n")
        self.refused(message="there is no page in it yet")
        self.expect(run("build", "--out", self.out), 2, "silang: build: INPUT is missing (see: silang build --help)\n")
        self.expect(run("state"), 2, "silang: state: STATE is missing (see: silang state --help)\n")

    def test_one_that_may_not_be_read_or_written(self):
        pages = self.some_pages(1)
        options = {}
        if os.geteuid() == 0:
            os.chmod(self.folder, 0o755)
            if not as_nobody_can_run():
                self.skipTest("run as root, and another user cannot start the program here")
            options = {"user": NOBODY, "group": NOBODY, "extra_groups": []}
        self.refused(pages, message="the folder cannot be made: Permission denied", **options)
        self.build(pages)
        self.log.chmod(0o444)
        self.refused(pages, message="captures.log cannot be opened: Permission denied", **options)
        self.log.chmod(0)
        self.refused(message="captures.log cannot be opened: Permission denied", **options)

    def test_damage_is_named_and_nothing_is_cut(self):
        pages = sorted(PAGES.iterdir())
        self.build(*pages[:3])
        self.build(*pages[3:5])
        whole = self.log.read_bytes()
        chance = random.Random(SEED)
        for _ in range(12):
            at = chance.randrange(len(b"silang.state/1\n"), len(whole))
            bytes_now = bytearray(whole)
            bytes_now[at] ^= 1 << chance.randrange(8)
            self.log.write_bytes(bytes_now)
            before = contents(self.folder)
            result = run("build", pages[5], "--out", self.out, "--state", self.state)
            said = self.expect(result, 1)
            self.assertRegex(said, r"^silang: --state .*: captures\.log: it is damaged at byte \d+: put a copy of it in its place\n$")
            self.assertEqual(contents(self.folder), before)
        self.log.write_bytes(whole)
        self.assertEqual(self.kept()["pages"], 5)

    def test_a_full_disk_loses_nothing(self):
        disk = self.folder / "disk"
        disk.mkdir()
        mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=16k", "tmpfs", disk], capture_output=True)
        if mounted.returncode != 0:
            self.skipTest("no tmpfs can be mounted here: silang_state_tests tries a file size limit")
        self.addCleanup(subprocess.run, ["umount", disk], check=True)
        pages = self.some_pages(2)
        self.build(pages, state=disk / "state")
        self.refused(PAGES, state=disk / "state", message="captures.log cannot be written: No space left on device")

    def test_one_run_adds_at_a_time(self):
        pages = sorted(PAGES.iterdir())
        self.build(pages[0])
        before = self.log.read_bytes()
        # Standard input that does not end keeps the first run where it is.
        first = subprocess.Popen([cli_test.SILANG, "build", "-", "--out", self.folder / "first", "--state", self.state],
                                 stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        until = time.monotonic() + 60
        while not list((self.folder / "first").glob(".silang-*")):
            self.assertLess(time.monotonic(), until, "the program did not begin to write")
            time.sleep(0.02)
        self.refused(pages[1], message="another run is adding to it; one can at a time")
        self.build()  # reading is no adding
        first.send_signal(signal.SIGINT)
        self.assertEqual(first.wait(timeout=60), 130)
        self.assertEqual(first.stderr.read(), b"")
        first.stdin.close()
        first.stderr.close()
        self.assertEqual(self.log.read_bytes(), before, "an interrupted batch is not in it")
        self.build(pages[1])
        self.assertEqual(self.kept()["pages"], 2)


class Kills(StateCase):
    """With the batch that was being added or without it, never half."""

    def test_a_log_that_ends_anywhere_goes_on_from_its_last_batch(self):
        pages = sorted(PAGES.iterdir())[:6]
        ends = []
        for i in range(0, 6, 2):
            self.build(*pages[i:i + 2])
            ends.append(self.log.stat().st_size)
        whole = self.log.read_bytes()
        reference = self.reference(*pages)
        chance = random.Random(SEED)
        for _ in range(8):
            size = chance.randrange(len(whole))
            self.log.write_bytes(whole[:size])
            batches = sum(end <= size for end in ends)
            end = ([0] + ends)[batches] or (15 if size >= 15 else 0)
            said = self.build(*pages)
            cut = f"silang: --state {self.state}: {size - end} bytes of a batch that was not completed were cut off\n"
            self.assertEqual(said.startswith(cut), size > end, said)
            self.assertEqual(self.log.read_bytes()[:end], whole[:end])
            self.expect_output(reference)
            self.assertEqual(self.kept()["pages"], 6)

    def start(self, batch):
        return subprocess.Popen([cli_test.SILANG, "build", *batch, "--out", self.out, "--state", self.state],
                                stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def kill(self, process, moment):
        """At a moment of the clock, or as soon as the log grows: when pages are in it and the end of their batch is not."""
        size = self.log.stat().st_size
        until = time.monotonic() + moment if moment else time.monotonic() + 60
        while time.monotonic() < until and process.poll() is None:
            if not moment and self.log.stat().st_size > size:
                break
            if moment:
                time.sleep(max(0, min(0.002, until - time.monotonic())))
        process.kill()
        process.wait()

    def test_fifty_kills(self):
        chance = random.Random(SEED)
        folder = self.folder / "pages"
        folder.mkdir()
        originals = sorted(PAGES.iterdir())[:4]
        pages = []
        for i in range(24):  # short ones, so that most of a run is not the reading of them
            lines = originals[i % 4].read_text().splitlines()[:12]
            pages.append(folder / f"{i:02}.txt")
            pages[-1].write_text("\n".join([*lines, f"Catatan {i} untuk halaman ini."]) + "\n")
        start = time.monotonic()
        self.build(pages[0])
        usual = time.monotonic() - start
        waiting = pages[1:]
        chance.shuffle(waiting)
        with_it = without_it = unfinished = 0
        for kill in range(KILLS):
            told = self.kept()
            before, log = told["pages"], self.log.read_bytes()[:told["log_bytes"]]
            batch = waiting[:chance.randint(1, 3)] or chance.sample(pages, 2)  # known ones when nothing is left
            new = sum(page in waiting for page in batch)
            self.kill(self.start(batch), None if kill % 3 == 2 and new else chance.uniform(0, 1.2 * usual))
            now = self.kept()
            self.assertIn(now["pages"], (before, before + new), "half a batch")
            self.assertEqual(self.log.read_bytes()[:len(log)], log)
            unfinished += self.log.stat().st_size > now["log_bytes"]
            if now["pages"] == before:
                without_it += 1
                if kill % 5 == 4:
                    chance.shuffle(waiting)
            else:
                with_it += 1
                waiting = waiting[new:]
        print(f"\n{KILLS} kills: {with_it} with the batch, {without_it} without it, {unfinished} of them with an unfinished batch")
        self.build(folder)
        self.assertEqual(self.kept()["pages"], len(pages))
        self.expect_output(self.reference(folder))
        # And byte for byte what runs that nobody killed write.
        killed = contents(self.out)
        shutil.rmtree(self.state)
        shutil.rmtree(self.out)
        self.build(*pages[:10])
        self.build(*pages[10:])
        self.assertEqual(contents(self.out), {name: data for name, data in killed.items() if not name.startswith(".")})


if __name__ == "__main__":
    cli_test.SILANG = os.path.abspath(sys.argv.pop(1))
    unittest.main(verbosity=1)
