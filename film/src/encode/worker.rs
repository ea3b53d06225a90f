//! One segment after the other: its frames composed and encoded by a thread of its own.

use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc::Sender;

use super::mux::Made;
use super::picture;
use super::plan::Team;
use super::video::VideoEncoder;
use crate::compose::{Composer, Need};
use crate::decode::shelf::Shelf;
use crate::error::Fault;
use crate::reel::{PictureRequest, Reel};

/// Stills that are kept beside those on screen: neighbouring segments share shots.
const SPARE_STILLS: usize = 2;

/// What the workers of a film share.
pub(super) struct Work<'a> {
    reel: &'a Reel,
    /// What is wanted besides the film, and where it goes; ascending by frame.
    pictures: Vec<(&'a PictureRequest, &'a PathBuf)>,
    segments: &'a [Range<u32>],
    next: AtomicUsize,
    stopped: AtomicBool,
    shelf: Shelf,
    threads: usize,
    global_headers: bool,
}

impl<'a> Work<'a> {
    pub(super) fn new(
        reel: &'a Reel,
        pictures: &'a [PathBuf],
        segments: &'a [Range<u32>],
        team: Team,
        global_headers: bool,
    ) -> Self {
        let mut pictures: Vec<_> = reel.pictures.iter().zip(pictures).collect();
        pictures.sort_by_key(|(request, _)| request.frame);
        Self {
            reel,
            pictures,
            segments,
            next: AtomicUsize::new(0),
            stopped: AtomicBool::new(false),
            shelf: Shelf::new(team.workers + SPARE_STILLS),
            threads: team.threads,
            global_headers,
        }
    }

    /// Has every worker end soon.
    pub(super) fn stop(&self) {
        self.stopped.store(true, Ordering::Relaxed);
    }

    /// Takes segments and makes them until there are no more, or nobody listens.
    pub(super) fn run(&self, to: &Sender<Made>) {
        let stills = |path: &Path, need: Need| self.shelf.still(path, need);
        let mut composer = Composer::new(self.reel, &stills);
        loop {
            let segment = self.next.fetch_add(1, Ordering::Relaxed);
            let Some(frames) = self.segments.get(segment) else { return };
            let made = match self.segment(segment, frames.clone(), &mut composer, to) {
                Ok(()) => Made::SegmentEnd(segment),
                Err(fault) => Made::Failed(fault),
            };
            if to.send(made).is_err() || self.stopped.load(Ordering::Relaxed) {
                return;
            }
        }
    }

    fn segment(
        &self,
        segment: usize,
        frames: Range<u32>,
        composer: &mut Composer,
        to: &Sender<Made>,
    ) -> Result<(), Fault> {
        // When nobody listens any more, the flag that is looked at below will tell.
        let mut send = |packet| drop(to.send(Made::Picture(segment, packet)));
        let mut encoder = VideoEncoder::open(self.reel, self.threads, self.global_headers)?;
        for number in frames {
            if self.stopped.load(Ordering::Relaxed) {
                return Ok(());
            }
            let clean = composer.clean(number)?;
            let from = self.pictures.partition_point(|(request, _)| request.frame < number);
            for (request, path) in self.pictures[from..].iter().take_while(|(it, _)| it.frame == number) {
                picture::write(clean, request.width, path)?;
            }
            encoder.frame(number, composer.dressed(number), &mut send)?;
            drop(to.send(Made::Frame));
        }
        encoder.finish(&mut send)
    }
}
