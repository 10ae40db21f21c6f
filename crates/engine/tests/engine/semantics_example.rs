//! The worked example of docs/SEMANTICS.md, number for number.

use crate::support::*;
use craftstrat_engine::Settings;
use craftstrat_model::{Outcome::Up, Risk, Winner};
use expect_test::expect;

#[test]
fn the_worked_example() {
    let book = "
         60000 | 0.53x80  | 0.55x40 0.56x100 | 0.44x100 | 0.47x80
         61000 | 0.54x80  | 0.55x40 0.56x100 | 0.44x100 | 0.46x80
         62000 | 0.53x80  | 0.55x40 0.56x100 | 0.44x100 | 0.47x80
         90000 | 0.40x60  | 0.42x100         | 0.58x100 | 0.60x60
         91000 | 0.38x60  | 0.40x100         | 0.60x100 | 0.62x60
         92000 | 0.37x200 | 0.39x100         | 0.61x100 | 0.63x200
         93000 | 0.37x200 | 0.39x100         | 0.61x100 | 0.63x200";
    let source = Memory::of(vec![table(market("btc", 0, Some(Winner::Up)), book)]);
    let risk = Risk { stop_loss_pct: Some(30.0), max_trades_per_slot: Some(1), ..Risk::default() };
    let script = Script::new(&[], |row, _| if row.ms() <= 62_000 { vec![buy(Up, 50.0)] } else { Vec::new() });
    let run = run(&source, &script.risk(risk), &Settings::default());
    expect![[r#"
        order 0.0 Buy UP $50 to 0.57 at 60000: Filled at 61000, 90 sh for 50 (Strategy)
          fill at 61000: 40 sh x 0.55 = 22 fee 0.693 Taker
          fill at 61000: 50 sh x 0.56 = 28 fee 0.8624 Taker
        order 0.1 Sell UP 90 sh to 0.38 at 90000: PartiallyFilled at 91000, 60 sh for 22.8 (StopLoss)
          fill at 91000: 60 sh x 0.38 = 22.8 fee 0.98952 Taker
        order 0.2 Sell UP 30 sh to 0.35 at 91000: Filled at 92000, 30 sh for 11.1 (StopLoss)
          fill at 92000: 30 sh x 0.37 = 11.1 fee 0.48951 Taker
        trade UP 90 sh 0.555556 -> 0.376667 from 61000 to 92000: cost 50 proceeds 33.9 fees 3.03443 pnl -19.13443 best -19.13443 (StopLoss, 1 entries)
        equity at 0: 1000 exposed 0
        equity at 60000: 1000 exposed 51.64503
        equity at 61000: 998.4446 exposed 50
        equity at 91000: 986.921747 exposed 16.666667
        equity at 92000: 980.86557 exposed 0
        final 980.86557 to 980.86557
    "#]]
    .assert_eq(&events(&run));
    // The same on every machine; a change of rules or encoding shows here.
    expect!["f0129bfaa32e7991e3636134b87b9de4549df4cc3a1c1b01477af393afa996e4"].assert_eq(&run.digest);
}
