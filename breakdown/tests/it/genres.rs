//! Three whole screenplays of three more genres: every scene in its right place at its right time, everybody
//! as they were introduced, every shot about what it should be about.

use crate::common::{Filmed, film, holding};
use breakdown::Cast;
use domain::character::look::{Age, Garment, HairStyle, Mark, Presenting};
use domain::scene::shot::{Coverage as C, Pose, TimeOfDay as T, Weather as W};
use domain::{Genre, Tone};

fn tidal() -> (Cast, Vec<Filmed>) {
    film(include_str!("../scenes/tidal.fountain"), Genre::ScienceFiction, Tone::Suspenseful)
}

fn serve() -> (Cast, Vec<Filmed>) {
    film(include_str!("../scenes/serve.fountain"), Genre::Drama, Tone::Melancholic)
}

fn crown() -> (Cast, Vec<Filmed>) {
    film(include_str!("../scenes/crown.fountain"), Genre::Fantasy, Tone::Epic)
}

fn places(filmed: &[Filmed]) -> Vec<(&str, T, W)> {
    filmed.iter().map(|it| (it.set.place.as_str(), it.set.time, it.set.weather)).collect()
}

#[test]
fn every_scene_plays_where_and_when_its_slugline_says() {
    assert_eq!(
        places(&tidal().1),
        [
            ("spaceship", T::Night, W::Clear),
            ("spaceship", T::Night, W::Clear),
            ("desert", T::Dawn, W::Clear),
            ("castle", T::Day, W::Clear),
        ]
    );
    assert_eq!(
        places(&serve().1),
        [
            ("park", T::Day, W::Clear),
            ("kitchen", T::Dusk, W::Clear),
            ("car", T::Night, W::Rain),
            ("hospital", T::Day, W::Clear),
            ("stadium", T::Day, W::Clear),
        ]
    );
    assert_eq!(
        places(&crown().1),
        [
            ("castle", T::Night, W::Rain),
            ("castle", T::Night, W::Clear),
            ("forest", T::Dawn, W::Fog),
            ("mountain", T::Day, W::Snow),
            ("cave", T::Night, W::Clear),
        ]
    );
}

#[test]
fn everybody_looks_as_they_were_introduced() {
    let cast = tidal().0;
    let petr = &cast.member("Petr").unwrap().look;
    assert_eq!((petr.presenting, petr.costume.kind), (Presenting::Masculine, Garment::Hoodie));
    assert!(petr.marks.contains(&Mark::Beard) && petr.marks.contains(&Mark::Freckles));
    assert!(petr.hair.colour.0[0] > 100, "the beard is red, so is the hair: {:?}", petr.hair.colour);
    let ines = &cast.member("Ines").unwrap().look;
    assert_eq!((ines.costume.kind, ines.hair.style), (Garment::Uniform, HairStyle::Short));
    let cast = serve().0;
    let lola = &cast.member("Lola").unwrap().look;
    assert_eq!((lola.age, lola.hair.style, lola.costume.kind), (Age::Old, HairStyle::Bun, Garment::Sweater));
    let june = &cast.member("June").unwrap().look;
    assert_eq!((june.age, june.hair.style), (Age::Child, HairStyle::Ponytail));
    assert!(june.hair.colour.0.iter().all(|channel| *channel < 60), "{:?}", june.hair.colour);
    assert_eq!(cast.member("Daniel").unwrap().look.presenting, Presenting::Masculine);
    let cast = crown().0;
    let aldric = &cast.member("Aldric").unwrap().look;
    assert_eq!((aldric.costume.kind, aldric.hair.style), (Garment::Armour, HairStyle::Bald));
    assert_eq!(aldric.marks, [Mark::Scar]);
    assert_eq!(cast.member("Isolde").unwrap().look.age, Age::Old);
    assert_eq!(cast.member("Tamsin").unwrap().look.age, Age::Young);
}

#[test]
fn nobody_is_in_the_cast_twice_under_two_names() {
    for (cast, count) in [(tidal().0, 3), (serve().0, 3), (crown().0, 4)] {
        let names: Vec<&str> = cast.members.iter().map(|it| it.name.as_str()).collect();
        assert_eq!(names.len(), count, "{names:?}");
    }
}

#[test]
fn what_the_story_turns_on_is_shown_by_itself() {
    for (filmed, things) in [
        (tidal().1, &["locket", "wrench", "binoculars"][..]),
        (serve().1, &["knife", "bowl"]),
        (crown().1, &["sword", "crown"]),
    ] {
        let shots = || filmed.iter().flat_map(|it| &it.broken.shots);
        for thing in things {
            let shown = shots().any(|shot| shot.role == C::Insert && shot.props == [(*thing).to_owned()]);
            assert!(shown, "{thing}");
        }
    }
}

#[test]
fn bodies_do_what_the_action_says() {
    let (_, filmed) = serve();
    let lola = holding(&filmed[3].broken, &filmed[3].content, "Lola lies in the bed");
    assert_eq!(lola.figures[0].pose, Pose::Lie);
    let june = holding(&filmed[4].broken, &filmed[4].content, "She looks up.");
    assert_eq!(june.figures[0].pose, Pose::LookUp);
    let (_, filmed) = crown();
    let kneeling = holding(&filmed[1].broken, &filmed[1].content, "Aldric kneels.");
    assert_eq!(kneeling.figures[0].pose, Pose::Kneel);
    let running = holding(&filmed[2].broken, &filmed[2].content, "They run.");
    assert!(running.figures.len() == 2 && running.figures.iter().all(|it| it.pose == Pose::Run));
    let (_, filmed) = tidal();
    let embrace = holding(&filmed[3].broken, &filmed[3].content, "She embraces Ines.");
    let names: Vec<&str> = embrace.figures.iter().map(|it| it.character.as_str()).collect();
    assert_eq!(names, ["Nadia", "Ines"]);
}

#[test]
fn a_film_has_variety() {
    for (_, filmed) in [tidal(), serve(), crown()] {
        let shots: Vec<_> = filmed.iter().flat_map(|it| &it.broken.shots).collect();
        let roles: std::collections::BTreeSet<String> = shots.iter().map(|it| it.role.to_string()).collect();
        let sizes: std::collections::BTreeSet<_> = shots.iter().map(|it| it.size).collect();
        assert!(roles.len() >= 5 && sizes.len() >= 5, "{roles:?} {sizes:?}");
    }
}
