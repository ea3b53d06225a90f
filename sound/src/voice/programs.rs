//! The classic speakers: flite and festival, as programs of their own. The text goes in by standard input, never
//! on a command line; the sound comes back as a file in a folder that is gone afterwards; and who takes too long
//! is ended.

use std::{
    io::{Read, Write},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

use super::{Speaker, Voice, stretch::stretch};
use crate::{Clip, SoundError, resample::resample};

/// How long one sentence may take.
const LIMIT: Duration = Duration::from_secs(20);

/// A speaker's program: its name, and what it is called with besides the file it writes.
fn call_of(speaker: Speaker) -> Option<(&'static str, Vec<&'static str>)> {
    let flite = |voice| Some(("flite", vec!["-voice", voice, "-f", "-"]));
    match speaker {
        Speaker::Hibari => None,
        Speaker::FliteRms => flite("rms"),
        Speaker::FliteSlt => flite("slt"),
        Speaker::FliteAwb => flite("awb"),
        Speaker::FliteKal => flite("kal16"),
        Speaker::FestivalSlt => Some(("text2wave", vec!["-eval", "(voice_cmu_us_slt_arctic_hts)"])),
    }
}

/// Whether a speaker's program, and for festival its voice, is on this machine.
pub(super) fn is_installed(speaker: Speaker) -> bool {
    let Some((program, _)) = call_of(speaker) else { return false };
    let voice = Path::new("/usr/share/festival/voices/us/cmu_us_slt_arctic_hts");
    on_path(program).is_some() && (speaker != Speaker::FestivalSlt || voice.is_dir())
}

fn on_path(program: &str) -> Option<PathBuf> {
    std::env::split_paths(&std::env::var_os("PATH")?)
        .map(|folder| folder.join(program))
        .find(|path| path.is_file())
}

/// One sentence in a voice, `rate` being all there is of pace. The speaker's sound is resampled, which moves
/// pitch and resonances together, and brought back to its length.
pub(super) fn speak(
    sentence: &str,
    voice: &Voice,
    rate: f32,
    pitch_semitones: f32,
) -> Result<Vec<f32>, SoundError> {
    let said: String = sentence.chars().map(|c| if c.is_ascii() { c } else { ',' }).collect();
    let clip = run(voice.speaker, &said, LIMIT)?;
    let pitch = f64::from(2f32.powf(pitch_semitones / 12.0));
    // Half of the asked-for change of body is what resampling can give without moving the pitch too far.
    let shift = pitch * f64::from(voice.formant).sqrt();
    let moved = resample(clip.left(), 1.0 / shift);
    Ok(stretch(&moved, shift / f64::from(rate)))
}

/// Has a program say the text.
fn run(speaker: Speaker, text: &str, limit: Duration) -> Result<Clip, SoundError> {
    let Some((program, arguments)) = call_of(speaker) else {
        return Err(SoundError::MissingProgram { program: "a speech program" });
    };
    let io = |what| move |source| SoundError::Io { what, source };
    let folder = tempfile::tempdir().map_err(io("making a folder for speech"))?;
    let file = folder.path().join("speech.wav");
    let mut command = Command::new(program);
    command.args(arguments).arg("-o").arg(&file).current_dir(folder.path());
    command.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::piped());
    let mut child = command.spawn().map_err(|error| match error.kind() {
        std::io::ErrorKind::NotFound => SoundError::MissingProgram { program },
        _ => SoundError::ProgramFailed { program, reason: error.to_string() },
    })?;
    if let Some(mut input) = child.stdin.take() {
        // A program that ends early closes its input; its own words are the better error.
        let _closed = input.write_all(text.as_bytes()).and_then(|()| input.write_all(b"\n"));
    }
    wait(program, &mut child, limit)?;
    let wav = std::fs::File::open(&file)
        .map_err(|_| SoundError::ProgramFailed { program, reason: "it wrote no sound".to_owned() })?;
    Clip::read_wav(std::io::BufReader::new(wav))
}

/// Waits for the end, and ends it when it takes too long.
fn wait(program: &'static str, child: &mut Child, limit: Duration) -> Result<(), SoundError> {
    let began = Instant::now();
    let failed = |reason: String| SoundError::ProgramFailed { program, reason };
    loop {
        match child.try_wait().map_err(|error| failed(error.to_string()))? {
            Some(status) if status.success() => return Ok(()),
            Some(status) => {
                let mut said = String::new();
                if let Some(errors) = child.stderr.take() {
                    let _unreadable = errors.take(4_096).read_to_string(&mut said);
                }
                return Err(failed(format!(
                    "{status}: {}",
                    said.lines().last().unwrap_or("no reason given")
                )));
            }
            None if began.elapsed() > limit => {
                let _ended_meanwhile = child.kill();
                let _reaped = child.wait();
                return Err(SoundError::TimedOut { program, limit_s: limit.as_secs() });
            }
            None => std::thread::sleep(Duration::from_millis(4)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_program_that_hangs_is_ended() {
        let mut child = Command::new("sleep").arg("60").stderr(Stdio::piped()).spawn().unwrap();
        let ended = wait("sleep", &mut child, Duration::from_millis(30));
        assert!(matches!(ended, Err(SoundError::TimedOut { program: "sleep", .. })), "{ended:?}");
        assert!(child.try_wait().unwrap().is_some(), "it still runs");
    }

    #[test]
    fn a_program_that_fails_gives_its_last_words() {
        let mut child = Command::new("sh")
            .args(["-c", "echo no such voice >&2; exit 3"])
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let error = wait("sh", &mut child, LIMIT).unwrap_err().to_string();
        assert!(error.contains("no such voice") && error.contains('3'), "{error}");
    }
}
