//! What stands in a set, as far as its text says so.

use crate::text::is_form;
use std::sync::LazyLock;

/// Things that belong to a place rather than to a hand.
const DRESSING: &str = "\
    table desk chair bed sofa couch armchair lamp window door stairs fireplace piano bookshelf shelf \
    cabinet wardrobe mirror clock painting curtain rug stove sink refrigerator counter stool bench \
    altar pew candle chandelier television computer screen monitor console locker crate barrel \
    machine car truck tree fence gate well statue fountain lamppost streetlight neon sign billboard \
    tent campfire boat anchor rope lens telescope blackboard bars jukebox bottle plant";

/// Most things that are worth naming.
const MOST: usize = 12;

static THINGS: LazyLock<Vec<&str>> = LazyLock::new(|| DRESSING.split_whitespace().collect());

/// What the words name, each once, in their order.
pub(super) fn of(words: &[String]) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for word in words {
        let named = |thing: &&&str| word == **thing || is_form(word, thing);
        let Some(thing) = THINGS.iter().find(named) else {
            continue;
        };
        if found.len() < MOST && !found.iter().any(|seen| seen == thing) {
            found.push((*thing).to_owned());
        }
    }
    found
}
