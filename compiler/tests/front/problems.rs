//! Problems, word for word: path, code, sentence, fix. Everything wrong with a document is said at once.

use super::{form, graph, problems, rule};
use craftstrat_compiler::problem::code;
use expect_test::{Expect, expect};

/// Problems of several documents, in order.
fn check(documents: &[String], expected: Expect) {
    let said: String = documents.iter().map(|d| format!("{}---\n", problems(d))).collect();
    expected.assert_eq(&said);
}

const BUY: &str = r#"{"signal":"buy","outcome":"UP","size_usdc":50}"#;
const CHEAP: &str = r#"{"indicator":"ask_up","operator":"<","value":0.5}"#;

#[test]
fn everything_wrong_is_said_at_once() {
    let document = r#"{"mode":"form","schema_version":2,"conditons":[],
        "conditions":[{"type":"NAND","rules":[
            {"indicator":"abs_move","operator":">","value":3},
            {"indicator":"spread_up","operater":"<","value":0.05},
            {"indicator":"EMA","period":0,"field":"mid_upp","operator":"=>","value":"0.5"},
            {"indicator":"winner","operator":"==","value":1}]}],
        "action":{"signal":"by","outcome":"UP","size_usd":50},
        "risk":{"stop_loss":30,"take_profit_pct":-5,"max_trades_per_slot":1.5}}"#;
    check(
        &[document.to_owned()],
        expect![[r#"
            error[unsupported_version] /schema_version: This document is written for version 2 of the format; this compiler reads 1.
            error[out_of_range] /risk/take_profit_pct: -5 is outside 0.01 to 1000000.
            error[out_of_range] /risk/max_trades_per_slot: 1.5 is not a whole number.
            error[unknown_field] /risk/stop_loss: The field `stop_loss` means nothing here. Fix: did you mean "stop_loss_pct"?
            error[unknown_name] /conditions/0/type: There is no way to join rules `NAND`. Fix: did you mean "AND"?
            error[unknown_name] /conditions/0/rules/0/indicator: There is no field or indicator `abs_move`. Fix: did you mean "abs_move_pct"?
            error[missing_field] /conditions/0/rules/1: The field `operator` is missing: for example ">". Fix: rename `operater` to `operator`
            error[unknown_field] /conditions/0/rules/1/operater: The field `operater` means nothing here. Fix: did you mean "operator"?
            error[out_of_range] /conditions/0/rules/2/period: 0 does not fit: it must be a whole number from 1 to 99999.
            error[unknown_name] /conditions/0/rules/2/field: There is no field `mid_upp`. Fix: did you mean "mid_up"?
            error[unknown_name] /conditions/0/rules/2/operator: There is no operator `=>`. Fix: did you mean ">="?
            error[settlement_data] /conditions/0/rules/3/indicator: `winner` is known only after the slot and can never be an input.
            error[unknown_name] /action/signal: There is no signal `by`. Fix: did you mean "buy"?
            error[unknown_field] /action/size_usd: The field `size_usd` means nothing here. Fix: did you mean "size_usdc"?
            error[unknown_field] /conditons: The field `conditons` means nothing here. Fix: did you mean "conditions"?
            ---
        "#]],
    );
}

#[test]
fn names_that_do_not_exist_are_corrected() {
    check(
        &[
            rule(r#"{"indicator":"mid_pu","operator":"<","value":0.5}"#),
            rule(r#"{"indicator":"emma","period":5,"field":"mid_up","operator":"<","value":0.5}"#),
            rule(r#"{"indicator":"mid_up","operator":"betwen","value":[0,0.5]}"#),
            rule(r#"{"indicator":"cross_above","operator":">","value":0.5}"#),
            rule(r#"{"indicator":"symbol","operator":"==","value":0.5}"#),
            rule(r#"{"indicator":"end_price","operator":">","value":0.5}"#),
            rule(r#"{"indicator":"MACD","field":"mid_up","output":"histo","operator":">","value":0}"#),
            rule(r#"{"indicator":"mid_up","operator":">","value":{"parameter":"level"}}"#),
            graph(
                "a inptu {\"field\":\"mid_up\"}\nb math {\"operator\":\"pow\"}\nc logic {\"operator\":\"NAND\"}",
                "",
            ),
            graph(
                "a account {\"field\":\"mid_up\"}\nb slot {\"field\":\"cash\"}\nc indicator {\"fn\":\"mid_up\"}",
                "",
            ),
        ],
        expect![[r#"
            error[unknown_name] /conditions/0/rules/0/indicator: There is no field or indicator `mid_pu`. Fix: did you mean "mid_up"?
            ---
            error[unknown_name] /conditions/0/rules/0/indicator: There is no field or indicator `emma`. Fix: did you mean "EMA"?
            ---
            error[unknown_name] /conditions/0/rules/0/operator: There is no operator `betwen`. Fix: did you mean "between"?
            ---
            error[unknown_name] /conditions/0/rules/0/indicator: `cross_above` is an operator, not an indicator. Fix: write "operator": "cross_above" and name the series in "indicator"
            ---
            error[unknown_name] /conditions/0/rules/0/indicator: `symbol` is a text; rules compare numbers. Choose the series when you run the strategy.
            ---
            error[settlement_data] /conditions/0/rules/0/indicator: `end_price` is known only after the slot and can never be an input.
            ---
            error[unknown_name] /conditions/0/rules/0/output: MACD has no output `histo`. Fix: use one of: line, signal, histogram
            ---
            error[unknown_parameter] /conditions/0/rules/0/value/parameter: The parameter `level` is not declared. Fix: declare it in the document's `parameters`
            ---
            error[unknown_name] /nodes/0/type: There is no node type `inptu`. Fix: did you mean "input"?
            error[unknown_name] /nodes/1/data/operator: There is no math operator `pow`. Fix: use one of: add, subtract, multiply, divide, min, max, abs, neg, clamp, sqrt, ln, exp, floor, ceil
            error[unknown_name] /nodes/2/data/operator: There is no logic operator `NAND`. Fix: did you mean "AND"?
            error[no_action] /nodes: The graph has no action. Fix: add a node of type "action" and connect a condition to it
            ---
            error[unknown_name] /nodes/0/data/field: There is no account field `mid_up`. Fix: use a node of type "input" for it
            error[unknown_name] /nodes/1/data/field: There is no slot field `cash`. Fix: use a node of type "input" for it
            error[unknown_name] /nodes/2/data/fn: There is no indicator `mid_up`. Fix: use a node of type "input" for a field
            error[no_action] /nodes: The graph has no action. Fix: add a node of type "action" and connect a condition to it
            ---
        "#]],
    );
}

#[test]
fn values_of_the_wrong_shape_are_refused() {
    check(
        &[
            rule(r#"{"indicator":"mid_up","operator":">","value":"0.5"}"#),
            rule(r#"{"indicator":"mid_up","operator":">","value":"ask_up"}"#),
            rule(r#"{"indicator":"mid_up","operator":">","value":[0.1,0.2]}"#),
            rule(r#"{"indicator":"mid_up","operator":"between","value":0.1}"#),
            rule(r#"{"indicator":"mid_up","operator":"between","value":[0.4,0.1]}"#),
            rule(r#"{"indicator":"mid_up","operator":"between","value":[0.4,0.1,0.2]}"#),
            rule(r#"{"indicator":"mid_up","operator":">","value":true}"#),
            rule(r#"{"indicator":"mid_up","operator":">","value":null}"#),
            rule(r#"{"indicator":"mid_up","operator":">","value":1e300}"#),
            rule(r#"{"indicator":"EMA","period":2.5,"field":"mid_up","operator":">","value":0.5}"#),
            rule(r#"{"indicator":"SMA","period":100000,"field":"mid_up","operator":">","value":0.5}"#),
            rule(r#"{"indicator":"EMA","field":"mid_up","operator":">","value":0.5}"#),
            rule(r#"{"indicator":"EMA","period":5,"operator":">","value":0.5}"#),
            rule(r#"{"indicator":"mid_up","indicator":"mid_down","operator":">","value":0.5}"#),
        ],
        expect![[r#"
            error[wrong_type] /conditions/0/rules/0/value: This must be a number, not a text. Fix: remove the quotation marks: 0.5
            ---
            error[wrong_type] /conditions/0/rules/0/value: This must be a number, not a text. Fix: write {"field": "ask_up"}
            ---
            error[wrong_type] /conditions/0/rules/0/value: This operator compares with one number, not with a list. Fix: use "between" or "outside" for a range, or give one number
            ---
            error[wrong_type] /conditions/0/rules/0/value: A range must be a list of two numbers, not a number. Fix: write the two ends, for example [0.1, 0.4]
            ---
            error[out_of_range] /conditions/0/rules/0/value: The range from 0.4 to 0.1 is empty. Fix: write [0.1, 0.4]
            ---
            error[wrong_type] /conditions/0/rules/0/value: A range has two ends; this list has 3 items.
            ---
            error[wrong_type] /conditions/0/rules/0/value: This must be a number, not true or false.
            ---
            error[missing_field] /conditions/0/rules/0: The field `value` is missing: what to compare with.
            ---
            error[out_of_range] /conditions/0/rules/0/value: 1e300 is not a sensible number here; at most 1e12 is accepted.
            ---
            error[out_of_range] /conditions/0/rules/0/period: 2.5 does not fit: it must be a whole number from 1 to 99999.
            ---
            error[out_of_range] /conditions/0/rules/0/period: 100000 does not fit: it must be a whole number from 1 to 99999.
            ---
            error[missing_field] /conditions/0/rules/0: The field `period` is missing: the number of samples of EMA.
            ---
            error[missing_field] /conditions/0/rules/0: The field `field` is missing: what EMA is computed from, for example "mid_up".
            ---
            error[duplicate] /conditions/0/rules/0/indicator: The field `indicator` is written twice.
            ---
        "#]],
    );
}

#[test]
fn actions_are_checked() {
    let action = |action: &str| form(CHEAP, action, "{}");
    check(
        &[
            action(r#"{"signal":"buy","outcome":"UP"}"#),
            action(r#"{"signal":"sell","outcome":"UP","size_mode":"kelly","size":0.6}"#),
            action(r#"{"signal":"buy","outcome":"UP","size_usdc":50,"order_type":"stoploss","price":0.4}"#),
            action(r#"{"signal":"buy","outcome":"UP","size_usdc":50,"order_type":"limit"}"#),
            action(r#"{"signal":"buy","outcome":"UP","size_usdc":50,"order_type":"limit","price":60}"#),
            action(r#"{"signal":"buy","outcome":"UP","size_usdc":0}"#),
            action(r#"{"signal":"buy","outcome":"UP","size_usdc":-5}"#),
            action(r#"{"signal":"buy","outcome":"UP","size_mode":"equity_pct","size":150}"#),
            action(r#"{"signal":"buy","outcome":"UP","size_mode":"kelly","size":1}"#),
            action(r#"{"signal":"buy","outcome":"UP","size_mode":"shares","size_usdc":5}"#),
            action(r#"{"signal":"buy","outcome":"UP","size":5,"size_usdc":5}"#),
            action(r#"{"signal":"close","outcome":"UP","size_usdc":5}"#),
            action(r#"{"signal":"cancel","outcome":"UP","order_type":"limit","price":0.5}"#),
            action(r#"{"signal":"buy","outcome":"YES","size_usdc":5}"#),
            form(
                CHEAP,
                r#"{"signal":"buy","outcome":"UP","size_usdc":5,"max_open_entries":2}"#,
                r#"{"max_open_entries":3}"#,
            ),
        ],
        expect![[r#"
            error[missing_input] /action: The action `action/0` has no size. Fix: give it `size_usdc` or `size`; to sell everything use "close"
            ---
            error[conflict] /action: Kelly says how much to buy; it cannot size a sale. Fix: use "close" without a size to sell everything, or the size mode "shares"
            ---
            error[conflict] /action: A stop loss or take profit sells what is held; it cannot buy. Fix: use "sell" or "close" as the signal, or "market" or "limit" as the order type
            ---
            error[missing_input] /action: The action `action/0` needs a price for its order type. Fix: give it a `price` between 0 and 1
            ---
            error[out_of_range] /action/price: 60 does not fit: it must be more than 0 and less than 1.
            ---
            error[out_of_range] /action/size_usdc: 0 does not fit: it must be from 0.000001 to 1000000000.
            ---
            error[out_of_range] /action/size_usdc: -5 does not fit: it must be from 0.000001 to 1000000000.
            ---
            error[out_of_range] /action/size: 150 does not fit: it must be from 0.0001 to 100.
            ---
            error[out_of_range] /action/size: 1 does not fit: it must be more than 0 and less than 1.
            ---
            error[conflict] /action/size_usdc: `size_usdc` belongs to the size mode "fixed". Fix: write it as `size`, in the unit of the size mode
            ---
            error[conflict] /action/size: `size_usdc` and `size` mean the same; only one of them can be given. Fix: remove `size`
            ---
            warning[ignored] /action: The size is ignored: close sells every share, cancel cancels every resting order. Fix: remove the size
            ---
            error[conflict] /action: Cancelling has no order type. Fix: remove `order_type`
            ---
            error[unknown_name] /action/outcome: There is no outcome `YES`. Fix: use one of: UP, DOWN
            ---
            error[conflict] /action: This action allows 2 open entries, another part of the document 3; there is one limit per strategy. Fix: write `max_open_entries` once, in the risk section
            ---
        "#]],
    );
}

#[test]
fn graphs_are_checked() {
    let input = "n1 input {\"field\":\"mid_up\"}\n";
    let action = "act action {\"signal\":\"buy\",\"outcome\":\"UP\",\"size_usdc\":5}\n";
    let above = "n2 comparator {\"operator\":\">\",\"value\":0.5}\n";
    let case = |nodes: &str, edges: &str| graph(&format!("{input}{above}{action}{nodes}"), edges);
    check(
        &[
            case("", "n1 n2, n2 act, n9 n2, act n1"),
            case("", "n1 act"),
            case("", "n1 n2, n2 n2, n2 act"),
            case("", "n2 act"),
            case("", "n1 n2"),
            case("n1 constant {\"value\":1}", "n1 n2, n2 act"),
            case("n3 comparator {\"operator\":\">\"}\n", "n1 n2, n1 n3, n3 act"),
            case("n3 logic {\"operator\":\"NOT\"}\n", "n1 n2, n2 n3, n2 n3, n3 act"),
            case("n3 math {\"operator\":\"add\"}\n", "n1 n2, n2 n3, n3 act size"),
            case("n3 logic {\"operator\":\"hysteresis\",\"on\":0.5,\"off\":0.5}\n", "n1 n2, n2 act"),
            case("n3 logic {\"operator\":\"latch\"}\n", "n1 n2, n2 n3 sett, n2 n3 reset, n3 act"),
            case("n3 indicator {\"fn\":\"EMA\",\"period\":3}\n", "n1 n2, n2 act, n1 n3"),
            case(
                "n3 indicator {\"fn\":\"MACD\"}\nn4 comparator {\"operator\":\">\",\"value\":0}",
                "n1 n3, n3 n4 a signl, n4 act, n1 n2, n2 act",
            ),
            graph(input, ""),
            graph("", ""),
            r#"{"mode":"node"}"#.to_owned(),
        ],
        expect![[r#"
            error[unknown_node] /edges/2/source: There is no node `n9`. Fix: did you mean "n1"?
            error[cycle] /edges/3: These nodes depend on themselves: `n1` -> `n2` -> `act` -> `n1`. Fix: remove the edge `act` -> `n1` that closes the cycle
            error[too_many_inputs] /edges/3: `n1` is a node of type input, which takes no input. Fix: remove this edge
            ---
            error[kind_mismatch] /edges/0: `n1` gives a number, but the port `when` of `act` takes a condition. Fix: put a comparator in between, or name the port: "targetHandle": "size" or "price"
            warning[unused] /nodes/1: Nothing depends on the comparator `n2`, so it is not computed. Fix: connect it to what leads to an action, or remove it
            ---
            error[cycle] /edges/1: These nodes depend on themselves: `n2` -> `n2`. Fix: remove the edge `n2` -> `n2` that closes the cycle
            error[too_many_inputs] /edges/1: The comparator `n2` takes 1 inputs beside what its data says. Fix: remove `value` to compare two inputs, or remove this edge
            ---
            error[missing_input] /nodes/1: `n2` needs an input at its port `a`. Fix: connect one
            warning[unused] /nodes/0: Nothing depends on the input `n1`, so it is not computed. Fix: connect it to what leads to an action, or remove it
            ---
            error[missing_input] /nodes/2: Nothing says when the action `act` is taken. Fix: connect a comparator or logic node to it
            warning[unused] /nodes/0: Nothing depends on the input `n1`, so it is not computed. Fix: connect it to what leads to an action, or remove it
            warning[unused] /nodes/1: Nothing depends on the comparator `n2`, so it is not computed. Fix: connect it to what leads to an action, or remove it
            ---
            error[duplicate] /nodes/3/id: Another node has the id `n1` already.
            ---
            error[missing_input] /nodes/3: The comparator `n3` has nothing to compare with. Fix: give it a `value`, or connect a second input
            warning[unused] /nodes/1: Nothing depends on the comparator `n2`, so it is not computed. Fix: connect it to what leads to an action, or remove it
            ---
            error[too_many_inputs] /edges/2: `n3` takes 1 inputs and has more. Fix: remove this edge
            ---
            error[too_many_inputs] /edges/2: The data of `act` give its size, or it needs none. Fix: remove this edge, or the size in the data
            error[missing_input] /nodes/3: `n3` has 1 of at least 2 inputs. Fix: connect more inputs
            ---
            error[conflict] /nodes/3/data: `on` and `off` must differ, and parameters must not let one pass the other: on above off switches on when the number rises, on below off when it falls.
            ---
            error[unknown_port] /edges/1: `n3` has no port `sett`. Fix: did you mean "set"?
            ---
            warning[unused] /nodes/3: Nothing depends on the indicator `n3`, so it is not computed. Fix: connect it to what leads to an action, or remove it
            ---
            error[unknown_name] /edges/1: MACD has no output `signl`. Fix: use one of: line, signal, histogram
            ---
            error[no_action] /nodes: The graph has no action. Fix: add a node of type "action" and connect a condition to it
            ---
            error[no_action] /nodes: The graph has no action. Fix: add a node of type "action" and connect a condition to it
            ---
            error[missing_field] document: The field `nodes` is missing: the nodes of the graph.
            ---
        "#]],
    );
}

#[test]
fn a_cycle_is_named_with_the_edge_that_closes_it() {
    let nodes = "in input {\"field\":\"mid_up\"}
        n1 math {\"operator\":\"add\"}
        n2 math {\"operator\":\"neg\"}
        n3 math {\"operator\":\"abs\"}
        n4 comparator {\"operator\":\">\",\"value\":0.5}
        n5 action {\"signal\":\"buy\",\"outcome\":\"UP\",\"size_usdc\":5}";
    check(
        &[graph(nodes, "in n1, n3 n1, n1 n2, n2 n3, n3 n4, n4 n5")],
        expect![[r#"
        error[cycle] /edges/1: These nodes depend on themselves: `n1` -> `n2` -> `n3` -> `n1`. Fix: remove the edge `n3` -> `n1` that closes the cycle
        ---
    "#]],
    );
}

#[test]
fn unknown_fields_are_errors_and_layout_is_not() {
    check(
        &[
            r#"{"mode":"node","viewport":{"zoom":1},"nodes":[
                {"id":"a","type":"input","position":{"x":1},"selected":false,"data":{"field":"mid_up","label":"mid","perid":3}},
                {"id":"b","type":"comparator","postion":1,"data":{"operator":">","value":0.5,"treshold":1}},
                {"id":"c","type":"action","data":{"signal":"buy","outcome":"UP","size_usdc":5}},
                {"id":"note","type":"comment","data":{"text":"hello"}}],
              "edges":[{"id":"e1","source":"a","target":"b","targethandle":"b","animated":true},{"source":"b","target":"c"}]}"#
                .to_owned(),
            form(CHEAP, BUY, r#"{"max_position":5,"_note":"kept"}"#),
        ],
        expect![[r#"
            error[unknown_field] /nodes/0/data/perid: The field `perid` means nothing here. Fix: remove it, or begin its name with _ to keep it as a note
            error[unknown_field] /nodes/1/data/treshold: The field `treshold` means nothing here. Fix: remove it, or begin its name with _ to keep it as a note
            error[unknown_field] /nodes/1/postion: The field `postion` means nothing here. Fix: remove it, or begin its name with _ to keep it as a note
            error[unknown_field] /edges/0/targethandle: The field `targethandle` means nothing here. Fix: did you mean "targetHandle"?
            ---
            error[unknown_field] /risk/max_position: The field `max_position` means nothing here. Fix: did you mean "max_position_usdc"?
            ---
        "#]],
    );
}

#[test]
fn parameters_are_checked() {
    let with = |parameters: &str, rules: &str| {
        format!(
            r#"{{"mode":"form","parameters":[{parameters}],"conditions":[{{"rules":[{rules}]}}],"action":{BUY}}}"#
        )
    };
    let used =
        r#"{"indicator":"EMA","period":{"parameter":"n"},"field":"mid_up","operator":">","value":0.5}"#;
    check(
        &[
            with(r#"{"name":"n","default":5,"min":2,"max":20}"#, used),
            with(r#"{"name":"n","default":5}"#, used),
            with(r#"{"name":"n","default":50,"min":2,"max":20}"#, used),
            with(r#"{"name":"n","default":5,"min":20,"max":2}"#, used),
            with(
                r#"{"name":"n","default":5,"min":1,"max":9},{"name":"n","default":6,"min":1,"max":9}"#,
                used,
            ),
            with(r#"{"name":"a b","default":5}"#, CHEAP),
            with(r#"{"name":"n","default":5,"min":1,"max":9}"#, CHEAP),
            with(r#"{"name":"n"}"#, CHEAP),
            with(r#"{"name":"period","default":5,"min":1,"max":9}"#, used),
        ],
        expect![[r#"
            ---
            error[out_of_range] /conditions/0/rules/0/period/parameter: The parameter `n` runs from -1000000000 to 1000000000, but this must be a whole number from 1 to 99999 throughout. Fix: narrow the `min` and `max` of `n`
            ---
            error[out_of_range] /parameters/0/default: The default 50 is outside 2 to 20.
            ---
            error[out_of_range] /parameters/0: `min` (20) is larger than `max` (2).
            ---
            error[duplicate] /parameters/1: The parameter `n` is declared differently at /parameters/0.
            ---
            error[bad_text] /parameters/0/name: `a b` cannot name a parameter. Fix: use letters, digits, _, - and . only
            ---
            warning[unused] /parameters/0: Nothing uses the parameter `n`. Fix: refer to it as {"parameter": "name"}, or remove it
            ---
            error[missing_field] /parameters/0: The field `default` is missing: the value when nothing is set.
            ---
            error[unknown_parameter] /conditions/0/rules/0/period/parameter: The parameter `n` is not declared. Fix: declare it in the document's `parameters`
            warning[unused] /parameters/0: Nothing uses the parameter `period`. Fix: refer to it as {"parameter": "name"}, or remove it
            ---
        "#]],
    );
}

#[test]
fn conditions_that_cannot_hold_and_targets_out_of_reach_are_warned_of() {
    let two = |a: &str, b: &str| form(&format!("{a},{b}"), BUY, "{}");
    check(
        &[
            rule(r#"{"indicator":"pct_into_slot","operator":">","value":40}"#),
            rule(r#"{"indicator":"pct_into_slot","operator":"between","value":[10,40]}"#),
            rule(r#"{"indicator":"ask_up","operator":"<","value":60}"#),
            rule(r#"{"indicator":"RSI","field":"mid_up","operator":">","value":120}"#),
            rule(r#"{"indicator":"SMA","period":3,"field":"mid_up","operator":"<=","value":1}"#),
            rule(r#"{"indicator":"hour_utc","operator":"cross_above","value":24}"#),
            two(CHEAP, r#"{"indicator":"ask_up","operator":">=","value":0.5}"#),
            two(CHEAP, r#"{"indicator":"ask_up","operator":"between","value":[0.5,0.7]}"#),
            two(CHEAP, r#"{"indicator":"mid_up","operator":">=","value":0.5}"#),
            form(r#"{"indicator":"mid_up","operator":">","value":0.6}"#, BUY, r#"{"take_profit_pct":80}"#),
            form(r#"{"indicator":"mid_up","operator":">","value":0.55}"#, BUY, r#"{"take_profit_pct":80}"#),
            form(r#"{"indicator":"mid_down","operator":">","value":0.6}"#, BUY, r#"{"take_profit_pct":80}"#),
            form(CHEAP, BUY, r#"{"take_profit_pct":100000}"#),
        ],
        expect![[r#"
            warning[never_true] /conditions/0/rules/0/value: `pct_into_slot` lies between 0 and 1, so this never holds. Fix: `pct_into_slot` is a fraction: write 0.4 for 40 %
            warning[never_fires] /action: The action `action/0` can never be taken: its condition never holds.
            ---
            warning[never_true] /conditions/0/rules/0/value: `pct_into_slot` lies between 0 and 1, so this never holds. Fix: `pct_into_slot` is a fraction: write 0.4 for 40 %
            warning[never_fires] /action: The action `action/0` can never be taken: its condition never holds.
            ---
            warning[always_true] /conditions/0/rules/0/value: `ask_up` lies between 0 and 1, so this always holds. Fix: `ask_up` is in dollars: write 0.6 for 60 cents
            warning[always_true] /action: The condition of the action `action/0` always holds.
            ---
            warning[never_true] /conditions/0/rules/0/value: RSI of mid_up lies between 0 and 100, so this never holds.
            warning[never_fires] /action: The action `action/0` can never be taken: its condition never holds.
            ---
            warning[always_true] /conditions/0/rules/0/value: SMA of mid_up lies between 0 and 1, so this always holds.
            warning[always_true] /action: The condition of the action `action/0` always holds.
            ---
            warning[never_true] /conditions/0/rules/0/value: `hour_utc` lies between 0 and 23, so this never holds.
            warning[never_fires] /action: The action `action/0` can never be taken: its condition never holds.
            ---
            warning[never_true] /conditions/0: These conditions contradict each other: no value of `ask_up` meets them all. Fix: check the thresholds, or join the conditions by OR
            warning[never_fires] /action: The action `action/0` can never be taken: its condition never holds.
            ---
            warning[never_true] /conditions/0: These conditions contradict each other: no value of `ask_up` meets them all. Fix: check the thresholds, or join the conditions by OR
            warning[never_fires] /action: The action `action/0` can never be taken: its condition never holds.
            ---
            ---
            warning[target_unreachable] /risk/take_profit_pct: The take profit of 80 % cannot be reached by `action/0`: it buys at 0.6 or more, and no bid is above 0.999. Fix: set `take_profit_pct` below 66.5, or leave it out and let the shares settle
            ---
            ---
            ---
            warning[target_unreachable] /risk/take_profit_pct: The take profit of 100000 % cannot be reached by `action/0`: it buys at 0.001 or more, and no bid is above 0.999. Fix: set `take_profit_pct` below 99800, or leave it out and let the shares settle
            ---
        "#]],
    );
}

#[test]
fn more_actions_than_fit_on_a_row_are_warned_of() {
    let actions = [r#"{"signal":"close","outcome":"UP"}"#; 9].join(",");
    let document = format!(r#"{{"mode":"form","conditions":[{{"rules":[{CHEAP}]}}],"actions":[{actions}]}}"#);
    check(
        &[document],
        expect![[r#"
        warning[ignored] /actions/8: There are more than 8 actions; where more fire on one row, only the first 8 are taken.
        ---
    "#]],
    );
}

#[test]
fn form_structure_is_checked() {
    check(
        &[
            r#"{"mode":"form"}"#.to_owned(),
            r#"{"conditions":[],"mode":"form","action":{}}"#.to_owned(),
            r#"{"mode":"form","conditions":[{"type":"AND","rules":[]}],"actions":[]}"#.to_owned(),
            r#"{"mode":"form","conditions":[{"rules":[{"type":"OR","rules":[1,{}]}]}],"action":[]}"#
                .to_owned(),
            r#"{"mode":"fom","conditions":[]}"#.to_owned(),
            format!(
                r#"{{"mode":"form","conditions":[{{"rules":[{CHEAP}]}}],"action":{BUY},"actions":[{BUY}]}}"#
            ),
        ],
        expect![[r#"
            error[missing_field] document: The field `conditions` is missing: the groups of rules.
            error[no_action] document: The form has no action. Fix: add an `action`, for example {"signal": "buy", "outcome": "UP", "size_usdc": 50}
            ---
            error[empty] /conditions: There is no condition, so the actions would be taken on every row. Fix: add a group with a rule
            error[missing_field] /action: The field `signal` is missing: buy, sell, close or cancel.
            error[missing_field] /action: The field `outcome` is missing: UP or DOWN.
            ---
            error[empty] /conditions/0/rules: This group has no rules. Fix: add a rule, or remove the group
            error[no_action] document: The form has no action. Fix: add an `action`, for example {"signal": "buy", "outcome": "UP", "size_usdc": 50}
            ---
            error[wrong_type] /conditions/0/rules/0/rules/0: This must be an object, not a number.
            error[missing_field] /conditions/0/rules/0/rules/1: The field `field` is missing: what to compare, for example "field": "mid_up".
            error[missing_field] /conditions/0/rules/0/rules/1: The field `operator` is missing: for example ">".
            error[missing_field] /conditions/0/rules/0/rules/1: The field `value` is missing: what to compare with.
            error[wrong_type] /action: This must be an object, not a list.
            ---
            error[unknown_name] /mode: There is no mode `fom`. Fix: did you mean "form"?
            ---
            error[conflict] /actions: Write either `action` or `actions`. Fix: move the action into `actions`
            ---
        "#]],
    );
}

#[test]
fn every_code_is_documented_once() {
    let mut codes: Vec<&str> = code::ALL.iter().map(|(code, _)| *code).collect();
    let count = codes.len();
    codes.sort_unstable();
    codes.dedup();
    assert_eq!(codes.len(), count);
}
