//! Reading what others made: stills, sounds and films. Nothing here trusts a file's name, guesses its kind
//! from a list longer than needed, or follows it to another file or a network address.

pub(crate) mod movie;
pub(crate) mod shelf;
pub(crate) mod sound;
pub(crate) mod still;

/// Most pixels in any picture that is decoded.
pub(crate) const MAX_PIXELS: u64 = 50_000_000;
