//! Which encoder is asked for what. The values are the encoders' own scales; what they cost and give was tried
//! on storyboard frames.

use crate::reel::{Format, Quality};

/// An encoder and its private options.
pub(crate) struct Codec {
    pub(crate) name: &'static str,
    pub(crate) options: Vec<(&'static str, &'static str)>,
}

/// H.264 by x264 or VP9 by libvpx, at constant quality.
pub(crate) fn video(format: Format, quality: Quality) -> Codec {
    match format {
        Format::Mp4 => {
            let (preset, crf) = match quality {
                Quality::Draft => ("superfast", "26"),
                Quality::Standard => ("veryfast", "20"),
                Quality::High => ("medium", "16"),
            };
            // A key frame that is asked for begins a group that can be decoded alone.
            let options = vec![("preset", preset), ("crf", crf), ("profile", "high"), ("forced-idr", "1")];
            Codec { name: "libx264", options }
        }
        Format::Webm => {
            let (deadline, speed, crf) = match quality {
                Quality::Draft => ("realtime", "8", "38"),
                Quality::Standard => ("good", "5", "32"),
                Quality::High => ("good", "2", "24"),
            };
            // Rows and four columns of tiles let libvpx use several cores for one frame.
            let parallel = [("row-mt", "1"), ("tile-columns", "2")];
            let mut options = vec![("deadline", deadline), ("cpu-used", speed), ("crf", crf), ("b", "0")];
            options.extend(parallel);
            Codec { name: "libvpx-vp9", options }
        }
    }
}

/// AAC by FFmpeg or Opus by libopus.
pub(crate) fn audio(format: Format) -> &'static str {
    match format {
        Format::Mp4 => "aac",
        Format::Webm => "libopus",
    }
}

/// Bits per second of stereo sound.
pub(crate) fn audio_bits(format: Format) -> usize {
    match format {
        Format::Mp4 => 192_000,
        Format::Webm => 128_000,
    }
}

#[cfg(test)]
mod tests {
    use ffmpeg_next::encoder;

    use super::*;

    const FORMATS: [Format; 2] = [Format::Mp4, Format::Webm];

    #[test]
    fn the_installed_libraries_have_every_encoder() {
        for format in FORMATS {
            assert!(encoder::find_by_name(video(format, Quality::Draft).name).is_some(), "{format:?}");
            assert!(encoder::find_by_name(audio(format)).is_some(), "{format:?}");
        }
    }

    #[test]
    fn a_higher_quality_is_a_lower_rate_factor() {
        for format in FORMATS {
            let factor = |quality| -> u32 {
                let options = video(format, quality).options;
                let crf = options.iter().find(|(name, _)| *name == "crf").expect("quality is constant");
                crf.1.parse().unwrap()
            };
            let factors = [Quality::Draft, Quality::Standard, Quality::High].map(factor);
            assert!(factors[0] > factors[1] && factors[1] > factors[2], "{format:?}: {factors:?}");
            assert!(audio_bits(format) >= 96_000);
        }
    }
}
