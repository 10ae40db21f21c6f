//! Counting what the test runners said.

/// Passed and failed tests and checks, and what was skipped with its reason.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Passed.
    pub passed: u64,
    /// Failed.
    pub failed: u64,
    /// Ignored, or said `SKIPPED:`.
    pub skipped: u64,
    /// The lines that said so.
    pub reasons: Vec<String>,
}

impl Tally {
    /// Takes in a line of a test runner's output: `test result: ok. 3 passed; 0 failed; 1 ignored; ...`, or a test's own
    /// `SKIPPED: why`.
    pub fn line(&mut self, line: &str) {
        let line = line.trim();
        if line.starts_with("SKIPPED:") {
            self.skipped += 1;
            self.reasons.push(line.to_owned());
        }
        let Some((_, counts)) = line.strip_prefix("test result: ").and_then(|l| l.split_once(". ")) else {
            return;
        };
        for count in counts.split(';') {
            let mut words = count.split_whitespace();
            let number = words.next().and_then(|n| n.parse::<u64>().ok());
            match (number, words.next()) {
                (Some(n), Some("passed")) => self.passed += n,
                (Some(n), Some("failed")) => self.failed += n,
                (Some(n), Some("ignored")) => self.skipped += n,
                _ => {}
            }
        }
    }

    /// Takes in a line of Node's test runner: `ℹ pass 3`, `ℹ fail 0`, or a test's own `SKIPPED: why`, which is what counts
    /// as skipped.
    pub fn node_line(&mut self, line: &str) {
        let line = line.trim();
        if line.starts_with("SKIPPED:") {
            return self.line(line);
        }
        let mut words = line.split_whitespace();
        let count = match (words.next(), words.next(), words.next(), words.next()) {
            (Some("ℹ" | "#"), Some(what), Some(count), None) => {
                count.parse::<u64>().ok().map(|c| (what, c))
            }
            _ => None,
        };
        match count {
            Some(("pass", count)) => self.passed += count,
            Some(("fail" | "cancelled", count)) => self.failed += count,
            _ => {}
        }
    }

    /// Counts a check that is not a test runner.
    pub fn check(&mut self, passed: bool) {
        if passed {
            self.passed += 1;
        } else {
            self.failed += 1;
        }
    }

    /// The closing line.
    pub fn summary(&self) -> String {
        let skipped = if self.skipped == 0 { String::new() } else { format!(", {} skipped", self.skipped) };
        format!("{} passed, {} failed{skipped}", self.passed, self.failed)
    }
}

#[cfg(test)]
mod tests {
    use super::Tally;

    #[test]
    fn results_are_summed_over_runners() {
        let mut tally = Tally::default();
        for line in [
            "running 4 tests",
            "test a ... ok",
            "test result: ok. 3 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.00s",
            "test result: FAILED. 10 passed; 2 failed; 0 ignored; 0 measured; 0 filtered out; finished in 1.00s",
            "SKIPPED: no recorded data beside the checkout",
            "test result: garbage",
        ] {
            tally.line(line);
        }
        tally.check(true);
        tally.check(false);
        assert_eq!(tally.summary(), "14 passed, 3 failed, 2 skipped");
        assert_eq!(tally.reasons, ["SKIPPED: no recorded data beside the checkout"]);
    }

    #[test]
    fn browser_tests_are_counted() {
        let mut tally = Tally::default();
        for line in [
            "✔ opens (12.3ms)",
            "SKIPPED: no recorded slots",
            "ℹ tests 5",
            "ℹ pass 3",
            "ℹ fail 1",
            "ℹ cancelled 1",
            "ℹ skipped 1",
            "ℹ duration_ms 5",
        ] {
            tally.node_line(line);
        }
        assert_eq!(tally.summary(), "3 passed, 2 failed, 1 skipped");
    }

    #[test]
    fn nothing_skipped_is_not_mentioned() {
        assert_eq!(Tally { passed: 2, ..Tally::default() }.summary(), "2 passed, 0 failed");
    }
}
