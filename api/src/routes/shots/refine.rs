//! `POST /shots/{id}/refine`

use super::find;
use crate::answer::Answer;
use crate::auth::User;
use crate::extract::{Body, Input, Path, PreferWait, ShotPath};
use crate::idempotency::Ids;
use crate::limits;
use crate::pictures::ShotParams;
use crate::problem::Problem;
use crate::routes::jobs::Job;
use crate::routes::jobs::ask::{self, ask_of_scene};
use crate::state::App;
use axum::extract::State;
use domain::job::{Direction, PictureOptions, RefineShot, Work};
use domain::scene::shot::{Angle, Composition, ParamsChange, ShotChange, ShotPlan, Size, TimeOfDay, Weather};
use serde::Deserialize;
use utoipa::ToSchema;

/// What is to be otherwise.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct RefineRequest {
    #[serde(default)]
    #[schema(schema_with = limits::refinement)]
    refinement_prompt: String,
    /// Lens, light, camera and sky; they win over words.
    #[serde(default)]
    params: ShotParams,
    /// How the picture is made.
    #[serde(default)]
    picture: PictureOptions,
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
        let Wish { refinement_prompt, params, picture } = wish;
        Work::RefineShot(RefineShot { scene: shot.scene, shot: shot.id, refinement_prompt, params, picture })
    })
    .await
}

/// What can be done.
#[derive(Debug, PartialEq)]
struct Wish {
    refinement_prompt: String,
    params: ParamsChange,
    picture: PictureOptions,
}

impl RefineRequest {
    /// The wish, if it would change anything.
    fn understood(self, plan: &ShotPlan) -> Result<Wish, Problem> {
        let Self { refinement_prompt, params, picture } = self;
        let (params, direction) = (params.numbers(), params.direction());
        let said = [refinement_prompt.trim()].into_iter().filter(|words| !words.is_empty());
        let words = said.chain(phrases(direction)).collect::<Vec<_>>().join(", ");
        let by_words = breakdown::refine(&words, plan);
        let by_numbers = plan.clone().with(ShotChange { params, ..ShotChange::default() }) != *plan;
        if by_numbers || !by_words.is_empty() || !picture.is_empty() {
            return Ok(Wish { refinement_prompt: words, params, picture });
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

/// What is asked of camera and sky in the words that refinements are written in, so that a take says in one line
/// what it was asked for.
fn phrases(asked: Direction) -> Vec<&'static str> {
    let angle = asked.camera_angle.map(|angle| match angle {
        Angle::Eye => "eye level",
        Angle::Low => "low angle",
        Angle::High => "high angle",
        Angle::Overhead => "overhead",
        Angle::Worm => "worm's eye",
        Angle::Dutch => "dutch angle",
        Angle::OverShoulder => "over the shoulder",
    });
    let composition = asked.composition.map(|composition| match composition {
        Composition::ThirdsLeft => "frame left",
        Composition::ThirdsRight => "frame right",
        Composition::Centered => "centered",
        Composition::Symmetrical => "symmetrical",
        Composition::NegativeSpace => "negative space",
        Composition::Golden => "golden ratio",
    });
    let size = asked.shot_size.map(|size| match size {
        Size::Ecu => "extreme close-up",
        Size::Cu => "close-up",
        Size::Mcu => "medium close-up",
        Size::Ms => "medium shot",
        Size::Mls => "cowboy",
        Size::Fs => "full shot",
        Size::Ws => "wide shot",
        Size::Ews => "extreme wide shot",
    });
    let time = asked.time_of_day.map(|time| match time {
        TimeOfDay::Day => "daylight",
        TimeOfDay::Night => "at night",
        TimeOfDay::Dawn => "dawn",
        TimeOfDay::Dusk => "dusk",
    });
    let weather = asked.weather.map(|weather| match weather {
        Weather::Clear => "clear sky",
        Weather::Rain => "rain",
        Weather::Snow => "snow",
        Weather::Fog => "fog",
        Weather::Storm => "storm",
        Weather::Wind => "windy",
    });
    [size, angle, composition, time, weather].into_iter().flatten().collect()
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

    fn phrase(of: Direction) -> String {
        phrases(of).concat()
    }

    #[test]
    fn every_word_of_camera_and_sky_is_understood_as_it_is_phrased() {
        let none = Direction::default();
        let read = |of: Direction| breakdown::refine(&phrase(of), &plan());
        for angle in Angle::ALL {
            let change = read(Direction { camera_angle: Some(*angle), ..none }).change;
            assert_eq!(change.angle.unwrap_or(Angle::Eye), *angle);
        }
        for composition in Composition::ALL {
            let change = read(Direction { composition: Some(*composition), ..none }).change;
            assert_eq!(change.composition.unwrap_or(Composition::Centered), *composition);
        }
        for size in Size::ALL {
            let change = read(Direction { shot_size: Some(*size), ..none }).change;
            assert_eq!(change.size.unwrap_or(Size::Ms), *size);
        }
        for time in TimeOfDay::ALL {
            assert_eq!(read(Direction { time_of_day: Some(*time), ..none }).time, Some(*time));
        }
        for weather in Weather::ALL {
            assert_eq!(read(Direction { weather: Some(*weather), ..none }).weather, Some(*weather));
        }
    }

    #[test]
    fn a_wish_is_words_or_numbers_and_says_what_it_did_not_understand() {
        let darker = wish(json!({"refinement_prompt": " darker ", "params": {"camera_angle": "low-angle"}}));
        assert_eq!(darker.unwrap().refinement_prompt, "darker, low angle");
        let numbers = wish(json!({"params": {"fov": 20}})).unwrap();
        assert_eq!(
            (numbers.refinement_prompt.as_str(), numbers.params.fov),
            ("", domain::scene::shot::Fov::new(20.0).ok())
        );
        let larger = wish(json!({"picture": {"quality": "4k", "exr": true}})).unwrap();
        assert!(larger.picture.exr && larger.refinement_prompt.is_empty());
        assert!(wish(json!({})).unwrap_err().contains("must say what is to be otherwise"));
        assert!(wish(json!({"params": {"fov": 40}})).unwrap_err().contains("must say"));
        assert!(
            wish(json!({"refinement_prompt": "more zorp"})).unwrap_err().contains("not understood: zorp")
        );
        assert!(wish(json!({"refinement_prompt": "eye level"})).unwrap_err().contains("so already"));
    }
}
