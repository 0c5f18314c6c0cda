#!/usr/bin/env python3
"""Holds the #includes of silang/ to silang/LAYERS, and each third-party header to one .cpp."""
import re
import sys
from collections import defaultdict
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]', re.MULTILINE)

# What may stand anywhere: the C and C++ standard libraries (no slash, no .h but the C ones), POSIX, and fmt, the program's
# stand-in for std::format. ICU is one library of many headers: its users are the two folders that read bytes and letters.
EVERYWHERE = {"fmt/format.h"}
POSIX = re.compile(r"^(sys/\w+|unistd|fcntl|signal|pthread|dirent|errno|stdio|stdlib|string)\.h$")
FOLDERS_OF = {"unicode/": {"page", "text"}}


def layers():
    allowed = {}
    for line in (ROOT / "silang/LAYERS").read_text().splitlines():
        if line.strip() and not line.startswith("#"):
            folder, _, others = line.partition(":")
            allowed[folder.strip()] = {folder.strip(), *others.split()}
    return allowed


def main():
    allowed = layers()
    problems = []
    users = defaultdict(set)
    for path in sorted((ROOT / "silang").rglob("*")):
        if path.suffix not in (".h", ".cpp"):
            continue
        name = path.relative_to(ROOT).as_posix()
        folder = name.split("/")[1]
        is_test = name.endswith("_test.cpp")
        if folder not in allowed:
            problems.append(f"{name}: silang/LAYERS has no line for {folder}/")
            continue
        for kind, header in INCLUDE.findall(path.read_text(encoding="utf-8")):
            if header.startswith("silang/"):
                target = header.split("/")[1]
                if not (ROOT / header).exists():
                    problems.append(f"{name}: {header} does not exist")
                elif target not in allowed[folder]:
                    problems.append(f"{name}: {folder}/ may not include {header} (silang/LAYERS)")
            elif header.startswith("tests/") and is_test and (ROOT / header).exists():
                continue
            elif kind == '"':
                problems.append(f'{name}: "{header}": write the path from the root ("silang/…")')
            elif header in EVERYWHERE or POSIX.match(header) or ("/" not in header and "." not in header):
                continue
            elif header.startswith("gtest/") or header.startswith("gmock/"):
                if not is_test:
                    problems.append(f"{name}: {header} outside a test")
            elif any(header.startswith(prefix) for prefix in FOLDERS_OF):
                prefix = next(p for p in FOLDERS_OF if header.startswith(p))
                if folder not in FOLDERS_OF[prefix] or path.suffix == ".h":
                    problems.append(f"{name}: {header} belongs into a .cpp of {', '.join(sorted(FOLDERS_OF[prefix]))}")
            elif path.suffix == ".h":
                problems.append(f"{name}: third-party header {header} in a header: keep it in one .cpp")
            else:
                users[header].add(name)
    for header, names in sorted(users.items()):
        if len(names) > 1:
            problems.append(f"{header} is included by {len(names)} files, one may: {', '.join(sorted(names))}")
    print("\n".join(problems) or "every include is within its layer")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
