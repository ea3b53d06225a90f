//! Frames as SMPTE timecode, non-drop, and as the clock times of captions.

/// The hour that a programme's timecode begins at, as is the custom: what comes before it is leader.
pub const RECORD_START_HOUR: u64 = 1;

/// `HH:MM:SS:FF` of a frame counted from midnight.
pub fn timecode(frame: u64, fps: u32) -> String {
    let fps = u64::from(fps);
    let seconds = frame / fps;
    format!("{:02}:{:02}:{:02}:{:02}", seconds / 3_600, seconds / 60 % 60, seconds % 60, frame % fps)
}

/// The timecode of a frame of the cut.
pub(crate) fn record(frame: u64, fps: u32) -> String {
    timecode(frame + record_start(fps), fps)
}

/// The frame that the cut begins at.
pub(crate) fn record_start(fps: u32) -> u64 {
    RECORD_START_HOUR * 3_600 * u64::from(fps)
}

/// `HH:MM:SS` and the milliseconds behind `mark`, to the nearest.
pub(crate) fn clock(frame: u64, fps: u32, mark: char) -> String {
    let fps = u64::from(fps);
    let ms = (frame * 1_000 + fps / 2) / fps;
    let seconds = ms / 1_000;
    format!("{:02}:{:02}:{:02}{mark}{:03}", seconds / 3_600, seconds / 60 % 60, seconds % 60, ms % 1_000)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn frames_are_counted_within_the_second() {
        assert_eq!(timecode(0, 24), "00:00:00:00");
        assert_eq!(timecode(24 * 3_661 + 23, 24), "01:01:01:23");
        assert_eq!(record(25, 25), "01:00:01:00");
        assert_eq!(clock(1, 24, ','), "00:00:00,042");
        assert_eq!(clock(24 * 59 + 23, 24, '.'), "00:00:59.958");
    }
}
