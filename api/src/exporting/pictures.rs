//! The frames that go into sheets and archives, and what their files are called there.

use super::material::Material;
use crate::auth::User;
use crate::limits;
use crate::problem::Problem;
use crate::state::App;
use domain::AssetId;
use editorial::MAX_PICTURE_BYTES;
use projections::{Asset, assets};
use std::collections::{HashMap, HashSet};
use storage::Digest;

/// Pictures by their assets.
#[derive(Default)]
pub(super) struct Pictures(HashMap<AssetId, Vec<u8>>);

impl Pictures {
    /// Takes a picture out, or a copy where another shot shows it too.
    pub(super) fn take(&mut self, asset: AssetId) -> Option<Vec<u8>> {
        self.0.get(&asset).cloned()
    }
}

/// The stills of the takes that are shown, as far as they are there, and together small enough for one
/// document; a shot without one has an empty frame.
pub(super) async fn load(app: &App, user: &User, material: &Material) -> Result<Pictures, Problem> {
    let mut pictures = Pictures::default();
    let mut bytes = 0;
    for asset in stills(app, user, material).await? {
        let fits = bytes + asset.bytes <= limits::SHEET_BYTES && asset.bytes <= MAX_PICTURE_BYTES as u64;
        if !fits || !matches!(asset.media_type.as_str(), "image/png" | "image/jpeg") {
            continue;
        }
        let object: Digest = asset.sha256.parse().map_err(Problem::internal)?;
        bytes += asset.bytes;
        pictures.0.insert(asset.id, app.assets.get(object, None).await?.bytes().await?);
    }
    Ok(pictures)
}

/// The assets of the takes that are shown, in the order of the shots, each once, without deleted ones.
pub(super) async fn stills(app: &App, user: &User, material: &Material) -> Result<Vec<Asset>, Problem> {
    let client = app.client().await?;
    let (mut found, mut seen) = (Vec::new(), HashSet::new());
    for still in shown(material).filter(|still| seen.insert(*still)) {
        let asset = assets::get(&client, user.account, still).await?;
        found.extend(asset.filter(|asset| asset.deleted_at.is_none()));
    }
    Ok(found)
}

fn shown(material: &Material) -> impl Iterator<Item = AssetId> {
    let shots = material.scenes.iter().flat_map(|scene| &scene.shots);
    shots.filter_map(|shot| shot.take.as_ref().map(|take| take.still))
}

/// Where each still lies in an archive: under the name of the first shot that shows it.
pub(super) fn media_names(material: &Material) -> HashMap<AssetId, String> {
    let (mut names, mut used) = (HashMap::new(), HashSet::new());
    for shot in material.scenes.iter().flat_map(|scene| &scene.shots) {
        let Some(still) = shot.take.as_ref().map(|take| take.still) else { continue };
        if names.contains_key(&still) {
            continue;
        }
        let numbered = (2..).map(|number| format!("stills/{}-{number}.png", shot.name));
        let mut candidates = std::iter::once(format!("stills/{}.png", shot.name)).chain(numbered);
        if let Some(name) = candidates.find(|name| used.insert(name.clone())) {
            names.insert(still, name);
        }
    }
    names
}
