"""Reads what Spool exports with the programs of the field and prints what they saw as JSON.
Usage: python read_back.py KIND FRAMES_PER_SECOND <FILE, KIND one of otio, edl, srt, vtt, csv."""

import csv
import io
import json
import sys

import opentimelineio as otio
import webvtt


def clips(timeline):
    start = timeline.global_start_time
    for track in timeline.tracks:
        after = 0.0
        for item in track:
            at, after = after, after + item.duration().value
            if isinstance(item, otio.schema.Gap):
                yield {"track": track.kind, "gap": item.duration().value, "at": at}
                continue
            media = item.media_reference
            yield {
                "track": track.kind,
                "name": item.name,
                "at": at,
                "frames": item.duration().value,
                "rate": item.duration().rate,
                "from": item.source_range.start_time.value,
                "media": getattr(media, "target_url", None),
                "markers": [[marker.name, marker.marked_range.start_time.value] for marker in item.markers],
                "size": item.metadata.get("spool", {}).get("size"),
                "start": start.to_timecode() if start else None,
            }


def captions(found):
    return [[caption.start, caption.end, caption.voice, caption.text] for caption in found]


def read(kind, rate, text):
    if kind == "otio":
        return list(clips(otio.adapters.read_from_string(text, "otio_json")))
    if kind == "edl":
        return list(clips(otio.adapters.read_from_string(text, "cmx_3600", rate=rate)))
    if kind == "srt":
        return captions(webvtt.from_buffer(io.StringIO(text), format="srt"))
    if kind == "vtt":
        return captions(webvtt.from_buffer(io.StringIO(text), format="vtt"))
    return list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline="")))


text = sys.stdin.buffer.read().decode("utf-8")
print(json.dumps(read(sys.argv[1], float(sys.argv[2]), text)))
