//! The documents for people, read back by poppler.

mod common;

use common::{clip, cut};
use editorial::{Clip, Cut, SheetError, contact_sheet, shot_list};
use std::io::Write;
use std::process::{Command, Stdio};

fn poppler(program: &str, arguments: &[&str], pdf: &[u8]) -> String {
    let mut child = Command::new(program)
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap_or_else(|error| panic!("{program} is needed (Debian: poppler-utils): {error}"));
    let mut stdin = child.stdin.take().unwrap();
    let bytes = pdf.to_vec();
    let writer = std::thread::spawn(move || stdin.write_all(&bytes));
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap().unwrap();
    assert!(output.status.success());
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// A picture of one colour.
fn png(width: u32, height: u32) -> Vec<u8> {
    let mut out = Vec::new();
    let mut encoder = png::Encoder::new(&mut out, width, height);
    encoder.set_color(png::ColorType::Rgb);
    let mut writer = encoder.write_header().unwrap();
    writer.write_image_data(&[40, 90, 140].repeat((width * height) as usize)).unwrap();
    writer.finish().unwrap();
    out
}

fn shots(count: u64, picture: Option<&Vec<u8>>) -> Cut {
    let clips = (0..count).map(|i| Clip {
        scene_number: (1 + i / 7).to_string(),
        heading: "INT. HUT - NIGHT".into(),
        description: "She lays her glove on the bell. ".repeat(20),
        start_frame: i * 24,
        picture: picture.cloned(),
        ..clip(&format!("{}{}", 1 + i / 7, char::from(b'A' + u8::try_from(i % 7).unwrap())))
    });
    Cut::new("The Bell", 24, clips.collect(), Vec::new()).unwrap()
}

#[test]
fn a_contact_sheet_has_nine_shots_to_a_page() {
    let pdf = contact_sheet(&shots(20, Some(&png(64, 36)))).unwrap();
    assert!(poppler("pdfinfo", &["-"], &pdf).contains("Pages:           3"));
    let text = poppler("pdftotext", &["-layout", "-", "-"], &pdf);
    let pages: Vec<&str> = text.split('\u{c}').collect();
    for (page, names) in [(0, ["1A", "1G", "2B"]), (1, ["2C", "2G", "3D"]), (2, ["3E", "3F", "3F"])] {
        assert!(names.iter().all(|name| pages[page].contains(name)), "{}", pages[page]);
    }
    assert!(pages[2].contains("shots 19–20 of 20") && pages[2].contains("page 3 of 3"), "{}", pages[2]);
    let images = poppler("pdfimages", &["-list", "-"], &pdf);
    assert_eq!(images.lines().filter(|line| line.contains("image")).count(), 20, "{images}");
}

#[test]
fn a_shot_list_has_a_row_for_every_shot_and_a_heading_for_every_scene() {
    let pdf = shot_list(&shots(20, None)).unwrap();
    let text = poppler("pdftotext", &["-layout", "-", "-"], &pdf);
    for i in 0..20 {
        let name = format!("{}{}", 1 + i / 7, char::from(b'A' + i % 7));
        assert_eq!(text.split_whitespace().filter(|word| **word == name).count(), 1, "{name}");
    }
    assert_eq!((text.matches("7 shots").count(), text.matches("6 shots").count()), (2, 1), "{text}");
    assert!(text.contains("(continued)"));
    assert!(text.contains("01:00:19:00"), "{text}");
}

#[test]
fn what_is_known_of_a_shot_is_on_both() {
    for pdf in [contact_sheet(&cut()).unwrap(), shot_list(&cut()).unwrap()] {
        let text = poppler("pdftotext", &["-layout", "-", "-"], &pdf);
        for words in [
            "The Bell – a café film",
            "3A",
            "EXT. BREAKWATER - DAWN",
            "wide shot",
            "push in",
            "Grey water",
            "4.0 s",
        ] {
            assert!(text.contains(words), "{words}: {text}");
        }
    }
    assert_eq!(contact_sheet(&cut()), contact_sheet(&cut()), "the same bytes every time");
}

#[test]
fn a_picture_that_is_none_is_named() {
    let refused = |picture: Vec<u8>| {
        let clips = vec![clip("1A"), Clip { start_frame: 24, picture: Some(picture), ..clip("1B") }];
        let cut = Cut::new("T", 24, clips, Vec::new()).unwrap();
        let errors = [contact_sheet(&cut).unwrap_err(), shot_list(&cut).unwrap_err()];
        for error in &errors {
            assert!(matches!(error, SheetError::Picture { name, .. } if name == "1B"), "{error:?}");
        }
        errors[0].to_string()
    };
    assert!(refused(b"GIF89a".to_vec()).ends_with("it is neither png nor jpeg"));
    let whole = png(64, 36);
    refused(whole[..20].to_vec());
    refused(whole[..whole.len() - 30].to_vec());
    refused(vec![0xff, 0xd8, 0xff, 0xe0, 0, 1]);
    // A header that claims a gigapixel.
    let mut huge = whole.clone();
    huge[16..24].copy_from_slice(&[0, 0, 0x80, 0, 0, 0, 0x80, 0]);
    refused(huge);
}

#[test]
fn texts_of_any_length_and_alphabet_stay_on_the_page() {
    let long = "東京 שלום مرحبا 🎬 e\u{301} ".repeat(300);
    let clips = vec![Clip {
        heading: long.clone(),
        description: long.clone(),
        notes: "x".repeat(9_000),
        characters: vec![long.clone()],
        ..clip(&long)
    }];
    let cut = Cut::new(&long, 24, clips, Vec::new()).unwrap();
    for pdf in [contact_sheet(&cut).unwrap(), shot_list(&cut).unwrap()] {
        let boxes = poppler("pdftotext", &["-bbox", "-", "-"], &pdf);
        for line in boxes.lines().filter(|line| line.contains("<word")) {
            let right: f32 = line.split('"').nth(5).unwrap().parse().unwrap();
            assert!(right < 792.0 - 30.0, "{line}");
        }
    }
}

#[test]
fn an_empty_cut_makes_a_page() {
    let empty = Cut::new("T", 24, Vec::new(), Vec::new()).unwrap();
    for pdf in [contact_sheet(&empty).unwrap(), shot_list(&empty).unwrap()] {
        assert!(poppler("pdfinfo", &["-"], &pdf).contains("Pages:           1"));
    }
}
