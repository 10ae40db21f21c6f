//! What the dialog asks for, from what was typed.

use super::{SERIES_MAX, StartError, StartForm, fitting, with_parameter};
use crate::limits::model::{LIMITS, LimitsForm};
use craftstrat_api::inspect::ParameterInfo;
use craftstrat_api::studio::StrategyRef;
use std::collections::BTreeMap;

fn stored() -> StrategyRef {
    StrategyRef::Strategy { id: "s1".to_owned(), version: None }
}

fn form() -> StartForm {
    StartForm { series: vec!["btc-updown-5m".to_owned()], ..StartForm::default() }
}

#[test]
fn a_form_becomes_the_request_the_server_takes() {
    let form = StartForm {
        name: "  Morning  ".to_owned(),
        cash: Some(250.5),
        latency: Some(99.6),
        parameters: BTreeMap::from([("edge".to_owned(), 0.7)]),
        limits: LimitsForm::default().switched(&LIMITS[0], true, 1_000.0),
        ..form()
    };
    let request = serde_json::to_value(form.request(stored(), Some("s1".to_owned())).unwrap()).unwrap();
    assert_eq!(request["strategy_id"], "s1");
    assert_eq!(request["strategy"], serde_json::json!({ "strategy": { "id": "s1" } }));
    assert_eq!(request["name"], "Morning");
    assert_eq!(request["series"], serde_json::json!(["btc-updown-5m"]));
    assert_eq!(request["cash_usdc"].as_str().unwrap().parse::<f64>().unwrap(), 250.5);
    assert_eq!(request["latency_ms"], 100);
    assert_eq!(request["parameters"], serde_json::json!({ "edge": 0.7 }));
    assert_eq!(request["limits"]["max_daily_loss_usdc"].as_str().unwrap().parse::<f64>().unwrap(), 50.0);
}

#[test]
fn an_empty_name_is_the_strategys() {
    assert_eq!(StartForm { name: " ".to_owned(), ..form() }.request(stored(), None).unwrap().name, None);
    let long = StartForm { name: "x".repeat(400), ..form() }.request(stored(), None).unwrap();
    assert_eq!(long.name.unwrap().len(), 100);
}

#[test]
fn each_field_that_cannot_be_right_is_named() {
    let wrong = |form: StartForm| form.request(stored(), None).unwrap_err();
    assert_eq!(wrong(StartForm::default()), StartError::NoSeries);
    assert_eq!(
        wrong(StartForm { series: vec!["btc-updown-5m".to_owned(); SERIES_MAX + 1], ..form() }),
        StartError::TooManySeries
    );
    for cash in [None, Some(0.0), Some(-5.0), Some(f64::INFINITY)] {
        assert_eq!(wrong(StartForm { cash, ..form() }), StartError::Cash);
    }
    for latency in [None, Some(-1.0), Some(4e6)] {
        assert_eq!(wrong(StartForm { latency, ..form() }), StartError::Latency);
    }
    let limits = LimitsForm::default().switched(&LIMITS[2], true, 1.0).with(&LIMITS[2], None);
    assert_eq!(wrong(StartForm { limits, ..form() }), StartError::Limit(LIMITS[2].name));
}

#[test]
fn parameters_at_their_defaults_are_not_sent() {
    let edge = ParameterInfo { name: "edge".to_owned(), default: 0.6, min: 0.5, max: 1.0, step: 0.01 };
    let set = with_parameter(BTreeMap::new(), &edge, Some(0.7));
    assert_eq!(set, BTreeMap::from([("edge".to_owned(), 0.7)]));
    assert!(with_parameter(set.clone(), &edge, Some(0.6)).is_empty());
    assert!(with_parameter(set.clone(), &edge, None).is_empty());
    assert_eq!(fitting(&set, std::slice::from_ref(&edge)), set);
    assert!(
        fitting(&BTreeMap::from([("edge".to_owned(), 2.0), ("gone".to_owned(), 1.0)]), &[edge]).is_empty()
    );
}
