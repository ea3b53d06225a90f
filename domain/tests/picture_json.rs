//! The stored form of what is asked of pictures. The options were added later than the events they are in: work
//! that says nothing of its pictures is stored as it always was, and old logs are read as before.

use domain::job::{
    AspectRatio, Direction, DrawingStyle, ImageEngine, JobKind, PictureOptions, Portray, Produce, RefineShot,
    Scope, Storyboard, Work,
};
use domain::scene::shot::{Angle, Composition, ParamsChange, Size, TimeOfDay, Weather};
use domain::{CharacterId, SceneId, ShotId};
use uuid::Uuid;

#[test]
fn how_pictures_are_made_is_stored_with_the_work() {
    let (scene, shot) = (SceneId(Uuid::from_u128(6)), ShotId(Uuid::from_u128(7)));
    let picture = PictureOptions {
        aspect_ratio: Some(AspectRatio::Scope),
        quality: None,
        width: Some(1_920),
        exr: true,
        style: Some(DrawingStyle::Pencil),
        engine: Some(ImageEngine::Storyboard),
        seed: Some(9),
    };
    let direction = Direction {
        camera_angle: Some(Angle::Low),
        composition: Some(Composition::Centered),
        shot_size: Some(Size::Cu),
        time_of_day: Some(TimeOfDay::Night),
        weather: Some(Weather::Rain),
    };
    let (none, params) = (PictureOptions::default(), ParamsChange::default());
    let storyboard = |direction, picture| {
        Work::StoryboardScene(Storyboard {
            scene,
            revision: 1,
            frame_count: None,
            base_params: params,
            direction,
            picture,
        })
    };
    let refine = |picture| {
        let refinement_prompt = "darker".to_owned();
        Work::RefineShot(RefineShot { scene, shot, refinement_prompt, params, picture })
    };
    let portrait =
        |picture| Work::DrawPortrait(Portray { character: CharacterId(Uuid::from_u128(4)), picture });
    let produce = |picture| {
        Work::Produce(Produce { picture, ..Produce::new(Scope::Script, vec![JobKind::FilmScript]) })
    };
    let all = [
        storyboard(Direction::default(), none),
        storyboard(direction, picture),
        refine(none),
        refine(picture),
        portrait(none),
        portrait(picture),
        produce(none),
        produce(picture),
    ];
    for work in &all {
        let stored = serde_json::to_string(work).unwrap();
        assert_eq!(&serde_json::from_str::<Work>(&stored).unwrap(), work);
    }
    insta::assert_json_snapshot!(all);
}
