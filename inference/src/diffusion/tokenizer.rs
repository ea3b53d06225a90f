//! CLIP's tokenizer, from a folder's `vocab.json` and `merges.txt`: byte pairs of lower-case words, each
//! ending in `</w>` (<https://github.com/openai/CLIP/blob/main/clip/simple_tokenizer.py>).

use std::collections::HashMap;

use serde::Deserialize;
use serde_json::Value;
use tokenizers::Tokenizer;
use tokenizers::models::bpe::{BPE, Vocab};
use tokenizers::normalizers::replace::{Replace, ReplacePattern};
use tokenizers::normalizers::unicode::NFC;
use tokenizers::normalizers::utils::{Lowercase, Sequence as Normalizers};
use tokenizers::pre_tokenizers::byte_level::ByteLevel;
use tokenizers::pre_tokenizers::sequence::Sequence;
use tokenizers::pre_tokenizers::split::{Split, SplitPattern};
use tokenizers::tokenizer::SplitDelimiterBehavior;

use crate::diffusion::error::DiffusionError;
use crate::diffusion::folder::Folder;

const VOCABULARY: &str = "tokenizer/vocab.json";
const MERGES: &str = "tokenizer/merges.txt";
const SETTINGS: &str = "tokenizer/tokenizer_config.json";
const BEGIN: &str = "<|startoftext|>";
const END: &str = "<|endoftext|>";

/// How CLIP cuts text before pairs are merged.
const WORDS: &str =
    r"<\|startoftext\|>|<\|endoftext\|>|'s|'t|'re|'ve|'m|'ll|'d|[\p{L}]+|[\p{N}]|[^\s\p{L}\p{N}]+";

/// What is read of the settings; old folders have none.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Settings {
    pad_token: Value,
}

impl Settings {
    /// The token that fills up, as text; written bare or with its properties.
    fn padding(&self) -> Option<&str> {
        self.pad_token.as_str().or_else(|| self.pad_token.get("content")?.as_str())
    }
}

/// Turns prompts into the tokens that the text encoder reads.
pub(crate) struct ClipTokenizer {
    tokenizer: Tokenizer,
    begin: u32,
    end: u32,
    padding: u32,
    /// One more than the highest token.
    pub(crate) vocabulary: usize,
}

impl ClipTokenizer {
    pub(crate) fn read(folder: &Folder) -> Result<Self, DiffusionError> {
        let vocabulary: HashMap<String, u32> = folder.json(VOCABULARY)?;
        let merges = merges(&folder.text(MERGES)?)
            .map_err(|line| folder.damaged(MERGES, format!("line {line} is not two parts of a word")))?;
        let settings: Settings = match folder.text_if_there(SETTINGS)? {
            Some(_) => folder.json(SETTINGS)?,
            None => Settings::default(),
        };
        let id = |token: &str| {
            let id = vocabulary.get(token).copied();
            id.ok_or_else(|| folder.damaged(VOCABULARY, format!("no token {token}")))
        };
        let (begin, end) = (id(BEGIN)?, id(END)?);
        let padding = id(settings.padding().unwrap_or(END))?;
        let highest = vocabulary.values().max().map_or(0, |id| *id as usize + 1);
        let model = BPE::builder()
            .vocab_and_merges(vocabulary.into_iter().collect::<Vocab>(), merges)
            .unk_token(END.to_owned())
            .end_of_word_suffix("</w>".to_owned())
            .build()
            .map_err(|error| folder.damaged(MERGES, error))?;
        let tokenizer = tokenizer(model).map_err(|error| folder.damaged(VOCABULARY, error))?;
        Ok(Self { tokenizer, begin, end, padding, vocabulary: highest })
    }

    /// The tokens of a text alone.
    pub(crate) fn encode(&self, text: &str) -> Result<Vec<u32>, DiffusionError> {
        let encoding = self.tokenizer.encode_fast(text, false).map_err(candle_core::Error::msg)?;
        Ok(encoding.get_ids().to_vec())
    }

    /// A text's tokens between their marks, filled up to `length`, which has room for all.
    pub(crate) fn framed(&self, tokens: &[u32], length: usize) -> Vec<u32> {
        let mut framed = vec![self.begin];
        framed.extend(tokens);
        framed.push(self.end);
        framed.resize(length, self.padding);
        framed
    }
}

fn tokenizer(model: BPE) -> tokenizers::Result<Tokenizer> {
    let mut tokenizer = Tokenizer::new(model);
    let spaces = Replace::new(ReplacePattern::Regex(r"\s+".to_owned()), " ")?;
    let normalizers = vec![NFC.into(), spaces.into(), Lowercase.into()];
    tokenizer.with_normalizer(Some(Normalizers::new(normalizers)))?;
    let words = Split::new(SplitPattern::Regex(WORDS.to_owned()), SplitDelimiterBehavior::Removed, true)?;
    let bytes = ByteLevel::new(false, true, false);
    tokenizer.with_pre_tokenizer(Some(Sequence::new(vec![words.into(), bytes.into()])));
    Ok(tokenizer)
}

/// The pairs of a merges file, or the number of the first line that is none.
fn merges(text: &str) -> Result<Vec<(String, String)>, usize> {
    let lines = (1..).zip(text.lines()).filter(|(_, line)| !line.starts_with("#version") && !line.is_empty());
    let pair = |(number, line): (usize, &str)| match line.split_once(' ') {
        Some((first, second)) if !second.contains(' ') => Ok((first.to_owned(), second.to_owned())),
        _ => Err(number),
    };
    lines.map(pair).collect()
}
