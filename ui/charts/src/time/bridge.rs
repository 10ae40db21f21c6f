//! The façade's functions, as the browser has them. Only effects and callbacks call them.

// The names are the module's own.
#![allow(non_snake_case, reason = "names of the JavaScript module")]

use js_sys::{Float64Array, Promise};
use wasm_bindgen::prelude::*;
use web_sys::HtmlElement;

#[wasm_bindgen(module = "/js/chart.mjs")]
extern "C" {
    /// A chart in the page.
    pub(super) type ChartView;

    /// In `container`; `on_cross` hears the second under the crosshair (NaN: none), `on_pick` the id of a clicked marker.
    #[wasm_bindgen(constructor)]
    pub(super) fn new(
        container: &HtmlElement,
        on_cross: &Closure<dyn FnMut(f64)>,
        on_pick: &Closure<dyn FnMut(String)>,
    ) -> ChartView;

    #[wasm_bindgen(method)]
    pub(super) fn setLayout(this: &ChartView, json: &str);

    #[wasm_bindgen(method)]
    pub(super) fn setColumns(this: &ChartView, index: u32, times: Float64Array, values: Float64Array);

    #[wasm_bindgen(method)]
    pub(super) fn commit(this: &ChartView);

    #[wasm_bindgen(method)]
    pub(super) fn setMarkers(this: &ChartView, json: &str);

    #[wasm_bindgen(method)]
    pub(super) fn setCrosshair(this: &ChartView, seconds: f64);

    #[wasm_bindgen(method)]
    pub(super) fn setRange(this: &ChartView, from: f64, to: f64);

    #[wasm_bindgen(method)]
    pub(super) fn fit(this: &ChartView);

    /// Resolves to the bytes of a PNG.
    #[wasm_bindgen(method)]
    pub(super) fn screenshot(this: &ChartView) -> Promise;

    #[wasm_bindgen(method)]
    pub(super) fn dispose(this: &ChartView);
}
