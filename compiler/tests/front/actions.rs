//! What actions, risk sections, parameters and settings become, and what is shared between nodes.

use super::lowering::{check, number};
use super::{form, graph, listing, program, rule};
use craftstrat_compiler::ir::{Clock, Op};
use craftstrat_model::column::Scope;
use craftstrat_model::{OrderType, Risk, SizeMode};
use expect_test::expect;

#[test]
fn every_kind_of_action_lowers() {
    let cheap = r#"{"indicator":"ask_up","operator":"<","value":0.5}"#;
    let mut out = String::new();
    for action in [
        r#"{"signal":"buy","outcome":"UP","size_usdc":50}"#,
        r#"{"signal":"buy","outcome":"down","size_mode":"usdc","size":50,"order_type":"limit","price":0.4}"#,
        r#"{"signal":"buy","outcome":"DOWN","size_mode":"shares","size":20,"price":0.6}"#,
        r#"{"signal":"buy","outcome":"UP","size_mode":"equity_pct","size":5}"#,
        r#"{"signal":"buy","outcome":"UP","size_mode":"kelly","size":0.65}"#,
        r#"{"signal":"buy","outcome":"UP","size_mode":"kelly","size":0.65,"kelly_fraction":0.5}"#,
        r#"{"signal":"sell","outcome":"UP","size_mode":"shares","size":5,"order_type":"stoploss","price":0.3}"#,
        r#"{"signal":"sell","outcome":"UP","size_usdc":5,"order_type":"takeprofit","price":0.9}"#,
        r#"{"signal":"close","outcome":"UP","order_type":"stop_loss","price":0.3}"#,
        r#"{"signal":"close","outcome":"UP"}"#,
        r#"{"signal":"cancel","outcome":"DOWN"}"#,
        r#"{"signal":"buy","outcome":"UP","size_usdc":50,"once_per_slot":true,"cool_down_s":30,"max_open_entries":2}"#,
    ] {
        let program = program(&form(cheap, action, "{}"));
        let a = &program.actions[0];
        let op = |r: u32| format!("{:?}", program.nodes[r as usize].op);
        out.push_str(&format!(
            "{:?} {:?} {:?} {} kelly {} {:?} price {} when {} entries {:?}\n",
            a.signal,
            a.outcome,
            a.size_mode,
            op(a.size),
            a.kelly_fraction,
            a.order_type,
            a.price.map_or("-".to_owned(), op),
            op(a.when),
            program.risk.max_open_entries
        ));
    }
    expect![[r#"
        Buy Up Usdc Const(50.0) kelly 1 Market price - when Compare(Lt, 0, 1) entries None
        Buy Down Usdc Const(50.0) kelly 1 Limit price Const(0.4) when Compare(Lt, 0, 1) entries None
        Buy Down Shares Const(20.0) kelly 1 Market price Const(0.6) when Compare(Lt, 0, 1) entries None
        Buy Up EquityFraction Const(0.05) kelly 1 Market price - when Compare(Lt, 0, 1) entries None
        Buy Up KellyProbability Const(0.65) kelly 0.25 Market price - when Compare(Lt, 0, 1) entries None
        Buy Up KellyProbability Const(0.65) kelly 0.5 Market price - when Compare(Lt, 0, 1) entries None
        Sell Up Shares Const(5.0) kelly 1 StopLoss price Const(0.3) when Compare(Lt, 0, 1) entries None
        Sell Up Usdc Const(5.0) kelly 1 TakeProfit price Const(0.9) when Compare(Lt, 0, 1) entries None
        Close Up Usdc Const(0.0) kelly 1 StopLoss price Const(0.3) when Compare(Lt, 0, 1) entries None
        Close Up Usdc Const(0.0) kelly 1 Market price - when Compare(Lt, 0, 1) entries None
        Cancel Down Usdc Const(0.0) kelly 1 Market price - when Compare(Lt, 0, 1) entries None
        Buy Up Usdc Const(50.0) kelly 1 Market price - when CoolDown(Memory { clock: Row, scope: Slot }, 4, 5) entries Some(2)
    "#]].assert_eq(&out);
}

#[test]
fn sizes_and_prices_from_edges_are_guarded() {
    let nodes = "m input {\"field\":\"mid_up\"}
        p input {\"field\":\"bid_up\"}
        d constant {\"value\":0.01}
        q math {\"operator\":\"subtract\"}
        c comparator {\"operator\":\">\",\"value\":0.5}
        act action {\"signal\":\"buy\",\"outcome\":\"UP\",\"size_mode\":\"kelly\",\"order_type\":\"limit\"}";
    let program = program(&graph(nodes, "m c, c act, m act size, p q, d q, q act price"));
    assert_eq!(program.actions[0].order_type, OrderType::Limit);
    assert_eq!(program.actions[0].size_mode, SizeMode::KellyProbability);
    expect![[r#"
        0 [column mid_up] Column(MidUp)
        1 [column bid_up] Column(BidUp)
        2 [constant 0.01] Const(0.01)
        3 [q#1] Binary(Sub, 1, 2)
        4 [constant 0.5] Const(0.5)
        5 [c#1] Compare(Gt, 0, 4)
        6 [constant 0.0] Const(0.0)
        7 [constant 1.0] Const(1.0)
        8 [act#1] Compare(Gt, 0, 6)
        9 [act#2] Compare(Lt, 0, 7)
        10 [act#3] Compare(Gt, 3, 6)
        11 [act#4] Compare(Lt, 3, 7)
        12 [act#5] And([5, 8, 9, 10, 11])
        ActionNode { when: 12, signal: Buy, outcome: Up, size_mode: KellyProbability, size: 0, kelly_fraction: 0.25, order_type: Limit, price: Some(3), explained: 5 }
        explained m=0 p=1 d=2 q=3 c=5 act=12
        warm-up 0
    "#]].assert_eq(&listing(&program));
}

#[test]
fn the_whole_risk_section_is_read() {
    let risk = r#"{"stoploss_pct":30,"take_profit_pct":80,"max_position_usdc":200,"max_trades_per_slot":1,"cool_down_s":5,"max_open_entries":2}"#;
    let cheap = r#"{"indicator":"ask_up","operator":"<","value":0.5}"#;
    let program = program(&form(cheap, r#"{"signal":"buy","outcome":"UP","size_usdc":50}"#, risk));
    let expected = Risk {
        stop_loss_pct: Some(30.0),
        take_profit_pct: Some(80.0),
        max_position_usdc: Some(200.0),
        max_trades_per_slot: Some(1),
        cool_down_s: Some(5.0),
        max_open_entries: Some(2),
    };
    assert_eq!(program.risk, expected);
}

#[test]
fn state_is_series_scoped_only_when_every_source_is() {
    let scope = |field: &str| {
        let json = rule(&format!(
            r#"{{"indicator":"EMA","period":20,"field":"{field}","operator":">","value":0.5}}"#
        ));
        let program = program(&json);
        let memory = program.nodes.iter().find_map(|n| n.op.memory()).unwrap();
        (memory.scope, program.warm_up_rows)
    };
    assert_eq!(scope("chainlink_price"), (Scope::Series, 70));
    assert_eq!(scope("settlement_price").0, Scope::Series);
    assert_eq!(scope("mid_up"), (Scope::Slot, 0));
    assert_eq!(scope("dir_move_pct").0, Scope::Slot);
    assert_eq!(scope("distance_to_price_to_beat").0, Scope::Slot);
    let mixed = number(
        "a input {\"field\":\"chainlink_price\"}\nb input {\"field\":\"mid_up\"}\nm math {\"operator\":\"multiply\"}\nx indicator {\"fn\":\"SMA\",\"period\":5}",
        "a m, b m, m x",
    );
    assert_eq!(program(&mixed).nodes.iter().find_map(|n| n.op.memory()).unwrap().scope, Scope::Slot);
}

#[test]
fn per_row_changes_the_clock() {
    let clock = |per: &str| {
        let json = rule(&format!(
            r#"{{"indicator":"EMA","period":20,"field":"mid_up","per":"{per}","operator":">","value":0.5}}"#
        ));
        program(&json).nodes.iter().find_map(|n| n.op.memory()).unwrap().clock
    };
    assert_eq!(clock("row"), Clock::Row);
    assert_eq!(clock("sample"), Clock::Sample);
}

#[test]
fn settings_can_be_parameters() {
    let json = r#"{"mode":"form","parameters":[{"name":"n","default":20,"min":5,"max":50.5,"step":5},{"name":"size","default":10,"min":1,"max":100}],
        "conditions":[{"rules":[{"indicator":"SMA","period":{"parameter":"n"},"field":"mid_up","operator":">","value":0.5}]}],
        "action":{"signal":"buy","outcome":"UP","size_usdc":{"parameter":"size"}}}"#;
    check(
        json,
        expect![[r#"
        0 [column mid_up] Column(MidUp)
        1 [parameter n] Param(0)
        2 [group/0/rule/0#1] Unary(Floor, 1)
        3 [group/0/rule/0#2] Window { memory: Memory { clock: Sample, scope: Slot }, x: 0, n: 2, capacity: 50, reduce: Mean }
        4 [constant 0.5] Const(0.5)
        5 [group/0/rule/0#3] Compare(Gt, 3, 4)
        6 [parameter size] Param(1)
        ActionNode { when: 5, signal: Buy, outcome: Up, size_mode: Usdc, size: 6, kelly_fraction: 1.0, order_type: Market, price: None, explained: 3 }
        explained group/0/rule/0=5 group/0/rule/0/left=3 group/0=5 action/0=5
        warm-up 0
    "#]],
    );
}

#[test]
fn the_same_computation_is_one_node_and_keys_do_not_move() {
    let ema = r#"{"indicator":"EMA","period":20,"field":"mid_up","operator":">","value":0.5}"#;
    let above = r#"{"indicator":"EMA","period":20,"field":"mid_up","operator":"<","value":0.9}"#;
    let rsi = r#"{"indicator":"RSI","field":"mid_up","operator":"<","value":70}"#;
    let buy = r#"{"signal":"buy","outcome":"UP","size_usdc":50}"#;
    let emas = |json: &str| program(json).nodes.iter().filter(|n| matches!(n.op, Op::Ema(..))).count();
    assert_eq!(emas(&form(&format!("{ema},{above}"), buy, "{}")), 1);
    let keys = |json: &str| -> Vec<String> {
        program(json).nodes.into_iter().filter(|n| n.key.contains("rule/1")).map(|n| n.key).collect()
    };
    // What rule 1 shares with rule 0 does not change how rule 1 names the rest.
    let other = ema.replace("20", "21");
    assert_eq!(
        keys(&form(&format!("{ema},{rsi}"), buy, "{}")),
        keys(&form(&format!("{other},{rsi}"), buy, "{}"))
    );
}

#[test]
fn outputs_of_an_indicator_are_chosen_by_data_or_by_edge() {
    let by_data = number("x indicator {\"fn\":\"BOLLINGER\",\"field\":\"mid_up\",\"output\":\"upper\"}", "");
    let nodes = "x indicator {\"fn\":\"BOLLINGER\",\"field\":\"mid_up\"}
        c comparator {\"operator\":\">\",\"value\":0.5}
        act action {\"signal\":\"buy\",\"outcome\":\"UP\",\"size_usdc\":5}";
    let by_edge = graph(nodes, "x c a upper, c act");
    let ops = |json: &str| -> Vec<String> {
        let program = program(json);
        let mut ops: Vec<String> = program
            .nodes
            .iter()
            .map(|n| format!("{:?}", n.op).split('(').next().unwrap().to_owned())
            .collect();
        ops.sort();
        ops
    };
    assert_eq!(ops(&by_data), ops(&by_edge));
}
