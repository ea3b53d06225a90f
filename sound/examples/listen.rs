use sound::*;
use sound::{effects::*, mix::*, music::*, voice::*};
use std::path::Path;
use std::time::Instant;
fn save(c: &Clip, n: &str) {
    c.write_wav(
        std::io::BufWriter::new(std::fs::File::create(format!("/tmp/t/out/{n}.wav")).unwrap()),
        Depth::Pcm16,
    )
    .unwrap();
}
fn main() {
    std::fs::create_dir_all("/tmp/t/out").unwrap();
    let what = std::env::args().nth(1).unwrap_or_default();
    let home = std::env::var("HOME").unwrap();
    if what.is_empty() || what == "voice" {
        let t = Instant::now();
        let v = Voices::open(Path::new(&format!("{home}/.cache/spool/models/hibari"))).unwrap();
        println!("open {:?} {:?}", t.elapsed(), v.speakers());
        let text = "The keeper climbs the stairs. MARA says 42 ships passed the lighthouse in 1984, and none came back!";
        let d = Delivery::default();
        for (n, vo, d) in [
            ("heart", Voice::of(Speaker::Hibari), d),
            ("man", Voice { pitch_semitones: -9.0, formant: 0.85, ..Voice::of(Speaker::Hibari) }, d),
            ("man2", Voice { pitch_semitones: -7.0, formant: 0.9, ..Voice::of(Speaker::Hibari) }, d),
            ("child", Voice { pitch_semitones: 4.0, formant: 1.15, ..Voice::of(Speaker::Hibari) }, d),
            ("whisper", Voice::of(Speaker::Hibari), Delivery::of("whispering")),
            ("phone", Voice::of(Speaker::Hibari), Delivery::of("into phone")),
            ("shout", Voice::of(Speaker::Hibari), Delivery::of("shouting")),
            ("rms", Voice::of(Speaker::FliteRms), d),
            ("slt", Voice::of(Speaker::FliteSlt), d),
            ("awb", Voice::of(Speaker::FliteAwb), d),
            ("kal", Voice::of(Speaker::FliteKal), d),
            ("fest", Voice::of(Speaker::FestivalSlt), d),
            (
                "festlow",
                Voice { pitch_semitones: -3.0, rate: 0.9, formant: 0.95, ..Voice::of(Speaker::FestivalSlt) },
                d,
            ),
        ] {
            let t = Instant::now();
            let s = v.speak(text, &vo, &d, 1, &mut unwatched).unwrap();
            println!(
                "{n} {:.2}s in {:?} peak {:.2} rms {:.3}",
                s.clip.seconds(),
                t.elapsed(),
                s.clip.peak(),
                s.clip.rms()
            );
            if n == "heart" {
                for w in &s.words {
                    println!("   {:6.3} {:6.3} {}", seconds_of(w.span.start), seconds_of(w.span.end), w.text);
                }
            }
            save(&s.clip, &format!("v_{n}"));
        }
    }
    if what.is_empty() || what == "music" {
        let t = Instant::now();
        let f = SoundFont::installed().unwrap();
        println!("font {:?}", t.elapsed());
        for g in Genre::ALL {
            let t = Instant::now();
            let b = Brief {
                genre: g,
                tone: Tone::Neutral,
                tension: vec![0.2, 0.5, 0.95, 0.5],
                frames: frames_in(30.0),
                seed: 7,
            };
            let s = compose(&b).unwrap();
            let c = play(&s, &f, &mut unwatched).unwrap();
            let l = measure(&c, &mut unwatched).unwrap();
            println!(
                "{g:?} {} bpm {:.0} bars {} notes {} in {:?} {:?} peak {:.2}",
                s.key,
                s.tempo_bpm,
                s.bars,
                s.notes.len(),
                t.elapsed(),
                l.integrated_lufs,
                c.peak()
            );
            save(&c, &format!("m_{g:?}"));
        }
    }
    if what.is_empty() || what == "fx" {
        for e in Effect::ALL {
            let t = Instant::now();
            let c = render(e, frames_in(8.0), 7, &mut unwatched).unwrap();
            println!("{e:?} {:?} rms {:.3}", t.elapsed(), c.rms());
            save(&c, &format!("e_{e:?}"));
        }
    }
    if what.is_empty() || what == "mix" {
        let f = SoundFont::installed().unwrap();
        let v = Voices::open(Path::new(&format!("{home}/.cache/spool/models/hibari"))).unwrap();
        let s = v
            .speak(
                "Something is out there. I have heard it every night for a week.",
                &Voice { pitch_semitones: -9.0, formant: 0.85, ..Voice::of(Speaker::Hibari) },
                &Delivery::default(),
                1,
                &mut unwatched,
            )
            .unwrap();
        let n = frames_in(20.0);
        let b = Brief { genre: Genre::Noir, tone: Tone::Dark, tension: vec![0.4, 0.8], frames: n, seed: 7 };
        let m = play(&compose(&b).unwrap(), &f, &mut unwatched).unwrap();
        let cues = cues_from_text(
            "Rain on the glass. A knock. The door opens. A gun fires.",
            &Setting { place: "BAR", interior: true, frames: n, ..Default::default() },
        );
        let p = perform(&cues, n, 1, &mut unwatched).unwrap();
        let t = Instant::now();
        let x = mix(
            Stems {
                voice: lay(n, &[Placed { clip: &s.clip, at: frames_in(5.0), gain_db: 0.0, pan: 0.0 }])
                    .unwrap(),
                music: m,
                ambience: p.ambience,
                effects: p.effects,
            },
            &MixSettings::default(),
            &mut unwatched,
        )
        .unwrap();
        println!("mix {:?} {:?} limited {}", t.elapsed(), x.loudness, x.limited_db);
        save(&x.master, "x_master");
        for (n, c) in x.stems.each() {
            save(c, &format!("x_{n}"));
        }
    }
}
