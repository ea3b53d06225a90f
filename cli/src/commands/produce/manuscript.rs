//! A screenplay's file on its way into the studio: a new script, or the next version of one.

use crate::client::{Client, ScriptAnswer};
use crate::settings::{Manuscript, NewScript};
use crate::words::count;
use anyhow::{Context, Result, bail};
use event_store::edge::fresh_id;
use reqwest::Url;
use serde::Deserialize;
use serde_json::Value;
use std::fs::File;
use std::io::Read;
use std::path::Path;
use uuid::Uuid;

/// The most that a studio takes.
const MOST_BYTES: u64 = 10 << 20;

/// Sends a file; the script that it belongs to.
pub(super) async fn send(client: &Client, file: &Path, manuscript: &Manuscript) -> Result<Uuid> {
    let bytes = read(file)?;
    let shown = file.display();
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    let refused = || format!("{shown} was not taken");
    if let Some(script) = manuscript.script {
        let path = with_query(&format!("scripts/{script}/import"), &[("file_name", Some(&name))]);
        let version: Value = client.send_file(&path, fresh_id(), &bytes).await.with_context(refused)?;
        eprintln!("{shown} is version {} of the script {script}", version["number"]);
        return Ok(script);
    }
    let path = new_script(&name, &manuscript.new);
    let answer: Value = client.send_file(&path, fresh_id(), &bytes).await.with_context(refused)?;
    let script = ScriptAnswer::deserialize(&answer)
        .context("the studio's answer cannot be read; is it another version?")?;
    let scenes = answer["imported"]["scenes"].as_u64().and_then(|it| u32::try_from(it).ok()).unwrap_or(0);
    eprintln!("“{}”, {}, is the script {}", script.title, count(scenes, "scene", "scenes"), script.id);
    Ok(script.id)
}

/// Reads a file, if it can be a screenplay at all.
fn read(file: &Path) -> Result<Vec<u8>> {
    let context = || format!("cannot read {}", file.display());
    let mut bytes = Vec::new();
    let opened = File::open(file).with_context(context)?;
    opened.take(MOST_BYTES + 1).read_to_end(&mut bytes).with_context(context)?;
    if bytes.len() as u64 > MOST_BYTES {
        bail!("{} is larger than the {} MB that a screenplay may have", file.display(), MOST_BYTES >> 20);
    }
    Ok(bytes)
}

/// The request's path for a new script.
fn new_script(file_name: &str, new: &NewScript) -> String {
    let genre = new.genre.map(|it| it.to_string());
    let tone = new.tone.map(|it| it.to_string());
    let format = new.format.map(|it| it.to_string());
    with_query(
        "scripts/import",
        &[
            ("file_name", Some(file_name)),
            ("title", new.title.as_deref()),
            ("genre", genre.as_deref()),
            ("tone", tone.as_deref()),
            ("format", format.as_deref()),
        ],
    )
}

/// A path with what there is of its query.
fn with_query(path: &str, query: &[(&str, Option<&str>)]) -> String {
    let mut url = Url::parse("http://studio/").expect("the address is a constant and well formed");
    url.query_pairs_mut().extend_pairs(query.iter().filter_map(|(name, value)| Some((name, (*value)?))));
    format!("{path}?{}", url.query().unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::{Genre, Tone};

    #[test]
    fn what_is_said_of_a_new_script_goes_into_the_address_unharmed() {
        let new = NewScript {
            title: Some("Nora & Eli?".to_owned()),
            genre: Some(Genre::Noir),
            tone: Some(Tone::Dark),
            format: None,
        };
        let path = new_script("the last ferry.fountain", &new);
        assert_eq!(
            path,
            "scripts/import?file_name=the+last+ferry.fountain&title=Nora+%26+Eli%3F&genre=noir&tone=dark"
        );
    }

    #[test]
    fn a_file_that_is_not_there_or_too_large_is_named() {
        let missing = format!("{:#}", read(Path::new("/nowhere/a.fountain")).unwrap_err());
        assert!(missing.starts_with("cannot read /nowhere/a.fountain"), "{missing}");
        let large = tempfile::NamedTempFile::new().unwrap();
        large.as_file().set_len(MOST_BYTES + 1).unwrap();
        let refused = read(large.path()).unwrap_err().to_string();
        assert!(refused.ends_with("larger than the 10 MB that a screenplay may have"), "{refused}");
        large.as_file().set_len(3).unwrap();
        assert_eq!(read(large.path()).unwrap().len(), 3);
    }
}
