#!/usr/bin/env python3
"""Draws the cost curve of the story stage (docs/images/story-stream.svg) from what `./dev bench stories` prints.

  ./dev bench stories > stream.jsonl && tools/plot_stream.py stream.jsonl docs/images/story-stream.svg

Four panels over the pages so far (on a logarithmic axis), a line a run; dashed is what was asked for.
"""
import json
import math
import sys
from html import escape

PANELS = [  # field, heading, what was asked for
    ("pages_per_second", "pages a second, one core", 3000),
    ("postings_per_page", "postings touched, a page", None),
    ("live_stories", "live stories", None),
    ("rss_mb", "resident memory, MB", 600),
]
COLOURS = ["#b26a00", "#00796b", "#303f9f", "#ad1457"]
WIDTH, HEIGHT = 410, 230  # of a panel
LEFT, RIGHT, TOP, BOTTOM = 62, 14, 34, 34


def steps(top):
    """Round numbers from 0 to at least `top`, four to seven of them."""
    raw = top / 5
    power = 10 ** math.floor(math.log10(raw))
    step = next(power * f for f in (1, 2, 2.5, 5, 10) if raw <= power * f)
    return [i * step for i in range(math.ceil(top / step) + 1)]


def short(number):
    for size, letter in ((1_000_000, " M"), (1_000, " k")):
        if number >= size:
            return f"{number / size:g}{letter}"
    return f"{number:g}"


def panel(out, column, row, field, heading, asked, runs):
    x0, y0 = column * WIDTH + LEFT, row * HEIGHT + TOP
    wide, high = WIDTH - LEFT - RIGHT, HEIGHT - TOP - BOTTOM
    points = [(line["pages"], line[field]) for lines in runs.values() for line in lines]
    ticks = steps(max([y for _, y in points] + ([asked] if asked else [])))
    first = math.floor(math.log10(min(x for x, _ in points)))
    last = math.ceil(math.log10(max(x for x, _ in points)))

    def at(x, y):
        return x0 + (math.log10(x) - first) / (last - first) * wide, y0 + high - y / ticks[-1] * high

    out.append(f'<text x="{x0}" y="{y0 - 12}" font-weight="bold">{escape(heading)}</text>')
    for tick in ticks:
        y = at(10 ** first, tick)[1]
        out.append(f'<path d="M{x0} {y:.1f}h{wide}" stroke="#ddd"/>'
                   f'<text x="{x0 - 6}" y="{y + 4:.1f}" text-anchor="end">{short(tick)}</text>')
    for power in range(first, last + 1):
        x = at(10 ** power, 0)[0]
        out.append(f'<path d="M{x:.1f} {y0}v{high}" stroke="#eee"/>'
                   f'<text x="{x:.1f}" y="{y0 + high + 16}" text-anchor="middle">{short(10 ** power)}</text>')
    if asked:
        y = at(10 ** first, asked)[1]
        out.append(f'<path d="M{x0} {y:.1f}h{wide}" stroke="#c62828" stroke-dasharray="5 4"/>')
    for colour, lines in zip(COLOURS, runs.values()):
        line = " ".join("{:.1f},{:.1f}".format(*at(each["pages"], each[field])) for each in lines)
        out.append(f'<polyline points="{line}" fill="none" stroke="{colour}" stroke-width="2"/>')
        for each in lines:
            x, y = at(each["pages"], each[field])
            out.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="2.5" fill="{colour}"/>')


def main():
    if len(sys.argv) != 3:
        sys.exit("usage: plot_stream.py STREAM.jsonl PICTURE.svg")
    runs = {}
    with open(sys.argv[1], encoding="utf-8") as lines:
        for line in map(json.loads, lines):
            if "pages" in line:
                runs.setdefault(line["run"], []).append(line)
    if not runs:
        sys.exit(f"{sys.argv[1]}: no line has \"pages\"")
    wide, high = 2 * WIDTH, 2 * HEIGHT + 26
    out = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide} {high}" width="{wide}" height="{high}" '
           'font-family="sans-serif" font-size="12" fill="#222">',
           "<title>What a page costs the story stage, by the pages before it</title>",
           f'<rect width="{wide}" height="{high}" fill="#fff"/>']
    for number, (field, heading, asked) in enumerate(PANELS):
        panel(out, number % 2, number // 2, field, heading, asked, runs)
    x = LEFT
    for colour, run in zip(COLOURS, runs):
        out.append(f'<path d="M{x} {high - 14}h22" stroke="{colour}" stroke-width="3"/>'
                   f'<text x="{x + 28}" y="{high - 10}">{short(run)} pages in ten days</text>')
        x += 210
    out.append("</svg>")
    with open(sys.argv[2], "w", encoding="utf-8") as picture:
        picture.write("\n".join(out) + "\n")


main()
