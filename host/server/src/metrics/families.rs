//! The figures by name, and as text.

use super::tally::{OTHER, Tally};
use super::{LookedUp, Metrics, Run};
use craftstrat_api::studio::live::Venue;
use craftstrat_model::Usdc;
use prometheus_client::collector::Collector;
use prometheus_client::encoding::{DescriptorEncoder, EncodeMetric, text};
use prometheus_client::metrics::MetricType;
use prometheus_client::metrics::counter::ConstCounter;
use prometheus_client::metrics::gauge::ConstGauge;
use prometheus_client::registry::Registry;
use std::fmt::Error;

/// What the text is.
pub(crate) const CONTENT_TYPE: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";

/// How every name begins.
const PREFIX: &str = "craftstrat";

/// Runs that have their own series; the rest is summed.
const RUNS_MAX: usize = 200;

type Labels = Vec<(&'static str, String)>;

/// A figure with its values.
#[derive(Debug)]
pub(super) struct Family {
    name: &'static str,
    help: &'static str,
    values: Values,
}

#[derive(Debug)]
enum Values {
    /// Only ever grows while the process lives; `_total` is added to the name.
    Counter(Vec<(Labels, u64)>),
    /// As it is now.
    Gauge(Vec<(Labels, f64)>),
}

impl Family {
    fn encode(&self, encoder: &mut DescriptorEncoder<'_>) -> Result<(), Error> {
        let kind = match self.values {
            Values::Counter(_) => MetricType::Counter,
            Values::Gauge(_) => MetricType::Gauge,
        };
        let mut encoder = encoder.encode_descriptor(self.name, self.help, None, kind)?;
        match &self.values {
            Values::Counter(values) => {
                for (labels, value) in values {
                    let counter = ConstCounter::new(*value);
                    if labels.is_empty() {
                        return counter.encode(encoder);
                    }
                    counter.encode(encoder.encode_family(labels)?)?;
                }
            }
            Values::Gauge(values) => {
                for (labels, value) in values {
                    let gauge = ConstGauge::new(*value);
                    if labels.is_empty() {
                        return gauge.encode(encoder);
                    }
                    gauge.encode(encoder.encode_family(labels)?)?;
                }
            }
        }
        Ok(())
    }
}

#[derive(Debug)]
struct All(Vec<Family>);

impl Collector for All {
    fn encode(&self, mut encoder: DescriptorEncoder<'_>) -> Result<(), Error> {
        self.0.iter().try_for_each(|family| family.encode(&mut encoder))
    }
}

/// Figures as text.
pub(super) fn text(families: Vec<Family>) -> Result<String, Error> {
    let mut registry = Registry::with_prefix(PREFIX);
    registry.register_collector(Box::new(All(families)));
    let mut told = String::new();
    text::encode(&mut told, &registry)?;
    Ok(told)
}

fn counter(name: &'static str, help: &'static str, value: Option<u64>) -> Family {
    let values = value.map(|value| (Labels::new(), value)).into_iter().collect();
    Family { name, help, values: Values::Counter(values) }
}

fn gauge(name: &'static str, help: &'static str, value: Option<f64>) -> Family {
    let values = value.map(|value| (Labels::new(), value)).into_iter().collect();
    Family { name, help, values: Values::Gauge(values) }
}

fn gauges(name: &'static str, help: &'static str, values: Vec<(Labels, f64)>) -> Family {
    Family { name, help, values: Values::Gauge(values) }
}

/// A tally without labels is told as nothing until something was counted; so it begins at zero.
fn tally<const N: usize>(
    name: &'static str,
    help: &'static str,
    keys: [&'static str; N],
    counts: &Tally<N>,
) -> Family {
    let labelled = |(values, count): ([String; N], u64)| (keys.into_iter().zip(values).collect(), count);
    let mut values: Vec<(Labels, u64)> = counts.all().into_iter().map(labelled).collect();
    if N == 0 && values.is_empty() {
        values.push((Labels::new(), 0));
    }
    Family { name, help, values: Values::Counter(values) }
}

fn label(key: &'static str, value: &str) -> Labels {
    vec![(key, value.to_owned())]
}

fn quantiles(name: &'static str, help: &'static str, micros: Option<[u64; 3]>) -> Family {
    let of = |values: [u64; 3]| {
        let seconds = values.map(|us| us as f64 / 1e6);
        ["0.5", "0.99", "1"].into_iter().zip(seconds).map(|(q, s)| (label("quantile", q), s)).collect()
    };
    gauges(name, help, micros.map(of).unwrap_or_default())
}

fn money(name: &'static str, help: &'static str, runs: &[Run], of: impl Fn(&Run) -> Usdc) -> Family {
    let (told, rest) = runs.split_at(runs.len().min(RUNS_MAX));
    let mut values: Vec<(Labels, f64)> =
        told.iter().map(|run| (label("run", &run.id), of(run).to_f64())).collect();
    if !rest.is_empty() {
        let sum = rest.iter().fold(0_i64, |sum, run| sum.saturating_add(of(run).micros()));
        values.push((label("run", OTHER), Usdc::from_micros(sum).to_f64()));
    }
    gauges(name, help, values)
}

fn is(condition: bool) -> f64 {
    f64::from(u8::from(condition))
}

/// Every figure there is, also those that have no value now.
pub(super) fn all(counted: &Metrics, now: &LookedUp) -> Vec<Family> {
    let desk = now.desk.as_ref();
    let by = |key: &'static str, values: &[(&str, u64)]| -> Vec<(Labels, f64)> {
        values.iter().map(|(value, count)| (label(key, value), *count as f64)).collect()
    };
    let [down, stale, fresh] = now.sources;
    let [queued, running] = now.jobs;
    let venue = now.venue.map(|venue| match venue {
        Venue::Polymarket => "polymarket",
        Venue::Simulated => "simulated",
        Venue::None => "none",
    });
    let build = [("version", env!("CARGO_PKG_VERSION")), ("venue", venue.unwrap_or("none"))];
    let build: Labels = build.into_iter().map(|(key, value)| (key, value.to_owned())).collect();
    vec![
        gauges("build", "Always 1; what runs here", vec![(build, 1.0)]),
        gauge("ready", "1 while everything needed is there, as GET /ready says", Some(is(now.ready))),
        counter("ticks", "Rows handed to the paper desk", desk.map(|d| d.rows)),
        counter("ticks_shed", "Rows lost because the desk did not keep up", desk.map(|d| d.shed)),
        counter("evaluations", "Rows on which a strategy was asked", desk.map(|d| d.evaluations)),
        gauge("queue_depth", "Rows that wait for the desk or the recorder", desk.map(|d| d.waiting as f64)),
        gauge("instances", "Strategy instances of the desk", desk.map(|d| d.instances as f64)),
        counter("records", "Records in the paper log", desk.map(|d| d.records)),
        gauge("desk_full", "1 while the paper log has no room on the disk", desk.map(|d| is(d.full))),
        counter(
            "feed_events_shed",
            "Changes of the feed's sources that were not written down",
            Some(now.sources_shed),
        ),
        quantiles(
            "frame_to_tick_seconds",
            "From a frame's receipt to its row",
            desk.and_then(|d| d.frame_to_tick),
        ),
        quantiles(
            "tick_to_decision_seconds",
            "From an instant being complete to what was decided in it being on the disk",
            desk.and_then(|d| d.tick_to_decision),
        ),
        quantiles(
            "frame_to_decision_seconds",
            "From a frame's receipt to what was decided being on the disk",
            desk.and_then(|d| d.frame_to_decision),
        ),
        counter("reconnects", "Connections to the venue opened again", desk.map(|d| d.reconnects)),
        gauges(
            "feed_sources",
            "Sources of the feed by status",
            by("status", &[("down", down), ("stale", stale), ("fresh", fresh)]),
        ),
        tally("orders", "Orders by what happened to them", ["event"], &counted.orders),
        tally("fills", "Matches", [], &counted.fills),
        tally("denials", "Refusals that were told, by code", ["code"], &counted.denials),
        tally("faults", "Faults of strategies", [], &counted.faults),
        gauges("runs", "Runs by state", by("state", &now.states)),
        money("run_realised_usdc", "Net result of what is closed, by run", &now.runs, |r| r.realised),
        money("run_unrealised_usdc", "What closing the rest would add, by run", &now.runs, |r| r.unrealised),
        tally("alerts", "Alerts by kind", ["kind"], &counted.alerts),
        gauge("alerts_unseen", "Alerts nobody has seen", Some(now.unseen as f64)),
        tally(
            "webhook_deliveries",
            "Alerts sent to the webhook, by outcome",
            ["outcome"],
            &counted.deliveries,
        ),
        gauges("jobs", "Jobs by state", by("state", &[("queued", queued), ("running", running)])),
        tally(
            "http_requests",
            "Answered requests by method, route and status",
            ["method", "route", "status"],
            &counted.requests,
        ),
        gauge("process_resident_memory_bytes", "Memory of this process", now.memory.map(|m| m as f64)),
    ]
}
