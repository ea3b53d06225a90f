"""How fast llama.cpp reads and writes: llama_cpp_peer.py MODEL.gguf PROMPT.txt NEW_TOKENS THREADS [RUNS]

The same work and the same output as examples/tokens_per_second.rs, through llama-cpp-python.
"""

import json
import sys
import time

import llama_cpp
import numpy as np


def status(line):
    with open("/proc/self/status") as lines:
        return next((int(l.split()[1]) // 1024 for l in lines if l.startswith(line)), 0)


def main():
    path, prompt_path, new_tokens, threads = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
    runs = int(sys.argv[5]) if len(sys.argv) > 5 else 1
    started = time.perf_counter()
    model = llama_cpp.Llama(
        model_path=path, n_ctx=4096, n_batch=512, n_threads=threads, n_threads_batch=threads, verbose=False
    )
    load_s = time.perf_counter() - started
    prompt = open(prompt_path, encoding="utf-8").read()
    text = (
        "<|im_start|>system\nYou are a helpful screenwriter.<|im_end|>\n"
        f"<|im_start|>user\n{prompt}<|im_end|>\n<|im_start|>assistant\n"
    )
    ids = model.tokenize(text.encode(), add_bos=False, special=True)

    def likeliest():
        row = llama_cpp.llama_get_logits_ith(model.ctx, -1)
        return int(np.argmax(np.ctypeslib.as_array(row, shape=(model.n_vocab(),))))

    for run in range(runs + 1):
        model.reset()
        if run == 0:  # one token to warm up: the other side does so while loading
            model.eval(ids[:1])
            continue
        started, cpu = time.perf_counter(), time.process_time()
        model.eval(ids)
        prompt_s, prompt_cpu_s = time.perf_counter() - started, time.process_time() - cpu
        written = []
        started, cpu = time.perf_counter(), time.process_time()
        token = likeliest()
        while token != model.token_eos():
            written.append(token)
            if len(written) == new_tokens:
                break
            model.eval([token])
            token = likeliest()
        decode_s, decode_cpu_s = time.perf_counter() - started, time.process_time() - cpu
        print(
            json.dumps(
                {
                    "engine": "llama.cpp",
                    "version": llama_cpp.__version__,
                    "threads": threads,
                    "load_s": load_s,
                    "prompt_tokens": len(ids),
                    "prompt_rate": len(ids) / prompt_s,
                    "prompt_cpu_s": prompt_cpu_s,
                    "new_tokens": len(written),
                    "decode_rate": len(written) / decode_s,
                    "decode_cpu_s": decode_cpu_s,
                    "resident_mib": status("VmRSS:"),
                    "of_it_private_mib": status("RssAnon:"),
                    "peak_mib": status("VmHWM:"),
                    "text": model.detokenize(written).decode(errors="replace"),
                }
            ),
            flush=True,
        )


main()
