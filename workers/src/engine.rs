//! What work needs to run on. A worker takes only the classes it offers (`--engines cpu,gpu,remote`).

use std::fmt;
use std::str::FromStr;

/// A class of engines.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum EngineClass {
    /// This machine's processors.
    Cpu,
    /// A GPU.
    Gpu,
    /// Somebody else's machines, over the network.
    Remote,
}

/// A text that names no engine class.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is not an engine class; known are cpu, gpu, remote")]
pub struct UnknownEngine(pub String);

impl EngineClass {
    /// Every class.
    pub const ALL: [Self; 3] = [Self::Cpu, Self::Gpu, Self::Remote];

    /// The one text form.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Cpu => "cpu",
            Self::Gpu => "gpu",
            Self::Remote => "remote",
        }
    }
}

impl fmt::Display for EngineClass {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl FromStr for EngineClass {
    type Err = UnknownEngine;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::ALL
            .into_iter()
            .find(|class| class.as_str() == text)
            .ok_or_else(|| UnknownEngine(text.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_class_reads_back_what_it_wrote() {
        for class in EngineClass::ALL {
            assert_eq!(class.to_string().parse(), Ok(class));
        }
        assert!("tpu".parse::<EngineClass>().is_err());
    }
}
