//! All markets of the venue, by condition, token and slug.

use crate::market::{MarketState, Phase};
use craftstrat_model::Outcome;
use std::collections::BTreeMap;

/// Markets in the order in which they were announced.
#[derive(Debug, Default)]
pub(crate) struct Registry {
    all: Vec<MarketState>,
    by_condition: BTreeMap<String, usize>,
    by_slug: BTreeMap<String, usize>,
    by_token: BTreeMap<String, (usize, Outcome)>,
}

impl Registry {
    /// Adds a market unless its slug is known.
    pub fn add(&mut self, market: MarketState) -> bool {
        if self.by_slug.contains_key(&market.market.slug) {
            return false;
        }
        let index = self.all.len();
        self.by_condition.insert(market.condition.clone(), index);
        self.by_slug.insert(market.market.slug.clone(), index);
        for outcome in Outcome::BOTH {
            self.by_token.insert(market.token(outcome).to_owned(), (index, outcome));
        }
        self.all.push(market);
        true
    }

    pub fn get(&self, condition: &str) -> Option<&MarketState> {
        self.by_condition.get(condition).and_then(|i| self.all.get(*i))
    }

    pub fn get_mut(&mut self, condition: &str) -> Option<&mut MarketState> {
        self.by_condition.get(condition).and_then(|i| self.all.get_mut(*i))
    }

    pub fn of_slug(&self, slug: &str) -> Option<&MarketState> {
        self.by_slug.get(slug).and_then(|i| self.all.get(*i))
    }

    pub fn of_number(&self, number: u64) -> Option<&MarketState> {
        self.all.iter().find(|m| m.number == number)
    }

    /// The market of a token, known to the CLOB.
    pub fn of_token(&self, token: &str) -> Option<(&MarketState, Outcome)> {
        let (index, outcome) = self.by_token.get(token)?;
        let market = self.all.get(*index)?;
        (market.phase != Phase::Announced).then_some((market, *outcome))
    }

    pub fn all(&self) -> impl DoubleEndedIterator<Item = &MarketState> {
        self.all.iter()
    }

    pub fn open(&self) -> impl Iterator<Item = &MarketState> {
        self.all.iter().filter(|m| m.is_open())
    }

    pub fn len(&self) -> usize {
        self.all.len()
    }
}
