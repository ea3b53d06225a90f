//! A version read as its film is made of it: every scene with what decides its pictures and its sound.
//!
//! Planners and workers ask the same question, so that a plan and what is made by it rest on the same facts.

use crate::row::{ReadError, count, json, maybe_count, word};
use breakdown::CoverScene;
use deadpool_postgres::GenericClient;
use domain::scene::shot::DeclaredChange;
use domain::{AccountId, SceneId, Tone, VersionId};
use tokio_postgres::Row;

/// A scene of a version, as its film sees it.
#[derive(Clone, Debug, PartialEq)]
pub struct FilmedScene {
    /// Its id.
    pub id: SceneId,
    /// Its number in the version, from 1.
    pub number: u32,
    /// The slugline.
    pub heading: String,
    /// Its text, without the slugline.
    pub content: String,
    /// What stands against what it is to achieve.
    pub tension: String,
    /// Its own mood.
    pub tone: Tone,
    /// The episode, in a series.
    pub episode: Option<u32>,
    /// Which of its texts this is.
    pub revision: u32,
    /// What differs on purpose in it.
    pub changes: Vec<DeclaredChange>,
}

impl FilmedScene {
    /// What the breakdown of a version asks of it.
    pub fn cover(&self) -> CoverScene<'_> {
        CoverScene {
            heading: &self.heading,
            content: &self.content,
            revision: self.revision,
            tone: self.tone,
            tension: &self.tension,
            changes: &self.changes,
        }
    }
}

/// The scenes of a version, in order; removed ones are left out, and someone else's too.
pub async fn of_version(
    client: &impl GenericClient,
    owner: AccountId,
    version: VersionId,
) -> Result<Vec<FilmedScene>, ReadError> {
    let select = client
        .prepare_cached(
            "select id, number, setting, content, tension, tone, episode, revision, changes from scenes
             where owner_id = $1 and version_id = $2 and removed_at is null order by number, created_position",
        )
        .await?;
    client.query(&select, &[&owner.0, &version.0]).await?.iter().map(scene).collect()
}

fn scene(row: &Row) -> Result<FilmedScene, ReadError> {
    Ok(FilmedScene {
        id: SceneId(row.try_get("id")?),
        number: count(row, "number")?,
        heading: row.try_get("setting")?,
        content: row.try_get("content")?,
        tension: row.try_get("tension")?,
        tone: word(row, "tone")?,
        episode: maybe_count(row, "episode")?,
        revision: count(row, "revision")?,
        changes: json(row, "changes")?,
    })
}
