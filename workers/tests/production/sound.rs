//! Scenes are heard: spoken, scored, sounded and mixed with the real voices and instruments, and what comes out
//! is judged by ffmpeg.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use domain::asset::{AssetDetails, AssetTag};
use domain::job::{
    FilmOptions, JobCommand, JobDetails, JobKind, JobState, OfScene, Phase, Scope, Speak, Work,
};
use domain::scene::{ContentSource, SceneCommand};
use domain::{Asset, AssetId, Job, Scene};
use serde_json::{Value, json};
use workers::kinds::{Crafts, SoundStage, standard};
use workers::{TextModel, WorkerOptions};

use super::promises;
use super::script::{Film, made};
use crate::common::{Studio, options};

const TALK: &str = "Rain on the windows. MARA, a woman of 40, waits at the lamp. A KNOCK. She freezes.\n\n\
                    MARA\n(whispering)\nWho is there, at this hour?\n\n\
                    ELIAS, an old man in a wet coat, opens the door.\n\n\
                    ELIAS (O.S.)\nOnly me. The soldiers are on the road, and they will be here before the lamp \
                    goes out, so put on your coat and come.\n\n\
                    MARA\nThen we have to go.\n\nShe slams the door. Thunder.";

/// The folder of the speech model, by the rule of `scripts/fetch-models`. Where nothing was fetched the speech
/// programs speak.
fn speech_model() -> PathBuf {
    let variable = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    let cache = || variable("XDG_CACHE_HOME").or_else(|| Some(variable("HOME")?.join(".cache")));
    let models = variable("SPOOL_MODELS_DIR").or_else(|| Some(cache()?.join("spool/models")));
    models.expect("HOME is set").join("hibari")
}

fn worker(studio: &Studio, voices: PathBuf) {
    let crafts = Crafts { sounds: SoundStage::new(Some(voices)), ..Crafts::default() };
    let kinds = standard(&TextModel::default(), &crafts);
    studio.worker_with(WorkerOptions { slots: 2, ..options("w") }, kinds);
}

async fn rewrite(studio: &Studio, film: &Film, content: &str) {
    let source = ContentSource::Hand {};
    let rewrite = SceneCommand::Rewrite { content: content.into(), source };
    studio.command::<Scene>(film.scenes[0], rewrite).await;
}

async fn mixed(studio: &Studio, film: &Film) -> JobDetails {
    let done = film.produce(studio, Scope::Scene(film.scenes[0]), &[JobKind::MixScene]).await;
    assert_eq!(done.state, JobState::Completed, "{done:?}");
    done
}

async fn result(studio: &Studio, of: &JobDetails, kind: JobKind) -> Value {
    made(studio, of, kind).await.remove(0)
}

/// A file as it is kept, with what is known of it.
struct Heard {
    about: AssetDetails,
    file: tempfile::NamedTempFile,
}

impl Heard {
    async fn of(studio: &Studio, kept: &Value) -> Self {
        let id: AssetId = serde_json::from_value(kept["asset"].clone()).unwrap();
        let loaded = studio.store.load::<Asset>(id).await.unwrap().unwrap();
        let about = loaded.state.details().unwrap().clone();
        assert_eq!(kept["sha256"], about.asset.facts.sha256.as_str());
        let digest = about.asset.facts.sha256.as_str().parse().unwrap();
        let bytes = studio.assets.get(digest, None).await.unwrap().bytes().await.unwrap();
        let file = tempfile::NamedTempFile::with_suffix(".wav").unwrap();
        std::fs::write(file.path(), bytes).unwrap();
        Self { about, file }
    }

    /// Codec, rate, channels and samples, as ffprobe has them.
    fn probed(&self) -> String {
        let run = Command::new("ffprobe")
            .args(["-v", "error", "-show_entries", "stream=codec_name,sample_rate,channels,duration_ts"])
            .args(["-of", "csv=p=0"])
            .arg(self.file.path())
            .output()
            .expect("ffprobe is installed by scripts/bootstrap");
        String::from_utf8_lossy(&run.stdout).trim().to_owned()
    }

    /// Mean level of a stretch, in decibels.
    fn level(&self, from_ms: u64, ms: u64) -> f64 {
        #[expect(clippy::cast_precision_loss, reason = "some minutes of milliseconds")]
        let seconds = |ms: u64| format!("{}", ms as f64 / 1_000.0);
        let cut = ["-ss", &seconds(from_ms), "-t", &seconds(ms)];
        number(&ffmpeg(self.file.path(), &cut, "volumedetect"), "mean_volume:")
    }
}

fn ffmpeg(file: &Path, cut: &[&str], filter: &str) -> String {
    let run = Command::new("ffmpeg")
        .args(["-hide_banner", "-nostats"])
        .args(cut)
        .arg("-i")
        .arg(file)
        .args(["-af", filter, "-f", "null", "-"])
        .output()
        .expect("ffmpeg is installed by scripts/bootstrap");
    String::from_utf8_lossy(&run.stderr).into_owned()
}

fn number(said: &str, label: &str) -> f64 {
    let found = said.rsplit_once(label).unwrap_or_else(|| panic!("no {label} in {said}")).1;
    found.split_whitespace().next().unwrap().parse().unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_scene_is_spoken_scored_sounded_and_mixed_to_the_sample() {
    let studio = Studio::open().await;
    worker(&studio, speech_model());
    let film = Film::of(&studio, 1).await;
    rewrite(&studio, &film, TALK).await;
    let done = mixed(&studio, &film).await;
    let mix = result(&studio, &done, JobKind::MixScene).await;
    let frames: u64 = mix["shots"].as_array().unwrap().iter().map(|shot| shot.as_u64().unwrap()).sum();

    let master = Heard::of(&studio, &mix["audio"]).await;
    assert_eq!(master.probed(), format!("pcm_s24le,48000,2,{}", frames * 2_000));
    let said = ffmpeg(master.file.path(), &[], "ebur128=peak=true");
    let summary = said.rsplit_once("Summary:").unwrap().1;
    let (lufs, peak) = (number(summary, "I:"), number(summary, "Peak:"));
    assert!((lufs + 16.0).abs() <= 0.5 && peak <= -1.0, "{lufs} LUFS, {peak} dBTP");
    assert!((mix["loudness_lufs"].as_f64().unwrap() - lufs).abs() < 0.2, "{mix}");
    assert_eq!(master.about.asset.tag, AssetTag::Mix);
    assert_eq!(master.about.asset.facts.file_name.as_str(), "scene 1 mix.wav");
    assert_eq!(master.about.asset.belongs.scene, Some(film.scenes[0]));

    let captions = mix["captions"].as_array().unwrap();
    let text = captions.iter().map(|it| it["text"].as_str().unwrap()).collect::<Vec<_>>().join(" ");
    assert!(text.starts_with("Who is there, at this hour? Only me. The soldiers are on the road"), "{text}");
    assert!(text.ends_with("Then we have to go."), "{text}");
    let times = captions.iter().map(|it| (it["from"].as_u64().unwrap(), it["to"].as_u64().unwrap()));
    let times: Vec<(u64, u64)> = times.collect();
    assert!(times.iter().all(|(from, to)| from < to && *to <= frames), "{times:?} of {frames}");
    assert!(times.windows(2).all(|pair| pair[0].1 <= pair[1].0), "{times:?}");
    voices_are_heard(&studio, &done).await;
    stems_are_kept(&studio, &done, frames).await;
    promises::kept(&studio).await;
}

async fn voices_are_heard(studio: &Studio, done: &JobDetails) {
    let voices = result(studio, done, JobKind::SpeakScene).await;
    let stem = Heard::of(studio, &voices["stem"]).await;
    assert!(stem.probed().starts_with("pcm_s24le,48000,1,"), "{}", stem.probed());
    let lines = voices["lines"].as_array().unwrap();
    assert_eq!(
        lines.iter().map(|it| it["speaker"].as_str().unwrap()).collect::<Vec<_>>(),
        ["MARA", "ELIAS", "MARA"]
    );
    let levels =
        lines.iter().map(|line| stem.level(line["at_ms"].as_u64().unwrap(), line["ms"].as_u64().unwrap()));
    let levels: Vec<f64> = levels.collect();
    assert!(levels.iter().all(|db| *db > -45.0), "{levels:?}");
    assert!(levels[0] < levels[2] - 4.0, "she whispers: {levels:?}");
    let provenance = &stem.about.asset.provenance;
    let cast = provenance.parameters["voices"].as_array().unwrap();
    assert_eq!(cast.iter().map(|it| it[0].as_str().unwrap()).collect::<Vec<_>>(), ["ELIAS", "MARA"]);
    assert_ne!(cast[0][1], cast[1][1], "two people sound alike");
    assert!(provenance.licence.is_some() && provenance.seed.is_some(), "{provenance:?}");
}

async fn stems_are_kept(studio: &Studio, done: &JobDetails, frames: u64) {
    let music = result(studio, done, JobKind::ScoreScene).await;
    let sounds = result(studio, done, JobKind::SoundScene).await;
    let stems = [
        (&music["audio"], AssetTag::Music, -40.0),
        (&sounds["ambience"], AssetTag::Ambience, -70.0),
        (&sounds["effects"], AssetTag::Effects, -70.0),
    ];
    for (kept, tag, least_db) in stems {
        let stem = Heard::of(studio, kept).await;
        assert_eq!(stem.probed(), format!("pcm_s24le,48000,2,{}", frames * 2_000), "{tag}");
        assert_eq!(stem.about.asset.tag, tag);
        assert_eq!(stem.about.asset.facts.file_name.as_str(), format!("scene 1 {tag}.wav"));
        assert_eq!(stem.about.asset.facts.measures.duration_ms, Some(frames * 1_000 / 24));
        let level = stem.level(0, frames * 1_000 / 24);
        assert!(level > least_db, "{tag} is silent: {level} dB");
    }
    let effects = Heard::of(studio, &sounds["effects"]).await.about.asset.provenance.parameters;
    let kinds: Vec<&str> =
        effects["cues"].as_array().unwrap().iter().map(|cue| cue["kind"].as_str().unwrap()).collect();
    for kind in ["knock", "door", "thunder"] {
        assert!(kinds.contains(&kind), "no {kind} in {kinds:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_the_same_is_not_made_again_and_other_action_leaves_the_voices_alone() {
    let studio = Studio::open().await;
    worker(&studio, speech_model());
    let film = Film::of(&studio, 1).await;
    rewrite(&studio, &film, "Mara bursts in.\n\nMARA\nIs anybody here?").await;
    mixed(&studio, &film).await;
    let again = mixed(&studio, &film).await;
    assert!(again.plan.as_ref().unwrap().nodes.iter().all(|node| node.reused), "{again:?}");

    rewrite(&studio, &film, "Mara bursts in. A siren. Glass shatters.\n\nMARA\nIs anybody here?").await;
    let other = mixed(&studio, &film).await;
    for node in &other.plan.as_ref().unwrap().nodes {
        assert_eq!(node.reused, node.kind == JobKind::SpeakScene, "{}", node.label);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_scene_in_which_nobody_speaks_has_music_and_sounds() {
    let studio = Studio::open().await;
    worker(&studio, speech_model());
    let film = Film::of(&studio, 1).await;
    rewrite(&studio, &film, "Waves break on the rocks. The lamp turns. Nobody is here.").await;
    let done = mixed(&studio, &film).await;
    let voices = result(&studio, &done, JobKind::SpeakScene).await;
    assert_eq!((voices["lines"].as_array().unwrap().len(), &voices["stem"]), (0, &Value::Null));
    let mix = result(&studio, &done, JobKind::MixScene).await;
    assert_eq!(mix["captions"], serde_json::json!([]));
    assert!(Heard::of(&studio, &mix["audio"]).await.level(0, 2_000) > -40.0);
}

#[tokio::test(flavor = "multi_thread")]
async fn where_the_neural_voice_was_not_fetched_the_speech_programs_speak() {
    let studio = Studio::open().await;
    let empty = tempfile::tempdir().unwrap();
    worker(&studio, empty.path().to_owned());
    let film = Film::of(&studio, 1).await;
    let done = film.produce(&studio, Scope::Scene(film.scenes[0]), &[JobKind::SpeakScene]).await;
    assert_eq!(done.state, JobState::Completed, "{done:?}");
    let voices = result(&studio, &done, JobKind::SpeakScene).await;
    let stem = Heard::of(&studio, &voices["stem"]).await;
    let engine = stem.about.asset.provenance.engine.clone().unwrap();
    assert!(["flite", "festival"].contains(&engine.as_str()), "{engine}");
    let line = &voices["lines"][0];
    assert_eq!(line["phrases"][0]["text"], "Is anybody here?");
    assert!(stem.level(0, line["ms"].as_u64().unwrap()) > -45.0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_narrator_reads_the_heading_and_the_action_and_the_scene_waits_for_it() {
    let studio = Studio::open().await;
    // The speech programs speak: they are quick, and the narrator is one of them.
    worker(&studio, PathBuf::from("/nowhere"));
    let film = Film::of(&studio, 1).await;
    let silent = mixed(&studio, &film).await;
    let options = FilmOptions { narrator: true, ..FilmOptions::default() };
    let narrated =
        film.produce_as(&studio, Scope::Scene(film.scenes[0]), &[JobKind::MixScene], options).await;
    let voices = result(&studio, &narrated, JobKind::SpeakScene).await;
    let told: Vec<_> =
        voices["lines"].as_array().unwrap().iter().map(|it| (&it["speaker"], &it["text"])).collect();
    assert_eq!(told.len(), 3, "{told:?}");
    assert_eq!(told[0], (&json!("NARRATOR"), &json!("Interior. Room 1. Night.")));
    assert_eq!(told[1], (&json!("NARRATOR"), &json!("Mara enters room 1.")));
    assert_eq!(told[2].0, "MARA");
    let (before, after) = (
        result(&studio, &silent, JobKind::MixScene).await,
        result(&studio, &narrated, JobKind::MixScene).await,
    );
    let length =
        |mix: &Value| mix["shots"].as_array().unwrap().iter().map(|it| it.as_u64().unwrap()).sum::<u64>();
    assert!(length(&after) > length(&before), "{before} {after}");
    assert_eq!(after["captions"].as_array().unwrap().len(), before["captions"].as_array().unwrap().len());
    assert_eq!(after["stems"]["lines"].as_array().unwrap().len(), 3);
    assert_eq!(before["stems"]["lines"][0]["speaker"], "MARA");
}

#[tokio::test(flavor = "multi_thread")]
async fn speaking_stops_soon_after_a_cancellation() {
    let studio = Studio::open().await;
    worker(&studio, speech_model());
    let film = Film::of(&studio, 1).await;
    let speech =
        "MARA\nI have waited for forty years, and nobody has ever come up these stairs to ask me why.\n\n";
    rewrite(&studio, &film, &speech.repeat(150)).await;
    film.produce(&studio, Scope::Scene(film.scenes[0]), &[JobKind::TimeScene]).await;
    let work = Work::SpeakScene(Speak { scene: film.scenes[0], revision: 2, narrator: false });
    let job = studio.request_work(film.owner, Some(film.script), work, 0, 5).await;
    studio.job_when(job, |job| job.phase == Some(Phase::GeneratingAudio)).await;
    tokio::time::sleep(Duration::from_secs(2)).await;
    assert_eq!(studio.job(job).await.state, JobState::Running);
    let asked = Instant::now();
    studio.command::<Job>(job, JobCommand::RequestCancel { reason: None }).await;
    studio.job_in(job, JobState::Cancelled).await;
    // Two, and a third for a machine that does other things, too.
    assert!(asked.elapsed() < Duration::from_secs(3), "{:?}", asked.elapsed());
}

#[tokio::test(flavor = "multi_thread")]
async fn music_alone_says_that_it_comes_after_the_voices() {
    let studio = Studio::open().await;
    worker(&studio, speech_model());
    let film = Film::of(&studio, 1).await;
    let work = Work::ScoreScene(OfScene { scene: film.scenes[0], revision: 1 });
    let job = studio.request_work(film.owner, Some(film.script), work, 0, 5).await;
    let failed = studio.job_in(job, JobState::Failed).await;
    assert!(failed.error.unwrap().message.contains("as part of a production"));
}
