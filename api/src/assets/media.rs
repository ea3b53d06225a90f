//! What a file is, by its first bytes: names and declarations can lie, and a browser that guesses does harm.
//!
//! A closed table of what a studio works with. Whatever is not in it is not taken; text is what is valid
//! UTF-8 without control signs, and is never anything a browser would run.

use domain::asset::AssetKind;

/// How many of a file's first bytes are looked at.
pub(crate) const HEAD: usize = 4_096;

const MIB: u64 = 1024 * 1024;

/// A type of files that is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Media {
    /// What it is.
    pub(crate) kind: AssetKind,
    /// Its media type (RFC 6838).
    pub(crate) name: &'static str,
    /// What else it is called, by programs that declare it.
    also: &'static [&'static str],
}

const fn media(kind: AssetKind, name: &'static str, also: &'static [&'static str]) -> Media {
    Media { kind, name, also }
}

const PNG: Media = media(AssetKind::Image, "image/png", &[]);
const JPEG: Media = media(AssetKind::Image, "image/jpeg", &["image/jpg"]);
const GIF: Media = media(AssetKind::Image, "image/gif", &[]);
const WEBP: Media = media(AssetKind::Image, "image/webp", &[]);
const EXR: Media = media(AssetKind::Image, "image/x-exr", &["image/aces"]);
const MP4: Media = media(AssetKind::Video, "video/mp4", &["video/x-m4v"]);
const MOV: Media = media(AssetKind::Video, "video/quicktime", &[]);
const WEBM: Media = media(AssetKind::Video, "video/webm", &[]);
const MKV: Media = media(AssetKind::Video, "video/matroska", &["video/x-matroska"]);
const M4A: Media = media(AssetKind::Audio, "audio/mp4", &["audio/x-m4a", "audio/m4a"]);
const WAV: Media = media(AssetKind::Audio, "audio/wav", &["audio/x-wav", "audio/vnd.wave", "audio/wave"]);
const FLAC: Media = media(AssetKind::Audio, "audio/flac", &["audio/x-flac"]);
const OGG: Media = media(AssetKind::Audio, "audio/ogg", &["application/ogg"]);
const MP3: Media = media(AssetKind::Audio, "audio/mpeg", &["audio/mp3"]);
const PDF: Media = media(AssetKind::Document, "application/pdf", &[]);
const ZIP: Media = media(AssetKind::Archive, "application/zip", &["application/x-zip-compressed"]);
const VTT: Media = media(AssetKind::Text, "text/vtt", &["text/plain"]);
const TEXT: Media = media(
    AssetKind::Text,
    "text/plain",
    &["text/markdown", "text/csv", "text/x-fountain", "application/json", "application/x-subrip", "text/vtt"],
);

/// Types whose files begin with fixed bytes.
const BEGINNINGS: &[(&[u8], Media)] = &[
    (b"\x89PNG\r\n\x1a\n", PNG),
    (b"\xff\xd8\xff", JPEG),
    (b"GIF87a", GIF),
    (b"GIF89a", GIF),
    (b"\x76\x2f\x31\x01", EXR),
    (b"fLaC", FLAC),
    (b"OggS\0", OGG),
    (b"ID3", MP3),
    (b"%PDF-", PDF),
    (b"PK\x03\x04", ZIP),
];

impl Media {
    /// What begins like this, if it is taken; `whole` says that nothing follows.
    pub(crate) fn of(head: &[u8], whole: bool) -> Option<Self> {
        let fixed = BEGINNINGS.iter().find(|(beginning, _)| head.starts_with(beginning));
        fixed
            .map(|(_, media)| *media)
            .or_else(|| riff(head))
            .or_else(|| iso(head))
            .or_else(|| ebml(head))
            .or_else(|| mpeg_audio(head).then_some(MP3))
            .or_else(|| text(head, whole))
    }

    /// Whether a declared media type, parameters and all, means this. Saying nothing means anything.
    pub(crate) fn is_declared_as(&self, declared: &str) -> bool {
        let essence = declared.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
        essence.is_empty()
            || essence == "application/octet-stream"
            || essence == self.name
            || self.also.contains(&essence.as_str())
    }

    /// The largest file of this kind, in bytes.
    pub(crate) const fn most(&self) -> u64 {
        match self.kind {
            AssetKind::Image | AssetKind::Document => 128 * MIB,
            AssetKind::Video => 4_096 * MIB,
            AssetKind::Audio => 512 * MIB,
            AssetKind::Text => 8 * MIB,
            AssetKind::Archive => 1_024 * MIB,
        }
    }

    /// What a file without a name is called.
    pub(crate) fn file_name(&self) -> String {
        let subtype = self.name.rsplit('/').next().unwrap_or("bin");
        let extension = match subtype {
            "x-exr" => "exr",
            "quicktime" => "mov",
            "matroska" => "mkv",
            "mpeg" => "mp3",
            "plain" => "txt",
            other => other,
        };
        format!("upload.{extension}")
    }
}

/// RIFF containers (Microsoft, 1991): a size, then what is inside.
fn riff(head: &[u8]) -> Option<Media> {
    let inside = head.strip_prefix(b"RIFF").or_else(|| head.strip_prefix(b"RF64"))?.get(4..8)?;
    match inside {
        b"WAVE" => Some(WAV),
        b"WEBP" => Some(WEBP),
        _ => None,
    }
}

/// The ISO base media format (ISO/IEC 14496-12): its first box names the brand.
fn iso(head: &[u8]) -> Option<Media> {
    if head.get(4..8)? != b"ftyp" {
        return None;
    }
    match head.get(8..12)? {
        b"qt  " => Some(MOV),
        b"M4A " | b"M4B " => Some(M4A),
        b"isom" | b"iso2" | b"iso4" | b"iso5" | b"iso6" | b"mp41" | b"mp42" | b"avc1" | b"M4V " | b"dash" => {
            Some(MP4)
        }
        _ => None,
    }
}

/// EBML (RFC 8794): its header names the kind of document, near the beginning.
fn ebml(head: &[u8]) -> Option<Media> {
    let header = head.strip_prefix(b"\x1a\x45\xdf\xa3")?;
    let header = &header[..header.len().min(64)];
    let has = |name: &[u8]| header.windows(name.len()).any(|part| part == name);
    if has(b"\x42\x82\x84webm") {
        return Some(WEBM);
    }
    has(b"\x42\x82\x88matroska").then_some(MKV)
}

/// An MPEG audio frame (ISO/IEC 11172-3): eleven set bits, layer III, and no reserved values.
fn mpeg_audio(head: &[u8]) -> bool {
    let &[first, second, third, ..] = head else { return false };
    let layer_three = second & 0b0000_0110 == 0b0000_0010;
    let version = second & 0b0001_1000 != 0b0000_1000;
    let rates = third & 0b1111_0000 != 0b1111_0000 && third & 0b0000_1100 != 0b0000_1100;
    first == 0xff && second & 0b1110_0000 == 0b1110_0000 && layer_three && version && rates
}

/// Valid UTF-8 without control signs; a sign that the head cuts in two is none that is wrong.
fn text(head: &[u8], whole: bool) -> Option<Media> {
    let readable = match std::str::from_utf8(head) {
        Ok(text) => text,
        Err(error) if !whole && error.error_len().is_none() => {
            std::str::from_utf8(&head[..error.valid_up_to()]).unwrap_or_default()
        }
        Err(_) => return None,
    };
    if !is_plain(readable) {
        return None;
    }
    let vtt = readable.trim_start_matches('\u{feff}').strip_prefix("WEBVTT");
    let vtt = vtt.is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '\t', '\n', '\r']));
    Some(if vtt { VTT } else { TEXT })
}

/// Whether a text holds no control signs but those that lay it out.
pub(crate) fn is_plain(text: &str) -> bool {
    !text.chars().any(|sign| sign.is_control() && !matches!(sign, '\t' | '\n' | '\r' | '\u{c}'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn found(head: &[u8]) -> Option<&'static str> {
        Media::of(head, true).map(|media| media.name)
    }

    #[test]
    fn a_file_is_what_its_bytes_say() {
        for (head, media_type) in [
            (&b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"[..], "image/png"),
            (b"\xff\xd8\xff\xe0\0\x10JFIF", "image/jpeg"),
            (b"GIF89a\x01\0", "image/gif"),
            (b"RIFF\x24\0\0\0WEBPVP8 ", "image/webp"),
            (b"RIFF\x24\0\0\0WAVEfmt ", "audio/wav"),
            (b"\x76\x2f\x31\x01\x02\0\0\0", "image/x-exr"),
            (b"\0\0\0\x20ftypisom\0\0\x02\0", "video/mp4"),
            (b"\0\0\0\x14ftypqt  \0\0\0\0", "video/quicktime"),
            (b"\0\0\0\x20ftypM4A \0\0\0\0", "audio/mp4"),
            (b"\x1a\x45\xdf\xa3\x9f\x42\x86\x81\x01\x42\x82\x84webm", "video/webm"),
            (b"\x1a\x45\xdf\xa3\xa3\x42\x86\x81\x01\x42\x82\x88matroska", "video/matroska"),
            (b"fLaC\0\0\0\x22", "audio/flac"),
            (b"OggS\0\x02", "audio/ogg"),
            (b"ID3\x04\0", "audio/mpeg"),
            (b"\xff\xfb\x90\x64", "audio/mpeg"),
            (b"%PDF-1.7\n", "application/pdf"),
            (b"PK\x03\x04\x14\0", "application/zip"),
            (b"WEBVTT\n\n00:00.000 --> 00:01.000", "text/vtt"),
            ("INT. LAMP ROOM — NIGHT\r\n".as_bytes(), "text/plain"),
            (b"WEBVTTING is a word", "text/plain"),
            (b"", "text/plain"),
        ] {
            assert_eq!(found(head), Some(media_type), "{}", head.escape_ascii());
        }
    }

    #[test]
    fn whatever_is_not_in_the_table_is_not_taken() {
        for head in [
            &b"\x7fELF\x02\x01"[..],
            b"MZ\x90\0",
            b"\0\0\0\x20ftypheic",
            b"RIFF\x24\0\0\0AVI LIST",
            b"\xff\xff\xff\xff",
            b"text with a \0 in it",
            b"\x1a\x45\xdf\xa3 something else",
            b"half a sign \xe2\x82",
            b"\xff\xfe",
        ] {
            assert_eq!(found(head), None, "{}", head.escape_ascii());
        }
        assert!(Media::of(b"half a sign \xe2\x82", false).is_some(), "the rest of the sign may follow");
    }

    #[test]
    fn a_page_or_a_drawing_with_a_script_in_it_is_but_text() {
        for page in ["<!doctype html><script>alert(1)</script>", "<svg xmlns='http://www.w3.org/2000/svg'/>"]
        {
            let media = Media::of(page.as_bytes(), true).unwrap();
            assert_eq!(media.name, "text/plain");
            assert!(!media.is_declared_as("text/html") && !media.is_declared_as("image/svg+xml"));
        }
    }

    #[test]
    fn a_declaration_is_believed_only_if_it_is_true() {
        assert!(
            PNG.is_declared_as("image/png") && PNG.is_declared_as("") && WAV.is_declared_as("audio/x-wav")
        );
        assert!(TEXT.is_declared_as("Text/Plain; charset=utf-8"));
        assert!(PNG.is_declared_as("application/octet-stream"));
        assert!(!PNG.is_declared_as("image/jpeg") && !TEXT.is_declared_as("text/html"));
    }

    proptest! {
        #[test]
        fn no_bytes_make_it_fail_and_every_name_is_a_files(head in prop::collection::vec(any::<u8>(), 0..64), whole: bool) {
            if let Some(media) = Media::of(&head, whole) {
                prop_assert!(media.file_name().parse::<domain::asset::FileName>().is_ok());
                prop_assert!(media.name.parse::<domain::asset::MediaType>().is_ok());
            }
        }
    }
}
