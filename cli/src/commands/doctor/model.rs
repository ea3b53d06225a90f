//! The language model: its file, its licence and where it comes from.

use super::Finding;
use crate::settings::Studio;
use crate::studio::text_model_path;
use inference::ModelCard;

/// What there is to say of the weights.
pub(super) async fn look(options: &Studio) -> Vec<Finding> {
    let path = match text_model_path(options.text_model.as_deref(), options.models_dir().as_deref()) {
        Ok(path) => path,
        Err(error) => {
            return vec![Finding::ill(
                "text model",
                format!("{error:#}"),
                "run scripts/fetch-models qwen, or name a GGUF file with --text-model",
            )];
        }
    };
    let shown = path.display().to_string();
    let card = tokio::task::spawn_blocking(move || ModelCard::read(&path, None)).await;
    match card {
        Ok(Ok(card)) => {
            let size = card.bytes / 1_000_000;
            let what = format!("{} ({}, {size} MB) in {shown}", card.name, card.quantisation);
            let rights = format!("{}, from {}", card.licence, card.origin);
            vec![Finding::well("text model", what), Finding::well("licence", rights)]
        }
        Ok(Err(error)) => vec![Finding::ill(
            "text model",
            format!("{shown}: {error}"),
            "fetch it again with scripts/fetch-models qwen, or name another with --text-model",
        )],
        Err(error) => {
            vec![Finding::ill("text model", error.to_string(), "report this: it should not happen")]
        }
    }
}
