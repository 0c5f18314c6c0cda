#!/usr/bin/env python3
"""Scores the mentions of the gold passages with `silang eval` and holds them above the floors of tests/gold/floors.json.

    mention_gold_test.py SILANG                       as ctest runs it
    mention_gold_test.py SILANG --write FOLDER...     sets the floors of these folders a little below what is measured now

A floor is there to notice that something has been broken, not to be reached: raise it when the figure has risen for good."""
import json
import math
import subprocess
import sys
from pathlib import Path

GOLD = Path(__file__).resolve().parent / "gold"
FLOORS = GOLD / "floors.json"
MARGIN = 0.02  # one or two things of a hundred that are read otherwise are no alarm,
LEAST = 1.5  # nor is one of a few


def figures(silang, folder):
    """"times value" -> its record, F1 or the share that is right."""
    result = subprocess.run([silang, "eval", GOLD / folder, "--json"], stdout=subprocess.PIPE, check=True, text=True)
    records = [json.loads(line) for line in result.stdout.splitlines()]
    return {f"{r['kind']} {r['measure']}": r for r in records}


def score(record):
    return record["f1"] if "f1" in record else record["share"]


def write(silang, folders):
    floors = json.loads(FLOORS.read_text())
    floor = lambda r: max(0.0, math.floor((score(r) - max(MARGIN, LEAST / max(1, r["gold"]))) * 100) / 100)
    for folder in folders:
        floors[folder] = {name: floor(r) for name, r in figures(silang, folder).items()}
    FLOORS.write_text(json.dumps(floors, indent=1, sort_keys=True) + "\n")


def main(silang, *options):
    if options:
        if options[0] != "--write":
            sys.exit(__doc__)
        return write(silang, options[1:])
    failed = False
    for folder, floors in json.loads(FLOORS.read_text()).items():
        found = figures(silang, folder)
        print(f"{folder}\n       {'':24} gold  found  right      P      R     F1  floor")
        for name in floors.keys() - found.keys():
            failed = True
            print(f"FAIL   {name}: nothing is scored")
        for name, record in found.items():
            floor = floors.get(name)
            bad = floor is not None and score(record) < floor
            failed |= bad
            cells = [f"{record[key]:.3f}" if key in record else "" for key in ("precision", "recall")]
            print(f"{'FAIL' if bad else 'ok  '}   {name:24} {record['gold']:4}  {record.get('found', ''):5}  {record['right']:5}  {cells[0]:5}  "
                  f"{cells[1]:5}  {score(record):.3f}  {'' if floor is None else f'{floor:.2f}'}")
    return 1 if failed else 0


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    sys.exit(main(*sys.argv[1:]))
