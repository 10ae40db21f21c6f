//! The example documents, and design.md's two shapes to the letter.

use super::{listing, problems, program};
use craftstrat_compiler::columns;
use expect_test::{Expect, expect};
use std::path::{Path, PathBuf};

fn directory() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../examples/documents")
}

/// Every example document by name.
pub(super) fn all() -> Vec<(String, String)> {
    let mut found: Vec<(String, String)> = std::fs::read_dir(directory())
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|e| e == "json"))
        .map(|path| {
            (path.file_name().unwrap().to_string_lossy().into_owned(), std::fs::read_to_string(path).unwrap())
        })
        .collect();
    found.sort();
    found
}

fn read(name: &str) -> String {
    std::fs::read_to_string(directory().join(name)).unwrap()
}

fn check_listing(name: &str, expected: Expect) {
    expected.assert_eq(&listing(&program(&read(name))));
}

#[test]
fn every_example_compiles_and_only_the_unconnected_ema_is_warned_of() {
    let all = all();
    assert!(all.len() >= 6, "{}", all.len());
    let said: String = all.iter().map(|(name, json)| format!("{name}\n{}", problems(json))).collect();
    expect![[r#"
        design_form.form.json
        design_graph.graph.json
        warning[unused] /nodes/2: Nothing depends on the indicator `n3`, so it is not computed. Fix: connect it to what leads to an action, or remove it
        ema_momentum.graph.json
        late_favourite.form.json
        price_to_beat.form.json
        spread_capture.graph.json
    "#]].assert_eq(&said);
}

#[test]
fn the_form_of_the_design_lowers() {
    check_listing(
        "design_form.form.json",
        expect![[r#"
        0 [column abs_move_pct] Column(AbsMovePct)
        1 [constant 3.0] Const(3.0)
        2 [group/0/rule/0#1] Compare(Gt, 0, 1)
        3 [column pct_into_slot] Column(PctIntoSlot)
        4 [constant 0.1] Const(0.1)
        5 [constant 0.4] Const(0.4)
        6 [group/0/rule/1#1] Compare(Ge, 3, 4)
        7 [group/0/rule/1#2] Compare(Le, 3, 5)
        8 [group/0/rule/1#3] And([6, 7])
        9 [column spread_up] Column(SpreadUp)
        10 [constant 0.05] Const(0.05)
        11 [group/0/rule/2#1] Compare(Lt, 9, 10)
        12 [group/0#1] And([2, 8, 11])
        13 [constant 50.0] Const(50.0)
        ActionNode { when: 12, signal: Buy, outcome: Up, size_mode: Usdc, size: 13, kelly_fraction: 1.0, order_type: Market, price: None, explained: 7 }
        explained group/0/rule/0=2 group/0/rule/0/left=0 group/0/rule/1=8 group/0/rule/1/left=3 group/0/rule/2=11 group/0/rule/2/left=9 group/0=12 action/0=12
        warm-up 0
    "#]],
    );
}

#[test]
fn the_graph_of_the_design_lowers() {
    check_listing(
        "design_graph.graph.json",
        expect![[r#"
        0 [column abs_move_pct] Column(AbsMovePct)
        1 [column pct_into_slot] Column(PctIntoSlot)
        2 [constant 3.0] Const(3.0)
        3 [n4#1] Compare(Gt, 0, 2)
        4 [constant 0.1] Const(0.1)
        5 [constant 0.3] Const(0.3)
        6 [n5#1] Compare(Ge, 1, 4)
        7 [n5#2] Compare(Le, 1, 5)
        8 [n5#3] And([6, 7])
        9 [n6#1] And([3, 8])
        10 [constant 50.0] Const(50.0)
        ActionNode { when: 9, signal: Buy, outcome: Up, size_mode: Usdc, size: 10, kelly_fraction: 1.0, order_type: Market, price: None, explained: 5 }
        explained n1=0 n2=1 n4=3 n5=8 n6=9 n7=9
        warm-up 0
    "#]],
    );
}

#[test]
fn examples_say_which_columns_they_need() {
    let said: String = all()
        .iter()
        .map(|(name, json)| {
            let needs = columns(&program(json)).iter().map(|c| c.name()).collect::<Vec<_>>();
            format!("{name}: {}\n", needs.join(" "))
        })
        .collect();
    expect![[r#"
        design_form.form.json: pct_into_slot spread_up abs_move_pct
        design_graph.graph.json: pct_into_slot abs_move_pct
        ema_momentum.graph.json: seconds_to_close spread_up mid_up
        late_favourite.form.json: pct_into_slot ask_up spread_up mid_up size_ratio_up
        price_to_beat.form.json: pct_into_slot ask_up settlement_price dir_move_pct
        spread_capture.graph.json: seconds_to_close bid_up ask_up spread_up mid_up
    "#]]
    .assert_eq(&said);
}
