//! Every operation of the document against everything that can be wrong with what it takes: the answer is
//! a problem that names the field, and nothing has happened.
//!
//! The cases are made from the document itself, so an operation that is added is tested too.

use crate::world::{Answer, Person, World, read, text};
use api::ApiConfig;
use reqwest::{Method, RequestBuilder};
use serde_json::{Map, Value, json};

struct Operation {
    name: String,
    method: Method,
    path: String,
    parameters: Vec<Value>,
    /// The body's schema, if it takes one.
    body: Option<Value>,
    /// Whether it takes a file, which may be anything.
    takes_file: bool,
}

fn resolve<'a>(document: &'a Value, schema: &'a Value) -> &'a Value {
    if let Some(name) = schema["$ref"].as_str() {
        return resolve(document, &document["components"]["schemas"][name.rsplit('/').next().unwrap()]);
    }
    match schema["oneOf"].as_array() {
        Some(choices) => resolve(document, choices.iter().find(|one| one["type"] != "null").unwrap()),
        None => schema,
    }
}

fn operations(document: &Value) -> Vec<Operation> {
    let mut operations = Vec::new();
    for (path, item) in document["paths"].as_object().unwrap() {
        for (method, it) in item.as_object().unwrap() {
            let body = &it["requestBody"]["content"]["application/json"]["schema"];
            operations.push(Operation {
                name: text(&it["operationId"]),
                method: method.to_uppercase().parse().unwrap(),
                path: path.clone(),
                parameters: it["parameters"].as_array().cloned().unwrap_or_default(),
                takes_file: it["requestBody"].is_object() && body.is_null(),
                body: (!body.is_null()).then(|| resolve(document, body).clone()),
            });
        }
    }
    operations
}

/// What an operation works on: all of it exists and is ada's.
struct Things {
    ada: Person,
    script: String,
    character: String,
    scene: String,
    shot: String,
    job: String,
    asset: String,
}

impl Things {
    async fn new(world: &World) -> Self {
        let ada = world.person("ada").await;
        let (script, character) = (ada.script("The Lamp").await, ada.character("MARA").await);
        let draft = json!({ "text": "INT. LAMP ROOM - NIGHT\n\nDark." });
        ada.post(&format!("/scripts/{script}/versions"), &draft).await.expect(201);
        let scenes = ada.get(&format!("/scripts/{script}/versions/1/scenes")).await.expect(200);
        let (job, asset) = (ada.job(&script).await, ada.asset("", "Notes.").await);
        let scene = text(&scenes["items"][0]["id"]);
        let shot = ada.shot(&scene).await;
        Self { ada, script, character, scene, shot, job, asset }
    }

    fn path(&self, operation: &Operation) -> String {
        let id = match operation.path.split('/').nth(3).unwrap() {
            "characters" => &self.character,
            "scenes" => &self.scene,
            "shots" => &self.shot,
            "jobs" => &self.job,
            "assets" => &self.asset,
            _ => &self.script,
        };
        operation.path.replace("{id}", id).replace("{n}", "1").replace("{character_id}", &self.character)
    }

    fn request(&self, operation: &Operation, path: &str) -> RequestBuilder {
        self.ada.request(operation.method.clone(), path.strip_prefix("/api/v1").unwrap())
    }

    /// The operation with this body, which is sent as JSON.
    fn with(&self, operation: &Operation, body: impl Into<reqwest::Body>) -> RequestBuilder {
        let request = self.request(operation, &self.path(operation));
        request.header("content-type", "application/json").body(body)
    }
}

/// A value that fits a schema.
fn fitting(document: &Value, schema: &Value) -> Value {
    let schema = resolve(document, schema);
    let types = schema["type"].as_array().map_or_else(|| text(&schema["type"]), |types| text(&types[0]));
    match types.as_str() {
        _ if schema["enum"].is_array() => schema["enum"][0].clone(),
        "string" if schema["format"] == "email" => json!("someone@example.org"),
        "string" if schema["format"] == "uuid" => json!("01890000-0000-7000-8000-000000000000"),
        "string" => json!("something long enough"),
        "integer" => json!(1),
        "number" => schema["minimum"].clone(),
        "object" => {
            let fields = schema["properties"].as_object().unwrap().iter();
            fields.map(|(name, schema)| (name.clone(), fitting(document, schema))).collect()
        }
        "boolean" => json!(false),
        "array" => json!([]),
        other => panic!("what fits {other}?"),
    }
}

/// What does not fit a schema, whatever it is.
fn unfitting(document: &Value, schema: &Value) -> Vec<Value> {
    let nullable = schema["type"].as_array().is_some_and(|types| types.contains(&"null".into()))
        || schema["oneOf"].as_array().is_some_and(|all| all.iter().any(|one| one["type"] == "null"));
    let schema = resolve(document, schema);
    let mut wrong = vec![json!({ "a": 1 }), json!([[1]]), json!(1.5)];
    if !nullable {
        wrong.push(Value::Null);
    }
    if let Some(most) = schema["maxLength"].as_u64() {
        wrong.extend([json!("x".repeat(usize::try_from(most).unwrap() + 1)), json!("nul \0 nul and more")]);
    }
    if schema["minLength"].is_number() {
        wrong.extend([json!(""), json!("          \n\t   ")]);
    }
    if schema["enum"].is_array() {
        wrong.extend([json!("telenovela"), json!(""), json!("Noir ")]);
    }
    if schema["format"] == "uuid" || schema["format"] == "email" {
        wrong.push(json!("neither of the two"));
    }
    match schema["type"].as_str().unwrap_or("nullable") {
        "integer" => {
            let least = schema["minimum"].as_i64().unwrap_or(1);
            let large = json!(4_294_967_296_u64);
            wrong.extend([json!(least - 1), json!(least - 2), large, json!(1e300), json!("1")]);
        }
        "boolean" => wrong.extend([json!("true"), json!(1)]),
        "string" => wrong.extend([json!(1), json!(true)]),
        "array" => {
            wrong.extend([json!([null]), json!({}), json!(vec![fitting(document, &schema["items"]); 101])]);
            // A word is something in a list of words.
            let words = schema["items"]["type"] == "string" && schema["items"]["format"].is_null();
            wrong.extend((!words).then(|| json!(["x"])));
        }
        _ => {}
    }
    wrong
}

struct Tally {
    cases: usize,
}

impl Tally {
    /// Asserts a client's mistake that is named at this pointer, or below it.
    async fn refused(&mut self, what: &str, status: u16, pointer: &str, request: RequestBuilder) {
        let answer: Answer = read(request).await;
        let case = format!("{what} at {pointer:?}: {} {:#}", answer.status, answer.body);
        assert_eq!(
            (answer.status, answer.header("content-type")),
            (status, "application/problem+json"),
            "{case}"
        );
        let errors = answer.body["errors"].as_array().unwrap();
        let named = errors.iter().any(|error| {
            let named = error["pointer"].as_str().unwrap();
            named == pointer || named.starts_with(&format!("{pointer}/")) && !pointer.is_empty()
        });
        assert!(named && errors.iter().all(|error| !text(&error["message"]).is_empty()), "{case}");
        self.cases += 1;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_operation_names_what_is_wrong_and_does_nothing() {
    let mut config = ApiConfig::default();
    config.quotas.auth.count = 1_000_000;
    config.quotas.work.count = 1_000_000;
    config.quotas.sign_in.count = 1_000_000;
    let world = World::with(config).await;
    let things = Things::new(&world).await;
    let document = serde_json::to_value(api::document()).unwrap();
    let (head, accounts) = (world.head().await, "select count(*) from accounts");
    let mut tally = Tally { cases: 0 };
    for operation in operations(&document) {
        parameters(&document, &things, &operation, &mut tally).await;
        match &operation.body {
            Some(schema) => bodies(&document, &things, &operation, schema, &mut tally).await,
            None if operation.takes_file => no_file(&things, &operation, &mut tally).await,
            None if operation.method != Method::GET => nothing_to_read(&things, &operation, &mut tally).await,
            None => {}
        }
        assert_eq!(world.head().await, head, "{} has done something", operation.name);
    }
    assert_eq!(world.number(accounts).await, 1);
    assert_eq!(world.number("select count(*) from idempotency_keys where status is null").await, 0);
    assert!(tally.cases > 700, "{} cases only", tally.cases);
}

/// What is wrong with the whole of a body.
async fn bodies(document: &Value, things: &Things, operation: &Operation, schema: &Value, tally: &mut Tally) {
    let name = &operation.name;
    let fields = schema["properties"].as_object().unwrap();
    let required: Vec<String> = schema["required"].as_array().into_iter().flatten().map(text).collect();
    let good: Map<String, Value> =
        fields.iter().map(|(field, schema)| (field.clone(), fitting(document, schema))).collect();
    let first = fields.keys().next().unwrap().clone();
    let pointer = format!("/{first}");

    let plain = things.request(operation, &things.path(operation)).body("{}");
    tally.refused(&format!("{name} without a type"), 415, "/Content-Type", plain).await;
    let as_text =
        things.request(operation, &things.path(operation)).header("content-type", "text/plain").body("{}");
    tally.refused(&format!("{name} as text"), 415, "/Content-Type", as_text).await;
    let latin =
        format!("{{\"{first}\": \"caf").into_bytes().into_iter().chain(*b"\xe9\"}").collect::<Vec<u8>>();
    tally.refused(&format!("{name} in latin-1"), 400, &pointer, things.with(operation, latin)).await;
    for broken in [
        format!("{{\"{first}\": \"cut"),
        format!("{{\"{first}\": nope}}"),
        format!("{{\"{first}\": \"\\ud800\"}}"),
    ] {
        tally.refused(&format!("{name} broken"), 400, &pointer, things.with(operation, broken)).await;
    }
    for depth in [40, 100_000] {
        let deep = format!("{{\"{first}\": {}{}}}", "[".repeat(depth), "]".repeat(depth));
        tally.refused(&format!("{name} deep"), 400, &pointer, things.with(operation, deep)).await;
    }
    for whole in ["[]", "\"x\"", "7", "true"] {
        tally.refused(&format!("{name} as {whole}"), 422, "", things.with(operation, whole)).await;
    }
    let huge = format!("{{\"{first}\": \"{}\"}}", "x".repeat(6_000_000));
    tally.refused(&format!("{name} huge"), 413, &pointer, things.with(operation, huge)).await;
    let keyed = things.with(operation, "{\"nonsense\": 1}").header("idempotency-key", format!("bad-{name}"));
    tally.refused(&format!("{name} with a key and nonsense"), 422, "/nonsense", keyed).await;

    let send = |body: &Map<String, Value>| things.with(operation, serde_json::to_vec(body).unwrap());
    let mut more = good.clone();
    more.insert("nonsense".into(), json!(1));
    tally.refused(&format!("{name} with nonsense"), 422, "/nonsense", send(&more)).await;
    for field in &required {
        let mut less = good.clone();
        less.remove(field);
        tally.refused(&format!("{name} without {field}"), 422, &format!("/{field}"), send(&less)).await;
    }
    for (field, schema) in fields {
        for wrong in unfitting(document, schema) {
            let shown = wrong.to_string().chars().take(40).collect::<String>();
            let mut body = good.clone();
            body.insert(field.clone(), wrong);
            tally.refused(&format!("{name} with {shown}"), 422, &format!("/{field}"), send(&body)).await;
        }
    }
}

/// A body where none is read.
async fn nothing_to_read(things: &Things, operation: &Operation, tally: &mut Tally) {
    let name = &operation.name;
    let needed = operation.parameters.iter().filter(|it| it["in"] == "query" && it["required"] == true);
    let query: Vec<String> = needed.map(|it| format!("{}=x", text(&it["name"]))).collect();
    let path = format!("{}?{}", things.path(operation), query.join("&"));
    let with = |body: &'static str| {
        things.request(operation, &path).header("content-type", "application/json").body(body)
    };
    tally.refused(&format!("{name} with nonsense"), 422, "/nonsense", with("{\"nonsense\": 1}")).await;
    tally.refused(&format!("{name} with half a body"), 400, "", with("{")).await;
    let plain = things.request(operation, &path).body("nonsense");
    tally.refused(&format!("{name} without a type"), 415, "/Content-Type", plain).await;
}

/// What is no file, or is not what it is said to be.
async fn no_file(things: &Things, operation: &Operation, tally: &mut Tally) {
    let name = &operation.name;
    let path = things.path(operation);
    let program = things.request(operation, &path).body(&b"\x7fELF\x02\x01"[..]);
    tally.refused(&format!("{name} with a program"), 415, "/body", program).await;
    let page = things.request(operation, &path).header("content-type", "text/html").body("<p>");
    tally.refused(&format!("{name} with a page"), 415, "/Content-Type", page).await;
}

/// Path, query and headers.
async fn parameters(document: &Value, things: &Things, operation: &Operation, tally: &mut Tally) {
    let name = &operation.name;
    for parameter in &operation.parameters {
        let (field, schema) = (text(&parameter["name"]), &parameter["schema"]);
        let (pointer, place) = (format!("/{field}"), text(&parameter["in"]));
        let values: &[&str] = match (place.as_str(), schema["type"].as_str().unwrap_or_default()) {
            ("path", "integer") => &["0", "-1", "x", "1.5", "99999999999999999999", "%00"],
            ("path", _) => &[
                "x",
                "1",
                "00000000-0000-0000-0000-00000000000g",
                "%7B01890000-0000-7000-8000-000000000000%7D",
                "%00",
            ],
            (_, "integer") => &["-1", "x", "1.5", "99999999999999999999"],
            (_, "boolean") => &["yes", "1", "%00"],
            ("query", _) if schema["enum"].is_array() => &["nonsense", "Pending"],
            ("query", _)
                if matches!(field.as_str(), "cursor" | "as_of" | "since" | "until" | "script_id") =>
            {
                &["nonsense", "%ff", "%00", "-7"]
            }
            ("query", _) => &["%ff", "%00"],
            _ => &[],
        };
        for value in values {
            let path = if place == "path" {
                let template = operation.path.replace(&format!("{{{field}}}"), value);
                things.path(&Operation {
                    path: template,
                    name: String::new(),
                    method: Method::GET,
                    parameters: vec![],
                    body: None,
                    takes_file: false,
                })
            } else {
                format!("{}?{field}={value}", things.path(operation))
            };
            let status = if *value == "%ff" { 400 } else { 422 };
            let request = things.request(operation, &path).header("accept", "application/json");
            let request = match &operation.body {
                Some(_) => request.json(&json!({})),
                None => request,
            };
            tally.refused(&format!("{name} with {field}={value}"), status, &pointer, request).await;
        }
    }
    if operation.parameters.iter().any(|parameter| parameter["in"] == "query") {
        let path = things.path(operation);
        let asked = |query: &str| {
            things.request(operation, &format!("{path}?{query}")).header("accept", "application/json")
        };
        tally.refused(&format!("{name} with a strange query"), 422, "/nonsense", asked("nonsense=1")).await;
        tally.refused(&format!("{name} with a query twice"), 422, "/limit", asked("limit=1&limit=2")).await;
    }
    if operation.parameters.iter().any(|parameter| parameter["name"] == "If-Match") {
        let request = things.request(operation, &things.path(operation)).header("if-match", "yesterday");
        let request = match &operation.body {
            Some(schema) => {
                let field = schema["properties"].as_object().unwrap().iter().next().unwrap();
                request.json(&json!({ field.0: fitting(document, field.1) }))
            }
            None => request,
        };
        tally.refused(&format!("{name} with a strange If-Match"), 422, "/If-Match", request).await;
    }
    if operation.parameters.iter().any(|parameter| parameter["name"] == "Idempotency-Key") {
        let request =
            things.request(operation, &things.path(operation)).header("idempotency-key", "x".repeat(256));
        tally.refused(&format!("{name} with a long key"), 422, "/Idempotency-Key", request).await;
    }
}
