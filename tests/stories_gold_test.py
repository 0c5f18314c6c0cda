#!/usr/bin/env python3
"""The cross-check reaches its floors on the gold stories. Usage: stories_gold_test.py SILANG [--write]

--write sets the floors of tests/gold/id/story-floors.json a little below what is reached now."""
import json
import math
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
FLOORS = ROOT / "gold/id/story-floors.json"
MARGIN = 0.03


def figures(silang, folder):
    command = [silang, "eval", "stories", str(ROOT / folder), "--json"]
    found = {}
    for line in subprocess.run(command, stdout=subprocess.PIPE, check=True, text=True).stdout.splitlines():
        record = json.loads(line)
        name = f"{record['kind']} {record['measure']}"
        for key in ("share", "precision", "recall"):
            if key in record:
                found[f"{name} {key}"] = record[key]
    return found


def main(silang, *options):
    floors = json.loads(FLOORS.read_text())
    if options == ("--write",):
        for folder in floors:
            reached = figures(silang, folder)
            floors[folder] = {name: max(0.0, math.floor((value - MARGIN) * 100) / 100) for name, value in reached.items()}
        FLOORS.write_text(json.dumps(floors, indent=1, sort_keys=True) + "\n")
        return 0
    failed = False
    for folder, least in floors.items():
        print(folder)
        reached = figures(silang, folder)
        for name, floor in least.items():
            bad = reached.get(name, 0.0) < floor
            failed |= bad
            print(f"{'FAIL' if bad else 'ok  '}   {name:34} {reached.get(name, 0.0):.3f}  floor {floor:.2f}")
    return 1 if failed else 0


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    sys.exit(main(*sys.argv[1:]))
