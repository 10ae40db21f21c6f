//! The `polymarket-ws` format: raw market-channel messages in Parquet or JSON lines.
//!
//! **Parquet**: columns `timestamp` (receive time: seconds as a double, or an integer whose unit its size tells), `slug`,
//! `asset_id`, `raw_data` (the message); where `raw_data` is missing, `bids` and `asks`. **JSON lines**: a frame a
//! line, plain or gzip, in any wrapper [`craftstrat_venue::message`] knows.
//!
//! Files may overlap, repeat each other and come in any order: messages are grouped by slot and five minutes of
//! receive time on disk, then each group is sorted and applied. Memory: [`spool::BUFFER_BYTES`] while grouping, then one
//! group at a time, refused beyond [`spool::GROUP_MAX_BYTES`]. A message the venue sent once counts once.
//!
//! **Which token is Up** is never guessed: metadata says, or the token id itself proves it
//! ([`craftstrat_venue::token_id`]); messages of a token for which neither holds are refused. A slot whose recording
//! holds one token only shows the other outcome as its complement and is marked.
//!
//! **Winner**: metadata, or a recorded `market_resolved` message; else left to the tick writer's inference.

mod codec;
mod parquet_rows;
mod slot;
mod spool;

use crate::import::lines::{Source, expand, total_bytes};
use crate::import::markets::MarketInfo;
use crate::import::{Context, Options, SlotSink};
use crate::{ImportError, ImportReport, Progress, Unit};
use craftstrat_model::Outcome;
use craftstrat_model::slug::market_of_slug;
use craftstrat_venue::message::{Body, Message, decode};
use spool::Spool;
use std::collections::BTreeSet;
use std::path::PathBuf;

pub use spool::{BUFFER_BYTES, GROUP_MAX_BYTES};

/// A message of a token whose slot neither the recording nor metadata names.
pub const UNKNOWN_SLOT: &str = "token of an unknown slot: give --markets";
/// A message that says neither when it was received nor when it was sent.
pub const NO_TIME: &str = "no time";

/// Added to the venue's time where receive times are not recorded, in microseconds.
pub const ASSUMED_DELAY_US: i64 = 250_000;

/// Imports recordings of the market channel. Folders stand for the Parquet and JSON files in them.
///
/// # Errors
/// When a file cannot be read or trusted, or the sink refuses.
pub fn import(
    paths: &[PathBuf],
    options: &Options,
    sink: &mut dyn SlotSink,
    progress: &dyn Progress,
) -> Result<ImportReport, ImportError> {
    let mut report = ImportReport::default();
    let mut context = Context::open(options, &mut report, progress)?;
    let endings = [".parquet", ".jsonl", ".jsonl.gz", ".json", ".json.gz", ".ndjson", ".ndjson.gz"];
    let paths = expand(paths, &endings)?;
    progress.start("reading messages", Unit::Bytes, Some(total_bytes(&paths)?));
    let mut intake = Intake {
        spool: Spool::new(options.scratch.as_deref())?,
        resolved: BTreeSet::new(),
        context: &mut context,
        report: &mut report,
        delay_assumed: false,
    };
    for path in &paths {
        intake.report.files += 1;
        progress.message(&path.display().to_string());
        if parquet_rows::is_parquet(path)? {
            parquet_rows::read(path, &mut intake, progress)?;
        } else {
            let mut source = Source::open(path, progress)?;
            while let Some((_, line)) = source.next_line()? {
                intake.frame(line, None)?;
            }
        }
    }
    let Intake { mut spool, resolved, delay_assumed, .. } = intake;
    progress.finish();
    if delay_assumed {
        report.note(format!(
            "no receive times: messages are taken as received {} ms after the venue's time",
            ASSUMED_DELAY_US / 1_000
        ));
    }
    spool.flush()?;
    progress.start("rebuilding books", Unit::Slots, Some(spool.slots().len() as u64));
    for slug in spool.slots() {
        if progress.cancelled() {
            return Err(ImportError::Cancelled);
        }
        progress.message(&slug);
        slot::rebuild(&slug, &spool, &resolved, &mut context, sink, &mut report)?;
        progress.advance(1);
    }
    progress.finish();
    Ok(report)
}

/// What a recording says of a frame from outside of it.
#[derive(Clone, Copy, Debug)]
struct Recorded<'r> {
    received_us: i64,
    slug: Option<&'r str>,
    token: Option<&'r str>,
}

/// Takes frames apart and groups their messages by slot.
struct Intake<'c> {
    spool: Spool,
    /// Tokens that won, from `market_resolved` messages.
    resolved: BTreeSet<String>,
    context: &'c mut Context,
    report: &'c mut ImportReport,
    delay_assumed: bool,
}

impl Intake<'_> {
    fn frame(&mut self, frame: &[u8], recorded: Option<Recorded<'_>>) -> Result<(), ImportError> {
        self.report.records += 1;
        let decoded = decode(frame);
        for reason in decoded.rejects {
            self.report.reject(reason);
        }
        for mut message in decoded.messages {
            if let Some(recorded) = recorded {
                message.received_us = Some(recorded.received_us);
                message.slug = recorded.slug.map(Into::into).or(message.slug);
                if message.token.is_empty() {
                    message.token = recorded.token.unwrap_or_default().into();
                }
            }
            self.take(message)?;
        }
        Ok(())
    }

    fn take(&mut self, message: Message) -> Result<(), ImportError> {
        match &message.body {
            Body::Resolved => {
                self.resolved.insert(message.token.into());
                return Ok(());
            }
            Body::NewMarket { slug, tokens } => {
                self.learn(slug, tokens, &message.condition);
                return Ok(());
            }
            Body::Other | Body::Trade { .. } => return Ok(()),
            Body::Book { .. } | Body::Changes { .. } | Body::TickSize(_) | Body::Best(_) => {}
        }
        let slug = match &message.slug {
            Some(slug) => slug.to_string(),
            None => match self.context.markets.of_token(&message.token) {
                Some((slug, _)) => slug.to_owned(),
                None => {
                    self.report.reject(UNKNOWN_SLOT);
                    return Ok(());
                }
            },
        };
        if let Err(reason) = self.context.market(&slug) {
            self.report.reject(reason);
            return Ok(());
        }
        let received_us = message.received_us.or_else(|| {
            self.delay_assumed |= message.venue_ms.is_some();
            message.venue_ms.map(|ms| ms * 1_000 + ASSUMED_DELAY_US)
        });
        match received_us {
            Some(received_us) => self.spool.push(&slug, received_us, &message),
            None => {
                self.report.reject(NO_TIME);
                Ok(())
            }
        }
    }

    /// A `new_market` message is metadata: it names the tokens of a slot.
    fn learn(&mut self, slug: &str, tokens: &[(Box<str>, Box<str>)], condition: &str) {
        let Ok(market) = market_of_slug(slug) else { return };
        let token = |name: &str| tokens.iter().find(|(_, n)| &**n == name).map(|(t, _)| t.to_string());
        let (Some(up), Some(down)) = (token("up"), token("down")) else { return };
        let mut info = MarketInfo::new(market);
        info.tokens[Outcome::Up.index()] = up;
        info.tokens[Outcome::Down.index()] = down;
        info.condition = condition.to_owned();
        self.context.markets.insert(info);
    }
}
