//! What those see who run the studio.

pub(crate) mod maintenance;
pub(crate) mod workers;
