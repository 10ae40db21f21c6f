//! How a series and a fault are written where they must survive a restart: as text and plain values.

use crate::market::SeriesError;
use crate::{Fault, Series};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

impl From<Series> for String {
    fn from(series: Series) -> Self {
        series.to_string()
    }
}

impl TryFrom<String> for Series {
    type Error = SeriesError;

    fn try_from(text: String) -> Result<Self, SeriesError> {
        text.parse()
    }
}

/// The functions of the world by name, and what else the host calls: [`Fault`] names them without owning the text.
const CALLS: &[&str] = &[
    "describe",
    "configure",
    "reset",
    "begin-slot",
    "load",
    "next",
    "explain",
    "save",
    "restore",
    "instantiate",
    "guest",
];

/// The name as [`Fault`] holds it.
fn call_of(name: &str) -> &'static str {
    CALLS.iter().copied().find(|call| *call == name).unwrap_or("call")
}

/// A [`Fault`] that owns its text.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum SavedFault {
    OutOfFuel { call: String, limit: u64 },
    OutOfMemory { call: String, detail: String },
    Trap { call: String, detail: String },
    InvalidDecision { row: u32, detail: String },
    Contract { call: String, detail: String },
    WorldMismatch(String),
    Host(String),
}

impl From<Fault> for SavedFault {
    fn from(fault: Fault) -> Self {
        match fault {
            Fault::OutOfFuel { call, limit } => Self::OutOfFuel { call: call.to_owned(), limit },
            Fault::OutOfMemory { call, detail } => Self::OutOfMemory { call: call.to_owned(), detail },
            Fault::Trap { call, detail } => Self::Trap { call: call.to_owned(), detail },
            Fault::InvalidDecision { row, detail } => Self::InvalidDecision { row, detail },
            Fault::Contract { call, detail } => Self::Contract { call: call.to_owned(), detail },
            Fault::WorldMismatch(text) => Self::WorldMismatch(text),
            Fault::Host(text) => Self::Host(text),
        }
    }
}

impl From<SavedFault> for Fault {
    fn from(saved: SavedFault) -> Self {
        match saved {
            SavedFault::OutOfFuel { call, limit } => Self::OutOfFuel { call: call_of(&call), limit },
            SavedFault::OutOfMemory { call, detail } => Self::OutOfMemory { call: call_of(&call), detail },
            SavedFault::Trap { call, detail } => Self::Trap { call: call_of(&call), detail },
            SavedFault::InvalidDecision { row, detail } => Self::InvalidDecision { row, detail },
            SavedFault::Contract { call, detail } => Self::Contract { call: call_of(&call), detail },
            SavedFault::WorldMismatch(text) => Self::WorldMismatch(text),
            SavedFault::Host(text) => Self::Host(text),
        }
    }
}

impl Serialize for Fault {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        SavedFault::from(self.clone()).serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Fault {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        SavedFault::deserialize(deserializer).map(Self::from)
    }
}
