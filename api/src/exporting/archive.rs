//! Everything there is of a version in one ZIP: the screenplay in three formats, the cut in five, the sheets,
//! the stills, the stems of the sound, and the newest film of the script.
//!
//! It is put together on disk, so that a large film takes no memory, and goes with its directory when the
//! answer is over. Pictures and films are compressed already, so nothing is compressed again.

use super::material::Material;
use super::pictures::{self, Pictures, media_names};
use super::{Content, Format, apart, file_stem};
use crate::auth::User;
use crate::limits;
use crate::problem::{Kind, Problem};
use crate::state::App;
use domain::asset::{AssetKind, AssetTag};
use projections::{Asset, AssetFilter, Limit, assets};
use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};
use storage::Digest;
use tempfile::TempDir;
use zip::CompressionMethod;
use zip::write::{SimpleFileOptions, ZipWriter};

/// What is written from the material, and the names that it gets.
const WRITTEN: [Format; 10] = [
    Format::Fountain,
    Format::Fdx,
    Format::Pdf,
    Format::Csv,
    Format::Srt,
    Format::Vtt,
    Format::Otio,
    Format::Edl,
    Format::ContactSheet,
    Format::ShotList,
];

/// Puts the archive together.
pub(super) async fn archive(app: &App, user: &User, material: Material) -> Result<Content, Problem> {
    let directory = tempfile::tempdir().map_err(Problem::internal)?;
    let names = media_names(&material);
    let pictures = pictures::load(app, user, &material).await?;
    let stills = pictures::stills(app, user, &material).await?;
    let mut files: Vec<(String, Asset)> =
        stills.into_iter().filter_map(|it| Some((names.get(&it.id)?.clone(), it))).collect();
    files.extend(film(app, user, &material).await?.map(|it| (film_name(&material, &it), it)));
    let total: u64 = files.iter().map(|(_, asset)| asset.bytes).sum();
    let stems = stems(app, user, &material).await?;
    // Sound comes along where there is room for all of it.
    if total + stems.iter().map(|(_, asset)| asset.bytes).sum::<u64>() <= limits::ARCHIVE_BYTES {
        files.extend(stems);
    }
    if total > limits::ARCHIVE_BYTES {
        let detail = format!("its files have {total} bytes; an archive holds {}", limits::ARCHIVE_BYTES);
        return Err(Problem::new(Kind::NotProducible).detail(detail));
    }
    let mut media = Vec::with_capacity(files.len());
    for (number, (name, asset)) in files.into_iter().enumerate() {
        let object: Digest = asset.sha256.parse().map_err(Problem::internal)?;
        let path = directory.path().join(number.to_string());
        app.assets.copy_to(object, &path).await?;
        media.push((name, path));
    }
    apart(move || packed(directory, &material, pictures, &media)).await
}

/// The stems of the mixes, by the names that the cut calls them, without deleted ones.
async fn stems(app: &App, user: &User, material: &Material) -> Result<Vec<(String, Asset)>, Problem> {
    let client = app.client().await?;
    let mut stems = Vec::new();
    for (name, asset) in material.sound_files() {
        let asset = assets::get(&client, user.account, asset).await?;
        stems.extend(asset.filter(|asset| asset.deleted_at.is_none()).map(|asset| (name, asset)));
    }
    Ok(stems)
}

/// The newest film of the whole script; a version that was never filmed has that of another.
async fn film(app: &App, user: &User, material: &Material) -> Result<Option<Asset>, Problem> {
    let filter = AssetFilter {
        kind: Some(AssetKind::Video),
        tag: Some(AssetTag::Animatic),
        script: Some(material.script.id),
        ..AssetFilter::default()
    };
    let client = app.client().await?;
    let films = assets::list(&client, user.account, &filter, None, Limit::MOST).await?;
    Ok(films.items.into_iter().find(|film| film.scene_id.is_none()))
}

fn film_name(material: &Material, film: &Asset) -> String {
    let ending = film.file_name.rsplit_once('.').map_or("mp4", |(_, ending)| ending);
    format!("{}.{ending}", file_stem(&material.script))
}

/// Writes the file.
fn packed(
    directory: TempDir,
    material: &Material,
    pictures: Pictures,
    media: &[(String, PathBuf)],
) -> Result<Content, Problem> {
    let path = directory.path().join("archive.zip");
    let stem = file_stem(&material.script);
    let mut zip = ZipWriter::new(File::create(&path).map_err(Problem::internal)?);
    let mut pictures = Some(pictures);
    for format in WRITTEN {
        let needs_scenes = !matches!(format, Format::Fountain | Format::Fdx | Format::Pdf);
        if needs_scenes && material.scenes.is_empty() {
            continue;
        }
        let bytes = match format {
            Format::Fountain | Format::Fdx | Format::Pdf => material.screenplay(format)?,
            Format::ContactSheet => material.sheet(format, pictures.take().unwrap_or_default())?,
            Format::ShotList => material.sheet(format, Pictures::default())?,
            _ => material.cut_list(format)?,
        };
        let (_, ending) = format.file();
        add(&mut zip, &format!("{stem}{ending}"), bytes.as_slice())?;
    }
    for (name, path) in media {
        add_file(&mut zip, name, path)?;
    }
    zip.finish().map_err(Problem::internal)?;
    Ok(Content::File(path, directory))
}

fn add_file(zip: &mut ZipWriter<File>, name: &str, path: &Path) -> Result<(), Problem> {
    add(zip, name, File::open(path).map_err(Problem::internal)?)
}

fn add(zip: &mut ZipWriter<File>, name: &str, mut bytes: impl io::Read) -> Result<(), Problem> {
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored).large_file(true);
    zip.start_file(name, options).map_err(Problem::internal)?;
    io::copy(&mut bytes, zip).map_err(Problem::internal)?;
    Ok(())
}
