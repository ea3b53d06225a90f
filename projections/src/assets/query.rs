//! What is asked of the assets' read model: by people, who see what they may, and by the clean-up of the
//! store, which must never believe that something is not needed because it was not told yet.

use super::{Asset, AssetFilter, AssetUsage, Assets, asset};
use crate::checkpoint;
use crate::page::{Cursor, Limit, List, Page};
use crate::read_model::ReadModel;
use crate::row::{ReadError, position, sequence};
use deadpool_postgres::GenericClient;
use domain::asset::{AssetKind, AssetTag};
use domain::{AccountId, AssetId};
use jiff::Timestamp;

/// One asset, be it deleted or not; `None` if there is none or the account may not see it.
pub async fn get(
    client: &impl GenericClient,
    reader: AccountId,
    id: AssetId,
) -> Result<Option<Asset>, ReadError> {
    let statement = client
        .prepare_cached(
            "select a.* from assets a where a.id = $2 and (a.owner_id = $1 or exists (
                select from asset_readers r where r.script_id = a.script_id and r.account_id = $1))",
        )
        .await?;
    client.query_opt(&statement, &[&reader.0, &id.0]).await?.as_ref().map(asset).transpose()
}

/// One asset, be it deleted or not, for whoever was given leave to it by other means.
pub async fn get_for_anyone(client: &impl GenericClient, id: AssetId) -> Result<Option<Asset>, ReadError> {
    let statement = client.prepare_cached("select * from assets where id = $1").await?;
    client.query_opt(&statement, &[&id.0]).await?.as_ref().map(asset).transpose()
}

/// What every asset of a list fulfils; the cursor's place is among it.
macro_rules! fits {
    () => {
        " a.created_position < $2 and (a.deleted_at is not null) = $3
          and ($4::text is null or a.kind = $4) and ($5::text is null or a.tag = $5)
          and ($6::uuid is null or a.script_id = $6) and ($7::uuid is null or a.scene_id = $7)
          and ($8::uuid is null or a.shot_id = $8) and ($9::uuid is null or a.character_id = $9)
         order by a.created_position desc limit $10"
    };
}

/// The assets that an account may see, the newest first.
pub async fn list(
    client: &impl GenericClient,
    reader: AccountId,
    filter: &AssetFilter,
    cursor: Option<&Cursor>,
    limit: Limit,
) -> Result<Page<Asset>, ReadError> {
    let [before, _] = Cursor::keys(cursor, List::Assets, [i64::MAX, 0])?;
    // Each half comes out of an index in the right order, and ends after a page.
    let statement = client
        .prepare_cached(concat!(
            "select * from ((select a.* from assets a where a.owner_id = $1 and",
            fits!(),
            ") union all (select a.* from asset_readers r join assets a on a.script_id = r.script_id
                where r.account_id = $1 and a.owner_id <> $1 and",
            fits!(),
            ")) a order by created_position desc limit $10"
        ))
        .await?;
    let (kind, tag) = (filter.kind.map(AssetKind::as_str), filter.tag.map(AssetTag::as_str));
    let script = filter.script.map(|it| it.0);
    let (scene, shot) = (filter.scene.map(|it| it.0), filter.shot.map(|it| it.0));
    let character = filter.character.map(|it| it.0);
    let rows = client
        .query(
            &statement,
            &[
                &reader.0,
                &before,
                &filter.deleted,
                &kind,
                &tag,
                &script,
                &scene,
                &shot,
                &character,
                &limit.probe(),
            ],
        )
        .await?;
    Page::read(&rows, limit, asset, |last| Cursor::after(List::Assets, last, "created_position"))
}

/// What an owner's assets take.
pub async fn usage(client: &impl GenericClient, owner: AccountId) -> Result<AssetUsage, ReadError> {
    let statement =
        client.prepare_cached("select assets, bytes from asset_usage where owner_id = $1").await?;
    let Some(row) = client.query_opt(&statement, &[&owner.0]).await? else {
        return Ok(AssetUsage::default());
    };
    Ok(AssetUsage { assets: sequence(&row, "assets")?, bytes: sequence(&row, "bytes")? })
}

/// What is known of whether objects are needed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Needs {
    /// Those of the objects that no asset names which is there, or was there after the given time.
    Unneeded(Vec<String>),
    /// The read model has not seen the whole log; nobody can tell.
    Unknown,
}

/// Which of these objects, by their SHA-256, are not needed. Assets deleted after `since` still need theirs.
pub async fn unneeded(
    client: &impl GenericClient,
    objects: &[String],
    since: Timestamp,
) -> Result<Needs, ReadError> {
    // First how far the log goes, then what the read model shows: it can only have seen more.
    let head = position(&client.query_one("select position from log_head", &[]).await?, "position")?;
    match checkpoint::read(client, Assets::NAME).await? {
        Some(seen) if seen.error.is_none() && seen.position >= head => {}
        _ => return Ok(Needs::Unknown),
    }
    let statement = client
        .prepare_cached(
            "select object from unnest($1::text[]) as object where not exists (
                select from assets a where a.sha256 = object and (a.deleted_at is null or a.deleted_at > $2))",
        )
        .await?;
    let rows = client.query(&statement, &[&objects, &since]).await?;
    Ok(Needs::Unneeded(rows.iter().map(|row| row.try_get(0)).collect::<Result<_, _>>()?))
}
