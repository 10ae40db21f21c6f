//! The strategies that are measured.

/// An exponential-average cross with three filters that seldom holds.
pub const SPARSE: &str = r#"{"mode":"node","name":"bench sparse","nodes":[
{"id":"fast","type":"indicator","data":{"fn":"EMA","period":20,"field":"mid_up"}},
{"id":"slow","type":"indicator","data":{"fn":"EMA","period":100,"field":"mid_up"}},
{"id":"above","type":"comparator","data":{"operator":">"}},
{"id":"spread","type":"input","data":{"field":"spread_up"}},
{"id":"tight","type":"comparator","data":{"operator":"<","value":0.005}},
{"id":"into","type":"input","data":{"field":"pct_into_slot"}},
{"id":"early","type":"comparator","data":{"operator":"between","value":[0.1,0.8]}},
{"id":"all","type":"logic","data":{"operator":"AND"}},
{"id":"buy","type":"action","data":{"signal":"buy","outcome":"UP","size_mode":"fixed","size_usdc":20,"order_type":"market"}}],
"edges":[{"source":"fast","target":"above"},{"source":"slow","target":"above"},{"source":"spread","target":"tight"},
{"source":"into","target":"early"},{"source":"above","target":"all"},{"source":"tight","target":"all"},
{"source":"early","target":"all"},{"source":"all","target":"buy"}],"risk":{"max_trades_per_slot":1}}"#;

/// A condition that is true on a fifth of the rows of every slot.
pub const FIFTH: &str = r#"{"mode":"form","name":"bench a fifth","conditions":[{"type":"AND","rules":[
{"indicator":"pct_into_slot","operator":"between","value":[0.3,0.5]},
{"indicator":"ask_up","operator":"<","value":0.99},{"indicator":"spread_up","operator":"<","value":0.5}]}],
"action":{"signal":"buy","outcome":"UP","size_mode":"fixed","size_usdc":20,"order_type":"market"},
"risk":{"stoploss_pct":50,"take_profit_pct":50}}"#;

/// Four stored columns and nothing to do.
pub const FOUR_COLUMNS: &str = r#"{"mode":"form","name":"bench four columns","conditions":[{"type":"AND","rules":[
{"indicator":"bid_up","operator":">","value":0.9},{"indicator":"ask_up","operator":"<","value":0.1},
{"indicator":"bid_down","operator":">","value":0.9},{"indicator":"ask_down","operator":"<","value":0.1}]}],
"action":{"signal":"buy","outcome":"UP","size_mode":"fixed","size_usdc":20,"order_type":"market"}}"#;

/// A different small strategy for every number.
pub fn distinct(number: usize) -> String {
    let (fast, slow) = (5 + number % 50, 60 + number % 97);
    let edge = 0.01 + number as f64 * 1e-5;
    SPARSE
        .replace("\"period\":20", &format!("\"period\":{fast}"))
        .replace("\"period\":100", &format!("\"period\":{slow}"))
        .replace("0.005", &format!("{edge:.5}"))
}

/// A graph of fifty nodes.
pub fn fifty_nodes() -> String {
    let mut nodes = Vec::new();
    let mut edges = Vec::new();
    let mut edge = |from: &str, to: &str| edges.push(format!(r#"{{"source":"{from}","target":"{to}"}}"#));
    let fields = ["mid_up", "mid_down", "spread_up", "bid_up", "ask_down", "size_ratio_up"];
    for i in 0..24 {
        let (field, period, level) = (fields[i % fields.len()], 5 + 3 * i, i as f64 / 50.0);
        let kind = ["EMA", "SMA", "RSI", "stddev"][i % 4];
        nodes.push(format!(
            r#"{{"id":"i{i}","type":"indicator","data":{{"fn":"{kind}","period":{period},"field":"{field}"}}}}"#
        ));
        nodes.push(format!(
            r#"{{"id":"c{i}","type":"comparator","data":{{"operator":">","value":{level}}}}}"#
        ));
        edge(&format!("i{i}"), &format!("c{i}"));
        edge(&format!("c{i}"), "all");
    }
    nodes.push(r#"{"id":"all","type":"logic","data":{"operator":"AND"}}"#.to_owned());
    nodes.push(
        r#"{"id":"buy","type":"action","data":{"signal":"buy","outcome":"UP","size_mode":"fixed","size_usdc":20}}"#
            .to_owned(),
    );
    edge("all", "buy");
    format!(r#"{{"mode":"node","nodes":[{}],"edges":[{}]}}"#, nodes.join(","), edges.join(","))
}
