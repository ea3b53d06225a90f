//! A person sends a command until it is answered, and notices when it is answered otherwise the next time. The
//! studio here is a play with given lines, on a real socket.

use faults::history::History;
use faults::person::Person;
use faults::turns::What;
use serde_json::{Value, json};
use std::collections::VecDeque;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

/// What is said to the next request for a character; none breaks the connection off.
type Lines = Arc<Mutex<VecDeque<Option<(u16, Value)>>>>;

/// A studio that says what it is told to say; its keys are kept.
async fn studio(lines: Vec<Option<(u16, Value)>>) -> (SocketAddr, Lines, Arc<Mutex<Vec<String>>>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let (lines, keys) = (Arc::new(Mutex::new(VecDeque::from(lines))), Arc::<Mutex<Vec<String>>>::default());
    let (saying, heard) = (Arc::clone(&lines), Arc::clone(&keys));
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            answer(stream, &saying, &heard).await;
        }
    });
    (address, lines, keys)
}

async fn answer(mut stream: TcpStream, lines: &Lines, keys: &Mutex<Vec<String>>) {
    let mut request = Vec::new();
    while !is_whole(&request) {
        let mut chunk = [0; 4096];
        match stream.read(&mut chunk).await {
            Ok(read) if read > 0 => request.extend_from_slice(&chunk[..read]),
            _ => return,
        }
    }
    let request = String::from_utf8_lossy(&request).into_owned();
    let path = request.split(' ').nth(1).unwrap();
    let said = if path.ends_with("/characters") {
        let key = request.lines().find_map(|line| line.strip_prefix("idempotency-key: ")).unwrap();
        keys.lock().unwrap().push(key.to_owned());
        lines.lock().unwrap().pop_front().expect("it was asked more often than expected")
    } else if path.ends_with("/auth/register") {
        Some((201, json!({"user": {"id": "ada"}, "access_token": "t"})))
    } else if path.contains("/scenes") {
        let scenes: Vec<Value> = (0..31).map(|id| json!({"id": format!("s{id}")})).collect();
        Some((200, json!({"items": scenes})))
    } else {
        Some((201, json!({"id": "script"})))
    };
    if let Some((status, body)) = said {
        let body = body.to_string();
        let head = format!("HTTP/1.1 {status} X\r\ncontent-length: {}\r\nconnection: close", body.len());
        stream.write_all(format!("{head}\r\n\r\n{body}").as_bytes()).await.unwrap();
    }
}

/// Whether the head and the body it announces are there.
fn is_whole(request: &[u8]) -> bool {
    let text = String::from_utf8_lossy(request);
    let Some((head, body)) = text.split_once("\r\n\r\n") else { return false };
    let length = head.lines().find_map(|line| line.strip_prefix("content-length: "));
    length.is_none_or(|length| body.len() >= length.parse().unwrap())
}

async fn gives(lines: Vec<Option<(u16, Value)>>, again: bool) -> (History, Vec<String>) {
    let (address, left, keys) = studio(lines).await;
    let history = History::default();
    Person::settle(3, address).await.unwrap().give(8, What::Character, again, &history).await;
    assert!(left.lock().unwrap().is_empty(), "it gave up early");
    (history, keys.lock().unwrap().clone())
}

/// What is said when the character is there.
fn made() -> (u16, Value) {
    (201, json!({"id": "c", "name": "MARA"}))
}

#[tokio::test]
async fn a_command_is_sent_under_one_key_until_it_is_answered_and_then_once_more() {
    let busy = json!({"type": "urn:spool:problem:idempotency_running"});
    let lines = vec![None, Some((503, json!({}))), Some((409, busy)), Some(made()), None, Some(made())];
    let (history, keys) = gives(lines, false).await;
    assert_eq!(keys, ["3-8"; 6]);
    let deed = history.deeds_from(0).pop().unwrap();
    assert_eq!((deed.id.as_str(), deed.doubts, deed.same_again), ("c", 2, Some(true)));
    assert_eq!(history.take_breaches(), Vec::<String>::new());
}

#[tokio::test]
async fn what_was_answered_at_once_is_asked_again_only_on_request() {
    let (history, _) = gives(vec![Some(made())], false).await;
    assert_eq!(history.deeds_from(0)[0].same_again, None);
    let (history, _) = gives(vec![Some(made()), Some(made())], true).await;
    assert_eq!(history.deeds_from(0)[0].same_again, Some(true));
}

#[tokio::test]
async fn another_answer_the_next_time_is_a_broken_promise_and_so_is_a_refusal() {
    let other = Some((201, json!({"id": "d", "name": "MARA"})));
    let (history, _) = gives(vec![Some(made()), other], true).await;
    assert_eq!(history.deeds_from(0)[0].same_again, Some(false));
    assert!(history.take_breaches()[0].contains("was answered"));
    let (history, _) = gives(vec![None, Some((422, json!({"title": "no"})))], false).await;
    assert!(history.take_breaches()[0].contains("was refused after 1 doubts: 422"));
    assert_eq!((history.answers(), history.unanswered()), (0, vec![(3, What::Character)]));
}
