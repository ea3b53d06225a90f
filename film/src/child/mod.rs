//! The boundary between the caller and the media libraries: a process. The parent ([`parent`]) starts the
//! caller's own program again with arguments that lead it to [`main`], hands it one request and reads what it
//! says ([`protocol`]). The child limits itself before it touches any media, and dies with its parent.

pub mod answer;
mod confine;
pub mod parent;
mod place;
pub mod protocol;
mod run;
mod work;

use std::io::{self, Read as _, Write as _};
use std::process::ExitCode;

use protocol::{Message, Request};

/// Most bytes in a request: a reel of the largest size fits many times.
const MAX_REQUEST: u64 = 256 << 20;

/// What the child process does: reads one JSON request from standard input, answers with JSON lines on
/// standard output, the last of which is the result. A program that wants to be its own child calls this, and
/// nothing else, when it is started with the arguments in [`parent::Options::args`].
pub fn main() -> ExitCode {
    let mut request = Vec::new();
    if let Err(error) = io::stdin().lock().take(MAX_REQUEST).read_to_end(&mut request) {
        eprintln!("film child: standard input: {error}");
        return ExitCode::from(2);
    }
    let request: Request = match serde_json::from_slice(&request) {
        Ok(request) => request,
        Err(error) => {
            eprintln!("film child: request: {error}");
            return ExitCode::from(2);
        }
    };
    if let Err(error) = confine::confine(&request.limits, request.parent) {
        eprintln!("film child: limits: {error}");
        return ExitCode::from(2);
    }
    let result = work::run(request, &mut |progress| say(&Message::Progress(progress)));
    say(&match result {
        Ok(answer) => Message::Done(answer),
        Err(fault) => Message::Failed(fault),
    });
    ExitCode::SUCCESS
}

/// One line for the parent. When nobody listens any more there is nothing left to do, and the process ends.
fn say(message: &Message) {
    let mut line = serde_json::to_vec(message).expect("messages are plain data");
    line.push(b'\n');
    if io::stdout().lock().write_all(&line).is_err() {
        std::process::exit(3);
    }
}
