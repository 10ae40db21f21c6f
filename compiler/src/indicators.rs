//! The catalogue of indicators. An indicator is data: a row here, and a composition of the IR's few stateful operations.
//!
//! Common to all: they advance on samples (`per: "row"`: on every row) on which their input is present, and hold their
//! value in between. Indicators over a window are missing until it is full. Their state belongs to the slot, unless
//! everything they are computed from describes the underlying. A composition only ever combines held values, so it holds
//! on rows in between like its parts.
//!
//! To add one: write its composition in the file of its family, and its row in that file's `CATALOGUE`.

mod average;
mod band;
mod change;
mod oscillator;
mod recipe;
mod volume;

pub(crate) use recipe::Recipe;

use crate::ir::{Ref, WINDOW_MAX};

/// An indicator.
#[derive(Debug)]
pub struct Indicator {
    /// Name as documents write it; case does not matter.
    pub name: &'static str,
    /// Further spellings.
    pub aliases: &'static [&'static str],
    /// What it is, in a sentence.
    pub doc: &'static str,
    /// How it is computed from the values x of its input; n and the like are its settings.
    pub formula: &'static str,
    /// Where the formula was published.
    pub source: &'static str,
    /// When it has its first value, and from when on its start no longer matters.
    pub warm_up: &'static str,
    /// Its settings.
    pub settings: &'static [SettingSpec],
    /// Its outputs; the first is meant where none is named.
    pub outputs: &'static [OutputSpec],
    /// Its composition over an input.
    pub(crate) build: fn(&mut Recipe<'_, '_>, Ref) -> Ref,
}

/// A setting of an indicator. A parameter may take its place.
#[derive(Debug)]
pub struct SettingSpec {
    /// Its name in documents, then further spellings.
    pub names: &'static [&'static str],
    /// Whether it must be given.
    pub presence: Presence,
    /// Smallest value.
    pub min: f64,
    /// Largest value.
    pub max: f64,
    /// Whether it is a number of samples: whole; a parameter is rounded down.
    pub whole: bool,
    /// What it is.
    pub doc: &'static str,
}

/// Whether a setting must be given.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Presence {
    /// It must.
    Needed,
    /// This value is taken where it is not.
    Default(f64),
    /// The indicator does something else without it.
    Optional,
}

/// An output of an indicator.
#[derive(Debug)]
pub struct OutputSpec {
    /// Its name in documents, then further spellings.
    pub names: &'static [&'static str],
    /// What it is.
    pub doc: &'static str,
}

/// A number of samples that must be given.
const fn period(min: u32) -> SettingSpec {
    samples(&["period", "length", "n"], Presence::Needed, min, "the number of samples")
}

/// A number of samples with a customary value.
const fn period_or(default: u32, min: u32) -> SettingSpec {
    samples(&["period", "length", "n"], Presence::Default(default as f64), min, "the number of samples")
}

/// A number of samples.
const fn samples(
    names: &'static [&'static str],
    presence: Presence,
    min: u32,
    doc: &'static str,
) -> SettingSpec {
    // One less than the longest window, since a delay of n keeps n + 1 values.
    SettingSpec { names, presence, min: min as f64, max: (WINDOW_MAX - 1) as f64, whole: true, doc }
}

const fn output(names: &'static [&'static str], doc: &'static str) -> OutputSpec {
    OutputSpec { names, doc }
}

/// The only output of an indicator that has one.
const VALUE: &[OutputSpec] = &[output(&["value"], "its value")];

/// Every indicator.
pub fn all() -> impl Iterator<Item = &'static Indicator> {
    [average::CATALOGUE, oscillator::CATALOGUE, band::CATALOGUE, change::CATALOGUE, volume::CATALOGUE]
        .into_iter()
        .flatten()
}

/// The indicator of that name.
pub fn find(name: &str) -> Option<&'static Indicator> {
    all()
        .find(|i| i.name.eq_ignore_ascii_case(name) || i.aliases.iter().any(|a| a.eq_ignore_ascii_case(name)))
}

/// Names of all indicators, without further spellings.
pub fn names() -> impl Iterator<Item = &'static str> {
    all().map(|i| i.name)
}
