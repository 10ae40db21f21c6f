//! A strategy the browser can run: compiled once, its instances used again.

use crate::bound::bounded;
use crate::guest::{BrowserInstance, Module};
use craftstrat_abi::{Driver, extract};
use craftstrat_api::report::{Strategy as About, StrategyKind};
use craftstrat_compiler::ir::Program;
use craftstrat_compiler::{Compiled, Problem, inspect};
use craftstrat_model::{AccountView, Decision, Description, Fault, Market, Muted, Strategy, StrategyFactory};
use craftstrat_preview::PreviewError;
use sha2::{Digest as _, Sha256};
use std::sync::{Arc, Mutex, PoisonError};

/// A strategy, ready to run.
pub struct Prepared {
    /// The component it came from.
    pub component: Vec<u8>,
    /// What it is, for reports.
    pub about: About,
    /// What it was compiled from, where that is known.
    pub program: Option<Program>,
    /// What the compiler warned of.
    pub warnings: Vec<Problem>,
    module: Module,
    description: Arc<Description>,
    ours: bool,
    /// Instances no slot needs now. A browser reserves gigabytes of addresses for each: they are used again.
    idle: Mutex<Vec<Driver<BrowserInstance>>>,
}

impl Prepared {
    /// From a document's text and what became of it.
    ///
    /// # Errors
    /// When the browser refuses it.
    pub fn document(text: &str, compiled: Compiled) -> Result<Self, PreviewError> {
        let Compiled { component, warnings, program } = compiled;
        Self::new(component, kind_of_document(text), true, Some(program), warnings)
    }

    /// From a component's bytes, anyone's.
    ///
    /// # Errors
    /// When it is no component of the world, has several core modules, or the browser refuses it.
    pub fn component(bytes: Vec<u8>) -> Result<Self, PreviewError> {
        let source = inspect::embedded(&bytes).map(|embedded| embedded.document);
        let compiled = source.and_then(|text| Some((craftstrat_compiler::compile(&text).ok()?, text)));
        match compiled {
            // Only what compiles to these very bytes is their source.
            Some((compiled, text)) if compiled.component == bytes => Self::document(&text, compiled),
            _ => Self::new(bytes, StrategyKind::Component, false, None, Vec::new()),
        }
    }

    fn new(
        component: Vec<u8>,
        kind: StrategyKind,
        ours: bool,
        program: Option<Program>,
        warnings: Vec<Problem>,
    ) -> Result<Self, PreviewError> {
        let refused = |why: String| PreviewError::Unrunnable(why);
        let core = extract(&component).map_err(|e| refused(e.to_string()))?;
        let module = Module::compile(&core, &bounded(core.bytes).map_err(refused)?).map_err(refused)?;
        let first = module.instantiate().and_then(Driver::new).map_err(|e| refused(e.to_string()))?;
        let description = Arc::clone(first.shared_description());
        let about = About {
            name: description.name.clone(),
            hash: Sha256::digest(&component).iter().map(|byte| format!("{byte:02x}")).collect(),
            kind,
            version: description.version.clone(),
        };
        let first = if ours { first.with_fixed_columns() } else { first };
        let idle = Mutex::new(vec![first]);
        Ok(Self { component, about, program, warnings, module, description, ours, idle })
    }

    fn fresh(&self) -> Result<Driver<BrowserInstance>, Fault> {
        let driver = Driver::with_description(self.module.instantiate()?, Arc::clone(&self.description));
        Ok(if self.ours { driver.with_fixed_columns() } else { driver })
    }
}

fn kind_of_document(text: &str) -> StrategyKind {
    #[derive(serde::Deserialize)]
    struct Head {
        mode: String,
    }
    match serde_json::from_str::<Head>(text) {
        Ok(head) if head.mode == "form" => StrategyKind::Form,
        _ => StrategyKind::Graph,
    }
}

impl StrategyFactory for Prepared {
    fn description(&self) -> &Description {
        &self.description
    }

    fn instantiate(&self) -> Result<Box<dyn Strategy + Send + '_>, Fault> {
        let idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let driver = match idle {
            Some(driver) => driver,
            None => self.fresh()?,
        };
        Ok(Box::new(Lent { driver: Some(driver), sound: true, owner: self }))
    }
}

/// An instance on loan: goes back when the slot is done, unless it faulted. Whoever takes it next configures and resets
/// it, as is done between two slots anyway.
struct Lent<'a> {
    driver: Option<Driver<BrowserInstance>>,
    sound: bool,
    owner: &'a Prepared,
}

impl Lent<'_> {
    fn watch<T>(
        &mut self,
        work: impl FnOnce(&mut Driver<BrowserInstance>) -> Result<T, Fault>,
    ) -> Result<T, Fault> {
        let Some(driver) = &mut self.driver else {
            return Err(Fault::Host("the instance was given back".to_owned()));
        };
        let result = work(driver);
        self.sound &= result.is_ok();
        result
    }
}

impl Drop for Lent<'_> {
    fn drop(&mut self) {
        if let Some(driver) = self.driver.take().filter(|_| self.sound) {
            self.owner.idle.lock().unwrap_or_else(PoisonError::into_inner).push(driver);
        }
    }
}

impl Strategy for Lent<'_> {
    fn description(&self) -> &Description {
        &self.owner.description
    }

    fn configure(&mut self, values: &[f64]) -> Result<(), Fault> {
        self.watch(|d| d.configure(values))
    }

    fn reset(&mut self) -> Result<(), Fault> {
        self.watch(Driver::reset)
    }

    fn begin_slot(&mut self, market: &Market, continues: bool) -> Result<(), Fault> {
        self.watch(|d| d.begin_slot(market, continues))
    }

    fn load(&mut self, rows: u32, columns: &[f64]) -> Result<(), Fault> {
        self.watch(|d| d.load(rows, columns))
    }

    fn next(
        &mut self,
        from: u32,
        until: u32,
        account: &AccountView,
        muted: Muted,
        decisions: &mut Vec<Decision>,
    ) -> Result<Option<u32>, Fault> {
        self.watch(|d| d.next(from, until, account, muted, decisions))
    }

    fn explain(&mut self, row: u32, account: &AccountView) -> Result<Vec<f64>, Fault> {
        self.watch(|d| d.explain(row, account))
    }

    fn save(&mut self) -> Result<Vec<u8>, Fault> {
        self.watch(Driver::save)
    }

    fn restore(&mut self, state: &[u8]) -> Result<Result<(), String>, Fault> {
        self.watch(|d| d.restore(state))
    }
}
