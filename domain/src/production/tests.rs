//! What a plan consists of, as sentences; its laws are in `properties`, what it refuses in `refusals`.

mod belonging;
mod fixtures;
mod jobs;
mod properties;
mod refusals;

use super::*;
use crate::ids::JobId;
use crate::job::{
    AspectRatio, Cost, FilmFormat, FilmRate, JobKind, OfScene, OfVersion, PictureOptions, Scope, Work,
};
use fixtures::*;

/// What is made of the text alone.
const ON_PAPER: &[JobKind] =
    &[JobKind::TimeScene, JobKind::TimeScript, JobKind::ReviewScene, JobKind::ReviewScript];
const TIMES: &[JobKind] = &[JobKind::TimeScene, JobKind::TimeScript];

#[test]
fn everything_of_a_script_is_planned_each_after_what_it_needs_and_by_scene_number() {
    let mut script = script(&["a", "b"]);
    script.scenes.reverse();
    let plan = plan_of(&script, Scope::Script, ON_PAPER, &NothingKnown);
    let expected = [
        ("Timing of scene 1", vec![]),
        ("Timing of scene 2", vec![]),
        ("Timing of the script", vec![0, 1]),
        ("Notes on scene 1", vec![]),
        ("Notes on scene 2", vec![]),
        ("Coverage of the script", vec![3, 4]),
    ];
    let nodes: Vec<_> = plan.nodes.iter().map(|node| (node.label.as_str(), node.needs.clone())).collect();
    assert_eq!(nodes, expected);
    assert_eq!(plan.estimate.compute_ms, 3 * 20 + 2 * 30_000 + 45_000);
}

#[test]
fn what_is_needed_comes_with_what_is_wanted() {
    let plan = plan_of(&script(&["a"]), Scope::Script, &[JobKind::TimeScript], &NothingKnown);
    assert_eq!(kinds_of(&plan), TIMES);
}

#[test]
fn asking_twice_or_in_another_order_is_the_same_plan() {
    let twice = [JobKind::TimeScript, JobKind::TimeScene, JobKind::TimeScript];
    let script = script(&["a", "b"]);
    let plan = |want: &[JobKind]| plan_of(&script, Scope::Script, want, &NothingKnown);
    assert_eq!(plan(&twice), plan(TIMES));
}

#[test]
fn a_worker_is_asked_for_this_text_of_the_scene_and_for_this_version() {
    let script = script(&["a"]);
    let plan = plan_of(&script, Scope::Script, TIMES, &NothingKnown);
    let (id, revision) = (script.scenes[0].id, script.scenes[0].revision);
    assert_eq!(plan.nodes[0].work, Work::TimeScene(OfScene { scene: id, revision }));
    assert_eq!(plan.nodes[1].work, Work::TimeScript(OfVersion { version: script.version }));
}

#[test]
fn how_pictures_are_made_reaches_every_node_that_makes_some_and_changes_what_is_made_of_them() {
    let script = script(&["a"]);
    let want = [JobKind::TimeScene, JobKind::FilmScene];
    let usual = asked(Scope::Script, &want);
    let picture = PictureOptions { aspect_ratio: Some(AspectRatio::Scope), exr: true, ..Default::default() };
    let wide = Produce { picture, ..usual.clone() };
    let [usual, wide] = [usual, wide].map(|asked| plan(&script, &asked, STANDARD, &NothingKnown).unwrap());
    let changed: Vec<JobKind> = usual
        .nodes
        .iter()
        .zip(&wide.nodes)
        .filter(|(usual, wide)| usual.input_hash != wide.input_hash)
        .map(|(_, wide)| wide.kind)
        .collect();
    assert_eq!(changed, [JobKind::StoryboardScene, JobKind::FilmScene]);
    let told: Vec<_> = wide.nodes.iter().filter_map(|node| node.work.picture()).collect();
    assert_eq!(told, [picture]);
}

#[test]
fn how_films_are_made_changes_the_film_alone_and_a_narrator_all_that_is_heard() {
    let structure = script(&["a"]);
    let want = [JobKind::TimeScene, JobKind::FilmScene];
    let made = |structure: &Structure, film: &str| {
        let film = serde_json::from_str(film).unwrap();
        let asked = Produce { film, ..asked(Scope::Script, &want) };
        plan(structure, &asked, STANDARD, &NothingKnown).unwrap().nodes
    };
    let changed = |one: &[NodeDraft], other: &[NodeDraft]| -> Vec<JobKind> {
        let both = one.iter().zip(other);
        both.filter(|(one, other)| one.input_hash != other.input_hash).map(|(_, it)| it.kind).collect()
    };
    let usual = made(&structure, "{}");
    let webm = made(&structure, r#"{"format": "webm", "fps": 25}"#);
    assert_eq!(changed(&usual, &webm), [JobKind::FilmScene]);
    let Work::FilmScene(of) = &webm.last().unwrap().work else { panic!("no film: {webm:?}") };
    assert_eq!((of.film.format, of.film.fps.map(FilmRate::get)), (Some(FilmFormat::Webm), Some(25)));

    let narrated = made(&structure, r#"{"narrator": true}"#);
    let heard = [JobKind::SpeakScene, JobKind::ScoreScene, JobKind::SoundScene, JobKind::MixScene];
    let mut all = changed(&usual, &narrated);
    all.sort_unstable();
    assert_eq!(all, [&heard[..], &[JobKind::FilmScene]].concat());
    assert!(narrated.iter().any(|node| matches!(&node.work, Work::SpeakScene(of) if of.narrator)));

    let mut retold = structure.clone();
    retold.scenes[0].content = digest(&["the same lines, other action"]);
    let again = changed(&narrated, &made(&retold, r#"{"narrator": true}"#));
    assert!(again.contains(&JobKind::SpeakScene), "the narrator reads the action: {again:?}");
    let silent = changed(&usual, &made(&retold, "{}"));
    assert!(!silent.contains(&JobKind::SpeakScene), "the lines are the same: {silent:?}");
}

#[test]
fn an_episode_is_made_of_its_own_scenes() {
    let mut script = script(&["a", "b", "c"]);
    script.scenes[1].episode = Some(2);
    script.scenes[2].episode = Some(2);
    let plan = plan_of(&script, Scope::Episode(2), TIMES, &NothingKnown);
    let subjects: Vec<_> = plan.nodes.iter().flat_map(|node| node.subjects.clone()).collect();
    let [second, third] = [1, 2].map(|at| Scope::Scene(script.scenes[at].id));
    assert_eq!(subjects, [second, third, Scope::Episode(2)]);
    assert_eq!(plan.nodes[2].label, "Timing of episode 2");
    assert_eq!(plan.nodes[2].needs, [0, 1]);
}

#[test]
fn of_a_scene_only_what_is_made_per_scene_is_offered() {
    let script = script(&["a", "b"]);
    let scope = Scope::Scene(script.scenes[1].id);
    let want = offered(STANDARD, scope);
    assert_eq!(want, [JobKind::TimeScene, JobKind::FilmScene]);
    let plan = plan_of(&script, scope, &want, &NothingKnown);
    let labels: Vec<&str> = plan.nodes.iter().map(|node| node.label.as_str()).collect();
    assert_eq!((labels[0], *labels.last().unwrap()), ("Timing of scene 2", "Animatic of scene 2"));
    assert!(labels.iter().all(|label| label.ends_with(" 2")), "{labels:?}");
}

#[test]
fn a_film_is_made_of_the_frames_and_the_sound_of_its_scenes_in_their_order() {
    let want = offered(STANDARD, Scope::Script);
    assert_eq!(want, [JobKind::TimeScene, JobKind::TimeScript, JobKind::FilmScript]);
    let mut script = script(&["a", "b"]);
    script.scenes[1].coverage.speech = digest(&["a line"]);
    let plan = plan_of(&script, Scope::Script, &want[2..], &NothingKnown);
    let film = plan.nodes.last().unwrap();
    let needs: Vec<&str> = film.needs.iter().map(|&need| plan.nodes[need].label.as_str()).collect();
    assert_eq!(needs, ["Frames of scene 1", "Frames of scene 2", "Mix of scene 1", "Mix of scene 2"]);
}

#[test]
fn what_changes_in_a_scene_touches_what_is_made_of_it_and_nothing_else() {
    let before = script(&["a", "b"]);
    let touched = |change: fn(&mut Coverage)| -> Vec<String> {
        let mut after = before.clone();
        change(&mut after.scenes[1].coverage);
        let plan = |it| plan_of(it, Scope::Script, &[JobKind::FilmScript], &NothingKnown);
        let old: Vec<String> = plan(&before).nodes.into_iter().map(|node| node.input_hash).collect();
        let new = plan(&after).nodes.into_iter().filter(|node| !old.contains(&node.input_hash));
        new.map(|node| node.label).collect()
    };
    assert_eq!(touched(|it| it.looks = "a red coat".into()), ["Frames of scene 2", "Animatic of the script"]);
    let sound = ["Voices of scene 2", "Music of scene 2", "Sounds of scene 2", "Mix of scene 2"];
    let of_speech = touched(|it| it.speech = "another line".into());
    assert_eq!(of_speech, [&sound[..], &["Animatic of the script"]].concat());
    let of_mood = touched(|it| it.mood = "tense".into());
    assert_eq!(of_mood, ["Music of scene 2", "Mix of scene 2", "Animatic of the script"]);
}

#[test]
fn a_scene_of_a_new_version_has_frames_of_its_own_and_the_sound_that_is_there() {
    let before = script(&["a"]);
    let mut after = before.clone();
    after.scenes[0].id.0 = uuid::Uuid::from_u128(78);
    let plan = |it| plan_of(it, Scope::Script, &[JobKind::FilmScript], &NothingKnown).nodes;
    let pairs = plan(&before).into_iter().zip(plan(&after));
    let same = pairs.filter(|(old, new)| old.input_hash == new.input_hash).map(|(old, _)| old.label);
    let sound = ["Voices of scene 1", "Music of scene 1", "Sounds of scene 1", "Mix of scene 1"];
    assert_eq!(same.collect::<Vec<_>>(), sound);
}

#[test]
fn of_a_character_the_scenes_it_is_in_are_made() {
    let mut script = script(&["a", "b", "c"]);
    script.scenes[0].characters = vec![script.characters[0].id];
    script.scenes[2].characters = vec![script.characters[1].id, script.characters[0].id];
    let scope = Scope::Character(script.characters[0].id);
    let plan = plan_of(&script, scope, &[JobKind::TimeScene], &NothingKnown);
    let subjects: Vec<_> = plan.nodes.iter().flat_map(|node| node.subjects.clone()).collect();
    assert_eq!(subjects, [0, 2].map(|at| Scope::Scene(script.scenes[at].id)));
}

#[test]
fn scenes_with_equal_texts_are_made_once_and_counted_twice() {
    let script = script(&["a", "b", "a"]);
    let plan = plan_of(&script, Scope::Script, TIMES, &NothingKnown);
    assert_eq!(plan.nodes.len(), 3);
    assert_eq!(plan.nodes[0].subjects, [0, 2].map(|at| Scope::Scene(script.scenes[at].id)));
    assert_eq!(plan.nodes[0].label, "Timing of scene 1");
    assert_eq!(plan.nodes[2].needs, [0, 1, 0]);
}

#[test]
fn a_sum_depends_on_where_its_scenes_stand_though_their_measures_do_not() {
    let before = script(&["a", "b"]);
    let mut after = before.clone();
    after.scenes[1].number = 7;
    let [before, after] = [before, after].map(|it| hashes(&it, TIMES));
    assert_eq!(before[..2], after[..2]);
    assert_ne!(before[2], after[2]);
}

#[test]
fn notes_depend_on_what_the_script_says_of_itself_and_measures_do_not() {
    let before = script(&["a"]);
    let mut after = before.clone();
    after.about.logline.push_str(", until it rains");
    let changed: Vec<bool> =
        hashes(&before, ON_PAPER).iter().zip(hashes(&after, ON_PAPER)).map(|(a, b)| *a != b).collect();
    assert_eq!(changed, [false, false, true, true]);
}

#[test]
fn neighbouring_texts_never_run_into_each_other() {
    assert_ne!(digest(&["ab", "c"]), digest(&["a", "bc"]));
    assert_ne!(digest(&["a", ""]), digest(&["a"]));
    let [mut one, mut other] = [script(&["a"]), script(&["a"])];
    (one.about.title, one.about.logline) = ("Salt".into(), "water".into());
    (other.about.title, other.about.logline) = ("Saltwater".into(), String::new());
    assert_ne!(hashes(&one, &[JobKind::ReviewScene]), hashes(&other, &[JobKind::ReviewScene]));
}

#[test]
fn a_hash_is_computed_as_any_other_program_would() {
    // printf '\0\0\0\0\0\0\0\1\0\0\0\0\0\0\0\2hi' | sha256sum
    assert_eq!(digest(&["hi"]), "655d2c4cbd62c44c1d3f5a6c4479e6e23df11ed87f04398f9960b4c9b31d600b");
    let mut script = script(&["a"]);
    script.scenes[0].content = "c0ffee".into();
    // The kind, revision 1, one input, no needs, each text after its length.
    assert_eq!(
        hashes(&script, &[JobKind::TimeScene]),
        ["e4bf3f29b1a2efd0bee88aa0ed9847bb6385b7571db59d9b9a9b45b30b54093a"]
    );
}

#[test]
fn a_raised_revision_makes_the_kind_and_what_depends_on_it_anew() {
    let script = script(&["a"]);
    let kinds = |revision| {
        registry([(JobKind::TimeScene, scene(), NONE, revision), (JobKind::TimeScript, whole(), TIME, 1)])
    };
    let hashes = |kinds: Vec<NodeKind>| {
        let plan = plan(&script, &asked(Scope::Script, TIMES), &kinds, &NothingKnown).unwrap();
        plan.nodes.into_iter().map(|node| node.input_hash).collect::<Vec<_>>()
    };
    assert!(hashes(kinds(1)).iter().zip(hashes(kinds(2))).all(|(a, b)| *a != b));
}

#[test]
fn what_was_made_before_is_shown_free_and_what_only_it_needed_is_left_out() {
    let script = script(&["a", "b"]);
    let all = plan_of(&script, Scope::Script, TIMES, &NothingKnown);
    let mut memory = Memory::default();
    memory.finish(&all.nodes[2], 9);
    let plan = plan_of(&script, Scope::Script, &[JobKind::TimeScript], &memory);
    assert_eq!(kinds_of(&plan), [JobKind::TimeScript]);
    let sum = &plan.nodes[0];
    assert_eq!((sum.finished, sum.estimate, sum.state()), (Some(job(9)), Cost::default(), NodeState::Made));
    assert!(sum.needs.is_empty() && plan.estimate.is_nothing());
}

#[test]
fn what_was_made_before_waits_for_nothing() {
    let script = script(&["a", "b"]);
    let all = plan_of(&script, Scope::Script, TIMES, &NothingKnown);
    let mut memory = Memory::default();
    memory.finish(&all.nodes[0], 7);
    memory.finish(&all.nodes[2], 9);
    let plan = plan_of(&script, Scope::Script, TIMES, &memory);
    assert_eq!(
        plan.nodes.iter().map(NodeDraft::state).collect::<Vec<_>>(),
        [NodeState::Made, NodeState::Missing, NodeState::Made]
    );
    assert_eq!(plan.nodes[2].needs, [0]);
}

#[test]
fn experience_replaces_the_estimate() {
    let experience = Cost { compute_ms: 5, usd_micros: 11 };
    let memory = Memory { costs: vec![(JobKind::TimeScene, experience)], ..Memory::default() };
    let plan = plan_of(&script(&["a", "b"]), Scope::Script, TIMES, &memory);
    assert_eq!(plan.estimate, Cost { compute_ms: 5 + 5 + 20, usd_micros: 22 });
}

#[test]
fn an_output_for_other_inputs_is_stale_and_one_that_never_was_is_missing() {
    let script = script(&["a", "b", "a"]);
    let third = Scope::Scene(script.scenes[2].id);
    let memory = Memory { made: vec![(JobKind::TimeScene, third)], ..Memory::default() };
    let plan = plan_of(&script, Scope::Script, TIMES, &memory);
    let states: Vec<_> = plan.nodes.iter().map(NodeDraft::state).collect();
    assert_eq!(states, [NodeState::Stale, NodeState::Missing, NodeState::Missing]);
}
