//! Frames and sound become a film file. Workers compose and encode segments of it side by side, another thread
//! encodes the sound, and the calling one puts what they make together in the order of time.

mod audio;
mod container;
mod mux;
mod packets;
pub(crate) mod picture;
mod plan;
mod settings;
mod subtitles;
mod video;
mod worker;

use std::path::{Path, PathBuf};
use std::sync::mpsc;
use std::thread;

use crate::error::Fault;
use crate::reel::Reel;

use mux::Mux;
pub(crate) use plan::Room;
use worker::Work;

/// Makes the film at `output` and the reel's pictures in `pictures`, one path for each. `report` is told the
/// count of finished frames after every frame.
pub(crate) fn film(
    reel: &Reel,
    output: &Path,
    pictures: &[PathBuf],
    room: Room,
    report: &mut dyn FnMut(u32),
) -> Result<(), Fault> {
    let segments = plan::segments(reel);
    let team = plan::Team::of(reel, segments.len(), room);
    let (mut mux, sound) = Mux::open(reel, output, segments.len(), team.threads)?;
    let work = Work::new(reel, pictures, &segments, team, mux.global_headers());
    let (sender, made) = mpsc::channel();
    thread::scope(|scope| {
        let begin = || {
            for _ in 0..team.workers {
                let (work, sender) = (&work, sender.clone());
                start(scope, "segment", move || work.run(&sender))?;
            }
            if let Some(sound) = sound {
                start(scope, "sound", move || sound.run())?;
            }
            drop(sender);
            mux.run(made, report)
        };
        let outcome = begin();
        // After a fault nobody needs the rest; otherwise there is none.
        work.stop();
        outcome
    })?;
    mux.finish()
}

fn start<'scope>(
    scope: &'scope thread::Scope<'scope, '_>,
    name: &str,
    task: impl FnOnce() + Send + 'scope,
) -> Result<(), Fault> {
    let started = thread::Builder::new().name(name.to_owned()).spawn_scoped(scope, task);
    started.map(drop).map_err(|error| Fault::from_io("starting a thread", &error))
}
