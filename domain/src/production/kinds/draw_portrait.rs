//! A portrait of a character. It depends on the profile.

use crate::job::{Cost, JobKind, PictureOptions, Portray, Work};
use crate::production::{Craft, Making, NodeKind, Wanted};

pub(super) const KIND: NodeKind = NodeKind {
    kind: JobKind::DrawPortrait,
    craft: Craft::Character(Making {
        label: |_, character| format!("Portrait of {}", character.name),
        inputs: |_, character| vec![character.id.to_string(), character.profile.clone()],
        work: |_, character| {
            Work::DrawPortrait(Portray { character: character.id, picture: PictureOptions::default() })
        },
    }),
    needs: &[],
    revision: 1,
    estimate: Cost { compute_ms: 3_000, usd_micros: 0 },
    wanted: Wanted::InParts,
};
