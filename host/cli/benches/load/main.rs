//! What many people at once cost: the real server with accounts, over SQLite and over PostgreSQL.
//!
//! `cargo xtask load` runs it. 200 people sign up and in, each from an address of their own; then all of them browse and save at
//! once: their strategies, one of them, saving it with its `ETag`, their backtests, what runs, their plan. First each asks once a
//! second, then as fast as answers come. What is printed: requests a second, the time from a request to the end of its
//! answer, requests that were not met as they should be, the server's greatest resident memory, and how long signing in took.
//! The generator shares the machine with the server.
#![allow(missing_docs, clippy::unwrap_used)]

mod crowd;
mod served;

use crowd::{Figures, KINDS, Pace};
use served::Served;
use std::time::Duration;

/// People unless `CRAFTSTRAT_LOAD_PEOPLE` says otherwise.
const PEOPLE: usize = 200;

/// Seconds of each pace unless `CRAFTSTRAT_LOAD_SECONDS` says otherwise. Longer than two minutes everybody would run into the
/// limits that an account has.
const SECONDS: u64 = 30;

/// What one database came to.
struct Column {
    database: &'static str,
    logins: Vec<Duration>,
    paces: Vec<(Pace, Figures)>,
    peak_mib: u64,
}

fn asked<T: std::str::FromStr>(name: &str, otherwise: T) -> T {
    std::env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(otherwise)
}

fn main() {
    let people = asked("CRAFTSTRAT_LOAD_PEOPLE", PEOPLE);
    let length = Duration::from_secs(asked("CRAFTSTRAT_LOAD_SECONDS", SECONDS));
    let sqlite = craftstrat_storage_test::Empty::sqlite();
    let postgres = craftstrat_storage_test::Empty::postgres();
    let mut columns = vec![measure("SQLite", &sqlite.url(), people, length)];
    columns.extend(postgres.map(|database| measure("PostgreSQL", &database.url(), people, length)));
    print(people, length, &columns);
    let errors: usize = columns.iter().flat_map(|c| &c.paces).map(|(_, figures)| figures.errors.len()).sum();
    assert_eq!(errors, 0, "every request has to be met");
}

fn measure(database: &'static str, url: &str, people: usize, length: Duration) -> Column {
    println!("{database}: {people} people sign up");
    let served = Served::start(url);
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let (crowd, logins) = runtime.block_on(crowd::gather(&served, people));
    let mut paces = Vec::new();
    for pace in [Pace::OnceASecond, Pace::AsFastAsTheyCan] {
        println!("{database}: {pace}");
        let figures = runtime.block_on(crowd::ask(&crowd, pace, length));
        figures.errors.iter().take(5).for_each(|error| println!("  {error}"));
        paces.push((pace, figures));
    }
    Column { database, logins, paces, peak_mib: served.peak_mib() }
}

/// The `share` of all that took at most this, in ms.
fn quantile(times: &mut [Duration], share: f64) -> f64 {
    times.sort_unstable();
    let last = times.len().saturating_sub(1);
    times.get((last as f64 * share) as usize).map_or(f64::NAN, |time| time.as_secs_f64() * 1e3)
}

fn spread(times: &mut [Duration]) -> String {
    format!("{:.1} / {:.1}", quantile(times, 0.5), quantile(times, 0.99))
}

fn row(name: &str, cells: impl Iterator<Item = String>) {
    println!("| {name} | {} |", cells.collect::<Vec<_>>().join(" | "));
}

fn print(people: usize, length: Duration, columns: &[Column]) {
    println!("\n{people} people, {} s of each pace; times p50 / p99 in ms\n", length.as_secs());
    row("", columns.iter().map(|c| c.database.to_owned()));
    row("---", columns.iter().map(|_| "---".to_owned()));
    row("signing in, 4 at once", columns.iter().map(|c| spread(&mut c.logins.clone())));
    for (number, pace) in [Pace::OnceASecond, Pace::AsFastAsTheyCan].into_iter().enumerate() {
        let figures = || columns.iter().map(move |c| &c.paces[number].1);
        row(&format!("{pace}: requests/s"), figures().map(|f| format!("{:.0}", f.per_second())));
        for (kind, name) in KINDS.iter().enumerate() {
            row(&format!("{pace}: {name}"), figures().map(|f| spread(&mut f.times[kind].clone())));
        }
        row(&format!("{pace}: errors"), figures().map(|f| f.errors.len().to_string()));
    }
    row("greatest resident memory, MiB", columns.iter().map(|c| c.peak_mib.to_string()));
}
