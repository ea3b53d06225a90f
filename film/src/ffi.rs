//! The few things in C that have no safe function: settings of FFmpeg's structures, each written into a
//! structure that is exclusively borrowed, before the library begins to use it; and a process's priority.
#![expect(unsafe_code, reason = "fields of C structures and a system call without a safe setter")]

use ffmpeg_next::codec::{self, Parameters, encoder};
use ffmpeg_next::ffi;
use ffmpeg_next::frame;
use ffmpeg_next::software::scaling;

/// Two channels, left and right, in the form that FFmpeg 5.1 and newer want.
pub(crate) fn make_stereo(encoder: &mut encoder::audio::Audio) {
    // SAFETY: the context is alive and exclusively borrowed; the function overwrites the layout, which in a
    // fresh context owns nothing.
    unsafe { ffi::av_channel_layout_default(&raw mut (*encoder.as_mut_ptr()).ch_layout, 2) }
}

/// The same for a frame of sound.
pub(crate) fn make_frame_stereo(frame: &mut frame::Audio) {
    // SAFETY: as above; the frame is alive and exclusively borrowed.
    unsafe { ffi::av_channel_layout_default(&raw mut (*frame.as_mut_ptr()).ch_layout, 2) }
}

/// Samples that an opened encoder puts before the first one it was given.
pub(crate) fn initial_padding(encoder: &codec::Context) -> i64 {
    // SAFETY: the context is alive and only read.
    i64::from(unsafe { (*encoder.as_ptr()).initial_padding })
}

/// Chroma samples lie on the left of their pair of columns: what `compose::planes` makes.
pub(crate) fn site_chroma_left(encoder: &mut encoder::video::Video) {
    // SAFETY: the context is alive, exclusively borrowed and not opened yet.
    unsafe { (*encoder.as_mut_ptr()).chroma_sample_location = ffi::AVChromaLocation::AVCHROMA_LOC_LEFT }
}

/// Gives a stream's parameters the header that its codec wants. `false` when there is no memory for it.
pub(crate) fn set_extradata(parameters: &mut Parameters, data: &[u8]) -> bool {
    let padding = ffi::AV_INPUT_BUFFER_PADDING_SIZE as usize;
    let Ok(size) = i32::try_from(data.len()) else { return false };
    // SAFETY: the parameters are alive and exclusively borrowed; they own what `extradata` points to and free
    // it by av_free, so the copy is allocated by av_mallocz, with the padding that decoders read past the end.
    unsafe {
        let copy = ffi::av_mallocz(data.len() + padding).cast::<u8>();
        if copy.is_null() {
            return false;
        }
        copy.copy_from_nonoverlapping(data.as_ptr(), data.len());
        let parameters = parameters.as_mut_ptr();
        ffi::av_freep((&raw mut (*parameters).extradata).cast());
        (*parameters).extradata = copy;
        (*parameters).extradata_size = size;
    }
    true
}

/// Tells a scaler that its input is BT.709 in limited range; left alone it assumes BT.601.
pub(crate) fn read_as_bt709(scaler: &mut scaling::Context) {
    // SAFETY: the coefficients are a table of the library's own that lives as long as the program; the scaler
    // is alive and exclusively borrowed. 1 << 16 is one in the function's fixed point.
    unsafe {
        let table = ffi::sws_getCoefficients(ffi::SWS_CS_ITU709);
        let one = 1 << 16;
        ffi::sws_setColorspaceDetails(scaler.as_mut_ptr(), table, 0, table, 1, 0, one, one);
    }
}

/// Lets other processes go first, by so much on the scale of 0 to 19.
pub(crate) fn step_back(niceness: u8) {
    use nix::libc::{PRIO_PROCESS, setpriority};
    // SAFETY: a system call without pointers. It may be refused, and then nothing changes.
    unsafe { setpriority(PRIO_PROCESS, 0, i32::from(niceness)) };
}
