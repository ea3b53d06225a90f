//! The built binary as a user meets it: started, refused, cut off, and asked to write.

mod harness;
mod journey;
mod refusals;
