//! `PATCH /shots/{id}`

use super::Shot;
use crate::answer::Answer;
use crate::auth::User;
use crate::extract::{Body, IfMatch, Input, Path, ShotPath};
use crate::limits;
use crate::problem::Problem;
use crate::state::App;
use axum::extract::State;
use domain::scene::ShotCommand;
use domain::scene::shot::{
    Angle, Composition, Coverage, DurationMs, Figure, Movement, ParamsChange, ShotChange, Size,
};
use serde::Deserialize;
use utoipa::ToSchema;

/// What changes; fields that are left out stay.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ShotPatch {
    /// Whether it stays as it is from now on; one that is unlocked can change in the same request.
    #[schema(nullable = false)]
    locked: Option<bool>,
    #[schema(schema_with = limits::shot_place)]
    index: Option<u32>,
    /// What it does in the coverage.
    #[schema(nullable = false)]
    role: Option<Coverage>,
    /// How much the frame holds.
    #[schema(nullable = false)]
    size: Option<Size>,
    /// From where the camera looks.
    #[schema(nullable = false)]
    angle: Option<Angle>,
    /// What the camera does.
    #[schema(nullable = false)]
    movement: Option<Movement>,
    /// How the frame is divided.
    #[schema(nullable = false)]
    composition: Option<Composition>,
    #[schema(schema_with = limits::shot_length)]
    duration_ms: Option<DurationMs>,
    #[schema(schema_with = limits::shot_description)]
    description: Option<String>,
    #[schema(schema_with = limits::shot_characters)]
    characters: Option<Vec<String>>,
    /// Who stands where.
    #[schema(nullable = false, max_items = 12)]
    figures: Option<Vec<Figure>>,
    #[schema(schema_with = limits::shot_props)]
    props: Option<Vec<String>>,
    #[schema(schema_with = limits::shot_notes)]
    notes: Option<String>,
    /// Lens and light, as far as they change.
    #[serde(default)]
    params: ParamsChange,
}

impl Input for ShotPatch {}

/// Change a shot
///
/// A locked one refuses, unless the same request unlocks it.
#[utoipa::path(
    patch,
    path = "/shots/{id}",
    operation_id = "change_shot",
    tag = "shots",
    params(ShotPath),
    request_body = ShotPatch,
    responses(
        (status = 200, description = "The shot as it is now", body = Shot),
        (status = 409, description = "It is locked, or its scene was removed")
    )
)]
pub(crate) async fn change(
    State(app): State<App>,
    user: User,
    Path(path): Path<ShotPath>,
    at: IfMatch,
    Body(asked): Body<ShotPatch>,
) -> Result<Answer<Shot>, Problem> {
    let shot = path.id;
    let mut commands = Vec::new();
    commands.extend((asked.locked == Some(false)).then_some(ShotCommand::Unlock(shot)));
    let (locked, index) = (asked.locked, asked.index);
    commands.push(ShotCommand::Edit { shot, change: asked.into() });
    let index = index.and_then(|index| usize::try_from(index).ok());
    commands.extend(index.map(|index| ShotCommand::Move { shot, index }));
    commands.extend((locked == Some(true)).then_some(ShotCommand::Lock(shot)));
    super::execute(&app, &user, shot, at, commands).await
}

impl From<ShotPatch> for ShotChange {
    fn from(it: ShotPatch) -> Self {
        Self {
            role: it.role,
            size: it.size,
            angle: it.angle,
            movement: it.movement,
            composition: it.composition,
            duration_ms: it.duration_ms,
            description: it.description,
            characters: it.characters,
            figures: it.figures,
            props: it.props,
            notes: it.notes,
            params: it.params,
        }
    }
}
