//! Setting down a draft by hand: the script's next number, the version and its scenes, in one unit of
//! work, so that nobody ever sees a version without its scenes or a number without its version.

use crate::answer::Answer;
use crate::auth::User;
use crate::idempotency::Ids;
use crate::limits;
use crate::problem::Problem;
use crate::request;
use crate::state::App;
use domain::scene::{NewScene, SceneCommand};
use domain::script::ScriptCommand;
use domain::version::{Draft, Source, VersionCommand};
use domain::{SceneId, ScriptId, ScriptType, Tone, VersionId};
use event_store::{CommitError, Committed, Unit};
use projections::versions::Version;

/// A text on its way to being a version.
pub(crate) struct Manuscript {
    pub(crate) script: ScriptId,
    /// The version it was written from; `None`: whatever is the newest.
    pub(crate) parent: Option<u32>,
    pub(crate) source: Source,
    pub(crate) script_type: ScriptType,
    pub(crate) text: String,
    pub(crate) label: Option<String>,
    pub(crate) scenes: Vec<SceneDraft>,
}

/// A scene on its way into a version.
#[derive(Clone, Debug)]
pub(crate) struct SceneDraft {
    pub(crate) number: u32,
    pub(crate) setting: String,
    pub(crate) goal: String,
    pub(crate) tension: String,
    /// The script's own unless said.
    pub(crate) tone: Option<Tone>,
    pub(crate) content: String,
    pub(crate) episode: Option<u32>,
}

/// The scenes of a text: what its headings say, if it is a screenplay.
pub(crate) fn scenes(script_type: ScriptType, text: &str) -> Result<Vec<SceneDraft>, Problem> {
    if script_type != ScriptType::Screenplay {
        return Ok(Vec::new());
    }
    let screenplay = screenplay::parse(text).map_err(|error| Problem::field("/text", error.to_string()))?;
    scenes_of(&screenplay, "/text")
}

/// The scenes of a screenplay that came as this field.
pub(crate) fn scenes_of(
    screenplay: &screenplay::Screenplay,
    pointer: &str,
) -> Result<Vec<SceneDraft>, Problem> {
    let scenes = screenplay.scenes();
    if scenes.len() > limits::SCENES {
        let message = format!("has {} scenes; at most {} fit", scenes.len(), limits::SCENES);
        return Err(Problem::field(pointer, message));
    }
    let drafts = scenes.into_iter().map(|scene| SceneDraft {
        number: scene.ordinal,
        setting: scene.heading,
        goal: String::new(),
        tension: String::new(),
        tone: None,
        content: scene.content,
        episode: None,
    });
    Ok(drafts.collect())
}

/// How often a draft without a named parent is put on a newer head.
const TRIES: u32 = 5;

/// Writes all of it or nothing, and answers with the new version.
pub(crate) async fn set_down(
    app: &App,
    user: &User,
    ids: &Ids,
    text: &Manuscript,
) -> Result<Answer<Version>, Problem> {
    let version: VersionId = ids.id("version");
    let (number, committed) = write(app, user, ids, version, text).await?;
    let location = format!("/api/v1/scripts/{}/versions/{number}", text.script);
    let scenes = u32::try_from(text.scenes.len()).unwrap_or(u32::MAX);
    Ok(super::shown(app, user, version, scenes, &committed).await?.created(location))
}

async fn write(
    app: &App,
    user: &User,
    ids: &Ids,
    version: VersionId,
    text: &Manuscript,
) -> Result<(u32, Committed), Problem> {
    let mut tries = 0;
    loop {
        let unit = app.store.unit(request::command_context(user.account, ids.command()));
        let (n, unit) = fill(unit, user, ids, version, text).await?;
        match unit.commit().await {
            Ok(committed) => return Ok((n, committed)),
            Err(CommitError::Conflict(_)) if tries < TRIES => tries += 1,
            Err(CommitError::Conflict(conflict)) => return Err(crate::write::busy(&conflict)),
            Err(error) => return Err(error.into()),
        }
    }
}

/// Puts the draft into a unit of work; answers with its number.
pub(crate) async fn fill(
    mut unit: Unit,
    user: &User,
    ids: &Ids,
    version: VersionId,
    text: &Manuscript,
) -> Result<(u32, Unit), Problem> {
    let head = head(&mut unit, user, text.script).await?;
    let parent = text.parent.or(head.number);
    let add = ScriptCommand::AddVersion { version, parent };
    unit.execute::<domain::Script>(text.script, add).await?;
    let number = self::head(&mut unit, user, text.script).await?.number;
    let number = number.ok_or_else(|| Problem::internal("a script that got a version has no head"))?;
    let draft = Draft {
        version,
        script: text.script,
        owner: user.account,
        number,
        parent,
        source: text.source.clone(),
        script_type: text.script_type,
        text: text.text.clone(),
        label: text.label.clone(),
        provenance: None,
    };
    unit.execute::<domain::Version>(version, VersionCommand::Draft(Box::new(draft))).await?;
    for (place, scene) in text.scenes.iter().enumerate() {
        let id: SceneId = ids.id(&format!("scene {place}"));
        let SceneDraft { number, setting, goal, tension, tone, content, episode } = scene.clone();
        let new = NewScene {
            scene: id,
            script: text.script,
            owner: user.account,
            version,
            number,
            setting,
            goal,
            tension,
            tone: tone.unwrap_or(head.tone),
            content,
            episode,
        };
        unit.execute::<domain::Scene>(id, SceneCommand::Add(Box::new(new))).await?;
    }
    Ok((number, unit))
}

struct Head {
    number: Option<u32>,
    tone: Tone,
}

/// The script as the unit has it; someone else's does not exist.
async fn head(unit: &mut Unit, user: &User, id: ScriptId) -> Result<Head, Problem> {
    let loaded = unit.load::<domain::Script>(id).await?;
    let script = loaded.as_ref().and_then(|loaded| loaded.state.details());
    match script.filter(|script| script.owner == user.account) {
        Some(script) => Ok(Head { number: script.head.map(|head| head.number), tone: script.tone }),
        None => Err(Problem::not_found("script", id)),
    }
}
