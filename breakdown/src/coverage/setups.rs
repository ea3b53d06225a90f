//! From beats to set-ups, one after the other.

use super::dialogue::Exchange;
use super::{Setup, tension};
use crate::beats::{Beat, Kindred};
use domain::scene::shot::Coverage as C;

/// Words of action that one set-up holds before the picture has to change.
const HELD: usize = 38;
/// Inserts of one scene, at most one in so many beats.
const INSERT_EVERY: usize = 4;

/// What is known of the scene while it is covered.
struct Cover<'b> {
    beats: &'b [Beat],
    made: Vec<Setup>,
    /// Who is in the scene, in the order they came.
    present: Vec<usize>,
    exchange: Exchange,
    inserts: Vec<&'static str>,
}

/// The set-ups of a scene; `fresh` if the place was not seen right before.
pub(crate) fn setups(beats: &[Beat], fresh: bool) -> Vec<Setup> {
    let mut cover = Cover {
        beats,
        made: Vec::new(),
        present: Vec::new(),
        exchange: Exchange::default(),
        inserts: Vec::new(),
    };
    let mut at = cover.open(fresh);
    while at < beats.len() {
        let people = &beats[at].people;
        cover
            .present
            .extend(people.iter().filter(|it| !cover.present.contains(it)).copied().collect::<Vec<_>>());
        at = match beats[at].kind {
            Kindred::Speech { speaker, unseen, .. } => cover.speech(at, speaker, unseen),
            Kindred::Action => cover.action(at),
        };
    }
    cover.made
}

impl Cover<'_> {
    /// A new place is shown before anybody acts in it.
    fn open(&mut self, fresh: bool) -> usize {
        let place =
            |beat: &&Beat| beat.speaker().is_none() && beat.people.is_empty() && beat.reading.thing.is_none();
        let bare = self.beats.iter().take_while(place).take(3).count();
        let tension = self.beats.first().map_or(0.2, |beat| beat.tension);
        if fresh || self.beats.is_empty() {
            let mut setup = Setup::new(C::Establishing, 0..bare, Vec::new(), self.beats);
            setup.tension = tension;
            self.made.push(setup);
        } else if bare > 0 {
            self.made.push(Setup::new(C::Master, 0..bare, Vec::new(), self.beats));
        }
        bare
    }

    fn push(&mut self, role: C, at: usize, people: Vec<usize>) -> usize {
        self.made.push(Setup::new(role, at..at + 1, people, self.beats));
        at + 1
    }

    fn action(&mut self, at: usize) -> usize {
        let beats = self.beats;
        let beat = &beats[at];
        let reading = &beat.reading;
        self.exchange.pause();
        if reading.exit {
            let (gone, stay) = (beat.people.clone(), self.present.clone());
            self.present = stay.into_iter().filter(|it| !gone.contains(it)).collect();
        }
        if reading.entrance && !beat.people.is_empty() {
            let role = if self.present.len() > 1 { C::Master } else { C::Moving };
            let people = first(&beat.people, &self.present);
            return self.push(role, at, people);
        }
        // Somebody who comes or goes is seen, whatever they carry.
        let goes = reading.travel.is_some() || reading.entrance;
        let thing = reading.thing.filter(|thing| !goes && self.worth_an_insert(thing, at));
        if let Some(thing) = thing {
            self.inserts.push(thing);
            let mut setup = Setup::new(C::Insert, at..at + 1, beat.people.clone(), self.beats);
            setup.thing = Some(thing);
            self.made.push(setup);
            return at + 1;
        }
        if reading.travel.is_some() && !beat.people.is_empty() {
            return self.extend_or(C::Moving, at, beat.people.clone());
        }
        if reading.violence {
            let people = first(&beat.people, &self.present);
            return self.extend_or(if people.len() > 1 { C::Master } else { C::Single }, at, people);
        }
        match beat.people.as_slice() {
            [one] if reading.face && beat.words.len() <= 16 => self.extend_or(C::Reaction, at, vec![*one]),
            [one] => self.extend_or(C::Single, at, vec![*one]),
            [_, _] => self.extend_or(C::TwoShot, at, beat.people.clone()),
            [] => self.aside(at),
            _ => self.extend_or(C::Master, at, beat.people.clone()),
        }
    }

    /// A sentence about nobody: it goes on with the picture that is there, if that can hold it.
    fn aside(&mut self, at: usize) -> usize {
        let words = self.beats[at].words.len();
        let room =
            self.made.last().is_some_and(|last| self.held(last) + words <= HELD && last.answers.is_none());
        let spoken = at.checked_sub(1).is_some_and(|before| self.beats[before].speaker().is_some());
        if room && (words <= 8 || !spoken) {
            self.lengthen(at)
        } else {
            self.push(C::Master, at, self.present.clone())
        }
    }

    /// Goes on with the set-up before if it shows the same people in the same way, and is not full.
    fn extend_or(&mut self, role: C, at: usize, people: Vec<usize>) -> usize {
        let words = self.beats[at].words.len();
        let same = self.made.last().is_some_and(|last| {
            let alike = last.role == role || matches!((last.role, role), (C::Single, C::Reaction));
            alike && last.people == people && last.answers.is_none() && self.held(last) + words <= HELD
        });
        let silent = at.checked_sub(1).is_some_and(|before| self.beats[before].speaker().is_none());
        if same && silent { self.lengthen(at) } else { self.push(role, at, people) }
    }

    fn lengthen(&mut self, at: usize) -> usize {
        let tension = self.beats[at].tension;
        if let Some(last) = self.made.last_mut() {
            last.beats = last.beats.start.min(at)..at + 1;
            last.tension = last.tension.max(tension);
        }
        at + 1
    }

    fn held(&self, setup: &Setup) -> usize {
        self.beats[setup.beats.clone()].iter().map(|beat| beat.words.len()).sum()
    }

    /// A thing is shown once, and there is a measure in all things.
    fn worth_an_insert(&self, thing: &'static str, at: usize) -> bool {
        !self.inserts.contains(&thing) && self.inserts.len() <= at / INSERT_EVERY
    }

    fn speech(&mut self, at: usize, speaker: usize, unseen: bool) -> usize {
        if unseen {
            // A voice plays over whoever hears it.
            let seen = self.beats[..at].iter().rev().take(3).flat_map(|beat| &beat.people);
            let listener = seen.chain(self.present.iter().rev()).find(|it| **it != speaker).copied();
            return match listener {
                Some(listener) => self.push(C::Single, at, vec![listener]),
                None => self.push(C::Master, at, Vec::new()),
            };
        }
        let beats = self.beats;
        let next = beats.get(at + 1);
        let partner = self.exchange.partner(speaker, &self.present, next);
        let Some(partner) = partner else { return self.extend_or(C::Single, at, vec![speaker]) };
        let role = self.exchange.role(&self.beats[at], speaker);
        if role == C::TwoShot {
            let replies = self.beats.get(at + 1).filter(|next| {
                let reply = next.speaker().is_some_and(|it| it == partner);
                reply && self.beats[at].words.len() + next.words.len() <= 30
            });
            let end = at + 1 + usize::from(replies.is_some());
            self.made.push(Setup::new(role, at..end, vec![speaker, partner], self.beats));
            self.exchange.spoke(speaker, end - at);
            return end;
        }
        let over = role == C::OverShoulder;
        let short = self.beats[at].words.len() <= 3 && self.beats[at].tension < 0.55;
        let last = self.made.last().filter(|it| it.role == C::OverShoulder && it.answers.is_none());
        self.exchange.spoke(speaker, 1);
        // A word thrown in plays over the shoulder that is seen anyway.
        if short && over && last.is_some_and(|it| it.people == [partner, speaker] && it.beats.len() < 2) {
            return self.lengthen(at);
        }
        let people = if over { vec![speaker, partner] } else { vec![speaker] };
        let end = self.push(role, at, people);
        self.react(at, partner);
        end
    }

    /// Whoever is hit by a line is seen being hit, unless the text shows that anyway.
    fn react(&mut self, at: usize, listener: usize) {
        let shown = self.beats.get(at + 1).is_some_and(|next| next.people.contains(&listener));
        let same = self.beats.get(at + 1).is_some_and(|next| next.speaker() == self.beats[at].speaker());
        let answers = self.beats.get(at + 1).is_some_and(|next| next.speaker() == Some(listener));
        let heavy = tension::weight(&self.beats[at]) >= 0.2 && self.beats[at].tension >= 0.5;
        if !heavy || same || (shown && !answers) || self.exchange.reacted_lately(at) {
            return;
        }
        let mut setup = Setup::new(C::Reaction, at + 1..at + 1, vec![listener], self.beats);
        setup.answers = Some(at);
        setup.tension = self.beats[at].tension;
        self.exchange.reacted(at);
        self.made.push(setup);
    }
}

/// These people first, then the others.
fn first(these: &[usize], others: &[usize]) -> Vec<usize> {
    let rest = others.iter().filter(|it| !these.contains(it));
    these.iter().chain(rest).copied().take(6).collect()
}
