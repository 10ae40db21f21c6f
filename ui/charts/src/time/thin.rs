//! Columns made fit for drawing: whole seconds, strictly ascending, not more points than a chart can take.

/// Times in whole seconds and values, equally long.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Columns {
    /// Seconds since the Unix epoch, strictly ascending.
    pub seconds: Vec<f64>,
    /// Values; NaN is a gap.
    pub values: Vec<f64>,
}

/// One point per second, the last of each; a point that is not later than the one before it in whole seconds takes its
/// place, so that the result ascends whatever comes in.
pub fn by_second(times_ms: &[f64], values: &[f64]) -> Columns {
    let mut columns = Columns::default();
    for (&ms, &value) in times_ms.iter().zip(values) {
        let second = (ms / 1_000.0).floor();
        if !second.is_finite() {
            continue;
        }
        match columns.seconds.last() {
            Some(&last) if second <= last => {
                if let Some(place) = columns.values.last_mut() {
                    // A gap inside a second in which something was seen is not a gap of the chart.
                    if value.is_finite() || place.is_nan() {
                        *place = value;
                    }
                }
            }
            _ => {
                columns.seconds.push(second);
                columns.values.push(value);
            }
        }
    }
    columns
}

/// Points of a bucket that are kept: first, last, lowest, highest and the first gap.
const KEPT: usize = 5;

/// At most `limit` points (never fewer than five): buckets of equally many points, of which the first, the last, the lowest
/// and the highest stay and one gap where there is any. Peaks and gaps survive, and the picture is the same.
pub fn thin(columns: Columns, limit: usize) -> Columns {
    let n = columns.seconds.len();
    let buckets = (limit / KEPT).max(1);
    if n <= limit.max(KEPT) {
        return columns;
    }
    let mut out = Columns::default();
    for bucket in 0..buckets {
        let (from, to) = (bucket * n / buckets, (bucket + 1) * n / buckets);
        let Some(values) = columns.values.get(from..to).filter(|v| !v.is_empty()) else { continue };
        let finite = || values.iter().enumerate().filter(|(_, v)| v.is_finite());
        let lowest = finite().min_by(|a, b| a.1.total_cmp(b.1)).map(|(i, _)| i);
        let highest = finite().max_by(|a, b| a.1.total_cmp(b.1)).map(|(i, _)| i);
        let gap = values.iter().position(|v| v.is_nan());
        let mut kept: Vec<usize> =
            [Some(0), Some(values.len() - 1), lowest, highest, gap].into_iter().flatten().collect();
        kept.sort_unstable();
        kept.dedup();
        for index in kept {
            if let (Some(second), Some(value)) = (columns.seconds.get(from + index), values.get(index)) {
                out.seconds.push(*second);
                out.values.push(*value);
            }
        }
    }
    out
}
