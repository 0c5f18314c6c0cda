#!/usr/bin/python3
"""Holds a build's output to schema/*.schema.json.

Usage: schema_test.py articles.jsonl stories.jsonl
Prints each line that does not fit and exits 1 when there is one.
"""
import json
import pathlib
import sys

from jsonschema import Draft202012Validator

SCHEMAS = pathlib.Path(__file__).resolve().parent.parent / "schema"


def faults(path, schema_name):
    schema = json.loads((SCHEMAS / schema_name).read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    validator = Draft202012Validator(schema)
    with open(path, encoding="utf-8", newline="\n") as lines:
        for number, line in enumerate(lines, 1):
            try:
                record = json.loads(line)
            except ValueError as error:
                yield f"{path}:{number}: not JSON: {error}"
                continue
            for error in sorted(validator.iter_errors(record), key=lambda e: e.json_path):
                yield f"{path}:{number}: {error.json_path}: {error.message[:300]}"


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    found = list(faults(sys.argv[1], "article.schema.json")) + list(faults(sys.argv[2], "story.schema.json"))
    print("\n".join(found) if found else "all records fit their schema")
    sys.exit(1 if found else 0)


if __name__ == "__main__":
    main()
