//! `POST /shots/{id}/refine`

use super::find;
use crate::answer::Answer;
use crate::auth::User;
use crate::extract::{Body, Input, Path, PreferWait, ShotPath};
use crate::idempotency::Ids;
use crate::limits;
use crate::problem::Problem;
use crate::routes::jobs::Job;
use crate::routes::jobs::ask::{self, ask_of_scene};
use crate::state::App;
use axum::extract::State;
use domain::job::{RefineShot, Work};
use domain::scene::shot::{
    Angle, ColorTemp, Composition, Contrast, Fov, HdrBloom, Lighting, ParamsChange, ShotChange, ShotPlan,
};
use serde::Deserialize;
use utoipa::ToSchema;

/// What is to be otherwise.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct RefineRequest {
    #[serde(default)]
    #[schema(schema_with = limits::refinement)]
    refinement_prompt: String,
    /// Numbers, which win over words.
    #[serde(default)]
    params: RefineParams,
}

/// Lens, light and camera, as far as they change.
#[derive(Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct RefineParams {
    fov: Option<Fov>,
    lighting: Option<Lighting>,
    hdr_bloom: Option<HdrBloom>,
    color_temp: Option<ColorTemp>,
    contrast: Option<Contrast>,
    /// From where the camera looks.
    camera_angle: Option<Angle>,
    /// How the frame is divided.
    composition: Option<Composition>,
}

impl Input for RefineRequest {}

/// Draw a shot otherwise
///
/// Asks for a job that adds a take. What is asked for in words must be something that can be done: the answer
/// to anything else says what was not understood. `Prefer: wait=N` answers when it is over, or after N seconds.
#[utoipa::path(
    post,
    path = "/shots/{id}/refine",
    operation_id = "refine_shot",
    tag = "shots",
    params(ShotPath, ("Prefer" = Option<String>, Header, description = "wait=N: how many seconds to wait for the end; at most 60")),
    request_body = RefineRequest,
    responses(
        (status = 202, description = "The job", body = Job),
        (status = 409, description = "The script is archived, the scene was removed, or the budget does not cover this")
    )
)]
pub(crate) async fn refine(
    State(app): State<App>,
    user: User,
    Path(path): Path<ShotPath>,
    ids: Ids,
    wait: PreferWait,
    Body(asked): Body<RefineRequest>,
) -> Result<Answer<Job>, Problem> {
    let shot = find(&app, &user, path.id).await?;
    let wish = asked.understood(&shot.plan)?;
    let asking = ask::Asking { app: &app, user: &user, ids, wait };
    ask_of_scene(asking, shot.scene, |_| {
        let Wish { refinement_prompt, params } = wish;
        Work::RefineShot(RefineShot { scene: shot.scene, shot: shot.id, refinement_prompt, params })
    })
    .await
}

/// What can be done.
#[derive(Debug, PartialEq)]
struct Wish {
    refinement_prompt: String,
    params: ParamsChange,
}

impl RefineRequest {
    /// The wish, if it would change anything.
    fn understood(self, plan: &ShotPlan) -> Result<Wish, Problem> {
        let Self { refinement_prompt, params: it } = self;
        let params = ParamsChange {
            fov: it.fov,
            lighting: it.lighting,
            hdr_bloom: it.hdr_bloom,
            color_temp: it.color_temp,
            contrast: it.contrast,
        };
        let camera = [it.camera_angle.map(phrase_of_angle), it.composition.map(phrase_of_composition)];
        let said = [refinement_prompt.trim()].into_iter().filter(|words| !words.is_empty());
        let words = said.chain(camera.into_iter().flatten()).collect::<Vec<_>>().join(", ");
        let by_words = breakdown::refine(&words, plan);
        let by_numbers = plan.clone().with(ShotChange { params, ..ShotChange::default() }) != *plan;
        if by_numbers || !by_words.is_empty() {
            return Ok(Wish { refinement_prompt: words, params });
        }
        let message = match (words.is_empty(), by_words.ignored.is_empty()) {
            (true, _) => "must say what is to be otherwise, unless params do".to_owned(),
            (false, false) => {
                format!("asks for nothing that can be done; not understood: {}", by_words.ignored.join(", "))
            }
            (false, true) => "asks for nothing that is not so already".to_owned(),
        };
        Err(Problem::field("/refinement_prompt", message))
    }
}

/// An angle in the words that refinements are written in.
const fn phrase_of_angle(angle: Angle) -> &'static str {
    match angle {
        Angle::Eye => "eye level",
        Angle::Low => "low angle",
        Angle::High => "high angle",
        Angle::Overhead => "overhead",
        Angle::Worm => "worm's eye",
        Angle::Dutch => "dutch angle",
        Angle::OverShoulder => "over the shoulder",
    }
}

/// A composition in the words that refinements are written in.
const fn phrase_of_composition(composition: Composition) -> &'static str {
    match composition {
        Composition::ThirdsLeft => "frame left",
        Composition::ThirdsRight => "frame right",
        Composition::Centered => "centered",
        Composition::Symmetrical => "symmetrical",
        Composition::NegativeSpace => "negative space",
        Composition::Golden => "golden ratio",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn plan() -> ShotPlan {
        serde_json::from_value(json!({
            "role": "single", "size": "ms", "angle": "eye", "movement": "static", "composition": "centered",
            "params": {"fov": 40, "lighting": 50, "hdr_bloom": 10, "color_temp": 4300, "contrast": 55},
            "duration_ms": 3000, "description": "", "characters": [], "figures": [], "props": [], "notes": ""
        }))
        .unwrap()
    }

    fn wish(request: serde_json::Value) -> Result<Wish, String> {
        let request: RefineRequest = serde_json::from_value(request).unwrap();
        request.understood(&plan()).map_err(|problem| format!("{problem:?}"))
    }

    #[test]
    fn every_angle_and_composition_is_understood_in_words() {
        for angle in Angle::ALL {
            assert_eq!(
                breakdown::refine(phrase_of_angle(*angle), &plan()).change.angle.unwrap_or(Angle::Eye),
                *angle
            );
        }
        for composition in Composition::ALL {
            let change = breakdown::refine(phrase_of_composition(*composition), &plan()).change;
            assert_eq!(change.composition.unwrap_or(Composition::Centered), *composition);
        }
    }

    #[test]
    fn a_wish_is_words_or_numbers_and_says_what_it_did_not_understand() {
        let darker = wish(json!({"refinement_prompt": " darker ", "params": {"camera_angle": "low-angle"}}));
        assert_eq!(darker.unwrap().refinement_prompt, "darker, low angle");
        let numbers = wish(json!({"params": {"fov": 20}})).unwrap();
        assert_eq!((numbers.refinement_prompt.as_str(), numbers.params.fov), ("", Fov::new(20.0).ok()));
        assert!(wish(json!({})).unwrap_err().contains("must say what is to be otherwise"));
        assert!(wish(json!({"params": {"fov": 40}})).unwrap_err().contains("must say"));
        assert!(
            wish(json!({"refinement_prompt": "more zorp"})).unwrap_err().contains("not understood: zorp")
        );
        assert!(wish(json!({"refinement_prompt": "eye level"})).unwrap_err().contains("so already"));
    }
}
