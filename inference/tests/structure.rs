//! Text that a grammar shapes, from weights far too small to keep a shape by themselves.

mod common;

use common::{answer, ask, engine, wild};
use inference::{Finish, Grammar, InferenceError, Request, Sampling};
use serde_json::{Value, json};

fn shaped(grammar: Grammar, max_new_tokens: usize, sampling: Sampling) -> Request {
    Request { grammar: Some(grammar), ..ask("Plan a film about a lighthouse.", max_new_tokens, sampling) }
}

#[test]
fn whatever_the_seed_an_answer_to_a_schema_parses() {
    let schema = json!({
        "type": "object",
        "required": ["title", "scenes"],
        "additionalProperties": false,
        "properties": {
            "title": {"type": "string", "minLength": 3, "maxLength": 20},
            "scenes": {
                "type": "array", "minItems": 2, "maxItems": 2,
                "items": {
                    "type": "object",
                    "required": ["place", "tension"],
                    "additionalProperties": false,
                    "properties": {
                        "place": {"enum": ["KITCHEN", "LAMP ROOM", "GALLERY"]},
                        "tension": {"type": "integer", "minimum": 1, "maximum": 10}
                    }
                }
            }
        }
    });
    let mut engine = engine();
    let mut titles = std::collections::HashSet::new();
    for seed in 0..8 {
        let request = shaped(Grammar::JsonSchema(schema.clone()), 200, wild(1.2, seed));
        let planned = answer(&mut engine, &request);
        assert_eq!(planned.finish, Finish::Stop, "{}", planned.text);
        let plan: Value =
            serde_json::from_str(&planned.text).unwrap_or_else(|e| panic!("{e}: {}", planned.text));
        let title = plan["title"].as_str().unwrap();
        assert!((3..=20).contains(&title.chars().count()), "{title}");
        titles.insert(title.to_owned());
        let scenes = plan["scenes"].as_array().unwrap();
        assert_eq!(scenes.len(), 2);
        for scene in scenes {
            assert!(["KITCHEN", "LAMP ROOM", "GALLERY"].contains(&scene["place"].as_str().unwrap()));
            assert!((1..=10).contains(&scene["tension"].as_i64().unwrap()));
        }
        assert!(planned.stats.runs < planned.stats.new_tokens, "forced text is read in one run");
    }
    assert!(titles.len() > 4, "the seeds differ: {titles:?}");

    // Cut off, it says so: this is the one way in which it need not parse.
    let cut = answer(&mut engine, &shaped(Grammar::JsonSchema(schema), 6, wild(1.2, 0)));
    assert_eq!((cut.finish, cut.stats.new_tokens), (Finish::Length, 6));
    assert!(serde_json::from_str::<Value>(&cut.text).is_err());
}

#[test]
fn a_lark_grammar_is_obeyed_and_characters_stay_whole() {
    let mut engine = engine();
    let headings = r#"
        start: heading heading
        heading: ("INT. " | "EXT. ") PLACE " - " ("DAY" | "NIGHT") "\n"
        PLACE: /[A-Z][A-Z ]{2,14}[A-Z]/
    "#;
    for seed in 0..4 {
        let written = answer(&mut engine, &shaped(Grammar::Lark(headings.into()), 80, wild(1.2, seed)));
        assert_eq!(written.finish, Finish::Stop);
        let lines: Vec<&str> = written.text.lines().collect();
        assert_eq!(lines.len(), 2, "{}", written.text);
        for line in lines {
            let (place, time) = line[5..].split_once(" - ").unwrap();
            assert!(line.starts_with("INT. ") || line.starts_with("EXT. "), "{line}");
            assert!(time == "DAY" || time == "NIGHT", "{line}");
            assert!(place.chars().all(|c| c.is_ascii_uppercase() || c == ' '), "{line}");
        }
    }

    // Characters of three and four bytes, which this vocabulary spells in several tokens each.
    for seed in 0..3 {
        let grammar = Grammar::Lark("start: /[あ-ん🎬🌊灯台守]{10}/".into());
        let request = shaped(grammar, 120, wild(1.5, seed));
        let mut pieces = Vec::new();
        let written = engine.generate(&request, &|| false, &mut |text| pieces.push(text.to_owned())).unwrap();
        assert_eq!(written.text.chars().count(), 10, "{}", written.text);
        assert_eq!(pieces.concat(), written.text);
        assert!(!written.text.contains('\u{fffd}'));
        assert!(written.stats.new_tokens > 10);
        // Cut in the middle of a character, the text ends before it.
        let cut = answer(&mut engine, &Request { max_new_tokens: 8, ..request });
        assert!(written.text.starts_with(&cut.text), "{} and {}", written.text, cut.text);
    }
}

#[test]
fn forced_text_meets_stop_sequences_and_bad_grammars_are_refused() {
    let mut engine = engine();
    let forced = Grammar::Lark(r#"start: "FADE OUT.\n\nTHE END\nand more""#.into());
    let mut request = shaped(forced, 60, Sampling::greedy());
    request.stop = vec!["E END".into()];
    let stopped = answer(&mut engine, &request);
    assert_eq!((stopped.text.as_str(), stopped.finish), ("FADE OUT.\n\nTH", Finish::StopSequence));

    let bad = shaped(Grammar::Lark("start: missing".into()), 10, Sampling::greedy());
    let refused = engine.generate(&bad, &|| false, &mut |_| {});
    assert!(matches!(refused, Err(InferenceError::Grammar(_))), "{refused:?}");
    request.stop.clear();
    assert_eq!(answer(&mut engine, &request).text, "FADE OUT.\n\nTHE END\nand more");
}
