//! A script on its way out of the studio: as a screenplay, as a cut, as sheets for people, or as everything
//! there is in one archive.
//!
//! What goes out is the version as it is now: its scenes' newest texts and their shots. A scene that nobody
//! has broken down is cut as its text gives it.

mod archive;
mod cut;
mod material;
mod pictures;
mod screenplay;
mod sound;
mod speech;

use crate::auth::User;
use crate::problem::{Kind, Problem};
use crate::state::App;
use domain::ScriptId;
use material::Material;
use projections::Script;
use serde::{Deserialize, Serialize};
use std::path::PathBuf;
use tempfile::TempDir;
use utoipa::ToSchema;

/// What a script goes out as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Format {
    /// The screenplay in Fountain.
    Fountain,
    /// The screenplay for Final Draft.
    Fdx,
    /// The screenplay on paper.
    Pdf,
    /// The shot list for a spreadsheet.
    Csv,
    /// The captions as SubRip.
    Srt,
    /// The captions as `WebVTT`.
    Vtt,
    /// The cut as an `OpenTimelineIO` timeline.
    Otio,
    /// The cut as a CMX3600 edit decision list.
    Edl,
    /// The frames on paper, nine to a page.
    ContactSheet,
    /// The shot list on paper.
    ShotList,
    /// Everything there is.
    Zip,
}

impl Format {
    /// The media type and the end of the file's name.
    const fn file(self) -> (&'static str, &'static str) {
        match self {
            Self::Fountain => ("text/plain", ".fountain"),
            Self::Fdx => ("application/xml", ".fdx"),
            Self::Pdf => ("application/pdf", ".pdf"),
            Self::Csv => ("text/csv", " shots.csv"),
            Self::Srt => ("application/x-subrip", ".srt"),
            Self::Vtt => ("text/vtt", ".vtt"),
            Self::Otio => ("application/json", ".otio"),
            Self::Edl => ("text/plain", ".edl"),
            Self::ContactSheet => ("application/pdf", " contact sheet.pdf"),
            Self::ShotList => ("application/pdf", " shot list.pdf"),
            Self::Zip => ("application/zip", ".zip"),
        }
    }
}

/// A file that is ready to go out.
pub(crate) struct Export {
    pub(crate) media_type: &'static str,
    pub(crate) file_name: String,
    pub(crate) content: Content,
}

/// Its bytes.
pub(crate) enum Content {
    /// Here.
    Bytes(Vec<u8>),
    /// In a file that goes with its directory.
    File(PathBuf, TempDir),
}

/// Puts a version of a script of the user's together.
pub(crate) async fn export(
    app: &App,
    user: &User,
    script: &Script,
    number: u32,
    format: Format,
) -> Result<Export, Problem> {
    let material = Material::gather(app, user, script, number).await?;
    let content = match format {
        Format::Fountain | Format::Fdx | Format::Pdf => {
            Content::Bytes(apart(move || material.screenplay(format)).await?)
        }
        Format::Csv | Format::Srt | Format::Vtt | Format::Otio | Format::Edl => {
            Content::Bytes(apart(move || material.cut_list(format)).await?)
        }
        Format::ContactSheet | Format::ShotList => {
            let _place = place(app)?;
            let pictures = pictures::load(app, user, &material).await?;
            Content::Bytes(apart(move || material.sheet(format, pictures)).await?)
        }
        Format::Zip => {
            let _place = place(app)?;
            archive::archive(app, user, material).await?
        }
    };
    let (media_type, ending) = format.file();
    Ok(Export { media_type, file_name: format!("{}{ending}", file_stem(script)), content })
}

/// What takes a while, on a thread that nobody waits for.
async fn apart<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, Problem> + Send + 'static,
) -> Result<T, Problem> {
    tokio::task::spawn_blocking(work).await.map_err(Problem::internal)?
}

fn place(app: &App) -> Result<tokio::sync::SemaphorePermit<'_>, Problem> {
    app.exports.try_acquire().map_err(|_| {
        Problem::unavailable("too many exports at once")
            .detail("other exports with pictures are being put together; try again")
    })
}

/// The script's title as the beginning of a file's name.
fn file_stem(script: &Script) -> String {
    let clean = |sign: char| if sign.is_control() || "/\\:*?\"<>|".contains(sign) { '-' } else { sign };
    let stem: String = script.title.trim().chars().map(clean).take(100).collect();
    let stem = stem.trim_matches(['.', ' ']);
    if stem.is_empty() { format!("script {}", id_start(script.id)) } else { stem.to_owned() }
}

fn id_start(script: ScriptId) -> String {
    script.to_string().chars().take(8).collect()
}

/// There is nothing of the kind.
fn nothing(detail: &str) -> Problem {
    Problem::new(Kind::NotProducible).detail(detail)
}
