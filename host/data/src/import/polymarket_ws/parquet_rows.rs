//! Parquet recordings, a row at a time.

use super::{Intake, Recorded};
use crate::{ImportError, Progress, untrusted};
use craftstrat_venue::number::{time_us, time_us_of_f64};
use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::record::{Field, Row};
use parquet::schema::types::Type;
use std::fs::File;
use std::io::Read;
use std::path::Path;
use std::sync::Arc;

/// A row without a usable receive time.
const BAD_TIME: &str = "impossible receive time";
/// A row without a message.
const NO_MESSAGE: &str = "row without a message";

const REMEDY: &str = "A recording has the columns timestamp, slug, asset_id and raw_data";

/// Whether the file begins as Parquet does.
pub(super) fn is_parquet(path: &Path) -> Result<bool, ImportError> {
    let file = File::open(path).map_err(|e| ImportError::io("open", path, e))?;
    let mut head = Vec::new();
    file.take(4).read_to_end(&mut head).map_err(|e| ImportError::io("read", path, e))?;
    Ok(head == b"PAR1")
}

/// The columns that count, in the order they are read.
const COLUMNS: [&str; 6] = ["timestamp", "slug", "asset_id", "raw_data", "bids", "asks"];

/// Hands every row's message to `intake`.
pub(super) fn read(path: &Path, intake: &mut Intake<'_>, progress: &dyn Progress) -> Result<(), ImportError> {
    let file = File::open(path).map_err(|e| ImportError::io("open", path, e))?;
    let size = file.metadata().map_err(|e| ImportError::io("read", path, e))?.len();
    let reader = untrusted(path, || SerializedFileReader::new(file))?;
    let schema = reader.metadata().file_metadata().schema();
    let present = |name: &str| schema.get_fields().iter().any(|f| f.name() == name);
    if !present("timestamp") || !(present("raw_data") || present("bids") && present("asset_id")) {
        return Err(ImportError::file(path, "no column `timestamp` or no `raw_data`", REMEDY));
    }
    // `bids` and `asks` repeat what `raw_data` says, and are the bulk of the file.
    let wanted = &COLUMNS[..if present("raw_data") { 4 } else { 6 }];
    let fields = schema.get_fields().iter().filter(|f| wanted.contains(&f.name()));
    let projection = untrusted(path, || {
        Type::group_type_builder(schema.name()).with_fields(fields.map(Arc::clone).collect()).build()
    })?;
    let groups = reader.num_row_groups();
    let mut number = 0;
    for group in 0..groups {
        let group = untrusted(path, || reader.get_row_group(group))?;
        let mut rows = untrusted(path, || group.get_row_iter(Some(projection.clone())))?;
        while let Some(row) = untrusted(path, || rows.next().transpose())? {
            number += 1;
            if number % 1_024 == 0 && progress.cancelled() {
                return Err(ImportError::Cancelled);
            }
            take(&row, intake)?;
        }
        progress.advance(size / groups.max(1) as u64);
    }
    Ok(())
}

fn take(row: &Row, intake: &mut Intake<'_>) -> Result<(), ImportError> {
    let field = |name: &str| row.get_column_iter().find(|(n, _)| *n == name).map(|(_, f)| f);
    let text = |name: &str| match field(name) {
        Some(Field::Str(text)) => Some(text.as_str()),
        _ => None,
    };
    let Some(received_us) = field("timestamp").and_then(time_of) else {
        intake.report.records += 1;
        intake.report.reject(BAD_TIME);
        return Ok(());
    };
    let token = text("asset_id");
    let recorded = Recorded { received_us, slug: text("slug"), token };
    let composed;
    let message = match (text("raw_data"), token) {
        (Some(raw), _) => raw,
        (None, Some(token)) if text("bids").is_some() || text("asks").is_some() => {
            let side = |name| text(name).unwrap_or("[]");
            let token = serde_json::Value::from(token);
            composed = format!(
                r#"{{"event_type":"book","asset_id":{token},"bids":{},"asks":{}}}"#,
                side("bids"),
                side("asks")
            );
            &composed
        }
        _ => {
            intake.report.records += 1;
            intake.report.reject(NO_MESSAGE);
            return Ok(());
        }
    };
    intake.frame(message.as_bytes(), Some(recorded))
}

/// A receive time of whatever type.
fn time_of(field: &Field) -> Option<i64> {
    match field {
        Field::Double(seconds) => time_us_of_f64(*seconds),
        Field::Long(value) => time_us(&value.to_string(), None),
        Field::ULong(value) => time_us(&value.to_string(), None),
        Field::TimestampMillis(ms) => ms.checked_mul(1_000),
        Field::TimestampMicros(us) => Some(*us),
        Field::Str(text) => time_us(text, None),
        _ => None,
    }
    .filter(|us| *us >= 0)
}
