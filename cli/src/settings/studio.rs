//! The flags of a running studio: where it lies and answers, and how its workers work.

use super::{Files, Place};
use anyhow::{Context, Result, bail};
use clap::Args;
use std::net::SocketAddr;
use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::str::FromStr;
use workers::{EngineClass, ImageModel, Limits};

/// What a running studio needs to know.
#[derive(Args, Clone, Debug)]
pub(crate) struct Studio {
    #[command(flatten)]
    pub(crate) place: Place,

    /// The address and port to answer at
    #[arg(long, env = "SPOOL_LISTEN", default_value = "127.0.0.1:8080")]
    pub(crate) listen: SocketAddr,

    /// The language model's weights, a GGUF file [default: the one `make run` fetched]
    #[arg(long, env = "SPOOL_TEXT_MODEL")]
    pub(crate) text_model: Option<PathBuf>,

    /// The neural voice's weights, a folder [default: the one `make run` fetched]. Where there is none,
    /// festival and flite speak
    #[arg(long, env = "SPOOL_VOICE_MODEL", value_name = "DIR")]
    pub(crate) voice_model: Option<PathBuf>,

    /// A Stable Diffusion for pictures that ask for one: a folder as diffusers writes it, with safetensors weights
    #[arg(long, env = "SPOOL_IMAGE_MODEL", value_name = "DIR")]
    pub(crate) image_model: Option<PathBuf>,

    /// The directory of fetched models [default: `spool/models` in the user's cache]
    #[arg(long = "models-dir", env = "SPOOL_MODELS_DIR")]
    pub(crate) models: Option<PathBuf>,

    #[command(flatten)]
    pub(crate) files: Files,

    #[command(flatten)]
    pub(crate) crew: Crew,
}

/// How the workers of a process work.
#[derive(Args, Clone, Debug)]
#[command(next_help_heading = "Workers")]
pub(crate) struct Crew {
    /// How many jobs to work on at once; 0 for an API without a worker
    #[arg(long, env = "SPOOL_WORKERS", default_value_t = 1)]
    pub(crate) workers: usize,

    /// Threads for writing, drawing and encoding [default: the machine's cores]
    #[arg(long, env = "SPOOL_THREADS")]
    pub(crate) threads: Option<NonZeroUsize>,

    /// A name for this worker, different from every other's [default: host, data directory, and a
    /// number where several work there]
    #[arg(long, env = "SPOOL_WORKER_NAME")]
    pub(crate) worker_name: Option<String>,

    /// What this worker runs jobs on, any of: cpu, gpu, remote
    #[arg(
        long,
        env = "SPOOL_ENGINES",
        value_delimiter = ',',
        default_value = "cpu",
        value_parser = EngineClass::from_str
    )]
    pub(crate) engines: Vec<EngineClass>,

    /// An address at which a process without an API shows /metrics and /health [default: none]
    #[arg(long, env = "SPOOL_METRICS_LISTEN", value_name = "ADDRESS")]
    pub(crate) metrics_listen: Option<SocketAddr>,

    #[command(flatten)]
    pub(crate) most: Most,

    /// After so many seconds of silence a worker's job is taken over by another
    #[arg(long, env = "SPOOL_LEASE_SECONDS", default_value_t = 60, value_parser = at_least_one())]
    pub(crate) lease_seconds: u32,

    /// Seconds between a worker's signs of life, at most a third of --lease-seconds
    #[arg(long, env = "SPOOL_HEARTBEAT_SECONDS", default_value_t = 15, value_parser = at_least_one())]
    pub(crate) heartbeat_seconds: u32,
}

/// How many jobs may run at a time on all machines together. Every worker keeps to its own flags, so
/// they are to be the same on all.
#[derive(Args, Clone, Copy, Debug, Default)]
pub(crate) struct Most {
    /// Jobs of one account that run at a time on all machines together [default: no limit]
    #[arg(long = "max-jobs-per-owner", env = "SPOOL_MAX_JOBS_PER_OWNER", value_name = "N", value_parser = at_least_one())]
    pub(crate) owner: Option<u32>,

    /// Jobs that run at a time on all processors together [default: no limit]
    #[arg(long = "max-cpu-jobs", env = "SPOOL_MAX_CPU_JOBS", value_name = "N", value_parser = at_least_one())]
    pub(crate) cpu: Option<u32>,

    /// Jobs that run at a time on all GPUs together [default: no limit]
    #[arg(long = "max-gpu-jobs", env = "SPOOL_MAX_GPU_JOBS", value_name = "N", value_parser = at_least_one())]
    pub(crate) gpu: Option<u32>,

    /// Jobs that run at a time on other people's machines [default: no limit]
    #[arg(long = "max-remote-jobs", env = "SPOOL_MAX_REMOTE_JOBS", value_name = "N", value_parser = at_least_one())]
    pub(crate) remote: Option<u32>,
}

fn at_least_one() -> clap::builder::RangedI64ValueParser<u32> {
    clap::value_parser!(u32).range(1..)
}

impl Studio {
    /// Where fetched language models lie; `None` where there is no home directory either.
    pub(crate) fn models_dir(&self) -> Option<PathBuf> {
        self.models.clone().or_else(|| {
            let cache = std::env::var_os("XDG_CACHE_HOME").filter(|it| !it.is_empty()).map(PathBuf::from);
            let cache = cache.or_else(|| Some(std::env::home_dir()?.join(".cache")))?;
            Some(cache.join("spool/models"))
        })
    }

    /// Where the neural voice's weights lie, if they lie anywhere: the folder that is named, or the one that is
    /// fetched.
    pub(crate) fn voice_model(&self) -> Option<PathBuf> {
        self.voice_model.clone().or_else(|| Some(self.models_dir()?.join("hibari")))
    }

    /// The diffusion model, if one is named; refuses a folder that cannot be one's.
    pub(crate) fn image_model(&self) -> Result<ImageModel> {
        let Some(folder) = &self.image_model else { return Ok(ImageModel::default()) };
        ImageModel::find(folder).with_context(|| format!("--image-model {} cannot be used", folder.display()))
    }

    /// A studio that is started for one command, at any free port.
    pub(crate) fn for_one_run(place: Place, text_model: Option<PathBuf>) -> Self {
        let listen = SocketAddr::from(([127, 0, 0, 1], 0));
        let (files, crew) = (Files::default(), Crew::default());
        Self { place, listen, text_model, voice_model: None, image_model: None, models: None, files, crew }
    }
}

impl Default for Crew {
    fn default() -> Self {
        Self {
            workers: 1,
            threads: None,
            worker_name: None,
            engines: vec![EngineClass::Cpu],
            metrics_listen: None,
            most: Most::default(),
            lease_seconds: 60,
            heartbeat_seconds: 15,
        }
    }
}

impl Crew {
    /// Refuses what cannot work together: a worker that is late once must not lose its jobs.
    pub(crate) fn check(&self) -> Result<()> {
        let Self { lease_seconds: lease, heartbeat_seconds: heartbeat, .. } = self;
        if u64::from(*heartbeat) * 3 > u64::from(*lease) {
            bail!("--heartbeat-seconds {heartbeat} is more than a third of --lease-seconds {lease}");
        }
        Ok(())
    }

    /// How many jobs may run at a time on all machines together.
    pub(crate) fn limits(&self) -> Limits {
        let Most { owner, cpu, gpu, remote } = self.most;
        Limits { owner, cpu, gpu, remote }
    }

    /// The engines, each once.
    pub(crate) fn engines(&self) -> Vec<EngineClass> {
        EngineClass::ALL.into_iter().filter(|class| self.engines.contains(class)).collect()
    }
}

#[cfg(test)]
mod tests {
    use crate::settings::{Cli, Command};
    use clap::Parser;

    fn crew(flags: &[&str]) -> super::Crew {
        let cli = Cli::parse_from(["spool", "work"].iter().chain(flags));
        let Command::Work(studio) = cli.command else { panic!("not work") };
        studio.crew
    }

    #[test]
    fn a_heartbeat_is_at_most_a_third_of_the_lease() {
        assert!(crew(&[]).check().is_ok());
        assert!(crew(&["--lease-seconds", "3", "--heartbeat-seconds", "1"]).check().is_ok());
        let refused = crew(&["--lease-seconds", "30"]).check().unwrap_err().to_string();
        assert_eq!(refused, "--heartbeat-seconds 15 is more than a third of --lease-seconds 30");
    }

    #[test]
    fn what_is_named_without_flags_is_what_a_studio_for_one_run_has() {
        let [parsed, built] = [crew(&[]), super::Crew::default()].map(|crew| format!("{crew:?}"));
        assert_eq!(parsed, built);
    }

    #[test]
    fn the_voice_is_the_folder_that_is_named_or_the_one_that_is_fetched() {
        let voice = |flags: &[&str]| {
            let cli = Cli::parse_from(["spool", "work", "--models-dir", "models"].iter().chain(flags));
            let Command::Work(studio) = cli.command else { panic!("not work") };
            studio.voice_model().unwrap()
        };
        assert_eq!(voice(&[]), std::path::Path::new("models/hibari"));
        assert_eq!(voice(&["--voice-model", "mine"]), std::path::Path::new("mine"));
    }

    #[test]
    fn a_diffusion_model_is_looked_at_before_anything_is_started() {
        let folder = tempfile::tempdir().unwrap();
        let flag = folder.path().to_str().unwrap();
        let cli = Cli::parse_from(["spool", "work", "--image-model", flag]);
        let Command::Work(studio) = cli.command else { panic!("not work") };
        let refused = format!("{:#}", studio.image_model().unwrap_err());
        assert!(
            refused.contains(flag) && refused.contains("is missing: not a diffusers folder"),
            "{refused}"
        );
        let Command::Work(none) = Cli::parse_from(["spool", "work"]).command else { panic!("not work") };
        assert_eq!(none.image_model().unwrap().name(), None);
    }

    #[test]
    fn engines_and_limits_are_read() {
        let crew = crew(&["--engines", "gpu,cpu,gpu", "--max-gpu-jobs", "1", "--max-jobs-per-owner", "4"]);
        assert_eq!(crew.engines(), [workers::EngineClass::Cpu, workers::EngineClass::Gpu]);
        let limits = workers::Limits { owner: Some(4), gpu: Some(1), ..workers::Limits::default() };
        assert_eq!(crew.limits(), limits);
        for wrong in [["--engines", "tpu"], ["--max-cpu-jobs", "0"], ["--lease-seconds", "0"]] {
            let error = Cli::try_parse_from(["spool", "work"].iter().chain(&wrong)).unwrap_err();
            assert_eq!(error.exit_code(), 2, "{wrong:?}");
        }
    }
}
