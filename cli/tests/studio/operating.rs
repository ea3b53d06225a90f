//! What an operator has to go by: one request followed through logs and log, and figures that are what the
//! documentation says.

use crate::crew::{Base, Work, ask, script_of};
use crate::harness::{PATIENCE, Studio, curl, free_port};
use metrics::{Counter, Gauge, Histogram, Key, KeyName, Metadata, Recorder, SharedString, Unit};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Mutex;
use std::time::Instant;

const TRACE: &str = "4bf92f3577b34da6a3ce929d0e0e4736";
const CORRELATION: &str = "4bf92f35-77b3-4da6-a3ce-929d0e0e4736";
const DOCUMENT: &str = include_str!("../../../docs/metrics.md");

/// The lines of a log that is JSON.
fn lines(log: &str) -> Vec<Value> {
    log.lines()
        .map(|line| serde_json::from_str(line).unwrap_or_else(|_| panic!("not JSON: {line}")))
        .collect()
}

/// Asks for the timings of a whole script, as part of a trace that began elsewhere; the production's id.
fn traced(studio: &Studio, token: &str, script: &str) -> String {
    let url = format!("{}/api/v1/scripts/{script}/produce", studio.url);
    let (bearer, parent) =
        (format!("authorization: Bearer {token}"), format!("traceparent: 00-{TRACE}-00f067aa0ba902b7-00"));
    let body = json!({"scope": "script", "want": ["time_script"]}).to_string();
    let headers = ["-H", "content-type: application/json", "-H", &bearer, "-H", &parent];
    let (status, answer) = curl(&[&["-X", "POST", &url, "-d", &body][..], &headers].concat()).unwrap();
    assert_eq!(status, 202, "{answer}");
    let job: Value = serde_json::from_str(&answer).unwrap();
    job["id"].as_str().unwrap().to_owned()
}

#[test]
fn one_request_is_followed_from_the_api_to_the_events_to_the_worker_and_back() {
    let base = Base::new();
    let (studio, worker) = (base.serve_with(&["--log", "json"]), base.work(&["--log-format", "json"]));
    let token = studio.register("mara@example.org");
    let script = script_of(&studio, &token, 2, 2);
    let job = traced(&studio, &token, &script);
    assert_eq!(studio.wait_for_end(&token, &job)["state"], "completed");

    // The request, as the API tells of it.
    let asked: Vec<Value> = lines(&studio.log());
    let request = asked.iter().find(|line| line["trace_id"] == TRACE && line["message"] == "request");
    let request = request.unwrap_or_else(|| panic!("no line about the request: {}", studio.log()));
    assert_eq!((&request["status"], &request["correlation_id"]), (&json!(202), &json!(CORRELATION)));

    // Every event of the production and of its nodes, whoever caused it, in the same trace.
    let sql = "select e.aggregate_id, e.metadata ->> 'actor', e.metadata ->> 'correlation_id', e.metadata ->> 'traceparent'
        from events e join jobs j on j.id::text = e.aggregate_id
        where e.aggregate_type = 'job' and (j.id = $1::text::uuid or j.production_id = $1::text::uuid)";
    let events = base.query(sql, &[&job]);
    let mut jobs = BTreeSet::new();
    for event in &events {
        let (id, actor): (String, String) = (event.get(0), event.get(1));
        assert_eq!(event.get::<_, Option<String>>(2).as_deref(), Some(CORRELATION), "{id} by {actor}");
        let parent: String = event.get::<_, Option<String>>(3).unwrap_or_default();
        assert!(
            parent.starts_with(&format!("00-{TRACE}-")) && parent.ends_with("-00"),
            "{parent} by {actor}"
        );
        jobs.insert(id);
    }
    assert!(jobs.len() >= 3, "a production and a node for each scene: {jobs:?}");
    let actors: BTreeSet<String> = events.iter().map(|event| event.get(1)).collect();
    assert!(actors.iter().any(|actor| actor.starts_with("account:")), "{actors:?}");
    assert!(actors.contains(&format!("worker:{}", worker.name)), "{actors:?}");

    // What the worker says of each of these jobs.
    let begun = |id: &String| {
        lines(&worker.log()).into_iter().find(|line| {
            line["span"]["job"] == **id
                && line["message"].as_str().is_some_and(|said| said.contains("started"))
        })
    };
    for id in &jobs {
        let line = begun(id).unwrap_or_else(|| panic!("nothing of {id}: {}", worker.log()));
        let span = &line["span"];
        assert_eq!((&span["correlation_id"], &span["trace_id"]), (&json!(CORRELATION), &json!(TRACE)));
        assert!(span["attempt"].is_u64() && span["kind"].is_string(), "{line}");
    }
}

/// A metric as the document has it.
#[derive(Debug, PartialEq, Eq)]
struct Told {
    kind: String,
    labels: BTreeSet<String>,
}

fn documented() -> BTreeMap<String, Told> {
    let rows = DOCUMENT.lines().filter(|line| line.starts_with("| `spool_"));
    rows.map(|row| {
        let cells: Vec<&str> = row.trim_matches('|').split('|').map(str::trim).collect();
        let labels =
            cells[3].split(',').map(|label| label.trim().to_owned()).filter(|label| !label.is_empty());
        (cells[0].trim_matches('`').to_owned(), Told { kind: cells[1].to_owned(), labels: labels.collect() })
    })
    .collect()
}

/// Notes what it is told of each metric.
#[derive(Default)]
struct Notes(Mutex<BTreeMap<String, (&'static str, Option<Unit>)>>);

impl Notes {
    fn add(&self, kind: &'static str, name: &KeyName, unit: Option<Unit>) {
        self.0.lock().unwrap().insert(name.as_str().to_owned(), (kind, unit));
    }
}

impl Recorder for Notes {
    fn describe_counter(&self, name: KeyName, unit: Option<Unit>, _: SharedString) {
        self.add("counter", &name, unit);
    }
    fn describe_gauge(&self, name: KeyName, unit: Option<Unit>, _: SharedString) {
        self.add("gauge", &name, unit);
    }
    fn describe_histogram(&self, name: KeyName, unit: Option<Unit>, _: SharedString) {
        self.add("histogram", &name, unit);
    }
    fn register_counter(&self, _: &Key, _: &Metadata<'_>) -> Counter {
        Counter::noop()
    }
    fn register_gauge(&self, _: &Key, _: &Metadata<'_>) -> Gauge {
        Gauge::noop()
    }
    fn register_histogram(&self, _: &Key, _: &Metadata<'_>) -> Histogram {
        Histogram::noop()
    }
}

#[test]
fn every_metric_is_documented_with_its_kind_and_ends_in_its_unit() {
    let notes = Notes::default();
    metrics::with_local_recorder(&notes, || {
        api::telemetry::describe_metrics();
        workers::describe_metrics();
    });
    let described = notes.0.into_inner().unwrap();
    let documented = documented();
    let kinds = |name: &str, kind: &str| (name.to_owned(), kind.to_owned());
    let in_code: BTreeSet<_> = described.iter().map(|(name, (kind, _))| kinds(name, kind)).collect();
    let in_words: BTreeSet<_> = documented.iter().map(|(name, told)| kinds(name, &told.kind)).collect();
    assert_eq!(in_code, in_words);
    for (name, (kind, unit)) in described {
        let ending = match unit {
            Some(Unit::Seconds) => "_seconds",
            Some(Unit::Bytes) => "_bytes",
            Some(Unit::CountPerSecond) => "_per_second",
            _ => "",
        };
        assert!(name.ends_with(ending), "{name} is in {unit:?}");
        assert_eq!(kind == "counter", name.ends_with("_total"), "{name} is a {kind}");
    }
}

/// The series of a process by the name of their metric, each with its labels.
fn shown(url: &str) -> BTreeMap<String, Told> {
    let (status, text) = curl(&[&format!("{url}/metrics")]).expect("it answers");
    assert_eq!(status, 200);
    let mut shown = BTreeMap::new();
    let mut name = String::new();
    for line in text.lines().filter(|line| !line.is_empty()) {
        if let Some(help) = line.strip_prefix("# HELP ") {
            help.split(' ').next().unwrap().clone_into(&mut name);
        } else if let Some(kind) = line.strip_prefix("# TYPE ") {
            let (of, kind) = kind.split_once(' ').unwrap();
            assert_eq!(of, name, "{of} has no words");
            shown.insert(name.clone(), Told { kind: kind.to_owned(), labels: BTreeSet::new() });
        } else if let Some((_, labels)) = line.split_once('{') {
            let labels = labels.rsplit_once('}').unwrap().0.split("\",");
            let labels = labels.map(|label| label.split_once('=').unwrap().0.to_owned());
            shown.get_mut(&name).unwrap().labels.extend(labels.filter(|label| label != "le"));
        }
    }
    shown
}

/// Takes away what is equally said in the document and at `/metrics`.
fn agree(url: &str, missing: &mut BTreeSet<String>, documented: &BTreeMap<String, Told>) {
    for (name, told) in shown(url) {
        assert_eq!(documented.get(&name), Some(&told), "{name}");
        missing.remove(&name);
    }
}

#[test]
fn what_is_documented_is_shown_and_what_is_shown_is_documented() {
    let base = Base::new();
    let studio = base.serve();
    let documented = documented();
    // What needs no label is there before anything happens.
    let at_first = shown(&studio.url);
    for (name, told) in documented.iter().filter(|(_, told)| told.labels.is_empty()) {
        assert_eq!(at_first.get(name), Some(told), "{name}");
    }

    let port = free_port();
    let address = format!("127.0.0.1:{port}");
    let worker: Work = base.work(&["--metrics-listen", &address]);
    let url = format!("http://{address}");
    let (status, health) = curl(&[&format!("{url}/health/ready")]).expect("a worker answers operators");
    assert_eq!(status, 200, "{health}");
    assert_eq!(curl(&[&format!("{url}/api/v1/system")]).expect("and nobody else").0, 404);

    let token = studio.register("mara@example.org");
    let script = script_of(&studio, &token, 2, 2);
    let job = ask(&studio, &token, &script, "produce", &json!({"scope": "script", "want": ["time_script"]}));
    studio.wait_for_end(&token, &job);
    let mut missing: BTreeSet<String> = documented.keys().cloned().collect();
    let start = Instant::now();
    // Gauges of the whole cluster are read from the database now and then.
    while !missing.is_empty() {
        agree(&studio.url, &mut missing, &documented);
        agree(&url, &mut missing, &documented);
        assert!(start.elapsed() < PATIENCE, "documented and never shown: {missing:?}");
        std::thread::sleep(std::time::Duration::from_millis(500));
    }
    assert_eq!(worker.stop().0.code(), Some(0));
}
