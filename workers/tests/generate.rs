//! Whole jobs with real weights: from the request to a version that reads back, with its scenes.

mod common;
#[path = "common/studio_script.rs"]
mod studio_script;

use common::{Studio, options, until};
use domain::character::Profile;
use domain::job::{BreakDown, JobCommand, JobState, Phase, Work};
use domain::scene::{NewScene, SceneCommand};
use domain::version::Source;
use domain::{Job, Length, Scene, SceneId, ScriptType};
use event_store::edge;
use projections::{Limit, progress, scenes, versions};
use screenplay::{outline_beats, treatment_acts};
use studio_script::{Script, tiny, with_model};
use workers::WorkerOptions;

#[tokio::test(flavor = "multi_thread")]
async fn a_screenplay_has_its_headings_cues_dialogue_and_scenes() {
    let studio = Studio::open().await;
    let mara = Profile { name: "Mara Lindt".into(), voice: "clipped".into(), ..Profile::default() };
    let tom = Profile { name: "Tom".into(), personality: "a lost sailor".into(), ..Profile::default() };
    let script = Script::with_cast(&studio, &[mara, tom]).await;
    studio.worker("w", tiny());
    let job = script.generate(&studio, ScriptType::Screenplay, Length::Short).await;
    let done = studio.job_in(job, JobState::Completed).await;
    assert_eq!((done.attempt, done.result.as_ref().unwrap()["version_number"].as_u64()), (1, Some(1)));
    assert_eq!(studio.events("job.phase_entered").await, 1);

    let version = script.version(&studio, 1).await;
    assert_eq!(version.summary.source, Source::Job { job_id: job });
    let parsed = screenplay::parse(&version.text).unwrap();
    let views = parsed.scenes();
    assert_eq!(views.len(), 2, "{}", version.text);
    for view in &views {
        assert!(view.interior.is_some() && view.time_of_day.is_some(), "{}", view.heading);
        assert!(view.has_dialogue && view.characters.len() == 2, "{}", version.text);
        assert!(view.characters.iter().all(|name| name == "MARA LINDT" || name == "TOM"));
    }
    let provenance = version.summary.provenance.unwrap();
    assert_eq!((provenance.engine.as_str(), provenance.licence.as_str()), ("candle", "Apache-2.0"));
    assert_eq!(provenance.sha256, "b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53");
    assert_eq!(provenance.prompt, "Begin with the storm.");
    assert!(provenance.tokens > 100 && provenance.origin.contains("SmolLM2"));

    let client = studio.pool.get().await.unwrap();
    until("the scenes are projected", async || {
        scenes::list(&client, script.owner, script.id, 1, None, Limit::MOST).await.unwrap().items.len() == 2
    })
    .await;
    let listed = scenes::list(&client, script.owner, script.id, 1, None, Limit::MOST).await.unwrap().items;
    for (scene, view) in listed.iter().zip(&views) {
        assert_eq!((&scene.setting, &scene.content), (&view.heading, &view.content));
        assert!(!scene.goal.is_empty() && !scene.tension.is_empty(), "{scene:?}");
        assert_eq!((scene.tone, scene.number), (domain::Tone::Suspenseful, view.ordinal));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_treatment_has_its_three_acts_and_goes_on_from_the_newest_version() {
    let studio = Studio::open().await;
    let script = Script::with_cast(&studio, &[]).await;
    let first = script.draft(&studio, "INT. LAMP ROOM - NIGHT\n\nRain.").await;
    studio.worker("w", tiny());
    let job = script.generate(&studio, ScriptType::Treatment, Length::Short).await;
    studio.job_in(job, JobState::Completed).await;
    let version = script.version(&studio, 2).await;
    assert_eq!((first, version.summary.parent), (1, Some(1)));
    assert_eq!(version.summary.script_type, ScriptType::Treatment);
    let acts = treatment_acts(&version.text);
    let titles: Vec<&str> = acts.iter().map(|(title, _)| title.as_str()).collect();
    assert_eq!(titles, ["ACT ONE", "ACT TWO", "ACT THREE"]);
    assert!(acts.iter().all(|(_, prose)| prose.split_whitespace().count() > 2), "{acts:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_outline_has_its_beats() {
    let studio = Studio::open().await;
    let script = Script::with_cast(&studio, &[]).await;
    studio.worker("w", tiny());
    let job = script.generate(&studio, ScriptType::Outline, Length::Medium).await;
    studio.job_in(job, JobState::Completed).await;
    let beats = outline_beats(&script.version(&studio, 1).await.text);
    assert_eq!(beats.iter().map(|beat| beat.number).collect::<Vec<_>>(), [1, 2, 3, 4]);
    assert!(
        beats.iter().all(|beat| !beat.title.is_empty() && beat.text.ends_with(['.', '!', '?'])),
        "{beats:?}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn words_and_progress_are_seen_while_it_is_written_and_a_cancel_ends_it() {
    let studio = Studio::open().await;
    let script = Script::with_cast(&studio, &[]).await;
    studio.worker("w", studio_script::endless());
    let job = script.generate(&studio, ScriptType::Screenplay, Length::Short).await;
    let client = studio.pool.get().await.unwrap();
    let seen = async || progress::read(&client, job).await.unwrap();
    until("some words", async || {
        seen()
            .await
            .and_then(|tick| tick.progress.text)
            .is_some_and(|text| text.split_whitespace().count() > 12)
    })
    .await;
    let tick = seen().await.unwrap();
    assert_eq!((tick.phase, tick.progress.total_steps), (Some(Phase::GeneratingText), 2));
    assert!(tick.progress.message.starts_with("Writing scene 1 of 2: "), "{}", tick.progress.message);
    assert!(tick.progress.fraction > 0.0 && tick.progress.fraction < 1.0);
    let text = tick.progress.text.unwrap();
    assert!(text.starts_with("INT. ") || text.starts_with("EXT. "), "{text}");

    studio.command::<Job>(job, JobCommand::RequestCancel { reason: None }).await;
    let since = std::time::Instant::now();
    studio.job_in(job, JobState::Cancelled).await;
    assert!(since.elapsed() < std::time::Duration::from_secs(10), "{:?}", since.elapsed());
    assert_eq!(studio.events("script.version_added").await, 0);
    // The model is free again.
    let next = script.generate(&studio, ScriptType::Outline, Length::Short).await;
    studio.job_when(next, |job| job.outputs.contains_key("plan")).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_attempt_after_another_goes_on_after_the_finished_scenes() {
    let studio = Studio::open().await;
    let script = Script::with_cast(&studio, &[]).await;
    let job = script.generate(&studio, ScriptType::Screenplay, Length::Medium).await;
    let (worker, shutdown) = studio.worker("first", tiny());
    studio.job_when(job, |job| job.outputs.contains_key("scene:1")).await;
    shutdown.cancel();
    worker.stopped().await;
    let stopped = studio.job(job).await;
    assert_eq!(stopped.state, JobState::Queued);
    let (plan, first) = (stopped.outputs["plan"].clone(), stopped.outputs["scene:1"].clone());
    studio.worker("second", tiny());
    let done = studio.job_in(job, JobState::Completed).await;
    assert_eq!((done.attempt, &done.outputs["plan"], &done.outputs["scene:1"]), (2, &plan, &first));
    let version = script.version(&studio, 1).await;
    let views = screenplay::parse(&version.text).unwrap().scenes();
    assert_eq!(views.len(), 3);
    // What is shown of the second attempt begins with what the first has finished.
    let client = studio.pool.get().await.unwrap();
    let tick = progress::read(&client, job).await.unwrap().unwrap();
    let text = tick.progress.text.unwrap();
    assert_eq!(tick.attempt, 2);
    assert!(text.starts_with(&views[0].heading) && text.contains(first.as_str().unwrap()), "{text}");
    assert_eq!(studio.events("version.drafted").await, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn without_a_model_or_a_script_the_job_says_so() {
    let studio = Studio::open().await;
    let script = Script::with_cast(&studio, &[]).await;
    studio.worker_with(WorkerOptions { slots: 2, ..options("w") }, studio_script::without_model());
    let job = script.generate(&studio, ScriptType::Outline, Length::Short).await;
    let error = studio.job_in(job, JobState::Failed).await.error.unwrap();
    assert!(error.message.contains("--text-model"), "{}", error.message);
    let lost = studio.request(script.owner, "x").await;
    let error = studio.job_in(lost, JobState::Failed).await.error.unwrap();
    assert_eq!(error.message, "the job names no script");
    let stranger = common::somebody();
    let work = studio_script::work(ScriptType::Outline, Length::Short);
    let foreign = studio.request_work(stranger, Some(script.id), work, 0, 5).await;
    let error = studio.job_in(foreign, JobState::Failed).await.error.unwrap();
    assert_eq!(error.message, "whoever asked may not write this script");
    let client = studio.pool.get().await.unwrap();
    assert!(versions::get(&client, script.owner, script.id, 1).await.unwrap().is_none());
}

#[tokio::test(flavor = "multi_thread")]
async fn shots_are_described_by_the_model_within_their_schema_and_stay_what_the_rules_made_them() {
    let studio = Studio::open().await;
    let script = Script::with_cast(&studio, &[]).await;
    script.draft(&studio, "INT. LAMP ROOM - NIGHT\n\nMara waits.").await;
    let version = script.version(&studio, 1).await.summary.id;
    let scene = SceneId(edge::fresh_id());
    let new = NewScene {
        scene,
        script: script.id,
        owner: script.owner,
        version,
        number: 1,
        setting: "INT. LAMP ROOM - NIGHT".into(),
        goal: String::new(),
        tension: String::new(),
        tone: domain::Tone::Dark,
        content: "Mara waits at the lamp.\n\nMARA\nWho is there?".into(),
        episode: None,
    };
    studio.command::<Scene>(scene, SceneCommand::Add(Box::new(new))).await;
    let client = studio.pool.get().await.unwrap();
    until("the scene is projected", async || {
        scenes::get(&client, script.owner, scene).await.unwrap().is_some()
    })
    .await;
    studio.worker("w", with_model());
    let asked = BreakDown { scene, revision: 1, again: false };
    let mut described = Vec::new();
    for work in [Work::BreakDownScene(asked), Work::DescribeScene(asked)] {
        let job = studio.request_work(script.owner, Some(script.id), work, 0, 5).await;
        studio.job_in(job, JobState::Completed).await;
        let loaded = studio.store.load::<Scene>(scene).await.unwrap().unwrap();
        described.push(loaded.state.details().unwrap().shot_list.clone());
    }
    let [by_rule, by_model] = &described[..] else { unreachable!() };
    assert!(!by_rule.shots.is_empty());
    assert_ne!(by_rule.shots, by_model.shots);
    for (before, after) in by_rule.shots.iter().zip(&by_model.shots) {
        let words = &after.plan.description;
        assert!((12..=180).contains(&words.chars().count()), "{words}");
        let mut restored = after.clone();
        restored.plan.description.clone_from(&before.plan.description);
        assert_eq!(&restored, before, "only the words change");
    }
}
