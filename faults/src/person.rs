//! Somebody who uses the studio and does not give up: every command names itself by an `Idempotency-Key`, and is
//! sent until it is answered.

use crate::history::{Deed, History};
use crate::turns::What;
use anyhow::{Context, Result, bail, ensure};
use reqwest::header::RETRY_AFTER;
use reqwest::{Client, Method, RequestBuilder, StatusCode};
use serde_json::{Value, json};
use std::fmt::Write as _;
use std::net::SocketAddr;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// Scenes of each person's script: one for shots, one for each job that a minute allows.
const SCENES: usize = 31;
/// Shots that are added to one scene before the next one's turn comes.
const SHOTS: usize = 100;
/// How long one try may take.
const TRY: Duration = Duration::from_secs(10);
/// How long a command may take with all its tries; after this its outcome counts as unknown for good.
const PATIENCE: Duration = Duration::from_secs(90);
/// Between two tries.
const PAUSE: Duration = Duration::from_millis(100);
/// The longest that a studio's wish to be left alone is respected.
const LONGEST_PAUSE: Duration = Duration::from_secs(5);
const PASSWORD: &str = "a long enough password";

/// An account and what it works on.
#[derive(Debug)]
pub struct Person {
    /// Which of the people.
    pub number: usize,
    /// The account's id.
    pub account: String,
    http: Client,
    base: String,
    token: Mutex<String>,
    /// Told apart from the tokens of before, so that several who are refused sign in once.
    signing_in: tokio::sync::Mutex<()>,
    script: String,
    scenes: Vec<String>,
    shots: Mutex<usize>,
}

/// What came of one try.
enum Tried {
    Answered(Value),
    /// It did not get there, or was put off.
    NotYet(Duration),
    /// Nobody can say what became of it.
    Doubt,
    /// It must not be answered like this.
    Refused(String),
}

/// What a command is: its address and what it says.
struct Ask {
    path: String,
    body: Value,
}

impl Person {
    /// Signs up at the studio behind `address`, and writes a script with many scenes.
    pub async fn settle(number: usize, address: SocketAddr) -> Result<Self> {
        // The provider is the process' own choice, and only the first one counts.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let http = Client::builder().no_proxy().connect_timeout(Duration::from_secs(2)).build()?;
        let mut person = Self {
            number,
            account: String::new(),
            http,
            base: format!("http://{address}/api/v1"),
            token: Mutex::default(),
            signing_in: tokio::sync::Mutex::default(),
            script: String::new(),
            scenes: Vec::new(),
            shots: Mutex::default(),
        };
        let account = json!({"email": person.email(), "password": PASSWORD, "display_name": "Mara"});
        let session = person.at_once(Method::POST, "auth/register", Some(account)).await?;
        person.account = text(&session["user"]["id"])?;
        *person.lock() = text(&session["access_token"])?;
        let script = person.at_once(Method::POST, "scripts", Some(script("The Lamp"))).await?;
        person.script = text(&script["id"])?;
        let version = format!("scripts/{}/versions", person.script);
        person.at_once(Method::POST, &version, Some(json!({"text": screenplay()}))).await?;
        let scenes = person.at_once(Method::GET, &format!("{version}/1/scenes?limit=100"), None).await?;
        let scenes = scenes["items"].as_array().context("no list of scenes")?;
        person.scenes = scenes.iter().map(|scene| text(&scene["id"])).collect::<Result<_>>()?;
        ensure!(person.scenes.len() == SCENES, "the script has {} scenes", person.scenes.len());
        Ok(person)
    }

    /// Gives a command until it is answered, and now and then once more.
    pub async fn give(&self, number: usize, what: What, again: bool, history: &History) {
        let (key, ask) = (format!("{}-{number}", self.number), self.ask(number, what));
        let start = Instant::now();
        let mut doubts = 0;
        while start.elapsed() < PATIENCE {
            let begun = Instant::now();
            match self.attempt(&key, &ask).await {
                Tried::Answered(answer) => {
                    let answered = Instant::now();
                    let Some(id) = answer["id"].as_str().map(str::to_owned) else {
                        return history.breach(format!("an answer to {key} has no id: {answer}"));
                    };
                    let ask_again = again || doubts > 0;
                    let same_again = if ask_again {
                        Some(self.same_again(&key, &ask, &answer, history).await)
                    } else {
                        None
                    };
                    let person = self.number;
                    return history.answered(Deed { person, what, id, begun, answered, doubts, same_again });
                }
                Tried::NotYet(pause) => tokio::time::sleep(pause).await,
                Tried::Doubt => {
                    doubts += 1;
                    tokio::time::sleep(PAUSE).await;
                }
                Tried::Refused(why) => {
                    let said = format!("{what:?} {key} was refused after {doubts} doubts: {why}");
                    return history.gave_up(self.number, what, said);
                }
            }
        }
        let said = format!("{what:?} {key} was not answered in {} s", PATIENCE.as_secs());
        history.gave_up(self.number, what, said);
    }

    /// Whether the same command is answered the same once more.
    async fn same_again(&self, key: &str, ask: &Ask, first: &Value, history: &History) -> bool {
        let start = Instant::now();
        while start.elapsed() < PATIENCE {
            match self.attempt(key, ask).await {
                Tried::Answered(answer) if answer == *first => return true,
                Tried::Answered(other) => {
                    history.breach(format!("{key} was answered {first} and then {other}"));
                    return false;
                }
                Tried::NotYet(pause) => tokio::time::sleep(pause).await,
                Tried::Doubt => tokio::time::sleep(PAUSE).await,
                Tried::Refused(why) => {
                    history.breach(format!("{key} was answered and then refused: {why}"));
                    return false;
                }
            }
        }
        history.breach(format!("{key} was answered and then not any more"));
        false
    }

    async fn attempt(&self, key: &str, ask: &Ask) -> Tried {
        let token = self.lock().clone();
        let request = self.request(Method::POST, &ask.path, &token).header("idempotency-key", key);
        let response = match request.json(&ask.body).timeout(TRY).send().await {
            Ok(response) => response,
            Err(error) if error.is_connect() => return Tried::NotYet(PAUSE),
            Err(_) => return Tried::Doubt,
        };
        let status = response.status();
        let wish = response.headers().get(RETRY_AFTER).and_then(|it| it.to_str().ok()?.parse().ok());
        let wish = Duration::from_secs(wish.unwrap_or(0)).clamp(PAUSE, LONGEST_PAUSE);
        // An answer that broke off is no answer.
        let Ok(body) = response.text().await else { return Tried::Doubt };
        match status {
            StatusCode::UNAUTHORIZED => {
                self.sign_in_again(&token).await;
                Tried::NotYet(PAUSE)
            }
            StatusCode::TOO_MANY_REQUESTS => Tried::NotYet(wish),
            StatusCode::CONFLICT if body.contains("idempotency_running") => Tried::NotYet(PAUSE),
            status if status.is_server_error() => Tried::Doubt,
            status if status.is_success() => serde_json::from_str(&body)
                .map_or_else(|error| Tried::Refused(error.to_string()), Tried::Answered),
            status => Tried::Refused(format!("{status}: {body}")),
        }
    }

    /// The stream of everything that happens to this person, from after a position.
    pub fn subscribe(&self, after: i64) -> RequestBuilder {
        let token = self.lock().clone();
        self.request(Method::GET, "events", &token)
            .header("last-event-id", after.to_string())
            .header("accept", "text/event-stream")
    }

    /// Signs in, unless somebody else has since this token was refused.
    pub async fn sign_in_again(&self, refused: &str) {
        let _turn = self.signing_in.lock().await;
        if *self.lock() != refused {
            return;
        }
        let credentials = json!({"email": self.email(), "password": PASSWORD});
        match self.at_once(Method::POST, "auth/login", Some(credentials)).await {
            Ok(session) => *self.lock() = session["access_token"].as_str().unwrap_or_default().into(),
            // Whoever needs it tries again; not more often than a studio allows.
            Err(_) => tokio::time::sleep(Duration::from_millis(500)).await,
        }
    }

    /// The token in use.
    pub fn token(&self) -> String {
        self.lock().clone()
    }

    fn ask(&self, number: usize, what: What) -> Ask {
        let name = format!("Number {number} of {}", self.number);
        let scene = |at: usize| &self.scenes[at % SCENES];
        let (path, body) = match what {
            What::Character => ("characters".to_owned(), json!({ "name": name })),
            What::Script => ("scripts".to_owned(), script(&name)),
            What::Scene => {
                let path = format!("scripts/{}/versions/1/scenes", self.script);
                (path, json!({"setting": format!("INT. ROOM {number} - DAY")}))
            }
            What::Shot => {
                let mut shots = self.shots.lock().unwrap_or_else(PoisonError::into_inner);
                *shots += 1;
                (
                    format!("scenes/{}/shots", scene(*shots / SHOTS)),
                    json!({"size": "cu", "description": name}),
                )
            }
            What::Job => (format!("scenes/{}/breakdown", scene(number)), json!({})),
        };
        Ask { path, body }
    }

    /// A request that has to succeed the first time.
    async fn at_once(&self, method: Method, path: &str, body: Option<Value>) -> Result<Value> {
        let mut request = self.request(method, path, &self.token()).timeout(TRY);
        if let Some(body) = &body {
            request = request.json(body);
        }
        let response = request.send().await?;
        let (status, answer) = (response.status(), response.text().await?);
        if !status.is_success() {
            bail!("{path}: {status}: {answer}");
        }
        Ok(serde_json::from_str(&answer)?)
    }

    fn request(&self, method: Method, path: &str, token: &str) -> RequestBuilder {
        let request = self.http.request(method, format!("{}/{path}", self.base));
        if token.is_empty() { request } else { request.bearer_auth(token) }
    }

    fn email(&self) -> String {
        format!("person-{}@example.org", self.number)
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, String> {
        self.token.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn text(value: &Value) -> Result<String> {
    value.as_str().map(str::to_owned).with_context(|| format!("{value} is no text"))
}

fn script(title: &str) -> Value {
    json!({
        "title": title, "genre": "noir", "tone": "dark",
        "logline": "A lighthouse keeper hides a stranger from the law during the worst storm in years",
    })
}

fn screenplay() -> String {
    let mut text = String::new();
    for scene in 1..=SCENES {
        let speech = "MARA\nWho is there at this hour?\n\nTOM\nOnly me, and the sea.\n\n";
        let written = write!(text, "INT. ROOM {scene} - NIGHT\n\nThe lamp turns.\n\n{speech}");
        written.expect("a string takes any text");
    }
    text
}
