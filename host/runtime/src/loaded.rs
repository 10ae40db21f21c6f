//! A loaded strategy: makes instances, and puts idle ones away.

use crate::capacity::Places;
use crate::component_guest::{ComponentGuest, StrategyWorldPre};
use crate::config::{FuelLimits, Origin};
use crate::core_guest::{CoreGuest, Exports};
use crate::error::LoadError;
use crate::guest::{Guest, Metered};
use crate::inspect::Inspection;
use crate::runtime::Route;
use crate::split::Split;
use craftstrat_abi::Driver;
use craftstrat_model::strategy::ROWS_PER_LOAD_MAX;
use craftstrat_model::{Description, Fault, Strategy, StrategyFactory};
use std::sync::Arc;
use wasmtime::{Engine, InstancePre};

/// Everything but the instance itself, by route.
pub(crate) enum Prepared {
    Component { places: u32, pre: StrategyWorldPre<Guest> },
    Core { places: u32, pre: InstancePre<Guest>, exports: Box<Exports> },
}

/// A strategy that was checked and compiled. Instances are independent of each other.
pub struct Loaded {
    prepared: Prepared,
    description: Arc<Description>,
    hash: String,
    inspection: Inspection,
    origin: Origin,
    fuel: FuelLimits,
    engine: Engine,
    places: Arc<Places>,
}

impl std::fmt::Debug for Loaded {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let name = &self.description.name;
        f.debug_struct("Loaded").field("name", name).field("hash", &self.hash).finish_non_exhaustive()
    }
}

impl Loaded {
    pub(crate) fn new(
        prepared: Prepared,
        hash: String,
        inspection: Inspection,
        origin: Origin,
        fuel: FuelLimits,
        engine: Engine,
        places: Arc<Places>,
    ) -> Result<Self, LoadError> {
        let description = Arc::new(describe(&prepared, &engine, fuel, &places)?);
        Ok(Self { prepared, description, hash, inspection, origin, fuel, engine, places })
    }

    /// SHA-256 of the component, hex.
    pub fn hash(&self) -> &str {
        &self.hash
    }

    /// What its bytes say.
    pub fn inspection(&self) -> &Inspection {
        &self.inspection
    }

    /// Where it comes from.
    pub fn origin(&self) -> Origin {
        self.origin
    }

    /// Which way it is called.
    pub fn route(&self) -> Route {
        match self.prepared {
            Prepared::Component { .. } => Route::Component,
            Prepared::Core { .. } => Route::Core,
        }
    }

    /// What its calls may use.
    pub fn fuel_limits(&self) -> FuelLimits {
        self.fuel
    }

    /// Places of the runtime one instance takes.
    pub fn places(&self) -> u32 {
        let (Prepared::Component { places, .. } | Prepared::Core { places, .. }) = &self.prepared;
        *places
    }

    /// Puts an instance away between two rows: its place is free for another. `parameters` are the values it was
    /// configured with. Loaded rows are not kept: load the rows that are left after [`Loaded::wake`].
    ///
    /// # Errors
    /// When the guest faults.
    pub fn park(&self, mut idle: Box<dyn Strategy + Send + '_>, parameters: &[f64]) -> Result<Parked, Fault> {
        Ok(Parked { state: idle.save()?, parameters: parameters.to_vec() })
    }

    /// An instance that continues where the parked one was.
    ///
    /// # Errors
    /// When there is no place, or the guest faults or does not take back its own state.
    pub fn wake(&self, parked: &Parked) -> Result<Box<dyn Strategy + Send + '_>, Fault> {
        let mut instance = self.instantiate()?;
        instance.configure(&parked.parameters)?;
        let refused =
            |detail| Fault::Contract { call: "restore", detail: format!("its own state: {detail}") };
        instance.restore(&parked.state)?.map_err(refused)?;
        Ok(instance)
    }
}

/// An idle instance as bytes.
#[derive(Clone, Debug, PartialEq)]
pub struct Parked {
    /// What `save` gave.
    pub state: Vec<u8>,
    /// The parameters' values.
    pub parameters: Vec<f64>,
}

impl StrategyFactory for Loaded {
    fn description(&self) -> &Description {
        &self.description
    }

    fn instantiate(&self) -> Result<Box<dyn Strategy + Send + '_>, Fault> {
        self.make()
    }
}

impl Loaded {
    /// A new instance, not yet configured, that owns all it needs: it may outlive this.
    ///
    /// # Errors
    /// When there is no place for it or the guest faults while starting.
    pub fn make(&self) -> Result<Box<dyn Strategy + Send>, Fault> {
        let metered = meter(&self.prepared, &self.engine, self.fuel, &self.places)?;
        let description = Arc::clone(&self.description);
        match &self.prepared {
            Prepared::Component { pre, .. } => {
                Ok(self.split(ComponentGuest::instantiate(metered, pre, description)?))
            }
            Prepared::Core { pre, exports, .. } => {
                let driver =
                    Driver::with_description(CoreGuest::instantiate(metered, pre, exports)?, description);
                Ok(match self.origin {
                    Origin::Compiled => self.split(driver.with_fixed_columns()),
                    Origin::Foreign => self.split(driver),
                })
            }
        }
    }

    fn split(&self, instance: impl Strategy + Send + 'static) -> Box<dyn Strategy + Send> {
        match self.fuel.rows_per_call {
            rows if rows as usize >= ROWS_PER_LOAD_MAX => Box::new(instance),
            rows => Box::new(Split::new(instance, rows)),
        }
    }
}

fn meter(
    prepared: &Prepared,
    engine: &Engine,
    fuel: FuelLimits,
    places: &Arc<Places>,
) -> Result<Metered, Fault> {
    let (Prepared::Component { places: wanted, .. } | Prepared::Core { places: wanted, .. }) = prepared;
    let place = places.take(*wanted).ok_or_else(|| {
        Fault::Host(
            "every place for an instance is taken: park idle ones, or raise vm.max_map_count".to_owned(),
        )
    })?;
    Ok(Metered::new(engine, fuel, place))
}

fn describe(
    prepared: &Prepared,
    engine: &Engine,
    fuel: FuelLimits,
    places: &Arc<Places>,
) -> Result<Description, LoadError> {
    let described = meter(prepared, engine, fuel, places).and_then(|metered| match prepared {
        Prepared::Component { pre, .. } => ComponentGuest::describe(metered, pre),
        Prepared::Core { pre, exports, .. } => {
            let driver = Driver::new(CoreGuest::instantiate(metered, pre, exports)?)?;
            Ok(driver.description().clone())
        }
    });
    described.map_err(|fault| match fault {
        Fault::Host(detail) => LoadError::Host(detail),
        fault => LoadError::Describe(fault),
    })
}
