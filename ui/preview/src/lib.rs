//! The preview worker: compiler, engine and the strategy in a thread of its own, which the page may kill at any time.
//!
//! `/assets/preview-worker.js` owns the messages and the network; everything that computes is here. The strategy itself
//! is a second WebAssembly module, the very bytes the server runs, driven through `craftstrat-abi`.
//!
//! Architecture invariants: no network, no storage; a strategy reaches nothing and has no more memory than on the server;
//! what it does wrong becomes a fault of its run, and what it does for too long ends with the worker.

mod answers;
mod bound;
mod guest;
mod kept;
mod resident;
mod strategy;

use answers::{json, problems};
use craftstrat_engine::{Control, Sequential};
use craftstrat_model::TickSource;
use craftstrat_preview::wire::{Compiled, Failure, Ran};
use craftstrat_preview::{
    BundleSource, Finished, PreviewError, PreviewRequest, Records, Replay, Runnable, Source, Subject,
};
use js_sys::{Float64Array, Object, Reflect, Uint8Array};
use resident::Slots;
use std::rc::Rc;
use strategy::Prepared;
use wasm_bindgen::prelude::*;

/// Compiled strategies that are kept: undo and redo come back to them.
const PREPARED_MAX: usize = 12;

/// The worker's memory.
#[wasm_bindgen]
#[derive(Default)]
pub struct Preview {
    slots: Slots,
    prepared: Vec<(Source, Rc<Prepared>)>,
    last: Option<Last>,
}

/// The last run that ended, to be looked into.
struct Last {
    strategy: Rc<Prepared>,
    source: BundleSource,
    replay: Replay,
    records: Records,
}

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = performance)]
    fn now() -> f64;
}

/// This very code, compiled: other workers start from it without compiling it again.
#[wasm_bindgen(js_name = ownModule)]
pub fn own_module() -> JsValue {
    wasm_bindgen::module()
}

/// Cuts a bundle into blocks: their ends.
///
/// # Errors
/// When the bytes are no bundle.
#[wasm_bindgen]
pub fn split(bundle: &[u8]) -> Result<Vec<u32>, JsError> {
    let blocks = craftstrat_preview::bundle::blocks(bundle)?;
    Ok(blocks.into_iter().map(|span| span.end as u32).collect())
}

#[wasm_bindgen]
impl Preview {
    /// Nothing yet.
    #[wasm_bindgen(constructor)]
    pub fn new() -> Self {
        Self::default()
    }

    /// Makes room for so many slots that are about to come.
    pub fn reserve(&self, slots: u32) {
        Slots::reserve(slots as usize);
    }

    /// Takes in the block of one slot; its slug.
    ///
    /// # Errors
    /// When the bytes are no sound block.
    pub fn insert(&mut self, block: Vec<u8>) -> Result<String, JsError> {
        Ok(self.slots.insert(block)?)
    }

    /// Those of `slugs` that are not here.
    pub fn missing(&self, slugs: Vec<String>) -> Vec<String> {
        slugs.into_iter().filter(|slug| !self.slots.has(slug)).collect()
    }

    /// Forgets all ticks.
    pub fn clear(&mut self) {
        self.slots.clear();
    }

    /// Whether a source was compiled already. A component's bytes are needed where not.
    pub fn knows(&self, request: &str) -> bool {
        let Ok(request) = serde_json::from_str::<PreviewRequest>(request) else { return false };
        self.prepared.iter().any(|(source, _)| *source == request.source)
    }

    /// Compiles what a request names, or finds it compiled; `component` holds an uploaded component's bytes. Answers with
    /// problems and whether it can be run.
    pub fn compile(&mut self, request: &str, component: Option<Vec<u8>>) -> Vec<u8> {
        let started = now();
        let Ok(request) = serde_json::from_str::<PreviewRequest>(request) else {
            return json(&Compiled { failure: Some(unread()), ..Compiled::default() });
        };
        if let Some(at) = self.prepared.iter().position(|(source, _)| *source == request.source) {
            let known = self.prepared.remove(at);
            let problems = problems(&known.1.warnings);
            self.prepared.push(known);
            return json(&Compiled { problems, runs: true, ..Compiled::default() });
        }
        let made = match &request.source {
            Source::Document(text) => match craftstrat_compiler::compile(text) {
                Ok(compiled) => Prepared::document(text, compiled),
                Err(list) => {
                    let problems = problems(&list);
                    return json(&Compiled { problems, millis: now() - started, ..Compiled::default() });
                }
            },
            Source::Component(_) => Prepared::component(component.unwrap_or_default()),
        };
        let answer = match made {
            Ok(prepared) => {
                let problems = problems(&prepared.warnings);
                if self.prepared.len() >= PREPARED_MAX {
                    self.prepared.remove(0);
                }
                self.prepared.push((request.source, Rc::new(prepared)));
                Compiled { problems, runs: true, millis: now() - started, ..Compiled::default() }
            }
            Err(error) => Compiled { failure: Some(error.into()), ..Compiled::default() },
        };
        json(&answer)
    }

    /// Runs what was compiled last over the slots of the request, which must be here.
    pub fn run(&mut self, request: &str, compile_millis: f64) -> Vec<u8> {
        let Ok(request) = serde_json::from_str::<PreviewRequest>(request) else {
            return json(&Ran::Failure(unread()));
        };
        match self.try_run(&request) {
            Ok(mut outcome) => {
                outcome.compile_millis = compile_millis;
                json(&Ran::Outcome(Box::new(outcome)))
            }
            Err(error) => json(&Ran::Failure(error.into())),
        }
    }

    /// The component that was compiled last.
    pub fn component(&self) -> Option<Vec<u8>> {
        self.prepared.last().map(|(_, prepared)| prepared.component.clone())
    }

    /// Explains the first row at or after `at_ms` of a market of the last run: an `ExplainResult`, or why there is none.
    pub fn explain(&self, market: &str, at_ms: f64) -> Vec<u8> {
        let explained = self.subject(market, |last, market, markets| {
            craftstrat_preview::explain(&last.subject(markets), market, at_ms as i64)
        });
        json(&explained.map_err(Failure::from))
    }

    /// What kept a market of the last run from trading: a `NearMiss`, `null` where there is nothing to say.
    #[wasm_bindgen(js_name = whyNot)]
    pub fn why_not(&self, market: &str) -> Vec<u8> {
        let near = self.subject(market, |last, market, markets| match &last.strategy.program {
            Some(program) => craftstrat_preview::why_not(&last.subject(markets), program, market),
            None => Ok(None),
        });
        json(&near.map_err(Failure::from))
    }

    /// A market's prices, if it is here: an object of `Float64Array`s, and as JSON in `records` what happened in it.
    pub fn series(&self, market: &str) -> Option<Object> {
        let last = self.last.as_ref()?;
        let index = index_of(last, market).ok()?;
        let series = craftstrat_preview::series(&last.source, index).ok()?;
        let object = Object::new();
        let columns = [
            ("times", &series.times),
            ("bid_up", &series.bid_up),
            ("ask_up", &series.ask_up),
            ("bid_down", &series.bid_down),
            ("ask_down", &series.ask_down),
            ("underlying", &series.underlying),
            ("price_to_beat", &series.price_to_beat),
        ];
        for (name, values) in columns {
            Reflect::set(&object, &name.into(), &Float64Array::from(values.as_slice())).ok()?;
        }
        let records = Uint8Array::from(json(&last.records.of(market)).as_slice());
        Reflect::set(&object, &"records".into(), &records).ok()?;
        Some(object)
    }
}

impl Preview {
    fn try_run(
        &mut self,
        request: &PreviewRequest,
    ) -> Result<craftstrat_preview::PreviewOutcome, PreviewError> {
        let Some((_, strategy)) = self.prepared.last().filter(|(source, _)| *source == request.source) else {
            return Err(PreviewError::Unrunnable("it was not compiled".to_owned()));
        };
        let strategy = Rc::clone(strategy);
        let source = self.slots.source(&request.markets)?;
        let runnable = Runnable { factory: &*strategy, about: &strategy.about };
        let Finished { outcome, records, replay } =
            craftstrat_preview::run(&source, runnable, request, &now)?;
        self.last = Some(Last { strategy, source, replay, records });
        Ok(outcome)
    }

    /// The last run with the index of `market`, and the markets to replay for it.
    fn subject<T>(
        &self,
        market: &str,
        work: impl FnOnce(&Last, usize, &[usize]) -> Result<T, PreviewError>,
    ) -> Result<T, PreviewError> {
        let unknown = || PreviewError::UnknownMarket(market.to_owned());
        let last = self.last.as_ref().ok_or_else(unknown)?;
        let index = index_of(last, market)?;
        if last.replay.apart {
            return work(last, index, &[index]);
        }
        let markets: Vec<usize> = last.replay.markets.iter().copied().filter(|m| *m <= index).collect();
        work(last, index, &markets)
    }
}

fn index_of(last: &Last, market: &str) -> Result<usize, PreviewError> {
    let found = last.source.markets().iter().position(|m| m.slug == market);
    let found = found.filter(|m| last.replay.markets.binary_search(m).is_ok());
    found.ok_or_else(|| PreviewError::UnknownMarket(market.to_owned()))
}

impl Last {
    fn subject<'a>(&'a self, markets: &'a [usize]) -> Subject<'a, Sequential> {
        static IDLE: Control<'static> = Control { progress: None, cancel: None };
        Subject {
            source: &self.source,
            factory: &*self.strategy,
            parameters: &self.replay.parameters,
            settings: &self.replay.settings,
            markets,
            executor: &Sequential,
            control: &IDLE,
        }
    }
}

fn unread() -> Failure {
    Failure { code: "request".to_owned(), message: "the request cannot be read".to_owned() }
}
