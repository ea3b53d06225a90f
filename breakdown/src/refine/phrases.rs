//! What people say to a camera department, and what it does then.

use domain::scene::shot::{
    Angle as A, Composition as C, Movement as M, Size as S, TimeOfDay as T, Weather as W,
};

/// One thing that words can ask for.
#[derive(Clone, Copy, Debug)]
pub(super) enum Wish {
    /// Percent more light.
    Lighting(f64),
    /// Kelvin more.
    Kelvin(f64),
    /// Percent more contrast.
    Contrast(f64),
    /// Percent more bloom.
    Bloom(f64),
    /// The lens' angle, times this.
    Lens(f64),
    /// Sizes tighter.
    Tighter(i8),
    /// The duration, times this.
    Length(f64),
    Size(S),
    Angle(A),
    Movement(M),
    Composition(C),
    Time(T),
    Weather(W),
}

use Wish::{
    Angle, Bloom, Composition, Contrast, Kelvin, Length, Lens, Lighting, Movement, Size, Tighter, Time,
    Weather,
};

/// What can be asked for, and the phrases that ask for it, in the words they are split into.
pub(super) const WISHES: &[(Wish, &[&str])] = &[
    (Lighting(-15.0), &["darker", "less light", "too bright"]),
    (Lighting(-12.0), &["dimmer"]),
    (Lighting(-20.0), &["dark", "low key", "low-key"]),
    (Lighting(15.0), &["brighter", "more light", "too dark"]),
    (Lighting(12.0), &["lighter"]),
    (Lighting(20.0), &["bright"]),
    (Lighting(22.0), &["high key", "high-key"]),
    (Kelvin(-900.0), &["warmer", "too cold"]),
    (Kelvin(-1_200.0), &["warm"]),
    (Kelvin(-1_400.0), &["golden"]),
    (Kelvin(900.0), &["colder", "cooler", "too warm"]),
    (Kelvin(1_400.0), &["cold"]),
    (Kelvin(1_200.0), &["bluer"]),
    (Kelvin(1_600.0), &["blue"]),
    (Contrast(15.0), &["more contrast", "contrasty", "harsher", "higher contrast"]),
    (Contrast(12.0), &["harder", "punchier"]),
    (Contrast(-15.0), &["less contrast", "lower contrast", "soft", "flatter"]),
    (Contrast(-12.0), &["softer"]),
    (Bloom(20.0), &["more bloom", "more glow"]),
    (Bloom(25.0), &["glowing"]),
    (Bloom(30.0), &["dreamy"]),
    (Bloom(15.0), &["hazier"]),
    (Bloom(-20.0), &["less bloom", "less glow"]),
    (Bloom(-15.0), &["crisper"]),
    (Lens(1.3), &["wider lens", "zoom out"]),
    (Lens(1.5), &["wide lens", "wide angle", "wide-angle"]),
    (Lens(0.75), &["longer lens", "zoom in"]),
    (Lens(0.6), &["long lens"]),
    (Lens(0.55), &["telephoto"]),
    (Tighter(1), &["closer", "tighter", "nearer", "tight", "too wide"]),
    (
        Tighter(-1),
        &["wider", "looser", "further away", "further", "farther", "farther away", "too close", "too tight"],
    ),
    (Length(1.35), &["slower", "longer", "too short"]),
    (Length(1.5), &["hold longer", "linger"]),
    (Length(0.7), &["shorter", "faster", "quicker", "too long"]),
    (Size(S::Ecu), &["extreme close-up", "extreme close up"]),
    (Size(S::Cu), &["close-up", "close up", "closeup"]),
    (Size(S::Mcu), &["medium close-up", "medium close up"]),
    (Size(S::Ms), &["medium shot", "medium"]),
    (Size(S::Mls), &["cowboy"]),
    (Size(S::Fs), &["full shot", "full body"]),
    (Size(S::Ws), &["wide shot", "wide", "long shot"]),
    (Size(S::Ews), &["extreme wide", "extreme wide shot", "very wide"]),
    (Angle(A::Low), &["low angle", "low-angle", "lower angle", "from below", "lower", "low"]),
    (Angle(A::High), &["high angle", "high-angle", "higher angle", "from above", "higher"]),
    (Angle(A::Overhead), &["overhead", "top down", "top-down", "bird's eye", "bird eye", "bird eye view"]),
    (Angle(A::Worm), &["worm's eye", "worm eye", "from the ground"]),
    (Angle(A::Dutch), &["dutch", "dutch angle", "tilted", "canted"]),
    (Angle(A::Eye), &["eye level", "eye-level", "straight on"]),
    (Angle(A::OverShoulder), &["over the shoulder", "over-the-shoulder", "ots"]),
    (Movement(M::Static), &["static", "no movement", "locked off", "still"]),
    (Movement(M::Handheld), &["handheld", "hand-held", "shaky"]),
    (Movement(M::PushIn), &["move in", "push in", "dolly in", "push-in"]),
    (Movement(M::PullOut), &["pull out", "pull back", "move out", "dolly out"]),
    (Movement(M::PanLeft), &["pan left"]),
    (Movement(M::PanRight), &["pan right"]),
    (Movement(M::TiltUp), &["tilt up"]),
    (Movement(M::TiltDown), &["tilt down"]),
    (Movement(M::TrackLeft), &["track left"]),
    (Movement(M::TrackRight), &["track right"]),
    (Movement(M::CraneUp), &["crane up"]),
    (Movement(M::CraneDown), &["crane down"]),
    (Composition(C::Centered), &["centred", "centered", "in the middle"]),
    (Composition(C::Symmetrical), &["symmetrical", "symmetric"]),
    (Composition(C::NegativeSpace), &["negative space", "lonely"]),
    (Composition(C::Golden), &["golden ratio"]),
    (Composition(C::ThirdsLeft), &["to the left", "left", "on the left", "frame left", "rule of thirds"]),
    (Composition(C::ThirdsRight), &["to the right", "right", "on the right", "frame right"]),
    (Time(T::Night), &["night", "at night"]),
    (Time(T::Day), &["day", "daylight"]),
    (Time(T::Dawn), &["dawn", "sunrise"]),
    (Time(T::Dusk), &["dusk", "sunset", "golden hour"]),
    (Weather(W::Rain), &["rain", "raining", "rainy"]),
    (Weather(W::Snow), &["snow", "snowing"]),
    (Weather(W::Fog), &["fog", "foggy", "mist"]),
    (Weather(W::Storm), &["storm", "stormy"]),
    (Weather(W::Wind), &["windy"]),
    (Weather(W::Clear), &["clear sky", "no rain", "no fog", "no snow"]),
];

/// What a phrase asks for; exactly these words, no more.
pub(super) fn wish(phrase: &str) -> Option<(&'static str, Wish)> {
    let asks = |(wish, phrases): &(Wish, &'static [&'static str])| {
        phrases.iter().find(|known| **known == phrase).map(|known| (*known, *wish))
    };
    WISHES.iter().find_map(asks)
}

/// Words that make the wish after them smaller or greater, and how many they are.
pub(super) fn degree(words: &[String]) -> Option<(usize, f64)> {
    let first = words.first()?.as_str();
    let second = words.get(1).map(String::as_str);
    match (first, second) {
        ("a", Some("bit" | "little" | "touch")) => Some((2, 0.5)),
        ("a", Some("lot")) => Some((2, 2.0)),
        ("slightly" | "somewhat" | "bit" | "little", _) => Some((1, 0.5)),
        ("much" | "far" | "way" | "very" | "lot" | "really", _) => Some((1, 2.0)),
        _ => None,
    }
}
