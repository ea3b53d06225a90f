//! Who stands where. Everyone keeps a side of the line for the whole scene, so that eyelines meet; poses
//! and things in hand stay until the text changes them.

use super::{Context, Side};
use crate::acts::Act;
use crate::beats::{Beat, Kindred, People};
use crate::setting::SetFacts;
use domain::scene::shot::{Coverage, Facing, Figure, Gaze, MAX_NAME, Metres, Pose, Setting};
use std::collections::{BTreeMap, HashMap};

/// How one person is at the moment.
#[derive(Clone, Debug)]
struct Stand {
    side: Side,
    pose: Pose,
    prop: Option<&'static str>,
}

/// The whole floor.
pub(super) struct Staging {
    people: HashMap<usize, Stand>,
    before: BTreeMap<String, Side>,
    /// To whom each speaks first.
    partners: HashMap<usize, usize>,
    travel: Side,
    travelled: bool,
    /// Under the sky, where nothing stands to sit on unless the text puts it there.
    outside: bool,
    /// There is a piano, at which somebody who plays sits.
    piano: bool,
}

impl Stand {
    /// Empty hands are not held as if they were full.
    fn lets_go(&mut self) {
        self.prop = None;
        if matches!(self.pose, Pose::Hold | Pose::Read | Pose::Write | Pose::Aim) {
            self.pose = Pose::Stand;
        }
    }
}

impl Staging {
    pub(super) fn new(context: &Context, fresh: bool, set: &SetFacts, beats: &[Beat]) -> Self {
        let outside = set.setting == Setting::Exterior;
        let piano = set.dressing.iter().any(|it| it == "piano");
        let before = if fresh { BTreeMap::new() } else { context.sides.clone() };
        let (travel, travelled) = (context.travel.unwrap_or(Side::Right), context.travel.is_some());
        Self { people: HashMap::new(), before, partners: partners(beats), travel, travelled, outside, piano }
    }

    /// Takes in what a beat does to bodies and hands.
    pub(super) fn follow(&mut self, beat: &Beat, people: &People<'_>) {
        if matches!(beat.kind, Kindred::Speech { unseen: true, .. }) {
            return;
        }
        for who in &beat.people {
            self.stand(*who, people);
        }
        // Nobody embraces or fights alone.
        let mutual = beat.reading.pose.filter(|pose| matches!(pose, Pose::Embrace | Pose::Fight));
        if let (Some(pose), Some(second)) = (mutual, beat.people.get(1)) {
            self.people.entry(*second).and_modify(|stand| stand.pose = pose);
        }
        for act in &beat.acts {
            for who in act.who.iter().chain(&act.receiver) {
                self.stand(*who, people);
            }
            self.perform(act);
        }
    }

    /// What one clause does to bodies and hands: the first of its people does it, the others move with them.
    fn perform(&mut self, act: &Act) {
        let reading = &act.reading;
        let Some(actor) = act.who.first() else { return };
        if let (Some(thing), true) = (reading.holds, reading.moves) {
            // It is in one hand at a time.
            let had =
                self.people.iter_mut().filter(|(who, stand)| *who != actor && stand.prop == Some(thing));
            had.for_each(|(_, stand)| stand.lets_go());
        }
        let own = self.people.get(actor).and_then(|stand| stand.prop);
        let thing = reading.gives.or_else(|| own.filter(|_| reading.gives_it));
        if let (Some(thing), Some(stand)) = (thing, act.receiver.and_then(|who| self.people.get_mut(&who))) {
            stand.prop = Some(thing);
        }
        let (outside, piano) = (self.outside, self.piano && reading.plays);
        for (at, who) in act.who.iter().enumerate() {
            let Some(stand) = self.people.get_mut(who) else { continue };
            let given = act.receiver.is_some() && thing.is_some();
            if at == 0 && (reading.drops || given) {
                stand.lets_go();
            }
            if at == 0 && !given {
                stand.prop = reading.holds.or(stand.prop);
            }
            stand.pose = match reading.pose {
                // Who sits and points goes on sitting.
                Some(pose) if low(stand.pose) && gesture(pose) => stand.pose,
                None if piano => Pose::Sit,
                Some(pose) if outside => in_the_open(pose, reading.seat),
                Some(pose) => pose,
                None if passing(stand.pose) && at == 0 => Pose::Stand,
                None => stand.pose,
            };
        }
    }

    fn stand(&mut self, who: usize, people: &People<'_>) -> &Stand {
        let count = |side: Side| self.people.values().filter(|stand| stand.side == side).count();
        let emptier = if count(Side::Left) <= count(Side::Right) { Side::Left } else { Side::Right };
        let stands = |it: &usize| self.people.get(it).map(|stand| stand.side);
        let stood = |it: &usize| self.before.get(people.name(*it)).copied();
        let partner = self.partners.get(&who).and_then(|it| stands(it).or_else(|| stood(it)));
        let side = stood(&who).or(partner.map(Side::other)).unwrap_or(emptier);
        self.people.entry(who).or_insert(Stand { side, pose: Pose::Stand, prop: None })
    }

    pub(super) fn side(&mut self, who: usize, people: &People<'_>) -> Side {
        self.stand(who, people).side
    }

    pub(super) fn pose(&self, who: usize) -> Pose {
        self.people.get(&who).map_or(Pose::Stand, |stand| stand.pose)
    }

    /// The way people travel in this scene.
    pub(super) fn travel(&mut self) -> Side {
        self.travelled = true;
        self.travel
    }

    /// Who is seen, and how, in a set-up of this kind; the one it is about first.
    pub(super) fn figures(
        &mut self,
        role: Coverage,
        who: &[usize],
        tension: f64,
        people: &People<'_>,
    ) -> Vec<Figure> {
        let travel = self.travel.sign();
        let alone = who.len() == 1;
        let mut figures = Vec::new();
        for (at, &one) in who.iter().take(6).enumerate() {
            let stand = self.stand(one, people).clone();
            let sign = stand.side.sign();
            let (x, z, facing) = match role {
                Coverage::OverShoulder if at == 0 => (0.3 * sign, 0.0, -34.0 * sign),
                Coverage::OverShoulder => (0.5 * sign, 1.1, -152.0 * sign),
                // The tighter the scene, the nearer the eyes come to the lens.
                Coverage::Single | Coverage::Reaction => (0.12 * sign, 0.0, -(34.0 - 20.0 * tension) * sign),
                Coverage::Moving => {
                    (0.7 * f64::from(u8::try_from(at).unwrap_or(0)) * -travel, 0.0, 75.0 * travel)
                }
                _ if alone => (0.1 * sign, 0.0, -24.0 * sign),
                _ if self.touching(who) => {
                    let sign = if at == 0 { sign } else { -self.side(who[0], people).sign() };
                    (0.27 * sign, 0.0, -76.0 * sign)
                }
                _ => self.place(at, who, people),
            };
            // Who lies does so across the picture, the head on their own side.
            let lies = stand.pose == Pose::Lie;
            let facing = if lies { 90.0 + 90.0 * sign } else { facing };
            let moving = role == Coverage::Moving || !passing(stand.pose) || at > 0;
            let pose = if moving { stand.pose } else { resting(stand.pose) };
            figures.push(Figure {
                character: people.name(one).chars().take(MAX_NAME).collect(),
                x: Metres::nearest(rounded(x)),
                z: Metres::nearest(rounded(z)),
                facing: Facing::nearest(facing.round()),
                pose,
                prop: stand.prop.map(str::to_owned),
                gaze: Gaze::nearest(gaze(pose)),
            });
        }
        spread(&mut figures, role);
        figures
    }

    /// Whether these are two who hold or strike each other.
    fn touching(&self, who: &[usize]) -> bool {
        let poses: Vec<Pose> = who.iter().map(|one| self.pose(*one)).collect();
        matches!(poses[..], [Pose::Embrace, Pose::Embrace] | [Pose::Fight, Pose::Fight])
    }

    /// Somebody's place among several: on their side, behind whoever stands there already. Two who share a
    /// side stand opposite each other all the same, as they would for a picture of both.
    fn place(&mut self, at: usize, who: &[usize], people: &People<'_>) -> (f64, f64, f64) {
        let sides: Vec<f64> = who.iter().map(|one| self.stand(*one, people).side.sign()).collect();
        let shared = who.len() == 2 && sides.first() == sides.last();
        let sign = if shared && at == 1 { -sides[at] } else { sides[at] };
        let before = sides[..at].iter().filter(|side| **side * sign > 0.0).count();
        let row = if who.len() == 2 { 0.0 } else { f64::from(u8::try_from(before).unwrap_or(u8::MAX)) };
        let bed = who.iter().any(|one| self.pose(*one) == Pose::Lie);
        let apart = match who.len() {
            _ if bed => 0.9,
            2 => 0.58,
            _ => 0.75,
        };
        (sign * (apart + 0.7 * row), -0.45 * row, -62.0 * sign)
    }

    /// What the next scene needs to know.
    pub(super) fn after(&self, set: &SetFacts, people: &People<'_>) -> Context {
        let sides = self.people.iter().map(|(who, stand)| (people.name(*who).to_owned(), stand.side));
        let travel = self.travelled.then_some(self.travel);
        let mut kept = self.before.clone();
        kept.extend(sides);
        Context { location: Some(set.location.clone()), sides: kept, travel, changes: Vec::new() }
    }
}

/// To whom everybody speaks first: whoever speaks next to them.
fn partners(beats: &[Beat]) -> HashMap<usize, usize> {
    let unseen = |beat: &&Beat| matches!(beat.kind, Kindred::Speech { unseen: true, .. });
    let speakers: Vec<usize> = beats.iter().filter(|beat| !unseen(beat)).filter_map(Beat::speaker).collect();
    let mut partners = HashMap::new();
    for pair in speakers.windows(2).filter(|pair| pair[0] != pair[1]) {
        partners.entry(pair[0]).or_insert(pair[1]);
        partners.entry(pair[1]).or_insert(pair[0]);
    }
    partners
}

/// Nobody stands in somebody else: whoever would steps aside, towards the back.
fn spread(figures: &mut [Figure], role: Coverage) {
    if matches!(role, Coverage::OverShoulder) {
        return;
    }
    for at in 1..figures.len() {
        for _ in 0..figures.len() {
            let (x, z) = (figures[at].x.get(), figures[at].z.get());
            let hit =
                figures[..at].iter().any(|it| (it.x.get() - x).abs() < 0.5 && (it.z.get() - z).abs() < 0.4);
            if !hit {
                break;
            }
            let outwards = if x < 0.0 { -0.6 } else { 0.6 };
            figures[at].x = Metres::nearest(rounded(x + outwards));
            figures[at].z = Metres::nearest(rounded(z - 0.25));
        }
    }
}

fn rounded(metres: f64) -> f64 {
    (metres * 100.0).round() / 100.0
}

/// Poses that are over with the sentence that says them.
fn passing(pose: Pose) -> bool {
    matches!(
        pose,
        Pose::Walk
            | Pose::Run
            | Pose::Wave
            | Pose::Reach
            | Pose::Point
            | Pose::LookUp
            | Pose::LookDown
            | Pose::Drink
            | Pose::Embrace
            | Pose::Fight
    )
}

/// How a pose is taken where no furniture stands: who sits on the ground or on a roof is low, and on no chair.
fn in_the_open(pose: Pose, seat: bool) -> Pose {
    match pose {
        Pose::Sit if !seat => Pose::Crouch,
        Pose::Write if !seat => Pose::Read,
        pose => pose,
    }
}

/// Poses that a gesture does not end.
fn low(pose: Pose) -> bool {
    matches!(pose, Pose::Sit | Pose::Lie | Pose::Kneel | Pose::Crouch)
}

/// What hands and heads do while the body stays as it is.
fn gesture(pose: Pose) -> bool {
    matches!(
        pose,
        Pose::Hold | Pose::Reach | Pose::Point | Pose::Wave | Pose::Drink | Pose::LookUp | Pose::LookDown
    )
}

/// A walker who is framed standing still.
fn resting(pose: Pose) -> Pose {
    if matches!(pose, Pose::Walk | Pose::Run) { Pose::Stand } else { pose }
}

fn gaze(pose: Pose) -> f64 {
    match pose {
        Pose::LookUp => 30.0,
        Pose::LookDown | Pose::Read | Pose::Write => -28.0,
        Pose::Cower | Pose::Kneel => 12.0,
        _ => 0.0,
    }
}
