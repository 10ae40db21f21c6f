//! A strategy behind the port that components implement too.

use crate::{Columns, Misuse, Nodes, Parameters, Runner, Strategy};
use craftstrat_model::{AccountView, Column, Decision, Description, Fault, Market, Muted, Parameter};
use std::marker::PhantomData;

/// Makes native instances of `S`.
#[derive(Clone, Debug)]
pub struct Native<S> {
    description: Description,
    strategy: PhantomData<fn() -> S>,
}

impl<S: Strategy> Default for Native<S> {
    fn default() -> Self {
        Self { description: description::<S>(), strategy: PhantomData }
    }
}

impl<S: Strategy> craftstrat_model::StrategyFactory for Native<S> {
    fn description(&self) -> &Description {
        &self.description
    }

    fn instantiate(&self) -> Result<Box<dyn craftstrat_model::Strategy + Send + '_>, Fault> {
        Ok(Box::new(NativeInstance::<'_, S> { description: &self.description, runner: Runner::default() }))
    }
}

/// One instance of `S`.
pub struct NativeInstance<'a, S: Strategy> {
    description: &'a Description,
    runner: Runner<S>,
}

fn description<S: Strategy>() -> Description {
    let own = S::Columns::COLUMNS;
    let sample = (Runner::<S>::COLUMNS > own.len()).then_some(Column::Sample);
    let parameters = S::Parameters::SPECS.iter().map(|s| Parameter {
        name: s.name.to_owned(),
        default: s.default,
        min: s.min,
        max: s.max,
        step: s.step,
    });
    Description {
        name: S::NAME.to_owned(),
        version: S::VERSION.to_owned(),
        columns: own.iter().copied().chain(sample).collect(),
        account: S::READS,
        parameters: parameters.collect(),
        warm_up_rows: S::WARM_UP_ROWS,
        nodes: S::Nodes::NAMES.iter().map(|&n| n.to_owned()).collect(),
        carries_state: S::CARRIES_STATE,
        risk: S::RISK,
    }
}

fn broken(call: &'static str) -> impl Fn(Misuse) -> Fault {
    move |misuse| Fault::Contract { call, detail: misuse.0.to_owned() }
}

impl<S: Strategy> craftstrat_model::Strategy for NativeInstance<'_, S> {
    fn description(&self) -> &Description {
        self.description
    }

    fn configure(&mut self, values: &[f64]) -> Result<(), Fault> {
        self.runner.configure(values).map_err(broken("configure"))
    }

    fn reset(&mut self) -> Result<(), Fault> {
        self.runner.reset();
        Ok(())
    }

    fn begin_slot(&mut self, market: &Market, continues: bool) -> Result<(), Fault> {
        self.runner.begin_slot(market.start.0 as f64, market.end.0 as f64, continues);
        Ok(())
    }

    fn load(&mut self, rows: u32, columns: &[f64]) -> Result<(), Fault> {
        self.runner.load(rows, columns.to_vec()).map_err(broken("load"))
    }

    fn next(
        &mut self,
        from: u32,
        until: u32,
        account: &AccountView,
        muted: Muted,
        decisions: &mut Vec<Decision>,
    ) -> Result<Option<u32>, Fault> {
        decisions.clear();
        let fired = self.runner.next(from, until, account, muted).map_err(broken("next"))?;
        if fired.is_some() {
            decisions.extend_from_slice(self.runner.decisions());
        }
        Ok(fired)
    }

    fn explain(&mut self, row: u32, account: &AccountView) -> Result<Vec<f64>, Fault> {
        self.runner.explain(row, account).map_err(broken("explain"))
    }

    fn save(&mut self) -> Result<Vec<u8>, Fault> {
        self.runner.save().map_err(broken("save"))
    }

    fn restore(&mut self, state: &[u8]) -> Result<Result<(), String>, Fault> {
        Ok(self.runner.restore(state).map_err(|e| e.to_string()))
    }
}
