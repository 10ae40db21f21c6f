//! No server runs: the event log itself, locked while it is open here.

use super::client::Client;
use super::names;
use crate::Session;
use crate::args::VenueChoice;
use crate::failure::bad_input;
use crate::strategy::{executor, runtime};
use anyhow::{Context as _, Result, anyhow};
use craftstrat_engine::risk::Halt;
use craftstrat_live::{Command, Input, Journal, JournalConfig, Library, RunStatus};
use craftstrat_model::{TimeMs, Usdc};
use craftstrat_server::{Folder, StartError};
use serde::Serialize;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The event log of a data folder in which no server works.
pub struct Offline {
    journal: Journal,
    /// Id and name of every run in the list.
    names: Vec<names::Named>,
    /// Other folders with a log.
    elsewhere: Vec<PathBuf>,
    /// Keeps servers out.
    _folder: Folder,
}

/// What is on the disk.
#[derive(Debug, Serialize)]
pub struct Status {
    /// No server was asked.
    pub offline: bool,
    /// The last complete instant; `null` before the first.
    pub now_ms: Option<i64>,
    /// The kill switch of all is on.
    pub killed: bool,
    /// Records in the log.
    pub records: u64,
    /// Every run of the log that a new server would know of.
    pub runs: Vec<Run>,
    /// Data folders with a log of their own inside the one that was looked at: those of simulated venues.
    pub elsewhere: Vec<PathBuf>,
}

/// A run as the log leaves it.
#[derive(Debug, Serialize)]
pub struct Run {
    /// Its id.
    pub id: String,
    /// Its name, for people.
    pub name: String,
    /// Where it stands: `running`, `paused`, `stopping` or `stopped`.
    pub state: &'static str,
    /// The last row it was shown of a market that is open.
    pub last_tick_ms: Option<i64>,
    /// Cash that can be spent.
    pub cash_usdc: Usdc,
    /// Equity with positions at their cost.
    pub equity_usdc: Usdc,
    /// Positions held.
    pub positions: usize,
    /// Orders that have not ended.
    pub open_orders: usize,
    /// Fills so far.
    pub fills: u64,
    /// Refused orders.
    pub denials: u64,
}

/// What was done, for people and as JSON.
#[derive(Debug, Serialize)]
pub struct Told {
    /// It was written down for the next server.
    pub offline: bool,
    /// The switch is on now.
    pub on: bool,
    /// Which run's; `null` for the one of all.
    pub run_id: Option<String>,
    /// Data folders with a log of their own inside this one, which are as they were.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub elsewhere: Vec<PathBuf>,
    /// The same as a sentence.
    #[serde(skip)]
    pub text: String,
}

/// That a run is not there, and where else to look.
pub fn no_run(session: &Session, name: &str) -> anyhow::Error {
    let hint = hint(&elsewhere(&session.data_dir));
    bad_input(format!("there is no run {name}: nothing runs on paper{hint}"))
}

/// The folders of simulated venues in a data folder that have a log.
fn elsewhere(data_dir: &Path) -> Vec<PathBuf> {
    let folders = VenueChoice::SIMULATED.map(|name| data_dir.join(name));
    folders.into_iter().filter(|folder| folder.join("paper").join("log").is_dir()).collect()
}

/// What to say so that they are looked at.
pub fn hint(elsewhere: &[PathBuf]) -> String {
    let mut text = String::new();
    for folder in elsewhere {
        let folder = folder.display();
        let _ = write!(text, "\n{folder} has a log of its own: say --data-dir {folder} for what runs there");
    }
    text
}

impl Status {
    /// Of a data folder without a log.
    pub fn nothing(session: &Session) -> Self {
        let elsewhere = elsewhere(&session.data_dir);
        Self { offline: true, now_ms: None, killed: false, records: 0, runs: Vec::new(), elsewhere }
    }
}

impl Offline {
    /// Opens the log; `None` when there is none and `make` does not ask for one.
    ///
    /// # Errors
    /// When a server works in the data folder, or the log cannot be used.
    pub fn open(session: &Session, client: &Client, make: bool) -> Result<Option<Self>> {
        let folder = session.data_dir.join("paper");
        if !make && !folder.join("log").is_dir() {
            return Ok(None);
        }
        let taken = Folder::take(&session.data_dir).map_err(|error| match error {
            StartError::FolderInUse(dir) => anyhow!(
                "a craftstrat works in {} but none answers at {}: say with --port where it printed that it is",
                dir.display(),
                client.address()
            ),
            error => error.into(),
        })?;
        let names = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()?
            .block_on(taken.runs(session.database()?.as_ref()))?;
        let origin = |component: &[u8]| craftstrat_runs::strategy::origin(component).0;
        let library = Library::open(&folder.join("components"), Arc::new(runtime(session)?), origin)?;
        let executor = Arc::new(executor(None)?);
        let config = JournalConfig::default();
        let opened = Journal::open(&folder.join("log"), &Arc::new(library), &executor, config);
        let (journal, _) = opened.with_context(|| folder.display().to_string())?;
        let elsewhere = elsewhere(&session.data_dir);
        Ok(Some(Self { journal, names, elsewhere, _folder: taken }))
    }

    /// What is on the disk.
    pub fn status(&self) -> Status {
        let desk = self.journal.desk();
        let now = desk.now();
        Status {
            offline: true,
            now_ms: (now > TimeMs(i64::MIN)).then_some(now.0),
            killed: desk.is_killed(),
            records: self.journal.records(),
            runs: desk.status().iter().map(|run| Run::of(run, self.name(&run.name))).collect(),
            elsewhere: self.elsewhere.clone(),
        }
    }

    /// The name of the run with this id.
    fn name(&self, id: &str) -> String {
        self.names.iter().find(|(known, _)| known == id).map(|(_, name)| name.clone()).unwrap_or_default()
    }

    /// Turns a kill switch. When this returns it is on the disk.
    ///
    /// # Errors
    /// Bad input when the run is not there or not clear; otherwise when the log cannot be written.
    pub fn switch(&mut self, run: Option<&str>, on: bool) -> Result<Told> {
        let runs = self.journal.desk().status().into_iter().filter(|run| !run.over);
        let runs: Vec<names::Named> = runs.map(|run| (run.name.clone(), self.name(&run.name))).collect();
        let find = |run| {
            let found = names::find(&runs, run);
            found.map_err(|error| bad_input(format!("{error}{}", hint(&self.elsewhere))))
        };
        let run_id = run.map(find).transpose()?;
        self.journal.commit(vec![Input::Command(Command::Kill { run: run_id.clone(), on })])?;
        let of = run_id.as_ref().map_or("of all".to_owned(), |id| format!("of run {id} {}", self.name(id)));
        let is = if on { "on" } else { "off" };
        let text = format!(
            "no server runs: the kill switch {of} is {is} from the next start on (written to the log){}",
            hint(&self.elsewhere)
        );
        Ok(Told { offline: true, on, run_id, elsewhere: self.elsewhere.clone(), text })
    }
}

impl Run {
    fn of(run: &RunStatus, name: String) -> Self {
        let account = &run.account;
        let state = match account.halted {
            _ if run.over => "stopped",
            Some(Halt::Stopped) => "stopping",
            Some(Halt::Strategy | Halt::All) => "paused",
            None => "running",
        };
        Self {
            id: run.name.clone(),
            name,
            state,
            last_tick_ms: account.markets.iter().filter_map(|market| market.last_row).max().map(|at| at.0),
            cash_usdc: account.cash,
            equity_usdc: account.standing.equity,
            positions: account.markets.iter().map(|market| market.held.len()).sum(),
            open_orders: account.markets.iter().map(|market| market.orders.len()).sum(),
            fills: run.fills,
            denials: run.denials.values().sum(),
        }
    }
}
