//! The compiler's problems, at their places, in the reader's language.

use craftstrat_compiler::Problem;
use craftstrat_studio::problems;
use craftstrat_ui_kit::I18n;

/// A problem in one text.
pub fn problem(problem: &Problem, i18n: &I18n) -> String {
    problems::text(problem, i18n.catalogue())
}

/// The first problem at one of `fields` below `pointer`.
pub fn at(all: &[Problem], pointer: &str, fields: &[&str], i18n: &I18n) -> Option<yew::AttrValue> {
    fields.iter().find_map(|field| {
        let found = crate::logic::place::problems_at(all, &format!("{pointer}/{field}"), true);
        found.first().map(|p| problem(p, i18n).into())
    })
}

/// The paths of the field below `pointer` that has these spellings, as an element says them whose field it is (`data-at`).
pub fn paths(pointer: &str, fields: &[&str]) -> String {
    fields.iter().map(|field| format!("{pointer}/{field}")).collect::<Vec<_>>().join(" ")
}

/// The problems at `pointer` itself, one text each.
pub fn here(all: &[Problem], pointer: &str, i18n: &I18n) -> Vec<String> {
    crate::logic::place::problems_at(all, pointer, false).into_iter().map(|p| problem(p, i18n)).collect()
}
