//! A cut on its way out of the studio: shots in their order with what is said over them, as an
//! `OpenTimelineIO` timeline, a CMX3600 edit decision list, SRT and WebVTT captions, a shot list for a
//! spreadsheet, and two documents for people: a contact sheet and a printed shot list. Pure: pictures come
//! as bytes, media only by name. Frames are whole numbers everywhere.

mod captions;
mod csv;
mod cut;
mod edl;
mod otio;
mod sheet;
mod timecode;

pub use captions::{srt, webvtt};
pub use csv::shot_list_csv;
pub use cut::{
    AudioClip, AudioTrack, Caption, Clip, Cut, CutError, MAX_CLIPS, MAX_FPS, MAX_HOURS, MAX_PICTURE_BYTES,
    MAX_TEXT_CHARS, Setup,
};
pub use edl::edl;
pub use otio::otio;
pub use sheet::{MAX_PICTURE_PIXELS, SheetError, contact_sheet, shot_list};
pub use timecode::{RECORD_START_HOUR, timecode};
