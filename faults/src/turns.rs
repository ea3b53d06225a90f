//! The load of a round, handed out command by command to whoever is free, and held back before the moment of a
//! fault, so that faults fall where they were planned however quick the studio is.

use fastrand::Rng;
use std::sync::Mutex;
use tokio::sync::watch;

/// What somebody asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    /// A new character: an aggregate of its own.
    Character,
    /// A new script: an aggregate of its own.
    Script,
    /// A new scene in a version.
    Scene,
    /// A new shot: many changes of one aggregate.
    Shot,
    /// A job that breaks a scene down.
    Job,
}

impl What {
    /// The event by which it enters the log.
    pub fn birth(self) -> &'static str {
        match self {
            Self::Character => "character.created",
            Self::Script => "script.created",
            Self::Scene => "scene.added",
            Self::Shot => "scene.shot_added",
            Self::Job => "job.requested",
        }
    }

    /// Every kind.
    pub const ALL: [Self; 5] = [Self::Character, Self::Script, Self::Scene, Self::Shot, Self::Job];
}

/// The commands of a round.
#[derive(Debug)]
pub struct Turns {
    work: Vec<What>,
    next: Mutex<usize>,
    allowed: watch::Sender<usize>,
}

impl Turns {
    /// So many commands and jobs, mixed. None is handed out before [`Turns::allow`].
    pub fn new(commands: usize, jobs: usize, rng: &mut Rng) -> Self {
        let kinds = &What::ALL[..4];
        let mut work: Vec<What> = (0..commands).map(|_| kinds[rng.usize(..kinds.len())]).collect();
        work.resize(commands + jobs, What::Job);
        rng.shuffle(&mut work);
        Self { work, next: Mutex::new(0), allowed: watch::Sender::new(0) }
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.work.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.work.is_empty()
    }

    /// Lets the first so many be handed out.
    pub fn allow(&self, first: usize) {
        self.allowed.send_modify(|allowed| *allowed = first.max(*allowed));
    }

    /// Lets one more be handed out.
    pub fn allow_one_more(&self) {
        self.allowed.send_modify(|allowed| *allowed += 1);
    }

    /// The next command with its number, as soon as it may be given; none when all were.
    pub async fn take(&self) -> Option<(usize, What)> {
        let number = {
            let mut next = self.next.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
            *next += 1;
            *next - 1
        };
        let what = *self.work.get(number)?;
        let mut allowed = self.allowed.subscribe();
        allowed.wait_for(|allowed| number < *allowed).await.ok()?;
        Some((number, what))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;
    use tokio::time::timeout;

    #[tokio::test]
    async fn every_command_is_handed_out_once_and_none_too_early() {
        let turns = Turns::new(30, 10, &mut Rng::with_seed(7));
        assert_eq!(turns.work.iter().filter(|what| **what == What::Job).count(), 10);
        turns.allow(39);
        turns.allow(2);
        for expected in 0..39 {
            assert_eq!(turns.take().await.unwrap().0, expected);
        }
        let held = timeout(Duration::from_millis(30), turns.take()).await;
        assert!(held.is_err(), "number 39 is not allowed yet");
        turns.allow_one_more();
        assert_eq!(turns.take().await, None, "number 40");
    }

    #[test]
    fn the_same_seed_mixes_the_same() {
        let mixed = |seed| Turns::new(50, 20, &mut Rng::with_seed(seed)).work;
        assert_eq!(mixed(1), mixed(1));
        assert_ne!(mixed(1), mixed(2));
    }
}
