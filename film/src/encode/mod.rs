//! Frames and sound become a film file. One thread composes while this one encodes; a few frames wait between
//! them. Every stream is cut to the same count of frames.

mod audio;
mod container;
pub(crate) mod picture;
mod settings;
mod subtitles;
mod video;

use std::path::{Path, PathBuf};
use std::sync::mpsc;

use crate::compose::planes::Yuv;
use crate::compose::{Composer, Need};
use crate::decode::{sound::Mix, still};
use crate::error::Fault;
use crate::reel::{CaptionMode, PictureRequest, Reel};

use audio::AudioTrack;
use container::Container;
use subtitles::SubtitleTrack;
use video::VideoTrack;

/// Frames that may wait for the encoder: enough to bridge the decoding of a still.
const WAITING: usize = 6;

/// Makes the film at `output` and the reel's pictures in `pictures`, one path for each. `report` is told the
/// count of finished frames after every frame.
pub(crate) fn film(
    reel: &Reel,
    output: &Path,
    pictures: &[PathBuf],
    threads: usize,
    report: &mut dyn FnMut(u32),
) -> Result<(), Fault> {
    let total = reel.timeline().total;
    let mut tracks = Tracks::open(reel, output, threads)?;
    let (fresh, composed) = mpsc::sync_channel::<Result<Yuv, Fault>>(WAITING);
    let (used, spare) = mpsc::channel::<Yuv>();
    std::thread::scope(|scope| {
        scope.spawn(move || compose(reel, pictures, total, &fresh, &spare));
        for number in 0..total {
            let frame = composed.recv().map_err(|_| composer_died())??;
            tracks.frame(number, &frame)?;
            // The composer may be done and gone already.
            let _ = used.send(frame);
            report(number + 1);
        }
        tracks.finish()
    })
}

/// Makes every frame in turn and hands it over, until nobody takes them.
fn compose(
    reel: &Reel,
    pictures: &[PathBuf],
    total: u32,
    fresh: &mpsc::SyncSender<Result<Yuv, Fault>>,
    spare: &mpsc::Receiver<Yuv>,
) {
    let stills = |path: &Path, need: Need| still::load(path, need);
    let mut composer = Composer::new(reel, &stills);
    let mut wanted: Vec<(&PictureRequest, &PathBuf)> = reel.pictures.iter().zip(pictures).collect();
    wanted.sort_by_key(|(request, _)| request.frame);
    let mut wanted = wanted.into_iter().peekable();
    for number in 0..total {
        let frame = composer.clean(number).and_then(|clean| {
            while let Some((request, path)) = wanted.next_if(|(request, _)| request.frame == number) {
                picture::write(clean, request.width, path)?;
            }
            Ok(())
        });
        let frame = frame.map(|()| {
            composer.dressed(number);
            composer.take(spare.try_recv().ok())
        });
        let failed = frame.is_err();
        if fresh.send(frame).is_err() || failed {
            return;
        }
    }
}

fn composer_died() -> Fault {
    Fault::Media {
        step: "composing frames".to_owned(),
        reason: "the composing thread ended early".to_owned(),
    }
}

/// The streams of a film in the making.
struct Tracks {
    container: Container,
    video: VideoTrack,
    audio: Option<(AudioTrack, Mix)>,
    subtitles: Option<SubtitleTrack>,
}

impl Tracks {
    fn open(reel: &Reel, output: &Path, threads: usize) -> Result<Self, Fault> {
        let mut container = Container::create(reel, output)?;
        let video = VideoTrack::open(&mut container, reel, threads)?;
        let audio = if reel.sounds.is_empty() {
            None
        } else {
            let mix = Mix::new(&reel.sounds, reel.fps)?;
            Some((AudioTrack::open(&mut container, reel)?, mix))
        };
        let captions = if reel.captions == CaptionMode::Track { reel.timed_captions() } else { Vec::new() };
        let subtitles = if captions.is_empty() {
            None
        } else {
            Some(SubtitleTrack::add(&mut container, reel, captions)?)
        };
        container.write_header(reel)?;
        Ok(Self { container, video, audio, subtitles })
    }

    fn frame(&mut self, number: u32, frame: &Yuv) -> Result<(), Fault> {
        if let Some(subtitles) = &mut self.subtitles {
            subtitles.advance(&mut self.container, number)?;
        }
        self.video.frame(&mut self.container, number, frame)?;
        if let Some((audio, mix)) = &mut self.audio {
            audio.samples(&mut self.container, &mix.frame(number)?)?;
        }
        Ok(())
    }

    fn finish(mut self) -> Result<(), Fault> {
        self.video.finish(&mut self.container)?;
        if let Some((audio, _)) = self.audio {
            audio.finish(&mut self.container)?;
        }
        self.container.finish()
    }
}
