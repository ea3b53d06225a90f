//! The colour of light by its temperature.

use glam::{Vec3A, vec3a};

/// Weights of luminance in linear sRGB (ITU-R BT.709).
pub(crate) const LUMA: Vec3A = vec3a(0.2126, 0.7152, 0.0722);

/// Relative luminance of a linear colour.
pub(crate) fn luminance(c: Vec3A) -> f32 {
    c.dot(LUMA)
}

/// Colour of a black body of `kelvin`, linear sRGB of luminance 1. Chromaticity after Kim et al. (US patent
/// 7,024,034, 2002), valid from 1,667 to 25,000 K.
pub(crate) fn black_body(kelvin: f32) -> Vec3A {
    let t = 1_000.0 / kelvin.clamp(1_700.0, 20_000.0);
    let x = if t > 0.25 {
        ((-0.266_12 * t - 0.234_36) * t + 0.877_70) * t + 0.179_91
    } else {
        ((-3.025_85 * t + 2.107_04) * t + 0.222_63) * t + 0.240_39
    };
    let y = if t > 0.45 {
        ((-1.106_38 * x - 1.348_11) * x + 2.185_56) * x - 0.202_20
    } else if t > 0.25 {
        ((-0.954_95 * x - 1.374_19) * x + 2.091_37) * x - 0.167_49
    } else {
        ((3.081_76 * x - 5.873_39) * x + 3.751_13) * x - 0.370_01
    };
    let (cx, cz) = (x / y, (1.0 - x - y) / y);
    let rgb = vec3a(
        3.240_6 * cx - 1.537_2 - 0.498_6 * cz,
        -0.968_9 * cx + 1.875_8 + 0.041_5 * cz,
        0.055_7 * cx - 0.204_0 + 1.057_0 * cz,
    )
    .max(Vec3A::ZERO);
    rgb / luminance(rgb)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn warm_light_is_red_and_cold_light_blue() {
        let (warm, cold) = (black_body(2_000.0), black_body(10_000.0));
        assert!(warm.x > 2.0 * warm.z.max(0.1) && cold.z > cold.x);
        let neutral = black_body(6_500.0);
        assert!((neutral - Vec3A::ONE).abs().max_element() < 0.08, "{neutral}");
    }

    #[test]
    fn redness_falls_steadily_with_temperature() {
        let ratio = |k: u16| {
            let c = black_body(f32::from(k));
            c.x / c.z.max(1e-3)
        };
        assert!(
            (2..=10).map(|k| k * 1_000).collect::<Vec<_>>().windows(2).all(|w| ratio(w[0]) > ratio(w[1]))
        );
    }
}
