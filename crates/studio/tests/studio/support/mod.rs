//! Random documents and edits: also ones that make no sense, as people write them half-way.
#![allow(dead_code, reason = "each test uses a part")]

use craftstrat_studio::edit::Edit;
use craftstrat_studio::model::*;
use craftstrat_studio::{palette, templates};
use proptest::prelude::*;
use serde_json::{Map, json};

fn number() -> impl Strategy<Value = Number> {
    prop_oneof![
        3 => (-1_000_i32..1_000).prop_map(|n| Number::Value(f64::from(n) / 8.0)),
        1 => "[a-c]".prop_map(|parameter| Number::Parameter { parameter }),
    ]
}

fn field() -> impl Strategy<Value = String> {
    prop::sample::select(vec![
        "mid_up",
        "bid_down",
        "position_up",
        "seconds_to_close",
        "open_orders",
        "wombat",
    ])
    .prop_map(str::to_owned)
}

fn per() -> impl Strategy<Value = Option<Per>> {
    prop::sample::select(vec![None, None, Some(Per::Sample), Some(Per::Row)])
}

fn indicator() -> impl Strategy<Value = Series> {
    let names = prop::sample::select(vec!["EMA", "rsi", "MACD", "BOLLINGER", "VWAP", "wombat"]);
    let settings = prop::sample::subsequence(vec!["period", "fast", "deviations", "comment"], 0..3);
    let output = prop::sample::select(vec![None, None, Some("upper"), Some("signal"), Some("wombat")]);
    (names, prop::option::of(field()), output, per(), settings, 1..200_u32).prop_map(
        |(name, field, output, per, settings, n)| Series {
            indicator: Some(SeriesName(name.to_owned())),
            field: field.map(FieldName),
            output: output.map(str::to_owned),
            per,
            settings: settings.into_iter().map(|s| (s.to_owned(), json!(n))).collect(),
        },
    )
}

pub fn series() -> impl Strategy<Value = Series> {
    let named = |name: String| Series { indicator: Some(SeriesName(name)), ..Series::default() };
    let plain = |name: String| Series { field: Some(FieldName(name)), ..Series::default() };
    let notes = Map::from_iter([("label".to_owned(), json!("why"))]);
    prop_oneof![
        4 => field().prop_map(named),
        2 => field().prop_map(plain),
        1 => field().prop_map(move |f| Series { settings: notes.clone(), ..named(f) }),
        1 => (field(), per()).prop_map(move |(f, per)| Series { per, ..named(f) }),
        1 => Just(Series::default()),
        4 => indicator(),
    ]
}

fn right() -> impl Strategy<Value = RightSide> {
    let end = prop_oneof![number().prop_map(End::Number), indicator().prop_map(End::Series)];
    prop_oneof![
        4 => number().prop_map(RightSide::Number),
        2 => [end.clone(), end].prop_map(RightSide::Range),
        2 => series().prop_map(RightSide::Series),
    ]
}

pub fn rule() -> impl Strategy<Value = Rule> {
    let operators =
        vec![">", ">=", "lt", "==", "between", "outside", "cross_above", "crosses_below", "wombat"];
    // A series with nothing in it is an empty object, which reads back as the same thing; with `parameter` it would not.
    (series(), prop::sample::select(operators), right()).prop_map(|(left, operator, value)| Rule {
        left,
        operator: Operator(operator.to_owned()),
        value,
    })
}

pub fn group() -> impl Strategy<Value = Group> {
    let joined = || prop::sample::select(vec![Joined::And, Joined::Or]);
    let leaf = (joined(), prop::collection::vec(rule().prop_map(|r| Clause::Rule(Box::new(r))), 0..4))
        .prop_map(|(joined, rules)| Group { joined, rules });
    leaf.prop_recursive(3, 24, 4, move |inner| {
        let clause = prop_oneof![
            2 => rule().prop_map(|r| Clause::Rule(Box::new(r))),
            1 => inner.prop_map(Clause::Group),
        ];
        (joined(), prop::collection::vec(clause, 0..4)).prop_map(|(joined, rules)| Group { joined, rules })
    })
}

pub fn action() -> impl Strategy<Value = ActionData> {
    (
        prop::sample::select(vec!["buy", "sell", "close", "cancel", "hold"]),
        prop::sample::select(vec!["UP", "DOWN", "down"]),
        prop::option::of(prop::sample::select(vec!["fixed", "shares", "equity_pct", "kelly"])),
        (prop::option::of(number()), prop::option::of(number()), prop::option::of(number())),
        prop::option::of(prop::sample::select(vec!["market", "limit", "stop_loss", "take_profit"])),
        prop::option::of(any::<bool>()),
        prop::option::of(number()),
    )
        .prop_map(|(signal, outcome, mode, (size, usdc, price), order, once, cool)| ActionData {
            signal: SignalName(signal.to_owned()),
            outcome: OutcomeName(outcome.to_owned()),
            size_mode: mode.map(|m| SizeModeName(m.to_owned())),
            size_usdc: usdc,
            size,
            kelly_fraction: None,
            order_type: order.map(|o| OrderTypeName(o.to_owned())),
            price,
            once_per_slot: once,
            cool_down_s: cool,
            max_open_entries: None,
        })
}

/// What people and editors keep beside a strategy, as a document's fields.
pub fn notes() -> impl Strategy<Value = Map<String, serde_json::Value>> {
    let name = prop_oneof![
        prop::sample::select(vec!["author", "tags", "viewport", "id", "$schema", "notes"])
            .prop_map(str::to_owned),
        "_[a-z]{0,4}",
    ];
    let value = prop::sample::select(vec![
        json!("someone"),
        json!(["a", "b"]),
        json!({"x": -12.5, "y": 3, "zoom": 1.25}),
        json!(null),
        json!(7),
    ]);
    prop::collection::btree_map(name, value, 0..3).prop_map(|notes| notes.into_iter().collect())
}

pub fn header() -> impl Strategy<Value = Header> {
    let parameters = prop::collection::vec("[a-c]", 0..3);
    (prop::option::of("[a-zé ]{1,12}"), parameters, prop::option::of(1..90_u32), notes()).prop_map(
        |(name, parameters, stop, notes)| Header {
            notes,
            schema_version: Some(1),
            name,
            parameters: parameters
                .into_iter()
                .map(|name| ParameterDeclaration {
                    name,
                    default: 0.5,
                    min: None,
                    max: Some(2.0),
                    step: None,
                })
                .collect(),
            risk: stop.map(|s| RiskSection { stoploss_pct: Some(f64::from(s)), ..RiskSection::default() }),
            ..Header::default()
        },
    )
}

pub fn form() -> impl Strategy<Value = Form> {
    (header(), prop::collection::vec(group(), 0..4), prop::collection::vec(action(), 0..4)).prop_map(
        |(header, conditions, actions)| {
            let form = Form { header, conditions, action: None, actions };
            craftstrat_studio::convert::normal(&form)
        },
    )
}

fn node_data() -> impl Strategy<Value = NodeData> {
    let english = craftstrat_i18n::Catalogue::new(craftstrat_i18n::Lang::En);
    let kinds: Vec<NodeData> = palette::node_kinds(&english).into_iter().map(|k| k.data).collect();
    let math = prop::sample::select(vec!["add", "divide", "abs", "clamp", "wombat"]);
    let logic =
        prop::sample::select(vec!["AND", "or", "NOT", "XOR", "hysteresis", "cool_down", "once_per_slot"]);
    prop_oneof![
        3 => prop::sample::select(kinds),
        1 => (math, prop::option::of(number())).prop_map(|(operator, value)| NodeData::Math(MathData {
            operator: MathOperator(operator.to_owned()), value, min: None, max: None
        })),
        1 => (logic, prop::option::of(number()), per()).prop_map(|(operator, on, per)| NodeData::Logic(LogicData {
            operator: LogicOperator(operator.to_owned()), off: on.clone(), seconds: on.clone(), on, per
        })),
        1 => (rule(), any::<bool>()).prop_map(|(rule, wired)| NodeData::Comparator(ComparatorData {
            operator: rule.operator,
            field: rule.left.field,
            value: (!wired).then_some(rule.value),
            per: rule.left.per,
        })),
        1 => action().prop_map(NodeData::Action),
        1 => indicator().prop_map(|s| NodeData::Indicator(IndicatorData {
            function: IndicatorName(s.indicator.unwrap().0),
            field: s.field,
            output: s.output,
            per: s.per,
            settings: s.settings,
        })),
    ]
}

/// A graph of up to so many nodes, with any edges: circles, wrong ports, missing nodes.
pub fn graph(nodes: usize) -> impl Strategy<Value = Graph> {
    let handles = || {
        let names = vec![
            None,
            None,
            Some("a"),
            Some("b"),
            Some("when"),
            Some("input"),
            Some("upper"),
            Some("wombat"),
        ];
        prop::sample::select(names).prop_map(|n| n.map(str::to_owned))
    };
    let edges = prop::collection::vec((0..nodes + 1, 0..nodes + 1, handles(), handles()), 0..nodes * 2);
    (header(), prop::collection::vec(node_data(), 0..nodes), edges).prop_map(|(header, kinds, edges)| {
        let node = |(index, kind)| Node { id: format!("n{index}"), kind, layout: Map::new() };
        let edge = |(source, target, source_handle, target_handle)| Edge {
            source: format!("n{source}"),
            target: format!("n{target}"),
            source_handle,
            target_handle,
            layout: Map::new(),
        };
        Graph {
            header,
            nodes: kinds.into_iter().enumerate().map(node).collect(),
            edges: edges.into_iter().map(edge).collect(),
        }
    })
}

pub fn document() -> impl Strategy<Value = Document> {
    prop_oneof![
        form().prop_map(|f| Document::Form(Box::new(f))),
        graph(12).prop_map(|g| Document::Node(Box::new(g))),
        prop::sample::select(templates::all()).prop_map(|t| t.document.clone()),
    ]
}

/// A random edit; most fit one kind of document, some fit none.
pub fn edit() -> impl Strategy<Value = Edit> {
    let path = || prop::collection::vec(0..3_usize, 0..4);
    let id = || (0..14_usize).prop_map(|n| format!("n{n}"));
    let edge = || {
        (id(), id()).prop_map(|(source, target)| Edge {
            source,
            target,
            source_handle: None,
            target_handle: None,
            layout: Map::new(),
        })
    };
    let node = || (id(), node_data()).prop_map(|(id, kind)| Node { id, kind, layout: Map::new() });
    let coordinates = || (-500..500_i32, -500..500_i32).prop_map(|(x, y)| (f64::from(x), f64::from(y)));
    prop_oneof![
        "[a-z]{0,3}".prop_map(Edit::SetName),
        "[a-z]{0,3}".prop_map(Edit::SetDescription),
        header().prop_map(|h| Edit::SetRisk(h.risk.unwrap_or_default())),
        header().prop_map(|h| Edit::SetParameters(h.parameters)),
        (path(), 0..4_usize, rule()).prop_map(|(group, at, r)| Edit::AddRule {
            group,
            at,
            rule: Box::new(r)
        }),
        (path(), rule()).prop_map(|(path, r)| Edit::SetRule { path, rule: Box::new(r) }),
        path().prop_map(Edit::RemoveClause),
        (path(), path()).prop_map(|(from, to)| Edit::MoveClause { from, to }),
        (path(), 0..4_usize).prop_map(|(group, at)| Edit::AddGroup { group, at, joined: Joined::Or }),
        path().prop_map(|group| Edit::SetJoined { group, joined: Joined::Or }),
        prop::collection::vec(action(), 0..3).prop_map(Edit::SetActions),
        (node(), edge()).prop_map(|(node, edge)| Edit::AddNodes { nodes: vec![node], edges: vec![edge] }),
        (id(), node_data()).prop_map(|(id, data)| Edit::SetNodeData { id, data: Box::new(data) }),
        (id(), "[a-z]{0,3}").prop_map(|(id, label)| Edit::SetNodeLabel { id, label }),
        (id(), coordinates()).prop_map(|(id, (x, y))| Edit::MoveNodes(vec![(id, x, y)])),
        id().prop_map(|id| Edit::RemoveNodes(vec![id])),
        edge().prop_map(Edit::Connect),
        edge().prop_map(Edit::Disconnect),
        (edge(), edge()).prop_map(|(from, to)| Edit::Reconnect { from, to }),
        graph(4).prop_map(|g| Edit::ReplaceGraph { nodes: g.nodes, edges: Vec::new() }),
        form().prop_map(|f| Edit::ReplaceDocument(Box::new(Document::Form(Box::new(f))))),
        Just(Edit::ConvertToGraph),
        Just(Edit::ConvertToForm),
    ]
}
