//! From a scene's text to its shots.
//!
//! Rules give a sound coverage from the text itself: where we are, who speaks to whom and across which
//! line, who hears it, which thing matters, what moves; with sizes, angles, lenses, light and lengths a
//! director can accept or change. Pure and total: the same text gives the same shots, any text gives
//! valid ones. Further: the [cast](cast()) and its looks, the [set](set_of), a [whole version](cover()),
//! [words that refine a shot](refine()) and the [consistency](mod@consistency) of a frame.

mod acts;
mod beats;
pub mod cast;
pub mod consistency;
mod cover;
mod coverage;
mod light;
mod reading;
mod refine;
mod setting;
mod shots;
mod text;

pub use beats::MAX_BYTES;
pub use cast::{Cast, Known, Member, SceneText, cast, colour_name};
pub use cover::{CoverScene, SceneCover, cover};
pub use refine::{Refinement, refine};
pub use setting::{SetFacts, set_of};
pub use shots::{Breakdown, BreakdownError, Context, SceneFacts, Side, break_down};
