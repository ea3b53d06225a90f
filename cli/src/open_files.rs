//! How many files this process may open: every stream is one, and shells start with a thousand.

use nix::sys::resource::{Resource, getrlimit, setrlimit};

/// Asks for as many as the machine's owner allows; how many that are, if they can be known. A process with fewer still
/// works.
pub(crate) fn raise() -> Option<u64> {
    let (_, most) = getrlimit(Resource::RLIMIT_NOFILE).ok()?;
    setrlimit(Resource::RLIMIT_NOFILE, most, most).ok()?;
    Some(most)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn as_many_files_as_the_hard_limit_says_can_be_opened() {
        let (soft, hard) = getrlimit(Resource::RLIMIT_NOFILE).unwrap();
        setrlimit(Resource::RLIMIT_NOFILE, soft.min(256), hard).unwrap();
        assert_eq!(raise(), Some(hard));
        assert_eq!(getrlimit(Resource::RLIMIT_NOFILE).unwrap(), (hard, hard));
    }
}
