//! How long things took, in bounded memory.

use craftstrat_feed::latency::{Latencies, Quantiles};
use std::time::Duration;

#[test]
fn quantiles_are_of_the_newest_and_the_longest_is_of_all() {
    let mut latencies = Latencies::default();
    assert_eq!(latencies.quantiles(), Quantiles::default(), "nothing measured, nothing said");
    latencies.record(Duration::from_secs(9));
    for us in (1..=4_096).rev() {
        latencies.record(Duration::from_micros(us));
    }
    let said = latencies.quantiles();
    assert_eq!((said.count, said.max_us), (4_097, 9_000_000));
    assert_eq!((said.p50_us, said.p99_us), (2_048, 4_056), "the nine seconds are not among the newest");
    assert_eq!(said.mean_us, (9_000_000 + 4_096 * 4_097 / 2) / 4_097);
}

#[test]
fn one_measurement_is_every_quantile() {
    let mut latencies = Latencies::default();
    latencies.record(Duration::from_micros(7));
    let said = latencies.quantiles();
    assert_eq!((said.p50_us, said.p99_us, said.max_us, said.mean_us), (7, 7, 7, 7));
}
