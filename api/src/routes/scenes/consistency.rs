//! `GET /scenes/{id}/consistency`

use crate::answer::Answer;
use crate::auth::User;
use crate::extract::{Path, ScenePath};
use crate::problem::Problem;
use crate::state::App;
use axum::extract::State;
use domain::scene::shot::{ConsistencyScore, DeclaredChange};
use domain::{SceneId, ShotId, TakeId};
use projections::{scenes, shots};
use serde::Serialize;
use utoipa::ToSchema;

/// How well a scene's frames keep to what was agreed.
#[derive(Serialize, ToSchema)]
pub(crate) struct Consistency {
    /// The scene.
    scene_id: SceneId,
    /// The mean of its shots' scores, from 0 to 100; null until one is scored.
    mean: Option<f64>,
    /// Its shots, in order, by the takes that are shown.
    shots: Vec<ShotConsistency>,
    /// What differs on purpose, and costs no points.
    changes: Vec<DeclaredChange>,
}

/// How well one frame does.
#[derive(Serialize, ToSchema)]
pub(crate) struct ShotConsistency {
    /// The shot.
    shot_id: ShotId,
    /// What its slate says.
    name: String,
    /// The take that was judged; null before the first.
    take_id: Option<TakeId>,
    /// How well it does and why; null until somebody has looked.
    score: Option<ConsistencyScore>,
}

/// Read a scene's consistency
///
/// By shot, with reasons, the worst first, and for the scene as a whole.
#[utoipa::path(
    get,
    path = "/scenes/{id}/consistency",
    operation_id = "read_consistency",
    tag = "shots",
    params(ScenePath),
    responses((status = 200, description = "The scores", body = Consistency))
)]
pub(crate) async fn consistency(
    State(app): State<App>,
    user: User,
    Path(path): Path<ScenePath>,
) -> Result<Answer<Consistency>, Problem> {
    let position = app.position().await?;
    let client = app.client().await?;
    let scene = scenes::get(&client, user.account, path.id).await?;
    let scene = scene.ok_or_else(|| Problem::not_found("scene", path.id))?;
    let shots = shots::of_scene(&client, user.account, path.id).await?;
    let shots: Vec<ShotConsistency> = shots
        .into_iter()
        .map(|shot| ShotConsistency {
            shot_id: shot.id,
            name: shot.name,
            take_id: shot.active.as_ref().map(|it| it.take.id),
            score: shot.active.and_then(|it| it.score),
        })
        .collect();
    let answer = Consistency { scene_id: path.id, mean: mean(&shots), shots, changes: scene.changes };
    Ok(Answer::ok(answer).etag(scene.sequence).position(position))
}

fn mean(shots: &[ShotConsistency]) -> Option<f64> {
    let totals = shots.iter().filter_map(|shot| shot.score.as_ref()).map(|score| score.total.get());
    let (sum, count) = totals.fold((0.0, 0_u32), |(sum, count), total| (sum + total, count + 1));
    (count > 0).then(|| sum / f64::from(count))
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::scene::shot::Score;
    use uuid::Uuid;

    fn shot(total: Option<f64>) -> ShotConsistency {
        let score = total.map(|total| ConsistencyScore { total: Score::nearest(total), reasons: vec![] });
        ShotConsistency { shot_id: ShotId(Uuid::nil()), name: "1A".into(), take_id: None, score }
    }

    #[test]
    fn the_mean_is_of_what_was_scored() {
        assert_eq!(mean(&[]), None);
        assert_eq!(mean(&[shot(None)]), None);
        assert_eq!(mean(&[shot(Some(80.0)), shot(None), shot(Some(60.0))]), Some(70.0));
    }
}
