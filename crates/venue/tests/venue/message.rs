//! Decoding frames: every event and wrapper, every recorded payload, and anything at all.

use crate::support::{json_files, shared};
use craftstrat_venue::message::{Body, decode};
use expect_test::{Expect, expect};
use proptest::prelude::*;

fn show(frame: &str) -> String {
    let decoded = decode(frame.as_bytes());
    let mut out = Vec::new();
    for m in decoded.messages {
        let body = match m.body {
            Body::Book { bids, asks, tick_size } => {
                let best = |l: &[(craftstrat_model::Price, craftstrat_model::Shares)]| {
                    l.iter().map(|(p, s)| format!("{p}x{s}")).collect::<Vec<_>>().join(",")
                };
                format!("book [{}] [{}] step {tick_size:?}", best(&bids), best(&asks))
            }
            other => format!("{other:?}"),
        };
        let times = format!("{:?}/{:?}", m.received_us, m.venue_ms).replace("Some", "");
        out.push(format!("{} {times} {:?} {body}", m.token, m.slug.unwrap_or_default()));
    }
    out.extend(decoded.rejects.iter().map(|r| format!("refused: {r}")));
    out.join("\n")
}

fn check(frame: &str, expected: Expect) {
    expected.assert_eq(&show(frame));
}

#[test]
fn a_book_with_text_or_number_levels() {
    check(
        r#"{"event_type":"book","asset_id":"7","market":"0xa","bids":[{"price":".48","size":"30"},{"price":"0.49","size":"0"}],"asks":[[0.52,25.5]],"timestamp":"1757908892351","hash":"0x0","tick_size":"0.01","new_field":[1,{"x":2}]}"#,
        expect![[r#"7 None/(1757908892351) "" book [0.48x30] [0.52x25.5] step Some(Price(10000))"#]],
    );
}

#[test]
fn both_generations_of_price_change() {
    check(
        r#"{"asset_id":"7","event_type":"price_change","price":"0.514","side":"SELL","size":"21574.08","timestamp":"1723967931411"}"#,
        expect![[
            r#"7 None/(1723967931411) "" Changes { changes: [Change { side: Ask, price: Price(514000), size: Shares(21574080000) }], best: [NotStated, NotStated] }"#
        ]],
    );
    check(
        r#"{"event_type":"price_change","asset_id":"7","changes":[{"price":"0.4","side":"SELL","size":"3300"},{"price":"0.5","side":"SELL","size":"0"}]}"#,
        expect![[
            r#"7 None/None "" Changes { changes: [Change { side: Ask, price: Price(400000), size: Shares(3300000000) }, Change { side: Ask, price: Price(500000), size: Shares(0) }], best: [NotStated, NotStated] }"#
        ]],
    );
    check(
        r#"{"event_type":"price_change","timestamp":"1757908892351","price_changes":[{"asset_id":"7","price":"0.5","size":"200","side":"BUY","best_bid":"0.5","best_ask":"1"},{"asset_id":"8","price":"0.5","size":"200","side":"SELL","best_bid":"0","best_ask":"0.5"},{"asset_id":"7","price":"0.4","size":"1","side":"BUY"}]}"#,
        expect![[r#"
            7 None/(1757908892351) "" Changes { changes: [Change { side: Bid, price: Price(500000), size: Shares(200000000) }, Change { side: Bid, price: Price(400000), size: Shares(1000000) }], best: [NotStated, NotStated] }
            8 None/(1757908892351) "" Changes { changes: [Change { side: Ask, price: Price(500000), size: Shares(200000000) }], best: [Empty, At(Price(500000))] }"#]],
    );
}

#[test]
fn the_other_events() {
    check(
        r#"[{"event_type":"tick_size_change","asset_id":"7","old_tick_size":"0.01","new_tick_size":"0.001"},
            {"event_type":"last_trade_price","asset_id":"7","price":"0.456","size":"219.2","side":"BUY","fee_rate_bps":"0"},
            {"event_type":"best_bid_ask","asset_id":"7","best_bid":"0.73","best_ask":"0.77","spread":"0.04"},
            {"event_type":"market_resolved","winning_asset_id":"7","winning_outcome":"Up"},
            {"event_type":"new_market","slug":"btc-updown-5m-1776323400","assets_ids":["7","8"],"clob_token_ids":["7","8"],"outcomes":["Up","Down"],"market":"0xa","condition_id":"0xa"},
            {"event_type":"something_new","price":{"deep":[1]}}]"#,
        expect![[r#"
            7 None/None "" TickSize(Price(1000))
            7 None/None "" Trade { price: Price(456000), size: Some(Shares(219200000)) }
            7 None/None "" Best([At(Price(730000)), At(Price(770000))])
            7 None/None "" Resolved
             None/None "btc-updown-5m-1776323400" NewMarket { slug: "btc-updown-5m-1776323400", tokens: [("7", "up"), ("8", "down")] }
             None/None "" Other"#]],
    );
}

#[test]
fn wrappers_say_when_it_was_received() {
    let inner = r#"{"event_type":"tick_size_change","asset_id":"7","new_tick_size":"0.01"}"#;
    let quoted = serde_json::to_string(inner).unwrap();
    for frame in [
        format!(r#"{{"recv_ms":1757908892351,"slug":"s","msg":{inner}}}"#),
        format!(r#"{{"recv_us":"1757908892351000","slug":"s","payload":[{inner}]}}"#),
        format!(r#"{{"msg":{quoted},"recv_ns":1757908892351000000,"slug":"s"}}"#),
        format!(r#"{{"recv_ts":1757908892.351,"market_slug":"s","raw":{quoted}}}"#),
        r#"{"slug":"s","asset_id":"7","recv_ms":1757908892351,"payload":{"new_tick_size":0.01}}"#.to_owned(),
    ] {
        assert_eq!(show(&frame), r#"7 (1757908892351000)/None "s" TickSize(Price(10000))"#, "{frame}");
    }
    check(
        &format!("1757908892351000001 {inner}"),
        expect![[r#"7 (1757908892351001)/None "" TickSize(Price(10000))"#]],
    );
    check(
        &format!("1757908892.3 {inner}"),
        expect![[r#"7 (1757908892300000)/None "" TickSize(Price(10000))"#]],
    );
}

#[test]
fn what_cannot_be_used_is_refused_with_a_reason() {
    for (frame, reasons) in [
        ("", ""),
        ("PONG", ""),
        ("{", "refused: not JSON"),
        ("42", "refused: not a message"),
        ("[1,\"x\",[null]]", "refused: not a message\nrefused: not a message\nrefused: not a message"),
        (r#""\"\\\"{}\\\"\"""#, "refused: not a message"),
        (r#"{"event_type":"book","bids":[],"asks":[]}"#, "refused: incomplete message"),
        (r#"{"event_type":"book","asset_id":"7"}"#, "refused: incomplete message"),
        (r#"{"event_type":"book","asset_id":"7","bids":7}"#, "refused: incomplete message"),
        (
            r#"{"event_type":"book","asset_id":"7","bids":[{"price":"1.2","size":"3"}]}"#,
            "refused: impossible price",
        ),
        (
            r#"{"event_type":"book","asset_id":"7","bids":[{"price":"0","size":"3"}]}"#,
            "refused: impossible price",
        ),
        (
            r#"{"event_type":"book","asset_id":"7","bids":[{"price":"0.2","size":"-3"}]}"#,
            "refused: impossible size",
        ),
        (
            r#"{"event_type":"book","asset_id":"7","bids":[{"price":"0.2","size":"nan"}]}"#,
            "refused: impossible size",
        ),
        (
            r#"{"event_type":"book","asset_id":"7","bids":[{"price":"0.2","size":1e300}]}"#,
            "refused: impossible size",
        ),
        (r#"{"event_type":"tick_size_change","asset_id":"7"}"#, "refused: impossible price"),
        (
            r#"{"event_type":"price_change","price_changes":[{"price":"0.5","size":"2","side":"BUY"}]}"#,
            "refused: incomplete message",
        ),
        (
            r#"{"event_type":"price_change","asset_id":"7","price":"0.5","size":"2","side":"UP"}"#,
            "refused: incomplete message",
        ),
    ] {
        assert_eq!(show(frame), reasons, "{frame}");
    }
}

#[test]
fn one_bad_part_does_not_spoil_a_frame() {
    check(
        r#"[{"event_type":"book","asset_id":"7","bids":[{"price":"7","size":"1"}]},3,{"event_type":"book","asset_id":"8","bids":[],"asks":[]}]"#,
        expect![[r#"
            8 None/None "" book [] [] step None
            refused: not a message
            refused: impossible price"#]],
    );
}

#[test]
fn too_many_levels_are_refused_without_being_kept() {
    let levels = vec![r#"{"price":"0.5","size":"1"}"#; 10_001].join(",");
    let frame = format!(r#"{{"event_type":"book","asset_id":"7","bids":[{levels}]}}"#);
    assert_eq!(show(&frame), "refused: too many levels");
}

/// Market-channel payloads: they decode without a reject, to what their name says.
#[test]
fn recorded_payloads_decode() {
    let Some(root) = shared("fixtures/nautilus") else { return };
    let mut files = Vec::new();
    json_files(&root, &mut files);
    let mut seen = 0;
    for path in files {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let text = std::fs::read(&path).unwrap();
        let folder = path.parent().unwrap().to_string_lossy().into_owned();
        let market_channel = !name.contains("user")
            && (name.starts_with("ws_")
                || folder.ends_with("ws_messages") && !name.contains("trades") && !name.contains("order"));
        let decoded = decode(&text);
        if !market_channel {
            continue;
        }
        seen += 1;
        assert_eq!(decoded.rejects, Vec::<&str>::new(), "{name}");
        let expected: fn(&Body) -> bool = match name.trim_start_matches("ws_").trim_start_matches("market_") {
            n if n.starts_with("book") => {
                |b| matches!(b, Body::Book { bids, asks, .. } if bids.len() + asks.len() > 1)
            }
            n if n.starts_with("price_change") || n.starts_with("quotes") => {
                |b| matches!(b, Body::Changes { .. })
            }
            n if n.starts_with("tick_size") => |b| matches!(b, Body::TickSize(_)),
            n if n.starts_with("last_trade") => |b| matches!(b, Body::Trade { size: Some(_), .. }),
            n if n.starts_with("best_bid_ask") => |b| matches!(b, Body::Best(_)),
            n if n.starts_with("new_market") => {
                |b| matches!(b, Body::NewMarket { tokens, .. } if tokens.len() == 2)
            }
            n if n.starts_with("resolved") => |b| matches!(b, Body::Resolved),
            _ => panic!("{name} is of no known kind"),
        };
        assert!(
            !decoded.messages.is_empty() && decoded.messages.iter().all(|m| expected(&m.body)),
            "{name}: {decoded:?}"
        );
    }
    assert!(seen >= 13, "only {seen} payloads");
}

/// Pieces of frames, so that random input gets past the first byte.
fn almost_a_frame() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "{",
        "}",
        "[",
        "]",
        ",",
        ":",
        "\"",
        "\\\"",
        "null",
        "true",
        "-1",
        "1e999",
        "0.5",
        "\"0.5\"",
        "\"event_type\"",
        "\"book\"",
        "\"price_change\"",
        "\"bids\"",
        "\"asks\"",
        "\"price\"",
        "\"size\"",
        "\"asset_id\"",
        "\"7\"",
        "\"price_changes\"",
        "\"msg\"",
        "\"recv_ms\"",
        "\"side\"",
        "\"BUY\"",
        "\"timestamp\"",
        "1757908892351",
        " ",
        "\"data\"",
        "\"outcomes\"",
        "\"new_tick_size\"",
        "\u{e9}",
    ]);
    prop::collection::vec(piece, 0..60).prop_map(|p| p.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_decode_without_panic(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        decode(&bytes);
    }

    #[test]
    fn anything_like_a_frame_decodes_to_sane_messages(text in almost_a_frame()) {
        for message in decode(text.as_bytes()).messages {
            if let Body::Book { bids, asks, .. } = message.body {
                prop_assert!(bids.iter().chain(&asks).all(|(p, s)| p.is_tradable() && s.is_positive()));
            }
        }
    }

    #[test]
    fn a_damaged_frame_decodes_without_panic(at in 0_usize..400, byte in any::<u8>(), cut in 0_usize..400) {
        let frame = r#"{"recv_ms":1757908892351,"slug":"s","msg":[{"event_type":"book","asset_id":"7","bids":[{"price":"0.48","size":"30"}],"asks":[],"timestamp":"1757908892351"},{"event_type":"price_change","price_changes":[{"asset_id":"7","price":"0.5","size":"200","side":"BUY","best_bid":"0.5","best_ask":"1"}]}]}"#;
        let mut bytes = frame.as_bytes().to_vec();
        let n = bytes.len();
        bytes[at % n] = byte;
        bytes.truncate(cut.max(1).min(n));
        decode(&bytes);
    }
}

#[test]
fn nesting_without_end_is_refused() {
    for open in ["[", r#"{"msg":"#, r#"{"bids":["#] {
        let decoded = decode(open.repeat(100_000).as_bytes());
        assert_eq!(decoded.rejects, ["not JSON"]);
    }
}
