//! Events as sentences. A line that speaks of a thing leaves a hole for its name, which the database fills
//! in with what the thing is called at that moment.

use crate::projection::{ProjectionError, payload};
use cqrs_es::Aggregate;
use domain::asset::AssetEvent;
use domain::character::CharacterEvent;
use domain::job::{JobEvent, Work};
use domain::scene::shot::{DeclaredChange, ShotEvent, Subject};
use domain::scene::{ContentSource, SceneEvent};
use domain::script::ScriptEvent;
use domain::version::{Source, VersionEvent};
use domain::{Asset, Character, CharacterId, Job, Scene, Script, Version};
use event_store::RecordedEvent;
use serde_json::Value;
use uuid::Uuid;

/// Signs of a quoted text; what is longer is cut, because the whole stands in `before` and `after`.
const QUOTED: usize = 80;

/// The sentence `lead` + the name of `name_of` + `rest`, and what else the event means for history.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Line {
    pub(super) lead: String,
    pub(super) name_of: Option<Uuid>,
    pub(super) rest: String,
    pub(super) naming: Naming,
    pub(super) cast: Cast,
}

/// What the event's aggregate is called from now on.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) enum Naming {
    #[default]
    Unchanged,
    /// Named before the line is written.
    Now(String),
    /// Named after the line is written, which still uses the old name.
    Afterwards(String),
}

/// Who joins or leaves the script's cast.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Cast {
    #[default]
    Unchanged,
    Joined(CharacterId),
    Left(CharacterId),
}

impl Line {
    /// What an event says; `None` for aggregates that are no part of any script.
    pub(super) fn of(event: &RecordedEvent) -> Result<Option<Self>, ProjectionError> {
        let id = event.aggregate_id;
        Ok(Some(match event.aggregate_type.as_str() {
            Script::TYPE => script(payload(event)?),
            Version::TYPE => version(id, payload(event)?),
            Scene::TYPE => scene(id, payload(event)?),
            Character::TYPE => character(id, payload(event)?),
            Job::TYPE => job(payload(event)?),
            Asset::TYPE => asset(id, payload(event)?),
            _ => return Ok(None),
        }))
    }

    fn plain(sentence: impl Into<String>) -> Self {
        Self { lead: sentence.into(), ..Self::default() }
    }

    /// A sentence that begins with a name.
    fn about(id: Uuid, rest: impl Into<String>) -> Self {
        Self { name_of: Some(id), rest: rest.into(), ..Self::default() }
    }
}

fn script(event: ScriptEvent) -> Line {
    use ScriptEvent as E;
    let unlock = |unlocked| if unlocked { " unlocked and" } else { "" };
    match event {
        E::Created { title, .. } => Line::plain(format!("Script {} created", quote(&title))),
        E::Retitled { before, after } => Line::plain(format!("Title changed {}", change(&before, &after))),
        E::GenreChanged { before, after, unlocked } => {
            Line::plain(format!("Genre{} changed from {before} to {after}", unlock(unlocked)))
        }
        E::ToneChanged { before, after, unlocked } => {
            Line::plain(format!("Tone{} changed from {before} to {after}", unlock(unlocked)))
        }
        E::LoglineChanged { before, after } => {
            Line::plain(format!("Logline changed {}", change(&before, &after)))
        }
        E::CharacterAttached { character } => {
            Line { cast: Cast::Joined(character), ..Line::about(character.0, " joined the cast") }
        }
        E::CharacterDetached { character } => {
            Line { cast: Cast::Left(character), ..Line::about(character.0, " left the cast") }
        }
        E::MemberAdded { account, role } => Line::plain(format!("Shared with account {account} as {role}")),
        E::MemberRemoved { account } => Line::plain(format!("No longer shared with account {account}")),
        E::VersionAdded { number, parent: None, .. } => {
            Line::plain(format!("Version {number} became the newest"))
        }
        E::VersionAdded { number, parent: Some(parent), .. } => {
            Line::plain(format!("Version {number} became the newest, after version {parent}"))
        }
        E::BudgetSet { .. } => Line::plain("Budget changed"),
        E::Archived {} => Line::plain("Script archived"),
        E::Restored {} => Line::plain("Script restored"),
        E::Erased {} => Line::plain("Script erased"),
    }
}

fn version(id: Uuid, event: VersionEvent) -> Line {
    use VersionEvent as E;
    match event {
        E::Drafted { number, source, .. } => {
            let how = match source {
                Source::Text {} => " written".to_owned(),
                Source::Import { file } => format!(" imported from {}", quote(&file)),
                Source::Job { job_id } => format!(" written by job {job_id}"),
                Source::Restore { from } => format!(" restored from version {from}"),
            };
            Line { naming: Naming::Now(format!("Version {number}")), ..Line::about(id, how) }
        }
        E::Labelled { before: None, after: Some(after) } => {
            Line::about(id, format!(" labelled {}", quote(&after)))
        }
        E::Labelled { before: Some(before), after: Some(after) } => {
            Line::about(id, format!(" relabelled {}", change(&before, &after)))
        }
        E::Labelled { before, after: None } => {
            Line::about(id, format!(" lost its label {}", quote(&before.unwrap_or_default())))
        }
        E::Noted { before, .. } if before.is_empty() => Line::about(id, " got notes"),
        E::Noted { after, .. } if after.is_empty() => Line::about(id, " lost its notes"),
        E::Noted { .. } => Line::about(id, " got other notes"),
    }
}

fn scene(id: Uuid, event: SceneEvent) -> Line {
    use SceneEvent as E;
    let named = |number: u32| format!("Scene {number}");
    match event {
        E::Added { number, setting, .. } => {
            let rest = format!(" added: {}", cut(&setting));
            Line { naming: Naming::Now(named(number)), ..Line::about(id, rest) }
        }
        E::Edited { before, after } => Line::about(id, fields(&object(&before), &object(&after))),
        E::Rewritten { revision, source, .. } => {
            let by = match source {
                ContentSource::Hand {} => String::new(),
                ContentSource::Job { job_id } => format!(" by job {job_id}"),
            };
            Line::about(id, format!(" rewritten{by}, revision {revision}"))
        }
        E::Moved { after, .. } => {
            let rest = format!(" became scene {after}");
            Line { naming: Naming::Afterwards(named(after)), ..Line::about(id, rest) }
        }
        E::Removed {} => Line::about(id, " removed"),
        E::Shots(event) => Line::about(id, shots(&event)),
    }
}

/// What happened to a scene's shots, after the scene's name.
fn shots(event: &ShotEvent) -> String {
    use ShotEvent as E;
    let subject = |change: &DeclaredChange| match &change.subject {
        Subject::Character { name } => cut(name),
        Subject::Set {} => "its set".to_owned(),
    };
    match event {
        E::BrokenDown { shots, .. } if shots.len() == 1 => " broken down into 1 shot".to_owned(),
        E::BrokenDown { shots, .. } => format!(" broken down into {} shots", shots.len()),
        E::ShotAdded { shot, .. } => format!(" got shot {}", shot.letters),
        E::ShotEdited { before, after, .. } => {
            format!(": a shot{}", fields(&object(before), &object(after)))
        }
        E::ShotMoved { after, .. } => format!(": a shot was moved to place {}", after + 1),
        E::ShotRemoved { .. } => " lost a shot".to_owned(),
        E::ShotLocked { .. } => ": a shot was locked".to_owned(),
        E::ShotUnlocked { .. } => ": a shot was unlocked".to_owned(),
        E::TakeAdded { take, .. } => format!(" got a take by {}", cut(&take.engine)),
        E::TakeChosen { .. } => ": another take was chosen".to_owned(),
        E::ConsistencyScored { score, .. } => format!(": a take scored {:.0}", score.total.get()),
        E::ChangeDeclared { change } => {
            format!(": change of {} declared: {}", subject(change), cut(&change.what))
        }
        E::ChangeWithdrawn { change } => {
            format!(": change of {} withdrawn: {}", subject(change), cut(&change.what))
        }
    }
}

fn character(id: Uuid, event: CharacterEvent) -> Line {
    use CharacterEvent as E;
    match event {
        E::Created { profile, .. } => {
            Line { naming: Naming::Now(profile.name), ..Line::about(id, " created") }
        }
        E::Edited { before, after } => {
            let naming = after.name.clone().map_or(Naming::Unchanged, Naming::Afterwards);
            Line { naming, ..Line::about(id, fields(&object(&before), &object(&after))) }
        }
        E::Archived {} => Line::about(id, " archived"),
        E::Restored {} => Line::about(id, " restored"),
        E::LookSet { after: Some(_), .. } => Line::about(id, " got a look"),
        E::LookSet { after: None, .. } => Line::about(id, " lost its look"),
        E::PortraitAdded { portrait, .. } => {
            Line::about(id, format!(" got a portrait by {}", cut(&portrait.engine)))
        }
        E::PortraitChosen { .. } => Line::about(id, ": another portrait was chosen"),
    }
}

fn asset(id: Uuid, event: AssetEvent) -> Line {
    use AssetEvent as E;
    match event {
        E::Added(new) => {
            let name = format!("File {}", quote(new.facts.file_name.as_str()));
            let rest = format!(" added as {}", new.tag);
            Line { naming: Naming::Now(name), ..Line::about(id, rest) }
        }
        E::Retagged { before, after } => Line::about(id, format!(" retagged from {before} to {after}")),
        E::Deleted { reason: why } => Line::about(id, format!(" deleted{}", reason(why))),
    }
}

fn job(event: JobEvent) -> Line {
    use JobEvent as E;
    Line::plain(match event {
        E::Requested { work: Work::GenerateScript(it), .. } => {
            format!("Job requested: write a {} {}", it.length, it.script_type)
        }
        E::Requested { node: Some(node), .. } => format!("Job requested: {}", cut(&node.label)),
        E::Requested { work, .. } => {
            format!("Job requested: {}", work.kind().as_str().replace('_', " "))
        }
        E::ValidationStarted {} => "Job being checked".to_owned(),
        E::Refused { reason } => format!("Job refused: {}", cut(&reason)),
        E::Queued {} => "Job queued".to_owned(),
        E::Started { attempt: 1, worker, .. } => format!("Job started by {worker}"),
        E::Started { attempt, worker, .. } => format!("Job started by {worker}, attempt {attempt}"),
        E::PhaseEntered { phase, .. } => format!("Job is {}", phase.as_str().replace('_', " ")),
        E::OutputProduced { key, .. } => format!("Job finished its {}", cut(&key)),
        E::Completed { .. } => "Job completed".to_owned(),
        E::AttemptFailed { attempt, error, retry_at: Some(at), .. } => {
            format!("Attempt {attempt} failed: {}; next at {at}", cut(&error.message))
        }
        E::AttemptFailed { attempt, error, retry_at: None, .. } => {
            format!("Attempt {attempt} failed: {}", cut(&error.message))
        }
        E::Released { attempt } => format!("Attempt {attempt} handed back by its worker"),
        E::Failed { error } => format!("Job failed: {}", cut(&error.message)),
        E::CancelRequested { reason: why } => format!("Cancellation asked for{}", reason(why)),
        E::Cancelled { reason: why } => format!("Job cancelled{}", reason(why)),
        E::Retried { nodes } if nodes.is_empty() => "Job tried again".to_owned(),
        E::Retried { nodes } => format!("{} of the production tried again", counted(nodes.len(), "node")),
        E::Reused { .. } => "Job took over a result that was there".to_owned(),
        E::Paused {} => "Job paused".to_owned(),
        E::Resumed {} => "Job resumed".to_owned(),
        E::Prioritised { before, after } => format!("Job moved from priority {before} to {after}"),
        E::Planned { nodes, reused, .. } => {
            let nodes = counted(nodes.len(), "node");
            format!("Production planned: {nodes}, {reused} of them made before")
        }
        E::PartiallyCompleted { totals, .. } => {
            format!("Production ended: {} of {} made", totals.made(), totals.total)
        }
        E::Produced { totals, .. } => {
            format!("Production completed: {} made, {} made before", totals.completed, totals.reused)
        }
    })
}

/// Why, if somebody said.
fn reason(why: Option<String>) -> String {
    why.map_or(String::new(), |why| format!(": {}", cut(&why)))
}

fn counted(count: usize, what: &str) -> String {
    if count == 1 { format!("1 {what}") } else { format!("{count} {what}s") }
}

/// What was and what is, as the event says. Events without a before and after say what is new, less what
/// stands elsewhere: whose it is, and long texts.
pub(super) fn before_and_after(event: &RecordedEvent) -> (Option<Value>, Option<Value>) {
    let Value::Object(payload) = &event.payload else { return (None, None) };
    if let (Some(before), Some(after)) = (payload.get("before"), payload.get("after")) {
        return (Some(before.clone()), Some(after.clone()));
    }
    let mut said = payload.clone();
    said.retain(|key, value| {
        !matches!(key.as_str(), "type" | "owner" | "text" | "content" | "value" | "provenance")
            && !value.is_null()
    });
    let said = (!said.is_empty()).then_some(Value::Object(said));
    match event.event_type.as_str() {
        "script.character_detached" | "script.member_removed" => (said, None),
        _ => (None, said),
    }
}

/// The fields of a change, with their values if it is a single one.
fn fields(before: &Value, after: &Value) -> String {
    let (Value::Object(before), Value::Object(after)) = (before, after) else {
        return " edited".to_owned();
    };
    let mut names = after.keys();
    match (names.next(), names.next()) {
        (Some(only), None) => {
            let was = before.get(only).map_or(String::new(), text);
            let is = after.get(only).map_or(String::new(), text);
            format!(": {only} changed {}", change(&was, &is))
        }
        _ => format!(" edited: {}", after.keys().cloned().collect::<Vec<_>>().join(", ")),
    }
}

fn object(change: &impl serde::Serialize) -> Value {
    serde_json::to_value(change).unwrap_or_default()
}

fn text(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), ToOwned::to_owned)
}

fn change(before: &str, after: &str) -> String {
    if before.is_empty() {
        format!("to {}", quote(after))
    } else {
        format!("from {} to {}", quote(before), quote(after))
    }
}

fn quote(text: &str) -> String {
    format!("“{}”", cut(text))
}

/// At most so much of a text as a sentence bears, in one line.
fn cut(text: &str) -> String {
    let mut words = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if let Some((end, _)) = words.char_indices().nth(QUOTED) {
        words.truncate(end);
        words.truncate(words.trim_end().len());
        words.push('…');
    }
    words
}

#[cfg(test)]
mod tests;
