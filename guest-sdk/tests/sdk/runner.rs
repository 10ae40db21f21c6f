//! What the columnar loop promises, whatever the strategy: muted only filters, batches do not matter, saving and
//! explaining change nothing.
use craftstrat_model::{AccountView, Action, Muted};
use craftstrat_sdk::prelude::*;
use craftstrat_sdk::{Decision, Misuse, Runner, indicators::Ema};
use proptest::prelude::{Just, ProptestConfig, prop, prop_assert_eq, prop_oneof, proptest};
use proptest::strategy::Strategy as Generator;

columns! { struct Book { mid_up, spread_up } }
parameters! { struct Dials { length: 5.0 in 1.0..=50.0, level: 0.5 in 0.0..=1.0 step 0.1 } }
nodes! { enum Node { Average = "average", Count = "count" } }

/// Decides often, in all directions, from state that rows and the account move.
#[derive(Clone, Default, Serialize, Deserialize)]
#[serde(default)]
struct Busy {
    average: Ema,
    count: u32,
}

impl Strategy for Busy {
    type Columns = Book;
    type Parameters = Dials;
    type Nodes = Node;
    const NAME: &'static str = "Busy";
    const VERSION: &'static str = "1";
    const READS: AccountReads =
        AccountReads { position: true, orders: false, trades: true, cash: false, equity: false };

    fn on_row(&mut self, now: &Now<'_, Self>, actions: &mut Actions) {
        let average = self.average.update(now.sampled(now.row.mid_up), now.parameters.length);
        actions.explain(Node::Average, average);
        actions.explain(Node::Count, self.count);
        if now.row.mid_up > average {
            actions.buy(Up, Size::Usdc(1.0 + f64::from(self.count))).because(Node::Average);
            self.count += 1;
        }
        if now.row.mid_up > now.parameters.level {
            actions.buy(Down, Size::Shares(5.0)).limit(0.3);
        }
        if now.account.position(Up).is_some_and(|p| p.pnl_pct(now.row.mid_up) > 0.0) {
            actions.close(Up);
        }
        if now.row.spread_up > 0.05 {
            actions.cancel(Down).because(Node::Count);
        }
        assert!(now.account.cash().is_nan(), "undeclared account values must not leak");
    }
}

#[derive(Clone, Debug)]
struct Rows(Vec<[f64; 3]>);

impl Rows {
    /// Column-major, as the host hands them over: the two columns and `sample`.
    fn columns(&self, from: usize, until: usize) -> Vec<f64> {
        (0..3).flat_map(|c| self.0[from..until].iter().map(move |r| r[c])).collect()
    }
}

fn rows() -> impl Generator<Value = Rows> {
    let value = prop_oneof![4 => 0.0..1.0, 1 => Just(f64::NAN), 1 => Just(f64::INFINITY)];
    let row = (value, -0.1..0.2, prop_oneof![Just(0.0), Just(1.0)]).prop_map(|(a, b, s)| [a, b, s]);
    prop::collection::vec(row, 1..60).prop_map(Rows)
}

fn held() -> AccountView {
    AccountView {
        shares: [3.0, 0.0],
        average_cost: [0.4, f64::NAN],
        trades: 2,
        cash: 5.0,
        ..AccountView::FLAT
    }
}

fn bits(values: &[f64]) -> Vec<u64> {
    values.iter().map(|v| v.to_bits()).collect()
}

fn started() -> Runner<Busy> {
    let mut runner = Runner::default();
    runner.configure(&[4.0, 0.6]).unwrap();
    runner.reset();
    runner.begin_slot(0.0, 900_000.0, false);
    runner
}

/// All decisions, by row, with `muted`, loading `batch` rows at a time; saved and restored between loads.
fn run(rows: &Rows, batch: usize, muted: Muted) -> Vec<(usize, Vec<Decision>)> {
    let mut runner = started();
    let mut fired = Vec::new();
    for from in (0..rows.0.len()).step_by(batch) {
        let until = (from + batch).min(rows.0.len());
        let saved = runner.save().unwrap();
        runner = started();
        runner.restore(&saved).unwrap();
        runner.load((until - from) as u32, rows.columns(from, until)).unwrap();
        let (mut at, end) = (0, (until - from) as u32);
        while at < end {
            let before = runner.save().unwrap();
            let shown = bits(&runner.explain(at, &held()).unwrap());
            assert_eq!(shown, bits(&runner.explain(at, &held()).unwrap()), "explaining twice shows the same");
            assert_eq!(before, runner.save().unwrap(), "explaining changes nothing");
            match runner.next(at, end, &held(), muted).unwrap() {
                Some(row) => {
                    fired.push((from + row as usize, runner.decisions().to_vec()));
                    at = row + 1;
                }
                None => at = end,
            }
        }
    }
    fired
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn batches_and_recovery_do_not_matter(rows in rows(), batch in 1_usize..20) {
        prop_assert_eq!(run(&rows, rows.0.len(), Muted::NONE), run(&rows, batch, Muted::NONE));
    }

    #[test]
    fn muted_only_filters(rows in rows(), bits in 0_u32..256) {
        let muted = Muted::from_bits(bits);
        let mut expected = run(&rows, rows.0.len(), Muted::NONE);
        for (_, decisions) in &mut expected {
            decisions.retain(|d| !muted.contains(Action(d.signal, d.outcome)));
        }
        expected.retain(|(_, decisions)| !decisions.is_empty());
        prop_assert_eq!(run(&rows, rows.0.len(), muted), expected);
    }

    #[test]
    fn rows_between_samples_leave_averages_alone(rows in rows()) {
        let averages = |rows: &Rows| {
            let mut runner = started();
            let mut averages = Vec::new();
            for row in 0..rows.0.len() {
                runner.load(1, rows.columns(row, row + 1)).unwrap();
                if rows.0[row][2] != 0.0 {
                    averages.push(runner.explain(0, &held()).unwrap()[0].to_bits());
                }
                runner.next(0, 1, &held(), Muted::ALL).unwrap();
            }
            averages
        };
        let samples = Rows(rows.0.iter().copied().filter(|r| r[2] != 0.0).collect());
        prop_assert_eq!(averages(&rows), averages(&samples));
    }
}

#[test]
fn what_the_contract_forbids_is_refused() {
    let check =
        |result: Result<(), Misuse>, sentence: &'static str| assert_eq!(result, Err(Misuse(sentence)));
    let mut runner = started();
    check(runner.configure(&[1.0]), "configure: wrong number of parameters");
    check(runner.configure(&[0.0, 0.5]), "configure: parameter outside its bounds");
    check(runner.configure(&[f64::NAN, 0.5]), "configure: parameter outside its bounds");
    check(runner.load(2, vec![0.0; 5]), "load: the columns do not have the declared shape");
    runner.load(2, vec![0.0; 6]).unwrap();
    let none = Muted::NONE;
    check(runner.next(1, 2, &held(), none).map(|_| ()), "next: rows are consumed once and in order");
    check(runner.next(0, 3, &held(), none).map(|_| ()), "next: rows that were not loaded");
    check(runner.explain(1, &held()).map(|_| ()), "explain: not the next row");
    runner.next(0, 1, &held(), none).unwrap();
    check(runner.next(0, 1, &held(), none).map(|_| ()), "next: rows are consumed once and in order");
}

/// Ten decisions a row; the state says how many rows it has seen in how many slots.
macro_rules! carrier {
    ($name:ident $carries:literal) => {
        #[derive(Clone, Default, Serialize, Deserialize)]
        #[serde(default)]
        struct $name {
            seen: u32,
            slots: u32,
        }

        impl Strategy for $name {
            type Columns = Book;
            type Parameters = ();
            type Nodes = NoNodes;
            const NAME: &'static str = "Carrier";
            const VERSION: &'static str = "1";
            const CARRIES_STATE: bool = $carries;

            fn begin_slot(&mut self, _: &Slot, (): &()) {
                self.slots += 1;
            }

            fn on_row(&mut self, _: &Now<'_, Self>, actions: &mut Actions) {
                self.seen += 1;
                for n in 0..10 {
                    // Refining a decision that is dropped must be as harmless as refining one that counts.
                    let size = Size::Usdc(f64::from(self.seen * 100 + n));
                    actions.buy(Up, size).limit(0.01 + f64::from(n) / 100.0);
                }
            }
        }

        impl Seen for $name {
            fn seen(&self) -> (u32, u32) {
                (self.seen, self.slots)
            }
        }
    };
}

trait Seen {
    fn seen(&self) -> (u32, u32);
}

carrier!(Carrier true);
carrier!(Forgetter false);

#[test]
fn eight_decisions_count() {
    let mut runner = Runner::<Forgetter>::default();
    runner.begin_slot(0.0, 1.0, false);
    runner.load(1, vec![1.0; 3]).unwrap();
    assert_eq!(runner.next(0, 1, &AccountView::FLAT, Muted::NONE), Ok(Some(0)));
    let sizes: Vec<f64> = runner.decisions().iter().map(|d| d.size).collect();
    assert_eq!(sizes, [100.0, 101.0, 102.0, 103.0, 104.0, 105.0, 106.0, 107.0]);
    assert_eq!(runner.dropped(), 2);
}

#[test]
fn state_carries_over_only_when_declared_and_continued() {
    fn seen<S: Strategy + Seen>(continues: bool) -> (u32, u32) {
        let mut runner = Runner::<S>::default();
        runner.begin_slot(0.0, 1.0, false);
        runner.load(1, vec![1.0; 3]).unwrap();
        runner.next(0, 1, &AccountView::FLAT, Muted::NONE).unwrap();
        runner.begin_slot(1.0, 2.0, continues);
        runner.strategy().seen()
    }
    assert_eq!(seen::<Carrier>(true), (1, 2));
    assert_eq!(seen::<Carrier>(false), (0, 1));
    assert_eq!(seen::<Forgetter>(true), (0, 1));
}
