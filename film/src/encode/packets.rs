//! What encoders have ready, taken from them packet by packet.

use ffmpeg_next::{Error, Packet, encoder};

use crate::error::Fault;

/// Takes what there is. `duration` says how long a packet lasts that does not say so itself, and `end` is where
/// the track ends: nothing of it lasts longer.
pub(super) fn take(
    encoder: &mut encoder::Encoder,
    duration: i64,
    end: i64,
    to: &mut dyn FnMut(Packet),
) -> Result<(), Fault> {
    loop {
        let mut packet = Packet::empty();
        match encoder.receive_packet(&mut packet) {
            Ok(()) => {}
            Err(Error::Eof) => return Ok(()),
            Err(Error::Other { errno }) if errno == nix::errno::Errno::EAGAIN as i32 => return Ok(()),
            Err(error) => return Err(Fault::media("encoding")(error)),
        }
        if packet.duration() == 0 {
            packet.set_duration(duration);
        }
        let left = end - packet.pts().unwrap_or(0);
        if packet.duration() > left {
            packet.set_duration(left.max(0));
        }
        to(packet);
    }
}
