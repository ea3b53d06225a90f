//! Files over HTTP: what they are by their own bytes, how they come in and go out, and who may have them.

pub(crate) mod access;
pub(crate) mod disposition;
pub(crate) mod media;
pub(crate) mod picture;
pub(crate) mod range;
pub(crate) mod receive;
pub(crate) mod signature;

use crate::problem::{Kind, Problem};
use storage::StorageError;

impl From<StorageError> for Problem {
    fn from(error: StorageError) -> Self {
        match error {
            StorageError::OverQuota { .. } | StorageError::DiskFull(_) => {
                tracing::warn!(%error, "an upload does not fit: {error}");
                Self::new(Kind::StorageFull)
            }
            error if error.passes() => Self::unavailable(error),
            error => Self::internal(error),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_full_disk_is_not_the_clients_to_know_the_path_of() {
        let problem: Problem = StorageError::DiskFull("/srv/secret".into()).into();
        assert_eq!(problem.kind(), Kind::StorageFull);
        assert!(!problem.to_string().contains("secret"));
        let over = StorageError::OverQuota { asked: 1, used: 2, quota: 2 };
        assert_eq!(Problem::from(over).kind(), Kind::StorageFull);
        assert_eq!(Problem::from(StorageError::Ending).kind(), Kind::Unavailable);
    }
}
