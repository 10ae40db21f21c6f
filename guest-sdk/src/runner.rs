//! From rows by column, as the host hands them over, to [`Strategy::on_row`], as authors write it.

use crate::columns::sample_index;
use crate::state::{self, RestoreError};
use crate::{Account, Actions, Columns, Nodes, Now, Parameters, Slot, Strategy};
use craftstrat_model::{AccountView, Decision, Muted};

/// What the host did that the contract forbids.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Misuse(
    /// Which rule was broken.
    pub &'static str,
);

/// A strategy with its parameters, slot and loaded rows.
pub struct Runner<S: Strategy> {
    strategy: S,
    parameters: S::Parameters,
    slot: Slot,
    columns: Vec<f64>,
    rows: usize,
    next_row: usize,
    actions: Actions,
}

impl<S: Strategy> Default for Runner<S> {
    fn default() -> Self {
        Self {
            strategy: S::default(),
            parameters: S::Parameters::default(),
            slot: Slot { start_ms: f64::NAN, end_ms: f64::NAN, continues: false },
            columns: Vec::new(),
            rows: 0,
            next_row: 0,
            actions: Actions::new(),
        }
    }
}

impl<S: Strategy> Runner<S> {
    /// Where `sample` is among the loaded columns: where the strategy declares it, else after its columns.
    const SAMPLE: usize = sample_index(S::Columns::COLUMNS);

    /// Number of loaded columns: the strategy's and `sample`.
    pub(crate) const COLUMNS: usize =
        S::Columns::COLUMNS.len() + if Self::SAMPLE == S::Columns::COLUMNS.len() { 1 } else { 0 };

    /// Names of the columns [`Runner::load`] expects: the strategy's, and `sample` when it is not among them.
    pub fn column_names() -> impl Iterator<Item = &'static str> {
        let own = S::Columns::NAMES.iter().copied();
        own.chain((Self::COLUMNS > S::Columns::NAMES.len()).then_some("sample"))
    }

    /// The strategy's state.
    pub fn strategy(&self) -> &S {
        &self.strategy
    }

    /// Sets the parameters.
    ///
    /// # Errors
    /// When their number is wrong or one is outside its bounds.
    pub fn configure(&mut self, values: &[f64]) -> Result<(), Misuse> {
        let specs = S::Parameters::SPECS;
        if values.len() != specs.len() {
            return Err(Misuse("configure: wrong number of parameters"));
        }
        if !specs.iter().zip(values).all(|(s, v)| (s.min..=s.max).contains(v)) {
            return Err(Misuse("configure: parameter outside its bounds"));
        }
        for (index, value) in values.iter().enumerate() {
            self.parameters.set(index, *value);
        }
        Ok(())
    }

    /// Forgets all state except the parameters.
    pub fn reset(&mut self) {
        let parameters = self.parameters;
        *self = Self { parameters, ..Self::default() };
    }

    /// Starts a slot.
    pub fn begin_slot(&mut self, start_ms: f64, end_ms: f64, continues: bool) {
        self.slot = Slot { start_ms, end_ms, continues };
        self.unload();
        if !(S::CARRIES_STATE && continues) {
            self.strategy = S::default();
        }
        self.strategy.begin_slot(&self.slot, &self.parameters);
    }

    /// Takes the next rows, column by column.
    ///
    /// # Errors
    /// When `columns` does not hold `rows` values of each column.
    pub fn load(&mut self, rows: u32, columns: Vec<f64>) -> Result<(), Misuse> {
        let rows = rows as usize;
        if rows.checked_mul(Self::COLUMNS) != Some(columns.len()) {
            return Err(Misuse("load: the columns do not have the declared shape"));
        }
        self.columns = columns;
        self.rows = rows;
        self.next_row = 0;
        Ok(())
    }

    /// Consumes rows from `from` until one has decisions that are not in `muted`, or up to `until` exclusive. The
    /// decisions of the returned row are in [`Runner::decisions`].
    ///
    /// # Errors
    /// When the rows are not the next ones of those loaded.
    pub fn next(
        &mut self,
        from: u32,
        until: u32,
        account: &AccountView,
        muted: Muted,
    ) -> Result<Option<u32>, Misuse> {
        if from as usize != self.next_row {
            return Err(Misuse("next: rows are consumed once and in order"));
        }
        if until < from || until as usize > self.rows {
            return Err(Misuse("next: rows that were not loaded"));
        }
        let account = Account::new(account, S::READS);
        let Self { strategy, parameters, slot, columns, rows, actions, .. } = self;
        let mut fired = None;
        for row in from..until {
            let now = now(columns, *rows, row as usize, account, parameters, slot);
            actions.clear();
            strategy.on_row(&now, actions);
            if actions.keep_unmuted(muted) {
                fired = Some(row);
                break;
            }
        }
        self.next_row = fired.map_or(until, |row| row + 1) as usize;
        if self.next_row == self.rows {
            self.unload();
        }
        Ok(fired)
    }

    /// The decisions of the row [`Runner::next`] returned.
    pub fn decisions(&self) -> &[Decision] {
        self.actions.decisions()
    }

    /// How many decisions of the last row were beyond the eighth.
    pub fn dropped(&self) -> u32 {
        self.actions.dropped()
    }

    /// Every node's value on the next row, from the state before it, changing nothing.
    ///
    /// # Errors
    /// When `row` is not the next one of those loaded.
    pub fn explain(&self, row: u32, account: &AccountView) -> Result<Vec<f64>, Misuse> {
        let row = row as usize;
        if row != self.next_row || row >= self.rows {
            return Err(Misuse("explain: not the next row"));
        }
        let account = Account::new(account, S::READS);
        let now = now(&self.columns, self.rows, row, account, &self.parameters, &self.slot);
        let mut actions = Actions::explaining(S::Nodes::NAMES.len());
        self.strategy.clone().on_row(&now, &mut actions);
        Ok(actions.into_values())
    }

    /// The state between two rows, without the loaded columns.
    ///
    /// # Errors
    /// When the strategy's own `Serialize` refuses.
    pub fn save(&self) -> Result<Vec<u8>, Misuse> {
        state::encode(&self.slot, &self.strategy).map_err(|_| Misuse("save: the state cannot be serialised"))
    }

    /// Continues from saved state. On an error nothing has changed.
    ///
    /// # Errors
    /// When the bytes are damaged or belong to another strategy.
    pub fn restore(&mut self, bytes: &[u8]) -> Result<(), RestoreError> {
        (self.slot, self.strategy) = state::decode(bytes)?;
        self.unload();
        Ok(())
    }

    /// Gives the rows' memory back: a new load would otherwise need room for both, and idle instances would keep it.
    fn unload(&mut self) {
        self.columns = Vec::new();
        self.rows = 0;
        self.next_row = 0;
    }
}

#[inline]
fn now<'a, S: Strategy>(
    columns: &[f64],
    rows: usize,
    row: usize,
    account: Account,
    parameters: &'a S::Parameters,
    slot: &'a Slot,
) -> Now<'a, S> {
    let is_sample = columns[Runner::<S>::SAMPLE * rows + row] != 0.0;
    Now { row: S::Columns::read(columns, rows, row), account, parameters, slot, is_sample }
}
