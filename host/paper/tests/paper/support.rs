//! A simulated venue on a free port, paper trading on a temporary folder, and an ear that remembers what it heard.

use craftstrat_engine::Settings;
use craftstrat_live::{Command, Library, Said, Spec, Version, What};
use craftstrat_model::{Series, StrategyFactory, TimeMs};
use craftstrat_paper::{Heard, Paper, PaperSettings, Venue};
use craftstrat_runtime::{Runtime, RuntimeConfig};
use craftstrat_sim::server::{self, Options, Running};
use craftstrat_sim::source::Generated;
use std::path::Path;
use std::sync::{Arc, Condvar, Mutex};
use std::time::{Duration, Instant};

/// A whole quarter of an hour.
pub const START: TimeMs = TimeMs(1_795_269_600_000);
pub const SLOT: i64 = 300_000;
/// Venue seconds a second.
pub const SPEED: f64 = 40.0;

pub const BTC: &str = "btc-updown-5m";
pub const ETH: &str = "eth-updown-5m";

/// Longest wait for anything.
const LIMIT: Duration = Duration::from_secs(180);

/// Buys what is cheap in the middle of a slot, with a stop and a target.
pub const MIDDLE: &str = r#"{"mode":"form","name":"Middle","conditions":[{"type":"AND","rules":[
    {"indicator":"ask_up","operator":"<","value":0.97},{"indicator":"pct_into_slot","operator":"between",
    "value":[0.5,0.7]}]}],"action":{"signal":"buy","outcome":"UP","size_mode":"fixed","size_usdc":20,
    "order_type":"market"},"risk":{"stoploss_pct":12,"take_profit_pct":15,"max_trades_per_slot":3}}"#;

pub fn series(name: &str) -> Series {
    name.parse().unwrap()
}

pub fn slug(name: &str, slot: i64) -> String {
    format!("{name}-{}", START.plus_ms(slot * SLOT).0 / 1_000)
}

/// A venue of generated markets that stands at `begin` and decides its slots seconds after their end.
pub async fn venue(begin: TimeMs, names: &[&str]) -> Running {
    let all: Vec<Series> = names.iter().map(|n| series(n)).collect();
    let settings = craftstrat_sim::Settings {
        seed: 5,
        start: begin,
        resolve_min_ms: 2_000,
        resolve_max_ms: 5_000,
        ..craftstrat_sim::Settings::default()
    };
    let venue = craftstrat_sim::Venue::new(settings, Generated::several(5, &all, begin));
    server::start(venue, Options { port: 0, speed: SPEED }).await.unwrap()
}

pub fn at(running: &Running) -> Venue {
    Venue::Simulated(running.endpoints().clob.clone())
}

pub fn settings(folder: &Path, venue: Venue, follow: &[&str]) -> PaperSettings {
    let follow = follow.iter().map(|n| series(n)).collect();
    PaperSettings { follow, ..PaperSettings::new(folder, venue) }
}

pub fn runtime() -> Arc<Runtime> {
    let config = RuntimeConfig { instances_max: Some(64), ..RuntimeConfig::default() };
    Arc::new(Runtime::new(config).unwrap())
}

/// Something heard: the record, its last complete instant, what was said.
pub type Word = (u64, TimeMs, Said);

#[derive(Default)]
struct Memory {
    words: Vec<Word>,
    /// The newest record and its last complete instant; often nothing is said in it.
    newest: Option<(u64, TimeMs)>,
}

/// What was heard.
#[derive(Clone, Default)]
pub struct Ear(Arc<(Mutex<Memory>, Condvar)>);

impl Ear {
    pub fn hears(&self) -> impl FnMut(&Heard<'_>) + Send + 'static {
        let ear = Arc::clone(&self.0);
        move |heard| {
            let mut memory = ear.0.lock().unwrap();
            memory.words.extend(heard.said.iter().map(|said| (heard.record, heard.at, said.clone())));
            memory.newest = Some((heard.record, heard.at));
            ear.1.notify_all();
        }
    }

    /// Everything so far.
    pub fn all(&self) -> Vec<Word> {
        self.0.0.lock().unwrap().words.clone()
    }

    /// The newest record.
    pub fn record(&self) -> u64 {
        self.0.0.lock().unwrap().newest.map_or(0, |(record, _)| record)
    }

    /// Waits until `what` is true of everything that was heard, and of the newest record and its instant.
    async fn wait(&self, why: &str, what: impl Fn(&[Word], Option<(u64, TimeMs)>) -> bool + Send + 'static) {
        let ear = Arc::clone(&self.0);
        let why = why.to_owned();
        let waited = tokio::task::spawn_blocking(move || {
            let deadline = Instant::now() + LIMIT;
            let mut memory = ear.0.lock().unwrap();
            while !what(&memory.words, memory.newest) {
                let left = deadline.saturating_duration_since(Instant::now());
                assert!(!left.is_zero(), "waited in vain for {why}; heard last: {:?}", memory.words.last());
                memory = ear.1.wait_timeout(memory, left).unwrap().0;
            }
        });
        waited.await.unwrap();
    }

    /// Waits until `what` is true of everything that was heard.
    pub async fn until(&self, why: &str, what: impl Fn(&[Word]) -> bool + Send + 'static) {
        self.wait(why, move |words, _| what(words)).await;
    }

    /// Waits until that instant is complete.
    pub async fn time(&self, at: TimeMs) {
        self.wait("time", move |_, newest| newest.is_some_and(|(_, now)| now >= at)).await;
    }

    /// Waits until a run has settled that slot.
    pub async fn settled(&self, slug: &str) {
        let wanted = slug.to_owned();
        self.until(&format!("{slug} settled"), move |all| settled(all).contains(&wanted)).await;
    }

    /// Waits for as many further records.
    pub async fn records(&self, more: u64) {
        let wanted = self.record() + more;
        self.wait("further records", move |_, newest| newest.is_some_and(|(record, _)| record >= wanted))
            .await;
    }
}

/// Slugs of what was settled, in order.
pub fn settled(all: &[Word]) -> Vec<String> {
    let of = |said: &Said| match &said.what {
        What::Settled { of, .. } => Some(of.slug.clone()),
        _ => None,
    };
    all.iter().filter_map(|(_, _, said)| of(said)).collect()
}

/// Rows that came too late, and refusals of what the pump said.
pub fn wrong(all: &[Word]) -> Vec<String> {
    let is = |said: &Said| matches!(said.what, What::Dropped { .. } | What::Rejected { .. });
    all.iter()
        .filter(|(_, _, said)| is(said))
        .map(|(record, _, said)| format!("{record}: {said:?}"))
        .collect()
}

/// Compiles a document and adds it; its parameters have their defaults.
pub fn add(library: &Library, document: &str) -> Version {
    let compiled = craftstrat_compiler::compile(document).unwrap_or_else(|e| panic!("{e:#?}"));
    let component = library.add(&compiled.component).unwrap();
    let loaded = library.get(&component).unwrap();
    let parameters = loaded.description().parameters.iter().map(|p| p.default).collect();
    Version { component, parameters }
}

/// Does something that blocks with paper trading.
pub async fn with<T: Send + 'static>(
    paper: &Arc<Paper>,
    act: impl FnOnce(&Paper) -> T + Send + 'static,
) -> T {
    let paper = Arc::clone(paper);
    tokio::task::spawn_blocking(move || act(&paper)).await.unwrap()
}

/// Starts the strategy [`MIDDLE`] on some series.
pub async fn start(paper: &Arc<Paper>, run: &str, names: &[&str]) {
    start_of(paper, run, names, MIDDLE).await;
}

/// Starts a document on some series.
pub async fn start_of(paper: &Arc<Paper>, run: &str, names: &[&str], document: &'static str) {
    let (run, series) = (run.to_owned(), names.iter().map(|n| series(n)).collect());
    with(paper, move |paper| {
        let version = add(paper.library(), document);
        let spec = Box::new(Spec { version, settings: Settings::default(), series });
        paper.command(Command::Start { run, spec }).unwrap()
    })
    .await;
}

/// Paper trading again as its only owner.
pub fn alone(paper: Arc<Paper>) -> Paper {
    Arc::into_inner(paper).unwrap()
}
