//! What documents become: every node type, every operator.

use super::{graph, listing, program, rule};
use craftstrat_compiler::ir::Op;
use craftstrat_compiler::{fields, lower};
use craftstrat_model::Column;
use expect_test::{Expect, expect};

pub(super) fn check(json: &str, expected: Expect) {
    expected.assert_eq(&listing(&program(json)));
}

const ACTION: &str = "act action {\"signal\":\"buy\",\"outcome\":\"UP\",\"size_usdc\":5}";

/// A graph in which a truth called `x` leads to the action.
fn truth(nodes: &str, edges: &str) -> String {
    graph(&format!("{nodes}\n{ACTION}"), &format!("{edges}, x act"))
}

/// A graph in which a number called `x` is compared and leads to the action.
pub(super) fn number(nodes: &str, edges: &str) -> String {
    truth(
        &format!("{}\nx comparator {{\"operator\":\">\",\"value\":0.5}}", nodes.replace("x ", "y ")),
        &format!("{}, y x", edges.replace(" x", " y")),
    )
}

#[test]
fn every_operator_lowers() {
    let operators =
        [">", ">=", "<", "<=", "==", "!=", "gt", "gte", "lt", "lte", "eq", "ne", "=", "<>", "≥", "≤", "≠"];
    let mut out = String::new();
    for operator in operators {
        let program =
            program(&rule(&format!(r#"{{"indicator":"mid_up","operator":"{operator}","value":0.5}}"#)));
        let op =
            program.nodes.iter().find(|n| matches!(n.op, Op::Compare(..))).map(|n| format!("{:?}", n.op));
        out.push_str(&format!("{operator} {}\n", op.unwrap_or_default()));
    }
    expect![[r#"
        > Compare(Gt, 0, 1)
        >= Compare(Ge, 0, 1)
        < Compare(Lt, 0, 1)
        <= Compare(Le, 0, 1)
        == Compare(Eq, 0, 1)
        != Compare(Ne, 0, 1)
        gt Compare(Gt, 0, 1)
        gte Compare(Ge, 0, 1)
        lt Compare(Lt, 0, 1)
        lte Compare(Le, 0, 1)
        eq Compare(Eq, 0, 1)
        ne Compare(Ne, 0, 1)
        = Compare(Eq, 0, 1)
        <> Compare(Ne, 0, 1)
        ≥ Compare(Ge, 0, 1)
        ≤ Compare(Le, 0, 1)
        ≠ Compare(Ne, 0, 1)
    "#]]
    .assert_eq(&out);
}

#[test]
fn ranges_and_crossings_lower() {
    check(
        &rule(r#"{"indicator":"mid_up","operator":"between","value":[0.1,{"field":"mid_down"}]}"#),
        expect![[r#"
        0 [column mid_up] Column(MidUp)
        1 [constant 0.1] Const(0.1)
        2 [column mid_down] Column(MidDown)
        3 [group/0/rule/0#1] Compare(Ge, 0, 1)
        4 [group/0/rule/0#2] Compare(Le, 0, 2)
        5 [group/0/rule/0#3] And([3, 4])
        6 [constant 50.0] Const(50.0)
        ActionNode { when: 5, signal: Buy, outcome: Up, size_mode: Usdc, size: 6, kelly_fraction: 1.0, order_type: Market, price: None, explained: 3 }
        explained group/0/rule/0=5 group/0/rule/0/left=0 group/0=5 action/0=5
        warm-up 0
    "#]],
    );
    check(
        &rule(r#"{"indicator":"mid_up","operator":"outside","value":[0.1,0.4]}"#),
        expect![[r#"
        0 [column mid_up] Column(MidUp)
        1 [constant 0.1] Const(0.1)
        2 [constant 0.4] Const(0.4)
        3 [group/0/rule/0#1] Compare(Ge, 0, 1)
        4 [group/0/rule/0#2] Compare(Le, 0, 2)
        5 [group/0/rule/0#3] And([3, 4])
        6 [group/0/rule/0#4] Not(5)
        7 [constant 50.0] Const(50.0)
        ActionNode { when: 6, signal: Buy, outcome: Up, size_mode: Usdc, size: 7, kelly_fraction: 1.0, order_type: Market, price: None, explained: 3 }
        explained group/0/rule/0=6 group/0/rule/0/left=0 group/0=6 action/0=6
        warm-up 0
    "#]],
    );
    check(
        &rule(
            r#"{"indicator":"EMA","period":5,"field":"mid_up","operator":"cross_above","value":{"indicator":"SMA","period":9,"field":"mid_up"}}"#,
        ),
        expect![[r#"
            0 [column mid_up] Column(MidUp)
            1 [constant 0.3333333333333333] Const(0.3333333333333333)
            2 [group/0/rule/0#1] Ema(Memory { clock: Sample, scope: Slot }, 0, 1)
            3 [constant 9.0] Const(9.0)
            4 [group/0/rule/0#2] Window { memory: Memory { clock: Sample, scope: Slot }, x: 0, n: 3, capacity: 9, reduce: Mean }
            5 [group/0/rule/0#3] Cross(Memory { clock: Sample, scope: Slot }, 2, 4)
            6 [constant 50.0] Const(50.0)
            ActionNode { when: 5, signal: Buy, outcome: Up, size_mode: Usdc, size: 6, kelly_fraction: 1.0, order_type: Market, price: None, explained: 3 }
            explained group/0/rule/0=5 group/0/rule/0/left=2 group/0=5 action/0=5
            warm-up 0
        "#]],
    );
    check(
        &rule(r#"{"indicator":"mid_up","operator":"cross_below","per":"row","value":0.5}"#),
        expect![[r#"
        0 [column mid_up] Column(MidUp)
        1 [constant 0.5] Const(0.5)
        2 [group/0/rule/0#1] Cross(Memory { clock: Row, scope: Slot }, 1, 0)
        3 [constant 50.0] Const(50.0)
        ActionNode { when: 2, signal: Buy, outcome: Up, size_mode: Usdc, size: 3, kelly_fraction: 1.0, order_type: Market, price: None, explained: 3 }
        explained group/0/rule/0=2 group/0/rule/0/left=0 group/0=2 action/0=2
        warm-up 0
    "#]],
    );
    check(
        &truth("x indicator {\"fn\":\"cross_above\",\"field\":\"mid_up\",\"value\":0.5}", ""),
        expect![[r#"
        0 [column mid_up] Column(MidUp)
        1 [constant 0.5] Const(0.5)
        2 [x#1] Cross(Memory { clock: Sample, scope: Slot }, 0, 1)
        3 [constant 5.0] Const(5.0)
        ActionNode { when: 2, signal: Buy, outcome: Up, size_mode: Usdc, size: 3, kelly_fraction: 1.0, order_type: Market, price: None, explained: 2 }
        explained x=2 x/left=0 act=2
        warm-up 0
    "#]],
    );
}

#[test]
fn groups_nest_and_are_explained() {
    let json = r#"{"mode":"form","name":"Nested","conditions":[
        {"type":"OR","rules":[
            {"field":"mid_up","operator":">","value":0.7},
            {"type":"AND","rules":[{"indicator":"position_up","operator":"==","value":0},{"indicator":"seconds_to_close","operator":"<","value":60}]}]},
        {"rules":[{"indicator":"distance_to_price_to_beat","operator":">","value":0}]}],
        "actions":[{"signal":"buy","outcome":"UP","size_usdc":5},{"signal":"close","outcome":"DOWN"}]}"#;
    check(
        json,
        expect![[r#"
        0 [column mid_up] Column(MidUp)
        1 [constant 0.7] Const(0.7)
        2 [group/0/rule/0#1] Compare(Gt, 0, 1)
        3 [account Shares(Up)] Account(Shares(Up))
        4 [constant 0.0] Const(0.0)
        5 [group/0/rule/1/rule/0#1] Compare(Eq, 3, 4)
        6 [column seconds_to_close] Column(SecondsToClose)
        7 [constant 60.0] Const(60.0)
        8 [group/0/rule/1/rule/1#1] Compare(Lt, 6, 7)
        9 [group/0/rule/1#1] And([5, 8])
        10 [group/0#1] Or([2, 9])
        11 [column settlement_price] Column(SettlementPrice)
        12 [column price_to_beat] Column(PriceToBeat)
        13 [group/1/rule/0#1] Binary(Sub, 11, 12)
        14 [group/1/rule/0#2] Compare(Gt, 13, 4)
        15 [constant 5.0] Const(5.0)
        16 [action/0#1] And([10, 14])
        ActionNode { when: 16, signal: Buy, outcome: Up, size_mode: Usdc, size: 15, kelly_fraction: 1.0, order_type: Market, price: None, explained: 11 }
        ActionNode { when: 16, signal: Close, outcome: Down, size_mode: Usdc, size: 4, kelly_fraction: 1.0, order_type: Market, price: None, explained: 12 }
        explained group/0/rule/0=2 group/0/rule/0/left=0 group/0/rule/1/rule/0=5 group/0/rule/1/rule/0/left=3 group/0/rule/1/rule/1=8 group/0/rule/1/rule/1/left=6 group/0/rule/1=9 group/0=10 group/1/rule/0=14 group/1/rule/0/left=13 group/1=14 action/0=16 action/1=16
        warm-up 0
    "#]],
    );
}

#[test]
fn every_math_operator_lowers() {
    let pair = "a input {\"field\":\"bid_up\"}\nb input {\"field\":\"ask_up\"}\n";
    let mut out = String::new();
    for operator in ["add", "subtract", "multiply", "divide", "min", "max"] {
        let json = number(&format!("{pair}x math {{\"operator\":\"{operator}\"}}"), "a x, b x");
        let program = program(&json);
        let found: Vec<String> =
            program.nodes.iter().filter(|n| n.key.starts_with('y')).map(|n| format!("{:?}", n.op)).collect();
        out.push_str(&format!("{operator} {}\n", found.join(" ")));
    }
    for operator in ["abs", "neg", "sqrt", "ln", "exp", "floor", "ceil"] {
        let json = number(
            &format!("a input {{\"field\":\"spread_up\"}}\nx math {{\"operator\":\"{operator}\"}}"),
            "a x",
        );
        let program = program(&json);
        let found: Vec<String> =
            program.nodes.iter().filter(|n| n.key.starts_with('y')).map(|n| format!("{:?}", n.op)).collect();
        out.push_str(&format!("{operator} {}\n", found.join(" ")));
    }
    expect![[r#"
        add Binary(Add, 0, 1)
        subtract Binary(Sub, 0, 1)
        multiply Binary(Mul, 0, 1)
        divide Binary(Div, 0, 1)
        min Binary(Min, 0, 1)
        max Binary(Max, 0, 1)
        abs Unary(Abs, 0)
        neg Unary(Neg, 0)
        sqrt Unary(Sqrt, 0)
        ln Unary(Ln, 0)
        exp Unary(Exp, 0)
        floor Unary(Floor, 0)
        ceil Unary(Ceil, 0)
    "#]]
    .assert_eq(&out);
    // Operands are taken in the order of the edges; a port overrides it.
    check(
        &number(&format!("{pair}x math {{\"operator\":\"subtract\"}}"), "b x, a x"),
        expect![[r#"
        0 [column bid_up] Column(BidUp)
        1 [column ask_up] Column(AskUp)
        2 [y#1] Binary(Sub, 1, 0)
        3 [constant 0.5] Const(0.5)
        4 [x#1] Compare(Gt, 2, 3)
        5 [constant 5.0] Const(5.0)
        ActionNode { when: 4, signal: Buy, outcome: Up, size_mode: Usdc, size: 5, kelly_fraction: 1.0, order_type: Market, price: None, explained: 4 }
        explained a=0 b=1 y=2 x=4 act=4
        warm-up 0
    "#]],
    );
    check(
        &number(&format!("{pair}x math {{\"operator\":\"divide\"}}"), "b x b, a x"),
        expect![[r#"
        0 [column bid_up] Column(BidUp)
        1 [column ask_up] Column(AskUp)
        2 [y#1] Binary(Div, 0, 1)
        3 [constant 0.5] Const(0.5)
        4 [x#1] Compare(Gt, 2, 3)
        5 [constant 5.0] Const(5.0)
        ActionNode { when: 4, signal: Buy, outcome: Up, size_mode: Usdc, size: 5, kelly_fraction: 1.0, order_type: Market, price: None, explained: 4 }
        explained a=0 b=1 y=2 x=4 act=4
        warm-up 0
    "#]],
    );
    check(
        &number(&format!("{pair}x math {{\"operator\":\"add\",\"value\":1}}"), "b x, a x"),
        expect![[r#"
        0 [column bid_up] Column(BidUp)
        1 [column ask_up] Column(AskUp)
        2 [y#1] Binary(Add, 1, 0)
        3 [constant 1.0] Const(1.0)
        4 [y#2] Binary(Add, 2, 3)
        5 [constant 0.5] Const(0.5)
        6 [x#1] Compare(Gt, 4, 5)
        7 [constant 5.0] Const(5.0)
        ActionNode { when: 6, signal: Buy, outcome: Up, size_mode: Usdc, size: 7, kelly_fraction: 1.0, order_type: Market, price: None, explained: 4 }
        explained a=0 b=1 y=4 x=6 act=6
        warm-up 0
    "#]],
    );
    check(
        &number(&format!("{pair}x math {{\"operator\":\"clamp\",\"max\":0.9}}"), "b x, a x min"),
        expect![[r#"
        0 [column bid_up] Column(BidUp)
        1 [column ask_up] Column(AskUp)
        2 [constant 0.9] Const(0.9)
        3 [y#1] Binary(Max, 1, 0)
        4 [y#2] Binary(Min, 3, 2)
        5 [constant 0.5] Const(0.5)
        6 [x#1] Compare(Gt, 4, 5)
        7 [constant 5.0] Const(5.0)
        ActionNode { when: 6, signal: Buy, outcome: Up, size_mode: Usdc, size: 7, kelly_fraction: 1.0, order_type: Market, price: None, explained: 4 }
        explained a=0 b=1 y=4 x=6 act=6
        warm-up 0
    "#]],
    );
}

#[test]
fn every_logic_operator_lowers() {
    let two = "m input {\"field\":\"mid_up\"}\na comparator {\"operator\":\">\",\"value\":0.5}\nb comparator {\"operator\":\"<\",\"value\":0.7}\n";
    let logic = |data: &str| truth(&format!("{two}x logic {{{data}}}"), "m a, m b, a x, b x");
    check(
        &logic("\"operator\":\"AND\""),
        expect![[r#"
        0 [column mid_up] Column(MidUp)
        1 [constant 0.5] Const(0.5)
        2 [a#1] Compare(Gt, 0, 1)
        3 [constant 0.7] Const(0.7)
        4 [b#1] Compare(Lt, 0, 3)
        5 [x#1] And([2, 4])
        6 [constant 5.0] Const(5.0)
        ActionNode { when: 5, signal: Buy, outcome: Up, size_mode: Usdc, size: 6, kelly_fraction: 1.0, order_type: Market, price: None, explained: 4 }
        explained m=0 a=2 b=4 x=5 act=5
        warm-up 0
    "#]],
    );
    check(
        &logic("\"operator\":\"or\""),
        expect![[r#"
        0 [column mid_up] Column(MidUp)
        1 [constant 0.5] Const(0.5)
        2 [a#1] Compare(Gt, 0, 1)
        3 [constant 0.7] Const(0.7)
        4 [b#1] Compare(Lt, 0, 3)
        5 [x#1] Or([2, 4])
        6 [constant 5.0] Const(5.0)
        ActionNode { when: 5, signal: Buy, outcome: Up, size_mode: Usdc, size: 6, kelly_fraction: 1.0, order_type: Market, price: None, explained: 4 }
        explained m=0 a=2 b=4 x=5 act=5
        warm-up 0
    "#]],
    );
    check(
        &logic("\"operator\":\"XOR\""),
        expect![[r#"
        0 [column mid_up] Column(MidUp)
        1 [constant 0.5] Const(0.5)
        2 [a#1] Compare(Gt, 0, 1)
        3 [constant 0.7] Const(0.7)
        4 [b#1] Compare(Lt, 0, 3)
        5 [x#1] Xor(2, 4)
        6 [constant 5.0] Const(5.0)
        ActionNode { when: 5, signal: Buy, outcome: Up, size_mode: Usdc, size: 6, kelly_fraction: 1.0, order_type: Market, price: None, explained: 4 }
        explained m=0 a=2 b=4 x=5 act=5
        warm-up 0
    "#]],
    );
    check(
        &logic("\"operator\":\"hysteresis\",\"per\":\"row\""),
        expect![[r#"
        0 [column mid_up] Column(MidUp)
        1 [constant 0.5] Const(0.5)
        2 [a#1] Compare(Gt, 0, 1)
        3 [constant 0.7] Const(0.7)
        4 [b#1] Compare(Lt, 0, 3)
        5 [x#1] Latch(Memory { clock: Row, scope: Slot }, 2, 4)
        6 [constant 5.0] Const(5.0)
        ActionNode { when: 5, signal: Buy, outcome: Up, size_mode: Usdc, size: 6, kelly_fraction: 1.0, order_type: Market, price: None, explained: 4 }
        explained m=0 a=2 b=4 x=5 act=5
        warm-up 0
    "#]],
    );
    let one = |data: &str| truth(&format!("{two}x logic {{{data}}}"), "m a, a x");
    check(
        &one("\"operator\":\"NOT\""),
        expect![[r#"
        0 [column mid_up] Column(MidUp)
        1 [constant 0.5] Const(0.5)
        2 [a#1] Compare(Gt, 0, 1)
        3 [x#1] Not(2)
        4 [constant 5.0] Const(5.0)
        ActionNode { when: 3, signal: Buy, outcome: Up, size_mode: Usdc, size: 4, kelly_fraction: 1.0, order_type: Market, price: None, explained: 3 }
        explained m=0 a=2 x=3 act=3
        warm-up 0
    "#]],
    );
    check(
        &one("\"operator\":\"cool_down\",\"seconds\":30"),
        expect![[r#"
        0 [column mid_up] Column(MidUp)
        1 [constant 0.5] Const(0.5)
        2 [a#1] Compare(Gt, 0, 1)
        3 [constant 30.0] Const(30.0)
        4 [x#1] CoolDown(Memory { clock: Sample, scope: Slot }, 2, 3)
        5 [constant 5.0] Const(5.0)
        ActionNode { when: 4, signal: Buy, outcome: Up, size_mode: Usdc, size: 5, kelly_fraction: 1.0, order_type: Market, price: None, explained: 3 }
        explained m=0 a=2 x=4 act=4
        warm-up 0
    "#]],
    );
    check(
        &one("\"operator\":\"once_per_slot\""),
        expect![[r#"
        0 [column mid_up] Column(MidUp)
        1 [constant 0.5] Const(0.5)
        2 [a#1] Compare(Gt, 0, 1)
        3 [x#1] Once(Memory { clock: Sample, scope: Slot }, 2)
        4 [constant 5.0] Const(5.0)
        ActionNode { when: 3, signal: Buy, outcome: Up, size_mode: Usdc, size: 4, kelly_fraction: 1.0, order_type: Market, price: None, explained: 3 }
        explained m=0 a=2 x=3 act=3
        warm-up 0
    "#]],
    );
    let band = |on: f64, off: f64| {
        truth(
            &format!(
                "m input {{\"field\":\"mid_up\"}}\nx logic {{\"operator\":\"hysteresis\",\"on\":{on},\"off\":{off}}}"
            ),
            "m x",
        )
    };
    check(
        &band(0.6, 0.5),
        expect![[r#"
        0 [column mid_up] Column(MidUp)
        1 [constant 0.6] Const(0.6)
        2 [constant 0.5] Const(0.5)
        3 [x#1] Compare(Ge, 0, 1)
        4 [x#2] Compare(Le, 0, 2)
        5 [x#3] Latch(Memory { clock: Sample, scope: Slot }, 3, 4)
        6 [constant 5.0] Const(5.0)
        ActionNode { when: 5, signal: Buy, outcome: Up, size_mode: Usdc, size: 6, kelly_fraction: 1.0, order_type: Market, price: None, explained: 2 }
        explained m=0 x=5 act=5
        warm-up 0
    "#]],
    );
    check(
        &band(0.4, 0.5),
        expect![[r#"
        0 [column mid_up] Column(MidUp)
        1 [constant 0.4] Const(0.4)
        2 [constant 0.5] Const(0.5)
        3 [x#1] Compare(Le, 0, 1)
        4 [x#2] Compare(Ge, 0, 2)
        5 [x#3] Latch(Memory { clock: Sample, scope: Slot }, 3, 4)
        6 [constant 5.0] Const(5.0)
        ActionNode { when: 5, signal: Buy, outcome: Up, size_mode: Usdc, size: 6, kelly_fraction: 1.0, order_type: Market, price: None, explained: 2 }
        explained m=0 x=5 act=5
        warm-up 0
    "#]],
    );
}

#[test]
fn every_field_lowers() {
    let names = Column::ALL.iter().map(|c| c.name());
    let names = names.chain(fields::ACCOUNT_FIELDS.iter().chain(fields::SLOT_FIELDS).map(|f| f.name));
    for name in names {
        let json = rule(&format!(r#"{{"indicator":"{name}","operator":"!=","value":0.123}}"#));
        assert_eq!(program(&json).explained.len(), 4, "{name}");
    }
    for (kind, specs) in [("account", fields::ACCOUNT_FIELDS), ("slot", fields::SLOT_FIELDS)] {
        for spec in specs {
            let json = number(&format!("x {kind} {{\"field\":\"{}\"}}", spec.name), "");
            assert!(lower(&json).is_ok(), "{kind} {}", spec.name);
            assert!(!spec.doc.is_empty() && !spec.unit.is_empty());
        }
    }
    check(
        &rule(r#"{"indicator":"seconds_held","operator":">","value":5}"#),
        expect![[r#"
        0 [constant 1000000000000000.0] Const(1000000000000000.0)
        1 [account OpenedAt(Up)] Account(OpenedAt(Up))
        2 [group/0/rule/0#1] OrElse(1, 0)
        3 [account OpenedAt(Down)] Account(OpenedAt(Down))
        4 [group/0/rule/0#2] OrElse(3, 0)
        5 [group/0/rule/0#3] Compare(Le, 2, 4)
        6 [column captured_at] Column(CapturedAt)
        7 [group/0/rule/0#4] Binary(Sub, 6, 1)
        8 [constant 1000.0] Const(1000.0)
        9 [group/0/rule/0#5] Binary(Div, 7, 8)
        10 [group/0/rule/0#6] Binary(Sub, 6, 3)
        11 [group/0/rule/0#7] Binary(Div, 10, 8)
        12 [group/0/rule/0#8] Select(5, 9, 11)
        13 [constant 5.0] Const(5.0)
        14 [group/0/rule/0#9] Compare(Gt, 12, 13)
        15 [constant 50.0] Const(50.0)
        ActionNode { when: 14, signal: Buy, outcome: Up, size_mode: Usdc, size: 15, kelly_fraction: 1.0, order_type: Market, price: None, explained: 3 }
        explained group/0/rule/0=14 group/0/rule/0/left=12 group/0=14 action/0=14
        warm-up 0
    "#]],
    );
    check(
        &rule(r#"{"indicator":"position_pnl_pct_down","operator":">","value":5}"#),
        expect![[r#"
        0 [column bid_down] Column(BidDown)
        1 [account AverageCost(Down)] Account(AverageCost(Down))
        2 [group/0/rule/0#1] Binary(Div, 0, 1)
        3 [constant 1.0] Const(1.0)
        4 [constant 100.0] Const(100.0)
        5 [group/0/rule/0#2] Binary(Sub, 2, 3)
        6 [group/0/rule/0#3] Binary(Mul, 4, 5)
        7 [constant 5.0] Const(5.0)
        8 [group/0/rule/0#4] Compare(Gt, 6, 7)
        9 [constant 50.0] Const(50.0)
        ActionNode { when: 8, signal: Buy, outcome: Up, size_mode: Usdc, size: 9, kelly_fraction: 1.0, order_type: Market, price: None, explained: 3 }
        explained group/0/rule/0=8 group/0/rule/0/left=6 group/0=8 action/0=8
        warm-up 0
    "#]],
    );
}
