//! A version's code, loaded, with its parameters: what makes instances.

use craftstrat_model::{Description, Fault, Strategy};
use craftstrat_runtime::Loaded;
use std::sync::Arc;

/// Code and parameters, loaded.
#[derive(Clone, Debug)]
pub(crate) struct Code {
    loaded: Arc<Loaded>,
    parameters: Arc<[f64]>,
    identity: Arc<Identity>,
}

/// What two codes have in common that cannot differ.
#[derive(Debug, PartialEq, Eq, Hash)]
pub(super) struct Identity {
    component: String,
    parameters: Vec<u64>,
}

impl Code {
    pub fn new(loaded: Arc<Loaded>, parameters: &[f64]) -> Self {
        let bits = parameters.iter().map(|value| value.to_bits()).collect();
        let identity = Identity { component: loaded.hash().to_owned(), parameters: bits };
        Self { loaded, parameters: parameters.into(), identity: Arc::new(identity) }
    }

    pub fn description(&self) -> &Description {
        use craftstrat_model::StrategyFactory as _;
        self.loaded.description()
    }

    pub(super) fn identity(&self) -> &Arc<Identity> {
        &self.identity
    }

    /// Nothing an instance is shown depends on whose it is.
    pub(super) fn is_shareable(&self) -> bool {
        self.description().account.is_empty()
    }

    /// Places of the runtime one instance takes.
    pub fn places(&self) -> u32 {
        self.loaded.places()
    }

    /// An instance that remembers nothing.
    pub fn fresh(&self) -> Result<Box<dyn Strategy + Send>, Fault> {
        let mut instance = self.loaded.make()?;
        instance.configure(&self.parameters)?;
        instance.reset()?;
        Ok(instance)
    }

    /// An instance that goes on from saved state; the inner error is its own refusal.
    pub fn restored(&self, state: &[u8]) -> Result<Result<Box<dyn Strategy + Send>, String>, Fault> {
        let mut instance = self.loaded.make()?;
        instance.configure(&self.parameters)?;
        Ok(instance.restore(state)?.map(|()| instance))
    }

    /// An instance that goes on from its own saved state.
    pub(super) fn woken(&self, state: &[u8]) -> Result<Box<dyn Strategy + Send>, Fault> {
        let refused =
            |detail| Fault::Contract { call: "restore", detail: format!("its own state: {detail}") };
        self.restored(state)?.map_err(refused)
    }
}
