//! The text formats, read back by the programs of the field: `OpenTimelineIO` for timelines and edit
//! decision lists, webvtt-py for captions, Python's own reader for the spreadsheet.

mod common;

use common::{clip, cut};
use editorial::{Clip, Cut, edl, otio, shot_list_csv, srt, webvtt};
use serde_json::{Value, json};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// What the judges see in a text.
fn read_back(kind: &str, text: &str) -> Value {
    let judges = std::env::var_os("SPOOL_JUDGES")
        .map(PathBuf::from)
        .expect("SPOOL_JUDGES names the folder that scripts/judges makes and prints; run it first");
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/judges/read_back.py");
    let mut child = Command::new(judges.join("bin/python"))
        .arg(script)
        .args([kind, "24"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(text.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success(), "{text}");
    serde_json::from_slice(&output.stdout).unwrap()
}

/// Some fields of every row.
fn fields(rows: &Value, names: &[&str]) -> Vec<Vec<Value>> {
    let row = |row: &Value| names.iter().map(|name| row[*name].clone()).collect();
    rows.as_array().unwrap().iter().map(row).collect()
}

#[test]
fn a_timeline_holds_every_shot_gap_and_sound() {
    let seen = read_back("otio", &otio(&cut()));
    let expected = [
        json!(["Video", "3A", 0.0, 96.0, "takes/3A.mp4"]),
        json!(["Video", "3B", 96.0, 60.0, null]),
        json!(["Video", null, 156.0, null, null]),
        json!(["Video", "4A", 192.0, 72.0, "takes/4A.mp4"]),
        json!(["Audio", null, 0.0, null, null]),
        json!(["Audio", "3 BOY", 24.0, 50.0, "sound/3 dialogue.wav"]),
        json!(["Audio", null, 74.0, null, null]),
        json!(["Audio", "3 MARGIT", 108.0, 40.0, "sound/3 dialogue.wav"]),
        json!(["Audio", "3 Music", 0.0, 156.0, "sound/3 music.wav"]),
        json!(["Audio", null, 156.0, null, null]),
        json!(["Audio", "4 Music", 192.0, 72.0, "sound/4 music.wav"]),
    ];
    let found = fields(&seen, &["track", "name", "at", "frames", "media"]);
    assert_eq!(found.into_iter().map(Value::from).collect::<Vec<_>>(), expected);
    assert_eq!(
        (&seen[2]["gap"], &seen[0]["rate"], &seen[0]["start"]),
        (&json!(36.0), &json!(24.0), &json!("01:00:00:00"))
    );
    assert_eq!((&seen[5]["from"], &seen[7]["from"]), (&json!(0.0), &json!(56.0)));
    assert_eq!(seen[0]["size"], "wide shot");
    let said = "BOY: Are you going down to the bell? Are you, really, going down to it?";
    assert_eq!(seen[0]["markers"], json!([["=no formula, \"quoted\"\nsecond line", 0.0], [said, 24.0]]));
}

#[test]
fn an_edit_decision_list_holds_every_shot_and_gap() {
    let seen = read_back("edl", &edl(&cut()));
    let found = fields(&seen, &["name", "at", "frames", "gap"]);
    let expected = [
        json!(["3A", 0.0, 96.0, null]),
        json!(["3B", 96.0, 60.0, null]),
        json!([null, 156.0, null, 36.0]),
        json!(["4A", 192.0, 72.0, null]),
    ];
    assert_eq!(found.into_iter().map(Value::from).take(4).collect::<Vec<_>>(), expected);
    let sounds: Vec<&Value> = seen.as_array().unwrap().iter().filter(|it| it["track"] == "Audio").collect();
    let heard: Vec<_> = sounds
        .iter()
        .filter(|it| it["gap"].is_null())
        .map(|it| json!([it["name"], it["at"], it["frames"]]))
        .collect();
    assert_eq!(
        heard,
        [
            // Silence, which has only the number of its event.
            json!(["004", 0.0, 24.0]),
            json!(["3 BOY", 24.0, 50.0]),
            json!(["3 MARGIT", 108.0, 40.0]),
            json!(["3 Music", 0.0, 156.0]),
            json!(["4 Music", 192.0, 72.0]),
        ]
    );
}

#[test]
fn more_than_a_thousand_events_are_read() {
    let clips = (0..1_100).map(|i| Clip { start_frame: i * 24, ..clip(&format!("S{i}")) }).collect();
    let cut = Cut::new("Long", 24, clips, Vec::new()).unwrap();
    for (kind, text) in [("edl", edl(&cut)), ("otio", otio(&cut))] {
        let seen = read_back(kind, &text);
        assert_eq!(seen.as_array().unwrap().len(), 1_100, "{kind}");
        assert_eq!(
            (&seen[1_099]["name"], &seen[1_099]["at"]),
            (&json!("S1099"), &json!(1_099.0 * 24.0)),
            "{kind}"
        );
    }
}

#[test]
fn captions_are_read_with_their_times_and_voices() {
    let said = "Are you going down to the bell? Are\nyou, really, going down to it?";
    assert_eq!(
        read_back("vtt", &webvtt(&cut())),
        json!([
            [
                "00:00:01.000",
                "00:00:03.000",
                "BOY",
                "Are you going down to the bell? Are you,\nreally, going down to it?"
            ],
            ["00:00:04.500", "00:00:06.500", null, "Then it has had a --&gt; busy year."],
        ])
    );
    assert_eq!(
        read_back("srt", &srt(&cut())),
        json!([
            ["00:00:01.000", "00:00:03.000", null, format!("BOY: {said}")],
            ["00:00:04.500", "00:00:06.500", null, "Then it has had a -> busy year."],
        ])
    );
}

#[test]
fn a_spreadsheet_reads_every_cell() {
    let seen = read_back("csv", &shot_list_csv(&cut()));
    let rows = seen.as_array().unwrap();
    assert_eq!(rows.len(), 4);
    assert!(rows.iter().all(|row| row.as_array().unwrap().len() == 18));
    let cell = |row: usize, name: &str| {
        let column = rows[0].as_array().unwrap().iter().position(|column| column == name).unwrap();
        rows[row][column].as_str().unwrap()
    };
    assert_eq!((cell(1, "Shot"), cell(1, "In"), cell(1, "Out")), ("3A", "01:00:00:00", "01:00:04:00"));
    assert_eq!((cell(1, "Seconds"), cell(1, "Characters")), ("4.0", "BOY, MARGIT"));
    assert_eq!(cell(1, "Notes"), "'=no formula, \"quoted\"\nsecond line");
    assert_eq!(
        (cell(2, "Dialogue"), cell(3, "Heading")),
        ("Then it has had a --> busy year.", "INT. HUT - DAY")
    );
}
