//! How large a picture is, by its header alone: nothing is decoded, so nothing can be blown up.

use crate::limits::PICTURE_PIXELS;
use crate::problem::Problem;
use imagesize::{ImageError, ImageSize};
use std::fs::File;
use std::io::BufReader;
use std::path::Path;

/// Pixels across and down, if there are not too many.
pub(crate) async fn measure(path: &Path) -> Result<(u32, u32), Problem> {
    let path = path.to_owned();
    let read = move || -> Result<ImageSize, ImageError> {
        imagesize::reader_size(BufReader::new(File::open(path)?))
    };
    let size = tokio::task::spawn_blocking(read).await.map_err(Problem::internal)?;
    let size = size.map_err(|_| Problem::field("/body", "is a picture whose header cannot be read"))?;
    let (width, height) = (u32::try_from(size.width), u32::try_from(size.height));
    let (Ok(width), Ok(height)) = (width, height) else { return Err(too_large(size)) };
    match u64::from(width) * u64::from(height) {
        0 => Err(Problem::field("/body", "is a picture without pixels")),
        1..=PICTURE_PIXELS => Ok((width, height)),
        _ => Err(too_large(size)),
    }
}

fn too_large(size: ImageSize) -> Problem {
    let ImageSize { width, height } = size;
    let message = format!("is a picture of {width} × {height} pixels; at most {PICTURE_PIXELS} are taken");
    Problem::field("/body", message)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    /// A PNG's beginning that says so many pixels.
    fn png(width: u32, height: u32) -> Vec<u8> {
        let mut bytes = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec();
        bytes.extend(width.to_be_bytes());
        bytes.extend(height.to_be_bytes());
        bytes.extend([8, 2, 0, 0, 0, 0, 0, 0, 0]);
        bytes
    }

    async fn measured(bytes: &[u8]) -> Result<(u32, u32), String> {
        let mut file = tempfile::NamedTempFile::new().unwrap();
        file.write_all(bytes).unwrap();
        measure(file.path()).await.map_err(|problem| format!("{problem:?}"))
    }

    #[tokio::test]
    async fn a_small_file_with_a_great_many_pixels_is_refused_by_its_header() {
        assert_eq!(measured(&png(1_920, 1_080)).await, Ok((1_920, 1_080)));
        assert_eq!(measured(&png(10_000, 5_000)).await, Ok((10_000, 5_000)));
        for (width, height) in [(10_000, 5_001), (u32::MAX, u32::MAX), (1, 50_000_001)] {
            assert!(measured(&png(width, height)).await.unwrap_err().contains("at most 50000000"));
        }
        assert!(measured(&png(0, 5)).await.unwrap_err().contains("without pixels"));
    }

    #[tokio::test]
    async fn half_a_header_is_no_picture() {
        for bytes in [&png(5, 5)[..18], b"\xff\xd8\xff\xe0", b"GIF89a", b"RIFF\x24\0\0\0WEBPVP8X"] {
            assert!(measured(bytes).await.unwrap_err().contains("/body"), "{}", bytes.escape_ascii());
        }
    }
}
