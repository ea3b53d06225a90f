//! `OpenTimelineIO` (`.otio`, the JSON of version 0.15 and later): one picture track with a clip for each
//! shot and gaps between them, and a track for each kind of sound. What is known of a shot travels as metadata,
//! its notes and captions as markers.

use crate::cut::{AudioClip, Clip, Cut};
use crate::timecode::record_start;
use serde_json::{Value, json};

/// The timeline as JSON.
pub fn otio(cut: &Cut) -> String {
    let out = Timeline { fps: cut.fps() };
    let mut tracks = vec![track("Picture", "Video", &out.picture(cut.clips()))];
    tracks.extend(cut.audio().iter().map(|it| track(&it.name, "Audio", &out.sounds(&it.clips))));
    let timeline = json!({
        "OTIO_SCHEMA": "Timeline.1",
        "metadata": {},
        "name": cut.title(),
        "global_start_time": out.time(record_start(cut.fps())),
        "tracks": {
            "OTIO_SCHEMA": "Stack.1", "metadata": {}, "name": "tracks", "source_range": null,
            "effects": [], "markers": [], "enabled": true, "children": tracks,
        },
    });
    format!("{timeline:#}\n")
}

/// The rate in which everything is said.
struct Timeline {
    fps: u32,
}

impl Timeline {
    fn time(&self, frame: u64) -> Value {
        let frame = u32::try_from(frame).expect("a day has few enough frames");
        json!({"OTIO_SCHEMA": "RationalTime.1", "rate": f64::from(self.fps), "value": f64::from(frame)})
    }

    fn range(&self, start: u64, frames: u64) -> Value {
        json!({"OTIO_SCHEMA": "TimeRange.1", "start_time": self.time(start), "duration": self.time(frames)})
    }

    fn picture(&self, clips: &[Clip]) -> Vec<Value> {
        self.with_gaps(clips.iter().map(|clip| (clip.start_frame, clip.end_frame(), self.clip(clip))))
    }

    fn sounds(&self, clips: &[AudioClip]) -> Vec<Value> {
        self.with_gaps(clips.iter().map(|clip| (clip.start_frame, clip.end_frame(), self.sound(clip))))
    }

    /// Items with their first frame and one past their last.
    fn with_gaps(&self, items: impl Iterator<Item = (u64, u64, Value)>) -> Vec<Value> {
        let (mut children, mut at) = (Vec::new(), 0);
        for (start, end, item) in items {
            if start > at {
                children.push(self.gap(start - at));
            }
            children.push(item);
            at = end;
        }
        children
    }

    fn gap(&self, frames: u64) -> Value {
        json!({
            "OTIO_SCHEMA": "Gap.1", "metadata": {}, "name": "", "source_range": self.range(0, frames),
            "effects": [], "markers": [], "enabled": true,
        })
    }

    fn clip(&self, clip: &Clip) -> Value {
        let setup = &clip.setup;
        let metadata = json!({"spool": {
            "scene": clip.scene_number, "heading": clip.heading, "description": clip.description,
            "size": setup.size, "angle": setup.angle, "lens": setup.lens, "movement": setup.movement,
            "composition": setup.composition, "lighting": setup.lighting,
            "characters": clip.characters, "notes": clip.notes,
        }});
        let captions = clip.captions.iter().map(|caption| {
            let said = if caption.speaker.is_empty() {
                caption.text.clone()
            } else {
                format!("{}: {}", caption.speaker, caption.text)
            };
            self.marker(&said, "CYAN", caption.start_frame, caption.frames)
        });
        let notes =
            (!clip.notes.trim().is_empty()).then(|| self.marker(&clip.notes, "GREEN", 0, clip.frames));
        let markers: Vec<Value> = notes.into_iter().chain(captions).collect();
        let media = media(&clip.source, Some(&self.range(0, clip.frames)));
        item(&clip.name, &metadata, &self.range(0, clip.frames), &markers, &media)
    }

    fn sound(&self, clip: &AudioClip) -> Value {
        let media = media(&clip.media, None);
        item(&clip.name, &json!({}), &self.range(clip.media_start_frame, clip.frames), &[], &media)
    }

    fn marker(&self, name: &str, color: &str, start: u64, frames: u64) -> Value {
        json!({
            "OTIO_SCHEMA": "Marker.2", "metadata": {}, "name": name, "color": color, "comment": "",
            "marked_range": self.range(start, frames),
        })
    }
}

fn item(name: &str, metadata: &Value, range: &Value, markers: &[Value], media: &Value) -> Value {
    json!({
        "OTIO_SCHEMA": "Clip.2", "metadata": metadata, "name": name, "source_range": range, "effects": [],
        "markers": markers, "enabled": true, "media_references": {"DEFAULT_MEDIA": media},
        "active_media_reference_key": "DEFAULT_MEDIA",
    })
}

fn media(url: &str, available: Option<&Value>) -> Value {
    if url.is_empty() {
        return json!({
            "OTIO_SCHEMA": "MissingReference.1", "metadata": {}, "name": "", "available_range": available,
            "available_image_bounds": null,
        });
    }
    json!({
        "OTIO_SCHEMA": "ExternalReference.1", "metadata": {}, "name": "", "available_range": available,
        "available_image_bounds": null, "target_url": url,
    })
}

fn track(name: &str, kind: &str, children: &[Value]) -> Value {
    json!({
        "OTIO_SCHEMA": "Track.1", "metadata": {}, "name": name, "kind": kind, "source_range": null,
        "effects": [], "markers": [], "enabled": true, "children": children,
    })
}
