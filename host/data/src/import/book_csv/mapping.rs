//! Which CSV column is which.

use crate::import::prices;
use craftstrat_model::Column;
use craftstrat_model::column::Storage;
use craftstrat_venue::number::TimeUnit;
use std::collections::BTreeMap;
use std::path::Path;
use std::str::FromStr;

/// What a CSV column can be mapped to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Target {
    CapturedAt,
    Symbol,
    Winner,
    PriceToBeat,
    Column(Column),
}

impl Target {
    fn parse(name: &str) -> Option<Self> {
        match name {
            "captured_at" => Some(Self::CapturedAt),
            "symbol" => Some(Self::Symbol),
            "winner" => Some(Self::Winner),
            "price_to_beat" => Some(Self::PriceToBeat),
            _ => {
                let column: Column = name.parse().ok()?;
                matches!(column.spec().storage, Storage::Micros | Storage::Double)
                    .then_some(Self::Column(column))
            }
        }
    }
}

/// Why a mapping cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MappingError {
    /// An entry is not `name=column`.
    #[error("`{0}` is not a mapping: write name=column, for example bid_up=up_bid or captured_at=ts:ms")]
    Entry(String),
    /// A name that is none of ours.
    #[error(
        "`{0}` is not a column that can be recorded: captured_at, symbol, bid_up, ask_size_down, chainlink_price..."
    )]
    Name(String),
    /// A unit that is not known, or on something that is no time.
    #[error("`{0}` is not a unit of `captured_at`: write s, ms, us or ns")]
    Unit(String),
    /// A name that must be mapped is not.
    #[error("the mapping does not say which column is `{0}`")]
    Missing(&'static str),
    /// A name is mapped twice.
    #[error("`{0}` is mapped twice")]
    Twice(String),
    /// A file that cannot be read.
    #[error("cannot read the mapping {path}: {detail}")]
    File {
        /// The file.
        path: String,
        /// Why not.
        detail: String,
    },
}

/// Which CSV column is which.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mapping {
    columns: BTreeMap<Target, String>,
    unit: Option<TimeUnit>,
}

/// Layouts known by name.
const PRESETS: [(&str, &str); 1] = [(
    "pmbacktest",
    "captured_at=recorded_at_ts:s, symbol=market_slug, \
     bid_up=up_bid, bid_size_up=up_bid_size, ask_up=up_ask, ask_size_up=up_ask_size, \
     bid_down=down_bid, bid_size_down=down_bid_size, ask_down=down_ask, ask_size_down=down_ask_size",
)];

impl Mapping {
    /// A layout known by name: `pmbacktest`.
    pub fn preset(name: &str) -> Option<Self> {
        let text = PRESETS.iter().find(|(known, _)| *known == name)?.1;
        text.parse().ok()
    }

    /// The layout known by name whose every column is in `header`.
    pub(super) fn of_header(header: &csv::StringRecord) -> Option<Self> {
        PRESETS.iter().filter_map(|(name, _)| Self::preset(name)).find(|m| m.locate(header).is_ok())
    }

    /// From a preset's name, a file, or the mapping itself.
    ///
    /// # Errors
    /// When it is none of these or says something impossible.
    pub fn from_argument(text: &str) -> Result<Self, MappingError> {
        if let Some(preset) = Self::preset(text) {
            return Ok(preset);
        }
        if text.contains('=') { text.parse() } else { Self::from_file(Path::new(text)) }
    }

    /// From a file: a flat JSON object of texts, or lines `name = column` (TOML's quotes and comments allowed).
    ///
    /// # Errors
    /// When it cannot be read or says something impossible.
    pub fn from_file(path: &Path) -> Result<Self, MappingError> {
        let failed = |detail: String| MappingError::File { path: path.display().to_string(), detail };
        let size = std::fs::metadata(path).map_err(|e| failed(e.to_string()))?.len();
        if size > 1 << 20 {
            return Err(failed("it is larger than 1 MB".to_owned()));
        }
        let text = std::fs::read_to_string(path).map_err(|e| failed(e.to_string()))?;
        if text.trim_start().starts_with('{') {
            let entries: BTreeMap<String, String> =
                serde_json::from_str(&text).map_err(|e| failed(e.to_string()))?;
            return Self::from_entries(entries.iter().map(|(k, v)| (k.as_str(), v.as_str())));
        }
        let lines = text.lines().map(|l| l.split('#').next().unwrap_or_default());
        Self::from_texts(lines)
    }

    fn from_texts<'t>(entries: impl Iterator<Item = &'t str>) -> Result<Self, MappingError> {
        let mut pairs = Vec::new();
        for entry in entries.map(str::trim).filter(|e| !e.is_empty()) {
            let pair = entry.split_once('=').ok_or_else(|| MappingError::Entry(short(entry)))?;
            pairs.push((pair.0.trim(), pair.1.trim().trim_matches(['"', '\''])));
        }
        Self::from_entries(pairs.into_iter())
    }

    fn from_entries<'t>(entries: impl Iterator<Item = (&'t str, &'t str)>) -> Result<Self, MappingError> {
        let mut mapping = Self { columns: BTreeMap::new(), unit: None };
        for (name, column) in entries {
            let target = Target::parse(name).ok_or_else(|| MappingError::Name(short(name)))?;
            let column = match (target, column.rsplit_once(':')) {
                (Target::CapturedAt, Some((column, unit))) => {
                    mapping.unit = Some(parse_unit(unit).ok_or_else(|| MappingError::Unit(short(unit)))?);
                    column
                }
                _ => column,
            };
            if column.is_empty() {
                return Err(MappingError::Entry(short(name)));
            }
            if mapping.columns.insert(target, column.to_owned()).is_some() {
                return Err(MappingError::Twice(short(name)));
            }
        }
        for (target, name) in [(Target::CapturedAt, "captured_at"), (Target::Symbol, "symbol")] {
            if !mapping.columns.contains_key(&target) {
                return Err(MappingError::Missing(name));
            }
        }
        Ok(mapping)
    }

    /// Where each mapped column is in a header; the name of the first that is missing otherwise.
    pub(super) fn locate(&self, header: &csv::StringRecord) -> Result<Located, String> {
        let mut columns = Vec::new();
        for (target, name) in &self.columns {
            let at = header.iter().position(|h| h.trim_start_matches('\u{feff}').trim() == name);
            columns.push((*target, at.ok_or_else(|| name.clone())?));
        }
        Ok(Located { columns, unit: self.unit })
    }
}

/// `name=column` entries separated by commas.
impl FromStr for Mapping {
    type Err = MappingError;

    fn from_str(text: &str) -> Result<Self, MappingError> {
        Self::from_texts(text.split(','))
    }
}

/// A mapping applied to a header.
#[derive(Clone, Debug)]
pub(super) struct Located {
    pub(super) columns: Vec<(Target, usize)>,
    pub(super) unit: Option<TimeUnit>,
}

fn parse_unit(text: &str) -> Option<TimeUnit> {
    match text.trim() {
        "s" => Some(TimeUnit::Seconds),
        "ms" => Some(TimeUnit::Millis),
        "us" => Some(TimeUnit::Micros),
        "ns" => Some(TimeUnit::Nanos),
        _ => None,
    }
}

fn short(text: &str) -> String {
    text.chars().take(60).collect()
}

/// Whether a value of the underlying is plausible.
pub(super) fn plausible_price(text: &str) -> Option<f64> {
    text.parse().ok().filter(|v: &f64| prices::is_plausible(*v))
}
