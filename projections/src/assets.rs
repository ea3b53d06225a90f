//! Assets: what the studio's bytes are, whose, and how they came to be.
//!
//! Those of a script are for all its members; the rest is for whoever owns it.

mod query;

pub use query::{Needs, get, get_for_anyone, list, unneeded, usage};

use crate::changes::{Changes, Keys, bigint, int, update, values};
use crate::projection::{ProjectionError, payload};
use crate::read_model::{self, ReadModel};
use crate::row::{ReadError, json, maybe_count, position, sequence, word};
use crate::versions::author;
use cqrs_es::Aggregate;
use domain::asset::{AssetDetails, AssetEvent, AssetKind, AssetProvenance, AssetTag, NewAsset};
use domain::script::ScriptEvent;
use domain::{AccountId, AssetId, CharacterId, Position, SceneId, ScriptId, ShotId};
use event_store::RecordedEvent;
use jiff::Timestamp;
use serde::Serialize;
use serde_json::json;
use tokio_postgres::Row;
use utoipa::ToSchema;

/// An asset as clients see it; they see where its bytes are, too, and call that the asset.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = AssetDetails)]
pub struct Asset {
    /// Its id.
    pub id: AssetId,
    /// What its bytes are.
    #[serde(rename = "type")]
    pub kind: AssetKind,
    /// What it is for.
    pub tag: AssetTag,
    /// The media type, such as `image/png`.
    pub media_type: String,
    /// What a person would call the file.
    pub file_name: String,
    /// How many bytes there are.
    pub bytes: u64,
    /// Their SHA-256, 64 hexadecimal digits.
    pub sha256: String,
    /// Pixels across.
    pub width: Option<u32>,
    /// Pixels down.
    pub height: Option<u32>,
    /// Milliseconds it lasts.
    pub duration_ms: Option<u64>,
    /// The script it belongs to.
    pub script_id: Option<ScriptId>,
    /// The scene it belongs to.
    pub scene_id: Option<SceneId>,
    /// The shot it belongs to.
    pub shot_id: Option<ShotId>,
    /// The character it belongs to.
    pub character_id: Option<CharacterId>,
    /// How it came to be.
    pub provenance: AssetProvenance,
    /// The account that brought it, or for which it was made.
    pub created_by: AccountId,
    /// When it was added.
    pub created_at: Timestamp,
    /// When it last changed.
    pub updated_at: Timestamp,
    /// When it was deleted; its bytes are gone then, or will be soon.
    pub deleted_at: Option<Timestamp>,
    /// The position of its last event.
    pub position: Position,
    /// Whose it is.
    #[serde(skip)]
    pub owner_id: AccountId,
    /// The sequence of its last event: its `ETag`.
    #[serde(skip)]
    pub sequence: u64,
}

/// What is known of an asset beside its contents.
#[derive(Clone, Copy, Debug)]
pub struct Recorded {
    /// The account that brought it, or for which it was made.
    pub created_by: AccountId,
    /// When it was added.
    pub created_at: Timestamp,
    /// When it last changed.
    pub updated_at: Timestamp,
    /// The position of its last event.
    pub position: Position,
    /// The sequence of its last event.
    pub sequence: u64,
}

impl Asset {
    /// An asset from its own state.
    pub fn of(details: &AssetDetails, recorded: Recorded) -> Self {
        let AssetDetails { asset: it, deleted } = details.clone();
        Self {
            id: it.asset,
            kind: it.facts.kind,
            tag: it.tag,
            media_type: it.facts.media_type.into(),
            file_name: it.facts.file_name.into(),
            bytes: it.facts.bytes,
            sha256: it.facts.sha256.into(),
            width: it.facts.measures.width,
            height: it.facts.measures.height,
            duration_ms: it.facts.measures.duration_ms,
            script_id: it.belongs.script,
            scene_id: it.belongs.scene,
            shot_id: it.belongs.shot,
            character_id: it.belongs.character,
            provenance: it.provenance,
            created_by: recorded.created_by,
            created_at: recorded.created_at,
            updated_at: recorded.updated_at,
            // Nothing happens to an asset after that.
            deleted_at: deleted.then_some(recorded.updated_at),
            position: recorded.position,
            owner_id: it.owner,
            sequence: recorded.sequence,
        }
    }
}

/// Which assets.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AssetFilter {
    /// Only those of this kind.
    pub kind: Option<AssetKind>,
    /// Only those with this tag.
    pub tag: Option<AssetTag>,
    /// Only those of this script.
    pub script: Option<ScriptId>,
    /// Only those of this scene.
    pub scene: Option<SceneId>,
    /// Only those of this shot.
    pub shot: Option<ShotId>,
    /// Only those of this character.
    pub character: Option<CharacterId>,
    /// Tombstones instead of those that are there.
    pub deleted: bool,
}

/// What an owner's assets take.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, ToSchema)]
pub struct AssetUsage {
    /// How many there are.
    pub assets: u64,
    /// How many bytes they have.
    pub bytes: u64,
}

pub(crate) struct Assets;

const ADDED: &str = "insert into assets (id, updated_at, position, sequence, created_at, created_position,
        owner_id, script_id, scene_id, shot_id, character_id, kind, tag, media_type, file_name, bytes, sha256,
        width, height, duration_ms, provenance, created_by)
    select $1, $2, $3, $4, $2, $3, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20
    /*from rows*/";
const TAKES: &str =
    "insert into asset_usage (owner_id, assets, bytes) select $1, 1, $2 /*from rows*/
    on conflict (owner_id) do update set assets = asset_usage.assets + 1, bytes = asset_usage.bytes + excluded.bytes";
const FREES: &str = "update asset_usage u set assets = u.assets - 1, bytes = u.bytes - a.bytes
    from assets a /*, rows*/ where a.id = $1 and a.owner_id = u.owner_id";
const READS: &str = "insert into asset_readers (script_id, account_id, role) select $1, $2, $3 /*from rows*/
    on conflict (account_id, script_id) do update set role = excluded.role";
const READS_NO_MORE: &str =
    "delete from asset_readers /*using rows*/ where script_id = $1 and account_id = $2";

const ERASED_USAGE: &str =
    "update asset_usage u set assets = u.assets - gone.assets, bytes = u.bytes - gone.bytes
    from (select owner_id, count(*) as assets, sum(bytes)::bigint as bytes from assets
          where script_id = $1 and deleted_at is null group by owner_id) gone
    where gone.owner_id = u.owner_id";
/// Their bytes are named by nobody any more.
const ERASED: &str = "update assets set owner_id = '00000000-0000-0000-0000-000000000000', file_name = '',
        provenance = '{}', sha256 = repeat('0', 64), deleted_at = coalesce(deleted_at, $2)
    where script_id = $1";
const ERASED_READERS: &str = "delete from asset_readers where script_id = $1";

impl ReadModel for Assets {
    const NAME: &'static str = "assets";
    const TABLES: &'static [&'static str] = &["assets", "asset_readers", "asset_usage"];

    fn apply<'e>(event: &'e RecordedEvent, changes: &mut Changes<'e>) -> Result<(), ProjectionError> {
        if event.event_type == read_model::ERASED {
            let (script, at) = (event.aggregate_id, event.recorded_at);
            changes.run(ERASED_USAGE, Keys::ALL, values![script]);
            changes.run(ERASED, Keys::ALL, values![script, at]);
            changes.run(ERASED_READERS, Keys::ALL, values![script]);
            return Ok(());
        }
        match event.aggregate_type.as_str() {
            domain::Asset::TYPE => asset_event(event, changes),
            domain::Script::TYPE => script_event(event, changes),
            _ => Ok(()),
        }
    }
}

fn asset_event<'e>(event: &'e RecordedEvent, changes: &mut Changes<'e>) -> Result<(), ProjectionError> {
    use AssetEvent as E;
    match payload(event)? {
        E::Added(new) => {
            changes.one(
                TAKES,
                Keys::writes(new.owner.0),
                event,
                values![new.owner.0, bigint(new.facts.bytes)],
            );
            changes.row(ADDED, event, columns(*new, event));
        }
        E::Retagged { after, .. } => {
            changes.row(update!("assets", "tag = $5"), event, values![after.as_str()]);
        }
        E::Deleted { .. } => {
            let asset = event.aggregate_id;
            let keys = event.metadata.owner_id.map_or(Keys::ALL, |owner| Keys::writes_by(owner.0, asset));
            changes.one(FREES, keys, event, values![asset]);
            changes.row(update!("assets", "deleted_at = $2"), event, values![]);
        }
    }
    Ok(())
}

fn columns(new: NewAsset, event: &RecordedEvent) -> Vec<crate::changes::Value> {
    let NewAsset { owner, belongs, tag, facts, provenance, .. } = new;
    let measures = facts.measures;
    let mut more = values![
        owner.0,
        belongs.script.map(|it| it.0),
        belongs.scene.map(|it| it.0),
        belongs.shot.map(|it| it.0),
        belongs.character.map(|it| it.0)
    ];
    more.extend(values![facts.kind.as_str(), tag.as_str()]);
    more.extend(values![String::from(facts.media_type), String::from(facts.file_name)]);
    more.extend(values![bigint(facts.bytes), String::from(facts.sha256)]);
    more.extend(values![measures.width.map(int), measures.height.map(int), measures.duration_ms.map(bigint)]);
    more.extend(values![json!(provenance), author(&event.metadata.actor, owner).0]);
    more
}

/// Who may see a script's assets.
fn script_event<'e>(event: &'e RecordedEvent, changes: &mut Changes<'e>) -> Result<(), ProjectionError> {
    use ScriptEvent as E;
    let script = event.aggregate_id;
    match payload(event)? {
        E::Created { owner, .. } => {
            changes.one(READS, Keys::writes(script), event, values![script, owner.0, "owner"]);
        }
        E::MemberAdded { account, role } => {
            changes.one(READS, Keys::writes(script), event, values![script, account.0, role.as_str()]);
        }
        E::MemberRemoved { account } => {
            changes.run(READS_NO_MORE, Keys::writes(script), values![script, account.0]);
        }
        _ => {}
    }
    Ok(())
}

fn asset(row: &Row) -> Result<Asset, ReadError> {
    let duration_ms: Option<i64> = row.try_get("duration_ms")?;
    Ok(Asset {
        id: AssetId(row.try_get("id")?),
        kind: word(row, "kind")?,
        tag: word(row, "tag")?,
        media_type: row.try_get("media_type")?,
        file_name: row.try_get("file_name")?,
        bytes: sequence(row, "bytes")?,
        sha256: row.try_get("sha256")?,
        width: maybe_count(row, "width")?,
        height: maybe_count(row, "height")?,
        duration_ms: duration_ms.and_then(|it| u64::try_from(it).ok()),
        script_id: row.try_get::<_, Option<_>>("script_id")?.map(ScriptId),
        scene_id: row.try_get::<_, Option<_>>("scene_id")?.map(SceneId),
        shot_id: row.try_get::<_, Option<_>>("shot_id")?.map(ShotId),
        character_id: row.try_get::<_, Option<_>>("character_id")?.map(CharacterId),
        provenance: json(row, "provenance")?,
        created_by: AccountId(row.try_get("created_by")?),
        created_at: row.try_get("created_at")?,
        updated_at: row.try_get("updated_at")?,
        deleted_at: row.try_get("deleted_at")?,
        position: position(row, "position")?,
        owner_id: AccountId(row.try_get("owner_id")?),
        sequence: sequence(row, "sequence")?,
    })
}
