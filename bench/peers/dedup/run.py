#!/usr/bin/env python3
"""Near-duplicates as silang, datasketch and rensa find them in the same pages: speed, and pairs against the exact truth.

    run.py DEDUP_PEER        DEDUP_PEER is the built bench/peers/dedup/silang_dedup.cpp; prints a table

Two piles: what tools/make_copies.py makes (edited, cut, spliced and filled-in pages: hard), and pages varied from the examples
(many: fast or slow). All start from the folded words of each body, take shingles of five words and signatures of 128 places, and run on
one core; the quickest of some rounds counts. What is asked for is each pair with a Jaccard of 0.7 and more; the truth is counted without
signatures. The peers get what they do best with: datasketch the bands it chooses for 0.7 itself and all strings of a page at once, rensa
all pages at once and 32 bands of 4 places (16 bands, as in its documentation, would find 61 % of the pairs at 0.7). Both answer with
candidates; the second row of each keeps those whose signatures agree in 70 % of the places. silang compares each candidate exactly.
"""
import json
import os
import subprocess
import sys
import tempfile
import time
from collections import Counter, defaultdict
from importlib.metadata import version
from pathlib import Path

import rensa
from datasketch import MinHash, MinHashLSH

ROOT = Path(__file__).resolve().parents[3]
JACCARD = 0.7
SHINGLE = 5
PLACES = 128
BANDS = 32
ROUNDS = 3
SEEDS = range(201, 209)
FAMILIES = 120
VARIED = 10_000


def shingles(words):
    return [" ".join(words[i:i + SHINGLE]) for i in range(len(words) - SHINGLE + 1)]


def true_pairs(pages):
    """Each pair of the Jaccard asked for. Two such sets share one of the rarest shingles of either: enough to look up by."""
    sets = [set(shingles(words)) for words in pages]
    common = Counter(shingle for found in sets for shingle in found)
    holders = defaultdict(list)
    pairs = set()
    for page, found in enumerate(sets):
        rare = sorted(found, key=lambda shingle: (common[shingle], shingle))
        rare = rare[:len(rare) - int(JACCARD * len(rare) + 0.999999) + 1]
        for other in {other for shingle in rare for other in holders[shingle]}:
            shared = len(found & sets[other])
            if shared >= JACCARD * (len(found) + len(sets[other]) - shared):
                pairs.add((other, page))
        for shingle in rare:
            holders[shingle].append(page)
    return pairs


def quickest(work):
    best = None
    for _ in range(ROUNDS):
        begin = time.perf_counter()
        result = work()
        took = time.perf_counter() - begin
        best = took if best is None else min(best, took)
    return best, result


def strings(pages):
    return [shingles(words) for words in pages]


def encoded(pages):
    return [[shingle.encode() for shingle in shingles(words)] for words in pages]


def datasketch_sign(shingled):
    return MinHash.bulk(shingled, num_perm=PLACES)


def datasketch_search(pages):
    index = MinHashLSH(threshold=JACCARD, num_perm=PLACES)
    signatures = datasketch_sign(encoded(pages))
    pairs = set()
    for page, signature in enumerate(signatures):
        pairs.update((other, page) for other in index.query(signature))
        index.insert(page, signature)
    return signatures, pairs


def rensa_sign(shingled):
    return rensa.RMinHash.from_token_sets(shingled, PLACES, 42)


def rensa_search(pages):
    index = rensa.RMinHashLSH(JACCARD, PLACES, BANDS)
    signatures = rensa_sign(strings(pages))
    index.insert_many(signatures)
    found = index.query_all(signatures)
    return signatures, {(other, page) for page, others in enumerate(found) for other in others if other < page}


PEERS = {"datasketch": (encoded, datasketch_sign, datasketch_search), "rensa": (strings, rensa_sign, rensa_search)}


def row(program, truth, found, size, pages, *times):
    right = len(truth & found)
    speeds = " | ".join(f"{size / 2**20 / took:.3g} ({pages / took:,.0f})" for took in times)
    print(f"| {program} | {speeds} | {len(found)} | {right / max(1, len(found)):.4f} | "
          f"{right / max(1, len(truth)):.4f} |", flush=True)


def compare(name, program, inputs, folder):
    words = folder / "words"
    silang = json.loads(subprocess.run([program, words, *inputs], stdout=subprocess.PIPE, check=True).stdout)
    pages = [line.split(" ") for line in words.read_text(encoding="utf-8").splitlines()]
    truth = true_pairs(pages)
    print(f"\n{name}: {len(pages):,} pages, {silang['bytes'] / 2**20:.1f} MB of folded words, {len(truth)} pairs\n")
    print("| program | signatures of shingles, MB/s (pages/s) | of words | search | pairs found | precision | recall |")
    print("| --- | --- | --- | --- | --- | --- | --- |")
    found = {tuple(pair) for pair in silang["pairs"]}
    row("silang", truth, found, silang["bytes"], len(pages), *(silang[what] for what in ("signing", "signatures", "search")))
    for peer, (shingle, sign, search) in PEERS.items():
        shingled = shingle(pages)
        signing, _ = quickest(lambda: sign(shingled))
        signing_words, _ = quickest(lambda: sign(shingle(pages)))
        searching, (signatures, candidates) = quickest(lambda: search(pages))
        label = f"{peer} {version(peer)}"
        row(label, truth, candidates, silang["bytes"], len(pages), signing, signing_words, searching)
        begin = time.perf_counter()
        alike = {(a, b) for a, b in candidates if signatures[a].jaccard(signatures[b]) >= JACCARD}
        searching += time.perf_counter() - begin
        row(f"{label}, agreeing", truth, alike, silang["bytes"], len(pages), signing, signing_words, searching)


def main(program):
    # One core for all: threads of a peer would be compared with one of silang.
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    with tempfile.TemporaryDirectory(prefix="silang-peers-") as folder:
        folder = Path(folder)
        made = []
        for seed in SEEDS:
            made.append(folder / f"seed-{seed}")
            subprocess.run([sys.executable, ROOT / "tools/make_copies.py", made[-1], "--seed", str(seed), "--families", str(FAMILIES)],
                           check=True)
        compare("made copies", program, [path / "pages" for path in made], folder)
        compare("varied pages", program, [str(VARIED)], folder)


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(sys.argv[1])
