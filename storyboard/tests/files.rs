//! Files as other programs read them: ffprobe for PNG, JPEG and WebP, ffmpeg's own decoder for EXR.

mod channels;
mod common;

use channels::exr_channel;
use common::{boards, draw};
use std::process::Command;
use storyboard::{Still, encode};

fn probe(bytes: &[u8], extension: &str) -> String {
    let folder = std::env::temp_dir().join(format!("storyboard-{}-{extension}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a temporary folder");
    let path = folder.join(format!("board.{extension}"));
    std::fs::write(&path, bytes).expect("a writable folder");
    let out = Command::new("ffprobe")
        .args(["-v", "error", "-show_entries", "stream=codec_name,width,height,pix_fmt", "-of", "csv=p=0"])
        .arg(&path)
        .output()
        .expect("ffprobe runs (Debian package ffmpeg)");
    std::fs::remove_dir_all(&folder).expect("the folder is ours");
    assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
    String::from_utf8_lossy(&out.stdout).trim().to_owned()
}

#[test]
fn another_program_reads_every_format() {
    let picture = draw(boards().swap_remove(9), 128, 72, 2);
    let still = picture.clean();
    assert!(probe(&encode::png(&still).expect("png"), "png").starts_with("png,128,72,rgb24"));
    assert!(probe(&encode::jpeg(&still, 85).expect("jpeg"), "jpg").starts_with("mjpeg,128,72,yuvj"));
    assert!(probe(&encode::webp(&still).expect("webp"), "webp").starts_with("webp,128,72"));
    assert!(probe(&encode::exr(&picture).expect("exr"), "exr").starts_with("exr,128,72"));
}

#[test]
fn the_exr_has_unit_normals_true_depth_and_the_figure() {
    let bytes = encode::exr(&draw(boards().swap_remove(9), 128, 72, 2)).expect("exr");
    let axes = ["N.X", "N.Y", "N.Z"].map(|name| exr_channel(&bytes, name));
    for ((x, y), z) in axes[0].iter().zip(&axes[1]).zip(&axes[2]) {
        assert!(((x * x + y * y + z * z).sqrt() - 1.0).abs() < 0.01);
    }
    let (depth, id) = (exr_channel(&bytes, "Z"), exr_channel(&bytes, "id"));
    let figure: Vec<f32> =
        depth.iter().zip(&id).filter(|(_, id)| **id >= 32_768.0).map(|(z, _)| *z).collect();
    assert!(figure.len() > 500, "{} pixels of a figure", figure.len());
    assert!(figure.iter().all(|z| (0.3..6.0).contains(z)), "a medium close-up is a step away");
}

#[test]
fn bytes_that_are_no_picture_are_refused() {
    let still = Still { size: (10, 10), rgb: vec![0; 17] };
    let error = encode::png(&still).expect_err("17 bytes are no picture");
    assert_eq!(error.to_string(), "17 bytes are no picture of 10x10");
}
