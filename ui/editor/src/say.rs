//! The compiler's problems in the reader's language, as far as there is one.

use craftstrat_compiler::Problem;
use craftstrat_i18n::Lang;
use craftstrat_studio::problems;
use craftstrat_ui_kit::I18n;

/// A problem in one text. The compiler's sentence is English; other languages put their title before it.
pub fn problem(problem: &Problem, i18n: &I18n) -> String {
    let sentence = crate::logic::place::text(problem);
    match i18n.lang() {
        Lang::En => sentence,
        Lang::Fr => format!("{} : {sentence}", problems::title(problem, i18n.catalogue())),
    }
}

/// The first problem at one of `fields` below `pointer`.
pub fn at(all: &[Problem], pointer: &str, fields: &[&str], i18n: &I18n) -> Option<yew::AttrValue> {
    fields.iter().find_map(|field| {
        let found = crate::logic::place::problems_at(all, &format!("{pointer}/{field}"), true);
        found.first().map(|p| problem(p, i18n).into())
    })
}

/// The problems at `pointer` itself, one text each.
pub fn here(all: &[Problem], pointer: &str, i18n: &I18n) -> Vec<String> {
    crate::logic::place::problems_at(all, pointer, false).into_iter().map(|p| problem(p, i18n)).collect()
}
