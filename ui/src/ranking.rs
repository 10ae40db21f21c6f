//! What the palette shows for what was typed, and where its cursor goes.

use craftstrat_ui_kit::{Command, match_score};
use std::rc::Rc;
use yew::prelude::*;

/// How many it shows at most: more are not read.
const MOST: usize = 40;

/// The commands a query finds, the best first; all in their order when nothing was typed.
pub fn found(query: &str, commands: &[Command]) -> Vec<usize> {
    let mut scored: Vec<(i64, usize)> = commands
        .iter()
        .enumerate()
        .filter_map(|(at, command)| {
            let label = match_score(query, &command.label);
            // A section's name finds all that is in it, after what is named so itself.
            let section = match_score(query, &command.section).map(|score| score - 20);
            label.max(section).map(|score| (score, at))
        })
        .collect();
    if !query.trim().is_empty() {
        scored.sort_by_key(|(score, at)| (-score, *at));
    }
    scored.into_iter().map(|(_, at)| at).take(MOST).collect()
}

/// What was typed and where the cursor is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Search {
    /// What was typed.
    pub query: String,
    /// The cursor among what was found.
    pub cursor: usize,
}

/// What happens to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SearchStep {
    /// Something else was typed.
    Typed(String),
    /// The cursor moves, around the ends of so many.
    Move {
        /// By how many.
        by: isize,
        /// Among how many.
        among: usize,
    },
}

impl Reducible for Search {
    type Action = SearchStep;

    fn reduce(self: Rc<Self>, step: SearchStep) -> Rc<Self> {
        match step {
            SearchStep::Typed(query) => Self { query, cursor: 0 }.into(),
            SearchStep::Move { among: 0, .. } => self,
            SearchStep::Move { by, among } => {
                let cursor = (self.cursor as isize + by).rem_euclid(among as isize) as usize;
                Self { query: self.query.clone(), cursor }.into()
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Search, SearchStep, found};
    use craftstrat_ui_kit::Command;
    use std::rc::Rc;
    use yew::prelude::*;

    fn commands(labels: &[(&str, &str)]) -> Vec<Command> {
        labels
            .iter()
            .map(|(section, label)| Command {
                id: "x".into(),
                label: (*label).to_owned(),
                section: (*section).to_owned(),
                keys: "".into(),
                icon: None,
                run: Callback::noop(),
            })
            .collect()
    }

    #[test]
    fn nothing_typed_finds_everything_in_order() {
        assert_eq!(found(" ", &commands(&[("Go", "Data"), ("Go", "Backtests")])), [0, 1]);
    }

    #[test]
    fn words_that_begin_so_come_first() {
        let all =
            commands(&[("Go", "Update data"), ("Go", "Data"), ("New", "New form"), ("Go", "Late favourite")]);
        assert_eq!(found("data", &all)[0], 1);
        assert_eq!(found("nf", &all), [2]);
        assert_eq!(found("zz", &all), [0_usize; 0]);
    }

    #[test]
    fn a_section_finds_what_is_in_it() {
        assert_eq!(
            found("templ", &commands(&[("Templates", "Late favourite"), ("Go", "Templates")])),
            [1, 0]
        );
    }

    #[test]
    fn the_cursor_goes_round_and_back_to_the_top() {
        let at = |search: Rc<Search>, by| search.reduce(SearchStep::Move { by, among: 3 });
        let search = at(Rc::new(Search::default()), -1);
        assert_eq!(search.cursor, 2);
        assert_eq!(at(search.clone(), 1).cursor, 0);
        let typed = search.reduce(SearchStep::Typed("a".to_owned()));
        assert_eq!((typed.cursor, typed.query.as_str()), (0, "a"));
        assert_eq!(typed.clone().reduce(SearchStep::Move { by: 1, among: 0 }), typed);
    }
}
