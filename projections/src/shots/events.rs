//! What the events of shots change in the tables.

use crate::changes::{Changes, Keys, bigint, int, update, values};
use domain::ShotId;
use domain::scene::shot::{Shot, ShotEvent, Take};
use event_store::RecordedEvent;
use serde_json::json;
use uuid::Uuid;

const EDITED: &str = update!("scenes", "shots_edited = true");
/// Everything gives way; what stays is covered again below.
const GIVE_WAY: &str = "update shots set removed_at = $2, updated_at = $2, position = $3
    where scene_id = $1 and removed_at is null and id <> all($4::uuid[])";
const COVERED: &str =
    "insert into shots (id, scene_id, owner_id, script_id, version_id, place, letters, plan, locked,
        created_at, updated_at, position)
     select $2, id, owner_id, script_id, version_id, $3, $4, $5, $6, $7, $7, $8 from scenes /*, rows*/ where id = $1
     on conflict (id) do update set place = excluded.place, letters = excluded.letters, plan = excluded.plan,
        locked = excluded.locked, removed_at = null, updated_at = excluded.updated_at, position = excluded.position";
const ROOM: &str = "update shots set place = place + 1 /*from rows*/ where scene_id = $1 and removed_at is null and place >= $2";
/// Only the fields that changed are there; of the numbers too.
const PLANNED: &str = "update shots set updated_at = $3, position = $4,
        plan = plan || ($5::jsonb - 'params')
            || jsonb_build_object('params', (plan -> 'params') || coalesce($5::jsonb -> 'params', '{}')) /*from rows*/
     where scene_id = $1 and id = $2";
const MOVED: &str = "update shots set place = case
        when id = $2 then $4::integer
        when place > $3::integer and place <= $4 then place - 1
        when place < $3 and place >= $4 then place + 1
        else place end /*from rows*/
     where scene_id = $1 and removed_at is null";
const TOUCHED: &str =
    "update shots set updated_at = $3, position = $4 /*from rows*/ where scene_id = $1 and id = $2";
const CLOSE_UP: &str =
    "update shots set place = place - 1 /*from rows*/ where scene_id = $1 and removed_at is null
    and place > (select place from shots where id = $2)";
const REMOVED: &str = "update shots set updated_at = $3, position = $4, removed_at = $3 /*from rows*/ where scene_id = $1 and id = $2";
const LOCKED: &str = "update shots set updated_at = $3, position = $4, locked = $5 /*from rows*/ where scene_id = $1 and id = $2";
const TAKEN: &str =
    "insert into takes (id, shot_id, scene_id, owner_id, script_id, take, input_hash, created_at, position)
     select $3, id, scene_id, owner_id, script_id, $4, $5, $6, $7 from shots /*, rows*/ where scene_id = $1 and id = $2";
const COUNTED: &str = "update shots set updated_at = $3, position = $4, take_count = take_count + 1,
        active_take = case when $6::boolean then $5::uuid else active_take end /*from rows*/
     where scene_id = $1 and id = $2";
const CHOSEN: &str = "update shots set updated_at = $3, position = $4, active_take = $5 /*from rows*/ where scene_id = $1 and id = $2";
const SCORED: &str = "update takes set score = $3 /*from rows*/ where shot_id = $1 and id = $2";
const DECLARED: &str = update!("scenes", "changes = changes || jsonb_build_array($5::jsonb)");
const WITHDRAWN: &str = update!(
    "scenes",
    "changes = coalesce((select jsonb_agg(it order by nr)
        from jsonb_array_elements(changes) with ordinality as t (it, nr) where it <> $5::jsonb), '[]')"
);

pub(crate) const ERASED: &str =
    "update shots set owner_id = '00000000-0000-0000-0000-000000000000', plan = '{}' where script_id = $1";
pub(crate) const ERASED_TAKES: &str =
    "update takes set owner_id = '00000000-0000-0000-0000-000000000000', take = '{}',
        score = null, input_hash = ''
    where script_id = $1";

/// Writes down what an event of a scene's shots changes.
pub(crate) fn apply<'e>(of_shots: ShotEvent, event: &'e RecordedEvent, changes: &mut Changes<'e>) {
    use ShotEvent as E;
    let scene = event.aggregate_id;
    let on = On { event, scene };
    match of_shots {
        E::BrokenDown { revision, shots, .. } => on.broken_down(revision, &shots, changes),
        E::ShotAdded { index, shot } => {
            changes.row(EDITED, event, values![]);
            changes.run(ROOM, Keys::writes(scene), values![scene, int(index)]);
            on.cover(index, &shot, changes);
        }
        E::ShotEdited { shot, after, .. } => {
            changes.row(EDITED, event, values![]);
            on.shot(PLANNED, shot, values![json!(after)], changes);
        }
        E::ShotMoved { shot, before, after } => {
            changes.row(EDITED, event, values![]);
            changes.run(MOVED, Keys::writes(scene), values![scene, shot.0, int(before), int(after)]);
            on.shot(TOUCHED, shot, values![], changes);
        }
        E::ShotRemoved { shot } => {
            changes.row(EDITED, event, values![]);
            on.shot(REMOVED, shot, values![], changes);
            changes.run(CLOSE_UP, Keys::writes(scene), values![scene, shot.0]);
        }
        E::ShotLocked { shot } => on.lock(shot, true, changes),
        E::ShotUnlocked { shot } => on.lock(shot, false, changes),
        E::TakeAdded { take, chosen } => on.take(&take, chosen, changes),
        E::TakeChosen { shot, after, .. } => {
            changes.row(update!("scenes"), event, values![]);
            on.shot(CHOSEN, shot, values![after.0], changes);
        }
        E::ConsistencyScored { shot, take, score } => {
            changes.row(update!("scenes"), event, values![]);
            changes.one(SCORED, Keys::writes(scene), event, values![shot.0, take.0, json!(score)]);
            on.shot(TOUCHED, shot, values![], changes);
        }
        E::ChangeDeclared { change } => changes.row(DECLARED, event, values![json!(change)]),
        E::ChangeWithdrawn { change } => changes.row(WITHDRAWN, event, values![json!(change)]),
    }
}

/// An event of one scene.
#[derive(Clone, Copy)]
struct On<'e> {
    event: &'e RecordedEvent,
    scene: Uuid,
}

impl<'e> On<'e> {
    /// A statement on one shot; `$1` to `$4` are its scene, its id, the event's time and its position.
    fn shot(
        self,
        sql: &'static str,
        shot: ShotId,
        more: Vec<crate::changes::Value>,
        changes: &mut Changes<'e>,
    ) {
        let at = bigint(self.event.position.0);
        let mut values = values![self.scene, shot.0, self.event.recorded_at, at];
        values.extend(more);
        changes.one(sql, Keys::writes(self.scene), self.event, values);
    }

    /// A locked shot stays through a breakdown, so the shots are not those that the text gives.
    fn broken_down(self, revision: u32, shots: &[Shot], changes: &mut Changes<'e>) {
        let kept = shots.iter().any(|shot| shot.locked);
        let sql = update!("scenes", "broken_down = $5, shots_edited = $6");
        changes.row(sql, self.event, values![int(revision), kept]);
        let stay: Vec<Uuid> = shots.iter().map(|shot| shot.id.0).collect();
        let at = bigint(self.event.position.0);
        changes.run(
            GIVE_WAY,
            Keys::writes(self.scene),
            values![self.scene, self.event.recorded_at, at, stay],
        );
        for (index, shot) in (0..).zip(shots) {
            self.cover(index, shot, changes);
        }
    }

    fn cover(self, index: u32, shot: &Shot, changes: &mut Changes<'e>) {
        let (at, position) = (self.event.recorded_at, bigint(self.event.position.0));
        let mut values = values![self.scene, shot.id.0, int(index), shot.letters.to_string()];
        values.extend(values![json!(shot.plan), shot.locked, at, position]);
        changes.one(COVERED, Keys::writes(self.scene), self.event, values);
    }

    fn lock(self, shot: ShotId, locked: bool, changes: &mut Changes<'e>) {
        changes.row(update!("scenes"), self.event, values![]);
        self.shot(LOCKED, shot, values![locked], changes);
    }

    fn take(self, take: &Take, chosen: bool, changes: &mut Changes<'e>) {
        changes.row(update!("scenes"), self.event, values![]);
        let (at, position) = (self.event.recorded_at, bigint(self.event.position.0));
        let mut values = values![self.scene, take.shot.0, take.id.0, json!(take)];
        values.extend(values![take.input_hash.clone(), at, position]);
        changes.one(TAKEN, Keys::writes(self.scene), self.event, values);
        self.shot(COUNTED, take.shot, values![take.id.0, chosen], changes);
    }
}
