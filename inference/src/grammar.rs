//! Structure that an answer must have, enforced token by token: a grammar is compiled against the
//! vocabulary and masks every token that would leave it, so that a model of any size writes JSON that
//! parses. The work is llguidance's; this gives it the vocabulary.

use std::sync::Arc;

use llguidance::api::TopLevelGrammar;
use llguidance::{Matcher, ParserFactory};
use serde::{Deserialize, Serialize};
use serde_json::json;
use toktrie::{SimpleVob, TokEnv, TokRxInfo, TokTrie, TokenizerEnv};

use crate::error::InferenceError;
use crate::tokenizer::Vocabulary;

/// What an answer must look like.
///
/// An answer that ends with [`crate::Finish::Length`] was cut off and need not be complete: derive the limit
/// of new tokens from the limits in the grammar.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Grammar {
    /// A grammar in llguidance's dialect of Lark, with the rule `start`.
    Lark(String),
    /// A JSON schema; the answer is one JSON value on one line, so that the schema's own limits bound its
    /// length: left to itself, a small model can go on writing spaces for ever.
    JsonSchema(serde_json::Value),
}

/// Compiles grammars for one vocabulary. Costly to make, cheap to use.
pub(crate) struct Grammars(ParserFactory);

impl Grammars {
    pub(crate) fn new(vocabulary: Arc<Vocabulary>) -> Result<Self, InferenceError> {
        let environment: TokEnv = Arc::new(Environment::new(vocabulary));
        let mut factory = ParserFactory::new_simple(&environment).map_err(invalid)?;
        factory.quiet().limits_mut().verbose_errors = false;
        Ok(Self(factory))
    }

    /// Compiles a grammar; the answer to it begins with nothing.
    pub(crate) fn follow(&self, grammar: &Grammar) -> Result<Follower, InferenceError> {
        let grammar = match grammar {
            Grammar::Lark(lark) => TopLevelGrammar::from_lark(lark.clone()),
            Grammar::JsonSchema(schema) => TopLevelGrammar::from_json_schema(on_one_line(schema)),
        };
        let matcher = Matcher::new(self.0.create_parser(grammar));
        match matcher.get_error() {
            Some(error) => Err(InferenceError::Grammar(first_line(&error))),
            None => Ok(Follower(matcher)),
        }
    }
}

/// A position within a grammar.
pub(crate) struct Follower(Matcher);

impl Follower {
    /// The tokens that may come next; only the end of the turn where the grammar is complete.
    pub(crate) fn allowed(&mut self) -> Result<SimpleVob, InferenceError> {
        self.0.compute_mask_or_eos().map_err(invalid)
    }

    /// Goes on by one token and by what must follow it; answers the latter.
    pub(crate) fn accept(&mut self, token: u32) -> Result<Vec<u32>, InferenceError> {
        self.0.consume_token(token).map_err(invalid)?;
        let forced = self.0.consume_ff_tokens();
        match self.0.get_error() {
            Some(error) => Err(InferenceError::Grammar(first_line(&error))),
            None => Ok(forced),
        }
    }

    /// Whether nothing more can follow.
    pub(crate) fn is_complete(&self) -> bool {
        self.0.is_stopped()
    }
}

/// The schema with llguidance's options for space between the parts, unless it has its own.
fn on_one_line(schema: &serde_json::Value) -> serde_json::Value {
    let mut schema = schema.clone();
    if let Some(parts) = schema.as_object_mut() {
        let spaces = json!({"whitespace_flexible": false, "item_separator": ", ", "key_separator": ": "});
        parts.entry("x-guidance").or_insert(spaces);
    }
    schema
}

fn invalid(error: impl std::fmt::Display) -> InferenceError {
    InferenceError::Grammar(first_line(&error.to_string()))
}

/// llguidance appends the whole state of its parser.
fn first_line(error: &str) -> String {
    error.lines().next().unwrap_or_default().to_owned()
}

/// The vocabulary as llguidance sees it: bytes of each token in a trie, and how text is cut.
struct Environment {
    vocabulary: Arc<Vocabulary>,
    trie: TokTrie,
}

impl Environment {
    fn new(vocabulary: Arc<Vocabulary>) -> Self {
        let count = u32::try_from(vocabulary.len()).expect("token ids are u32");
        let mut words: Vec<Vec<u8>> = (0..count).map(|id| vocabulary.bytes(id).to_vec()).collect();
        for (name, id) in vocabulary.controls() {
            let mark = [TokTrie::SPECIAL_TOKEN_MARKER].into_iter().chain(name.bytes());
            words[id as usize] = mark.collect();
        }
        let trie = TokTrie::from(&TokRxInfo::new(count, vocabulary.end()), &words);
        Self { vocabulary, trie }
    }
}

impl TokenizerEnv for Environment {
    fn tok_trie(&self) -> &TokTrie {
        &self.trie
    }

    fn tokenize_bytes(&self, bytes: &[u8]) -> Vec<u32> {
        let encode = |text: &str| {
            self.vocabulary.encode(text).unwrap_or_else(|_| self.trie.greedy_tokenize(text.as_bytes()))
        };
        self.trie.tokenize_with_greedy_fallback(bytes, encode)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gguf::Gguf;
    use crate::tiny;

    fn grammars() -> (Arc<Vocabulary>, Grammars) {
        let file = tiny::file(&tiny::Tiny::llama());
        let vocabulary = Arc::new(Vocabulary::read(&Gguf::open(file.path()).unwrap()).unwrap());
        let grammars = Grammars::new(Arc::clone(&vocabulary)).unwrap();
        (vocabulary, grammars)
    }

    #[test]
    fn a_grammar_masks_what_would_leave_it() {
        let (vocabulary, grammars) = grammars();
        let mut follower = grammars.follow(&Grammar::Lark(r#"start: "INT. " /[A-Z]{1,3}/"#.into())).unwrap();
        let [i, x] = ["I", "x"].map(|text| vocabulary.encode(text).unwrap()[0]);
        let allowed = follower.allowed().unwrap();
        assert!(allowed.is_allowed(i) && !allowed.is_allowed(x) && !allowed.is_allowed(vocabulary.end()));
        let forced = follower.accept(i).unwrap();
        let text: Vec<u8> = forced.iter().flat_map(|id| vocabulary.bytes(*id)).copied().collect();
        assert_eq!(text, b"NT. ");
        assert!(follower.allowed().unwrap().is_allowed(i));
        follower.accept(i).unwrap();
        assert!(follower.allowed().unwrap().is_allowed(vocabulary.end()));
        assert!(!follower.is_complete());
    }

    #[test]
    fn a_grammar_that_is_none_is_an_error_of_one_line() {
        let (_, grammars) = grammars();
        for grammar in [
            Grammar::Lark("start: nothing_of_the_name".into()),
            Grammar::Lark("(((".into()),
            Grammar::JsonSchema(json!({"type": "sausage"})),
        ] {
            let Err(InferenceError::Grammar(why)) = grammars.follow(&grammar) else {
                panic!("{grammar:?} was accepted")
            };
            assert!(!why.is_empty() && !why.contains('\n'), "{why:?}");
        }
    }
}
