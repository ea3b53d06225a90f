//! One builder per kind of place. A builder puts architecture and furniture around the stage, the few
//! metres about the origin where figures act, and says what ground, room and horizon there are.

mod city;
mod grand;
mod home;
mod open;
mod public;
mod travel;

use super::furniture::by_name;
use super::kit::Kit;
use super::prim::Surface;
use super::room::Room;
use crate::board::Set;
use crate::place::Place;
use crate::words::{Setting, normal};
use glam::{Vec3A, vec3a};

/// A silhouette on the horizon.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Ridge {
    pub form: Form,
    /// Height of its foot and its peaks, as the sine of the elevation.
    pub base: f32,
    pub peak: f32,
    /// From the colour of haze (0) to black (1).
    pub depth: f32,
}

/// What the horizon is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    Skyline,
    Trees,
    Hills,
    Peaks,
    Dunes,
}

/// What a builder says beside the solids it puts.
#[derive(Clone, Debug)]
pub(crate) struct Layout {
    pub ground: Surface,
    pub ground_colour: Vec3A,
    /// 0 dry – 1 mirror.
    pub gloss: f32,
    /// Walls that camera and figures stay within.
    pub room: Option<Room>,
    /// Outside: how far from the middle the camera may stand, metres.
    pub free: f32,
    pub ridges: Vec<Ridge>,
    /// Share of light lost per metre of air.
    pub haze: f32,
    /// Where the ground becomes water: everything beyond this z.
    pub shore: Option<f32>,
    /// Half the width of a road that runs through the middle into the distance, metres.
    pub road: Option<f32>,
    /// How much of the daylight is let in, 0–1.
    pub daylight: f32,
    /// Whether there are beds for those who lie.
    pub beds: bool,
}

impl Layout {
    fn inside(room: Room, ground: Surface, ground_colour: Vec3A) -> Self {
        Self {
            ground,
            ground_colour,
            gloss: 0.12,
            room: Some(room),
            free: room.half - 0.3,
            ridges: Vec::new(),
            haze: 0.0,
            shore: None,
            road: None,
            daylight: 1.0,
            beds: false,
        }
    }

    fn outside(ground: Surface, ground_colour: Vec3A) -> Self {
        Self {
            ground,
            ground_colour,
            gloss: 0.0,
            room: None,
            free: 40.0,
            ridges: Vec::new(),
            haze: 0.006,
            shore: None,
            road: None,
            daylight: 1.0,
            beds: false,
        }
    }

    fn ridge(mut self, form: Form, base: f32, peak: f32, depth: f32) -> Self {
        self.ridges.push(Ridge { form, base, peak, depth });
        self
    }
}

/// Whether the set is under a roof: its place's nature, unless the setting says otherwise and the place
/// has both sides.
pub(crate) fn is_inside(set: &Set) -> bool {
    match (set.place, set.setting) {
        (
            Place::Castle | Place::Ship | Place::Lighthouse | Place::Train | Place::Church | Place::Cave,
            setting,
        ) => setting != Setting::Exterior,
        (Place::HouseExterior | Place::Exterior | Place::Market, Setting::Interior) => true,
        (
            Place::Interior
            | Place::Shop
            | Place::Restaurant
            | Place::Bar
            | Place::School
            | Place::Hospital
            | Place::Apartment
            | Place::Warehouse,
            Setting::Exterior,
        ) => false,
        (place, _) => place.is_interior(),
    }
}

/// Builds a set.
pub(crate) fn build(k: &mut Kit, set: &Set) -> Layout {
    let inside = is_inside(set);
    let layout = match set.place {
        Place::Apartment => home::apartment(k),
        Place::Kitchen => home::kitchen(k),
        Place::Bedroom => home::bedroom(k),
        Place::HouseExterior if inside => home::apartment(k),
        Place::Interior if inside => home::plain(k, set.seed == 0),
        Place::Exterior if inside => home::plain(k, false),
        Place::Castle if inside => grand::castle(k),
        Place::Castle => grand::castle_walls(k),
        Place::Stadium => grand::stadium(k),
        Place::Office => public::office(k),
        Place::Corridor => public::corridor(k),
        Place::InterrogationRoom => public::interrogation(k),
        Place::Stage => public::stage(k),
        Place::Warehouse if inside => public::warehouse(k),
        Place::Bar if inside => public::bar(k),
        Place::Restaurant if inside => public::restaurant(k),
        Place::Hospital if inside => public::hospital(k),
        Place::School if inside => public::school(k),
        Place::Shop | Place::Market if inside => public::shop(k),
        Place::Church if inside => public::church(k),
        Place::Bar | Place::Restaurant | Place::Shop | Place::Street => city::street(k, 6.0),
        Place::Market => city::market(k),
        Place::Alley => city::alley(k),
        Place::Rooftop => city::rooftop(k),
        Place::Church => city::churchyard(k, true),
        Place::Cemetery => city::churchyard(k, false),
        Place::HouseExterior => city::house_front(k),
        Place::Park => open::park(k),
        Place::Car => travel::car(k),
        Place::Train if inside => travel::train(k),
        Place::Warehouse | Place::School | Place::Hospital | Place::Train => city::yard(k),
        Place::Ship if inside => travel::cabin(k),
        Place::Ship => travel::deck(k),
        Place::Spaceship => travel::spaceship(k),
        Place::Lighthouse if inside => travel::lantern_room(k),
        Place::Lighthouse => open::headland(k),
        Place::Cave if inside => open::cave(k),
        Place::Cave | Place::Mountain => open::mountain(k),
        Place::Forest => open::forest(k),
        Place::Desert => open::desert(k),
        Place::Sea => travel::pier(k),
        Place::Beach => open::beach(k),
        Place::River => open::river(k),
        Place::Field => open::field(k),
        Place::Road => open::road(k, false),
        Place::DesertRoad => open::road(k, true),
        Place::Interior | Place::Exterior => open::plain(k),
    };
    dress(k, set, &layout);
    layout
}

/// A car as it is seen from the street, for a picture with nobody in it.
pub(crate) fn parked_car(k: &mut Kit) -> Layout {
    let layout = city::street(k, 6.0);
    let colour = k.palette.accent * 1.1;
    k.fixed(0.6, -1.2, 38.0, |k| super::furniture::car(k, colour));
    layout
}

/// Half the width of a room that a horse may be led into, metres.
const ROOMY: f32 = 5.0;
/// What a text may name indoors without its standing there.
const NEEDS_ROOM: [&str; 10] =
    ["car", "truck", "pickup", "horse", "mare", "stallion", "pony", "mule", "donkey", "stall"];

/// Puts the things a text asks for along the back of the stage.
fn dress(k: &mut Kit, set: &Set, layout: &Layout) {
    let (half, back) = layout.room.map_or((4.5, -3.6), |room| (room.half, room.back));
    let mut slot = 0;
    for name in &set.dressing {
        let mut known = false;
        let name = normal(name);
        let large = NEEDS_ROOM.contains(&name.as_str());
        if large && layout.room.is_some() && half < ROOMY {
            continue;
        }
        // What is as long as a person is tall stands beside people rather than behind them.
        let aside = if large && layout.room.is_none() { 1.9 } else { 1.0 };
        let x = [-0.32, 0.38, -0.72, 0.76, 0.06, 0.58][slot % 6] * half * aside;
        // Under the sky a lamp is a lamp post.
        let name = if layout.room.is_none() && name == "lamp" { "lamppost".to_owned() } else { name };
        k.thing(x, back + 0.55, 0.0, |k| known = by_name(k, &name));
        slot += usize::from(known);
    }
}

/// The colours of floors.
fn floorboards(k: &Kit) -> Vec3A {
    k.palette.wood * 1.05 + vec3a(0.03, 0.02, 0.01)
}
