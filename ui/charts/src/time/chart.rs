//! The chart over time.

use super::bridge::ChartView;
use super::data::{self, Told};
use super::readout::{self, Readout};
use super::table::SeriesTable;
use super::{Marker, Pane, Same};
use craftstrat_ui_kit::{ToastKind, download, settings::Times, use_i18n, use_settings, use_toasts};
use js_sys::{Float64Array, Uint8Array};
use std::rc::Rc;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::HtmlElement;
use yew::prelude::*;

/// Points a chart takes, whatever is asked for.
const POINTS_MAX: usize = 20_000;

/// Properties of [`TimeChart`]. Panes and markers are compared by allocation: hand over a new `Rc` when they change and
/// the same one when they do not.
#[derive(Clone, Debug, Properties)]
pub struct TimeChartProps {
    /// What is drawn, from top to bottom.
    pub panes: Rc<Vec<Pane>>,
    /// What happened.
    #[prop_or_default]
    pub markers: Rc<Vec<Marker>>,
    /// Where the crosshair stands when something else moves it, ms.
    #[prop_or_default]
    pub cursor_ms: Option<f64>,
    /// Hears where the crosshair is, ms; `None` when it leaves.
    #[prop_or_default]
    pub oncursor: Callback<Option<f64>>,
    /// Hears the id of a clicked marker.
    #[prop_or_default]
    pub onmarker: Callback<String>,
    /// The name of the chart; its summary where it has none.
    #[prop_or_default]
    pub label: AttrValue,
    /// What the chart shows, in a sentence or two, for those who do not see it.
    pub summary: AttrValue,
    /// Pixels.
    #[prop_or(360)]
    pub height: u32,
    /// Shows this part, ms; another value moves the chart there.
    #[prop_or_default]
    pub range_ms: Option<(f64, f64)>,
    /// Points of all series together, at most 20,000; what is above is thinned out. The default keeps the work of a change
    /// below what a reader notices.
    #[prop_or(8_000)]
    pub max_points: usize,
    /// Offers the picture under this file name, without extension.
    #[prop_or_default]
    pub png: Option<AttrValue>,
}

impl PartialEq for TimeChartProps {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.panes, &other.panes)
            && Rc::ptr_eq(&self.markers, &other.markers)
            && self.cursor_ms == other.cursor_ms
            && self.oncursor == other.oncursor
            && self.onmarker == other.onmarker
            && self.label == other.label
            && self.summary == other.summary
            && self.height == other.height
            && self.range_ms == other.range_ms
            && self.max_points == other.max_points
            && self.png == other.png
    }
}

/// The view with the closures it calls; dropped together.
struct Mounted {
    view: ChartView,
    /// What it was told last.
    told: Told,
    _cross: Closure<dyn FnMut(f64)>,
    _pick: Closure<dyn FnMut(String)>,
}

/// Panes of series over one time axis, with a crosshair, markers and a table of the same values.
#[component]
pub fn TimeChart(props: &TimeChartProps) -> Html {
    let i18n = use_i18n();
    let settings = use_settings();
    let toasts = use_toasts();
    let place = use_node_ref();
    let mounted = use_mut_ref(|| Option::<Mounted>::None);
    let hover = use_state(|| Option::<f64>::None);
    let as_table = use_state(|| false);
    // Closures given to the view live as long as it does; what they call may be another one at every render.
    let heard = use_mut_ref(|| (Callback::noop(), Callback::noop()));
    *heard.borrow_mut() = (props.oncursor.clone(), props.onmarker.clone());

    {
        let (place, mounted, heard, hover) = (place.clone(), mounted.clone(), heard.clone(), hover.setter());
        use_effect_with((), move |()| {
            if let Some(container) = place.cast::<HtmlElement>() {
                let on_cursor = heard.clone();
                let cross = Closure::<dyn FnMut(f64)>::new(move |seconds: f64| {
                    let at = seconds.is_finite().then_some(seconds * 1_000.0);
                    hover.set(at);
                    let heard: Callback<Option<f64>> = on_cursor.borrow().0.clone();
                    heard.emit(at);
                });
                let pick = Closure::<dyn FnMut(String)>::new(move |id: String| {
                    let heard: Callback<String> = heard.borrow().1.clone();
                    heard.emit(id);
                });
                let (view, told) = (ChartView::new(&container, &cross, &pick), Told::default());
                *mounted.borrow_mut() = Some(Mounted { view, told, _cross: cross, _pick: pick });
            }
            move || {
                if let Some(gone) = mounted.borrow_mut().take() {
                    gone.view.dispose();
                }
            }
        });
    }
    {
        let mounted = mounted.clone();
        let deps =
            (Same(props.panes.clone()), props.max_points, settings.now.times == Times::Utc, i18n.lang());
        use_effect_with(deps, move |(panes, max_points, utc, lang)| {
            if let Some(m) = &mut *mounted.borrow_mut() {
                let layout = data::layout(&panes.0, *utc, lang.code());
                let changed = m.told.changed(&layout, &panes.0, (*max_points).min(POINTS_MAX));
                m.view.setLayout(&layout);
                for (index, columns) in changed {
                    let seconds = Float64Array::from(columns.seconds.as_slice());
                    m.view.setColumns(index as u32, seconds, Float64Array::from(columns.values.as_slice()));
                }
                m.view.commit();
            }
        });
    }
    {
        let mounted = mounted.clone();
        let deps = (Same(props.panes.clone()), Same(props.markers.clone()));
        use_effect_with(deps, move |(panes, markers)| {
            if let Some(m) = &*mounted.borrow() {
                m.view.setMarkers(&data::markers(&panes.0, &markers.0));
            }
        });
    }
    {
        let (mounted, hover) = (mounted.clone(), *hover);
        use_effect_with(props.cursor_ms, move |cursor| {
            // What the pointer itself says comes back through the properties: nothing to move then.
            if let Some(m) = mounted.borrow().as_ref().filter(|_| *cursor != hover) {
                m.view.setCrosshair(cursor.map_or(f64::NAN, |ms| ms / 1_000.0));
            }
        });
    }
    {
        let mounted = mounted.clone();
        use_effect_with(props.range_ms, move |range| {
            if let (Some(m), Some((from, to))) = (mounted.borrow().as_ref(), *range) {
                m.view.setRange(from / 1_000.0, to / 1_000.0);
            }
        });
    }

    let cursor = props.cursor_ms.or(*hover);
    let onkeydown = {
        let (panes, oncursor, hover, mounted) =
            (props.panes.clone(), props.oncursor.clone(), hover.clone(), mounted.clone());
        Callback::from(move |event: KeyboardEvent| {
            let Some(to) = readout::key(&panes, cursor, &event.key(), event.shift_key()) else { return };
            event.prevent_default();
            hover.set(to);
            oncursor.emit(to);
            if let Some(m) = &*mounted.borrow() {
                m.view.setCrosshair(to.map_or(f64::NAN, |ms| ms / 1_000.0));
            }
        })
    };
    let toggle = {
        let as_table = as_table.clone();
        Callback::from(move |_: MouseEvent| as_table.set(!*as_table))
    };
    let fit = {
        let mounted = mounted.clone();
        Callback::from(move |_: MouseEvent| {
            if let Some(m) = &*mounted.borrow() {
                m.view.fit();
            }
        })
    };
    let save = props.png.clone().map(|name| {
        let (mounted, toasts, failed) = (mounted.clone(), toasts.clone(), i18n.t("results-png-failed"));
        Callback::from(move |_: MouseEvent| {
            let Some(promise) = mounted.borrow().as_ref().map(|m| m.view.screenshot()) else { return };
            let (name, toasts, failed) = (format!("{name}.png"), toasts.clone(), failed.clone());
            spawn_local(async move {
                match JsFuture::from(promise).await.ok().and_then(|b| b.dyn_into::<Uint8Array>().ok()) {
                    Some(bytes) => download(&name, "image/png", &bytes.to_vec()),
                    None => toasts.show(ToastKind::Error, failed),
                }
            });
        })
    });

    let empty = props.panes.iter().all(|p| p.series.iter().all(|s| s.times_ms.is_empty()));
    let label = if props.label.is_empty() { props.summary.clone() } else { props.label.clone() };
    let hidden = if *as_table { "hidden" } else { "relative" };
    html! {
        <figure class="flex flex-col gap-1" aria-label={label.clone()}>
            <div class="flex flex-wrap items-center gap-2 justify-between">
                <Readout panes={props.panes.clone()} {cursor} />
                <div class="join">
                    <button type="button" class="btn btn-xs join-item" onclick={fit} disabled={*as_table}>
                        { i18n.t("results-chart-fit") }
                    </button>
                    <button type="button" class="btn btn-xs join-item" onclick={toggle} aria-pressed={as_table.to_string()}>
                        { i18n.t("results-chart-as-table") }
                    </button>
                    if let Some(save) = save {
                        <button type="button" class="btn btn-xs join-item" onclick={save} data-testid="export-png">
                            { i18n.t("results-export-png") }
                        </button>
                    }
                </div>
            </div>
            <div class={hidden} tabindex="0" role="group" aria-label={i18n.t("results-chart-keys")} {onkeydown}>
                <div ref={place} aria-hidden="true" style={format!("height: {}px", props.height)} />
                if empty {
                    <p class="absolute inset-0 grid place-items-center text-sm opacity-70">{ i18n.t("results-chart-empty") }</p>
                }
            </div>
            if *as_table {
                <SeriesTable panes={props.panes.clone()} {label} height={props.height} />
            }
            <figcaption class="sr-only">{ props.summary.clone() }</figcaption>
        </figure>
    }
}
