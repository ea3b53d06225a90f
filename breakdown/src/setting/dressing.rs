//! What stands in a set, as far as its text says so.

use crate::text::is_form;
use std::sync::LazyLock;

/// Things that belong to a place rather than to a hand.
const DRESSING: &str = "\
    table desk chair bed sofa couch armchair lamp window door stairs fireplace piano bookshelf shelf \
    cabinet wardrobe mirror clock painting curtain rug stove sink refrigerator counter stool bench \
    altar pew candle chandelier television computer screen monitor console locker crate barrel \
    machine car truck tree fence gate well statue fountain lamppost streetlight neon sign billboard \
    tent campfire boat anchor rope lens telescope blackboard bars jukebox bottle plant \
    horse mare stallion pony mule donkey dog bicycle bike pickup gurney stall";

/// What is heard of an animal that is not seen: a dog that barks is somewhere in the night.
const HEARD: [&str; 5] = ["bark", "howl", "neigh", "whinny", "bray"];

/// Most things that are worth naming.
const MOST: usize = 12;

static THINGS: LazyLock<Vec<&str>> = LazyLock::new(|| DRESSING.split_whitespace().collect());

/// What the words name, each once, in their order.
pub(super) fn of(words: &[String]) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for (at, word) in words.iter().enumerate() {
        let is_heard = |next: &String| HEARD.iter().any(|sound| next == sound || is_form(next, sound));
        let again = word == "truck" && at > 0 && words[at - 1] == "pickup";
        if again || words.get(at + 1).is_some_and(is_heard) {
            continue;
        }
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

#[cfg(test)]
mod tests {
    use super::*;

    fn dressed(text: &str) -> Vec<String> {
        let words: Vec<String> = text.split_whitespace().map(str::to_lowercase).collect();
        of(&words)
    }

    #[test]
    fn animals_and_what_has_wheels_stand_in_the_set_unless_they_are_only_heard() {
        assert_eq!(dressed("a horse looks over the fence at a pickup truck"), ["horse", "fence", "pickup"]);
        assert_eq!(dressed("two horses and a dog by the stalls"), ["horse", "dog", "stall"]);
        assert!(dressed("a dog barks and horses whinny far off").is_empty());
    }
}
