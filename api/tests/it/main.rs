//! The API as its clients meet it: a real server on a free port, a real database, a real HTTP client.

mod accounts;
mod bad_input;
mod characters;
mod cookies;
mod headers;
mod history;
mod idempotency;
mod jobs;
mod openapi;
mod ownership;
mod pages;
mod rates;
mod scenes;
mod scripts;
mod sockets;
mod streams;
mod streams_under_stress;
mod surroundings;
mod tokens;
mod two_servers;
mod versions;
mod watcher;
mod worker;
mod world;
