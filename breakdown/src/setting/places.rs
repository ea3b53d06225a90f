//! The kinds of places, by the words that sluglines use for them.

use domain::scene::shot::Setting::{self, Both, Exterior, Interior};

/// A kind of place, where it is when the slugline does not say, and its names. The first kind with a
/// name among the words wins, so the more particular ones stand first.
const PLACES: &[(&str, Setting, &str)] = &[
    ("interrogation_room", Interior, "interrogation interview"),
    ("lighthouse", Interior, "lighthouse lamp-room"),
    ("spaceship", Interior, "spaceship spacecraft starship airlock cockpit shuttle orbit"),
    ("train", Interior, "train carriage compartment subway metro"),
    ("ship", Interior, "ship boat deck cabin-cruiser submarine ferry trawler yacht"),
    ("car", Both, "car taxi cab truck van ambulance limousine bus pickup minivan coach"),
    ("kitchen", Interior, "kitchen galley pantry"),
    ("bedroom", Interior, "bedroom dormitory nursery motel hotel"),
    ("bathroom", Interior, "bathroom washroom toilet restroom shower"),
    ("hospital", Interior, "hospital clinic ward surgery morgue icu"),
    ("church", Interior, "church chapel cathedral temple monastery abbey"),
    ("school", Interior, "school classroom university college gym"),
    ("library", Interior, "library archive bookshop"),
    ("laboratory", Interior, "laboratory lab"),
    ("prison", Interior, "prison cell jail dungeon"),
    ("courtroom", Interior, "courtroom courthouse"),
    ("restaurant", Interior, "restaurant diner cafe café cafeteria canteen coffee"),
    ("bar", Interior, "bar pub tavern saloon nightclub club"),
    ("shop", Interior, "shop store supermarket market boutique bakery pharmacy"),
    ("stage", Interior, "stage theatre theater studio auditorium"),
    ("warehouse", Interior, "warehouse factory hangar garage workshop barn mill"),
    ("office", Interior, "office bureau newsroom boardroom precinct station bank"),
    ("cave", Interior, "cave cavern tunnel mine sewer"),
    ("castle", Interior, "castle palace throne fortress tower"),
    ("corridor", Interior, "corridor hallway hall passage stairwell staircase stairs lobby elevator"),
    ("stadium", Exterior, "stadium arena racecourse"),
    ("rooftop", Exterior, "rooftop roof terrace balcony"),
    ("alley", Exterior, "alley alleyway backstreet"),
    ("street", Exterior, "street road avenue sidewalk square crossroads town city highway bridge village"),
    ("park", Exterior, "park garden playground tennis basketball cemetery graveyard courtyard yard"),
    ("courtroom", Interior, "court"),
    ("beach", Exterior, "beach shore coast dune island cliff cliffs"),
    ("sea", Exterior, "sea ocean harbour harbor docks dock pier jetty bay"),
    ("river", Exterior, "river stream lake waterfall swamp canal"),
    ("forest", Exterior, "forest woods wood jungle clearing grove"),
    ("desert", Exterior, "desert wasteland canyon prairie"),
    ("mountain", Exterior, "mountain mountains summit peak ridge glacier hill valley"),
    ("field", Exterior, "field meadow farm pasture battlefield"),
    (
        "apartment",
        Interior,
        "apartment flat living loft den parlour parlor study dining attic basement cellar cottage cabin hut room",
    ),
    ("house_exterior", Exterior, "house mansion villa porch driveway estate gate"),
];

/// The kind of place that the words of a location name, and where it is.
pub(super) fn of(words: &[String]) -> Option<(&'static str, Setting)> {
    let named = |names: &&str| names.split_whitespace().any(|name| words.iter().any(|word| word == name));
    PLACES.iter().find(|(_, _, names)| named(names)).map(|&(place, setting, _)| (place, setting))
}
