//! What there is to pick from: fields, indicators, operators, node types, with what people need to know to pick.
//!
//! The lists come from the compiler's catalogues; a test finds what lacks a name or a description.

mod lists;
mod typical;

pub use lists::{
    comparisons, field, fields, indicator, indicators, joins, logic, math, node_kinds, order_types, signals,
    size_modes,
};
pub(crate) use lists::{first_action, needs_underlying};
pub(crate) use typical::{indicator_unit, unit_of_field};

use crate::model::{NodeData, Operator, RightSide, Rule, Series, SeriesName};
use craftstrat_i18n::Catalogue;

/// What a field belongs to, for lists with headings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Category {
    /// Prices, spreads and sizes of the book.
    Book,
    /// The price of the underlying.
    Underlying,
    /// Time and the slot.
    Slot,
    /// The account.
    Account,
    /// Averages and sums.
    Average,
    /// Oscillators.
    Oscillator,
    /// Bands and channels.
    Band,
    /// Changes and volatility.
    Change,
    /// By volume.
    Volume,
}

impl Category {
    /// All of them, in the order of lists.
    pub const ALL: [Self; 9] = [
        Self::Book,
        Self::Underlying,
        Self::Slot,
        Self::Account,
        Self::Average,
        Self::Oscillator,
        Self::Band,
        Self::Change,
        Self::Volume,
    ];

    /// Its heading.
    pub fn label(self, i18n: &Catalogue) -> String {
        let key = match self {
            Self::Book => "studio-category-book",
            Self::Underlying => "studio-category-underlying",
            Self::Slot => "studio-category-slot",
            Self::Account => "studio-category-account",
            Self::Average => "studio-category-average",
            Self::Oscillator => "studio-category-oscillator",
            Self::Band => "studio-category-band",
            Self::Change => "studio-category-change",
            Self::Volume => "studio-category-volume",
        };
        i18n.text(key)
    }
}

/// Something with a number on every row.
#[derive(Clone, Debug, PartialEq)]
pub struct FieldItem {
    /// Name as documents write it.
    pub name: &'static str,
    /// Name for people.
    pub label: String,
    /// What it is, in a sentence.
    pub about: String,
    /// Its unit, as shown: `$`, `%`, `s`; may be empty.
    pub unit: String,
    /// Where its values usually are.
    pub typical: Option<(f64, f64)>,
    /// Where it is listed.
    pub category: Category,
    /// Whether data without the underlying lack it.
    pub needs_underlying: bool,
}

/// A setting of an indicator.
#[derive(Clone, Debug, PartialEq)]
pub struct SettingItem {
    /// Name as documents write it.
    pub name: &'static str,
    /// Name for people.
    pub label: String,
    /// Smallest value.
    pub min: f64,
    /// Largest value.
    pub max: f64,
    /// Whether only whole numbers make sense.
    pub whole: bool,
    /// Value to begin with; `None` for a setting that may be left out.
    pub default: Option<f64>,
    /// Whether it may be left out.
    pub optional: bool,
}

/// An indicator.
#[derive(Clone, Debug, PartialEq)]
pub struct IndicatorItem {
    /// Name as documents write it.
    pub name: &'static str,
    /// Name for people.
    pub label: String,
    /// What it is, in a sentence.
    pub about: String,
    /// How it is computed.
    pub formula: String,
    /// When it has its first value.
    pub warm_up: String,
    /// Unit of its values as shown; empty where it is that of its input.
    pub unit: String,
    /// Where its values usually are; `None` where that is up to its input.
    pub typical: Option<(f64, f64)>,
    /// Where it is listed.
    pub category: Category,
    /// Its settings.
    pub settings: Vec<SettingItem>,
    /// Its outputs: name as documents write it, name for people. The first is meant where none is named.
    pub outputs: Vec<(&'static str, String)>,
}

/// A choice with a name as documents write it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// Name as documents write it.
    pub name: &'static str,
    /// Name for people.
    pub label: String,
    /// What it does, in a sentence.
    pub about: String,
}

/// A type of node.
#[derive(Clone, Debug, PartialEq)]
pub struct NodeKindItem {
    /// Name as documents write it.
    pub name: &'static str,
    /// Name for people.
    pub label: String,
    /// What it does, in a sentence.
    pub about: String,
    /// What a new one does.
    pub data: NodeData,
}

/// A rule to begin with.
pub fn first_rule() -> Rule {
    Rule {
        left: Series { indicator: Some(SeriesName("mid_up".to_owned())), ..Series::default() },
        operator: Operator(">".to_owned()),
        value: RightSide::Number(crate::model::Number::Value(0.5)),
    }
}

/// How close something is to what a search looks for, the closest first: it is called that (0), its name begins so (1),
/// has every word of it (2), or the words are in its names and descriptions together (3). `None` when a word is in
/// neither. Case and accents do not matter, nor does an empty search.
pub fn rank(search: &str, names: &[&str], descriptions: &[&str]) -> Option<u8> {
    let plainly = |texts: &[&str]| texts.iter().map(|t| plain(t)).collect::<Vec<String>>();
    let (names, descriptions) = (plainly(names), plainly(descriptions));
    let search = plain(search.trim());
    let mut words = search.split_whitespace();
    let named = |word: &str| names.iter().any(|t| t.contains(word));
    if !words.clone().all(|word| named(word) || descriptions.iter().any(|t| t.contains(word))) {
        return None;
    }
    Some(match () {
        () if search.is_empty() || names.contains(&search) => 0,
        () if names.iter().any(|name| name.starts_with(&search)) => 1,
        () if words.all(named) => 2,
        () => 3,
    })
}

/// Lower case without accents; underscores are spaces.
fn plain(text: &str) -> String {
    let letter = |c: char| match c {
        'à' | 'â' | 'ä' => 'a',
        'é' | 'è' | 'ê' | 'ë' => 'e',
        'î' | 'ï' => 'i',
        'ô' | 'ö' => 'o',
        'ù' | 'û' | 'ü' => 'u',
        'ç' => 'c',
        '_' | '-' | '\u{2019}' | '\'' => ' ',
        other => other,
    };
    text.to_lowercase().chars().map(letter).collect()
}
