//! From a request to everything a run needs: the strategy frozen, loaded, and its markets chosen.

use crate::app::{App, Studio};
use crate::problem::{Answer, Refusal};
use craftstrat_api::studio::{RunSettings, StrategyRef};
use craftstrat_data::{Progress, Selection};
use craftstrat_engine::Settings;
use craftstrat_model::{Description, Price, Series, StrategyFactory, TimeMs, Usdc};
use craftstrat_runs::error::problem;
use craftstrat_runs::params::{self, Assignment, Values};
use craftstrat_runs::{Chosen, Content, LoadedStrategy, RunError, Wanted, Work, choose, strategy};
use craftstrat_runtime::Runtime;
use craftstrat_storage::Owner;
use craftstrat_storage::{components, strategies, versions};
use std::collections::BTreeMap;
use std::str::FromStr;
use std::sync::atomic::AtomicBool;

/// What a strategy is called that has no name anywhere.
const UNNAMED: &str = "strategy";

/// Markets a request may name.
const MARKETS_MAX: usize = 20_000;

/// A strategy as it is now: later changes do not reach it.
#[derive(Clone, Debug)]
pub(crate) struct Frozen {
    /// A document or component.
    pub reference: StrategyRef,
    /// The stored strategy it was taken from.
    pub strategy: Option<String>,
    /// The stored strategy's name.
    pub name: Option<String>,
    content: Content,
}

/// Freezes what a request names.
///
/// # Errors
/// When there is no such strategy, version or component.
pub(crate) async fn freeze(app: &App, owner: &Owner, reference: &StrategyRef) -> Answer<Frozen> {
    let (id, version) = match reference {
        StrategyRef::Document(text) => {
            return Ok(frozen(reference.clone(), Content::Document(text.clone()), None));
        }
        StrategyRef::Component(hash) => return component(app, owner, hash, None).await,
        StrategyRef::Strategy { id, version } => (id, version),
    };
    let Some(found) = strategies::find(&app.db, owner, id).await? else {
        return Err(Refusal::not_found("strategy"));
    };
    let named = Some((found.id.clone(), found.name.clone()));
    if let Some(hash) = &found.component {
        return component(app, owner, hash, named).await;
    }
    let text = match version {
        None => found.document.unwrap_or_default(),
        Some(number) => {
            let number = i64::try_from(*number).unwrap_or(i64::MAX);
            let Some(version) = versions::find(&app.db, owner, id, number).await? else {
                return Err(Refusal::not_found("version"));
            };
            version.document
        }
    };
    Ok(frozen(StrategyRef::Document(text.clone()), Content::Document(text), named))
}

async fn component(app: &App, owner: &Owner, hash: &str, named: Option<(String, String)>) -> Answer<Frozen> {
    let Some(bytes) = components::bytes(&app.db, owner, hash).await? else {
        return Err(Refusal::not_found("component"));
    };
    Ok(frozen(StrategyRef::Component(hash.to_owned()), Content::Wasm(bytes), named))
}

fn frozen(reference: StrategyRef, content: Content, named: Option<(String, String)>) -> Frozen {
    let (strategy, name) = named.unzip();
    Frozen { reference, strategy, name, content }
}

impl Frozen {
    /// Loads it; with the bytes of the component. Blocks.
    ///
    /// # Errors
    /// When the document has errors or the component is refused.
    pub fn load(&self, runtime: &Runtime) -> Result<(LoadedStrategy, Vec<u8>), RunError> {
        let component = match &self.content {
            Content::Wasm(component) => component.clone(),
            Content::Document(text) => {
                let refused = |all: Vec<craftstrat_compiler::Problem>| {
                    RunError::Document(all.into_iter().map(problem).collect())
                };
                craftstrat_compiler::compile(text).map_err(refused)?.component
            }
        };
        let loaded = strategy::load(runtime, &Content::Wasm(component.clone()), UNNAMED)?;
        Ok((loaded, component))
    }
}

/// One value per declared parameter: the default unless a name is given another.
///
/// # Errors
/// When a name is none of the strategy's, or a value lies outside its bounds.
pub(crate) fn values(
    description: &Description,
    wanted: &BTreeMap<String, f64>,
) -> Result<Vec<f64>, RunError> {
    let one = |(name, v): (&String, &f64)| Assignment { name: name.clone(), values: Values::One(*v) };
    let assigned: Vec<Assignment> = wanted.iter().map(one).collect();
    params::values(&description.parameters, &assigned)
}

/// Everything a run needs.
#[derive(Debug)]
pub(crate) struct Plan {
    /// The strategy, loaded.
    pub loaded: LoadedStrategy,
    /// One value per parameter.
    pub parameters: Vec<f64>,
    /// Cash, latency, fees.
    pub settings: Settings,
    selection: Selection,
    /// The markets.
    pub chosen: Chosen,
}

impl Plan {
    /// Loads a strategy and chooses its markets. Blocks.
    ///
    /// # Errors
    /// When the strategy has errors, the settings make no sense, or there are no ticks to run on.
    pub fn make(studio: &Studio, frozen: &Frozen, wanted: &RunSettings) -> Result<Self, RunError> {
        let settings = settings(wanted)?;
        let selection = selection(wanted)?;
        let loaded = strategy::load(&studio.runtime, &frozen.content, UNNAMED)?;
        let description = loaded.factory.description();
        let parameters = values(description, &wanted.parameters)?;
        let chosen = choose(&studio.store, &selection, description)?;
        Ok(Self { parameters, settings, selection, chosen, loaded })
    }

    /// What it is called: as it is stored, otherwise as it calls itself.
    pub fn name(&self, frozen: &Frozen) -> String {
        frozen.name.clone().unwrap_or_else(|| self.loaded.about.name.clone())
    }

    /// The work, with what the caller lends.
    pub fn work<'a>(
        &'a self,
        studio: &'a Studio,
        progress: &'a dyn Progress,
        stop: &'a AtomicBool,
    ) -> Work<'a> {
        Work {
            progress,
            stop,
            strategy: &self.loaded,
            chosen: &self.chosen,
            selection: &self.selection,
            executor: &studio.executor,
        }
    }
}

fn settings(wanted: &RunSettings) -> Result<Settings, RunError> {
    let fee_rate = decimal::<Price>(wanted.fee_rate.as_deref(), "is no fee rate: write 0.07 for 7 %")?;
    engine_settings(wanted.cash_usdc.as_deref(), wanted.latency_ms, fee_rate)
}

/// Settings of the engine out of a request; defaults for what it does not say.
///
/// # Errors
/// When cash is no amount, or they make no sense.
pub(crate) fn engine_settings(
    cash: Option<&str>,
    latency_ms: Option<u32>,
    fee_rate: Option<Price>,
) -> Result<Settings, RunError> {
    let defaults = Wanted::default();
    let cash = decimal::<Usdc>(cash, "is no amount of cash: write 1000 or 1000.50")?;
    let (cash, latency_ms) = (cash.unwrap_or(defaults.cash), latency_ms.unwrap_or(defaults.latency_ms));
    Wanted { cash, latency_ms, fee_rate }.engine()
}

/// An amount out of a request.
///
/// # Errors
/// When the text is none: `wrong` says so.
fn decimal<T: FromStr>(text: Option<&str>, wrong: &str) -> Result<Option<T>, RunError> {
    let bad = |text: &str| {
        let shown: String = text.chars().take(60).collect();
        RunError::Input(format!("`{shown}` {wrong}"))
    };
    text.map(|text| text.parse().map_err(|_| bad(text))).transpose()
}

fn selection(wanted: &RunSettings) -> Result<Selection, RunError> {
    if wanted.markets.len() > MARKETS_MAX {
        return Err(RunError::Input(format!(
            "at most {MARKETS_MAX} markets can be named: choose a series and a period"
        )));
    }
    let series = wanted.series.as_deref().map(str::parse::<Series>).transpose();
    Ok(Selection {
        series: series.map_err(|e| RunError::Input(e.to_string()))?,
        markets: wanted.markets.clone(),
        from: wanted.from_ms.map(TimeMs),
        to: wanted.to_ms.map(TimeMs),
    })
}
