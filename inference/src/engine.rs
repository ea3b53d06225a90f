//! The engine: a loaded model that continues conversations, a token at a time, handing text out as it
//! becomes certain. It remembers what it read last, so that the next prompt costs only what differs.

use std::num::NonZeroUsize;
use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

use candle_core::utils::with_threadpool;
use candle_core::{Device, Tensor};

use crate::card::ModelCard;
use crate::chat::ChatTemplate;
use crate::decoder::Decoder;
use crate::dimensions::Dimensions;
use crate::error::InferenceError;
use crate::gguf::Gguf;
use crate::grammar::{Follower, Grammar, Grammars};
use crate::request::{Finish, Generated, Request, Stats};
use crate::sample::Sampler;
use crate::stream::TextStream;
use crate::threads;
use crate::tokenizer::Vocabulary;
use crate::weights::Weights;

/// Prompt tokens read at a time. Between two pieces the caller is asked whether the answer is still wanted.
///
/// Tokens read one by one are computed by other kernels than tokens read together, whose last bits
/// differ; so what is remembered for another prompt are whole pieces at multiples of this length, and a prompt
/// leads to the same text whether its beginning was remembered or not.
const PROMPT_CHUNK: usize = 64;

/// How a model is loaded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LoadOptions {
    /// Most threads to compute on; loading fails when more run already ([`crate::cap_threads`]).
    /// None takes what candle's pool has: one for each physical core unless capped.
    pub threads: Option<NonZeroUsize>,
    /// Most tokens of prompt and answer together; the model's own context length caps it. Memory for
    /// it is taken as it is used (56 KiB a token for a model of 1.5 billion weights).
    pub context: usize,
    /// The file's digest where the caller has it ([`crate::sha256_file`]), for the card.
    pub sha256: Option<String>,
}

impl Default for LoadOptions {
    fn default() -> Self {
        Self { threads: None, context: 8192, sha256: None }
    }
}

/// A loaded language model.
///
/// Synchronous: run it on a thread that may block. The same request and seed give the same text, whatever
/// was asked before, on the same kind of processor.
pub struct TextEngine {
    card: ModelCard,
    decoder: Decoder,
    vocabulary: Arc<Vocabulary>,
    template: ChatTemplate,
    grammars: Option<Grammars>,
    /// The tokens that the decoder has read.
    read: Vec<u32>,
    /// How many of them, from the first, were read in whole pieces of a prompt.
    settled: usize,
}

impl TextEngine {
    /// Loads a GGUF file of architecture `llama` or `qwen2`.
    pub fn load(path: &Path, options: &LoadOptions) -> Result<Self, InferenceError> {
        let gguf = Gguf::open(path)?;
        let card = ModelCard::of(&gguf, options.sha256.as_deref())?;
        let dimensions = Dimensions::read(&gguf, options.context.max(1))?;
        let vocabulary = Vocabulary::read(&gguf)?;
        if vocabulary.len() != dimensions.vocabulary {
            let what = format!("{} tokens for {} embeddings", vocabulary.len(), dimensions.vocabulary);
            return Err(gguf.damaged(what));
        }
        let template = ChatTemplate::recognise(gguf.text("tokenizer.chat_template"), &vocabulary)?;
        if let Some(threads) = options.threads {
            threads::hold_to(threads)?;
        }
        let device = device()?;
        let decoder = Decoder::load(&Weights { gguf: &gguf, device: &device }, dimensions)?;
        tracing::info!(model = card.name, "loaded the language model {} from {}", card.name, card.file);
        Ok(Self {
            card,
            decoder,
            vocabulary: Arc::new(vocabulary),
            template,
            grammars: None,
            read: Vec::new(),
            settled: 0,
        })
    }

    /// What the model is and where it comes from.
    pub fn describe(&self) -> &ModelCard {
        &self.card
    }

    /// Tokens of prompt and answer together, as loaded.
    pub fn context(&self) -> usize {
        self.decoder.context()
    }

    /// Number of tokens that a text takes.
    pub fn count_tokens(&self, text: &str) -> Result<usize, InferenceError> {
        Ok(self.vocabulary.encode(text)?.len())
    }

    /// The tokens of a text. Names of control tokens in it are plain text.
    pub fn tokens(&self, text: &str) -> Result<Vec<u32>, InferenceError> {
        self.vocabulary.encode(text)
    }

    /// Number of tokens of a request's prompt, turns and marks included.
    pub fn count_prompt_tokens(&self, request: &Request) -> Result<usize, InferenceError> {
        Ok(self.encode(request)?.len())
    }

    /// Forgets what was read; the memory it took stays for the next prompt.
    pub fn forget(&mut self) {
        self.cut_back(0);
    }

    /// Answers a request, handing each piece of text to `on_text` as soon as it is certain: whole
    /// characters, never a part of a stop sequence. `cancelled` is asked before every token, and every
    /// 64 tokens of the prompt; its answer true ends the text with [`Finish::Cancelled`].
    ///
    /// Errors with [`InferenceError::TooLong`] when the prompt fills the context.
    pub fn generate(
        &mut self,
        request: &Request,
        cancelled: &dyn Fn() -> bool,
        on_text: &mut dyn FnMut(&str),
    ) -> Result<Generated, InferenceError> {
        let prompt = self.encode(request)?;
        let limit = self.decoder.context();
        if prompt.len() >= limit {
            return Err(InferenceError::TooLong { prompt: prompt.len(), limit });
        }
        let mut stats = Stats { prompt_tokens: prompt.len(), ..Stats::default() };
        let started = Instant::now();
        let follower = request.grammar.as_ref().map(|grammar| self.follow(grammar)).transpose()?;
        stats.grammar_s = started.elapsed().as_secs_f64();
        let room = request.max_new_tokens.min(limit - prompt.len());
        let answer = Answer {
            stream: TextStream::new(&request.stop),
            sampler: Sampler::new(&request.sampling),
            follower,
            tokens: Vec::new(),
            room,
            stats,
        };
        let done = self.answer(&prompt, answer, cancelled, on_text);
        if done.is_err() {
            self.forget();
        }
        done
    }

    fn encode(&self, request: &Request) -> Result<Vec<u32>, InferenceError> {
        let prefix = request.assistant_prefix.as_deref().unwrap_or_default();
        self.template.encode(&request.messages, prefix, &self.vocabulary)
    }

    fn follow(&mut self, grammar: &Grammar) -> Result<Follower, InferenceError> {
        let grammars = match self.grammars.take() {
            Some(grammars) => grammars,
            None => Grammars::new(Arc::clone(&self.vocabulary))?,
        };
        self.grammars.insert(grammars).follow(grammar)
    }

    fn answer(
        &mut self,
        prompt: &[u32],
        mut answer: Answer,
        cancelled: &dyn Fn() -> bool,
        on_text: &mut dyn FnMut(&str),
    ) -> Result<Generated, InferenceError> {
        let started = Instant::now();
        let hidden = self.read_prompt(prompt, cancelled, &mut answer.stats)?;
        answer.stats.prompt_s = started.elapsed().as_secs_f64();
        let Some(mut hidden) = hidden else {
            return Ok(answer.finish(Finish::Cancelled, on_text));
        };
        let started = Instant::now();
        let finish = loop {
            if cancelled() {
                break Finish::Cancelled;
            }
            if answer.room == 0 {
                break Finish::Length;
            }
            let mut logits = self.decoder.logits(&hidden)?;
            let begin = answer.tokens.len();
            if let Some(finish) = answer.step(&mut logits, &self.vocabulary, on_text)? {
                break finish;
            }
            hidden = self.advance(&answer.tokens[begin..])?;
            answer.stats.runs += 1;
        };
        answer.stats.decode_s = started.elapsed().as_secs_f64();
        Ok(answer.finish(finish, on_text))
    }

    /// Reads what the prompt adds to what was read before; None when cancelled.
    fn read_prompt(
        &mut self,
        prompt: &[u32],
        cancelled: &dyn Fn() -> bool,
        stats: &mut Stats,
    ) -> Result<Option<Tensor>, InferenceError> {
        // The last token is always read again: its hidden state was not kept.
        let common = self.read.iter().zip(prompt).take_while(|(a, b)| a == b).count().min(prompt.len() - 1);
        self.cut_back(common.min(self.settled) / PROMPT_CHUNK * PROMPT_CHUNK);
        stats.reused_tokens = self.read.len();
        let mut hidden = None;
        for chunk in prompt[self.read.len()..].chunks(PROMPT_CHUNK) {
            if cancelled() {
                return Ok(None);
            }
            hidden = Some(self.advance(chunk)?);
            if chunk.len() == PROMPT_CHUNK {
                self.settled = self.read.len();
            }
        }
        Ok(hidden)
    }

    fn cut_back(&mut self, length: usize) {
        self.decoder.truncate(length);
        self.read.truncate(length);
        self.settled = self.settled.min(length);
    }

    fn advance(&mut self, tokens: &[u32]) -> Result<Tensor, InferenceError> {
        // Within candle's pool once, instead of being handed over to it by each of many small operations.
        let hidden = with_threadpool(|| self.decoder.advance(tokens))?;
        self.read.extend(tokens);
        Ok(hidden)
    }
}

/// An answer under way.
struct Answer<'a> {
    stream: TextStream<'a>,
    sampler: Sampler,
    follower: Option<Follower>,
    tokens: Vec<u32>,
    /// Tokens that may still be written.
    room: usize,
    stats: Stats,
}

impl Answer<'_> {
    /// Chooses the next token and takes what the grammar forces after it; answers how the text ends, if
    /// it does.
    fn step(
        &mut self,
        logits: &mut [f32],
        vocabulary: &Vocabulary,
        on_text: &mut dyn FnMut(&str),
    ) -> Result<Option<Finish>, InferenceError> {
        let masking = Instant::now();
        let allowed = self.follower.as_mut().map(Follower::allowed).transpose()?;
        self.stats.mask_s += masking.elapsed().as_secs_f64();
        let chosen = self.sampler.choose(logits, &self.tokens, allowed.as_ref(), vocabulary.never());
        let token =
            chosen.ok_or_else(|| candle_core::Error::msg("the network gives no weight to any token"))?;
        if vocabulary.is_end(token) {
            return Ok(Some(Finish::Stop));
        }
        let mut step = vec![token];
        let mut complete = false;
        if let Some(follower) = self.follower.as_mut() {
            let masking = Instant::now();
            step.extend(follower.accept(token)?.into_iter().filter(|id| !vocabulary.is_end(*id)));
            complete = follower.is_complete();
            self.stats.mask_s += masking.elapsed().as_secs_f64();
        }
        complete &= step.len() <= self.room;
        step.truncate(self.room);
        self.room -= step.len();
        for id in step {
            self.tokens.push(id);
            if self.stream.push(vocabulary.bytes(id), on_text) {
                return Ok(Some(Finish::StopSequence));
            }
        }
        Ok(match complete {
            true => Some(Finish::Stop),
            false if self.room == 0 => Some(Finish::Length),
            false => None,
        })
    }

    fn finish(mut self, finish: Finish, on_text: &mut dyn FnMut(&str)) -> Generated {
        self.stats.new_tokens = self.tokens.len();
        Generated { text: self.stream.finish(on_text), finish, stats: self.stats }
    }
}

/// The processor, or the first GPU where the build has support for it.
fn device() -> Result<Device, InferenceError> {
    Ok(if cfg!(feature = "cuda") { Device::new_cuda(0)? } else { Device::Cpu })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_engine_may_move_to_another_thread() {
        fn may_move<T: Send>() {}
        may_move::<TextEngine>();
    }
}
