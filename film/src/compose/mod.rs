//! The frames of a reel, one after the other. At most two stills are held at a time, each no larger than its
//! camera move needs, so a long film takes no more memory than a short one.

mod camera;
mod caption;
mod filter;
pub(crate) mod letters;
pub(crate) mod planes;
mod sample;
mod slate;
mod sticker;
mod taps;

use std::sync::Arc;

use camera::{Camera, Window};
use caption::Page;
use letters::Letters;
use planes::Yuv;
use sticker::Sticker;

use crate::error::Fault;
use crate::reel::timeline::{Placed, TimedCaption, Timeline};
use crate::reel::{CaptionMode, Reel, Source};

/// Fetches a still, no larger than a frame of this size seen from this near needs it.
pub(crate) type Stills<'a> = &'a dyn Fn(&std::path::Path, Need) -> Result<Arc<Yuv>, Fault>;

/// How fine a still has to be.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Need {
    /// Pixels of the frame.
    pub(crate) width: usize,
    /// Pixels of the frame.
    pub(crate) height: usize,
    /// The smallest scale of the window on the still.
    pub(crate) closest: f64,
}

/// A shot that is on screen.
struct Layer {
    shot: usize,
    camera: Camera,
    still: Arc<Yuv>,
    /// What `view` shows; a camera that rests costs nothing.
    seen: Option<Window>,
    view: Yuv,
    name: Option<Sticker>,
}

/// Makes the frames of a checked reel. Frames must be asked for in ascending order.
pub(crate) struct Composer<'a> {
    reel: &'a Reel,
    timeline: Timeline,
    captions: Vec<TimedCaption>,
    stills: Stills<'a>,
    letters: Letters,
    layers: Vec<Layer>,
    /// The caption on screen, by its index, and its pages.
    pages: Option<(usize, Vec<Page>)>,
    frame: Yuv,
}

impl<'a> Composer<'a> {
    pub(crate) fn new(reel: &'a Reel, stills: Stills<'a>) -> Self {
        let (width, height) = (reel.size.width as usize, reel.size.height as usize);
        let captions = if reel.captions == CaptionMode::Burned { reel.timed_captions() } else { Vec::new() };
        Self {
            reel,
            timeline: reel.timeline(),
            captions,
            stills,
            letters: Letters::new(),
            layers: Vec::new(),
            pages: None,
            frame: Yuv::black(width, height),
        }
    }

    /// The picture of a frame, without words over it.
    pub(crate) fn clean(&mut self, frame: u32) -> Result<&Yuv, Fault> {
        let newest = self.timeline.shot_at(frame);
        let place = self.timeline.shots[newest];
        let share = place.share_at(frame);
        let oldest = if share < 1.0 { newest - 1 } else { newest };
        self.layers.retain(|layer| layer.shot >= oldest);
        for shot in oldest..=newest {
            self.look(shot, frame)?;
        }
        let (under, over) = self.layers.split_first().expect("a shot is on screen at every frame");
        self.frame.clone_from(&under.view);
        if let Some(over) = over.first() {
            planes::dissolve(&mut self.frame, &over.view, share);
        }
        Ok(&self.frame)
    }

    /// Puts slate and captions over the frame that [`Self::clean`] made last.
    pub(crate) fn dressed(&mut self, frame: u32) -> &Yuv {
        let size = (self.frame.width, self.frame.height);
        // The newer shot's name takes over in the middle of a crossfade.
        let newest = self.timeline.shots[self.timeline.shot_at(frame)];
        let layer = if newest.share_at(frame) < 0.5 { self.layers.first() } else { self.layers.last() };
        if let Some(name) = layer.and_then(|layer| layer.name.as_ref()) {
            name.lay(&mut self.frame);
            slate::clock(&mut self.letters, self.reel.fps, frame, size).lay(&mut self.frame);
        }
        let current = self.captions.partition_point(|caption| caption.end <= frame);
        if let Some(caption) = self.captions.get(current).filter(|caption| caption.start <= frame) {
            if self.pages.as_ref().is_none_or(|(index, _)| *index != current) {
                let span = caption.start..caption.end;
                self.pages = Some((current, caption::pages(&mut self.letters, &caption.text, span, size)));
            }
            let pages = self.pages.iter().flat_map(|(_, pages)| pages);
            if let Some(page) = pages.into_iter().find(|page| frame < page.end) {
                page.sticker.lay(&mut self.frame);
            }
        }
        &self.frame
    }

    /// Brings a shot's view to a frame.
    fn look(&mut self, shot: usize, frame: u32) -> Result<(), Fault> {
        let at = if let Some(at) = self.layers.iter().position(|layer| layer.shot == shot) {
            at
        } else {
            let layer = self.open(shot)?;
            self.layers.push(layer);
            self.layers.len() - 1
        };
        let layer = &mut self.layers[at];
        let window = layer.camera.at(moment(self.timeline.shots[shot], frame));
        if layer.seen != Some(window) {
            sample::sample(&layer.still, window, &mut layer.view);
            layer.seen = Some(window);
        }
        Ok(())
    }

    fn open(&mut self, index: usize) -> Result<Layer, Fault> {
        let shot = &self.reel.shots[index];
        let (width, height) = (self.frame.width, self.frame.height);
        let seconds = self.reel.fps.seconds(shot.frames);
        let camera = Camera { movement: shot.movement, seed: shot.seed, seconds };
        let still = match &shot.source {
            Source::Still(path) => (self.stills)(path, Need { width, height, closest: camera.closest() })?,
            Source::Card { title, lines } => {
                Arc::new(slate::card(&mut self.letters, title, lines, (width, height)))
            }
        };
        let name = shot.slate.as_ref().map(|slate| slate::name(&mut self.letters, slate, (width, height)));
        Ok(Layer { shot: index, camera, still, seen: None, view: Yuv::black(width, height), name })
    }
}

/// How far into its shot a frame is, 0 at the first frame and 1 at the last.
fn moment(place: Placed, frame: u32) -> f64 {
    let last = place.end - place.start - 1;
    if last == 0 { 0.5 } else { f64::from(frame - place.start) / f64::from(last) }
}

#[cfg(test)]
mod tests {
    use std::cell::RefCell;
    use std::path::{Path, PathBuf};

    use super::*;
    use crate::reel::movement::Movement;
    use crate::reel::{Caption, Slate, Transition};

    /// A still whose name is its luma, with a bright left half when the name ends in `h`.
    fn still(path: &Path, need: Need) -> Result<Arc<Yuv>, Fault> {
        let name = path.to_str().unwrap();
        let mut picture = Yuv::black(need.width, need.height);
        let value = name.trim_end_matches('h').parse().map_err(|_| Fault::input(path, "no number"))?;
        picture.planes[0].fill(value);
        if name.ends_with('h') {
            picture.planes[0].chunks_mut(need.width).for_each(|row| row[..need.width / 2].fill(235));
        }
        Ok(Arc::new(picture))
    }

    fn reel(names: &[&str]) -> Reel {
        let mut reel = crate::reel::check::tests::reel();
        let shot = reel.shots[0].clone();
        reel.shots = names
            .iter()
            .map(|name| crate::Shot { source: Source::Still(PathBuf::from(name)), ..shot.clone() })
            .collect();
        reel
    }

    #[test]
    fn a_cut_changes_at_once_and_a_crossfade_in_steps() {
        let mut reel = reel(&["40", "200", "100"]);
        reel.shots[1].transition = Transition::Crossfade(3);
        let mut composer = Composer::new(&reel, &still);
        let lumas: Vec<u8> =
            (0..reel.timeline().total).map(|n| composer.clean(n).unwrap().planes[0][0]).collect();
        assert_eq!(&lumas[20..25], [40, 80, 120, 160, 200]);
        assert_eq!(&lumas[44..46], [200, 100]);
    }

    #[test]
    fn each_still_is_fetched_once_and_as_fine_as_its_move_needs() {
        let mut reel = reel(&["40", "200"]);
        reel.shots[1].movement = Movement::TrackLeft;
        let fetched = RefCell::new(vec![]);
        let stills = |path: &Path, need: Need| {
            fetched.borrow_mut().push((path.to_owned(), need.closest));
            still(path, need)
        };
        let mut composer = Composer::new(&reel, &stills);
        for n in 0..48 {
            composer.clean(n).unwrap();
        }
        assert_eq!(*fetched.borrow(), [(PathBuf::from("40"), 1.0), (PathBuf::from("200"), 0.8)]);
    }

    #[test]
    fn a_pan_to_the_right_shows_less_and_less_of_the_left() {
        let mut reel = reel(&["40h"]);
        reel.shots[0].movement = Movement::PanRight;
        reel.shots[0].frames = 96;
        let mut composer = Composer::new(&reel, &still);
        let mut bright = |n| composer.clean(n).unwrap().planes[0][..320].iter().filter(|v| **v > 200).count();
        let (first, middle, last) = (bright(0), bright(48), bright(95));
        assert!(first > middle + 10 && middle > last + 10, "{first} {middle} {last}");
    }

    #[test]
    fn words_are_over_the_picture_only_in_their_time_and_never_in_the_clean_frame() {
        let mut reel = reel(&["120"]);
        reel.shots[0].captions = vec![Caption { start: 5, end: 10, text: "Yes".into() }];
        let mut composer = Composer::new(&reel, &still);
        let changed: Vec<u32> = (0..24)
            .filter(|n| {
                assert!(composer.clean(*n).unwrap().planes[0].iter().all(|v| *v == 120));
                composer.dressed(*n).planes[0].iter().any(|v| *v != 120)
            })
            .collect();
        assert_eq!(changed, [5, 6, 7, 8, 9]);
    }

    #[test]
    fn the_slate_counts_on_and_a_missing_still_is_a_fault() {
        let mut reel = reel(&["120", "missing"]);
        reel.shots[0].slate = Some(Slate { scene: "1".into(), shot: "A".into(), note: String::new() });
        let mut composer = Composer::new(&reel, &still);
        composer.clean(0).unwrap();
        let first = composer.dressed(0).clone();
        composer.clean(1).unwrap();
        assert!(*composer.dressed(1) != first);
        assert!(matches!(composer.clean(24), Err(Fault::Input { .. })));
    }
}
