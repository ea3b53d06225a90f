//! The store against the real thing: a real file system, and a real S3 server on a real socket that checks
//! signatures.

mod crashes;
mod objects;
mod quotas;
mod s3;
mod world;
