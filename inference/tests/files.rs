//! Files that are no usable model: each is refused by name, none panics. And what a good one says of itself.

#[path = "common/one_thread.rs"]
mod one_thread;
#[path = "common/smollm2.rs"]
mod smollm2;
#[path = "common/tiny.rs"]
mod tiny;

use std::path::Path;

use candle_core::quantized::gguf_file::Value as Metadata;
use inference::{Finish, InferenceError, LoadOptions, Message, ModelCard, Request, TextEngine, sha256_file};
use proptest::prelude::*;
use tiny::Tiny;

fn refusal(path: &Path) -> InferenceError {
    let refused = TextEngine::load(path, &LoadOptions::default());
    refused.err().unwrap_or_else(|| panic!("{} was loaded", path.display()))
}

fn refusal_of(tiny: &Tiny) -> InferenceError {
    refusal(tiny::file(tiny).path())
}

#[test]
fn what_is_no_model_file_is_named() {
    let missing = refusal(Path::new("/nowhere/model.gguf"));
    assert!(
        matches!(&missing, InferenceError::Read { path, .. } if path.ends_with("model.gguf")),
        "{missing}"
    );
    assert!(matches!(refusal(&std::env::temp_dir()), InferenceError::Read { .. }));
    for bytes in [&b""[..], b"GG", b"GGUF", b"<html>not found</html>", b"GGUF\x09\0\0\0\0\0\0\0\0\0\0\0"] {
        let error = refusal(tiny::bytes_file(bytes).path());
        let expected = matches!(error, InferenceError::NotGguf { .. } | InferenceError::Read { .. });
        assert!(expected, "{}: {error}", String::from_utf8_lossy(bytes));
    }
    let whole = tiny::gguf(&Tiny::llama());
    for part in [100, 500, 900, 999] {
        let length = whole.len() * part / 1000;
        let error = refusal(tiny::bytes_file(&whole[..length]).path());
        let InferenceError::Truncated { needed, found, .. } = error else { panic!("{error}") };
        assert!(found == length as u64 && needed > found);
    }
}

#[test]
fn a_model_that_is_not_built_here_is_refused_in_words() {
    let with = |key: &'static str, value: Metadata| Tiny { more: vec![(key, value)], ..Tiny::llama() };
    let text = |text: &str| Metadata::String(text.to_owned());

    let error = refusal_of(&Tiny { architecture: "mamba", ..Tiny::llama() });
    assert!(error.to_string().contains("mamba") && matches!(error, InferenceError::Architecture { .. }));
    assert!(matches!(refusal_of(&Tiny { template: None, ..Tiny::llama() }), InferenceError::ChatTemplate));
    let foreign = Tiny { template: Some("[INST] {{ m }} [/INST]"), ..Tiny::llama() };
    assert!(matches!(refusal_of(&foreign), InferenceError::ChatTemplate));
    for (tiny, word) in [
        (with("llama.expert_count", Metadata::U32(8)), "experts"),
        (with("llama.rope.scaling.type", text("yarn")), "yarn"),
        (with("llama.rope.dimension_count", Metadata::U32(8)), "8 of 16"),
        (with("tokenizer.ggml.pre", text("tekken")), "tekken"),
        (with("tokenizer.ggml.model", text("llama")), "llama"),
    ] {
        let error = refusal_of(&tiny);
        assert!(matches!(error, InferenceError::Unsupported { .. }), "{error}");
        assert!(error.to_string().contains(word), "{error}");
    }
}

#[test]
fn a_file_that_contradicts_itself_is_refused() {
    let with = |key: &'static str, value: Metadata| Tiny { more: vec![(key, value)], ..Tiny::llama() };
    for (tiny, word) in [
        (Tiny { without: "blk.1.ffn_up.weight", ..Tiny::llama() }, "blk.1.ffn_up.weight"),
        (Tiny { without: "token_embd.weight", ..Tiny::llama() }, "dimensions"),
        (Tiny { alignment: Some(0), ..Tiny::llama() }, "alignment"),
        (with("llama.block_count", Metadata::U32(3)), "blk.2"),
        (with("llama.block_count", Metadata::U32(0)), "block_count"),
        (with("llama.attention.head_count", Metadata::U32(0)), "head_count"),
        (with("llama.attention.head_count", Metadata::U32(5)), "dimensions"),
        (with("llama.attention.head_count_kv", Metadata::U32(3)), "dimensions"),
        (with("llama.feed_forward_length", Metadata::U32(64)), "shape"),
        (with("llama.feed_forward_length", Metadata::U32(u32::MAX)), "feed_forward_length"),
        (with("tokenizer.ggml.token_type", Metadata::Array(vec![Metadata::I32(1)])), "token types"),
        (with("tokenizer.ggml.eos_token_id", Metadata::U32(9999)), "eos_token_id"),
        (with("tokenizer.ggml.merges", Metadata::Array(vec![Metadata::String("th".into())])), "merge"),
    ] {
        let error = refusal_of(&tiny);
        assert!(matches!(error, InferenceError::Damaged { .. }), "{error}");
        assert!(error.to_string().contains(word), "{error} does not say {word}");
    }
}

#[test]
fn both_architectures_run_from_every_storage_type() {
    use candle_core::quantized::GgmlDType;
    one_thread::one_thread();
    let wide = [GgmlDType::Q2K, GgmlDType::Q3K, GgmlDType::Q4K, GgmlDType::Q5K, GgmlDType::Q6K];
    let plain = [GgmlDType::F32, GgmlDType::F16, GgmlDType::BF16, GgmlDType::Q8_0];
    let small = [GgmlDType::Q4_0, GgmlDType::Q4_1, GgmlDType::Q5_0, GgmlDType::Q5_1];
    for dtype in wide.into_iter().chain(plain).chain(small) {
        for tiny in [Tiny::qwen2(), Tiny { hidden: 256, ..Tiny::llama() }] {
            let file = tiny::file(&Tiny { matrices: dtype, down: dtype, ..tiny });
            let mut engine = TextEngine::load(file.path(), &LoadOptions::default()).unwrap();
            let messages = vec![Message::user("Who keeps the light?")];
            let request = Request { messages, max_new_tokens: 4, ..Request::default() };
            let answer = engine.generate(&request, &|| false, &mut |_| {}).unwrap();
            assert!(matches!(answer.finish, Finish::Length | Finish::Stop), "{dtype:?}");
        }
    }
}

/// Where bytes are overwritten in a small file, and with what.
fn noise() -> impl Strategy<Value = (usize, Vec<u8>)> {
    (0usize..14_000, proptest::collection::vec(any::<u8>(), 1..9))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    /// A damaged file is refused, or it is still a model; it never brings the process down.
    #[test]
    fn damage_never_panics((at, noise) in noise()) {
        one_thread::one_thread();
        let mut bytes = tiny::gguf(&Tiny::llama());
        bytes[at..at + noise.len()].copy_from_slice(&noise);
        let file = tiny::bytes_file(&bytes);
        let options = LoadOptions { context: 64, ..LoadOptions::default() };
        if let Ok(mut engine) = TextEngine::load(file.path(), &options) {
            let request = Request { max_new_tokens: 2, ..Request::default() };
            // Weights that are not numbers are an error here, and not a panic either.
            engine.generate(&request, &|| false, &mut |_| {}).ok();
        }
    }
}

#[test]
fn a_card_says_what_a_file_is_and_where_it_comes_from() {
    let path = smollm2::path();
    let digest = sha256_file(&path).unwrap();
    let card = ModelCard::read(&path, Some(&digest.to_uppercase())).unwrap();
    assert_eq!(card.sha256.as_deref(), Some(digest.as_str()));
    assert_eq!(card.architecture, "llama");
    assert_eq!(card.licence, "Apache-2.0");
    assert_eq!(card.quantisation, "Q4_1");
    assert_eq!(card.parameters, 134_515_008);
    assert_eq!(card.context_length, 8192);
    assert!(card.name.starts_with("Smollm2 135M"), "{}", card.name);
    assert_eq!(card.bytes, std::fs::metadata(&path).unwrap().len());
    if digest == "b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53" {
        assert_eq!(card.origin, "https://huggingface.co/HuggingFaceTB/SmolLM2-135M-Instruct");
        assert_eq!(ModelCard::read(&path, None).unwrap().origin, card.origin);
    }
    // Not the known weights after all: nothing is claimed for them that the file does not say.
    assert_eq!(ModelCard::read(&path, Some("00")).unwrap().origin, "unknown");

    let tiny = tiny::file(&Tiny::llama());
    let card = ModelCard::read(tiny.path(), None).unwrap();
    assert_eq!((card.licence.as_str(), card.origin.as_str()), ("unknown", "unknown"));
    assert_eq!(card.quantisation, "Q8_0");
    let mut told = Tiny::llama();
    told.more.push(("general.license", Metadata::String("mit".into())));
    told.more.push(("general.source.url", Metadata::String("https://example.org/tiny".into())));
    let card = ModelCard::read(tiny::file(&told).path(), None).unwrap();
    assert_eq!((card.licence.as_str(), card.origin.as_str()), ("MIT", "https://example.org/tiny"));

    let three = tiny::bytes_file(b"abc");
    let abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
    assert_eq!(sha256_file(three.path()).unwrap(), abc);
    assert!(matches!(sha256_file(Path::new("/nowhere")), Err(InferenceError::Read { .. })));
}
