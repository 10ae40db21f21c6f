//! Work that the server does not have yet, kept in the browser: one draft per tab, so that two tabs never overwrite each
//! other's.

use serde::{Deserialize, Serialize};

/// Unsaved work.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    /// The server's revision it is based on.
    pub revision: u64,
    /// The document's text.
    pub text: String,
    /// When it was kept.
    pub at_ms: i64,
}

/// What all drafts of a strategy are kept under.
pub fn prefix(strategy: &str) -> String {
    format!("craftstrat.draft.{strategy}.")
}

/// What a tab's draft of a strategy is kept under.
pub fn key(strategy: &str, tab: &str) -> String {
    format!("{}{tab}", prefix(strategy))
}

/// What a strategy is opened with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Opening {
    /// What the server has.
    Server,
    /// Unsaved work on top of what the server has.
    Draft(String),
    /// Unsaved work, but the server has moved on: a person must decide.
    Conflict(String),
}

/// What to open, given what the server has and the drafts found here.
pub fn opening(revision: u64, text: &str, draft: Option<&Draft>) -> Opening {
    match draft {
        None => Opening::Server,
        Some(draft) if draft.text == text => Opening::Server,
        Some(draft) if draft.revision == revision => Opening::Draft(draft.text.clone()),
        Some(draft) => Opening::Conflict(draft.text.clone()),
    }
}

/// The draft to open of those found: this tab's own, or else the newest.
pub fn pick<'a>(drafts: &'a [(String, Draft)], own_key: &str) -> Option<&'a (String, Draft)> {
    drafts.iter().find(|(key, _)| key == own_key).or_else(|| drafts.iter().max_by_key(|(_, d)| d.at_ms))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn draft(revision: u64, text: &str, at_ms: i64) -> Draft {
        Draft { revision, text: text.to_owned(), at_ms }
    }

    #[test]
    fn unsaved_work_is_opened_and_nothing_is_overwritten_silently() {
        assert_eq!(opening(2, "a", None), Opening::Server);
        assert_eq!(opening(2, "a", Some(&draft(1, "a", 0))), Opening::Server);
        assert_eq!(opening(2, "a", Some(&draft(2, "b", 0))), Opening::Draft("b".to_owned()));
        assert_eq!(opening(3, "a", Some(&draft(2, "b", 0))), Opening::Conflict("b".to_owned()));
    }

    #[test]
    fn a_tab_opens_its_own_draft_before_anybody_elses() {
        let drafts = [
            (key("s", "one"), draft(1, "x", 5)),
            (key("s", "two"), draft(1, "y", 9)),
            (key("s", "three"), draft(1, "z", 7)),
        ];
        assert_eq!(pick(&drafts, &key("s", "one")).unwrap().1.text, "x");
        assert_eq!(pick(&drafts, &key("s", "new")).unwrap().1.text, "y");
        assert!(pick(&[], "k").is_none());
        assert!(key("s", "one").starts_with(&prefix("s")));
    }
}
