//! What is going to happen, decided before anything does: the same seed plans the same faults at the same
//! points of the same load.

use fastrand::Rng;
use std::time::Duration;

/// How much a run does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Size {
    /// Commands in all.
    pub commands: usize,
    /// Jobs in all.
    pub jobs: usize,
    /// How often each round's faults come round.
    pub repeats: usize,
}

impl Size {
    /// What the issue asks for.
    pub const FULL: Self = Self { commands: 1_000, jobs: 200, repeats: 10 };
    /// What a run of every test can afford.
    pub const SHORT: Self = Self { commands: 210, jobs: 48, repeats: 1 };
}

/// A process of the studio.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// `spool serve`.
    Api,
    /// `spool work`.
    Worker,
}

/// Connections that lead through a proxy.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Way {
    /// From people and subscribers to the API.
    Clients,
    /// From a process of the studio to Postgres.
    Database(Part),
}

/// What goes wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fault {
    /// A process is killed without warning, and started again at once.
    Kill(Part),
    /// Postgres and all its sessions are killed without warning, and started again.
    KillPostgres,
    /// One session of Postgres is killed without warning; Postgres then ends all and recovers by itself.
    KillSession,
    /// Postgres is stopped in order, and started again.
    RestartPostgres,
    /// Postgres' disk has no byte left for a while.
    FillDisk,
    /// Everything takes longer for a while.
    Delay(Way),
    /// Nothing gets through for a while; then every connection breaks in the middle of what it carries.
    Cut(Way),
    /// Every connection is reset.
    Reset(Way),
    /// A process is stopped, and started again with a clock so many hours wrong; 0 sets it right.
    Clock(Part, i8),
}

impl Fault {
    /// The fault in words, for the table.
    pub fn name(self) -> String {
        let part = |part| if part == Part::Api { "API" } else { "worker" };
        let way = |way| match way {
            Way::Clients => "clients-API".to_owned(),
            Way::Database(of) => format!("{}-Postgres", part(of)),
        };
        match self {
            Self::Kill(of) => format!("kill -9 of the {}", part(of)),
            Self::KillPostgres => "kill -9 of Postgres".into(),
            Self::KillSession => "kill -9 of a Postgres session".into(),
            Self::RestartPostgres => "restart of Postgres".into(),
            Self::FillDisk => "full disk".into(),
            Self::Delay(of) => format!("delay {}", way(of)),
            Self::Cut(of) => format!("cut {}", way(of)),
            Self::Reset(of) => format!("reset {}", way(of)),
            Self::Clock(of, 0) => format!("clock of the {} set right", part(of)),
            Self::Clock(of, hours) => format!("clock of the {} {hours:+} h", part(of)),
        }
    }
}

/// A fault with its moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Blow {
    /// What goes wrong.
    pub fault: Fault,
    /// After so many answers of the round.
    pub after: usize,
    /// And so much time.
    pub pause: Duration,
    /// How long it lasts, where it lasts.
    pub lasting: Duration,
}

/// Faults of one kind under a part of the load, with a look at every promise afterwards.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Round {
    /// What kind, in words.
    pub name: &'static str,
    /// Commands of this round.
    pub commands: usize,
    /// Jobs of this round.
    pub jobs: usize,
    /// What goes wrong, in order.
    pub blows: Vec<Blow>,
}

/// The round of clocks, and after how many turns of the others it comes round.
const CLOCK: &str = "clock wrong";
const CLOCKS: usize = 5;

/// The rounds' names and, for one turn of it, what each has in it, with clocks that are wrong by so many hours.
fn rounds(rng: &mut Rng, hours: i8) -> [(&'static str, Vec<Fault>); 6] {
    let broken = |ways: &[Way]| {
        let kinds = [Fault::Delay, Fault::Cut, Fault::Reset];
        ways.iter().flat_map(|way| kinds.map(|kind| kind(*way))).collect::<Vec<_>>()
    };
    let clock = |of, hours| [Fault::Clock(of, hours), Fault::Kill(of), Fault::Clock(of, 0)];
    let mut kills = vec![Fault::Kill(Part::Api), Fault::Kill(Part::Worker)];
    let mut postgres = vec![Fault::KillPostgres, Fault::KillSession, Fault::RestartPostgres];
    let mut database = broken(&[Way::Database(Part::Api), Way::Database(Part::Worker)]);
    let mut clients = broken(&[Way::Clients]);
    for faults in [&mut kills, &mut postgres, &mut database, &mut clients] {
        rng.shuffle(faults);
    }
    [
        ("processes killed", kills),
        ("Postgres killed", postgres),
        ("disk full", vec![Fault::FillDisk]),
        ("database connections", database),
        ("client connections", clients),
        // A wrong clock stays until it is set right: in this order.
        (CLOCK, [clock(Part::Api, hours), clock(Part::Worker, -hours)].concat()),
    ]
}

/// Everything that is going to happen.
pub fn plan(seed: u64, size: Size) -> Vec<Round> {
    let mut rng = Rng::with_seed(seed);
    let ahead = if rng.bool() { 1 } else { -1 };
    let mut names: Vec<(&'static str, Vec<Fault>)> = Vec::new();
    for turn in 0..size.repeats.max(1) {
        // Stopping in order and starting again takes long: once each way is enough for many turns of the others.
        let (clocks, hours) =
            (turn % CLOCKS == 0, if (turn / CLOCKS).is_multiple_of(2) { ahead } else { -ahead });
        for (name, faults) in rounds(&mut rng, hours) {
            match names.iter_mut().find(|(known, _)| *known == name) {
                Some((known, of)) if clocks || *known != CLOCK => of.extend(faults),
                Some(_) => {}
                None => names.push((name, faults)),
            }
        }
    }
    let count = names.len();
    let share = |all: usize, n: usize| all / count + usize::from(n < all % count);
    let rounds = names.into_iter().enumerate().map(|(n, (name, faults))| {
        let (commands, jobs) = (share(size.commands, n), share(size.jobs, n));
        let blows = blows(&mut rng, faults, commands + jobs);
        Round { name, commands, jobs, blows }
    });
    rounds.collect()
}

/// Spreads faults over the answers of a round: not before its load has begun, and with some left after the last.
fn blows(rng: &mut Rng, faults: Vec<Fault>, answers: usize) -> Vec<Blow> {
    let (first, last) = (answers / 20, answers * 3 / 5);
    let mut moments: Vec<usize> = faults.iter().map(|_| rng.usize(first..=last)).collect();
    moments.sort_unstable();
    let mut blow = |fault, after| Blow {
        fault,
        after,
        pause: Duration::from_millis(rng.u64(0..40)),
        lasting: match fault {
            Fault::FillDisk => Duration::from_millis(rng.u64(1_000..2_000)),
            Fault::Delay(_) => Duration::from_millis(rng.u64(400..1_000)),
            _ => Duration::from_millis(rng.u64(20..400)),
        },
    };
    faults.into_iter().zip(moments).map(|(fault, after)| blow(fault, after)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn the_same_seed_plans_the_same_and_all_of_it(
            seed: u64,
            (commands, jobs) in (60..3_000_usize, 12..600_usize),
            repeats in 1..6_usize,
        ) {
            let size = Size { commands, jobs, repeats };
            let rounds = plan(seed, size);
            prop_assert_eq!(&rounds, &plan(seed, size));
            prop_assert_eq!(rounds.iter().map(|round| round.commands).sum::<usize>(), commands);
            prop_assert_eq!(rounds.iter().map(|round| round.jobs).sum::<usize>(), jobs);
            for round in &rounds {
                prop_assert!(!round.blows.is_empty());
                prop_assert!(round.blows.is_sorted_by_key(|blow| blow.after));
                prop_assert!(round.blows.iter().all(|blow| blow.after < round.commands + round.jobs));
            }
        }

        #[test]
        fn a_clock_that_was_set_wrong_is_set_right(seed: u64, repeats in 1..6_usize) {
            let rounds = plan(seed, Size { repeats, ..Size::FULL });
            for part in [Part::Api, Part::Worker] {
                let of = |blow: &Blow| match blow.fault {
                    Fault::Clock(of, hours) if of == part => Some(hours),
                    _ => None,
                };
                let hours: Vec<i8> = rounds.iter().flat_map(|round| &round.blows).filter_map(of).collect();
                let right = |pair: &[i8]| pair[0].abs() == 1 && pair[1] == 0;
                prop_assert!(hours.len() >= 2 && hours.chunks(2).all(right), "{:?}", hours);
            }
        }
    }

    #[test]
    fn every_kind_of_fault_is_in_the_shortest_run_and_another_seed_is_another_run() {
        let faults: std::collections::BTreeSet<Fault> =
            plan(1, Size::SHORT).iter().flat_map(|round| &round.blows).map(|blow| blow.fault).collect();
        assert_eq!(faults.len(), 2 + 3 + 1 + 6 + 3 + 4, "{faults:?}");
        assert_ne!(plan(1, Size::SHORT), plan(2, Size::SHORT));
    }

    #[test]
    fn faults_are_named_for_people() {
        assert_eq!(Fault::Cut(Way::Database(Part::Worker)).name(), "cut worker-Postgres");
        assert_eq!(Fault::Clock(Part::Api, -1).name(), "clock of the API -1 h");
    }
}
