//! One slot's messages, in order of receipt, to rows.

use super::spool::{Placed, Spool};
use crate::import::{Context, SlotBuilder, SlotSink};
use crate::{ImportError, ImportReport};
use craftstrat_model::{Outcome, TimeMs, Winner, WinnerSource};
use craftstrat_venue::book::Applied;
use craftstrat_venue::slot::{Shown, SlotBook};
use craftstrat_venue::token_id::outcome_of_token;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// A token for which neither metadata nor its id says which outcome it is.
pub(super) const UNKNOWN_OUTCOME: &str = "token of an unknown outcome: give --markets";

/// A slot counts as a one-token recording when more than one state inside it in this many showed a complement.
const COMPLEMENTS_TOLERATED: u64 = 20;

/// How the tokens of one slot were told apart.
struct Tokens<'c> {
    slug: &'c str,
    context: &'c Context,
    known: BTreeMap<String, Option<Outcome>>,
    proved: bool,
}

impl Tokens<'_> {
    fn outcome(&mut self, token: &str, condition: &str) -> Option<Outcome> {
        if let Some(known) = self.known.get(token) {
            return *known;
        }
        let listed = self.context.markets.of_token(token).filter(|(slug, _)| *slug == self.slug);
        let outcome = match listed {
            Some((_, outcome)) => Some(outcome),
            None => {
                let proved = outcome_of_token(condition, token);
                self.proved |= proved.is_some();
                proved
            }
        };
        self.known.insert(token.to_owned(), outcome);
        outcome
    }
}

pub(super) fn rebuild(
    slug: &str,
    spool: &Spool,
    resolved: &BTreeSet<String>,
    context: &mut Context,
    sink: &mut dyn SlotSink,
    report: &mut ImportReport,
) -> Result<(), ImportError> {
    let market = match context.market(slug) {
        Ok(market) => market,
        Err(reason) => {
            report.reject(reason);
            return Ok(());
        }
    };
    let inside = market.start..market.end;
    let builder = context.slot(market, report)?;
    let mut slot = Slot { inside, builder, book: SlotBook::default(), counts: Counts::default() };
    let mut tokens = Tokens { slug, context, known: BTreeMap::new(), proved: false };
    let mut seen: BTreeSet<u64> = BTreeSet::new();
    for group in spool.groups(slug) {
        for placed in spool.load(slug, group)? {
            // Without the venue's time two equal messages may be two events.
            if placed.message.venue_ms.is_some() && !seen.insert(placed.digest) {
                report.duplicates += 1;
                continue;
            }
            match tokens.outcome(&placed.message.token, &placed.message.condition) {
                Some(outcome) => slot.take(outcome, &placed, report),
                None => report.reject(UNKNOWN_OUTCOME),
            }
        }
    }
    slot.show();
    if tokens.proved {
        report.note("which token is Up was proved from the token ids and the condition id".to_owned());
    }
    slot.counts.tell(slug, report);
    let won = tokens.known.iter().find_map(|(token, o)| resolved.contains(token).then_some(*o).flatten());
    let market = slot.builder.market_mut();
    market.one_token = slot.counts.complemented * COMPLEMENTS_TOLERATED > slot.counts.states;
    if let Some(outcome) = won
        && market.winner.is_none()
    {
        market.winner = Some(if outcome == Outcome::Up { Winner::Up } else { Winner::Down });
        market.winner_source = WinnerSource::Metadata;
    }
    let rows = slot.builder.finish(report);
    if rows.is_empty() {
        report.note(format!("{slug} has no message inside the slot"));
        return Ok(());
    }
    sink.add(rows)
}

/// A slot being rebuilt.
struct Slot {
    inside: Range<TimeMs>,
    builder: SlotBuilder,
    book: SlotBook,
    counts: Counts,
}

impl Slot {
    fn take(&mut self, outcome: Outcome, placed: &Placed, report: &mut ImportReport) {
        let Placed { received_us, message, .. } = placed;
        let Self { inside, builder, book, counts } = self;
        let applied = book.take(outcome, *received_us, &message.body, message.venue_ms, &mut |shown| {
            counts.show(shown, inside, builder);
        });
        match applied {
            Applied::Taken | Applied::Irrelevant => {}
            Applied::Repaired => counts.repaired += 1,
            Applied::Refused(reason) => report.reject(reason),
        }
    }

    /// Hands the state after everything pending to the sampler.
    fn show(&mut self) {
        let Self { inside, builder, book, counts } = self;
        book.show(&mut |shown| counts.show(shown, inside, builder));
    }
}

#[derive(Default)]
struct Counts {
    states: u64,
    complemented: u64,
    crossed: u64,
    repaired: u64,
}

impl Counts {
    fn show(&mut self, shown: Shown<'_>, inside: &Range<TimeMs>, builder: &mut SlotBuilder) {
        if inside.contains(&shown.at) {
            self.states += 1;
            self.complemented += u64::from(shown.complemented);
            self.crossed += u64::from(shown.state.is_crossed());
        }
        builder.push(shown.at, shown.state);
    }

    fn tell(&self, slug: &str, report: &mut ImportReport) {
        if self.crossed > 0 {
            report.note(format!(
                "{slug}: {} of {} book states are crossed, kept as recorded",
                self.crossed, self.states
            ));
        }
        if self.repaired > 0 {
            report.note(format!(
                "{slug}: {} of {} book states contradicted the best prices the venue stated and were repaired",
                self.repaired, self.states
            ));
        }
    }
}
