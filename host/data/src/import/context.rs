//! What every importer shares: metadata, prices, and one slot on its way from states to rows.

use crate::import::Options;
use crate::import::markets::Markets;
use crate::import::prices::{InForce, Joiner, Point, Prices};
use crate::{ImportError, ImportReport, Progress, Row, SlotRows};
use craftstrat_model::slug::market_of_slug;
use craftstrat_model::{Column, Market, PriceDefinition, TimeMs};
use craftstrat_venue::sampler::{BookState, Sampled, Sampler, SamplerReport, SamplerSettings};

/// No slug of an Up/Down slot.
pub(crate) const NOT_UP_DOWN: &str = "not an Up/Down slot";
/// A record of a slot before one already taken.
pub(crate) const BACKWARDS: &str = "time runs backwards";
/// A row with a value outside the catalogue's range.
pub(crate) const OUT_OF_RANGE: &str = "value out of range";

/// Metadata and prices of one import.
#[derive(Debug)]
pub struct Context {
    /// What metadata says.
    pub markets: Markets,
    /// Recorded price series.
    pub prices: Prices,
    sampler: SamplerSettings,
}

impl Context {
    /// Reads the metadata and price files of `options`.
    ///
    /// # Errors
    /// When one of them cannot be read.
    pub fn open(
        options: &Options,
        report: &mut ImportReport,
        progress: &dyn Progress,
    ) -> Result<Self, ImportError> {
        let mut side = ImportReport::default();
        let markets = Markets::read(&options.markets, &mut side, progress)?;
        let prices = Prices::read(&options.prices, options.scratch.as_deref(), &mut side, progress)?;
        report.merge(side);
        Ok(Self { markets, prices, sampler: options.sampler })
    }

    /// The market of a slug: metadata's, else what the slug itself says.
    ///
    /// # Errors
    /// With a reason when the slug is not that of an Up/Down slot.
    pub fn market(&self, slug: &str) -> Result<Market, &'static str> {
        match self.markets.get(slug) {
            Some(info) => Ok(info.market.clone()),
            None => market_of_slug(slug).map_err(|_| NOT_UP_DOWN),
        }
    }

    /// Begins a slot.
    ///
    /// # Errors
    /// When its prices cannot be loaded.
    pub fn slot(
        &mut self,
        mut market: Market,
        report: &mut ImportReport,
    ) -> Result<SlotBuilder, ImportError> {
        let joiner = Joiner::new(&mut self.prices, &mut market, report)?;
        Ok(SlotBuilder {
            sampler: Sampler::new(self.sampler, market.start, market.end),
            joiner,
            own_chainlink: InForce::default(),
            own_settlement: InForce::default(),
            extra: Row::EMPTY,
            out: Out { rows: SlotRows::new(market), refused: 0 },
        })
    }
}

#[derive(Debug)]
struct Out {
    rows: SlotRows,
    refused: u64,
}

/// One slot: takes states and prices in the order they were received, gives rows with everything joined.
#[derive(Debug)]
pub struct SlotBuilder {
    sampler: Sampler,
    joiner: Joiner,
    own_chainlink: InForce,
    own_settlement: InForce,
    extra: Row,
    out: Out,
}

impl SlotBuilder {
    /// The market, to be completed with what the recording says of it.
    pub fn market_mut(&mut self) -> &mut Market {
        &mut self.out.rows.market
    }

    /// Takes the state received at `at`; false when time ran backwards, in which case it is ignored.
    pub fn push(&mut self, at: TimeMs, state: &BookState) -> bool {
        self.push_with(at, state, &Row::EMPTY)
    }

    /// As [`SlotBuilder::push`], with columns beside the book that were received with it. Book and price columns of
    /// `extra` are overwritten where the book or a joined price has a value.
    pub fn push_with(&mut self, at: TimeMs, state: &BookState, extra: &Row) -> bool {
        let Self { sampler, joiner, own_chainlink, own_settlement, extra: held, out } = self;
        let taken = sampler.push(at, state, &mut |row| {
            out.take(row, held, joiner, own_chainlink, own_settlement);
        });
        if taken {
            *held = *extra;
        }
        taken
    }

    /// Takes a spot price the recording itself carries. In slots that settle on the spot stream it is the settlement
    /// price too. Prices and states together must come in the order received.
    pub fn push_chainlink(&mut self, point: Point) {
        self.release(TimeMs(point.known_at));
        self.own_chainlink.push(point);
        if self.out.rows.market.price_definition == PriceDefinition::ChainlinkSpot {
            self.own_settlement.push(point);
        }
    }

    /// Takes a settlement price the recording itself carries.
    pub fn push_settlement(&mut self, point: Point) {
        self.release(TimeMs(point.known_at));
        self.own_settlement.push(point);
    }

    /// Releases the rows before `now`.
    fn release(&mut self, now: TimeMs) {
        let Self { sampler, joiner, own_chainlink, own_settlement, extra, out } = self;
        sampler.advance(now, &mut |row| out.take(row, extra, joiner, own_chainlink, own_settlement));
    }

    /// Times at which a joined price may change.
    pub fn price_times(&self) -> Vec<i64> {
        self.joiner.times()
    }

    /// Releases the rest of the slot and counts what was refused.
    pub fn finish(self, report: &mut ImportReport) -> SlotRows {
        self.finish_with(report).0
    }

    /// As [`SlotBuilder::finish`], with what the sampler counted.
    pub fn finish_with(self, report: &mut ImportReport) -> (SlotRows, SamplerReport) {
        let Self { sampler, mut joiner, own_chainlink, own_settlement, extra, mut out } = self;
        let counts =
            sampler.finish(&mut |row| out.take(row, &extra, &mut joiner, &own_chainlink, &own_settlement));
        report.reject_many(BACKWARDS, counts.late);
        report.reject_many(OUT_OF_RANGE, out.refused);
        (out.rows, counts)
    }
}

impl Out {
    fn take(
        &mut self,
        sampled: Sampled<'_>,
        extra: &Row,
        joiner: &mut Joiner,
        chainlink: &InForce,
        settlement: &InForce,
    ) {
        let mut row = *extra;
        if *sampled.state != BookState::NOT_RECORDED && sampled.state.write(&mut row).is_err() {
            self.refused += 1;
            return;
        }
        joiner.fill(sampled.at, &mut row);
        let own = [
            (Column::ChainlinkPrice, chainlink.value(sampled.at.0)),
            (Column::SettlementPrice, settlement.value(sampled.at.0)),
        ];
        for (column, value) in own {
            if let Some(value) = value
                && row.set_f64(column, value).is_err()
            {
                self.refused += 1;
                return;
            }
        }
        if row != Row::EMPTY {
            self.rows.push(sampled.at, sampled.sample, &row);
        }
    }
}
