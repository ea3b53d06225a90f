//! The kinds of places, by the words that sluglines use for them.
//!
//! Three things decide: under the sky a landscape beats the road through it and a building is seen from
//! outside; under a roof a word for open country (`BEACH HOUSE`) is only a part of a name; and among the
//! kinds that fit, the more particular one counts.

use domain::scene::shot::Setting::{self, Both, Exterior, Interior};

/// A kind of place, where it is when the slugline does not say, and its names. The first kind with a
/// name among the words wins, so the more particular ones stand first.
const PLACES: &[(&str, Setting, &str)] = &[
    ("interrogation_room", Interior, "interrogation interview"),
    ("lighthouse", Interior, "lighthouse lamp-room"),
    (
        "spaceship",
        Interior,
        "spaceship spacecraft starship airlock cockpit shuttle orbit orbiter space-station space cryo escape-pod",
    ),
    ("cave", Interior, "bunker dugout"),
    ("train", Interior, "train carriage compartment subway metro"),
    ("ship", Interior, "ship boat deck cabin-cruiser submarine ferry trawler yacht"),
    (
        "car",
        Both,
        "car taxi cab truck van ambulance limousine bus pickup minivan coach sedan jeep humvee stagecoach",
    ),
    ("kitchen", Interior, "kitchen galley pantry"),
    ("bedroom", Interior, "bedroom dormitory nursery barracks bunkhouse"),
    ("bathroom", Interior, "bathroom washroom toilet restroom shower"),
    (
        "hospital",
        Interior,
        "hospital clinic ward surgery morgue icu operating-theatre operating-room emergency-room field-hospital \
         medbay infirmary sickbay",
    ),
    ("cemetery", Exterior, "cemetery graveyard churchyard"),
    ("church", Interior, "church chapel cathedral temple monastery abbey"),
    ("school", Interior, "school classroom university college gym"),
    ("library", Interior, "library archive bookshop"),
    ("laboratory", Interior, "laboratory lab"),
    ("prison", Interior, "prison cell jail jailhouse dungeon"),
    ("courtroom", Interior, "courtroom jury"),
    ("restaurant", Interior, "restaurant diner cafe café cafeteria canteen coffee mess-hall"),
    ("bar", Interior, "bar pub tavern saloon nightclub club cantina"),
    ("market", Exterior, "market marketplace bazaar souk fairground"),
    ("shop", Interior, "shop store supermarket market boutique bakery pharmacy"),
    ("stage", Interior, "stage theatre theater studio auditorium"),
    ("warehouse", Interior, "warehouse factory hangar garage workshop barn mill stable stables smithy"),
    ("office", Interior, "office bureau newsroom boardroom precinct station bank town-hall chambers"),
    ("cave", Interior, "cave cavern tunnel mine sewer"),
    ("castle", Interior, "castle palace throne fortress tower"),
    (
        "corridor",
        Interior,
        "corridor hallway hall passage stairwell staircase stairs lobby elevator train-station",
    ),
    ("bedroom", Interior, "motel hotel"),
    ("stadium", Exterior, "stadium arena racecourse"),
    ("rooftop", Exterior, "rooftop roof terrace balcony"),
    ("alley", Exterior, "alley alleyway backstreet"),
    (
        "street",
        Exterior,
        "street avenue sidewalk square crossroads town city village boulevard plaza car-park parking-lot \
         bus-stop bus-station",
    ),
    ("park", Exterior, "park garden playground tennis basketball courtyard yard backyard"),
    ("courtroom", Interior, "court courthouse"),
    ("beach", Exterior, "beach shore coast dune island cliff cliffs"),
    ("sea", Exterior, "sea ocean harbour harbor docks dock pier jetty bay quay wharf marina"),
    ("river", Exterior, "river stream lake waterfall swamp canal riverbank creek marsh"),
    ("forest", Exterior, "forest woods wood jungle clearing grove rainforest"),
    ("desert", Exterior, "desert wasteland canyon prairie dunes gulch mesa badlands planet moon sands"),
    (
        "mountain",
        Exterior,
        "mountain mountains summit peak ridge glacier hill hills hillside valley snow snowfield tundra arctic",
    ),
    (
        "field",
        Exterior,
        "field fields meadow farm pasture battlefield trench trenches ranch corral moor heath steppe plain \
         plains countryside vineyard orchard farmyard man-land",
    ),
    ("road", Exterior, "road highway roadside motorway freeway lane track trail gas-station"),
    ("street", Exterior, "bridge"),
    (
        "apartment",
        Interior,
        "apartment flat living loft den parlour parlor study dining attic basement cellar cottage cabin hut \
         room farmhouse",
    ),
    ("house_exterior", Exterior, "house mansion villa porch driveway estate gate homestead"),
];

/// Two words that together name another place than the second or the first alone.
const COMPOUNDS: [(&str, &str); 17] = [
    ("car", "park"),
    ("parking", "lot"),
    ("bus", "stop"),
    ("bus", "station"),
    ("gas", "station"),
    ("train", "station"),
    ("railway", "station"),
    ("space", "station"),
    ("escape", "pod"),
    ("operating", "theatre"),
    ("operating", "theater"),
    ("operating", "room"),
    ("emergency", "room"),
    ("field", "hospital"),
    ("mess", "hall"),
    ("town", "hall"),
    ("man", "land"),
];

/// What a road leads through may be seen with the road in it.
const ROADS: &str = "road highway roadside motorway freeway track trail";

/// Places under a roof that have an outside of their own.
const TWO_SIDED: &str =
    "lighthouse train ship church castle cave hospital school bar restaurant shop warehouse";
/// Of these, the ones that are landmarks: they are what is seen, whatever lies around them.
const LANDMARKS: &str = "lighthouse train ship church castle cave";
/// Places that somebody lives in.
const HOMES: &str = "kitchen bedroom bathroom apartment";

fn lists(list: &str, word: &str) -> bool {
    list.split_whitespace().any(|known| known == word)
}

/// The kind of place that the words of a location name, and where it is; `setting` as the slugline says.
pub(super) fn of(words: &[String], setting: Option<Setting>) -> Option<(&'static str, Setting)> {
    let words = compounded(words);
    let named = |names: &str| words.iter().any(|word| lists(names, word));
    let mut kinds = PLACES.iter().filter(|(_, _, names)| named(names)).map(|&(kind, at, _)| (kind, at));
    let first = kinds.clone().next()?;
    match setting {
        Some(Exterior) => {
            let open = kinds.find(|(kind, at)| *at != Interior || lists(LANDMARKS, kind));
            let seen = open.map_or_else(|| from_outside(first.0), |(kind, _)| kind);
            let road = seen == "desert" && named(ROADS);
            let fields = seen == "field" && named(ROADS);
            let seen = if fields { "road" } else { seen };
            Some((if road { "desert_road" } else { seen }, Exterior))
        }
        Some(Interior) => {
            // A house is lived in; the country around it is not inside it.
            let roofed =
                kinds.find(|(kind, at)| *at != Exterior || matches!(*kind, "stadium" | "house_exterior"));
            let kind = roofed.map(|(kind, _)| if kind == "house_exterior" { "apartment" } else { kind });
            kind.map(|kind| (kind, Interior))
        }
        _ => Some(first),
    }
}

/// What is seen of a place under a roof by whoever stands before it.
fn from_outside(kind: &'static str) -> &'static str {
    match kind {
        _ if lists(TWO_SIDED, kind) => kind,
        _ if lists(HOMES, kind) => "house_exterior",
        "spaceship" => "exterior",
        _ => "street",
    }
}

/// The words with those that belong together joined by a hyphen.
fn compounded(words: &[String]) -> Vec<String> {
    let mut joined: Vec<String> = Vec::with_capacity(words.len());
    for word in words {
        let before = joined.last().map(String::as_str);
        let pair = COMPOUNDS.iter().find(|(first, second)| before == Some(first) && word == second);
        match pair {
            Some((first, second)) => {
                joined.pop();
                let first = if *first == "railway" { "train" } else { first };
                let second = if *second == "theater" { "theatre" } else { second };
                joined.push(format!("{first}-{second}"));
            }
            None => joined.push(word.clone()),
        }
    }
    joined
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(location: &str, setting: Setting) -> Option<&'static str> {
        let words: Vec<String> = crate::text::words(location).into_iter().map(|word| word.text).collect();
        of(&words, Some(setting)).map(|(kind, _)| kind)
    }

    #[test]
    fn a_landscape_beats_the_road_through_it_and_a_road_alone_is_no_street() {
        for (location, kind) in [
            ("DESERT HIGHWAY", "desert_road"),
            ("HIGHWAY", "road"),
            ("COUNTRY ROAD", "road"),
            ("FOREST ROAD", "forest"),
            ("MOUNTAIN TRAIL", "mountain"),
            ("FARM TRACK", "road"),
            ("NO MAN'S LAND", "field"),
            ("HARBOUR ROAD", "sea"),
            ("DESERT TOWN - MAIN STREET", "street"),
            ("MARKET STREET", "market"),
            ("GAS STATION", "road"),
        ] {
            assert_eq!(seen(location, Exterior), Some(kind), "{location}");
        }
    }

    #[test]
    fn a_building_is_seen_from_outside_and_country_is_not_under_a_roof() {
        for (location, setting, kind) in [
            ("COURTHOUSE STEPS", Exterior, Some("street")),
            ("PRISON", Exterior, Some("street")),
            ("HOSPITAL - ROOF", Exterior, Some("rooftop")),
            ("HOSPITAL", Exterior, Some("hospital")),
            ("CHURCH - GRAVEYARD", Exterior, Some("cemetery")),
            ("CASTLE - COURTYARD", Exterior, Some("castle")),
            ("KITCHEN DOOR", Exterior, Some("house_exterior")),
            ("SPACE", Exterior, Some("exterior")),
            ("BEACH HOUSE", Interior, Some("apartment")),
            ("MOUNTAIN CABIN", Interior, Some("apartment")),
            ("RIVER", Interior, None),
            ("MARKET", Interior, Some("shop")),
            ("STADIUM", Interior, Some("stadium")),
        ] {
            assert_eq!(seen(location, setting), kind, "{location}");
        }
    }

    #[test]
    fn two_words_may_name_one_place() {
        for (location, kind) in [
            ("OPERATING THEATER", "hospital"),
            ("SPACE STATION", "spaceship"),
            ("RAILWAY STATION", "corridor"),
            ("POLICE STATION", "office"),
            ("HOTEL BAR", "bar"),
            ("HOTEL", "bedroom"),
            ("MESS HALL", "restaurant"),
        ] {
            assert_eq!(seen(location, Interior), Some(kind), "{location}");
        }
        assert_eq!(seen("CAR PARK", Exterior), Some("street"));
    }
}
