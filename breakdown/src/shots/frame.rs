//! Size, angle, movement and composition of a set-up, each with its reason.

use crate::beats::Beat;
use crate::coverage::Setup;
use crate::reading::Travel;
use crate::setting::SetFacts;
use crate::shots::Side;
use domain::scene::shot::{Angle, Composition, Coverage as C, Movement, Pose, Setting, Size};
use domain::{Genre, Tone};

/// How tight: by the role, and the tighter the higher the tension.
pub(super) fn size(setup: &Setup, beats: &[Beat], set: &SetFacts) -> Size {
    let tension = setup.tension;
    let outside = set.setting == Setting::Exterior;
    match setup.role {
        C::Establishing if outside => Size::Ews,
        C::Establishing => Size::Ws,
        C::Master if setup.people.is_empty() || outside || setup.people.len() > 3 => Size::Ws,
        C::Master => Size::Fs,
        C::Moving if outside => Size::Fs,
        C::Moving => Size::Mls,
        C::TwoShot if tension < 0.45 => Size::Mls,
        C::TwoShot => Size::Ms,
        C::OverShoulder if tension < 0.38 => Size::Ms,
        C::OverShoulder => Size::Mcu,
        C::Insert => {
            if setup.thing.is_some() {
                Size::Ecu
            } else {
                Size::Cu
            }
        }
        C::Reaction if tension > 0.85 => Size::Ecu,
        C::Reaction if tension < 0.35 => Size::Mcu,
        C::Reaction => Size::Cu,
        C::Single => single(tension, beats),
    }
}

/// A speaker may fill the frame; somebody who does something needs room for it.
fn single(tension: f64, beats: &[Beat]) -> Size {
    let silent = beats.iter().all(|beat| beat.speaker().is_none());
    let low =
        beats.iter().any(|beat| matches!(beat.reading.pose, Some(Pose::Lie | Pose::Kneel | Pose::Crouch)));
    match tension {
        _ if silent && low => Size::Fs,
        _ if silent && tension < 0.7 => Size::Ms,
        _ if silent => Size::Mcu,
        t if t < 0.3 => Size::Ms,
        t if t < 0.62 => Size::Mcu,
        t if t < 0.92 => Size::Cu,
        _ => Size::Ecu,
    }
}

/// From where: low on whoever has the power, high on whoever has none, tilted when nothing is right.
pub(super) fn angle(setup: &Setup, beats: &[Beat], pose: Option<Pose>, genre: Genre, tone: Tone) -> Angle {
    let any = |ask: fn(&Beat) -> bool| beats.iter().any(ask);
    let uneasy = matches!(genre, Genre::Horror | Genre::Thriller | Genre::Mystery | Genre::Noir)
        || matches!(tone, Tone::Suspenseful | Tone::Dark);
    match setup.role {
        C::OverShoulder => Angle::OverShoulder,
        C::Insert
            if any(|beat| {
                beat.words.iter().any(|it| ["table", "floor", "desk", "ground"].contains(&it.as_str()))
            }) =>
        {
            Angle::High
        }
        C::Insert => Angle::Eye,
        _ if uneasy && setup.tension > 0.6 && any(|beat| beat.reading.unease) && setup.people.len() < 3 => {
            Angle::Dutch
        }
        _ if any(|beat| beat.reading.weakness) || matches!(pose, Some(Pose::Cower | Pose::Kneel)) => {
            Angle::High
        }
        C::Single | C::Reaction | C::Master if pose == Some(Pose::Lie) && setup.people.len() == 1 => {
            Angle::Overhead
        }
        _ if any(|beat| beat.reading.power) || pose == Some(Pose::Aim) => Angle::Low,
        C::Establishing if matches!(tone, Tone::Epic) => Angle::High,
        C::Establishing if any(|beat| beat.words.iter().any(|it| TALL.contains(&it.as_str()))) => Angle::Low,
        _ => Angle::Eye,
    }
}

/// Things that are looked up at.
const TALL: [&str; 8] =
    ["tower", "towers", "skyscraper", "cathedral", "cliff", "spire", "mountain", "towering"];

/// What the camera does: it moves because something does, or because a scene turns.
pub(super) fn movement(setup: &Setup, beats: &[Beat], travel: Side, first: bool, tone: Tone) -> Movement {
    let way = beats.iter().find_map(|beat| beat.reading.travel);
    let exits = beats.iter().any(|beat| beat.reading.exit);
    let right = travel == Side::Right;
    if beats.iter().any(|beat| beat.reading.violence) {
        return Movement::Handheld;
    }
    match (setup.role, way) {
        (C::Insert | C::TwoShot | C::OverShoulder, _) => Movement::Static,
        (C::Establishing, _) => match tone {
            Tone::Epic | Tone::Whimsical => Movement::CraneUp,
            Tone::Melancholic => Movement::PullOut,
            Tone::Suspenseful | Tone::Dark => Movement::PushIn,
            _ if right => Movement::PanRight,
            _ => Movement::PanLeft,
        },
        (_, Some(Travel::Up)) => Movement::CraneUp,
        (_, Some(Travel::Down)) => Movement::TiltDown,
        (_, Some(Travel::Towards)) => Movement::PushIn,
        (_, Some(Travel::Away)) => Movement::PullOut,
        (C::Moving, _) if exits => {
            if right {
                Movement::PanRight
            } else {
                Movement::PanLeft
            }
        }
        (C::Moving, _) => {
            if right {
                Movement::TrackRight
            } else {
                Movement::TrackLeft
            }
        }
        (C::Single | C::Reaction, None) if setup.tension > 0.78 => Movement::PushIn,
        (C::Master, None) if exits && !first => Movement::PullOut,
        (C::Master, None) if setup.tension > 0.8 => Movement::Handheld,
        _ => Movement::Static,
    }
}

/// How the frame is divided: people get room in the direction they look.
pub(super) fn composition(setup: &Setup, side: Option<Side>, place: &str, tone: Tone) -> Composition {
    let formal = ["church", "corridor", "courtroom", "hospital", "castle", "stage"].contains(&place);
    let thirds = match side {
        Some(Side::Left) => Composition::ThirdsLeft,
        Some(Side::Right) => Composition::ThirdsRight,
        None => Composition::Golden,
    };
    match setup.role {
        C::Insert => Composition::Centered,
        C::Establishing | C::Master if formal => Composition::Symmetrical,
        C::Master if setup.people.len() < 2 => Composition::NegativeSpace,
        C::Establishing | C::Master | C::TwoShot => Composition::Golden,
        C::Single if setup.tension < 0.4 && tone == Tone::Melancholic => Composition::NegativeSpace,
        C::Reaction | C::Single if setup.tension > 0.9 => Composition::Centered,
        _ => thirds,
    }
}
