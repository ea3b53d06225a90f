//! Token ids against an independent tokenizer: llama.cpp (llama-cpp-python 0.3.36) reading the same files,
//! `Llama(path, vocab_only=True).tokenize(text, add_bos=False, special=False)`.

mod common;

use std::path::Path;

use inference::{LoadOptions, Request, TextEngine};

const HEADING: &str = "INT. LIGHTHOUSE - NIGHT 1987\n\nMARA (42)\n\tIt's 12:30... we don't have time!\n";
const ODD: &str = "TOM — café “naïve” 日本語 🎬  double  spaces   \n\n\nEXT. PIER";
const JSON: &str = "{\"shot\": 10, \"lens\":\"35mm\"}\r\n";
const SPACE: &str = " \t mixed \n ws";
const CAPITALS: &str = "he'll SHE'LL I'M we've";
const ALPHABETS: &str = "Привет, мир! مرحبا";

type Case = (&'static str, &'static [u32]);

#[rustfmt::skip]
const SMOLLM2: [Case; 6] = [
    (HEADING, &[
        14939, 30, 450, 20128, 5775, 23134, 731, 442, 20128, 216, 33, 41, 40, 39, 198, 198, 32161, 49, 365, 36, 34, 25,
        198, 197, 1589, 506, 216, 33, 34, 42, 35, 32, 2026, 392, 1326, 982, 457, 655, 17, 198,
    ]),
    (ODD, &[
        68, 9232, 1841, 37366, 619, 3546, 46494, 573, 17097, 241, 115, 40993, 179, 120, 248, 15107, 232, 122, 216,
        5561, 216, 5600, 333, 1116, 198, 18309, 30, 21609, 1754,
    ]),
    (JSON, &[39428, 14123, 1799, 216, 33, 32, 28, 476, 34252, 25535, 35, 37, 6799, 23597, 2738]),
    (SPACE, &[216, 197, 6468, 3717, 37844]),
    (CAPITALS, &[255, 3060, 334, 4493, 23, 16421, 339, 23, 61, 392, 3543]),
    (ALPHABETS, &[155, 249, 46879, 16464, 32547, 28, 41337, 7872, 9175, 17, 36395, 20602, 44626, 31462, 10805]),
];

#[rustfmt::skip]
const QWEN2: [Case; 6] = [
    (HEADING, &[
        3221, 13, 52203, 96394, 481, 75031, 220, 16, 24, 23, 22, 271, 44, 53962, 320, 19, 17, 340, 61535, 594, 220, 16,
        17, 25, 18, 15, 1112, 582, 1513, 944, 614, 882, 4894,
    ]),
    (ODD, &[
        51, 1898, 1959, 51950, 1036, 3376, 37572, 586, 854, 75402, 21894, 102_819, 11162, 236, 105, 220, 1990, 220,
        12621, 262, 1406, 5722, 13, 393, 16289,
    ]),
    (JSON, &[4913, 6340, 788, 220, 16, 15, 11, 330, 75, 724, 3252, 18, 20, 3821, 1, 1771]),
    (SPACE, &[7018, 9519, 715, 17624]),
    (CAPITALS, &[383, 3278, 53595, 6, 4086, 358, 27603, 582, 3003]),
    (ALPHABETS, &[53645, 26991, 8178, 11, 137_144, 0, 23364, 126_860, 124_671]),
];

fn check(engine: &TextEngine, cases: &[Case], prompt_tokens: usize) {
    for (text, ids) in cases {
        assert_eq!(engine.tokens(text).unwrap(), *ids, "{text:?}");
    }
    // With the marks of the turns; counted by llama.cpp with special=True.
    let request = common::ask("Name one.", 1, common::wild(0.0, 0));
    assert_eq!(engine.count_prompt_tokens(&request).unwrap(), prompt_tokens);
}

#[test]
fn smollm2_is_read_as_llama_cpp_reads_it() {
    check(&common::engine(), &SMOLLM2, 21);
}

#[test]
#[ignore = "needs 1.1 GB of weights, named by SPOOL_TEXT_MODEL"]
fn qwen2_is_read_as_llama_cpp_reads_it() {
    let path =
        std::env::var("SPOOL_TEXT_MODEL").expect("SPOOL_TEXT_MODEL names the weights of Qwen2.5-Coder");
    let mut engine = TextEngine::load(Path::new(&path), &LoadOptions::default()).unwrap();
    check(&engine, &QWEN2, 20);
    assert_eq!(engine.describe().licence, "Apache-2.0");
    assert_eq!(engine.describe().quantisation, "Q4_K_M");
    // Unlike llama.cpp, and like the tokenizer it was trained with, composed and decomposed are one.
    assert_eq!(engine.tokens("cafe\u{301}").unwrap(), engine.tokens("café").unwrap());
    let request: Request = common::ask("Answer with the single word Yes.", 8, common::wild(0.0, 0));
    assert!(common::answer(&mut engine, &request).text.starts_with("Yes"));
}
