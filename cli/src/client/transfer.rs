//! Whole files from and to a studio. What comes is written beside its place and moved there when all of it has
//! come, so that a file of the name is always a whole one.

use super::http::{ANSWER, Client, Failure, TRIES, root};
use anyhow::{Context, Result, anyhow};
use event_store::edge::fresh_id;
use futures_util::StreamExt;
use reqwest::header::CONTENT_TYPE;
use reqwest::{Method, Response};
use serde::de::DeserializeOwned;
use std::path::{Path, PathBuf};
use std::time::Duration;
use tokio::fs::{self, File};
use tokio::io::AsyncWriteExt;
use uuid::Uuid;

impl Client {
    /// Sends the bytes of a file to `/api/v1`; the key makes a repetition harmless.
    pub(crate) async fn send_file<T: DeserializeOwned>(
        &self,
        path: &str,
        key: Uuid,
        bytes: &[u8],
    ) -> Result<T> {
        let body = bytes.to_vec();
        let with_body = |request: reqwest::RequestBuilder| {
            request.header(CONTENT_TYPE, "application/octet-stream").body(body.clone())
        };
        self.command(path, key, with_body).await
    }

    /// Writes what `/api/v1` has at `path` to a file, in place of what is there; how many bytes. A download
    /// that breaks off begins again.
    pub(crate) async fn download(&self, path: &str, to: &Path) -> Result<u64> {
        let unfinished = unfinished(to);
        let written = self.fetch(path, &unfinished).await;
        let moved = match written {
            Ok(bytes) => fs::rename(&unfinished, to).await.map(|()| bytes).map_err(anyhow::Error::from),
            Err(error) => Err(error),
        };
        if moved.is_err() {
            // Nothing to remove if it was never made.
            let _ = fs::remove_file(&unfinished).await;
        }
        moved.with_context(|| format!("cannot write {}", to.display()))
    }

    async fn fetch(&self, path: &str, to: &Path) -> Result<u64> {
        let mut tries = 0;
        loop {
            tries += 1;
            let lost = match self.send(|| self.request(Method::GET, path)).await {
                Ok(response) => match write(response, to).await {
                    Err(Broken::Lost(error)) => error,
                    Err(Broken::Here(error)) => return Err(error.into()),
                    Ok(bytes) => return Ok(bytes),
                },
                Err(Failure::Lost(error)) => error,
                Err(refused) => return Err(refused.into()),
            };
            if tries == TRIES {
                return Err(lost);
            }
            tokio::time::sleep(Duration::from_millis(300 * tries)).await;
        }
    }
}

/// Why a file did not come in whole.
enum Broken {
    /// The connection: it may work the next time.
    Lost(anyhow::Error),
    /// This machine's disk.
    Here(std::io::Error),
}

impl From<std::io::Error> for Broken {
    fn from(error: std::io::Error) -> Self {
        Self::Here(error)
    }
}

async fn write(response: Response, to: &Path) -> Result<u64, Broken> {
    let mut file = File::create(to).await?;
    let mut bytes = 0;
    let mut stream = response.bytes_stream();
    loop {
        let Ok(next) = tokio::time::timeout(ANSWER, stream.next()).await else {
            return Err(Broken::Lost(anyhow!("the studio fell silent after {bytes} bytes")));
        };
        let Some(chunk) = next else { break };
        let chunk = chunk.map_err(|error| {
            Broken::Lost(anyhow!("the connection was lost after {bytes} bytes ({})", root(&error)))
        })?;
        file.write_all(&chunk).await?;
        bytes += chunk.len() as u64;
    }
    file.sync_all().await?;
    Ok(bytes)
}

/// Beside the file, where a rename is at once.
fn unfinished(file: &Path) -> PathBuf {
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    file.with_file_name(format!(".{name}.{}.part", fresh_id().simple()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::{Read, Write};
    use std::net::TcpListener;

    /// A server that gives one answer after the other, each on a connection of its own.
    fn server(answers: Vec<&'static str>) -> String {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let server = format!("http://{}", listener.local_addr().unwrap());
        std::thread::spawn(move || {
            for answer in answers {
                let (mut stream, _) = listener.accept().unwrap();
                assert!(stream.read(&mut [0; 4096]).unwrap() > 0);
                stream.write_all(answer.as_bytes()).unwrap();
            }
        });
        server
    }

    fn names(dir: &Path) -> Vec<String> {
        let entries = std::fs::read_dir(dir).unwrap();
        entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
    }

    #[tokio::test]
    async fn a_download_that_breaks_off_begins_again_and_leaves_one_whole_file() {
        let broken = "HTTP/1.1 200 OK\r\ncontent-length: 8\r\nconnection: close\r\n\r\nfil";
        let whole = "HTTP/1.1 200 OK\r\ncontent-length: 8\r\nconnection: close\r\n\r\nthe film";
        let client = Client::new(&server(vec![broken, whole])).unwrap();
        let dir = tempfile::tempdir().unwrap();
        let to = dir.path().join("film.mp4");
        assert_eq!(client.download("assets/1/content", &to).await.unwrap(), 8);
        assert_eq!(std::fs::read(&to).unwrap(), b"the film");
        assert_eq!(names(dir.path()), ["film.mp4"]);
    }

    #[tokio::test]
    async fn a_refused_download_leaves_the_file_that_was_there() {
        let gone = "HTTP/1.1 404 Not Found\r\ncontent-length: 24\r\nconnection: close\r\n\r\n{\"title\":\"no such film\"}";
        let client = Client::new(&server(vec![gone])).unwrap();
        let dir = tempfile::tempdir().unwrap();
        let to = dir.path().join("film.mp4");
        std::fs::write(&to, b"an older film").unwrap();
        let error = client.download("assets/1/content", &to).await.unwrap_err();
        let error = format!("{error:#}");
        assert!(error.contains("film.mp4") && error.ends_with("no such film"), "{error}");
        assert_eq!(std::fs::read(&to).unwrap(), b"an older film");
        assert_eq!(names(dir.path()), ["film.mp4"]);
    }

    #[tokio::test]
    async fn a_place_that_cannot_be_written_is_named_and_asked_for_once() {
        let whole = "HTTP/1.1 200 OK\r\ncontent-length: 8\r\nconnection: close\r\n\r\nthe film";
        let client = Client::new(&server(vec![whole])).unwrap();
        let to = tempfile::tempdir().unwrap().path().join("none/film.mp4");
        let error = format!("{:#}", client.download("assets/1/content", &to).await.unwrap_err());
        assert!(error.contains("none/film.mp4"), "{error}");
    }
}
