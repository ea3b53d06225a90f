//! Texts nobody would call a scene: other tongues, other marks, nothing at all, and far too much.

use crate::common::{alone, roles, scene, source};
use breakdown::{
    BreakdownError, Cast, Context, CoverScene, MAX_BYTES, SceneFacts, SceneText, break_down, cast, cover,
    set_of,
};
use domain::scene::shot::{Coverage as C, Setting, TimeOfDay};
use domain::{Genre, Tone};

/// Shots of a text that must be lawful whatever it says.
fn shots_of(content: &str) -> usize {
    let broken = alone(content);
    for shot in &broken.shots {
        assert_eq!(shot.check(), Ok(()), "{content:?}");
        let _in_the_text: &str = source(shot, content);
    }
    broken.shots.len()
}

#[test]
fn other_tongues_are_broken_down_by_their_form() {
    for (tongue, text) in [
        (
            "german",
            "Die TÜR öffnet sich. ÖZGÜR tritt ein.\n\nÖZGÜR\nGuten Abend, Frau Müller.\n\nFRAU MÜLLER\nSetzen Sie sich!\n",
        ),
        (
            "french",
            "ÉLODIE attend. Le téléphone sonne.\n\nÉLODIE\n(à voix basse)\nÇa suffit !\n\nRENÉ (OFF)\nJe sais.\n",
        ),
        ("russian", "Ночь. АННА стоит у окна.\n\nАННА\nТы опоздал.\n\nИВАН\nПрости меня.\n"),
        ("greek", "Βροχή.\n\nΕΛΕΝΗ\nΠού ήσουν;\n\nΝΙΚΟΣ\nΕδώ.\n"),
        ("japanese", "雨。\n\n@花子\n遅いよ。\n\n@太郎\nごめん。\n"),
        ("chinese", "夜。李雷走进房间。\n\n@李雷\n你好。\n\n@韩梅梅\n再见。\n"),
        ("arabic", "ليل.\n\n@ليلى\nأين كنت؟\n\n@عمر\nهنا.\n"),
        ("hindi", "रात।\n\n@मीरा\nतुम कहाँ थे?\n\n@राज\nयहीं।\n"),
        ("combining", "Cafe\u{301} noir.\n\nZOE\u{308}\nOu\u{300}?\n"),
        ("emoji", "🎬 🌧️\n\n@🤖\n👍🏽 👨‍👩‍👧‍👦\n"),
    ] {
        let broken = scene("INT. BAR - NIGHT", text, Genre::Drama, Tone::Neutral);
        assert!(broken.shots.len() >= 2, "{tongue}: {:?}", roles(&broken));
        let spoken = broken.shots.iter().filter(|shot| shot.role != C::Establishing).count();
        assert!(spoken >= 1, "{tongue}");
        shots_of(text);
    }
}

#[test]
fn cues_in_any_script_are_people_of_the_cast() {
    let text = "АННА\nДа.\n\n@花子\nはい。\n\n@ليلى\nنعم.\n\nÅSA\nJa.\n";
    let cast = cast(&[SceneText { heading: "", content: text }], &[]);
    let names: Vec<&str> = cast.members.iter().map(|it| it.name.as_str()).collect();
    assert_eq!(names, ["Анна", "花子", "ليلى", "Åsa"]);
    assert!(cast.member("анна").is_some() && cast.member("åsa").is_some());
}

#[test]
fn line_ends_of_every_system_give_the_same_shots() {
    let text = "ANNA waits.\n\nANNA\nHello there.\n\nBEN\n(beat)\nGood evening.\n";
    let found = roles(&alone(text));
    assert_eq!(roles(&alone(&text.replace('\n', "\r\n"))), found);
    assert!(shots_of(&text.replace('\n', "\r")) >= 1);
    assert!(shots_of(&format!("\u{feff}{text}")) >= 1);
}

#[test]
fn the_marks_of_fountain_are_not_read_as_text() {
    let text = "ANNA *waits* by the **door**. [[Hold this long.]] /* cut */\n\n= A synopsis with a GUN.\n\n\
        # Act Two with a KNIFE\n\n> CUT TO:\n\nANNA\n_Never._\n";
    let broken = alone(text);
    for shot in &broken.shots {
        let told = &shot.description;
        assert!(!told.contains("Hold this long") && !told.contains('*') && !told.contains("[["), "{told}");
        assert!(!shot.props.iter().any(|prop| prop == "gun" || prop == "knife"), "{:?}", shot.props);
    }
}

#[test]
fn two_who_speak_at_once_are_both_heard() {
    let text = "ANNA\nStay.\n\nBEN ^\nGo.\n";
    let broken = alone(text);
    let names: std::collections::BTreeSet<&str> =
        broken.shots.iter().flat_map(|shot| shot.characters.iter().map(String::as_str)).collect();
    assert_eq!(names.into_iter().collect::<Vec<_>>(), ["Anna", "Ben"]);
}

#[test]
fn what_is_no_scene_at_all_gets_one_establishing_shot() {
    for text in ["", " ", "\n\n\n", "...", "[[only a note]]", "/* only a boneyard */", "===", "!!!", "~", "—"]
    {
        assert_eq!(roles(&alone(text)), [C::Establishing], "{text:?}");
    }
}

#[test]
fn a_cue_without_a_line_and_a_line_without_a_cue_are_shown() {
    assert!(shots_of("ANNA\n\nBEN\n\n") >= 1);
    assert!(shots_of("(quietly)\nHello?\n") >= 1);
    assert!(shots_of("@\n\n@ \nHello\n") >= 1);
}

#[test]
fn hostile_words_break_nothing() {
    for text in [
        "\u{202e}ANNA\u{202c}\nabc\n",
        "A\u{0300}\u{0301}\u{0302}\nx\n",
        "ANNA\n\u{1}\u{2}\u{7f}\n",
        "((((((((((\n))))))))))\n",
        "\"\"\"\"''''``\n",
        "ANNA (((V.O.)\n(((beat)))\nx\n",
        "%s %n {} {0} ${x} <b>&amp;\n",
        "ANNA\n--\n\nBEN\n..\n",
    ] {
        assert!(shots_of(text) >= 1, "{text:?}");
    }
}

#[test]
fn a_name_as_long_as_a_page_is_cut_and_its_line_kept() {
    let name = "ANNA ".repeat(400);
    let text = format!("{name}\nHello there.\n");
    assert!(shots_of(&text) >= 1);
    let cast = cast(&[SceneText { heading: "", content: &text }], &[]);
    assert!(cast.members.iter().all(|it| it.name.chars().count() <= domain::scene::shot::MAX_NAME));
}

#[test]
fn a_megabyte_of_any_kind_is_at_most_forty_shots() {
    let fill = |part: &str| {
        let mut text = part.repeat(MAX_BYTES / part.len());
        text.truncate(MAX_BYTES);
        text
    };
    for part in ["ANNA\nYes.\n\nBEN\nNo!\n\n", "The phone rings. Anna runs. ", "x ", "\n"] {
        let broken = alone(&fill(part));
        assert!((1..=40).contains(&broken.shots.len()), "{part:?}: {}", broken.shots.len());
        assert!(broken.shots.iter().all(|shot| shot.description.chars().count() < 2_000), "{part:?}");
    }
}

#[test]
fn a_byte_more_is_refused_and_says_how_many() {
    let text = "x".repeat(MAX_BYTES + 1);
    let set = set_of("INT. BAR - DAY", "", None);
    let facts = SceneFacts {
        content: &text,
        revision: 1,
        set: &set,
        genre: Genre::Drama,
        tone: Tone::Neutral,
        tension: "",
    };
    let error = break_down(&facts, &Cast::default(), &Context::default()).unwrap_err();
    assert_eq!(error, BreakdownError::TooLong { bytes: MAX_BYTES + 1 });
    assert_eq!(error.to_string(), format!("the scene has {} bytes; the most is {MAX_BYTES}", MAX_BYTES + 1));
}

#[test]
fn sluglines_in_any_state_name_a_set() {
    for (heading, setting, time) in [
        ("", Setting::Interior, TimeOfDay::Day),
        ("   ", Setting::Interior, TimeOfDay::Day),
        ("INT.", Setting::Interior, TimeOfDay::Day),
        ("ext. straße - nacht", Setting::Exterior, TimeOfDay::Day),
        ("INT./EXT. BOAT - MAGIC HOUR", Setting::Both, TimeOfDay::Day),
        ("EST. CITY - SUNRISE", Setting::Exterior, TimeOfDay::Dawn),
        ("INT. ROOM - NIGHT - FLASHBACK", Setting::Interior, TimeOfDay::Night),
        ("INT. 7TH FLOOR, ROOM 12 - MIDNIGHT", Setting::Interior, TimeOfDay::Night),
        ("\u{202e}EXT. X", Setting::Interior, TimeOfDay::Day),
    ] {
        let set = set_of(heading, "", None);
        assert_eq!((set.setting, set.time), (setting, time), "{heading:?}");
        assert!(!set.place.is_empty());
    }
}

#[test]
fn a_version_of_odd_scenes_is_covered_whole() {
    let texts = ["", "ANNA\nYes.\n", "\0", "💥", "ANNA\nNo.\n"];
    let scenes: Vec<CoverScene<'_>> = texts
        .iter()
        .map(|content| CoverScene {
            heading: "INT. BAR - NIGHT",
            content,
            revision: 1,
            tone: Tone::Neutral,
            tension: "",
            changes: &[],
        })
        .collect();
    let covered = cover(&scenes, Genre::Drama, &[]);
    assert_eq!(covered.len(), 5);
    assert!(matches!(covered[2].breakdown, Err(BreakdownError::Unreadable(_))));
    let fine = covered.iter().filter(|scene| scene.breakdown.is_ok()).count();
    assert_eq!(fine, 4);
    assert_eq!(covered[4].members[0].name, "Anna");
}
