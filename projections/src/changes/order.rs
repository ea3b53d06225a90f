//! Which changes may take effect together.
//!
//! Each change gets a level: above every earlier one that wrote what it reads, and above every earlier one that
//! read or wrote what it writes. Levels take effect one after another; within a level the order says nothing,
//! so equal statements become one for all their rows. A thousand events of a hundred jobs are a dozen
//! statements.

use super::{Change, Keys};
use std::collections::HashMap;
use uuid::Uuid;

/// Changes by the same statement that may take effect together.
pub(super) struct Group<'e> {
    pub(super) sql: &'static str,
    pub(super) changes: Vec<Change<'e>>,
    level: usize,
}

/// The changes as groups, in the order in which these are to take effect.
pub(super) fn groups(changes: Vec<Change<'_>>) -> Vec<Group<'_>> {
    let mut levels = Levels::default();
    let mut places: HashMap<(usize, usize), usize> = HashMap::new();
    let mut groups: Vec<Group<'_>> = Vec::new();
    for change in changes {
        let level = levels.of(&change.keys);
        // A statement is a constant: its address tells it from others without reading it.
        let place = *places.entry((level, change.sql.as_ptr().addr())).or_insert(groups.len());
        if place == groups.len() {
            groups.push(Group { sql: change.sql, changes: Vec::new(), level });
        }
        groups[place].changes.push(change);
    }
    groups.sort_by_key(|group| group.level);
    groups
}

/// The lowest levels that are left above what has been done to each thing.
#[derive(Default)]
struct Levels {
    above_writes: HashMap<Uuid, usize>,
    above_all: HashMap<Uuid, usize>,
    /// Above the last change that touched everything.
    floor: usize,
    /// Above every change so far.
    top: usize,
}

impl Levels {
    fn of(&mut self, keys: &Keys) -> usize {
        if keys.all {
            let level = self.top;
            (self.top, self.floor) = (level + 1, level + 1);
            return level;
        }
        let above = |levels: &HashMap<Uuid, usize>, id: &Uuid| levels.get(id).copied().unwrap_or(0);
        let read = keys.reads.iter().flatten().map(|id| above(&self.above_writes, id)).max().unwrap_or(0);
        let write = keys.writes.map_or(0, |id| above(&self.above_all, &id));
        let level = read.max(write).max(self.floor);
        self.top = self.top.max(level + 1);
        for id in keys.reads.iter().flatten().chain(&keys.writes) {
            let next = self.above_all.entry(*id).or_default();
            *next = (*next).max(level + 1);
        }
        if let Some(id) = keys.writes {
            self.above_writes.insert(id, level + 1);
        }
        level
    }
}

#[cfg(test)]
mod tests {
    use super::super::Value;
    use super::*;
    use proptest::prelude::*;

    const STATEMENTS: [&str; 3] = ["first", "second", "third"];

    /// What a change is by, reads, reads too, and writes; from 6 on nothing, and 11 everything.
    type Made = (usize, u8, u8, u8);

    fn keys((_, first, second, written): Made) -> Keys {
        let id = |n: u8| (n < 6).then(|| Uuid::from_u128(n.into()));
        Keys { reads: [id(first), id(second)], writes: id(written), all: written == 11 }
    }

    /// It has as many values as changes come before it, which tells it from the others.
    fn change((number, made): (usize, Made)) -> Change<'static> {
        let values = (0..number).map(|_| Box::new(0_i32) as Value).collect();
        Change { sql: STATEMENTS[made.0], values, keys: keys(made), because: None }
    }

    /// What things become, and what each change reads of them. A change mixes what it reads into what it writes.
    fn effect(changes: impl Iterator<Item = (usize, Keys)>) -> (HashMap<Uuid, u64>, HashMap<usize, u64>) {
        let (mut things, mut read) = (HashMap::new(), HashMap::new());
        for (number, keys) in changes {
            let mix = |sum: u64, id: &Uuid| {
                let known = things.get(id).copied().unwrap_or(0);
                sum.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(known)
            };
            let every = (0..6).map(Uuid::from_u128).filter(|_| keys.all).collect::<Vec<_>>();
            let seen = keys.reads.iter().flatten().chain(&keys.writes).chain(&every).fold(1, mix);
            read.insert(number, seen);
            for id in keys.writes.into_iter().chain(every) {
                things.insert(id, seen.wrapping_add(number as u64));
            }
        }
        (things, read)
    }

    proptest! {
        #[test]
        fn together_they_do_what_they_do_one_by_one(
            made in prop::collection::vec((0..3_usize, 0..12_u8, 0..12_u8, 0..12_u8), 0..60),
        ) {
            let groups = groups(made.iter().copied().enumerate().map(change).collect());
            // Backwards, since within a group the order says nothing.
            let order = groups.iter().flat_map(|group| group.changes.iter().rev());
            let together = effect(order.map(|change| (change.values.len(), change.keys)));
            let one_by_one = effect(made.iter().map(|made| keys(*made)).enumerate());
            prop_assert_eq!(together, one_by_one);
            let equal = |group: &Group<'_>| group.changes.iter().all(|change| change.sql == group.sql);
            prop_assert!(groups.iter().all(equal));
        }
    }

    #[test]
    fn lives_that_do_not_meet_share_their_statements() {
        let life = |id| {
            STATEMENTS.map(|sql| Change {
                sql,
                values: Vec::new(),
                keys: Keys::writes(Uuid::from_u128(id)),
                because: None,
            })
        };
        let groups = groups((0..100).flat_map(life).collect());
        let sizes: Vec<_> = groups.iter().map(|group| (group.sql, group.changes.len())).collect();
        assert_eq!(sizes, [("first", 100), ("second", 100), ("third", 100)]);
    }

    #[test]
    fn a_reader_stays_between_two_writers() {
        let groups = groups(
            [(0, 9, 9, 1), (1, 1, 9, 9), (1, 9, 1, 9), (0, 9, 9, 1)]
                .into_iter()
                .enumerate()
                .map(change)
                .collect(),
        );
        let order: Vec<_> = groups.iter().map(|group| (group.sql, group.changes.len())).collect();
        assert_eq!(order, [("first", 1), ("second", 2), ("first", 1)]);
    }
}
