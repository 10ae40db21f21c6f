//! A session fed tick by tick makes the record and digest a backtest makes of the same rows.

use crate::support::random::{Dice, markets, settings, strategy};
use crate::support::{Memory, Script};
use craftstrat_engine::record::Run;
use craftstrat_engine::session::{Ask, Event, History, LiveRow, Output, Question, Session, Terms, ask};
use craftstrat_engine::{Control, Sequential, Settings, backtest};
use craftstrat_model::{
    AccountView, Column, Decision, Description, Fault, Market, Muted, SlotTicks, Strategy, StrategyFactory,
    TimeMs, Winner, WinnerSource,
};
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Instances by seat: what a host keeps.
struct Host<'a> {
    factory: &'a dyn StrategyFactory,
    seats: BTreeMap<u32, Box<dyn Strategy + Send + 'a>>,
    markets: BTreeMap<u32, Market>,
    history: History,
}

impl<'a> Host<'a> {
    fn answer(&mut self, question: &Question) -> Result<Vec<Decision>, Fault> {
        let mut decisions = Vec::new();
        match &question.ask {
            Ask::Begin(begin) => {
                if begin.fresh {
                    let mut fresh = self.factory.instantiate()?;
                    fresh.configure(&[])?;
                    fresh.reset()?;
                    self.seats.insert(question.seat, fresh);
                }
                let instance = self.seats.get_mut(&question.seat).unwrap();
                if begin.reset {
                    instance.reset()?;
                }
                instance.begin_slot(&self.markets[&question.id], begin.continues)?;
            }
            Ask::Row { row, view, muted } => {
                let mut columns = Vec::new();
                row.select(&self.factory.description().columns, &mut columns);
                let instance = self.seats.get_mut(&question.seat).unwrap();
                ask(&mut **instance, &columns, view, *muted, &mut decisions)?;
            }
        }
        Ok(decisions)
    }

    /// Tells a session something and answers what it asks.
    fn tell(&mut self, session: &mut Session, event: Event<'_>) {
        let mut out = Vec::new();
        session.step(event, None, &mut out).unwrap();
        loop {
            let mut answers = Vec::new();
            for output in out.drain(..) {
                match &output {
                    Output::Ask(question) => answers.push(self.answer(question)),
                    Output::Retire(seat) => drop(self.seats.remove(seat)),
                    Output::Dropped { .. } => panic!("a row was dropped"),
                    _ => self.history.take(&output),
                }
            }
            if answers.is_empty() {
                return;
            }
            session.step(Event::Answers(answers), None, &mut out).unwrap();
        }
    }
}

/// How the same rows are handed over.
#[derive(Clone, Copy, Debug)]
struct Manner {
    /// Every winner is told so long after the slot's end; `None`: with the market.
    winner_after_ms: Option<i64>,
    /// So many instants are handed over at once.
    batch: usize,
    /// The session is written and read again after every so many batches.
    saved_every: usize,
    /// Markets are announced so long before they start.
    announced_ms: i64,
}

fn through_bytes(session: Session) -> Session {
    assert!(session.is_quiet());
    let bytes = cbor4ii::serde::to_vec(Vec::new(), &session).unwrap();
    let read: Session = cbor4ii::serde::from_slice(&bytes).unwrap();
    assert_eq!(bytes, cbor4ii::serde::to_vec(Vec::new(), &read).unwrap());
    read
}

/// What is told, in time order: markets, rows, winners.
enum Told {
    Market(u32, Market),
    Winner(u32, Option<Winner>, WinnerSource),
    Row(u32, Arc<LiveRow>),
}

fn script_of(ticks: &[SlotTicks], manner: Manner) -> BTreeMap<TimeMs, Vec<Told>> {
    let mut script: BTreeMap<TimeMs, Vec<Told>> = BTreeMap::new();
    for (i, slot) in ticks.iter().enumerate() {
        let id = 1_000 - 7 * i as u32;
        let mut market = slot.market().clone();
        let (start, end) = (market.start, market.end);
        let (winner, source) = (market.winner, market.winner_source);
        for row in LiveRow::all(slot.clone()) {
            script.entry(row.at()).or_default().push(Told::Row(id, Arc::new(row)));
        }
        // A slot that nobody decides is one that is known to be so, then as well.
        if manner.winner_after_ms.is_some() || winner.is_none() {
            market.winner = None;
            let after = manner.winner_after_ms.unwrap_or(0);
            script.entry(end.plus_ms(after)).or_default().push(Told::Winner(id, winner, source));
        } else {
            script.entry(end).or_default();
        }
        let announced = script.entry(start.plus_ms(-manner.announced_ms)).or_default();
        announced.insert(0, Told::Market(id, market));
    }
    script
}

fn live(ticks: &[SlotTicks], factory: &dyn StrategyFactory, settings: &Settings, manner: Manner) -> Run {
    let terms = Terms::of(factory.description(), &[]).unwrap();
    let mut session = Session::new(settings.clone(), terms).unwrap();
    let mut host =
        Host { factory, seats: BTreeMap::new(), markets: BTreeMap::new(), history: History::default() };
    let script: Vec<(TimeMs, Vec<Told>)> = script_of(ticks, manner).into_iter().collect();
    for (batch, instants) in script.chunks(manner.batch).enumerate() {
        for (_, told) in instants {
            for told in told {
                match told {
                    Told::Market(id, market) => {
                        host.markets.insert(*id, market.clone());
                        host.tell(&mut session, Event::Opened { id: *id, market });
                    }
                    Told::Row(id, row) => {
                        host.tell(&mut session, Event::Row { id: *id, row: Arc::clone(row) });
                    }
                    Told::Winner(id, winner, source) => {
                        let event = Event::Resolved { id: *id, winner: *winner, source: *source };
                        host.tell(&mut session, event);
                    }
                }
            }
        }
        let to = instants.last().unwrap().0;
        host.tell(&mut session, Event::Until { to, clock: to });
        if batch % manner.saved_every == manner.saved_every - 1 {
            session = through_bytes(session);
        }
    }
    let open: Vec<u32> = session.open_markets().collect();
    for id in open {
        host.tell(&mut session, Event::Resolved { id, winner: None, source: WinnerSource::Unresolved });
    }
    host.history.finish(settings, 0).unwrap()
}

/// A strategy that sometimes faults on a row or at a start, by a hash of the time.
struct Faulty<'a>(&'a Script, u64);

struct FaultyInstance<'a> {
    inner: Box<dyn Strategy + Send + 'a>,
    seed: u64,
    times: Vec<f64>,
}

impl FaultyInstance<'_> {
    fn faults(&self, at: f64, one_in: u64) -> bool {
        self.seed != 0 && Dice(self.seed ^ at.to_bits()).one_in(one_in)
    }
}

impl StrategyFactory for Faulty<'_> {
    fn description(&self) -> &Description {
        self.0.description()
    }
    fn instantiate(&self) -> Result<Box<dyn Strategy + Send + '_>, Fault> {
        Ok(Box::new(FaultyInstance { inner: self.0.instantiate()?, seed: self.1, times: Vec::new() }))
    }
}

fn trap(call: &'static str) -> Fault {
    Fault::Trap { call, detail: "as it was told".into() }
}

impl Strategy for FaultyInstance<'_> {
    fn description(&self) -> &Description {
        self.inner.description()
    }
    fn configure(&mut self, values: &[f64]) -> Result<(), Fault> {
        self.inner.configure(values)
    }
    fn reset(&mut self) -> Result<(), Fault> {
        self.inner.reset()
    }
    fn begin_slot(&mut self, market: &Market, continues: bool) -> Result<(), Fault> {
        match self.faults(market.start.0 as f64 + market.series.asset().len() as f64, 6) {
            true => Err(trap("begin-slot")),
            false => self.inner.begin_slot(market, continues),
        }
    }
    fn load(&mut self, rows: u32, columns: &[f64]) -> Result<(), Fault> {
        self.times = columns[..rows as usize].to_vec();
        self.inner.load(rows, columns)
    }
    fn next(
        &mut self,
        from: u32,
        until: u32,
        account: &AccountView,
        muted: Muted,
        decisions: &mut Vec<Decision>,
    ) -> Result<Option<u32>, Fault> {
        for row in from..until {
            if self.faults(self.times[row as usize], 25) {
                return Err(trap("next"));
            }
            if let Some(row) = self.inner.next(row, row + 1, account, muted, decisions)? {
                return Ok(Some(row));
            }
        }
        Ok(None)
    }
    fn explain(&mut self, row: u32, account: &AccountView) -> Result<Vec<f64>, Fault> {
        self.inner.explain(row, account)
    }
    fn save(&mut self) -> Result<Vec<u8>, Fault> {
        self.inner.save()
    }
    fn restore(&mut self, state: &[u8]) -> Result<Result<(), String>, Fault> {
        self.inner.restore(state)
    }
}

fn assert_same(a: &Run, b: &Run) {
    let (a, b) = (format!("{a:#?}"), format!("{b:#?}"));
    if a != b {
        let line = a.lines().zip(b.lines()).position(|(a, b)| a != b).unwrap_or(0);
        let near =
            |text: &str| text.lines().skip(line.saturating_sub(12)).take(24).collect::<Vec<_>>().join("\n");
        panic!("live and backtest differ at line {line}:\n{}\n--- against ---\n{}", near(&a), near(&b));
    }
}

/// One random case: markets, strategy (every third reads cash or equity, every fourth faults), settings, manner.
fn case(seed: u64) -> (Vec<SlotTicks>, Script, u64, Settings, Manner) {
    let mut dice = Dice(seed);
    let ticks = markets(&mut dice);
    let linked = seed.is_multiple_of(3);
    let script = strategy(&mut dice, linked);
    let mut settings = settings(&mut dice);
    if dice.one_in(2) {
        let guard = &mut settings.guard;
        guard.max_exposure_usdc = dice.pick(&[None, Some("20")]).map(|v| v.parse().unwrap());
        guard.max_open_orders = dice.pick(&[None, Some(2)]);
        guard.max_entries_per_minute = dice.pick(&[None, Some(4)]);
        guard.max_daily_loss = dice.pick(&[None, Some("3")]).map(|v| v.parse().unwrap());
        guard.max_drawdown = dice.pick(&[None, Some("5")]).map(|v| v.parse().unwrap());
        guard.max_spread = dice.pick(&[None, None, None, Some("0.01")]).map(|v| v.parse().unwrap());
    }
    // A winner told after its payout can be spent would be cash a backtest has and nobody else can have; equity with what
    // a slot pays before anyone knows it, likewise.
    let whole_account = linked || settings.guard.crosses_markets();
    let latest = i64::from(settings.payout_ms);
    let manner = Manner {
        winner_after_ms: (!whole_account && dice.one_in(2)).then(|| dice.below(1 + latest as u64) as i64),
        batch: dice.pick(&[1, 1, 5, 40]),
        saved_every: dice.pick(&[1, 3, 1_000]),
        announced_ms: dice.pick(&[0, 30_000, 2_000_000]),
    };
    let faults = if seed.is_multiple_of(4) { dice.roll() | 1 } else { 0 };
    (ticks, script, faults, settings, manner)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_session_makes_the_record_of_a_backtest(seed: u64) {
        let (ticks, script, faults, settings, manner) = case(seed);
        let factory = Faulty(&script, faults);
        let source = Memory::of(ticks.clone());
        // A fault while scanning ahead is known by the row at which the call began; row by row, by its own.
        let exact = Settings { tick_by_tick: faults != 0, ..settings.clone() };
        let expected = backtest(&source, &factory, &[], &exact, &Sequential, &Control::default()).unwrap();
        assert_same(&live(&ticks, &factory, &settings, manner), &expected);
    }
}

/// The cases above are worth something only if they contain what can go wrong.
#[test]
fn the_random_cases_cover_sessions() {
    let mut seen = BTreeMap::<String, u32>::new();
    for seed in 0..300 {
        let (ticks, script, faults, settings, manner) = case(seed);
        let run = live(&ticks, &Faulty(&script, faults), &settings, manner);
        let late = manner.winner_after_ms.is_some_and(|ms| ms > 0) && !run.trades.is_empty();
        let mut what: Vec<String> = run.denials.keys().map(|code| format!("denied {code}")).collect();
        what.extend(run.faults.iter().map(|f| format!("fault {}", f.fault)));
        what.extend(run.trades.iter().map(|t| format!("trade {:?}", t.exit_reason)));
        what.extend(late.then(|| "late winner".to_owned()));
        for what in what {
            *seen.entry(what).or_default() += 1;
        }
    }
    for what in [
        "denied insufficient_cash",
        "denied exposure",
        "denied open_orders",
        "denied order_rate",
        "denied drawdown",
        "denied spread",
        "fault trap in `next`: as it was told",
        "fault trap in `begin-slot`: as it was told",
        "trade Settlement",
        "trade StopLoss",
        "trade Unresolved",
        "late winner",
    ] {
        assert!(seen.get(what).is_some_and(|n| *n >= 5), "{what} is too rare in {seen:#?}");
    }
}

/// A column a strategy may read live is the column a backtest shows it.
#[test]
fn a_live_row_has_every_column() {
    let ticks = markets(&mut Dice(1)).remove(0);
    let rows = LiveRow::all(ticks.clone());
    let mut prepared = ticks;
    prepared.prepare(Column::ALL.iter().copied().collect());
    for (i, row) in rows.iter().enumerate() {
        for column in Column::ALL {
            let (live, stored) = (row.value(*column), prepared.column(*column)[i]);
            assert_eq!(live.to_bits(), stored.to_bits(), "{column}");
        }
    }
}
