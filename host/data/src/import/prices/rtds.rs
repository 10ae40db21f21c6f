//! Recorded messages of the venue's real-time data service: a receive time, a space, the message; what
//! `craftstrat record --raw` writes.

use super::{Point, Stream};
use crate::import::lines::Source;
use crate::{ImportError, ImportReport};
use craftstrat_venue::number::{ms_after, time_us};
use craftstrat_venue::rtds;

/// Whether a file with this first line is such a recording.
pub(super) fn is_one(line: &[u8]) -> bool {
    split(line).is_some_and(|(_, frame)| {
        let decoded = rtds::decode(frame);
        !decoded.updates.is_empty() || frame.windows(8).any(|w| w == b"\"topic\":")
    })
}

fn split(line: &[u8]) -> Option<(i64, &[u8])> {
    let at = line.iter().position(|b| *b == b' ')?;
    let time = std::str::from_utf8(&line[..at]).ok()?;
    Some((time_us(time, None)?, &line[at + 1..]))
}

pub(super) fn read(
    mut source: Source<'_>,
    report: &mut ImportReport,
    take: &mut dyn FnMut(&str, Stream, Point) -> Result<(), ImportError>,
) -> Result<(), ImportError> {
    while let Some((_, line)) = source.next_line()? {
        report.records += 1;
        let Some((received_us, frame)) = split(line) else {
            report.reject(super::file::BAD_LINE);
            continue;
        };
        let decoded = rtds::decode(frame);
        for reason in decoded.rejects {
            report.reject(reason);
        }
        let known_at = ms_after(received_us);
        for update in decoded.updates {
            for (feed_at, value) in update.values {
                take(&update.asset, update.stream, Point { known_at, feed_at, value })?;
            }
        }
    }
    Ok(())
}
