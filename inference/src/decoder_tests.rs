//! The network against candle-transformers' models of the same files, and against itself: a prompt that
//! goes on from what is remembered must lead to the very same numbers, or it would change the text.

use std::io::Cursor;
use std::path::Path;

use candle_core::quantized::gguf_file::Content;
use candle_transformers::models::{quantized_llama, quantized_qwen2};

use super::*;
use crate::gguf::Gguf;
use crate::one_thread::one_thread;
use crate::smollm2;
use crate::tiny::{self, Tiny};

fn load(path: &Path) -> Decoder {
    one_thread();
    let gguf = Gguf::open(path).unwrap();
    let dimensions = Dimensions::read(&gguf, 2048).unwrap();
    Decoder::load(&Weights { gguf: &gguf, device: &Device::Cpu }, dimensions).unwrap()
}

fn read(decoder: &mut Decoder, tokens: &[u32], chunk: usize) -> Vec<f32> {
    let hidden = tokens.chunks(chunk).map(|chunk| decoder.advance(chunk).unwrap()).last().unwrap();
    decoder.logits(&hidden).unwrap()
}

/// What candle-transformers makes of the same bytes.
fn reference(bytes: &[u8], tokens: &[u32]) -> Vec<f32> {
    let mut reader = Cursor::new(bytes);
    let content = Content::read(&mut reader).unwrap();
    let input = Tensor::new(tokens, &Device::Cpu).unwrap().unsqueeze(0).unwrap();
    let device = &Device::Cpu;
    let logits = match content.metadata["general.architecture"].to_string().unwrap().as_str() {
        "llama" => {
            quantized_llama::ModelWeights::from_gguf(content, &mut reader, device).unwrap().forward(&input, 0)
        }
        _ => {
            quantized_qwen2::ModelWeights::from_gguf(content, &mut reader, device).unwrap().forward(&input, 0)
        }
    };
    logits.unwrap().squeeze(0).unwrap().to_vec1().unwrap()
}

fn cosine(a: &[f32], b: &[f32]) -> f64 {
    let dot =
        |a: &[f32], b: &[f32]| -> f64 { a.iter().zip(b).map(|(a, b)| f64::from(*a) * f64::from(*b)).sum() };
    assert_eq!(a.len(), b.len());
    dot(a, b) / (dot(a, a) * dot(b, b)).sqrt()
}

#[test]
fn logits_are_those_of_the_reference() {
    let tokens: Vec<u32> = (0..70).map(|i| i * 37 % 256).collect();
    // Padded matrices round the input by 256 values instead of by 32.
    let padded = Tiny { hidden: 192, ..Tiny::llama() };
    for (tiny, least) in [(Tiny::llama(), 0.9999), (padded, 0.998), (Tiny::qwen2(), 0.9999)] {
        let file = tiny::file(&tiny);
        let ours = read(&mut load(file.path()), &tokens, 64);
        let theirs = reference(&tiny::gguf(&tiny), &tokens);
        let similarity = cosine(&ours, &theirs);
        assert!(similarity > least, "{} of {}: {similarity}", tiny.architecture, tiny.hidden);
    }
}

#[test]
fn a_prompt_may_be_read_in_pieces_and_from_the_middle() {
    let tokens: Vec<u32> = (0..150).map(|i| i * 61 % 256).collect();
    for tiny in [Tiny::llama(), Tiny { hidden: 192, ..Tiny::llama() }, Tiny::qwen2()] {
        let file = tiny::file(&tiny);
        let mut decoder = load(file.path());
        let whole = read(&mut decoder, &tokens, tokens.len());
        for chunk in [64, 7, 1] {
            decoder.truncate(0);
            let similarity = cosine(&whole, &read(&mut decoder, &tokens, chunk));
            assert!(similarity > 0.999, "{} in pieces of {chunk}: {similarity}", tiny.architecture);
        }
        decoder.truncate(0);
        let cold = read(&mut decoder, &tokens, 64);
        decoder.truncate(64);
        decoder.advance(&[5; 30]).unwrap();
        decoder.truncate(64);
        assert_eq!(cold, read(&mut decoder, &tokens[64..], 64), "{}, after a detour", tiny.architecture);
    }
}

#[test]
fn real_weights_agree_with_the_reference_and_with_themselves() {
    let path = smollm2::path();
    let mut decoder = load(&path);
    let tokens: Vec<u32> = (0..80).map(|i| 1000 + i * 97 % 40_000).collect();
    let whole = read(&mut decoder, &tokens, tokens.len());
    decoder.truncate(0);
    let pieces = read(&mut decoder, &tokens, 64);
    assert!(cosine(&whole, &pieces) > 0.999);
    decoder.truncate(64);
    assert_eq!(pieces, read(&mut decoder, &tokens[64..], 64));
    // Theirs multiplies Q4_1, ours the same weights as Q8_0: close, not equal.
    let similarity = cosine(&whole, &reference(&std::fs::read(path).unwrap(), &tokens));
    assert!(similarity > 0.999, "{similarity}");
}
