//! The flags that say where the bytes of assets are kept, and how many.

use anyhow::{Context, Result, bail};
use clap::Args;
use std::path::Path;
use storage::{Place, S3, Settings};

/// Where files are kept: below the data directory, or in a bucket.
#[derive(Args, Clone, Debug, Default)]
#[command(next_help_heading = "Files")]
pub(crate) struct Files {
    /// A bucket of S3, R2 or the like to keep files in [default: `assets` in the data directory]
    #[arg(long, env = "SPOOL_S3_BUCKET", value_name = "NAME")]
    pub(crate) s3_bucket: Option<String>,

    /// The address of the service that has the bucket [default: Amazon's]
    #[arg(long, env = "SPOOL_S3_ENDPOINT", value_name = "URL")]
    pub(crate) s3_endpoint: Option<String>,

    /// The bucket's region; `auto` for R2 [default: us-east-1]
    #[arg(long, env = "SPOOL_S3_REGION", value_name = "REGION")]
    pub(crate) s3_region: Option<String>,

    /// What the names of files in the bucket begin with
    #[arg(long, env = "SPOOL_S3_PREFIX", value_name = "PREFIX")]
    pub(crate) s3_prefix: Option<String>,

    /// The id of an access key that may read, write, list and delete in the bucket
    #[arg(long, env = "SPOOL_S3_ACCESS_KEY_ID", value_name = "ID")]
    pub(crate) s3_access_key_id: Option<String>,

    /// The access key's secret; better in the environment than on the command line
    #[arg(long, env = "SPOOL_S3_SECRET_ACCESS_KEY", value_name = "SECRET", hide_env_values = true)]
    pub(crate) s3_secret_access_key: Option<String>,

    /// Bytes that all files may take together; 0 is without limit
    #[arg(long, env = "SPOOL_ASSET_QUOTA", value_name = "BYTES", default_value_t = 0)]
    pub(crate) asset_quota: u64,

    /// Bytes that the files of one account may take; 0 is without limit
    #[arg(long, env = "SPOOL_ACCOUNT_ASSET_QUOTA", value_name = "BYTES", default_value_t = 0)]
    pub(crate) account_asset_quota: u64,
}

impl Files {
    /// What the store is opened with.
    pub(crate) fn settings(&self, data_dir: &Path) -> Result<Settings> {
        let assets = data_dir.join("assets");
        let quota = (self.asset_quota > 0).then_some(self.asset_quota);
        let Some(bucket) = self.s3_bucket.clone() else {
            if self.s3_endpoint.is_some() || self.s3_access_key_id.is_some() {
                bail!("--s3-endpoint and --s3-access-key-id need an --s3-bucket");
            }
            return Ok(Settings { quota, ..Settings::local(assets) });
        };
        let s3 = S3 {
            bucket,
            region: self.s3_region.clone().unwrap_or_else(|| "us-east-1".to_owned()),
            endpoint: self.s3_endpoint.clone(),
            access_key_id: self
                .s3_access_key_id
                .clone()
                .context("--s3-bucket needs an --s3-access-key-id")?,
            secret_access_key: self
                .s3_secret_access_key
                .clone()
                .context("--s3-bucket needs a SPOOL_S3_SECRET_ACCESS_KEY")?,
            prefix: self.s3_prefix.clone().unwrap_or_default(),
        };
        Ok(Settings { place: Place::S3(s3), incoming: assets.join("incoming"), quota })
    }

    /// The most bytes of one account's files, if there is a limit.
    pub(crate) fn account_quota(&self) -> Option<u64> {
        (self.account_asset_quota > 0).then_some(self.account_asset_quota)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::settings::{Cli, Command};
    use clap::Parser;

    fn settings(flags: &[&str]) -> Result<Settings> {
        let cli = Cli::parse_from(["spool", "serve"].iter().chain(flags));
        let Command::Serve(studio) = cli.command else { panic!("not serve") };
        studio.files.settings(Path::new("data"))
    }

    #[test]
    fn files_lie_in_the_data_directory_unless_a_bucket_is_named() {
        assert_eq!(settings(&[]).unwrap(), Settings::local("data/assets"));
        assert_eq!(settings(&["--asset-quota", "7"]).unwrap().quota, Some(7));
        let keys = ["--s3-access-key-id", "id", "--s3-secret-access-key", "hush", "--s3-prefix", "spool"];
        let flags = ["--s3-bucket", "films", "--s3-endpoint", "https://s3.example", "--s3-region", "auto"];
        let bucket = settings(&[&flags[..], &keys].concat()).unwrap();
        assert_eq!(bucket.place.to_string(), "s3://films/spool at https://s3.example");
        assert_eq!(bucket.incoming, Path::new("data/assets/incoming"));
    }

    #[test]
    fn half_a_bucket_is_refused_by_the_flag_that_is_missing() {
        let refused = |flags: &[&str]| settings(flags).unwrap_err().to_string();
        assert!(refused(&["--s3-bucket", "films"]).contains("--s3-access-key-id"));
        assert!(refused(&["--s3-bucket", "a", "--s3-access-key-id", "b"]).contains("SECRET_ACCESS_KEY"));
        assert!(refused(&["--s3-endpoint", "https://s3.example"]).contains("--s3-bucket"));
    }
}
