//! `spool produce SCRIPT|FILE`: makes what is wanted of a script, shows every stage until it is over, and
//! writes the film where it is wanted.

mod film;
mod manuscript;
mod plan;

use super::watch::{End, follow};
use crate::client::{Client, Estimate, Job};
use crate::host::{Host, at_studio};
use crate::output::print_line;
use crate::settings::{Produce, ProduceScope, Source};
use anyhow::{Result, bail};
use event_store::edge::fresh_id;
use serde_json::{Value, json};
use uuid::Uuid;

/// Produces at the studio that is named or runs; where there is neither, at one started for this run.
pub(crate) async fn start(options: &Produce) -> Result<()> {
    options.check()?;
    let asked = request(options)?;
    at_studio(&options.server, options.studio(), async |host: &Host| run(options, &asked, host).await).await
}

async fn run(options: &Produce, asked: &Value, host: &Host) -> Result<()> {
    let client = &host.client;
    let script = script(options, client).await?;
    let path = format!("scripts/{script}/produce");
    if options.estimate {
        let estimate: Estimate = client.post(&format!("{path}/estimate"), fresh_id(), asked).await?;
        return plan::lines(&estimate).into_iter().try_for_each(|line| print_line(&line));
    }
    let job: Job = client.post(&path, fresh_id(), asked).await?;
    if options.detach {
        print_line(&job.id.to_string())?;
        eprintln!("{}", whereabouts(&job, host.for_one_run));
        return Ok(());
    }
    let over = match follow(client, job.id).await? {
        End::Left => bail!("{}", whereabouts(&job, host.for_one_run)),
        End::Over(over) => over,
    };
    // The film can be there although something else is not; and a part that failed says more than a film
    // that is missing because of it.
    let film = over.film();
    if let (Some(out), Some(film)) = (&options.out, film) {
        film::write(client, film, out).await?;
    }
    if host.for_one_run {
        over.check(&format!("try them again with `{}`", again(options, script)))?;
    } else {
        over.check(&format!("try them again with `spool jobs retry {}`", job.id))?;
    }
    if options.out.is_some() && film.is_none() {
        bail!("the production made no film");
    }
    Ok(())
}

/// The script that is meant; a file becomes one, or its next version.
async fn script(options: &Produce, client: &Client) -> Result<Uuid> {
    match &options.source {
        Source::Script(id) => Ok(*id),
        Source::File(file) => manuscript::send(client, file, &options.manuscript).await,
    }
}

/// How to go on where a production of a script ended too early, at a studio that is not there any more.
fn again(options: &Produce, script: Uuid) -> String {
    let scope = match (options.scope, &options.id) {
        (ProduceScope::Script, _) => String::new(),
        (ProduceScope::Episode, id) => flag(" --scope episode --id", id.as_ref()),
        (ProduceScope::Scene, id) => flag(" --scope scene --id", id.as_ref()),
        (ProduceScope::Character, id) => flag(" --scope character --id", id.as_ref()),
    };
    let out = options.out.as_ref().map(|out| out.display());
    format!("spool produce {script}{scope}{}", flag(" --out", out))
}

fn flag(name: &str, value: Option<impl std::fmt::Display>) -> String {
    value.map(|value| format!("{name} {value}")).unwrap_or_default()
}

/// How to find a production again that nobody watches any more.
fn whereabouts(job: &Job, for_one_run: bool) -> String {
    let id = job.id;
    let how = format!("watch it with `spool jobs watch {id}`, end it with `spool jobs cancel {id}`");
    if for_one_run {
        format!("the production goes on when a studio runs here again, with `spool up`; then {how}")
    } else {
        format!("the production goes on; {how}")
    }
}

/// What the studio is asked for.
fn request(options: &Produce) -> Result<Value> {
    let (scope, id) = match (options.scope, &options.id) {
        (ProduceScope::Script, Some(_)) => bail!("--id is for --scope episode, scene or character"),
        (ProduceScope::Script, None) => ("script", None),
        (ProduceScope::Episode, Some(number)) => {
            let Ok(number) = number.parse::<u32>() else { bail!("--id {number} is no episode's number") };
            ("episode", Some(json!(number)))
        }
        (ProduceScope::Episode, None) => ("episode", None),
        (ProduceScope::Scene, id) => ("scene", id.as_ref().map(|id| json!(id))),
        (ProduceScope::Character, id) => ("character", id.as_ref().map(|id| json!(id))),
    };
    let mut request = json!({"scope": scope});
    if let Some(id) = id {
        request["id"] = id;
    }
    let wants = options.wants();
    if !wants.is_empty() {
        request["want"] = json!(wants);
    }
    let film = options.film();
    if !film.is_empty() {
        request["film"] = json!(film);
    }
    let pictures = options.pictures.options();
    if !pictures.is_empty() {
        request["picture"] = json!(pictures);
    }
    Ok(request)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::settings::{Cli, Command};
    use clap::Parser;

    fn options(flags: &[&str]) -> Produce {
        let script = "00000000-0000-0000-0000-000000000001";
        let cli = Cli::parse_from(["spool", "produce", script].iter().chain(flags));
        let Command::Produce(options) = cli.command else { panic!("not produce") };
        options
    }

    #[test]
    fn scope_and_wants_become_the_request() {
        assert_eq!(request(&options(&[])).unwrap(), json!({"scope": "script"}));
        let wants = options(&["--want", "time_script", "--want", "review_script"]);
        assert_eq!(
            request(&wants).unwrap(),
            json!({"scope": "script", "want": ["time_script", "review_script"]})
        );
        let episode = options(&["--scope", "episode", "--id", "2"]);
        assert_eq!(request(&episode).unwrap(), json!({"scope": "episode", "id": 2}));
        let film = json!({"scope": "script", "want": ["film_script"]});
        assert_eq!(request(&options(&["--out", "film.mp4"])).unwrap(), film);
        let film = options(&["--out", "film.webm", "--fps", "25", "--narrator"]);
        let said = json!({"format": "webm", "fps": 25, "narrator": true});
        assert_eq!(request(&film).unwrap()["film"], said);
        let film = options(&["--captions", "burned", "--transitions", "scene_crossfades", "--slate"]);
        let said = json!({"captions": "burned", "transitions": "scene_crossfades", "slate": true});
        assert_eq!(request(&film).unwrap()["film"], said);
        let pictures =
            options(&["--aspect-ratio", "2.39:1", "--quality", "4k", "--exr", "--engine", "diffusion"]);
        let picture = json!({"aspect_ratio": "2.39:1", "quality": "4k", "exr": true, "engine": "diffusion"});
        assert_eq!(request(&pictures).unwrap(), json!({"scope": "script", "picture": picture}));
        assert!(request(&options(&["--id", "2"])).is_err());
        assert!(request(&options(&["--scope", "episode", "--id", "two"])).is_err());
    }

    #[test]
    fn a_scope_without_its_id_and_an_unknown_kind_are_wrong_usage() {
        let script = "00000000-0000-0000-0000-000000000001";
        for wrong in [["--scope", "scene"], ["--want", "time_travel"]] {
            let error = Cli::try_parse_from(["spool", "produce", script].iter().chain(&wrong)).unwrap_err();
            assert_eq!(error.exit_code(), 2, "{wrong:?}");
        }
    }

    #[test]
    fn what_was_begun_here_goes_on_with_the_same_script_and_film() {
        let script = Uuid::from_u128(7);
        let here = again(&options(&["-o", "out/film.mp4"]), script);
        assert_eq!(here, format!("spool produce {script} --out out/film.mp4"));
        let episode = again(&options(&["--scope", "episode", "--id", "2"]), script);
        assert_eq!(episode, format!("spool produce {script} --scope episode --id 2"));
    }
}
