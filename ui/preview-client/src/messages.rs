//! Messages of the worker as the machine understands them.

use crate::machine::{Heard, Look};
use crate::state::{Loading, MarketView};
use craftstrat_preview::MarketSeries;
use craftstrat_preview::wire::Failure;
use js_sys::{Float64Array, Object, Reflect, Uint8Array};
use serde::de::DeserializeOwned;
use std::rc::Rc;
use wasm_bindgen::{JsCast, JsValue};

/// Reads a message; `None` for one that is not for the machine.
pub fn read(message: &JsValue) -> Option<Heard> {
    let kind = get(message, "kind").as_string()?;
    let seq = number(message, "seq") as u64;
    Some(match kind.as_str() {
        "started" => Heard::Started,
        "loading" => {
            let loading =
                Loading { done: number(message, "done") as u32, total: number(message, "total") as u32 };
            Heard::Loading { seq, loading }
        }
        "compiled" => match parsed(message) {
            Ok(compiled) => Heard::Compiled { seq, compiled },
            Err(failure) => Heard::Failed { seq, failure },
        },
        "outcome" => match parsed(message) {
            Ok(ran) => Heard::Ran { seq, ran, component: bytes(&get(message, "component")) },
            Err(failure) => Heard::Failed { seq, failure },
        },
        "failed" => Heard::Failed {
            seq,
            failure: Failure {
                code: get(message, "code").as_string().unwrap_or_default(),
                message: get(message, "message").as_string().unwrap_or_default(),
            },
        },
        "series" => Heard::Series(view(message)),
        "explained" => Heard::Explained(parsed(message).and_then(|answer| answer)),
        "near" => Heard::Near(parsed(message).and_then(|answer| answer)),
        "rest" => Heard::Rest,
        _ => return None,
    })
}

fn view(message: &JsValue) -> Option<MarketView> {
    let series = get(message, "series");
    if !series.is_object() {
        return None;
    }
    let column = |name: &str| match get(&series, name).dyn_into::<Float64Array>() {
        Ok(values) => values.to_vec(),
        Err(_) => Vec::new(),
    };
    Some(MarketView {
        market: get(message, "market").as_string()?,
        series: Rc::new(MarketSeries {
            times: column("times"),
            bid_up: column("bid_up"),
            ask_up: column("ask_up"),
            bid_down: column("bid_down"),
            ask_down: column("ask_down"),
            underlying: column("underlying"),
            price_to_beat: column("price_to_beat"),
        }),
        records: Rc::new(serde_json::from_slice(&bytes(&get(&series, "records"))).ok()?),
    })
}

fn parsed<T: DeserializeOwned>(message: &JsValue) -> Result<T, Failure> {
    let unreadable = |e: serde_json::Error| Failure { code: "answer".to_owned(), message: e.to_string() };
    serde_json::from_slice(&bytes(&get(message, "answer"))).map_err(unreadable)
}

fn bytes(value: &JsValue) -> Vec<u8> {
    match value.dyn_ref::<Uint8Array>() {
        Some(array) => array.to_vec(),
        None => Uint8Array::new(value).to_vec(),
    }
}

fn get(object: &JsValue, name: &str) -> JsValue {
    Reflect::get(object, &JsValue::from_str(name)).unwrap_or(JsValue::UNDEFINED)
}

fn number(object: &JsValue, name: &str) -> f64 {
    get(object, name).as_f64().unwrap_or_default()
}

/// `{kind: "boot", module}`; the module may be undefined.
pub fn boot(module: &JsValue) -> JsValue {
    object("boot", &[("module", module.clone())])
}

/// `{kind: "run", seq, request}`.
pub fn run(seq: u64, request: &str) -> JsValue {
    object("run", &[("seq", JsValue::from_f64(seq as f64)), ("request", JsValue::from_str(request))])
}

/// `{kind: "look", market, at, near, series}`.
pub fn look(look: &Look) -> JsValue {
    let at = look.at.map_or(JsValue::NULL, |at| JsValue::from_f64(at as f64));
    object(
        "look",
        &[
            ("market", JsValue::from_str(&look.market)),
            ("at", at),
            ("near", JsValue::from_bool(look.near)),
            ("series", JsValue::from_bool(look.series)),
        ],
    )
}

fn object(kind: &str, fields: &[(&str, JsValue)]) -> JsValue {
    let object = Object::new();
    let kind = ("kind", JsValue::from_str(kind));
    for (name, value) in std::iter::once(&kind).chain(fields) {
        // Setting a field of a plain object cannot fail.
        let _ = Reflect::set(&object, &JsValue::from_str(name), value);
    }
    object.into()
}

/// The compiled worker, where a message brings it.
pub fn module(message: &JsValue) -> Option<JsValue> {
    let ready = get(message, "kind").as_string().as_deref() == Some("ready");
    ready.then(|| get(message, "module")).filter(JsValue::is_object)
}
