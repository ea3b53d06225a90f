//! Tiny model files with random weights, written by candle's own writer: enough to open, refuse and
//! compute with where real weights would only be slower.

use std::io::{Cursor, Write as _};

use candle_core::quantized::gguf_file::{Value, write};
use candle_core::quantized::{GgmlDType, QTensor};
use candle_core::{Device, Tensor};

/// Tokens: 256 bytes, one pair, three control tokens, and filler up to a multiple of 16.
pub(crate) const VOCABULARY: usize = 272;

/// A template that writes the marks of `ChatML`.
pub(crate) const CHATML: &str =
    "{% for m in messages %}<|im_start|>{{ m.role }}\n{{ m.content }}<|im_end|>\n{% endfor %}";

/// What to write.
#[derive(Clone)]
pub(crate) struct Tiny {
    /// `general.architecture`, and the prefix of the keys.
    pub(crate) architecture: &'static str,
    /// Values of a hidden state; the rest follows from it.
    pub(crate) hidden: usize,
    /// How matrices are stored.
    pub(crate) matrices: GgmlDType,
    /// How `ffn_down` is stored.
    pub(crate) down: GgmlDType,
    /// `general.alignment`, if any.
    pub(crate) alignment: Option<u32>,
    /// The chat template, if any.
    pub(crate) template: Option<&'static str>,
    /// A tensor that is left out.
    pub(crate) without: &'static str,
    /// Further metadata.
    pub(crate) more: Vec<(&'static str, Value)>,
}

impl Tiny {
    /// A llama of 64 values, all in 8-bit blocks of 32.
    pub(crate) fn llama() -> Self {
        Self {
            architecture: "llama",
            hidden: 64,
            matrices: GgmlDType::Q8_0,
            down: GgmlDType::Q8_0,
            alignment: None,
            template: Some(CHATML),
            without: "",
            more: Vec::new(),
        }
    }

    /// A qwen2 of 256 values, with biases and in the mixture of a `Q4_K_M`.
    pub(crate) fn qwen2() -> Self {
        Self {
            architecture: "qwen2",
            hidden: 256,
            matrices: GgmlDType::Q4K,
            down: GgmlDType::Q6K,
            ..Self::llama()
        }
    }

    fn metadata(&self) -> Vec<(String, Value)> {
        let whole = |n: usize| Value::U32(u32::try_from(n).unwrap());
        let text = |t: &str| Value::String(t.to_owned());
        let own = [
            ("block_count", whole(2)),
            ("context_length", whole(512)),
            ("embedding_length", whole(self.hidden)),
            ("feed_forward_length", whole(self.hidden * 2)),
            ("attention.head_count", whole(4)),
            ("attention.head_count_kv", whole(2)),
            ("attention.layer_norm_rms_epsilon", Value::F32(1e-5)),
            ("rope.dimension_count", whole(self.hidden / 4)),
            ("rope.freq_base", Value::F32(10_000.0)),
        ];
        let general = [
            ("general.architecture", text(self.architecture)),
            ("general.name", text("Tiny")),
            ("tokenizer.ggml.model", text("gpt2")),
            ("tokenizer.ggml.pre", text("smollm")),
            ("tokenizer.ggml.tokens", Value::Array(tokens().into_iter().map(Value::String).collect())),
            ("tokenizer.ggml.token_type", Value::Array(kinds().into_iter().map(Value::I32).collect())),
            ("tokenizer.ggml.merges", Value::Array(vec![text("t h")])),
            ("tokenizer.ggml.eos_token_id", Value::U32(258)),
        ];
        let optional = [
            self.alignment.map(|n| ("general.alignment", Value::U32(n))),
            self.template.map(|t| ("tokenizer.chat_template", text(t))),
        ];
        own.into_iter()
            .map(|(key, value)| (format!("{}.{key}", self.architecture), value))
            .chain(general.into_iter().chain(optional.into_iter().flatten()).map(|(k, v)| (k.to_owned(), v)))
            .chain(self.more.iter().map(|(key, value)| ((*key).to_owned(), value.clone())))
            .collect()
    }

    fn tensors(&self) -> Vec<(String, QTensor)> {
        let (hidden, narrow, inner) = (self.hidden, self.hidden / 2, self.hidden * 2);
        let mut shapes = vec![
            ("token_embd.weight".to_owned(), vec![VOCABULARY, hidden], self.matrices),
            ("output_norm.weight".to_owned(), vec![hidden], GgmlDType::F32),
        ];
        for block in 0..2 {
            let mut add = |part: &str, shape: &[usize], dtype| {
                shapes.push((format!("blk.{block}.{part}"), shape.to_vec(), dtype));
            };
            for (part, rows) in [("attn_q", hidden), ("attn_k", narrow), ("attn_v", narrow)] {
                add(&format!("{part}.weight"), &[rows, hidden], self.matrices);
                if self.architecture == "qwen2" {
                    add(&format!("{part}.bias"), &[rows], GgmlDType::F32);
                }
            }
            add("attn_norm.weight", &[hidden], GgmlDType::F32);
            add("attn_output.weight", &[hidden, hidden], self.matrices);
            add("ffn_norm.weight", &[hidden], GgmlDType::F32);
            add("ffn_gate.weight", &[inner, hidden], self.matrices);
            add("ffn_up.weight", &[inner, hidden], self.matrices);
            add("ffn_down.weight", &[hidden, inner], self.down);
        }
        shapes
            .into_iter()
            .filter(|(name, _, _)| name != self.without)
            .zip(1u64..)
            .map(|((name, shape, dtype), seed)| {
                let tensor = random(&shape, seed);
                (name, QTensor::quantize(&tensor, dtype).unwrap())
            })
            .collect()
    }
}

/// The bytes of such a file.
pub(crate) fn gguf(tiny: &Tiny) -> Vec<u8> {
    let metadata = tiny.metadata();
    let tensors = tiny.tensors();
    let metadata: Vec<(&str, &Value)> = metadata.iter().map(|(k, v)| (k.as_str(), v)).collect();
    let tensors: Vec<(&str, &QTensor)> = tensors.iter().map(|(k, v)| (k.as_str(), v)).collect();
    let mut out = Cursor::new(Vec::new());
    write(&mut out, &metadata, &tensors).unwrap();
    out.into_inner()
}

/// Such a file, deleted when dropped.
pub(crate) fn file(tiny: &Tiny) -> tempfile::NamedTempFile {
    bytes_file(&gguf(tiny))
}

/// A file with these bytes, deleted when dropped.
pub(crate) fn bytes_file(bytes: &[u8]) -> tempfile::NamedTempFile {
    let mut file = tempfile::NamedTempFile::with_suffix(".gguf").unwrap();
    file.write_all(bytes).unwrap();
    file
}

/// Numbers of about the size that trained weights have.
fn random(shape: &[usize], seed: u64) -> Tensor {
    let count = shape.iter().product::<usize>();
    let mut state = seed;
    let values: Vec<f32> = (0..count)
        .map(|_| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            let unit = f32::from((state >> 48) as u16) / 65_536.0 - 0.5;
            if shape.len() == 1 { 1.0 + unit / 4.0 } else { unit / 4.0 }
        })
        .collect();
    Tensor::from_vec(values, shape, &Device::Cpu).unwrap()
}

fn tokens() -> Vec<String> {
    let mut next = 0x100u32;
    let bytes = (0..=255u8).map(|byte| {
        let printable = (b'!'..=b'~').contains(&byte) || (byte >= 0xa1 && byte != 0xad);
        if printable {
            return char::from(byte).to_string();
        }
        next += 1;
        char::from_u32(next - 1).unwrap().to_string()
    });
    let mut tokens: Vec<String> = bytes.collect();
    tokens.extend(["th", "<|im_start|>", "<|im_end|>", "<|endoftext|>"].map(str::to_owned));
    // 256 bytes, then: 256 the pair, 257 and 258 the marks of a turn, 259 the end of a text.
    tokens.extend((tokens.len()..VOCABULARY).map(|i| format!("[PAD{i}]")).collect::<Vec<_>>());
    tokens
}

fn kinds() -> Vec<i32> {
    (0..VOCABULARY)
        .map(|id| match id {
            0..=256 => 1,
            257..=259 => 3,
            _ => 5,
        })
        .collect()
}
