//! The film child as a program of its own, for tests and benchmarks; `spool` has it built in.

fn main() -> std::process::ExitCode {
    film::child::main()
}
