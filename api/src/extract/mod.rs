//! Everything that comes in passes here: bodies, paths, queries and headers become typed values, or a
//! problem that names every field that is wrong. Behind the edge nothing is checked again.

mod as_of;
mod body;
mod headers;
mod page;
mod params;
mod paths;
mod scan;
mod shape;

pub(crate) use as_of::AsOfQuery;
pub(crate) use as_of::moment;
pub(crate) use body::read;
pub(crate) use body::{Body, Input, NoBody, OptionalBody};
pub(crate) use headers::{IfMatch, LastEventId, PreferWait};
pub(crate) use page::{PageSize, Paging, QueryText, next_link};
pub(crate) use params::{Path, Query};
pub(crate) use paths::{
    AssetPath, CastPath, CharacterPath, JobPath, ScenePath, ScriptPath, ShotPath, VersionPath,
};
