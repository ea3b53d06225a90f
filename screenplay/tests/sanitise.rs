//! Model answers as small models really give them, and the scenes that are made of them.

use screenplay::{Heading, Interior, ScreenplayBuilder, check_scene, format, sanitise_scene};

fn cast() -> Vec<String> {
    vec!["Odile Brandt".to_owned(), "Ferryman".to_owned()]
}

#[test]
fn a_chatty_markdown_answer_becomes_a_scene() {
    let answer = "Sure! Here is the scene:\n\n```fountain\n**INT. HUT - NIGHT**\n\n*Rain* on the roof.\n\n**ODILE**\n\n(whispering)\nWho is there?\n\nFERRYMAN: \"Nobody.\"\n\n### Scene 2\nEXT. PIER - DAY\n\nTHE LAMP\n\nShe leaves.\n```\nLet me know if you'd like changes!<|im_end|>";
    assert_eq!(
        sanitise_scene(answer, &cast()),
        "*Rain* on the roof.\n\nODILE\n(whispering)\nWho is there?\n\nFERRYMAN\nNobody.\n\nTHE LAMP\n\nShe leaves.\n"
    );
}

#[test]
fn proper_fountain_is_left_alone() {
    let scene = "Rain.\n\nODILE\n(low)\nStay.\nPlease.\n\nFERRYMAN (V.O.)\n~Down by the river\n\nCUT TO:\n\nShe stays.\n";
    assert_eq!(sanitise_scene(scene, &[]), scene);
    let check = check_scene(scene);
    assert!(check.has_action && check.has_dialogue);
    assert_eq!(check.cues, ["FERRYMAN", "ODILE"]);
}

#[test]
fn a_loop_of_a_small_model_is_cut() {
    let answer = "Odile opens the door to the hut slowly.\n\nODILE\nIs anyone there tonight, sir?\n\n"
        .repeat(30)
        + &"He waits. ".repeat(90);
    let scene = sanitise_scene(&answer, &[]);
    assert_eq!(scene.matches("opens the door").count(), 1, "{scene}");
    assert_eq!(scene.matches("anyone").count(), 1, "{scene}");
    assert_eq!(scene.matches("ODILE").count(), 1, "{scene}");
    assert!(scene.matches("He waits").count() <= 3, "{scene}");
}

#[test]
fn words_inside_a_speech_are_not_judged() {
    let scene = "ODILE\nSure.\nRemember: the end.\nLet me know when.\n";
    assert_eq!(sanitise_scene(scene, &cast()), scene);
}

#[test]
fn a_cue_without_words_is_action() {
    assert_eq!(sanitise_scene("ODILE:\n\nINT. ROOM - DAY\n\nRain.", &cast()), "ODILE\n\nRain.\n");
    assert_eq!(sanitise_scene("ODILE\n(smiling)\n\nRain.", &[]), "ODILE (smiling)\n\nRain.\n");
    assert!(!check_scene("ODILE\n\nRain.\n").has_dialogue);
}

#[test]
fn overlong_lines_are_split_where_sentences_end() {
    let sentence = |i: usize| format!("Sentence number {i} about the river and its lamps. ");
    let long: String = (0..60).map(sentence).collect();
    let scene = sanitise_scene(&format!("{long}\n\nODILE\n{long}"), &[]);
    assert!(
        scene
            .lines()
            .all(|line| line.chars().count() <= 500 && (line.is_empty() || line.ends_with(['.', 'E']))),
        "{scene}"
    );
    assert_eq!(scene.matches("Sentence").count(), 120);
}

#[test]
fn json_answers_are_unwrapped() {
    let answer = r#"{"heading": "INT. HUT - NIGHT",
"action": "Rain on the roof.",
"character": "ODILE",
"line": "Who is there?"}"#;
    let scene = "Rain on the roof.\n\nODILE\nWho is there?\n";
    assert_eq!(sanitise_scene(answer, &[]), scene);
    assert_eq!(sanitise_scene(&answer.replace('\n', " "), &[]), scene);
}

#[test]
fn an_unusable_answer_still_gives_a_scene() {
    let heading = Heading::new(Interior::Ext, "pier", "dusk");
    let mut builder = ScreenplayBuilder::new("The Ferry")
        .title_line("Credit", "written by")
        .title_line("", "x")
        .cast(&cast());
    let check = builder.scene(&heading, "```\nSure!\n```");
    assert!(!check.has_action && !check.has_dialogue);
    assert!(!builder.scene(&heading, "ODILE: Hm.").has_action);
    assert_eq!(
        format(&builder.finish()),
        "Title: The Ferry\nCredit: written by\n\nEXT. PIER - DUSK\n\nPIER. DUSK.\n\nEXT. PIER - DUSK\n\nPIER. DUSK.\n\nODILE\nHm.\n"
    );
}
