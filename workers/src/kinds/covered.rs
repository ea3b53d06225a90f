//! A scene with everything its pictures and its sound are made of: its text, its shots, its set, its people.

use breakdown::{CoverScene, Known, Member, SceneCover, SceneText, SetFacts};
use domain::character::{Look, Profile};
use domain::job::OfScene;
use domain::production::digest;
use domain::scene::shot::{Coverage, DeclaredChange, NewShot, Shot, ShotPlan};
use domain::scene::{SceneDetails, ShotList};
use domain::{Genre, Scene, Script, ShotId, Tone};
use projections::characters;
use projections::scenes::{self, FilmedScene};
use screenplay::Kind;
use std::ops::Range;
use uuid::Uuid;

use super::film::timeline::Planned;
use crate::error::JobError;
use crate::running::RunningJob;

/// A scene that can be drawn and heard.
pub(crate) struct Covered {
    /// The scene as it is now.
    pub(crate) scene: SceneDetails,
    /// The text that is worked on, without the slugline.
    pub(crate) content: String,
    /// Which of the scene's texts that is.
    pub(crate) revision: u32,
    /// What the script is called.
    pub(crate) title: String,
    /// The script's genre.
    pub(crate) genre: Genre,
    /// The script's tone.
    pub(crate) tone: Tone,
    /// Where and when it plays.
    pub(crate) set: SetFacts,
    /// Who is in it, with their looks.
    pub(crate) members: Vec<Member>,
    /// Everyone in the version, with what is known of them.
    pub(crate) cast: Vec<CastMember>,
    /// What the text alone gives as shots.
    pub(crate) plans: Vec<ShotPlan>,
}

/// Somebody of the version.
#[derive(Clone, Debug)]
pub(crate) struct CastMember {
    /// Who, and what they look like.
    pub(crate) member: Member,
    /// How they speak, in the writer's words; blank if nobody said.
    pub(crate) voice: String,
}

/// One speech of a scene.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Speech {
    /// Who speaks, as the cue has it, without extensions.
    pub(crate) speaker: String,
    /// What is said.
    pub(crate) text: String,
    /// How, if the text says so.
    pub(crate) parenthetical: String,
    /// The byte of the scene's text at which the cue stands.
    pub(crate) start: usize,
    /// Whether nobody in the scene says it: a narrator reads it.
    pub(crate) narrated: bool,
}

impl Covered {
    /// The shots: the scene's own where they cover this text, or else what the text gives.
    pub(crate) fn shots(&self) -> Vec<(Option<Shot>, ShotPlan)> {
        let ShotList { shots, broken_down, .. } = &self.scene.shot_list;
        if *broken_down == Some(self.revision) && !shots.is_empty() {
            return shots.iter().map(|shot| (Some(shot.clone()), shot.plan.clone())).collect();
        }
        self.plans.iter().map(|plan| (None, plan.clone())).collect()
    }

    /// New shots as the text gives them. Their ids follow from the scene, the text and their place: doing it
    /// again gives the same.
    pub(crate) fn new_shots(&self, again: &str) -> Vec<NewShot> {
        let id = |place: usize| {
            let role = format!("{}:{again}:{place}", self.revision);
            ShotId(Uuid::new_v5(&self.scene.id.0, role.as_bytes()))
        };
        self.plans
            .iter()
            .enumerate()
            .map(|(place, plan)| NewShot { id: id(place), plan: plan.clone() })
            .collect()
    }

    /// The shots, as far as time is concerned.
    pub(crate) fn planned(&self) -> Vec<Planned> {
        let span = |plan: &ShotPlan| -> Option<Range<usize>> {
            let span = plan.span.filter(|span| span.revision == self.revision)?;
            Some(span.start as usize..span.end as usize)
        };
        let planned = |(_, plan): &(Option<Shot>, ShotPlan)| Planned {
            ms: u64::from(plan.duration_ms.get()),
            span: span(plan),
            listens: matches!(plan.role, Coverage::Reaction | Coverage::Insert),
        };
        self.shots().iter().map(planned).collect()
    }

    /// What is spoken, in order.
    pub(crate) fn speeches(&self) -> Result<Vec<Speech>, JobError> {
        speeches(&self.content)
    }

    /// What differs on purpose in it.
    pub(crate) fn changes(&self) -> &[DeclaredChange] {
        &self.scene.shot_list.changes
    }

    /// Equal for equal texts, whatever scene or version they are of.
    pub(crate) fn seed(&self, what: &str) -> u64 {
        let digest = digest(&[what, &self.title, self.genre.as_str(), &self.content]);
        u64::from_str_radix(&digest[..16], 16).unwrap_or(0)
    }
}

fn speeches(content: &str) -> Result<Vec<Speech>, JobError> {
    let elements = screenplay::parse_fragment(content).map_err(JobError::fail)?;
    let mut speeches: Vec<Speech> = Vec::new();
    let mut cue: Option<(String, usize)> = None;
    let mut how = String::new();
    for element in &elements {
        match &element.kind {
            Kind::Character { .. } => {
                let speaker = element.text.split('(').next().unwrap_or_default().trim().to_owned();
                cue = Some((speaker, element.span.start));
                how.clear();
            }
            Kind::Parenthetical => how.push_str(&element.text),
            Kind::Dialogue | Kind::Lyrics { in_dialogue: true } => {
                let Some((speaker, start)) = &cue else { continue };
                let text = element.text.split_whitespace().collect::<Vec<_>>().join(" ");
                match speeches.last_mut().filter(|speech| speech.start == *start && how.is_empty()) {
                    Some(speech) => {
                        speech.text.push(' ');
                        speech.text.push_str(&text);
                    }
                    None => speeches.push(Speech {
                        speaker: speaker.clone(),
                        text,
                        parenthetical: std::mem::take(&mut how),
                        // After a parenthetical in its middle a speech goes on as one of its own.
                        start: if speeches.last().is_some_and(|it| it.start == *start) {
                            element.span.start
                        } else {
                            *start
                        },
                        narrated: false,
                    }),
                }
            }
            _ => cue = None,
        }
    }
    speeches.retain(|speech| speech.text.chars().any(char::is_alphanumeric));
    Ok(speeches)
}

/// A scene at one of its texts, covered as part of its version.
pub(crate) async fn covered(job: &RunningJob, of: OfScene) -> Result<Covered, JobError> {
    let owner = job.job().owner;
    let loaded = job.store().load::<Scene>(of.scene).await.map_err(JobError::retry)?;
    let scene = loaded
        .and_then(|loaded| loaded.state.details().cloned())
        .filter(|scene| scene.owner == owner)
        .ok_or_else(|| JobError::fail("the scene does not exist"))?;
    let script = job.store().load::<Script>(scene.script).await.map_err(JobError::retry)?;
    let script = script
        .and_then(|loaded| loaded.state.details().cloned())
        .ok_or_else(|| JobError::fail("the script does not exist"))?;
    let client = job.pool().get().await.map_err(JobError::retry)?;
    let text = super::inputs::scene(job, of).await?;
    let rows = scenes::of_version(&client, owner, scene.version).await;
    let mut rows = rows.map_err(JobError::retry)?;
    let at = rows.iter().position(|row| row.id == scene.id);
    let at = at.ok_or_else(|| JobError::retry("the read models do not show the scene yet"))?;
    rows[at].content.clone_from(&text.content);
    rows[at].heading.clone_from(&text.heading);
    rows[at].revision = of.revision;
    let people = characters::of_script(&client, owner, scene.script).await.map_err(JobError::retry)?;
    drop(client);
    let profiles: Vec<(Profile, Option<Look>)> =
        people.iter().map(|it| (it.profile(), it.settled_look.clone())).collect();
    let known: Vec<Known<'_>> =
        profiles.iter().map(|(profile, look)| Known { profile, look: look.as_ref() }).collect();
    let scenes: Vec<CoverScene<'_>> = rows.iter().map(FilmedScene::cover).collect();
    let mut covered = breakdown::cover(&scenes, script.genre, &known);
    let SceneCover { set, members, breakdown, .. } = covered.swap_remove(at);
    let texts: Vec<SceneText<'_>> =
        rows.iter().map(|row| SceneText { heading: &row.heading, content: &row.content }).collect();
    let voice = |name: &str| {
        let found = people.iter().find(|it| it.name.eq_ignore_ascii_case(name));
        found.map(|it| it.voice.clone()).unwrap_or_default()
    };
    let cast = breakdown::cast(&texts, &known).members.into_iter();
    Ok(Covered {
        content: text.content,
        revision: of.revision,
        title: script.title,
        genre: script.genre,
        tone: script.tone,
        set,
        members,
        cast: cast.map(|member| CastMember { voice: voice(&member.name), member }).collect(),
        plans: breakdown.map_err(JobError::fail)?.shots,
        scene,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn speeches_are_what_is_said_each_at_its_cue() {
        let text = "Rain.\n\nMARA (V.O.)\n(low)\nWho is\nthere?\n\nTOM\nOnly me.\n(beat)\nOpen up.\n\nShe waits.\n\nMARA\n...";
        let speeches = speeches(text).unwrap();
        let said: Vec<_> = speeches.iter().map(|it| (&*it.speaker, &*it.text, &*it.parenthetical)).collect();
        assert_eq!(
            said,
            [("MARA", "Who is there?", "low"), ("TOM", "Only me.", ""), ("TOM", "Open up.", "beat")]
        );
        assert_eq!(&text[speeches[0].start..][..4], "MARA");
        assert_eq!(&text[speeches[1].start..][..3], "TOM");
        assert_eq!(&text[speeches[2].start..][..4], "Open");
    }
}
