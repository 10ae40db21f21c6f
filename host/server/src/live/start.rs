//! Starting a strategy on paper, and giving it another version.

use crate::app::{App, Studio};
use crate::clock::now_ms;
use crate::plan::{Frozen, engine_settings, freeze, values};
use crate::problem::{Answer, Refusal};
use craftstrat_api::studio::StrategyRef;
use craftstrat_api::studio::live::{LiveChange, LiveLimits, LiveStart};
use craftstrat_engine::Settings;
use craftstrat_engine::risk::Guard;
use craftstrat_engine::session::{Session, Terms};
use craftstrat_live::{Command, Spec, Version};
use craftstrat_model::{Series, StrategyFactory};
use craftstrat_runs::{LoadedStrategy, RunError};
use craftstrat_storage::Owner;
use craftstrat_storage::live::{self as rows, Names, New, RUNS_MAX};
use craftstrat_storage::strategies;
use std::collections::BTreeMap;

/// Series one run may trade.
pub(crate) const SERIES_MAX: usize = 50;

/// A strategy that can be run: its bytes, what it is called, what it declares.
struct Ready {
    component: Vec<u8>,
    named: String,
    names: Names,
    version: Version,
}

/// A run that may begin: everything that can be refused was.
#[derive(Debug)]
pub(crate) struct Prepared {
    name: String,
    strategy: Option<String>,
    request: LiveStart,
    names: Names,
    version: Version,
    settings: Settings,
    series: Vec<Series>,
}

impl Prepared {
    /// As it is kept.
    pub fn new_row(&self) -> New<'_> {
        let (name, strategy) = (self.name.as_str(), self.strategy.as_deref());
        New { name, strategy, request: &self.request, names: &self.names }
    }

    /// The series it trades, by name.
    pub fn series(&self) -> Vec<String> {
        self.series.iter().map(ToString::to_string).collect()
    }
}

/// Starts a strategy and returns its id. Everything that can be refused is refused before the desk hears of it; what the
/// desk refuses leaves nothing behind.
///
/// # Errors
/// When it is refused.
pub(crate) async fn start(app: &App, owner: &Owner, request: LiveStart) -> Answer<String> {
    let prepared = prepare(app, owner, request).await?;
    // Whoever asks may go away: a row without a run, or a run nobody knows of, must not come of that.
    let (app, owner) = (App::clone(app), owner.clone());
    let starting = async move {
        let id = rows::insert(&app.db, &owner, prepared.new_row(), now_ms()).await?.ok_or_else(full)?;
        if let Err(refusal) = begin(&app, &owner, &id, prepared).await {
            if never_began(&refusal) {
                rows::forget(&app.db, &owner, &id).await?;
            }
            return Err(refusal);
        }
        Ok(id)
    };
    tokio::spawn(starting).await.map_err(Refusal::internal)?
}

/// Freezes and loads a strategy and checks everything about a run that does not depend on what else runs.
///
/// # Errors
/// When it is refused, or there is no desk.
pub(crate) async fn prepare(app: &App, owner: &Owner, mut request: LiveStart) -> Answer<Prepared> {
    let series = series(&request.series)?;
    let settings = settings(&request)?;
    let frozen = freeze(app, owner, &request.strategy).await?;
    let frozen = under(app, owner, frozen, request.strategy_id.as_deref()).await?;
    let (strategy, stored_name) = (frozen.strategy.clone(), frozen.name.clone());
    request.strategy = frozen.reference.clone();
    let (parameters, checked) = (request.parameters.clone(), settings.clone());
    let ready = ready(app, frozen, parameters, Some(checked)).await?;
    let name = match request.name.as_deref() {
        Some(name) => crate::routes::name(name)?.to_owned(),
        None => stored_name.unwrap_or(ready.named),
    };
    add(app, ready.component).await?;
    if app.live.trouble().is_some() {
        return Err(app.live.unavailable());
    }
    Ok(Prepared { name, strategy, request, names: ready.names, version: ready.version, settings, series })
}

/// Has the desk begin a run that is kept already.
///
/// # Errors
/// When the desk refuses, or there is none; see [`never_began`].
pub(crate) async fn begin(app: &App, owner: &Owner, id: &str, prepared: Prepared) -> Answer<()> {
    app.live.belongs(id, Some(owner));
    let Prepared { version, settings, series, .. } = prepared;
    let spec = Box::new(Spec { version, settings, series });
    let started = app.live.command(Command::Start { run: id.to_owned(), spec }).await;
    if started.as_ref().is_err_and(never_began) {
        app.live.belongs(id, None);
    }
    started
}

/// Whether a run that could not be begun may be forgotten. After any other failure the log may have it all the same: the row
/// stays, so that it is not lost from sight.
pub(crate) fn never_began(refusal: &Refusal) -> bool {
    refusal.code() == "refused"
}

/// What a strategy is found to be before it is run.
#[derive(Debug)]
pub(crate) struct Soundness {
    /// What is wrong with its document or component: a sentence.
    pub strategy: Option<String>,
    /// What is wrong with its parameters: a sentence.
    pub parameters: Option<String>,
}

/// Finds out whether a strategy could be run with these parameters.
///
/// # Errors
/// When that cannot be found out.
pub(crate) async fn soundness(
    app: &App,
    owner: &Owner,
    strategy: &StrategyRef,
    parameters: BTreeMap<String, f64>,
) -> Answer<Soundness> {
    let frozen = match freeze(app, owner, strategy).await {
        Ok(frozen) => frozen,
        Err(refusal) if refusal.code() == "not_found" => {
            return Ok(Soundness { strategy: Some(refusal.detail().to_owned()), parameters: None });
        }
        Err(refusal) => return Err(refusal),
    };
    let told = |error: RunError| Some(Refusal::from(error).detail().to_owned());
    app.heavy(move |studio: &Studio| {
        let loaded = match frozen.load(&studio.runtime) {
            Ok((loaded, _)) => loaded,
            Err(error) if error.is_input() => {
                return Ok(Soundness { strategy: told(error), parameters: None });
            }
            Err(error) => return Err(error),
        };
        let description = loaded.factory.description();
        let checked =
            values(description, &parameters).and_then(|values| Ok(Terms::of(description, &values)?));
        match checked {
            Ok(_) => Ok(Soundness { strategy: None, parameters: None }),
            Err(error) if error.is_input() => Ok(Soundness { strategy: None, parameters: told(error) }),
            Err(error) => Err(error),
        }
    })
    .await
}

/// Says which stored strategy a document or component stands under, where that is there.
async fn under(app: &App, owner: &Owner, mut frozen: Frozen, strategy: Option<&str>) -> Answer<Frozen> {
    if let (None, Some(id)) = (&frozen.strategy, strategy)
        && let Some(found) = strategies::find(&app.db, owner, id).await?
    {
        (frozen.strategy, frozen.name) = (Some(found.id), Some(found.name));
    }
    Ok(frozen)
}

/// Makes a version for a run of this owner ready, so that the desk can be told of it.
///
/// # Errors
/// When it is refused.
pub(crate) async fn version(app: &App, owner: &Owner, run: &str, wanted: LiveChange) -> Answer<Version> {
    let LiveChange { strategy, parameters } = wanted;
    let frozen = freeze(app, owner, &strategy).await?;
    let ready = ready(app, frozen, parameters, None).await?;
    add(app, ready.component).await?;
    rows::version(&app.db, owner, run, &ready.names).await?;
    Ok(ready.version)
}

/// Loads a strategy and checks that a session of it can begin.
async fn ready(
    app: &App,
    frozen: Frozen,
    parameters: BTreeMap<String, f64>,
    settings: Option<Settings>,
) -> Answer<Ready> {
    app.heavy(move |studio: &Studio| {
        let (loaded, component): (LoadedStrategy, Vec<u8>) = frozen.load(&studio.runtime)?;
        let description = loaded.factory.description();
        let values = values(description, &parameters)?;
        let terms = Terms::of(description, &values)?;
        if let Some(settings) = settings {
            Session::new(settings, terms)?;
        }
        let hash = loaded.factory.hash().to_owned();
        let names = Names {
            component: hash.clone(),
            parameters: description.parameters.iter().map(|p| p.name.clone()).collect(),
            nodes: description.nodes.clone(),
        };
        let version = Version { component: hash, parameters: values };
        Ok::<_, RunError>(Ready { component, named: loaded.about.name.clone(), names, version })
    })
    .await
}

/// Puts a component where the desk finds it.
async fn add(app: &App, component: Vec<u8>) -> Answer<()> {
    let added = app.live.with(move |paper| paper.library().add(&component)).await?;
    added.map(drop).map_err(Refusal::internal)
}

/// There is no room for another run.
pub(crate) fn full() -> Refusal {
    let detail = format!("The list has {RUNS_MAX} runs: stop and remove one first.");
    Refusal::conflict("too_many_runs", detail)
}

fn bad(detail: impl Into<String>) -> Refusal {
    Refusal::unprocessable("bad_settings", detail)
}

/// The series of a request, each once.
fn series(asked: &[String]) -> Answer<Vec<Series>> {
    if asked.is_empty() || asked.len() > SERIES_MAX {
        return Err(bad(format!("A run trades 1 to {SERIES_MAX} series, like btc-updown-15m.")));
    }
    let mut all: Vec<Series> = Vec::new();
    for text in asked {
        let one = text.parse::<Series>().map_err(|e| bad(e.to_string()))?;
        if !all.contains(&one) {
            all.push(one);
        }
    }
    Ok(all)
}

/// Settings of the engine for a request.
///
/// # Errors
/// When they make no sense.
pub(super) fn settings(request: &LiveStart) -> Answer<Settings> {
    let settings = engine_settings(request.cash_usdc.as_deref(), request.latency_ms, None)?;
    Ok(Settings { guard: guard(&request.limits)?, ..settings })
}

/// Limits as the engine takes them.
///
/// # Errors
/// When one is negative.
pub(crate) fn guard(limits: &LiveLimits) -> Answer<Guard> {
    let dollars = [
        limits.max_order_usdc,
        limits.min_depth_usdc,
        limits.max_market_usdc,
        limits.max_exposure_usdc,
        limits.max_daily_loss_usdc,
        limits.max_weekly_loss_usdc,
        limits.max_drawdown_usdc,
        limits.min_cash_usdc,
    ];
    let prices = [limits.price_collar, limits.max_spread];
    let micros = dollars.iter().flatten().map(|d| d.micros());
    let micros = micros.chain(prices.iter().flatten().map(|p| p.micros()));
    let mut all = micros.chain(limits.max_order_shares.iter().map(|s| s.micros()));
    if all.any(|micros| micros < 0) {
        return Err(bad("A limit is not negative: leave it out to limit nothing."));
    }
    Ok((*limits).into())
}
