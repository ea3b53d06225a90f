//! Opens a General MIDI soundfont for rustysynth, which plays SF2 only, while the free soundfont under the MIT
//! licence that Debian ships is SF3: the same file with its samples in Ogg Vorbis. Only the samples of the
//! presets that the composer writes for are decoded, the file is rewritten as SF2 in memory, and that is played.

use std::{collections::BTreeSet, path::Path, sync::Arc};

use crate::SoundError;

/// Where Debian and Ubuntu put soundfonts under the MIT licence, the preferred first.
pub const USUAL_PLACES: [&str; 3] = [
    "/usr/share/sounds/sf3/FluidR3Mono_GM.sf3",
    "/usr/share/sounds/sf2/FluidR3_GM.sf2",
    "/usr/share/sounds/sf3/MuseScore_General_Lite.sf3",
];

/// The largest file that is opened, in bytes.
const MAX_FILE: u64 = 512 << 20;

/// The most samples one file may decode to (twice a whole General MIDI set).
const MAX_SAMPLES: usize = 256 << 20;

/// Silence behind each sample, which players read when they interpolate.
const GUARD: usize = 46;

/// A soundfont, ready to be played.
#[derive(Clone, Debug)]
pub struct SoundFont(pub(super) Arc<rustysynth::SoundFont>);

impl SoundFont {
    /// Opens an SF2 or SF3 file.
    ///
    /// # Errors
    /// [`SoundError::MissingSoundFont`], which says what installs one, and [`SoundError::DamagedSoundFont`].
    pub fn open(path: &Path) -> Result<Self, SoundError> {
        let damaged = |reason: String| SoundError::DamagedSoundFont { path: path.to_owned(), reason };
        let size = match path.metadata() {
            Ok(found) if found.is_file() => found.len(),
            _ => return Err(SoundError::MissingSoundFont { path: path.to_owned() }),
        };
        if size > MAX_FILE {
            return Err(damaged(format!("it has {size} bytes, more than the {MAX_FILE} that are read")));
        }
        let bytes = std::fs::read(path).map_err(|error| damaged(error.to_string()))?;
        let playable = uncompressed(bytes, &super::style::programs()).map_err(damaged)?;
        let font = rustysynth::SoundFont::new(&mut playable.as_slice());
        Ok(Self(Arc::new(font.map_err(|error| damaged(error.to_string()))?)))
    }

    /// Opens the first of [`USUAL_PLACES`] that is there.
    ///
    /// # Errors
    /// As [`SoundFont::open`]; the missing one is the preferred.
    pub fn installed() -> Result<Self, SoundError> {
        let found = USUAL_PLACES.iter().map(Path::new).find(|path| path.is_file());
        Self::open(found.unwrap_or(Path::new(USUAL_PLACES[0])))
    }
}

/// The file as SF2: as it is, or with the samples of these presets (bank, program) decoded.
fn uncompressed(bytes: Vec<u8>, presets: &BTreeSet<(u16, u16)>) -> Result<Vec<u8>, String> {
    let file = Riff::read(&bytes)?;
    if !file.samples.starts_with(b"OggS") {
        return Ok(bytes);
    }
    let wanted = samples_of(&file, presets)?;
    let mut waves: Vec<u8> = vec![0; 2 * 2 * GUARD];
    let mut headers = file.table(*b"shdr", 46)?.concat();
    let count = headers.len() / 46;
    for (index, header) in headers.chunks_exact_mut(46).take(count.saturating_sub(1)).enumerate() {
        let found: [u32; 4] = std::array::from_fn(|i| word(header, 20 + 4 * i));
        let [start, end, loop_start, loop_end] = found;
        let placed = if wanted.contains(&index) {
            let ogg = file.samples.get(start as usize..end as usize);
            let ogg = ogg.ok_or_else(|| format!("sample {index} lies outside the file"))?;
            let first = u32::try_from(waves.len() / 2).map_err(|_| "too many samples".to_owned())?;
            let length = decode(ogg, &mut waves).map_err(|reason| format!("sample {index}: {reason}"))?;
            [first, first + length, first + loop_start.min(length), first + loop_end.min(length)]
        } else {
            [0, GUARD as u32, 0, GUARD as u32]
        };
        for (i, place) in placed.iter().enumerate() {
            header[20 + 4 * i..24 + 4 * i].copy_from_slice(&place.to_le_bytes());
        }
        header[44] &= !0x10;
    }
    Ok(file.with(&waves, &headers))
}

/// Decodes one Ogg Vorbis stream behind the waves, in 16-bit little endian; answers its length in samples.
fn decode(ogg: &[u8], waves: &mut Vec<u8>) -> Result<u32, String> {
    let mut stream = lewton::inside_ogg::OggStreamReader::new(std::io::Cursor::new(ogg))
        .map_err(|error| error.to_string())?;
    let channels = usize::from(stream.ident_hdr.audio_channels.max(1));
    let first = waves.len();
    while let Some(packet) = stream.read_dec_packet_itl().map_err(|error| error.to_string())? {
        waves.extend(packet.iter().step_by(channels).flat_map(|sample| sample.to_le_bytes()));
        if waves.len() / 2 > MAX_SAMPLES {
            return Err(format!("the file holds more than {MAX_SAMPLES} samples"));
        }
    }
    let length = (waves.len() - first) / 2;
    if length == 0 {
        return Err("it is empty".to_owned());
    }
    waves.extend(std::iter::repeat_n(0, 2 * GUARD));
    u32::try_from(length).map_err(|_| "it is too long".to_owned())
}

/// The samples that these presets play, by index (`SoundFont` 2.04, sections 7.2 to 7.9).
fn samples_of(file: &Riff<'_>, presets: &BTreeSet<(u16, u16)>) -> Result<BTreeSet<usize>, String> {
    let heads = file.table(*b"phdr", 38)?;
    let chosen = heads.windows(2).filter(|pair| presets.contains(&(half(pair[0], 22), half(pair[0], 20))));
    let preset_bags = chosen.map(|pair| half(pair[0], 24)..half(pair[1], 24));
    let instruments = generators(file, (*b"pbag", *b"pgen"), preset_bags, 41)?;
    let heads = file.table(*b"inst", 22)?;
    let bags = instruments.iter().filter_map(|i| Some(half(heads.get(*i)?, 20)..half(heads.get(i + 1)?, 20)));
    generators(file, (*b"ibag", *b"igen"), bags, 53)
}

/// The amounts of one generator in the zones of these bags.
fn generators(
    file: &Riff<'_>,
    (bags, amounts): (Id, Id),
    ranges: impl Iterator<Item = std::ops::Range<u16>>,
    operator: u16,
) -> Result<BTreeSet<usize>, String> {
    let bags = file.table(bags, 4)?;
    let generators = file.table(amounts, 4)?;
    let mut found = BTreeSet::new();
    for bag in ranges.flatten().map(usize::from) {
        let (Some(from), Some(to)) = (bags.get(bag), bags.get(bag + 1)) else { continue };
        let zone = generators.get(usize::from(half(from, 0))..usize::from(half(to, 0))).unwrap_or(&[]);
        let amounts = zone.iter().filter(|generator| half(generator, 0) == operator);
        found.extend(amounts.map(|generator| usize::from(half(generator, 2))));
    }
    Ok(found)
}

fn half(bytes: &[u8], at: usize) -> u16 {
    u16::from_le_bytes([bytes[at], bytes[at + 1]])
}

fn word(bytes: &[u8], at: usize) -> u32 {
    u32::from_le_bytes([bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]])
}

/// The four letters that name a chunk.
type Id = [u8; 4];

/// A chunk's name and content.
type Chunk<'a> = (Id, &'a [u8]);

/// The parts of a soundfont file.
struct Riff<'a> {
    info: &'a [u8],
    samples: &'a [u8],
    tables: Vec<Chunk<'a>>,
}

impl<'a> Riff<'a> {
    fn read(bytes: &'a [u8]) -> Result<Self, String> {
        if bytes.len() < 12 || &bytes[..4] != b"RIFF" || &bytes[8..12] != b"sfbk" {
            return Err("it is no soundfont (RIFF sfbk)".to_owned());
        }
        let mut file = Self { info: &[], samples: &[], tables: vec![] };
        for (_, list) in chunks(&bytes[12..])? {
            match list.get(..4) {
                Some(b"INFO") => file.info = list,
                Some(b"sdta") => {
                    let smpl = chunks(&list[4..])?.into_iter().find(|(id, _)| id == b"smpl");
                    file.samples = smpl.map(|(_, samples)| samples).ok_or("it has no samples")?;
                }
                Some(b"pdta") => file.tables = chunks(&list[4..])?,
                _ => {}
            }
        }
        Ok(file)
    }

    /// The records of a table.
    fn table(&self, id: Id, size: usize) -> Result<Vec<&'a [u8]>, String> {
        let found = self.tables.iter().find(|(name, _)| *name == id);
        let (_, bytes) = found.ok_or_else(|| format!("it has no {}", String::from_utf8_lossy(&id)))?;
        Ok(bytes.chunks_exact(size).collect())
    }

    /// The same file with other samples and sample headers.
    fn with(&self, waves: &[u8], headers: &[u8]) -> Vec<u8> {
        let mut samples = b"sdta".to_vec();
        chunk(&mut samples, *b"smpl", waves);
        let mut tables = b"pdta".to_vec();
        for (id, bytes) in &self.tables {
            chunk(&mut tables, *id, if id == b"shdr" { headers } else { bytes });
        }
        let mut body = b"sfbk".to_vec();
        for list in [self.info, &samples, &tables] {
            chunk(&mut body, *b"LIST", list);
        }
        let mut file = vec![];
        chunk(&mut file, *b"RIFF", &body);
        file
    }
}

fn chunk(out: &mut Vec<u8>, id: Id, bytes: &[u8]) {
    out.extend(id);
    out.extend((bytes.len() as u32).to_le_bytes());
    out.extend(bytes);
}

/// The chunks of a stretch of a RIFF file. Some writers leave out the byte that pads odd ones.
fn chunks(mut bytes: &[u8]) -> Result<Vec<Chunk<'_>>, String> {
    let mut found = vec![];
    while bytes.len() >= 8 {
        let id = [bytes[0], bytes[1], bytes[2], bytes[3]];
        let end = 8 + word(bytes, 4) as usize;
        let content =
            bytes.get(8..end).ok_or_else(|| format!("{} is cut off", String::from_utf8_lossy(&id)))?;
        found.push((id, content));
        let padded = end % 2 == 1 && bytes.get(end) == Some(&0);
        bytes = bytes.get(end + usize::from(padded)..).unwrap_or(&[]);
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_missing_soundfont_says_what_installs_one() {
        let error = SoundFont::open(Path::new("/nowhere/font.sf3")).unwrap_err();
        assert!(error.to_string().contains("scripts/bootstrap"), "{error}");
    }

    #[test]
    fn the_installed_soundfont_has_every_preset_that_is_written_for() {
        let font = SoundFont::installed().expect("a soundfont is installed by scripts/bootstrap");
        let there: BTreeSet<(u16, u16)> = font
            .0
            .get_presets()
            .iter()
            .map(|preset| (preset.get_bank_number() as u16, preset.get_patch_number() as u16))
            .collect();
        let missing: Vec<_> = super::super::style::programs().difference(&there).copied().collect();
        assert!(missing.is_empty(), "{missing:?}");
    }

    #[test]
    fn a_cut_off_soundfont_is_refused_with_a_reason() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("cut.sf3");
        let whole = std::fs::read(USUAL_PLACES[0]).expect("scripts/bootstrap installs it");
        for length in [0, 11, 12, 400, 3_000, 100_000] {
            std::fs::write(&path, &whole[..length]).unwrap();
            let error = SoundFont::open(&path).unwrap_err();
            assert!(matches!(error, SoundError::DamagedSoundFont { .. }), "{length}: {error}");
        }
    }

    proptest! {
        #[test]
        fn no_bytes_make_the_reader_panic(mut bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
            let mut file = b"RIFF\0\0\0\0sfbk".to_vec();
            file.append(&mut bytes);
            let _any_answer = uncompressed(file, &BTreeSet::from([(0, 0)]));
        }
    }
}
