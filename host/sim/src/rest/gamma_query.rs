//! Gamma's routes: filters, order and pages.

use super::gamma::{EVENT_OFFSET, series_id, series_slug};
use super::{Reply, Request, segments};
use crate::market::{MarketState, Phase};
use crate::venue::Venue;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use craftstrat_model::TimeMs;
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// Default and largest page.
const PAGE: usize = 20;
const PAGE_MAX: usize = 100;

/// Events or markets.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Events,
    Markets,
}

impl Venue {
    pub(super) fn gamma(&mut self, request: &Request) -> Reply {
        if request.method != "GET" {
            return Reply::error(405, "method not allowed");
        }
        let kind = |name: &str| if name == "events" { Kind::Events } else { Kind::Markets };
        match segments(&request.path).as_slice() {
            [] | ["status"] => Reply::ok(&json!("OK")),
            [name @ ("events" | "markets")] => self.list(kind(name), request, false),
            [name @ ("events" | "markets"), "keyset"] => self.list(kind(name), request, true),
            [name @ ("events" | "markets"), "slug", slug] => {
                self.single(kind(name), self.markets.of_slug(slug))
            }
            [name @ ("events" | "markets"), id] => {
                let offset = if *name == "events" { EVENT_OFFSET } else { 0 };
                let number = id.parse::<u64>().ok().and_then(|id| id.checked_sub(offset));
                self.single(kind(name), number.and_then(|n| self.markets.of_number(n)))
            }
            ["series"] => Reply::ok(&self.series(request)),
            ["tags"] => Reply::ok(&json!([
                { "id": "21", "label": "Crypto", "slug": "crypto" },
                { "id": "102127", "label": "Up or Down", "slug": "up-or-down" },
            ])),
            ["public-search"] => self.search(request),
            _ => Reply::error(404, "not found"),
        }
    }

    fn single(&self, kind: Kind, found: Option<&MarketState>) -> Reply {
        match found {
            Some(state) => Reply::ok(&self.show(kind, state)),
            None => Reply {
                status: 404,
                ..Reply::ok(&json!({ "type": "not found error", "error": "id not found" }))
            },
        }
    }

    fn show(&self, kind: Kind, state: &MarketState) -> Value {
        match kind {
            Kind::Events => self.event(state),
            Kind::Markets => self.gamma_market(state),
        }
    }

    fn list(&self, kind: Kind, request: &Request, keyset: bool) -> Reply {
        if keyset && request.param("offset").is_some() {
            return Reply::error(422, "offset is not supported, use after_cursor");
        }
        let number = |name: &str| request.param(name).and_then(|v| v.parse::<usize>().ok());
        let limit = number("limit").unwrap_or(PAGE).min(if keyset { PAGE_MAX } else { 500 });
        let from = if keyset {
            let text = request
                .param("after_cursor")
                .map(|c| STANDARD.decode(c).ok().and_then(|b| String::from_utf8(b).ok()?.parse().ok()));
            match text {
                Some(None) => return Reply::error(422, "invalid after_cursor"),
                Some(Some(from)) => from,
                None => 0,
            }
        } else {
            number("offset").unwrap_or(0)
        };
        let mut found: Vec<&MarketState> = self.markets.all().filter(|m| fits(m, kind, request)).collect();
        let by = request.param("order").unwrap_or("id");
        found.sort_by_key(|m| match by {
            "endDate" | "end_date" | "closedTime" => (m.market.end.0, m.number),
            "startDate" | "start_date" | "startTime" | "eventStartTime" => (m.market.start.0, m.number),
            "volume" | "volumeNum" => (m.volume.micros(), m.number),
            _ => (0, m.number),
        });
        if request.param("ascending") == Some("false") {
            found.reverse();
        }
        let total = found.len();
        let page: Vec<Value> = found.into_iter().skip(from).take(limit).map(|m| self.show(kind, m)).collect();
        if !keyset {
            return Reply::ok(&Value::Array(page));
        }
        let next = from + page.len();
        let name = if kind == Kind::Events { "events" } else { "markets" };
        let mut value = json!({ name: page });
        if next < total {
            value["next_cursor"] = json!(STANDARD.encode(next.to_string()));
        }
        Reply::ok(&value)
    }

    fn series(&self, request: &Request) -> Value {
        let mut all = BTreeMap::new();
        for state in self.markets.all() {
            let slug = series_slug(state);
            let recurrence = state.market.series.duration().code();
            all.entry(slug.clone()).or_insert_with(|| {
                json!({
                    "id": series_id(&slug).to_string(), "ticker": slug, "slug": slug, "title": slug,
                    "seriesType": "single", "recurrence": recurrence, "active": true, "closed": false,
                })
            });
        }
        let wanted: Vec<&str> = request.params("slug").collect();
        let fits = |(slug, _): &(&String, &Value)| wanted.is_empty() || wanted.contains(&slug.as_str());
        all.iter().filter(fits).map(|(_, v)| v.clone()).collect()
    }

    fn search(&self, request: &Request) -> Reply {
        let words = request.param("q").unwrap_or_default().to_lowercase();
        let fits = |m: &&MarketState| words.split_whitespace().all(|w| m.market.slug.contains(w));
        let events: Vec<Value> =
            self.markets.all().rev().filter(fits).take(PAGE).map(|m| self.event(m)).collect();
        let more = events.len() == PAGE;
        Reply::ok(
            &json!({ "events": events, "pagination": { "hasMore": more, "totalResults": events.len() } }),
        )
    }
}

/// Whether a market satisfies every filter. Markets that are resolved are shown on request only, as Gamma's keyset
/// routes do it; a slug is such a request.
fn fits(state: &MarketState, kind: Kind, request: &Request) -> bool {
    let market = &state.market;
    let resolved = state.phase == Phase::Resolved;
    let named = |names: &[&str], value: &str| {
        let mut wanted = names.iter().flat_map(|n| request.params(n)).flat_map(|v| v.split(',')).peekable();
        wanted.peek().is_none() || wanted.any(|w| w == value)
    };
    let is_named =
        ["slug", "id", "condition_ids", "clob_token_ids"].iter().any(|n| request.param(n).is_some());
    let closed = match request.param("closed") {
        Some(text) => resolved == (text == "true"),
        None => !resolved || is_named,
    };
    let time = |name: &str| request.param(name).and_then(|t| t.parse::<TimeMs>().ok());
    let within = |min: &str, max: &str, at: TimeMs| {
        time(min).is_none_or(|min| at >= min) && time(max).is_none_or(|max| at <= max)
    };
    let id = if kind == Kind::Events { state.number + EVENT_OFFSET } else { state.number };
    let tokens = request.params("clob_token_ids").flat_map(|v| v.split(',')).collect::<Vec<_>>();
    let series = series_slug(state);
    closed
        && request.param("active") != Some("false")
        && request.param("archived") != Some("true")
        && named(&["slug"], &market.slug)
        && named(&["id"], &id.to_string())
        && named(&["condition_ids"], &state.condition)
        && (tokens.is_empty() || state.tokens.iter().any(|t| tokens.contains(&t.as_str())))
        && named(&["series_slug"], &series)
        && named(&["series_id"], &series_id(&series).to_string())
        && ["crypto", "up-or-down"].iter().any(|tag| named(&["tag_slug"], tag))
        && ["21", "102127"].iter().any(|tag| named(&["tag_id"], tag))
        && within("end_date_min", "end_date_max", market.end)
        && within("start_time_min", "start_time_max", market.start)
}
