//! What a store is opened with.

use std::fmt;
use std::path::PathBuf;

/// Where objects lie, and how much they may take.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    /// Where they lie.
    pub place: Place,
    /// The directory in which bytes wait until they are whole; on the same file system as a local
    /// directory of objects.
    pub incoming: PathBuf,
    /// The most bytes that all objects and what is arriving may take; `None` is without limit.
    pub quota: Option<u64>,
}

impl Settings {
    /// A local directory of its own, without a limit.
    pub fn local(directory: impl Into<PathBuf>) -> Self {
        let directory = directory.into();
        let incoming = directory.join("incoming");
        Self { place: Place::Local(directory), incoming, quota: None }
    }
}

/// Where objects lie.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// In a directory, which is made if it is not there.
    Local(PathBuf),
    /// In a bucket, which must be there.
    S3(S3),
}

/// A bucket of S3 or of something that speaks it, such as R2 or `MinIO`.
#[derive(Clone, PartialEq, Eq)]
pub struct S3 {
    /// The bucket's name.
    pub bucket: String,
    /// Its region; `auto` for R2.
    pub region: String,
    /// The service's address, `https://…` or `http://…`; `None` is Amazon's own.
    pub endpoint: Option<String>,
    /// The access key's id.
    pub access_key_id: String,
    /// The access key's secret.
    pub secret_access_key: String,
    /// What every key begins with; may be empty.
    pub prefix: String,
}

impl fmt::Debug for S3 {
    /// Without the secret.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("S3")
            .field("bucket", &self.bucket)
            .field("region", &self.region)
            .field("endpoint", &self.endpoint)
            .field("access_key_id", &self.access_key_id)
            .field("prefix", &self.prefix)
            .finish_non_exhaustive()
    }
}

impl fmt::Display for Place {
    /// For operators, without any secret.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Local(directory) => write!(f, "{}", directory.display()),
            Self::S3(S3 { bucket, endpoint, prefix, .. }) => {
                write!(f, "s3://{bucket}/{prefix}")?;
                endpoint.iter().try_for_each(|endpoint| write!(f, " at {endpoint}"))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_is_never_shown() {
        let place = Place::S3(S3 {
            bucket: "films".into(),
            region: "auto".into(),
            endpoint: Some("https://s3.example".into()),
            access_key_id: "id".into(),
            secret_access_key: "hush".into(),
            prefix: "spool".into(),
        });
        assert_eq!(place.to_string(), "s3://films/spool at https://s3.example");
        assert!(!format!("{place:?}").contains("hush"));
    }
}
