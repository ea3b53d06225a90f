//! Kinds of place that are drawn, and how a writer's heading is read as one of them: `ORPHEUM THEATRE,
//! BACKSTAGE` is a stage, `VOSS'S BEDROOM` a bedroom. What is none of them becomes a plain room or a plain
//! open ground, by its setting.

use crate::words::{Setting, normal, words};

words!(/// A kind of place that has a set of its own.
Place, "place", otherwise Exterior {
    Street = "street",
    Alley = "alley",
    Office = "office",
    Apartment = "apartment",
    Corridor = "corridor",
    Bar = "bar",
    Car = "car",
    Forest = "forest",
    Desert = "desert",
    Sea = "sea",
    Rooftop = "rooftop",
    Stage = "stage",
    Kitchen = "kitchen",
    Bedroom = "bedroom",
    InterrogationRoom = "interrogation_room",
    Hospital = "hospital",
    Church = "church",
    School = "school",
    Shop = "shop",
    Restaurant = "restaurant",
    Beach = "beach",
    Field = "field",
    Mountain = "mountain",
    Park = "park",
    Warehouse = "warehouse",
    Cave = "cave",
    Ship = "ship",
    Train = "train",
    Spaceship = "spaceship",
    Lighthouse = "lighthouse",
    River = "river",
    Castle = "castle",
    Stadium = "stadium",
    HouseExterior = "house_exterior",
    Market = "market",
    Road = "road",
    DesertRoad = "desert_road",
    Cemetery = "cemetery",
    Interior = "interior",
    Exterior = "exterior",
});

/// Words of a heading and the place they mean; the first that occurs decides, so the narrower come first.
const KEYWORDS: &[(&str, Place)] = &[
    ("interrogation", Place::InterrogationRoom),
    ("police", Place::InterrogationRoom),
    ("prison", Place::InterrogationRoom),
    ("cell", Place::InterrogationRoom),
    ("lighthouse", Place::Lighthouse),
    ("lantern_room", Place::Lighthouse),
    ("spaceship", Place::Spaceship),
    ("starship", Place::Spaceship),
    ("space_station", Place::Spaceship),
    ("cockpit", Place::Spaceship),
    ("airlock", Place::Spaceship),
    ("rooftop", Place::Rooftop),
    ("roof", Place::Rooftop),
    ("corridor", Place::Corridor),
    ("hallway", Place::Corridor),
    ("tunnel", Place::Corridor),
    ("stairwell", Place::Corridor),
    ("bedroom", Place::Bedroom),
    ("hotel_room", Place::Bedroom),
    ("motel", Place::Bedroom),
    ("kitchen", Place::Kitchen),
    ("hospital", Place::Hospital),
    ("clinic", Place::Hospital),
    ("ward", Place::Hospital),
    ("castle", Place::Castle),
    ("palace", Place::Castle),
    ("throne", Place::Castle),
    ("fortress", Place::Castle),
    ("stadium", Place::Stadium),
    ("arena", Place::Stadium),
    ("church", Place::Church),
    ("chapel", Place::Church),
    ("cathedral", Place::Church),
    ("temple", Place::Church),
    ("classroom", Place::School),
    ("school", Place::School),
    ("library", Place::Shop),
    ("shop", Place::Shop),
    ("store", Place::Shop),
    ("marketplace", Place::Market),
    ("market", Place::Market),
    ("bazaar", Place::Market),
    ("fairground", Place::Market),
    ("restaurant", Place::Restaurant),
    ("diner", Place::Restaurant),
    ("cafe", Place::Restaurant),
    ("café", Place::Restaurant),
    ("warehouse", Place::Warehouse),
    ("factory", Place::Warehouse),
    ("garage", Place::Warehouse),
    ("basement", Place::Warehouse),
    ("barn", Place::Warehouse),
    ("hangar", Place::Warehouse),
    ("theatre", Place::Stage),
    ("theater", Place::Stage),
    ("stage", Place::Stage),
    ("studio", Place::Stage),
    ("auditorium", Place::Stage),
    ("office", Place::Office),
    ("newsroom", Place::Office),
    ("laboratory", Place::Office),
    ("study", Place::Office),
    ("apartment", Place::Apartment),
    ("living_room", Place::Apartment),
    ("parlour", Place::Apartment),
    ("cemetery", Place::Cemetery),
    ("graveyard", Place::Cemetery),
    ("alley", Place::Alley),
    ("street", Place::Street),
    ("city", Place::Street),
    ("avenue", Place::Street),
    ("square", Place::Street),
    ("sidewalk", Place::Street),
    ("pub", Place::Bar),
    ("tavern", Place::Bar),
    ("saloon", Place::Bar),
    ("nightclub", Place::Bar),
    ("bar", Place::Bar),
    ("taxi", Place::Car),
    ("car", Place::Car),
    ("truck", Place::Car),
    ("van", Place::Car),
    ("train", Place::Train),
    ("subway", Place::Train),
    ("metro", Place::Train),
    ("carriage", Place::Train),
    ("ship", Place::Ship),
    ("boat", Place::Ship),
    ("deck", Place::Ship),
    ("road", Place::Road),
    ("roadside", Place::Road),
    ("highway", Place::Road),
    ("freeway", Place::Road),
    ("motorway", Place::Road),
    ("forest", Place::Forest),
    ("woods", Place::Forest),
    ("jungle", Place::Forest),
    ("desert", Place::Desert),
    ("dune", Place::Desert),
    ("dunes", Place::Desert),
    ("beach", Place::Beach),
    ("shore", Place::Beach),
    ("coast", Place::Beach),
    ("sea", Place::Sea),
    ("ocean", Place::Sea),
    ("pier", Place::Sea),
    ("harbour", Place::Sea),
    ("harbor", Place::Sea),
    ("dock", Place::Sea),
    ("river", Place::River),
    ("lake", Place::River),
    ("bridge", Place::River),
    ("mountain", Place::Mountain),
    ("mountains", Place::Mountain),
    ("cliff", Place::Mountain),
    ("cave", Place::Cave),
    ("mine", Place::Cave),
    ("park", Place::Park),
    ("garden", Place::Park),
    ("field", Place::Field),
    ("farm", Place::Field),
    ("meadow", Place::Field),
    ("prairie", Place::Field),
    ("room", Place::Interior),
];

/// Words of a heading that lead a road through dry country.
const DRY: [&str; 4] = ["_desert_", "_canyon_", "_wasteland_", "_prairie_"];

impl Place {
    /// The place a heading's words mean. Never fails: without a known word it is a plain interior or
    /// exterior, as `setting` says.
    pub fn named(words: &str, setting: Setting) -> Self {
        let text = format!("_{}_", normal(words));
        let found = KEYWORDS.iter().find(|(word, _)| text.contains(&format!("_{word}_")));
        match (found, setting) {
            (Some((_, Self::Road)), _) if DRY.iter().any(|word| text.contains(word)) => Self::DesertRoad,
            (Some((_, place)), _) => *place,
            (None, Setting::Exterior) if text.contains("_house_") || text.contains("_home_") => {
                Self::HouseExterior
            }
            (None, Setting::Exterior) => Self::Exterior,
            (None, _) if text.contains("_house_") || text.contains("_home_") => Self::Apartment,
            (None, _) => Self::Interior,
        }
    }

    /// Whether the place has a roof when nobody says otherwise.
    pub fn is_interior(self) -> bool {
        matches!(
            self,
            Self::Office
                | Self::Apartment
                | Self::Corridor
                | Self::Bar
                | Self::Stage
                | Self::Kitchen
                | Self::Bedroom
                | Self::InterrogationRoom
                | Self::Hospital
                | Self::Church
                | Self::Castle
                | Self::School
                | Self::Shop
                | Self::Restaurant
                | Self::Warehouse
                | Self::Cave
                | Self::Train
                | Self::Spaceship
                | Self::Lighthouse
                | Self::Car
                | Self::Interior
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_find_their_place() {
        for (words, setting, place) in [
            ("ORPHEUM THEATRE, BACKSTAGE", Setting::Interior, Place::Stage),
            ("Voss's bedroom", Setting::Interior, Place::Bedroom),
            ("RAIN-SOAKED STREET", Setting::Exterior, Place::Street),
            ("LIGHTHOUSE - LANTERN ROOM", Setting::Interior, Place::Lighthouse),
            ("DESERT HIGHWAY", Setting::Exterior, Place::DesertRoad),
            ("Country road", Setting::Exterior, Place::Road),
            ("VILLAGE MARKET", Setting::Exterior, Place::Market),
            ("SUPERMARKET", Setting::Interior, Place::Interior),
            ("THE VOID", Setting::Exterior, Place::Exterior),
            ("somewhere", Setting::Interior, Place::Interior),
            ("FARMER'S HOUSE", Setting::Exterior, Place::HouseExterior),
            ("", Setting::Both, Place::Interior),
        ] {
            assert_eq!(Place::named(words, setting), place, "{words}");
        }
    }

    #[test]
    fn a_word_inside_another_word_is_not_that_place() {
        assert_eq!(Place::named("BARBARA'S VOID", Setting::Exterior), Place::Exterior);
    }
}
