//! Golden pictures, 320 × 180: a change of look is seen in a diff of PNGs, not discovered by a director.
//! `SPOOL_UPDATE=1 cargo nextest run -p storyboard golden` writes them anew.

#![expect(clippy::cast_precision_loss, reason = "a mean over some thousand bytes")]

mod common;

use storyboard::encode;

/// Which boards of the example are kept.
const KEPT: [usize; 6] = [0, 2, 5, 9, 17, 24];

fn decode(bytes: &[u8]) -> Vec<u8> {
    let mut reader = png::Decoder::new(std::io::Cursor::new(bytes)).read_info().expect("a png");
    let mut out = vec![0; reader.output_buffer_size().expect("a size in memory")];
    let info = reader.next_frame(&mut out).expect("a frame");
    out.truncate(info.buffer_size());
    out
}

#[test]
fn golden_pictures_look_as_they_did() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden");
    let update = std::env::var_os("SPOOL_UPDATE").is_some();
    let boards = common::boards();
    for index in KEPT {
        let picture = common::draw(boards[index].clone(), 320, 180, 2);
        let path = folder.join(format!("{index:02}.png"));
        if update {
            std::fs::write(&path, encode::png(&picture.clean()).expect("a png")).expect("a writable folder");
        }
        let golden = decode(&std::fs::read(&path).expect("a golden picture"));
        let off: f64 = golden.iter().zip(picture.rgb()).map(|(a, b)| f64::from(a.abs_diff(*b))).sum::<f64>()
            / golden.len() as f64;
        assert_eq!(golden.len(), picture.rgb().len());
        assert!(off < 1.5, "board {index} differs by {off:.2} of 255 a channel on average");
    }
}
