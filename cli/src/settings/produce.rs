//! The flags of `spool produce`: of what, which parts, and where the film goes.

use super::films::Films;
use super::pictures::Pictures;
use super::{Remote, Studio};
use anyhow::{Result, bail};
use clap::{Args, ValueEnum};
use domain::job::{FilmFormat, FilmOptions, JobKind};
use domain::{Format, Genre, Tone};
use std::path::{Path, PathBuf};
use std::str::FromStr;
use uuid::Uuid;

/// Making what is wanted of a script.
#[derive(Args, Debug)]
pub(crate) struct Produce {
    /// The id of a script, or a screenplay: a .fountain or .fdx file. Without --script, a file becomes a new
    /// script each time
    #[arg(value_name = "SCRIPT|FILE")]
    pub(crate) source: Source,

    /// Where the film goes: an .mp4 or .webm file. A contact sheet (.contact-sheet.pdf) and the words (.vtt) are put
    /// beside it
    #[arg(long, short, value_name = "FILE", value_parser = film_file, conflicts_with_all = ["estimate", "detach"])]
    pub(crate) out: Option<PathBuf>,

    /// Of how much of it
    #[arg(long, value_enum, default_value_t = ProduceScope::Script)]
    pub(crate) scope: ProduceScope,

    /// The episode's number, or the id of the scene or the character
    #[arg(long, required_if_eq_any = [("scope", "episode"), ("scope", "scene"), ("scope", "character")])]
    pub(crate) id: Option<String>,

    /// A kind of work, such as `time_script`; can be given several times. What it needs comes with it
    /// [default: the film, of a file or with --out; else everything there is]
    #[arg(long = "want", value_name = "KIND", value_parser = JobKind::from_str)]
    pub(crate) wants: Vec<JobKind>,

    /// Only show what there is to do and what it would take; start nothing
    #[arg(long, conflicts_with = "detach")]
    pub(crate) estimate: bool,

    /// Do not watch; the studio goes on by itself
    #[arg(long)]
    pub(crate) detach: bool,

    /// The language model's weights, when a studio is started for this run
    #[arg(long, env = "SPOOL_TEXT_MODEL")]
    pub(crate) text_model: Option<PathBuf>,

    /// The neural voice's weights, a folder, when a studio is started for this run
    #[arg(long, env = "SPOOL_VOICE_MODEL", value_name = "DIR")]
    pub(crate) voice_model: Option<PathBuf>,

    /// The directory of fetched models, when a studio is started for this run
    #[arg(long = "models-dir", env = "SPOOL_MODELS_DIR")]
    pub(crate) models: Option<PathBuf>,

    #[command(flatten)]
    pub(crate) pictures: Pictures,

    #[command(flatten)]
    pub(crate) films: Films,

    #[command(flatten)]
    pub(crate) server: Remote,

    // Last: the heading of its flags would stand above those that follow.
    #[command(flatten)]
    pub(crate) manuscript: Manuscript,
}

/// What becomes of a screenplay's file.
#[derive(Args, Debug)]
#[command(next_help_heading = "Of a file")]
pub(crate) struct Manuscript {
    /// The script that the file is the next version of: what has not changed is not made again [default: a new
    /// script each time]
    #[arg(long, value_name = "ID")]
    pub(crate) script: Option<Uuid>,

    #[command(flatten)]
    pub(crate) new: NewScript,
}

/// What is said of a new script, beside its text.
#[derive(Args, Debug)]
pub(crate) struct NewScript {
    /// The new script's title [default: that of the title page, else the file's name]
    #[arg(long, conflicts_with = "script")]
    pub(crate) title: Option<String>,

    /// The new script's genre [default: drama]
    #[arg(long, value_parser = Genre::from_str, conflicts_with = "script")]
    pub(crate) genre: Option<Genre>,

    /// The new script's tone [default: neutral]
    #[arg(long, value_parser = Tone::from_str, conflicts_with = "script")]
    pub(crate) tone: Option<Tone>,

    /// Whether the new script is a feature, a series or a short [default: feature]
    #[arg(long, value_parser = Format::from_str, conflicts_with = "script")]
    pub(crate) format: Option<Format>,
}

/// What is produced.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Source {
    /// A script that the studio has.
    Script(Uuid),
    /// A screenplay's file.
    File(PathBuf),
}

/// What a production is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ProduceScope {
    /// The whole script, at its newest version.
    Script,
    /// One episode of it.
    Episode,
    /// One scene.
    Scene,
    /// Whatever one character is in.
    Character,
}

impl FromStr for Source {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        if let Ok(id) = text.parse() {
            return Ok(Self::Script(id));
        }
        let path = PathBuf::from(text);
        if has_extension(&path, &["fountain", "fdx"]) {
            return Ok(Self::File(path));
        }
        Err("neither the id of a script nor a .fountain or .fdx file".to_owned())
    }
}

fn film_file(text: &str) -> Result<PathBuf, String> {
    let path = PathBuf::from(text);
    let films = ["mp4", "webm"];
    if has_extension(&path, &films) { Ok(path) } else { Err("a film is an .mp4 or a .webm file".to_owned()) }
}

fn has_extension(path: &Path, extensions: &[&str]) -> bool {
    let of_path = path.extension().map(|it| it.to_string_lossy().to_lowercase());
    of_path.is_some_and(|it| extensions.contains(&it.as_str()))
}

impl Produce {
    /// Refuses flags that do not belong together, and a place for the film that is none.
    pub(crate) fn check(&self) -> Result<()> {
        match &self.source {
            Source::Script(_) if self.manuscript.is_said() => {
                bail!("--script, --title, --genre, --tone and --format are for a file");
            }
            Source::File(_) if self.estimate => {
                bail!("--estimate is for a script's id: a file makes a script")
            }
            _ => {}
        }
        let Some(out) = &self.out else { return Ok(()) };
        if self.scope == ProduceScope::Character {
            bail!("a character has no film: --out is for --scope script, episode or scene");
        }
        match std::path::absolute(out)?.parent() {
            Some(folder) if folder.is_dir() => Ok(()),
            folder => {
                let folder = folder.unwrap_or(out);
                bail!("--out {}: there is no folder {}", out.display(), folder.display())
            }
        }
    }

    /// The kinds that are asked for; none for everything.
    pub(crate) fn wants(&self) -> Vec<JobKind> {
        let film = match self.scope {
            ProduceScope::Script | ProduceScope::Episode => JobKind::FilmScript,
            ProduceScope::Scene => JobKind::FilmScene,
            ProduceScope::Character => return self.wants.clone(),
        };
        let mut wants = self.wants.clone();
        let of_file = wants.is_empty() && matches!(self.source, Source::File(_));
        if (self.out.is_some() || of_file) && !wants.contains(&film) {
            wants.push(film);
        }
        wants
    }

    /// How the film is made: the ending of its file says what it becomes.
    pub(crate) fn film(&self) -> FilmOptions {
        let webm = self.out.as_ref().is_some_and(|out| has_extension(out, &["webm"]));
        self.films.options(webm.then_some(FilmFormat::Webm))
    }

    /// The studio that is started for this run.
    pub(crate) fn studio(&self) -> Studio {
        let studio = Studio::for_one_run(self.server.place.clone(), self.text_model.clone());
        let (voice_model, image_model) = (self.voice_model.clone(), self.pictures.image_model.clone());
        Studio { voice_model, image_model, models: self.models.clone(), ..studio }
    }
}

impl Manuscript {
    fn is_said(&self) -> bool {
        let NewScript { title, genre, tone, format } = &self.new;
        self.script.is_some() || title.is_some() || genre.is_some() || tone.is_some() || format.is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::settings::{Cli, Command};
    use clap::Parser;

    const SCRIPT: &str = "00000000-0000-0000-0000-000000000001";

    fn parse(flags: &[&str]) -> Result<Produce, clap::Error> {
        let cli = Cli::try_parse_from(["spool", "produce"].iter().chain(flags))?;
        let Command::Produce(options) = cli.command else { panic!("not produce") };
        Ok(options)
    }

    #[test]
    fn what_is_produced_is_a_scripts_id_or_a_screenplay() {
        let source = |text: &str| parse(&[text]).map(|options| options.source);
        assert_eq!(source(SCRIPT).unwrap(), Source::Script(Uuid::from_u128(1)));
        assert_eq!(source("my/Lamp.FDX").unwrap(), Source::File("my/Lamp.FDX".into()));
        assert_eq!(source("lamp.fountain").unwrap(), Source::File("lamp.fountain".into()));
        for wrong in ["lamp", "lamp.pdf", ".fountain"] {
            assert_eq!(source(wrong).unwrap_err().exit_code(), 2, "{wrong}");
        }
    }

    #[test]
    fn a_file_and_a_place_for_a_film_ask_for_the_film() {
        let wants = |flags: &[&str]| parse(flags).unwrap().wants();
        assert!(wants(&[SCRIPT]).is_empty());
        assert_eq!(wants(&["a.fountain"]), [JobKind::FilmScript]);
        assert_eq!(wants(&["a.fountain", "--want", "time_script"]), [JobKind::TimeScript]);
        assert_eq!(wants(&[SCRIPT, "--out", "a.mp4"]), [JobKind::FilmScript]);
        let also = ["--want", "time_script", "--want", "film_script"];
        let asked = wants(&[&[SCRIPT, "-o", "a.mp4"][..], &also].concat());
        assert_eq!(asked, [JobKind::TimeScript, JobKind::FilmScript]);
        assert_eq!(wants(&[SCRIPT, "--scope", "scene", "--id", SCRIPT, "-o", "a.mp4"]), [JobKind::FilmScene]);
    }

    #[test]
    fn what_does_not_belong_together_is_refused() {
        for wrong in [
            &[SCRIPT, "--out", "film.mov"][..],
            &[SCRIPT, "--fps", "23"],
            &[SCRIPT, "--fps", "fast"],
            &[SCRIPT, "--captions", "sung"],
            &[SCRIPT, "--transitions", "wipes"],
            &[SCRIPT, "--out", "film.mp4", "--detach"],
            &[SCRIPT, "--out", "film.mp4", "--estimate"],
            &["a.fountain", "--script", SCRIPT, "--genre", "noir"],
        ] {
            assert_eq!(parse(wrong).unwrap_err().exit_code(), 2, "{wrong:?}");
        }
        let refused = |flags: &[&str]| parse(flags).unwrap().check().unwrap_err().to_string();
        assert!(refused(&[SCRIPT, "--genre", "noir"]).contains("for a file"));
        assert!(refused(&["a.fountain", "--estimate"]).contains("--estimate"));
        assert!(refused(&[SCRIPT, "-o", "none/film.mp4"]).ends_with("/none"));
        assert!(
            refused(&[SCRIPT, "--scope", "character", "--id", SCRIPT, "-o", "a.mp4"]).contains("character")
        );
        parse(&["a.fountain", "--script", SCRIPT, "-o", "film.mp4"]).unwrap().check().unwrap();
    }
}
