//! Every event as the sentence it becomes.
