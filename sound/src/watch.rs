//! Progress and cancelling. Everything long takes a [`Watch`], which is told how far the work is and says
//! whether it goes on; a cancelled call ends with [`SoundError::Cancelled`] and leaves nothing behind.

use std::ops::ControlFlow;

use crate::SoundError;

/// Told the fraction that is done (0 to 1, never falling); answers whether to go on.
pub type Watch<'a> = dyn FnMut(f64) -> ControlFlow<()> + 'a;

/// A watch for callers who neither look nor cancel: `&mut sound::unwatched`.
pub fn unwatched(_fraction: f64) -> ControlFlow<()> {
    ControlFlow::Continue(())
}

/// Tells the watch, and turns its wish to stop into the error.
pub(crate) fn tell(watch: &mut Watch<'_>, fraction: f64) -> Result<(), SoundError> {
    match watch(fraction.clamp(0.0, 1.0)) {
        ControlFlow::Continue(()) => Ok(()),
        ControlFlow::Break(()) => Err(SoundError::Cancelled),
    }
}

/// Tells `watch` about a part of a larger work: the part's 0 to 1 becomes `from` to `to`.
pub(crate) fn part<'a, 'b>(
    watch: &'a mut Watch<'b>,
    from: f64,
    to: f64,
) -> impl FnMut(f64) -> ControlFlow<()> + use<'a, 'b> {
    move |fraction| watch(from + (to - from) * fraction)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_reports_within_its_share() {
        let mut seen = vec![];
        let mut whole = |fraction| {
            seen.push(fraction);
            ControlFlow::Continue(())
        };
        let watch: &mut Watch<'_> = &mut whole;
        let mut half = part(watch, 0.5, 1.0);
        assert!(tell(&mut half, 0.0).is_ok());
        assert!(tell(&mut half, 1.0).is_ok());
        drop(half);
        assert_eq!(seen, [0.5, 1.0]);
    }

    #[test]
    fn a_break_is_the_cancelled_error() {
        let mut stop = |_| ControlFlow::Break(());
        assert!(matches!(tell(&mut stop, 0.3), Err(SoundError::Cancelled)));
    }
}
