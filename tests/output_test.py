#!/usr/bin/env python3
"""Builds a folder of pages, then holds what was written to the schemas and resolves every span of it.

    output_test.py SILANG examples|seeds
"""
import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FOLDERS = {
    "examples": Path("examples/pages"),
    "seeds": Path(os.environ.get("SILANG_DATA", ROOT.parent / "shared")) / "seeds",
}
SKIPPED = 77  # what tests/CMakeLists.txt tells ctest


def main():
    silang, pages = sys.argv[1], FOLDERS[sys.argv[2]]
    if not (ROOT / pages).is_dir():
        print(f"skipped: no captures in {pages} (SILANG_DATA names the shared folder)")
        return SKIPPED
    with tempfile.TemporaryDirectory(prefix="silang output ") as out:
        steps = [[silang, "build", pages, "--out", out, "--table"],
                 [sys.executable, "tests/schema_test.py", f"{out}/articles.jsonl", f"{out}/stories.jsonl"],
                 [sys.executable, "tests/spans_test.py", out]]
        return max(subprocess.run(step, cwd=ROOT).returncode for step in steps)


if __name__ == "__main__":
    sys.exit(main())
