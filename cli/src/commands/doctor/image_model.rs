//! Whether pictures can be painted here: the diffusion model, if one is named.

use super::Finding;
use crate::settings::Studio;

const SUBJECT: &str = "painting";

/// What there is to say of it.
pub(super) fn look(options: &Studio) -> Finding {
    match options.image_model() {
        Ok(model) => Finding::well(
            SUBJECT,
            model.name().map_or_else(
                || "boards are drawn; a diffusion model can be named with --image-model DIR".to_owned(),
                |name| format!("{name} (--image-model)"),
            ),
        ),
        Err(error) => Finding::ill(
            SUBJECT,
            format!("{error:#}"),
            "name a folder as diffusers writes it, with safetensors weights, or leave --image-model out",
        ),
    }
}
