//! The catalogue of tick columns: one table from which validation, storage, documents and the palette derive.
//!
//! Every column a strategy may read is here with its unit, formula, source and the moment it is known. Settlement data
//! (winner, end price, final volume) has no column and can therefore never be an input.
//!
//! Conventions: NaN is missing. An empty side of the book has size 0 and price NaN; a side that was not recorded has
//! size NaN and price NaN. Derived prices are computed in micros and widened by one division.

use std::fmt;
use std::str::FromStr;

/// How far a column's history reaches for stateful indicators.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// Belongs to one slot's book: state built from it restarts with each slot.
    Slot,
    /// Describes the underlying: state built from it carries over inside a series.
    Series,
}

/// How a column is kept in the tick store.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Storage {
    /// Integer micros.
    Micros,
    /// IEEE double.
    Double,
    /// 0 or 1.
    Flag,
    /// Not stored: computed from others when it is read.
    Derived,
}

/// One row of the catalogue.
#[derive(Clone, Copy, Debug)]
pub struct ColumnSpec {
    /// Name as users write it.
    pub name: &'static str,
    /// Unit of its values.
    pub unit: &'static str,
    /// Smallest and largest value that is plausible; importers reject what lies outside.
    pub range: (f64, f64),
    /// How it is stored.
    pub storage: Storage,
    /// How far its history reaches.
    pub scope: Scope,
    /// What it is, with the formula where it is derived, and when it is known.
    pub doc: &'static str,
}

const HUGE: f64 = 1e9;

macro_rules! catalogue {
    ($($variant:ident $name:literal $unit:literal ($min:expr, $max:expr) $storage:ident $scope:ident $doc:literal;)*) => {
        /// A tick column. `Column as usize` indexes [`CATALOGUE`].
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[repr(u8)]
        pub enum Column {
            $(#[doc = $doc] $variant,)*
        }

        impl Column {
            /// Every column, in catalogue order.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];
        }

        /// The catalogue, indexed by `Column as usize`.
        pub const CATALOGUE: &[ColumnSpec] = &[$(ColumnSpec {
            name: $name,
            unit: $unit,
            range: ($min, $max),
            storage: Storage::$storage,
            scope: Scope::$scope,
            doc: $doc,
        },)*];
    };
}

catalogue! {
    Sample "sample" "flag" (0.0, 1.0) Flag Slot "1 on the 1 Hz grid, 0 on a best-price change in between. A tick file without it is all samples.";
    CapturedAt "captured_at" "ms" (0.0, 4.2e12) Derived Series "Time of the row, ms since the Unix epoch: everything in the row was received by then.";
    SlotTs "slot_ts" "s" (0.0, 4.2e9) Derived Slot "Start of the slot, Unix seconds. Known from the slug.";
    SlotDuration "slot_duration" "s" (300.0, 86_400.0) Derived Slot "Length of the slot.";
    MinutesIntoSlot "minutes_into_slot" "min" (0.0, 1_440.0) Derived Slot "(captured_at - start) / 60000.";
    PctIntoSlot "pct_into_slot" "fraction" (0.0, 1.0) Derived Slot "(captured_at - start) / (end - start): 0 at the start, 1 at the end.";
    SecondsToClose "seconds_to_close" "s" (0.0, 86_400.0) Derived Slot "(end - captured_at) / 1000.";
    BidUp "bid_up" "usd" (0.0, 1.0) Micros Slot "Best bid for Up.";
    AskUp "ask_up" "usd" (0.0, 1.0) Micros Slot "Best ask for Up.";
    BidDown "bid_down" "usd" (0.0, 1.0) Micros Slot "Best bid for Down.";
    AskDown "ask_down" "usd" (0.0, 1.0) Micros Slot "Best ask for Down.";
    BidSizeUp "bid_size_up" "shares" (0.0, HUGE) Micros Slot "Shares at the best bid for Up; 0 when that side is empty.";
    AskSizeUp "ask_size_up" "shares" (0.0, HUGE) Micros Slot "Shares at the best ask for Up; 0 when that side is empty.";
    BidSizeDown "bid_size_down" "shares" (0.0, HUGE) Micros Slot "Shares at the best bid for Down; 0 when that side is empty.";
    AskSizeDown "ask_size_down" "shares" (0.0, HUGE) Micros Slot "Shares at the best ask for Down; 0 when that side is empty.";
    BidUp2 "bid_up_2" "usd" (0.0, 1.0) Micros Slot "Second-best bid for Up.";
    AskUp2 "ask_up_2" "usd" (0.0, 1.0) Micros Slot "Second-best ask for Up.";
    BidDown2 "bid_down_2" "usd" (0.0, 1.0) Micros Slot "Second-best bid for Down.";
    AskDown2 "ask_down_2" "usd" (0.0, 1.0) Micros Slot "Second-best ask for Down.";
    BidSizeUp2 "bid_size_up_2" "shares" (0.0, HUGE) Micros Slot "Shares at the second-best bid for Up.";
    AskSizeUp2 "ask_size_up_2" "shares" (0.0, HUGE) Micros Slot "Shares at the second-best ask for Up.";
    BidSizeDown2 "bid_size_down_2" "shares" (0.0, HUGE) Micros Slot "Shares at the second-best bid for Down.";
    AskSizeDown2 "ask_size_down_2" "shares" (0.0, HUGE) Micros Slot "Shares at the second-best ask for Down.";
    BidUp3 "bid_up_3" "usd" (0.0, 1.0) Micros Slot "Third-best bid for Up.";
    AskUp3 "ask_up_3" "usd" (0.0, 1.0) Micros Slot "Third-best ask for Up.";
    BidDown3 "bid_down_3" "usd" (0.0, 1.0) Micros Slot "Third-best bid for Down.";
    AskDown3 "ask_down_3" "usd" (0.0, 1.0) Micros Slot "Third-best ask for Down.";
    BidSizeUp3 "bid_size_up_3" "shares" (0.0, HUGE) Micros Slot "Shares at the third-best bid for Up.";
    AskSizeUp3 "ask_size_up_3" "shares" (0.0, HUGE) Micros Slot "Shares at the third-best ask for Up.";
    BidSizeDown3 "bid_size_down_3" "shares" (0.0, HUGE) Micros Slot "Shares at the third-best bid for Down.";
    AskSizeDown3 "ask_size_down_3" "shares" (0.0, HUGE) Micros Slot "Shares at the third-best ask for Down.";
    SpreadUp "spread_up" "usd" (-1.0, 1.0) Derived Slot "ask_up - bid_up.";
    SpreadDown "spread_down" "usd" (-1.0, 1.0) Derived Slot "ask_down - bid_down.";
    MidUp "mid_up" "usd" (0.0, 1.0) Derived Slot "(bid_up + ask_up) / 2.";
    MidDown "mid_down" "usd" (0.0, 1.0) Derived Slot "(bid_down + ask_down) / 2.";
    SizeRatioUp "size_ratio_up" "ratio" (0.0, HUGE) Derived Slot "bid_size_up / ask_size_up; missing when either side is missing or the ask side is empty.";
    SizeRatioDown "size_ratio_down" "ratio" (0.0, HUGE) Derived Slot "bid_size_down / ask_size_down; missing when either side is missing or the ask side is empty.";
    ChainlinkPrice "chainlink_price" "usd" (0.0, 1e8) Double Series "Spot price of the underlying from the Chainlink stream, the last one received by the row's time.";
    SettlementPrice "settlement_price" "usd" (0.0, 1e8) Double Series "The stream the slot settles on, apart from the spot price: the last value received by the row's time.";
    PriceToBeat "price_to_beat" "usd" (0.0, 1e8) Derived Slot "Settlement price at the slot's start; missing until it was received (1 s after the start where receive times are not recorded).";
    DirMovePct "dir_move_pct" "%" (-100.0, 1e4) Derived Slot "100 x (settlement_price / price_to_beat - 1).";
    AbsMovePct "abs_move_pct" "%" (0.0, 1e4) Derived Slot "Absolute value of dir_move_pct.";
    HourUtc "hour_utc" "h" (0.0, 23.0) Derived Series "Hour of the day in UTC, 0 to 23.";
    DayOfWeek "day_of_week" "day" (0.0, 6.0) Derived Series "Day of the week in UTC, 0 = Monday to 6 = Sunday.";
    MarketVolumeUsd "market_volume_usd" "usd" (0.0, HUGE) Micros Slot "Dollars traded in the market so far, as known at the row's time.";
    TickSize "tick_size" "usd" (0.0, 0.1) Micros Slot "Price step in force for Up at the row's time; missing means the venue's default of 0.01.";
}

impl Column {
    /// Its row of the catalogue.
    pub fn spec(self) -> &'static ColumnSpec {
        &CATALOGUE[self as usize]
    }

    /// Name as users write it.
    pub fn name(self) -> &'static str {
        self.spec().name
    }

    /// Whether it is kept in the tick store (as opposed to computed when read).
    pub fn is_stored(self) -> bool {
        self.spec().storage != Storage::Derived
    }

    /// The stored columns this one is computed from; itself when it is stored.
    pub fn sources(self) -> &'static [Self] {
        use Column::*;
        match self {
            SpreadUp | MidUp => &[BidUp, AskUp],
            SpreadDown | MidDown => &[BidDown, AskDown],
            SizeRatioUp => &[BidSizeUp, AskSizeUp],
            SizeRatioDown => &[BidSizeDown, AskSizeDown],
            DirMovePct | AbsMovePct => &[SettlementPrice],
            _ if self.is_stored() => &Self::ALL[self as usize..=self as usize],
            _ => &[],
        }
    }
}

impl fmt::Display for Column {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

/// A name that is in no row of the catalogue.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a tick column")]
pub struct UnknownColumn(pub String);

impl FromStr for Column {
    type Err = UnknownColumn;

    fn from_str(text: &str) -> Result<Self, UnknownColumn> {
        let found = Self::ALL.iter().copied().find(|c| c.name() == text);
        found.ok_or_else(|| UnknownColumn(text.chars().take(60).collect()))
    }
}

/// A set of columns.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ColumnSet(u64);

const _: () = assert!(Column::ALL.len() <= 64);

impl ColumnSet {
    /// No column.
    pub const EMPTY: Self = Self(0);

    /// With `column` added.
    #[must_use]
    pub const fn with(self, column: Column) -> Self {
        Self(self.0 | 1 << column as u8)
    }

    /// Everything in either.
    #[must_use]
    pub const fn union(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether `column` is in the set.
    pub const fn contains(self, column: Column) -> bool {
        self.0 & (1 << column as u8) != 0
    }

    /// Its members in catalogue order.
    pub fn iter(self) -> impl Iterator<Item = Column> {
        Column::ALL.iter().copied().filter(move |c| self.contains(*c))
    }

    /// The stored columns needed to produce every member.
    pub fn stored_sources(self) -> Self {
        self.iter().flat_map(|c| c.sources().iter().copied()).collect()
    }
}

impl FromIterator<Column> for ColumnSet {
    fn from_iter<I: IntoIterator<Item = Column>>(columns: I) -> Self {
        columns.into_iter().fold(Self::EMPTY, Self::with)
    }
}
