//! Captions as a stream of their own, which viewers can switch: 3GPP timed text in MP4 (ISO/IEC 14496-17),
//! WebVTT in WebM. Both are plain text with a small frame around it, so packets are written directly.

use ffmpeg_next::codec::{Id, Parameters, packet};
use ffmpeg_next::{Dictionary, Packet, Rational, media};

use super::container::{Container, Track};
use crate::captions::vtt_text;
use crate::error::{Fault, LimitKind};
use crate::ffi;
use crate::reel::timeline::TimedCaption;
use crate::reel::{Format, Reel};

/// 3GPP's description of how text looks (TS 26.245, 5.16): white 18-point letters, centred at the bottom, in a
/// box that the player chooses, in the font of its one-entry table.
#[rustfmt::skip]
const TX3G: &[u8] = &[
    0, 0, 0, 0,             // display flags
    1, 0xff,                // centred, at the bottom
    0, 0, 0, 0,             // transparent ground
    0, 0, 0, 0, 0, 0, 0, 0, // text box: the player's choice
    0, 0, 0, 0,             // this style is for no range, that is, for all
    0, 1, 0, 18,            // font 1, plain, 18 points
    255, 255, 255, 255,     // white
    0, 0, 0, 18, b'f', b't', b'a', b'b',
    0, 1, 0, 1,             // one font, number 1
    5, b'I', b'n', b't', b'e', b'r',
];

pub(crate) struct SubtitleTrack {
    track: Track,
    format: Format,
    /// Not written yet, the next one last.
    waiting: Vec<TimedCaption>,
}

impl SubtitleTrack {
    pub(crate) fn add(
        container: &mut Container,
        reel: &Reel,
        mut captions: Vec<TimedCaption>,
    ) -> Result<Self, Fault> {
        captions.reverse();
        let mut parameters = Parameters::new();
        parameters.set_medium(media::Type::Subtitle);
        let header = match reel.format {
            Format::Mp4 => {
                parameters.set_id(Id::MOV_TEXT);
                TX3G
            }
            Format::Webm => {
                parameters.set_id(Id::WEBVTT);
                &[]
            }
        };
        if !header.is_empty() && !ffi::set_extradata(&mut parameters, header) {
            return Err(Fault::Limit(LimitKind::Memory));
        }
        let unit = Rational(1, reel.fps.per_second().cast_signed());
        let language: Dictionary = reel.language.iter().map(|code| ("language", code.as_str())).collect();
        let track = container.add_parameters(parameters, unit, language)?;
        Ok(Self { track, format: reel.format, waiting: captions })
    }

    /// Writes the captions that begin up to a frame.
    pub(crate) fn advance(&mut self, container: &mut Container, frame: u32) -> Result<(), Fault> {
        while let Some(caption) = self.waiting.pop_if(|caption| caption.start <= frame) {
            let mut packet = Packet::copy(&payload(self.format, &caption.text));
            packet.set_pts(Some(i64::from(caption.start)));
            packet.set_dts(Some(i64::from(caption.start)));
            packet.set_duration(i64::from(caption.end - caption.start));
            packet.set_flags(packet::Flags::KEY);
            container.put(packet, self.track)?;
        }
        Ok(())
    }
}

/// The bytes of one caption: for timed text its length in two bytes, big end first, and the text.
fn payload(format: Format, text: &str) -> Vec<u8> {
    match format {
        Format::Webm => vtt_text(text).into_bytes(),
        Format::Mp4 => {
            let length = u16::try_from(text.len()).expect("a caption is checked to be short");
            [&length.to_be_bytes(), text.as_bytes()].concat()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn timed_text_begins_with_its_length() {
        assert_eq!(payload(Format::Mp4, "Ja!"), [0, 3, b'J', b'a', b'!']);
        assert_eq!(payload(Format::Webm, "a < b"), b"a &lt; b");
    }

    #[test]
    fn the_font_table_says_its_own_length() {
        let table = &TX3G[TX3G.len() - 18..];
        assert_eq!((&table[..4], &table[4..8]), (&[0, 0, 0, 18][..], &b"ftab"[..]));
    }
}
