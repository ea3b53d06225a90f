//! Where files are kept, whether they can be, and how many there are.

use super::Finding;
use crate::settings::Studio;
use storage::{Place, Settings, Store};

const SUBJECT: &str = "files";
const MB: u64 = 1_000_000;

/// The store: opened, and counted where that is quick.
pub(super) async fn look(options: &Studio) -> Finding {
    let settings = match options.files.settings(&options.place.data_dir) {
        Ok(settings) => settings,
        Err(error) => return Finding::ill(SUBJECT, error.to_string(), "see `spool up --help`, under Files"),
    };
    let shown = settings.place.to_string();
    match &settings.place {
        Place::Local(directory) if !directory.exists() => {
            Finding::well(SUBJECT, format!("{shown}{}, made at the first start", limit(&settings)))
        }
        place => {
            let counted = matches!(place, Place::Local(_));
            open(settings.clone(), shown, counted).await
        }
    }
}

async fn open(settings: Settings, shown: String, counted: bool) -> Finding {
    let mend = if counted {
        "change the directory's owner, or choose another with --data-dir"
    } else {
        "check --s3-endpoint, --s3-region and the access key, and that the bucket exists"
    };
    let limit = limit(&settings);
    let opened = async {
        let store = Store::open(settings).await?;
        if counted { store.usage().await.map(Some) } else { Ok(None) }
    };
    match opened.await {
        Ok(Some(usage)) => {
            let (objects, mb) = (usage.objects, usage.bytes / MB);
            Finding::well(SUBJECT, format!("{shown}: {objects} objects, {mb} MB{limit}"))
        }
        Ok(None) => Finding::well(SUBJECT, format!("{shown}{limit}")),
        Err(error) => Finding::ill(SUBJECT, format!("{shown} cannot be used: {error}"), mend),
    }
}

fn limit(settings: &Settings) -> String {
    settings.quota.map_or(String::new(), |quota| format!(", at most {} MB (--asset-quota)", quota / MB))
}
