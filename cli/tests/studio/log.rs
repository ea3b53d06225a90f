//! The whole log on the command line: out, in, checked; and a script that is erased to the last byte on the disk.

use crate::harness::{Studio, curl, free_port, home, spool, stderr, stdout};
use serde_json::json;
use std::fs;
use std::path::Path;
use std::process::Output;
use std::time::{Duration, Instant};

fn with_data(home: &Path, data: &str, arguments: &[&str]) -> Output {
    spool(home).args(arguments).arg("--data-dir").arg(home.join(data)).output().unwrap()
}

fn last_line(output: &Output) -> String {
    assert!(output.status.success(), "{}", stderr(output));
    stdout(output).lines().last().unwrap_or_default().to_owned()
}

fn script(studio: &Studio, token: &str, title: &str, text: &str) -> String {
    let body =
        json!({"title": title, "genre": "noir", "tone": "dark", "logline": format!("{title} at sea.")});
    let (status, script) = studio.request("POST", "scripts", Some(token), Some(&body));
    assert_eq!(status, 201, "{script}");
    let script = script["id"].as_str().unwrap().to_owned();
    let draft = json!({"text": format!("INT. {title} - NIGHT\n\n{text}"), "parent": null});
    let (status, version) =
        studio.request("POST", &format!("scripts/{script}/versions"), Some(token), Some(&draft));
    assert_eq!(status, 201, "{version}");
    script
}

/// The files under a directory that hold these bytes.
fn holding(dir: &Path, words: &str) -> Vec<String> {
    let mut found = Vec::new();
    for entry in fs::read_dir(dir).unwrap().map_while(Result::ok) {
        let path = entry.path();
        if path.is_dir() {
            found.extend(holding(&path, words));
        } else if fs::read(&path)
            .is_ok_and(|bytes| bytes.windows(words.len()).any(|window| window == words.as_bytes()))
        {
            found.push(path.display().to_string());
        }
    }
    found
}

#[test]
fn a_log_goes_out_of_one_studio_and_into_another_and_a_kept_head_proves_it() {
    let home = home();
    let studio = Studio::up(home.path(), free_port());
    let token = studio.register("mara@example.org");
    script(&studio, &token, "The Lamp", "Dark.");
    let head = last_line(&with_data(home.path(), "data", &["log", "head"]));
    script(&studio, &token, "The Tide", "Wet.");
    let file = home.path().join("log.jsonl");
    let out = with_data(home.path(), "data", &["log", "export", file.to_str().unwrap()]);
    assert!(out.status.success(), "{}", stderr(&out));
    let piped = with_data(home.path(), "data", &["log", "export", "-"]);
    assert_eq!(piped.stdout, fs::read(&file).unwrap());
    assert_eq!(studio.stop(), Some(0));

    let imported = with_data(home.path(), "copy", &["log", "import", file.to_str().unwrap()]);
    let end = last_line(&imported);
    for data in ["data", "copy"] {
        let verified = with_data(home.path(), data, &["verify", "--against", &head]);
        assert_eq!(last_line(&verified), end, "{data}");
    }
    let rebuilt = with_data(home.path(), "copy", &["rebuild"]);
    assert!(rebuilt.status.success(), "{}", stderr(&rebuilt));
    let other = format!("{}:{}", head.split(':').next().unwrap(), "0".repeat(64));
    let refused = with_data(home.path(), "copy", &["verify", "--against", &other]);
    assert_eq!(refused.status.code(), Some(1));
    assert!(stderr(&refused).contains("rewritten"), "{}", stderr(&refused));

    let text = fs::read_to_string(&file).unwrap();
    fs::write(&file, text.replacen("\"noir\"", "\"war\"", 1)).unwrap();
    let refused = with_data(home.path(), "other", &["log", "import", file.to_str().unwrap()]);
    assert_eq!(refused.status.code(), Some(1));
    assert!(stderr(&refused).contains("line "), "{}", stderr(&refused));
}

#[test]
fn no_file_of_an_erased_script_holds_a_word_of_it() {
    const WORDS: &str = "Quicklime under the jetty";
    let home = home();
    let data = home.path().join("data");
    let studio = Studio::up(home.path(), free_port());
    let token = studio.register("mara@example.org");
    let erased = script(&studio, &token, "Undertow", WORDS);
    let kept = script(&studio, &token, "Ebb", "Kelp on the slipway");
    let upload = home.path().join("note.txt");
    fs::write(&upload, format!("{WORDS}, again")).unwrap();
    let url = format!("{}/api/v1/assets?script={erased}", studio.url);
    let (bearer, body) = (format!("authorization: Bearer {token}"), format!("@{}", upload.display()));
    let arguments = [&url, "-H", &bearer, "-H", "content-type: text/plain", "--data-binary", &body];
    let (status, asset) = curl(&arguments).unwrap();
    assert_eq!(status, 201, "{asset}");
    fs::remove_file(&upload).unwrap();
    assert!(!holding(&data, WORDS).is_empty(), "it was there");

    let refused = studio.client(&token, &["erase", &erased, "--title", "undertow"]);
    assert_eq!(refused.status.code(), Some(1), "{}", stdout(&refused));
    let done = studio.client(&token, &["erase", &erased, "--title", "Undertow"]);
    assert_eq!(last_line(&done), "erased; 0 jobs cancelled, 1 files removed");
    let start = Instant::now();
    loop {
        let left = [holding(&data, WORDS), holding(&data, "Undertow")].concat();
        if left.is_empty() {
            break;
        }
        assert!(start.elapsed() < Duration::from_mins(1), "still in {left:?}");
        std::thread::sleep(Duration::from_millis(500));
    }
    let (status, script) = studio.request("GET", &format!("scripts/{kept}"), Some(&token), None);
    assert_eq!((status, &script["title"]), (200, &json!("Ebb")));
    let address = cluster::find(&data).unwrap().unwrap().socket_url(cluster::DATABASE);
    let dump = std::process::Command::new("pg_dump").arg(&address).output().unwrap();
    assert!(dump.status.success(), "{}", stderr(&dump));
    let dump = String::from_utf8_lossy(&dump.stdout);
    assert!(dump.contains("Ebb") && !dump.contains("Undertow") && !dump.contains("Quicklime"));
    assert_eq!(studio.stop(), Some(0));
    let verified = with_data(home.path(), "data", &["verify"]);
    assert!(verified.status.success(), "{}", stderr(&verified));
    let rebuilt = with_data(home.path(), "data", &["rebuild"]);
    assert!(rebuilt.status.success(), "{}", stderr(&rebuilt));
}
