//! Which run is meant: by its id, its name, or the beginning of its id.

use crate::failure::bad_input;
use anyhow::Result;

/// A run's id and name.
pub type Named = (String, String);

/// The id of the run that `text` names.
///
/// # Errors
/// Bad input when there is none, or more than one; the candidates are listed.
pub fn find(runs: &[Named], text: &str) -> Result<String> {
    if runs.iter().any(|(id, _)| id == text) {
        return Ok(text.to_owned());
    }
    let mut found: Vec<&Named> = runs.iter().filter(|(_, name)| name == text).collect();
    if found.is_empty() {
        found = runs.iter().filter(|(id, _)| !text.is_empty() && id.starts_with(text)).collect();
    }
    match found.as_slice() {
        [(id, _)] => Ok(id.clone()),
        [] if runs.is_empty() => Err(bad_input(format!("there is no run {text}: nothing runs on paper"))),
        [] => Err(bad_input(format!("there is no run {text}; there are:\n{}", list(runs.iter())))),
        several => {
            let (count, list) = (several.len(), list(several.iter().copied()));
            Err(bad_input(format!("{count} runs are meant by {text}, say which by its id:\n{list}")))
        }
    }
}

fn list<'r>(runs: impl Iterator<Item = &'r Named>) -> String {
    runs.map(|(id, name)| format!("  {id}  {name}")).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn runs() -> Vec<Named> {
        [("a1f0", "late"), ("a1c2", "early"), ("b7", "early"), ("late", "other")]
            .map(|(id, name)| (id.to_owned(), name.to_owned()))
            .to_vec()
    }

    #[test]
    fn an_id_comes_before_a_name_and_a_name_before_a_beginning() {
        assert_eq!(find(&runs(), "late").unwrap(), "late");
        assert_eq!(find(&runs(), "other").unwrap(), "late");
        assert_eq!(find(&runs(), "a1c").unwrap(), "a1c2");
    }

    #[test]
    fn what_is_not_clear_is_refused_with_the_candidates() {
        let said = |text: &str| find(&runs(), text).unwrap_err().to_string();
        for text in ["early", "a1"] {
            assert!(said(text).contains("a1c2") && said(text).contains("early"), "{}", said(text));
        }
        assert!(!said("a1").contains("b7"));
        assert!(said("c").contains("there is no run c") && said("c").contains("b7"));
        assert!(said("").contains("there is no run"));
    }
}
