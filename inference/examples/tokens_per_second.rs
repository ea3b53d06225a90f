//! How fast a model reads and writes here: `tokens_per_second MODEL.gguf PROMPT.txt NEW_TOKENS THREADS [RUNS]`.
//! Prints one JSON object a run on standard output, as `benches/llama_cpp_peer.py` does. The answer is greedy
//! and goes on to exactly `NEW_TOKENS` where the model lets it, so that both sides do the same work.

use std::error::Error;
use std::num::NonZeroUsize;
use std::path::Path;
use std::time::Instant;

use inference::{LoadOptions, Message, Request, Sampling, TextEngine, cap_threads, compute_threads};

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [model, prompt, new_tokens, threads, runs @ ..] = arguments.as_slice() else {
        return Err("usage: tokens_per_second MODEL.gguf PROMPT.txt NEW_TOKENS THREADS [RUNS]".into());
    };
    let threads: NonZeroUsize = threads.parse()?;
    cap_threads(threads)?;
    let started = Instant::now();
    let options = LoadOptions { threads: Some(threads), ..LoadOptions::default() };
    let mut engine = TextEngine::load(Path::new(model), &options)?;
    let load_s = started.elapsed().as_secs_f64();
    let mut request = Request {
        messages: vec![
            Message::system("You are a helpful screenwriter."),
            Message::user(std::fs::read_to_string(prompt)?),
        ],
        sampling: Sampling::greedy(),
        ..Request::default()
    };
    for _ in 0..runs.first().map_or(Ok(1), |runs| runs.parse())? {
        engine.forget();
        request.max_new_tokens = 0;
        let cpu_s = processor_s();
        engine.generate(&request, &|| false, &mut |_| {})?;
        let prompt_cpu_s = processor_s() - cpu_s;
        engine.forget();
        request.max_new_tokens = new_tokens.parse()?;
        let cpu_s = processor_s();
        let answer = engine.generate(&request, &|| false, &mut |_| {})?;
        let decode_cpu_s = processor_s() - cpu_s - prompt_cpu_s;
        let stats = answer.stats;
        let report = serde_json::json!({
            "engine": "spool",
            "threads": compute_threads(),
            "load_s": load_s,
            "prompt_tokens": stats.prompt_tokens,
            "prompt_rate": stats.prompt_rate(),
            "prompt_cpu_s": prompt_cpu_s,
            "new_tokens": stats.new_tokens,
            "decode_rate": stats.decode_rate(),
            "decode_cpu_s": decode_cpu_s,
            "resident_mib": resident_mib("VmRSS:"),
            "of_it_private_mib": resident_mib("RssAnon:"),
            "peak_mib": resident_mib("VmHWM:"),
            "text": answer.text,
        });
        println!("{report}");
    }
    Ok(())
}

/// Processor time of this process so far, in seconds; what a busy machine distorts least.
fn processor_s() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    // User and system time, in hundredths, are the 12th and 13th number after the program's name.
    let after = stat.rsplit(')').next().unwrap_or_default();
    after.split_whitespace().skip(11).take(2).filter_map(|ticks| ticks.parse::<f64>().ok()).sum::<f64>()
        / 100.0
}

/// A line of `/proc/self/status`, in MiB; 0 where there is no such file.
fn resident_mib(line: &str) -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let kib =
        status.lines().find_map(|l| l.strip_prefix(line)?.split_whitespace().next()?.parse::<u64>().ok());
    kib.unwrap_or(0) / 1024
}
