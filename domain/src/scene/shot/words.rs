//! The words of a shot: what a camera assistant would write on the list.

use crate::vocabulary::vocabulary;

vocabulary! {
    /// How much of a person the frame holds.
    Size, "shot size" {
        /// Extreme close-up: the eyes, a detail.
        Ecu = "ecu" | "extreme-close-up",
        /// Close-up: the face.
        Cu = "cu" | "close-up",
        /// Medium close-up: head and shoulders.
        Mcu = "mcu" | "medium-close-up",
        /// Medium shot: from the waist.
        Ms = "ms" | "medium",
        /// Medium long shot: from the knees.
        Mls = "mls" | "medium-long",
        /// Full shot: the whole figure.
        Fs = "fs" | "full",
        /// Wide shot: figures in their place.
        Ws = "ws" | "wide",
        /// Extreme wide shot: the place.
        Ews = "ews" | "extreme-wide",
    }
}

vocabulary! {
    /// From where the camera looks.
    Angle, "camera angle" {
        /// At the height of the eyes.
        Eye = "eye" | "eye-level" | "eye_level",
        /// From below.
        Low = "low" | "low-angle" | "low_angle",
        /// From above.
        High = "high" | "high-angle" | "high_angle",
        /// Straight down.
        Overhead = "overhead" | "birds-eye",
        /// From the ground.
        Worm = "worm" | "worms-eye",
        /// Tilted about the lens.
        Dutch = "dutch" | "dutch-angle" | "dutch_angle",
        /// Past the shoulder of whoever is spoken to.
        OverShoulder = "over_shoulder" | "over-shoulder" | "over-the-shoulder",
    }
}

vocabulary! {
    /// What the camera does while it runs.
    Movement, "camera movement" {
        /// Nothing.
        Static = "static",
        /// Turns left.
        PanLeft = "pan_left" | "pan-left",
        /// Turns right.
        PanRight = "pan_right" | "pan-right",
        /// Turns up.
        TiltUp = "tilt_up" | "tilt-up",
        /// Turns down.
        TiltDown = "tilt_down" | "tilt-down",
        /// Travels towards its subject.
        PushIn = "push_in" | "push-in",
        /// Travels away from its subject.
        PullOut = "pull_out" | "pull-out",
        /// Travels left.
        TrackLeft = "track_left" | "track-left",
        /// Travels right.
        TrackRight = "track_right" | "track-right",
        /// Rises.
        CraneUp = "crane_up" | "crane-up",
        /// Sinks.
        CraneDown = "crane_down" | "crane-down",
        /// Carried by hand.
        Handheld = "handheld" | "hand-held",
    }
}

vocabulary! {
    /// How the frame is divided.
    Composition, "composition" {
        /// The subject on the left third.
        ThirdsLeft = "thirds_left" | "thirds-left" | "rule-of-thirds",
        /// The subject on the right third.
        ThirdsRight = "thirds_right" | "thirds-right",
        /// The subject in the middle.
        Centered = "centered" | "centred",
        /// Both halves alike.
        Symmetrical = "symmetrical",
        /// The subject small in an empty frame.
        NegativeSpace = "negative_space" | "negative-space",
        /// By the golden section.
        Golden = "golden" | "golden-ratio",
    }
}

vocabulary! {
    /// What a shot does in the coverage of its scene.
    Coverage, "coverage role" {
        /// Shows where we are.
        Establishing = "establishing",
        /// Holds the whole action.
        Master = "master",
        /// Holds one person.
        Single = "single",
        /// Holds two people.
        TwoShot = "two_shot" | "two-shot",
        /// Holds one person past the shoulder of another.
        OverShoulder = "over_shoulder" | "over-shoulder",
        /// Holds whoever hears or sees something.
        Reaction = "reaction",
        /// Holds a thing.
        Insert = "insert",
        /// Goes along with the action.
        Moving = "moving",
    }
}

vocabulary! {
    /// What a figure's body does.
    Pose, "pose" {
        /// Stands.
        Stand = "stand",
        /// Walks.
        Walk = "walk",
        /// Runs.
        Run = "run",
        /// Sits.
        Sit = "sit",
        /// Crouches.
        Crouch = "crouch",
        /// Lies.
        Lie = "lie",
        /// Kneels.
        Kneel = "kneel",
        /// Leans on something.
        Lean = "lean",
        /// Points.
        Point = "point",
        /// Reaches out.
        Reach = "reach",
        /// Holds something before the body.
        Hold = "hold",
        /// Speaks into a telephone.
        Phone = "phone",
        /// Drinks.
        Drink = "drink",
        /// Embraces somebody.
        Embrace = "embrace",
        /// Fights.
        Fight = "fight",
        /// Aims a weapon.
        Aim = "aim",
        /// Writes.
        Write = "write",
        /// Reads.
        Read = "read",
        /// Drives.
        Drive = "drive",
        /// Waves.
        Wave = "wave",
        /// Cowers.
        Cower = "cower",
        /// Looks up.
        LookUp = "look_up" | "look-up",
        /// Looks down.
        LookDown = "look_down" | "look-down",
    }
}

vocabulary! {
    /// When it plays, as far as the light is concerned.
    TimeOfDay, "time of day" {
        /// In daylight.
        Day = "day",
        /// At night.
        Night = "night",
        /// At sunrise.
        Dawn = "dawn",
        /// At sunset.
        Dusk = "dusk",
    }
}

vocabulary! {
    /// What the sky does.
    Weather, "weather" {
        /// Nothing in particular.
        Clear = "clear",
        /// Rain.
        Rain = "rain",
        /// Snow.
        Snow = "snow",
        /// Fog.
        Fog = "fog",
        /// A thunderstorm.
        Storm = "storm",
        /// Wind.
        Wind = "wind",
    }
}

vocabulary! {
    /// Under a roof or under the sky.
    Setting, "setting" {
        /// Inside.
        Interior = "interior",
        /// Outside.
        Exterior = "exterior",
        /// Both, as in a car.
        Both = "both",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_reads_back_the_same() {
        for size in Size::ALL {
            assert_eq!(size.as_str().parse::<Size>().as_ref(), Ok(size));
        }
        for pose in Pose::ALL {
            assert_eq!(serde_json::from_value::<Pose>(pose.as_str().into()).unwrap(), *pose);
        }
    }

    #[test]
    fn other_spellings_are_read_and_never_written() {
        assert_eq!("low-angle".parse(), Ok(Angle::Low));
        assert_eq!(serde_json::from_str::<Angle>("\"high-angle\"").unwrap(), Angle::High);
        assert_eq!("rule-of-thirds".parse(), Ok(Composition::ThirdsLeft));
        assert_eq!(serde_json::to_string(&Composition::ThirdsLeft).unwrap(), "\"thirds_left\"");
        assert!("sideways".parse::<Angle>().unwrap_err().to_string().contains("known are eye, low, high,"));
    }
}
