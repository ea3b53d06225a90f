//! Who can speak here: the neural voice, and the classic speech programs.

use super::Finding;
use crate::settings::Studio;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};

const SUBJECT: &str = "voices";
/// The file without which there is no neural voice.
const NETWORK: &str = "hibari.onnx";
/// The speech programs, and what people call them.
const PROGRAMS: [(&str, &str); 2] = [("text2wave", "festival"), ("flite", "flite")];

/// What there is to say of them.
pub(super) fn look(options: &Studio) -> Finding {
    let folder = options.voice_model();
    let path = std::env::var_os("PATH").unwrap_or_default();
    finding(folder.as_deref(), &programs(&path))
}

fn finding(folder: Option<&Path>, programs: &[&str]) -> Finding {
    let neural = folder.filter(|folder| folder.join(NETWORK).is_file());
    match (neural, programs) {
        (Some(folder), _) => {
            let speakers = [&["hibari"][..], programs].concat().join(", ");
            Finding::well(SUBJECT, format!("{speakers}; hibari in {} (--voice-model)", folder.display()))
        }
        (None, []) => Finding::ill(
            SUBJECT,
            "nobody can speak",
            "run scripts/fetch-models hibari, or install flite or festival with scripts/bootstrap",
        ),
        (None, programs) => Finding::well(
            SUBJECT,
            format!("{}; better ones with scripts/fetch-models hibari", programs.join(", ")),
        ),
    }
}

/// Those of the speech programs that are on a `PATH`.
fn programs(path: &OsStr) -> Vec<&'static str> {
    let folders: Vec<PathBuf> = std::env::split_paths(path).collect();
    let here = |program: &str| folders.iter().any(|folder| folder.join(program).is_file());
    PROGRAMS.iter().filter(|(program, _)| here(program)).map(|(_, name)| *name).collect()
}

#[cfg(test)]
mod tests {
    use super::super::line;
    use super::*;
    use std::fs;

    #[test]
    fn whoever_can_speak_is_named_and_nobody_needs_mending() {
        let place = tempfile::tempdir().unwrap();
        let path = std::env::join_paths([place.path()]).unwrap();
        assert!(programs(&path).is_empty());
        assert!(finding(None, &[]).mend.is_some());
        fs::write(place.path().join("flite"), "").unwrap();
        assert_eq!(programs(&path), ["flite"]);
        assert!(finding(Some(place.path()), &["flite"]).mend.is_none());
        fs::write(place.path().join(NETWORK), "").unwrap();
        let all = line(&finding(Some(place.path()), &["festival", "flite"]));
        assert!(all.contains("hibari, festival, flite; ") && all.ends_with("(--voice-model)"), "{all}");
    }
}
