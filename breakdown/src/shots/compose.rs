//! One set-up becomes one plan.

use super::staging::Staging;
use super::{SceneFacts, describe, frame};
use crate::beats::{Beat, People};
use crate::coverage::Setup;
use crate::light::{Light, lens};
use domain::scene::shot::{Coverage, DurationMs, MAX_NAMES, Pose, ShotPlan, Size, TextSpan};

/// What all shots of a scene share, and where the scene stands.
pub(super) struct Composer<'c> {
    pub(super) scene: &'c SceneFacts<'c>,
    pub(super) people: &'c People<'c>,
    pub(super) beats: &'c [Beat],
    pub(super) light: Light,
    pub(super) staging: Staging,
    /// Beats that were staged.
    pub(super) held: usize,
}

impl Composer<'_> {
    pub(super) fn shot(&mut self, setup: &Setup, at: usize, before: Option<&ShotPlan>) -> ShotPlan {
        let (scene, people, all) = (self.scene, self.people, self.beats);
        let beats = &all[setup.beats.clone()];
        for beat in &all[self.held..setup.beats.end.max(self.held)] {
            self.staging.follow(beat, people);
        }
        self.held = self.held.max(setup.beats.end);
        let setup = &self.possible(setup);
        let main = setup.people.first().copied();
        let pose = main.map(|who| self.staging.pose(who));
        let mut framed = frame::size(setup, beats, scene.set);
        // Two pictures of one person in one size do not cut: the second goes in.
        if before.is_some_and(|last| jumps(last, framed, setup, main.map(|who| people.name(who)))) {
            framed = closer(framed);
        }
        let side = main.map(|who| self.staging.side(who, people));
        let travel = if setup.role == Coverage::Moving { self.staging.travel() } else { super::Side::Right };
        let figures = match setup.role {
            Coverage::Insert => Vec::new(),
            role => self.staging.figures(role, &setup.people, setup.tension, people),
        };
        let names = setup.people.iter().take(MAX_NAMES);
        let mut props: Vec<String> = setup.thing.iter().map(|thing| (*thing).to_owned()).collect();
        props.extend(figures.iter().filter_map(|figure| figure.prop.clone()));
        props.dedup();
        ShotPlan {
            role: setup.role,
            size: framed,
            angle: frame::angle(setup, beats, pose, scene.genre, scene.tone),
            movement: frame::movement(setup, beats, travel, at == 0, scene.tone),
            composition: frame::composition(setup, side, &scene.set.place, scene.tone),
            duration_ms: DurationMs::nearest(1_000),
            description: describe::describe(setup, all, framed, people, scene.set),
            characters: names.map(|who| people.name(*who).to_owned()).collect(),
            figures,
            props,
            notes: String::new(),
            params: self.light.through(lens(framed, scene.genre, scene.tone)),
            span: Some(self.span(setup)),
        }
    }

    /// The set-up as it can be shot: over no shoulder that lies on a bed, and onto nobody who does.
    fn possible(&self, setup: &Setup) -> Setup {
        let lies = |who: &usize| self.staging.pose(*who) == Pose::Lie;
        let mut setup = setup.clone();
        if setup.role == Coverage::OverShoulder && setup.people.iter().any(lies) {
            setup.role = Coverage::Single;
            setup.people.truncate(1);
        }
        setup
    }

    /// Where the set-up's text stands; for one without text, the line it answers or the place it opens.
    fn span(&self, setup: &Setup) -> TextSpan {
        let beats = match setup.answers {
            Some(answered) => &self.beats[answered..=answered],
            None => &self.beats[setup.beats.clone()],
        };
        let (start, end) = match (beats.first(), beats.last()) {
            (Some(first), Some(last)) => (first.span.start, last.span.end),
            _ => (0, 0),
        };
        let byte = |at: usize| u32::try_from(at).expect("a scene is far shorter than 4 GB");
        TextSpan { revision: self.scene.revision, start: byte(start), end: byte(end) }
    }
}

fn jumps(last: &ShotPlan, size: Size, setup: &Setup, main: Option<&str>) -> bool {
    let lone = |role| matches!(role, Coverage::Single | Coverage::Reaction);
    lone(last.role)
        && lone(setup.role)
        && last.size == size
        && main.is_some()
        && last.characters.first().map(String::as_str) == main
}

fn closer(size: Size) -> Size {
    let at = Size::ALL.iter().position(|it| *it == size).unwrap_or(0);
    Size::ALL[at.saturating_sub(1)]
}
