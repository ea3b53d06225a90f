//! The outermost edge: the one place where time and randomness enter Spool. Everything else gets
//! them as arguments, so that every test can choose them.

use jiff::Timestamp;
use uuid::Uuid;

/// The time it is.
#[expect(clippy::disallowed_methods, reason = "this is the one door through which the clock enters")]
pub fn now() -> Timestamp {
    Timestamp::now()
}

/// An id that nobody has yet: a UUID version 7, so ids sort by the time they were made.
#[expect(clippy::disallowed_methods, reason = "this is the one door through which randomness enters")]
pub fn fresh_id() -> Uuid {
    Uuid::now_v7()
}

/// Bytes that nobody can guess.
pub(crate) fn fresh_bytes<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).expect("the operating system gives random bytes");
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_sort_by_the_time_they_were_made() {
        let ids: Vec<Uuid> = (0..1000).map(|_| fresh_id()).collect();
        assert!(ids.is_sorted());
        assert!(ids.windows(2).all(|pair| pair[0] != pair[1]));
    }
}
