//! Which slots there are, when metadata is asked for, and what its answers change.

use super::audit::Finding;
use super::feed::{About, Feed, Pending};
use super::got::Got;
use super::market::LiveSlot;
use super::types::{Answer, Effect, Link, Phase, RawFrame, Request, RequestId};
use craftstrat_model::slug::slots;
use craftstrat_model::{Outcome, TimeMs};
use craftstrat_venue::gamma::MarketInfo;
use craftstrat_venue::token_id::outcome_of_token;
use craftstrat_venue::{gamma, rest};

/// Metadata that is not about the slot asked for, or lacks its tokens: the venue may list a slot before it can be traded.
const NOT_THERE_YET: &str = "metadata: the slot is not listed yet";
/// Ids with characters no id of the venue has.
const BAD_ID: &str = "metadata: impossible id";
/// The token ids prove the opposite of what metadata says.
const CONTRADICTION: &str = "metadata: tokens contradict the condition id";

/// After its winner, a slot waits this long at most for its end price (ms).
const END_PRICE_MS: i64 = 600_000;

impl Feed {
    /// Adds slots that come into view and drops those that are done.
    pub(super) fn discover(&mut self, now: i64, out: &mut Vec<Effect>) {
        let timings = &self.config.timings;
        for series in &self.config.series {
            let ahead = timings.ahead_ms.min(series.duration().ms()).max(timings.subscribe_ms);
            for market in slots(series, TimeMs(now), TimeMs(now + ahead)) {
                if !self.slots.contains_key(&market.slug) {
                    let slot = LiveSlot::new(market, self.config.sampler, now);
                    self.slots.insert(slot.market().slug.clone(), slot);
                }
            }
        }
        let (give_up, linger) = (timings.give_up_ms, timings.linger_ms);
        let mut done = Vec::new();
        for (slug, slot) in &mut self.slots {
            let since_end = now - slot.market().end.0;
            if slot.phase == Phase::Ended && now - slot.since > give_up {
                slot.phase = Phase::Unresolved;
                slot.touch();
                slot.tell(TimeMs(now), out);
            }
            let settled = !slot.market().end_price.is_nan() || since_end > END_PRICE_MS;
            let is_done = match slot.phase {
                Phase::Unresolved => true,
                Phase::Resolved => settled && since_end > linger.min(END_PRICE_MS),
                _ => false,
            };
            if is_done {
                done.push(slug.clone());
            }
        }
        if done.is_empty() {
            return;
        }
        for slug in done {
            if let Some(slot) = self.slots.remove(&slug) {
                self.tokens.remove(&slot.info.tokens);
            }
        }
        self.keep_prices();
    }

    /// Asks for what is due: metadata of sought and ended slots, terms of known ones, books to compare.
    pub(super) fn ask(&mut self, now: i64, out: &mut Vec<Effect>) {
        let timings = self.config.timings;
        let overdue = |p: &Pending| now - p.asked_at > timings.request_ms;
        let lost: Vec<RequestId> =
            self.pending.iter().filter(|(_, p)| overdue(p)).map(|(id, _)| *id).collect();
        lost.into_iter().for_each(|id| self.answered(id, Answer::Failed, out));
        let mut asked = Vec::new();
        for (slug, slot) in &mut self.slots {
            if now >= slot.poll_at {
                slot.poll_at = i64::MAX;
                let (request, about) = match slot.phase {
                    Phase::Known => {
                        (Request::Market { condition: slot.info.condition.clone() }, About::Terms)
                    }
                    _ => (Request::Event { slug: slug.clone() }, About::Listing),
                };
                asked.push((slug.clone(), request, about));
            }
            let watched = slot.is_running(now) && self.links[Link::Market as usize].open().is_some();
            if watched && let Some(outcome) = slot.checks.due(now, &timings) {
                let token = slot.info.tokens[outcome.index()].clone();
                if !token.is_empty() {
                    asked.push((slug.clone(), Request::Book { token }, About::Book(outcome)));
                }
            }
        }
        for (slug, request, about) in asked {
            let id = RequestId(self.next_request);
            self.next_request += 1;
            self.pending.insert(id, Pending { slug, about, asked_at: now });
            out.push(Effect::Request(id, request));
        }
    }

    /// Takes the answer to a request.
    pub(super) fn answered(&mut self, id: RequestId, answer: Answer<'_>, out: &mut Vec<Effect>) {
        let Some(Pending { slug, about, .. }) = self.pending.remove(&id) else { return };
        let got = Got::of(answer);
        self.counters.failed_requests += u64::from(got.body().is_none());
        let now = self.now_ms();
        match (about, got) {
            (About::Book(outcome), Got::Body(body)) => self.audited(&slug, outcome, body, now, out),
            (About::Book(_), _) => {}
            (About::Terms, got) => self.terms(&slug, got, now),
            (About::Listing, got) => self.listed(&slug, got, now),
        }
    }

    /// Terms of a known slot.
    fn terms(&mut self, slug: &str, got: Got<'_>, now: i64) {
        let (first, longest) = got.waits(&self.config.timings);
        // A slot that has ended meanwhile is asked about in another way.
        let slot = self.slots.get_mut(slug).filter(|slot| slot.phase == Phase::Known);
        let Some(slot) = slot else { return };
        let Some(terms) = got.body().and_then(rest::clob_market) else {
            slot.failures = slot.failures.saturating_add(1);
            slot.poll_at = now + self.chance.wait(slot.failures, first, longest);
            return;
        };
        slot.failures = 0;
        slot.terms_at = Some(now);
        slot.poll_at = now + self.config.timings.refresh_ms;
        let trading = terms.trading.or(slot.info.trading);
        let fees = terms.fees.or(slot.market().fees);
        if trading != slot.info.trading || fees != slot.market().fees {
            slot.info.trading = trading;
            slot.info.market.fees = fees;
            slot.touch();
        }
    }

    /// Metadata of a slot that is sought or has ended.
    fn listed(&mut self, slug: &str, got: Got<'_>, now: i64) {
        let found = got.body().and_then(gamma::decode).into_iter().flatten();
        let mut info = None;
        for market in found {
            match market {
                Ok(market) if market.market.slug == slug => info = Some(market),
                Ok(_) => {}
                Err(reason) => self.counters.refuse(reason),
            }
        }
        let learned = match info {
            Some(info) => self.learn(info, now),
            None => {
                if got.body().is_some() {
                    self.counters.refuse(NOT_THERE_YET);
                }
                false
            }
        };
        let (first, longest) = got.waits(&self.config.timings);
        let Some(slot) = self.slots.get_mut(slug) else { return };
        slot.failures = if learned { 0 } else { slot.failures.saturating_add(1) };
        slot.poll_at = match slot.phase {
            // Its terms are fetched at once: the order book's word on them counts.
            Phase::Known => now,
            Phase::Resolved if !slot.market().end_price.is_nan() => i64::MAX,
            _ => now + self.chance.wait(slot.failures.max(1), first, longest),
        };
    }

    /// Takes metadata of a slot being followed; whether it told anything that was missing.
    pub(super) fn learn(&mut self, info: MarketInfo, now: i64) -> bool {
        let slug = info.market.slug.clone();
        let Some(slot) = self.slots.get_mut(&slug) else { return false };
        let mut learned = false;
        if slot.info.tokens.iter().any(String::is_empty) {
            if let Err(reason) = check_ids(&info) {
                self.counters.refuse(reason);
                return false;
            }
            slot.info.tokens = info.tokens;
            slot.info.condition = info.condition;
            slot.info.market.price_definition = info.market.price_definition;
            slot.rekey(&mut self.prices);
            self.tokens.insert(&slug, &slot.info.tokens);
            slot.phase = slot.phase.max(Phase::Known);
            slot.poll_at = now;
            slot.terms_at = Some(now);
            // Subscribed at once, not with the next second.
            self.tend_at = self.tend_at.min(now);
            learned = true;
        }
        slot.info.trading = info.trading.or(slot.info.trading);
        slot.info.market.fees = info.market.fees.or(slot.info.market.fees);
        let market = &mut slot.info.market;
        let (end, ended) = (market.end, now >= market.end.0);
        if market.price_to_beat.is_nan() && !info.market.price_to_beat.is_nan() {
            // Known from now on: strategies never saw it before.
            market.price_to_beat = info.market.price_to_beat;
            market.price_to_beat_at = market.price_to_beat_at.max(TimeMs(now));
            learned = true;
        }
        let mut final_price = None;
        if ended && !info.market.end_price.is_nan() {
            learned |= market.end_price.is_nan();
            market.end_price = info.market.end_price;
            final_price = Some((market.end_price, market.series.clone(), market.price_definition));
        }
        if let Some(winner) = info.market.winner.filter(|_| ended) {
            learned |= market.winner.is_none();
            slot.resolve(winner);
        }
        slot.touch();
        if let Some((value, series, definition)) = final_price {
            self.opens_at(end, value, |m| m.series == series && m.price_definition == definition, now);
        }
        learned
    }

    /// A slot opens at the price the one before it ended at: where its own opening was missed, this is when it is known.
    fn opens_at(
        &mut self,
        start: TimeMs,
        opening: f64,
        same: impl Fn(&craftstrat_model::Market) -> bool,
        now: i64,
    ) {
        let next = self.slots.values_mut().find(|s| s.market().start == start && same(s.market()));
        if let Some(slot) = next.filter(|s| s.market().price_to_beat.is_nan()) {
            slot.info.market.price_to_beat = opening;
            slot.info.market.price_to_beat_at = TimeMs(now);
            slot.touch();
        }
    }

    /// A book fetched to compare.
    fn audited(&mut self, slug: &str, outcome: Outcome, body: &[u8], now: i64, out: &mut Vec<Effect>) {
        let fetched = match rest::book(body) {
            Ok(fetched) => fetched,
            Err(reason) => return self.counters.refuse(reason),
        };
        let Some(slot) = self.slots.get_mut(slug) else { return };
        if *fetched.token != *slot.info.tokens[outcome.index()] {
            return self.counters.refuse(BAD_ID);
        }
        let timings = self.config.timings;
        let finding = slot.audit(outcome, &fetched, now, &timings, &mut self.counters);
        if finding == Finding::Fine {
            return;
        }
        let tokens = slot.info.tokens.clone();
        slot.take(outcome, self.stamp_us, &fetched, &self.prices, &mut self.counters, out);
        if self.config.raw {
            let (link, received_us) = (Link::Market, self.stamp_us);
            out.push(Effect::Raw(RawFrame { link, received_us, frame: body.to_vec() }));
        }
        let link = &mut self.links[Link::Market as usize];
        match (finding, link.open()) {
            (Finding::Missed, Some(connection)) => self.tokens.renew(connection, &tokens, out),
            (Finding::Frozen, Some(_)) => {
                self.counters.silences += 1;
                link.drop_it(now, &timings, &mut self.chance, out);
            }
            _ => {}
        }
    }
}

/// Ids go into subscriptions and paths, so they must be what ids of the venue are; and where they prove which outcome they
/// are, metadata must agree.
fn check_ids(info: &MarketInfo) -> Result<(), &'static str> {
    if info.tokens.iter().any(String::is_empty) || info.condition.is_empty() {
        return Err(NOT_THERE_YET);
    }
    let digits = |t: &String| t.len() <= 78 && t.bytes().all(|b| b.is_ascii_digit());
    let hex = info.condition.strip_prefix("0x").filter(|h| h.len() <= 64);
    if !info.tokens.iter().all(digits) || !hex.is_some_and(|h| h.bytes().all(|b| b.is_ascii_hexdigit())) {
        return Err(BAD_ID);
    }
    let contradicts = |(token, outcome): (&String, Outcome)| {
        outcome_of_token(&info.condition, token).is_some_and(|proved| proved != outcome)
    };
    match info.tokens.iter().zip(Outcome::BOTH).any(contradicts) {
        true => Err(CONTRADICTION),
        false => Ok(()),
    }
}
