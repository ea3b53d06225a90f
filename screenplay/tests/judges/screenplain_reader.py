"""Reads a Fountain file with screenplain and prints what it saw as JSON: [[kind, runs, extra]…], where
runs are [[styles, text]…]. Usage: python screenplain_reader.py FILE"""

import json
import sys

from screenplain import types
from screenplain.parsers import fountain


def runs(lines):
    out = []
    for number, line in enumerate(lines):
        if number:
            out.append(["", "\n"])
        for segment in line.segments:
            out.append(["".join(sorted(style.name()[0] for style in segment.styles)), segment.text])
    return out


def dialog(speech, dual):
    yield "character", runs([speech.character]), dual
    for parenthetical, text in speech.blocks:
        yield ("parenthetical" if parenthetical else "dialogue"), runs([text]), ""


def seen(paragraph):
    if isinstance(paragraph, types.Slug):
        number = "".join(str(part) for part in paragraph.scene_number.segments) if paragraph.scene_number else ""
        yield "scene_heading", runs([paragraph.line]), number
    elif isinstance(paragraph, types.Section):
        yield "section", runs([paragraph.text]), str(paragraph.level)
    elif isinstance(paragraph, types.DualDialog):
        yield from dialog(paragraph.left, "")
        yield from dialog(paragraph.right, "dual")
    elif isinstance(paragraph, types.Dialog):
        yield from dialog(paragraph, "")
    elif isinstance(paragraph, types.Transition):
        yield "transition", runs([paragraph.line]), ""
    elif isinstance(paragraph, types.PageBreak):
        yield "page_break", [], ""
    else:
        yield ("centered" if paragraph.centered else "action"), runs(paragraph.lines), ""
    if getattr(paragraph, "synopsis", None):
        yield "synopsis", [["", paragraph.synopsis]], ""


with open(sys.argv[1], encoding="utf-8") as stream:
    screenplay = fountain.parse(stream)
print(json.dumps([item for paragraph in screenplay for item in seen(paragraph)]))
