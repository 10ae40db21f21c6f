//! Which runs a strategy has.

use craftstrat_api::studio::live::{LiveRunSummary, RunState};

/// The runs of a stored strategy that another version can be given: those that still look at ticks.
pub fn running(runs: &[LiveRunSummary], strategy: &str) -> Vec<LiveRunSummary> {
    let is_on = |run: &&LiveRunSummary| {
        run.strategy_id.as_deref() == Some(strategy)
            && matches!(run.state, RunState::Running | RunState::Paused | RunState::Halted)
    };
    runs.iter().filter(is_on).cloned().collect()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
pub(crate) mod tests {
    use super::running;
    use craftstrat_api::studio::live::LiveRunSummary;
    use serde_json::{Value, json};

    pub(crate) fn run(id: &str, change: impl FnOnce(&mut Value)) -> LiveRunSummary {
        let mut value = json!({
            "id": id, "name": format!("Run {id}"), "strategy_id": "s1", "component": "c".repeat(64),
            "series": ["btc-updown-5m"], "state": "running", "waiting": null, "started_at_ms": 0,
            "last_tick_ms": null, "last_signal": null,
            "money": { "opening_usdc": "1000", "cash_usdc": "1000", "equity_usdc": "1000", "realised_usdc": "0",
                "unrealised_usdc": "0", "fees_usdc": "0", "exposure_usdc": "0" },
            "positions": 0, "open_orders": 0, "fills": 0, "denials": 0, "has_shadow": false,
        });
        change(&mut value);
        serde_json::from_value(value).unwrap()
    }

    #[test]
    fn only_runs_of_the_strategy_that_still_look_at_ticks_count() {
        let runs = [
            run("a", |_| ()),
            run("b", |r| r["state"] = "halted".into()),
            run("c", |r| r["state"] = "stopping".into()),
            run("d", |r| r["state"] = "failed".into()),
            run("e", |r| r["strategy_id"] = "s2".into()),
            run("f", |r| r["strategy_id"] = Value::Null),
        ];
        let ids: Vec<String> = running(&runs, "s1").into_iter().map(|run| run.id).collect();
        assert_eq!(ids, ["a", "b"]);
    }
}
