//! What is wrong with a document, said so that its author can repair it.
//!
//! Every problem carries the place, a stable code, a sentence and, where there is one, a fix. All problems of a document
//! are reported at once.

pub(crate) mod fix;
pub(crate) mod message;
pub(crate) mod phrase;
mod sentence;

pub use sentence::{Argument, Sentence, Template, templates};

use serde::Serialize;
use std::fmt;

/// Whether a problem prevents compiling.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// The document is not compiled.
    Error,
    /// The document is compiled; it probably does not do what its author wants.
    Warning,
}

/// One problem of a document.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Problem {
    /// Whether it prevents compiling.
    pub severity: Severity,
    /// Stable, for programs: one of [`code::ALL`].
    pub code: &'static str,
    /// Where, as a JSON pointer into the document: `/conditions/0/rules/1/value`; empty for the document as a whole.
    pub path: String,
    /// A sentence for people.
    pub message: Sentence,
    /// What to do about it, where that is known.
    pub fix: Option<Sentence>,
}

impl Problem {
    /// Whether it prevents compiling.
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }

    /// That a document cannot be read, where an editor finds so and the compiler has nothing to say against it.
    pub fn unreadable() -> Self {
        Self {
            severity: Severity::Error,
            code: code::WRONG_TYPE,
            path: String::new(),
            message: message::unreadable(),
            fix: None,
        }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let severity = match self.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
        };
        let place = if self.path.is_empty() { "document" } else { &self.path };
        write!(f, "{severity}[{}] {place}: {}", self.code, self.message)?;
        match &self.fix {
            Some(fix) => write!(f, " Fix: {fix}"),
            None => Ok(()),
        }
    }
}

/// The stable codes.
pub mod code {
    macro_rules! codes {
        ($($name:ident $text:literal $doc:literal;)*) => {
            $(#[doc = $doc] pub const $name: &str = $text;)*
            /// Every code with its meaning.
            pub const ALL: &[(&str, &str)] = &[$(($text, $doc),)*];
        };
    }

    codes! {
        JSON "json" "The text is not JSON.";
        TOO_LARGE "too_large" "The document, or a part of it, exceeds a limit.";
        TOO_DEEP "too_deep" "Objects and lists are nested too deeply.";
        DUPLICATE "duplicate" "Two things have the same name.";
        WRONG_TYPE "wrong_type" "A value has the wrong JSON type.";
        MISSING_FIELD "missing_field" "A field that must be there is not.";
        UNKNOWN_FIELD "unknown_field" "A field that means nothing here.";
        UNKNOWN_NAME "unknown_name" "A name that is in no catalogue.";
        UNSUPPORTED_VERSION "unsupported_version" "The document is written for another version of the format.";
        SETTLEMENT_DATA "settlement_data" "Data known only after the slot cannot be an input.";
        OUT_OF_RANGE "out_of_range" "A number lies outside its permitted range.";
        BAD_TEXT "bad_text" "A text is empty, too long or holds control characters.";
        EMPTY "empty" "Something that needs content has none.";
        CONFLICT "conflict" "Two parts of the document contradict each other.";
        UNKNOWN_NODE "unknown_node" "An edge refers to a node that does not exist.";
        UNKNOWN_PORT "unknown_port" "An edge names a port that the node does not have.";
        MISSING_INPUT "missing_input" "A node lacks an input.";
        TOO_MANY_INPUTS "too_many_inputs" "A node has more inputs than it can use.";
        KIND_MISMATCH "kind_mismatch" "A number is used as a condition, or a condition as a number.";
        CYCLE "cycle" "Nodes depend on themselves.";
        NO_ACTION "no_action" "The strategy never does anything.";
        UNKNOWN_PARAMETER "unknown_parameter" "A parameter is used that is not declared.";
        STATE_TOO_LARGE "state_too_large" "The windows of all indicators together need too much memory.";
        UNUSED "unused" "A node or parameter has no influence on any action.";
        IGNORED "ignored" "A setting has no effect here.";
        NEVER_TRUE "never_true" "A condition that can never hold.";
        ALWAYS_TRUE "always_true" "A condition that always holds.";
        NEVER_FIRES "never_fires" "An action that can never fire.";
        TARGET_UNREACHABLE "target_unreachable" "A take profit that no price can reach.";
        INTERNAL "internal" "The compiler failed; the document may be fine.";
    }
}

/// Problems kept before the rest is only counted.
const KEPT_MAX: usize = 200;

/// Collects problems while a document is read, checked and lowered.
#[derive(Debug, Default)]
pub(crate) struct Problems {
    list: Vec<Problem>,
    dropped: usize,
}

impl Problems {
    /// Notes an error.
    pub(crate) fn error(&mut self, path: &str, code: &'static str, message: Sentence) {
        self.push(Severity::Error, path, code, message, None);
    }

    /// Notes an error and what to do about it.
    pub(crate) fn error_fix(
        &mut self,
        path: &str,
        code: &'static str,
        message: Sentence,
        fix: impl Into<Option<Sentence>>,
    ) {
        self.push(Severity::Error, path, code, message, fix.into());
    }

    /// Notes a warning and what to do about it.
    pub(crate) fn warn(
        &mut self,
        path: &str,
        code: &'static str,
        message: Sentence,
        fix: impl Into<Option<Sentence>>,
    ) {
        self.push(Severity::Warning, path, code, message, fix.into());
    }

    fn push(
        &mut self,
        severity: Severity,
        path: &str,
        code: &'static str,
        message: Sentence,
        fix: Option<Sentence>,
    ) {
        // Errors are worth more than warnings when there is no room for all.
        if self.list.len() >= KEPT_MAX {
            self.dropped += 1;
            let Some(warning) =
                self.list.iter().rposition(|p| !p.is_error()).filter(|_| severity == Severity::Error)
            else {
                return;
            };
            self.list.remove(warning);
        }
        self.list.push(Problem { severity, code, path: path.to_owned(), message, fix });
    }

    /// Whether further problems are only counted, so that no effort need go into their fixes.
    pub(crate) fn is_full(&self) -> bool {
        self.list.len() >= KEPT_MAX
    }

    /// Whether any error was noted.
    pub(crate) fn has_errors(&self) -> bool {
        self.list.iter().any(Problem::is_error)
    }

    /// Everything noted, errors first, otherwise in the order of discovery.
    pub(crate) fn finish(mut self) -> Vec<Problem> {
        self.list.sort_by_key(|p| p.severity);
        if self.dropped > 0 {
            self.list.push(Problem {
                severity: if self.has_errors() { Severity::Error } else { Severity::Warning },
                code: code::TOO_LARGE,
                path: String::new(),
                message: message::not_listed(self.dropped),
                fix: None,
            });
        }
        self.list
    }
}

/// Text of the author's as it may be quoted in a sentence: at most 40 characters, control characters replaced.
pub(crate) fn quote(text: &str) -> String {
    let mut out: String = text.chars().take(40).map(|c| if c.is_control() { '?' } else { c }).collect();
    if text.chars().nth(40).is_some() {
        out.push('…');
    }
    format!("`{out}`")
}

/// The candidate nearest to `text` by edit distance, when it is near enough to be meant.
pub(crate) fn closest<'a>(text: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let wanted: Vec<char> = text.to_lowercase().chars().take(64).collect();
    let limit = (wanted.len() / 3).clamp(1, 4);
    candidates
        .into_iter()
        .map(|c| (distance(&wanted, &c.to_lowercase().chars().collect::<Vec<_>>()), c))
        .filter(|(d, c)| {
            *d <= limit || (wanted.len() >= 4 && c.to_lowercase().starts_with(&text.to_lowercase()))
        })
        // Of equally near ones the one as long as what was written: letters are swapped more often than dropped.
        .min_by_key(|(d, c)| (*d, c.chars().count().abs_diff(wanted.len())))
        .map(|(_, c)| c)
}

/// "Did you mean" as a fix.
pub(crate) fn did_you_mean<'a>(
    text: &str,
    candidates: impl IntoIterator<Item = &'a str>,
) -> Option<Sentence> {
    closest(text, candidates).map(fix::did_you_mean)
}

/// Edit distance with transpositions of neighbours (optimal string alignment).
fn distance(a: &[char], b: &[char]) -> usize {
    let width = b.len() + 1;
    let mut d = vec![0; (a.len() + 1) * width];
    for i in 0..=a.len() {
        for j in 0..=b.len() {
            let at = i * width + j;
            d[at] = if i == 0 || j == 0 {
                i + j
            } else {
                let replace = d[at - width - 1] + usize::from(a[i - 1] != b[j - 1]);
                let best = replace.min(d[at - width] + 1).min(d[at - 1] + 1);
                let swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
                if swapped { best.min(d[at - 2 * width - 2] + 1) } else { best }
            };
        }
    }
    d[a.len() * width + b.len()]
}

#[cfg(test)]
mod tests {
    use super::closest;

    #[test]
    fn near_names_are_suggested_and_far_ones_are_not() {
        let names = ["mid_up", "mid_down", "abs_move_pct", "EMA"];
        assert_eq!(closest("mdi_up", names), Some("mid_up"));
        assert_eq!(closest("abs_move", names), Some("abs_move_pct"));
        assert_eq!(closest("ema", names), Some("EMA"));
        assert_eq!(closest("emma", names), Some("EMA"));
        assert_eq!(closest("=>", [">", ">=", "=="]), Some(">="));
        assert_eq!(closest("wombat", names), None);
        assert_eq!(closest("", names), None);
    }
}
