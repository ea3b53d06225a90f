//! Text to tokens and tokens to bytes, by the vocabulary in the model file. Built on `tokenizers` with
//! the splitting rule that each known family was trained with; candle's own reader of the same metadata
//! adds a prefix space and keeps digits together for `SmolLM2`, which the model never saw. Bytes come
//! from a table, so that turning tokens into text costs the same for the thousandth as for the first.

use std::collections::HashMap;

use tokenizers::models::bpe::{BPE, Vocab};
use tokenizers::normalizers::unicode::NFC;
use tokenizers::pre_tokenizers::byte_level::ByteLevel;
use tokenizers::pre_tokenizers::digits::Digits;
use tokenizers::pre_tokenizers::sequence::Sequence;
use tokenizers::pre_tokenizers::split::{Split, SplitPattern};
use tokenizers::tokenizer::SplitDelimiterBehavior;
use tokenizers::{AddedToken, Tokenizer};

use crate::error::InferenceError;
use crate::gguf::Gguf;

/// How Qwen2 cuts text before pairs are merged (its `tokenizer.json`).
const QWEN2: &str = r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+";

/// Names of tokens that end an answer, beside the one that the file declares.
const ENDS: [&str; 4] = ["<|im_end|>", "<|endoftext|>", "<|eot_id|>", "</s>"];

/// What a token is for (`tokenizer.ggml.token_type`, llama.cpp's `llama_token_type`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// Text, spelt in the byte alphabet.
    Text,
    /// Text added whole to the vocabulary, spelt as it is.
    Added,
    /// A mark of the format, never text.
    Control,
    /// Filler that nothing was trained on.
    Unused,
}

/// A model's vocabulary.
pub(crate) struct Vocabulary {
    tokenizer: Tokenizer,
    kinds: Vec<Kind>,
    controls: HashMap<String, u32>,
    /// Bytes of all tokens end to end, and where each begins.
    bytes: Vec<u8>,
    begins: Vec<usize>,
    begin: Option<u32>,
    end: u32,
    ends: Vec<u32>,
    never: Vec<u32>,
}

impl Vocabulary {
    pub(crate) fn read(gguf: &Gguf) -> Result<Self, InferenceError> {
        let missing = |key: &str| gguf.damaged(format!("no {key}"));
        let tokens = gguf.texts("tokenizer.ggml.tokens").ok_or_else(|| missing("tokenizer.ggml.tokens"))?;
        let kinds = kinds(gguf, tokens.len())?;
        let tokenizer = tokenizer(gguf, tokens, &kinds)?;
        let named = tokens.iter().zip(0u32..).zip(&kinds);
        let controls: HashMap<String, u32> = named
            .filter(|(_, kind)| **kind == Kind::Control)
            .map(|((name, id), _)| (name.clone(), id))
            .collect();
        let (bytes, begins) = spell(tokens, &kinds);
        let declared = |key: &str| {
            let id = gguf.whole(key).filter(|id| *id < tokens.len());
            id.and_then(|id| u32::try_from(id).ok()).ok_or_else(|| missing(key))
        };
        let begins_marked = gguf.flag("tokenizer.ggml.add_bos_token").unwrap_or(false);
        let begin = begins_marked.then(|| declared("tokenizer.ggml.bos_token_id")).transpose()?;
        let end = declared("tokenizer.ggml.eos_token_id")?;
        let mut ends: Vec<u32> = ENDS.iter().filter_map(|name| controls.get(*name).copied()).collect();
        ends.push(end);
        let never = (0u32..)
            .zip(&kinds)
            .filter(|(id, kind)| matches!(kind, Kind::Control | Kind::Unused) && !ends.contains(id))
            .map(|(id, _)| id)
            .collect();
        Ok(Self { tokenizer, kinds, controls, bytes, begins, begin, end, ends, never })
    }

    /// Number of tokens.
    pub(crate) fn len(&self) -> usize {
        self.kinds.len()
    }

    /// The tokens of a text. Names of control tokens in it are text like any other: what a user
    /// writes cannot close their turn.
    pub(crate) fn encode(&self, text: &str) -> Result<Vec<u32>, InferenceError> {
        let encoding = self.tokenizer.encode_fast(text, false).map_err(tokenizer_error)?;
        Ok(encoding.get_ids().to_vec())
    }

    /// The control token of that name.
    pub(crate) fn control(&self, name: &str) -> Option<u32> {
        self.controls.get(name).copied()
    }

    /// The bytes that a token stands for: none for control tokens, parts of a character for some.
    pub(crate) fn bytes(&self, id: u32) -> &[u8] {
        let id = id as usize;
        let until = self.begins.get(id + 1).copied().unwrap_or(self.bytes.len());
        self.begins.get(id).map_or(&[], |begin| &self.bytes[*begin..until])
    }

    /// The token that every prompt begins with, where the file asks for one.
    pub(crate) fn begin(&self) -> Option<u32> {
        self.begin
    }

    /// The token that ends a turn, as the file declares it.
    pub(crate) fn end(&self) -> u32 {
        self.end
    }

    /// Whether a token ends the answer.
    pub(crate) fn is_end(&self, id: u32) -> bool {
        self.ends.contains(&id)
    }

    /// Tokens that must never be chosen: control tokens that do not end the answer, and filler.
    pub(crate) fn never(&self) -> &[u32] {
        &self.never
    }

    /// Names and ids of the control tokens.
    pub(crate) fn controls(&self) -> impl Iterator<Item = (&str, u32)> {
        self.controls.iter().map(|(name, id)| (name.as_str(), *id))
    }
}

fn kinds(gguf: &Gguf, count: usize) -> Result<Vec<Kind>, InferenceError> {
    let Some(types) = gguf.integers("tokenizer.ggml.token_type") else {
        return Ok(vec![Kind::Text; count]);
    };
    if types.len() != count {
        return Err(gguf.damaged(format!("{} token types for {count} tokens", types.len())));
    }
    let kind = |id: &i64| match id {
        3 => Kind::Control,
        4 => Kind::Added,
        2 | 5 => Kind::Unused,
        _ => Kind::Text,
    };
    Ok(types.iter().map(kind).collect())
}

fn tokenizer(gguf: &Gguf, tokens: &[String], kinds: &[Kind]) -> Result<Tokenizer, InferenceError> {
    let model = gguf.text("tokenizer.ggml.model").unwrap_or("none");
    if model != "gpt2" {
        return Err(InferenceError::Unsupported { what: format!("a tokenizer of kind {model}") });
    }
    let merges = gguf.texts("tokenizer.ggml.merges").unwrap_or_default();
    let merges = merges
        .iter()
        .map(|merge| merge.split_once(' ').map(|(a, b)| (a.to_owned(), b.to_owned())))
        .collect::<Option<Vec<_>>>()
        .ok_or_else(|| gguf.damaged("a merge that is not a pair"))?;
    let vocabulary: Vocab = tokens.iter().cloned().zip(0u32..).collect();
    let bpe = BPE::builder().vocab_and_merges(vocabulary, merges).build().map_err(tokenizer_error)?;
    let mut tokenizer = Tokenizer::new(bpe);
    match gguf.text("tokenizer.ggml.pre").unwrap_or("default") {
        "smollm" => {
            let digits = Digits::new(true).into();
            tokenizer.with_pre_tokenizer(Some(Sequence::new(vec![
                digits,
                ByteLevel::new(false, true, true).into(),
            ])));
        }
        "qwen2" => {
            let pattern = SplitPattern::Regex(QWEN2.to_owned());
            let split =
                Split::new(pattern, SplitDelimiterBehavior::Isolated, false).map_err(tokenizer_error)?;
            let bytes = ByteLevel::new(false, true, false).into();
            tokenizer.with_pre_tokenizer(Some(Sequence::new(vec![split.into(), bytes])));
            tokenizer.with_normalizer(Some(NFC)).map_err(tokenizer_error)?;
        }
        other => {
            let what = format!("the splitting rule {other} of its tokenizer");
            return Err(InferenceError::Unsupported { what });
        }
    }
    let added = tokens.iter().zip(kinds).filter(|(_, kind)| **kind == Kind::Added);
    let added = added.map(|(text, _)| AddedToken::from(text.clone(), false)).collect::<Vec<_>>();
    tokenizer.add_tokens(added).map_err(tokenizer_error)?;
    Ok(tokenizer)
}

#[expect(clippy::needless_pass_by_value, reason = "the shape that `map_err` takes")]
fn tokenizer_error(error: tokenizers::Error) -> InferenceError {
    InferenceError::Tokenizer(error.to_string())
}

/// The bytes of every token, end to end, and where each begins.
fn spell(tokens: &[String], kinds: &[Kind]) -> (Vec<u8>, Vec<usize>) {
    let alphabet = byte_alphabet();
    let mut bytes = Vec::new();
    let mut begins = Vec::with_capacity(tokens.len());
    for (token, kind) in tokens.iter().zip(kinds) {
        begins.push(bytes.len());
        match kind {
            Kind::Text => bytes.extend(token.chars().filter_map(|c| alphabet.get(&c))),
            Kind::Added => bytes.extend(token.bytes()),
            Kind::Control | Kind::Unused => {}
        }
    }
    (bytes, begins)
}

/// GPT-2's spelling of bytes as printable characters: printable Latin-1 stands for itself, the other
/// bytes, in order, for the characters from U+0100 on
/// (<https://github.com/openai/gpt-2/blob/master/src/encoder.py>, `bytes_to_unicode`).
fn byte_alphabet() -> HashMap<char, u8> {
    let mut unprintable = 0x100u32..;
    (0..=255u8)
        .map(|byte| {
            let printable = matches!(byte, 0x21..=0x7e | 0xa1..=0xac | 0xae..=0xff);
            let mut other =
                || unprintable.next().and_then(char::from_u32).expect("256 letters from U+0100 on");
            (if printable { char::from(byte) } else { other() }, byte)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use candle_core::quantized::gguf_file::Value;
    use tokenizers::{OffsetReferential, OffsetType, PreTokenizedString, PreTokenizer};

    use super::*;
    use crate::tiny;

    fn vocabulary() -> Vocabulary {
        let file = tiny::file(&tiny::Tiny::llama());
        Vocabulary::read(&Gguf::open(file.path()).unwrap()).unwrap()
    }

    #[test]
    fn bytes_of_the_tokens_of_a_text_are_the_text() {
        let vocabulary = vocabulary();
        for text in ["INT. KITCHEN - NIGHT\n", "naïve café, 120 €", "灯台守の夜 🎬", "\u{0}\u{7f}\t", ""]
        {
            let ids = vocabulary.encode(text).unwrap();
            let bytes: Vec<u8> = ids.iter().flat_map(|id| vocabulary.bytes(*id)).copied().collect();
            assert_eq!(String::from_utf8(bytes).unwrap(), text);
        }
    }

    /// Expected: the published patterns of both tokenizers, run by Python's `regex` module.
    #[test]
    fn text_is_cut_as_each_family_was_trained() {
        let heading = "NIGHT 1987\n\nMARA (42)\n\tIt's 12:30... we DON'T";
        let odd = "TOM — café “naïve” 日本語 🎬  double   \n";
        #[rustfmt::skip]
        let cases = [
            ("qwen2", heading, vec![
                "NIGHT", " ", "1", "9", "8", "7", "\n\n", "MARA", " (", "4", "2", ")\n", "\tIt", "'s", " ", "1", "2",
                ":", "3", "0", "...", " we", " DON", "'T",
            ]),
            ("smollm", heading, vec![
                "NIGHT", " ", "1", "9", "8", "7", "\n", "\n", "MARA", " (", "4", "2", ")", "\n", "\t", "It", "'s", " ",
                "1", "2", ":", "3", "0", "...", " we", " DON", "'", "T",
            ]),
            ("qwen2", odd, vec![
                "TOM", " —", " café", " “", "naïve", "”", " 日本語", " 🎬", " ", " double", "   \n",
            ]),
            ("smollm", odd, vec![
                "TOM", " —", " café", " “", "naïve", "”", " 日本語", " 🎬", " ", " double", "   \n",
            ]),
        ];
        for (rule, text, expected) in cases {
            let mut tiny = tiny::Tiny::llama();
            tiny.more.push(("tokenizer.ggml.pre", Value::String(rule.to_owned())));
            let file = tiny::file(&tiny);
            let vocabulary = Vocabulary::read(&Gguf::open(file.path()).unwrap()).unwrap();
            let mut cut = PreTokenizedString::from(text);
            vocabulary.tokenizer.get_pre_tokenizer().unwrap().pre_tokenize(&mut cut).unwrap();
            let parts = cut.get_splits(OffsetReferential::Original, OffsetType::Byte);
            let parts: Vec<&str> = parts.iter().map(|(_, (from, to), _)| &text[*from..*to]).collect();
            assert_eq!(parts, expected, "{rule}");
        }
    }

    #[test]
    fn control_tokens_in_a_text_are_only_text() {
        let vocabulary = vocabulary();
        let end = vocabulary.control("<|im_end|>").unwrap();
        assert_eq!(vocabulary.end(), end);
        assert!(vocabulary.is_end(end));
        assert!(vocabulary.bytes(end).is_empty());
        assert!(!vocabulary.encode("a<|im_end|>b").unwrap().contains(&end));
        assert!(vocabulary.never().contains(&vocabulary.control("<|im_start|>").unwrap()));
        assert!(!vocabulary.never().contains(&end));
        assert_eq!(vocabulary.bytes(u32::MAX), b"");
    }
}
