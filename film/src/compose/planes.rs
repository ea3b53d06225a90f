//! A picture as video codecs take it: 8-bit Y'CbCr 4:2:0, BT.709, limited range, chroma sited left as H.264
//! and VP9 assume. Frames are composed in this form throughout, so nothing is converted per frame.

/// Luma of black and of white.
pub(crate) const BLACK: u8 = 16;
pub(crate) const WHITE: u8 = 235;
/// Chroma of grey.
pub(crate) const GREY: u8 = 128;

/// BT.709 luma weights of red, green and blue.
const KR: f32 = 0.2126;
const KG: f32 = 0.7152;
const KB: f32 = 0.0722;

/// Three planes without padding; width and height are even.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Yuv {
    pub(crate) width: usize,
    pub(crate) height: usize,
    /// Luma, Cb, Cr.
    pub(crate) planes: [Vec<u8>; 3],
}

impl Yuv {
    /// Black.
    pub(crate) fn black(width: usize, height: usize) -> Self {
        let quarter = width / 2 * (height / 2);
        Self {
            width,
            height,
            planes: [vec![BLACK; width * height], vec![GREY; quarter], vec![GREY; quarter]],
        }
    }

    /// Width and height of a plane.
    pub(crate) fn plane_size(&self, plane: usize) -> (usize, usize) {
        if plane == 0 { (self.width, self.height) } else { (self.width / 2, self.height / 2) }
    }

    /// From full-range RGB with three bytes a pixel and `stride` bytes a row. Width and height are even.
    pub(crate) fn from_rgb(rgb: &[u8], stride: usize, width: usize, height: usize) -> Self {
        let mut out = Self::black(width, height);
        let [luma, cb, cr] = &mut out.planes;
        for (to, row) in luma.chunks_mut(width).zip(rgb.chunks(stride)) {
            for (y, p) in to.iter_mut().zip(row.chunks_exact(3)) {
                let light = KR * f32::from(p[0]) + KG * f32::from(p[1]) + KB * f32::from(p[2]);
                *y = byte(16.0 + light * (219.0 / 255.0));
            }
        }
        let half = width / 2;
        for (y, (cb, cr)) in cb.chunks_mut(half).zip(cr.chunks_mut(half)).enumerate() {
            let above = &rgb[2 * y * stride..][..width * 3];
            let below = &rgb[(2 * y + 1) * stride..][..width * 3];
            for x in 0..half {
                let [r, g, b] = cosited(above, below, x);
                let light = KR * r + KG * g + KB * b;
                cb[x] = byte(128.0 + (b - light) / (2.0 - 2.0 * KB) * (224.0 / 255.0));
                cr[x] = byte(128.0 + (r - light) / (2.0 - 2.0 * KR) * (224.0 / 255.0));
            }
        }
        out
    }
}

/// The colour under a chroma sample: [1 2 1] across around the even column, the mean of two rows down.
fn cosited(above: &[u8], below: &[u8], x: usize) -> [f32; 3] {
    let last = above.len() / 3 - 1;
    let columns = [(2 * x).saturating_sub(1), 2 * x, (2 * x + 1).min(last)];
    let mut colour = [0.0; 3];
    for (column, weight) in columns.into_iter().zip([0.125, 0.25, 0.125]) {
        for (channel, sum) in colour.iter_mut().enumerate() {
            let at = column * 3 + channel;
            *sum += weight * (f32::from(above[at]) + f32::from(below[at]));
        }
    }
    colour
}

/// Rounds to the nearest byte; what is outside saturates.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "float casts saturate")]
fn byte(value: f32) -> u8 {
    (value + 0.5) as u8
}

/// Lets `over` show through with a share of 0 to 1. Mixed as the codes stand, not in linear light: that is the
/// dissolve of every edit suite, and in linear light the brighter picture would take over too early.
pub(crate) fn dissolve(under: &mut Yuv, over: &Yuv, share: f64) {
    let share = share_of_256(share);
    let arch = pulp::Arch::new();
    for (under, over) in under.planes.iter_mut().zip(&over.planes) {
        arch.dispatch(|| {
            for (a, b) in under.iter_mut().zip(over) {
                let mixed = u16::from(*a) * (256 - share) + u16::from(*b) * share + 127;
                *a = mixed.to_be_bytes()[0];
            }
        });
    }
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "float casts saturate")]
fn share_of_256(share: f64) -> u16 {
    (share * 256.0).round() as u16
}

#[cfg(test)]
mod tests {
    use super::*;

    fn flat(rgb: [u8; 3]) -> [u8; 3] {
        let yuv = Yuv::from_rgb(&rgb.repeat(16), 12, 4, 4);
        yuv.planes.map(|plane| {
            assert!(plane.iter().all(|v| *v == plane[0]), "a flat colour is flat");
            plane[0]
        })
    }

    #[test]
    fn the_reference_colours_have_their_bt709_codes() {
        assert_eq!(flat([0, 0, 0]), [16, 128, 128]);
        assert_eq!(flat([255, 255, 255]), [235, 128, 128]);
        assert_eq!(flat([255, 0, 0]), [63, 102, 240]);
        assert_eq!(flat([0, 255, 0]), [173, 42, 26]);
        assert_eq!(flat([0, 0, 255]), [32, 240, 118]);
    }

    #[test]
    fn rows_may_be_padded() {
        let mut rgb = vec![0_u8; 2 * 10];
        rgb[10..16].fill(255);
        let yuv = Yuv::from_rgb(&rgb, 10, 2, 2);
        assert_eq!(yuv.planes[0], [16, 16, 235, 235]);
    }

    #[test]
    fn half_a_dissolve_is_the_mean_and_the_ends_are_exact() {
        let (mut a, mut b) = (Yuv::black(4, 2), Yuv::black(4, 2));
        a.planes[0].fill(40);
        b.planes[0].fill(200);
        let mixed = |share| {
            let mut out = a.clone();
            dissolve(&mut out, &b, share);
            out.planes[0][0]
        };
        assert_eq!([mixed(0.0), mixed(0.5), mixed(1.0)], [40, 120, 200]);
    }
}
