//! `record`: the venue's running slots into the tick store, until Ctrl-C.

use crate::args::RecordArgs;
use crate::{Session, logging, output};
use anyhow::{Result, anyhow};
use craftstrat_data::{ImportError, StoreError};
use craftstrat_feed::FeedConfig;
use craftstrat_feed::latency::Quantiles;
use craftstrat_feed::record::{RecordSettings, Recorded};
use craftstrat_feed::session::{Recording, SessionError, Topics, record_session};
use craftstrat_feed::shell::{Clock, Endpoints, Report, simulated};
use std::fmt::Write;
use std::time::{Duration, Instant};

/// Records.
///
/// # Errors
/// When another recorder uses the data folder, or rows cannot be kept there.
pub fn run(session: &Session, args: &RecordArgs) -> Result<()> {
    logging::start();
    let mut config = FeedConfig::new(args.series.clone());
    config.raw = args.raw;
    // Not to come back together with others that lost the same connection.
    config.seed = u64::from(std::process::id());
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let limit = args.seconds.map(Duration::from_secs);
    let begun = Instant::now();
    let (report, recorded) = runtime.block_on(async {
        let (endpoints, clock) = match &args.sim {
            Some(address) => simulated(address).await?,
            None => (Endpoints::venue(), Clock::System),
        };
        let names: Vec<String> = args.series.iter().map(ToString::to_string).collect();
        output::text(&format!("Recording {} (Ctrl-C stops it)\n", names.join(", ")))?;
        let look = |_: &Report| {
            if limit.is_some_and(|limit| begun.elapsed() >= limit) {
                session.bars.stop().store(true, std::sync::atomic::Ordering::Relaxed);
            }
        };
        let settings = RecordSettings::default();
        let recording =
            Recording { config, endpoints: &endpoints, clock, data_dir: &session.data_dir, settings };
        let topics = Topics::default();
        let done = record_session(recording, &topics, session.bars.stop(), look);
        done.await.map_err(refused)
    })?;
    output::text(&summary(&report, &recorded))
}

/// Why nothing was recorded; another recorder is told from other imports.
fn refused(error: SessionError) -> anyhow::Error {
    match error {
        SessionError::Record(ImportError::Store(StoreError::Locked(dir))) if dir.ends_with("journal") => {
            anyhow!(
                "another recorder works in {}: stop it, or the `craftstrat up` that records what it follows; or give another \
             --data-dir",
                dir.display()
            )
        }
        error => error.into(),
    }
}

fn summary(report: &Report, recorded: &Recorded) -> String {
    let counters = &report.counters;
    let mut text = String::new();
    let mut fact = |name: &str, value: u64| output::fact(&mut text, name, value);
    fact("rows recorded", recorded.rows);
    fact("rows recovered from an earlier recorder", recorded.recovered.rows);
    fact("rows shed", recorded.shed);
    fact("raw messages kept", recorded.frames);
    fact("raw messages shed", report.raw_shed);
    fact("commits", recorded.commits.0);
    fact("commits put off: another import was writing", recorded.commits.1);
    fact("frames received", counters.frames);
    fact("connections opened", counters.connects);
    fact("connections dropped for silence", counters.silences);
    fact("hashes equal", counters.hashes_equal);
    fact("hashes that differ", counters.hashes_differ);
    fact("hashes that cannot be checked", counters.hashes_unchecked);
    fact("audits equal", counters.audits_equal);
    fact("audits that replaced a book", counters.audits_differ + counters.audits_missed);
    fact("requests that failed", counters.failed_requests);
    fact("messages sent again", counters.repeated);
    for (reason, count) in &counters.refused {
        fact(&format!("refused: {reason}"), *count);
    }
    let Quantiles { count, mean_us, p50_us, p99_us, max_us } = report.frame_to_tick.quantiles();
    if count > 0 {
        let spread = format!("half within {p50_us} us, 99 of 100 within {p99_us} us, longest {max_us} us");
        let _ = writeln!(text, "frame to row: mean {mean_us} us, {spread}");
    }
    text
}
