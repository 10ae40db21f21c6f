//! Several results side by side: every metric, and its difference to the first one.

use super::facts::sections;
use super::figure::Figure;
use craftstrat_api::Report;

/// The most results that are compared.
pub const COMPARED_MAX: usize = 4;

/// One metric of every result.
#[derive(Clone, Debug, PartialEq)]
pub struct ComparedFact {
    /// The metric's name.
    pub name: &'static str,
    /// Its figure in each result.
    pub figures: Vec<Figure>,
    /// Each minus the first; `None` for the first and where that means nothing.
    pub differences: Vec<Option<Figure>>,
}

/// Every metric of every result by section.
pub fn compared(reports: &[&Report]) -> Vec<(&'static str, Vec<ComparedFact>)> {
    let all: Vec<_> = reports.iter().map(|r| sections(r)).collect();
    let Some(first) = all.first() else { return Vec::new() };
    let mut out = Vec::new();
    for (nth, section) in first.iter().enumerate() {
        let row = |index: usize, name: &'static str| {
            let figure = |s: &Vec<super::facts::Section>| {
                s.get(nth).and_then(|s| s.facts.get(index)).map_or(Figure::Missing, |f| f.figure.clone())
            };
            let figures: Vec<Figure> = all.iter().map(figure).collect();
            let base = figures.first().cloned().unwrap_or(Figure::Missing);
            let differences =
                figures.iter().enumerate().map(|(i, f)| (i > 0).then(|| f.minus(&base)).flatten()).collect();
            ComparedFact { name, figures, differences }
        };
        let facts = section.facts.iter().enumerate().map(|(i, f)| row(i, f.name)).collect();
        out.push((section.name, facts));
    }
    out
}

/// The ids in `?ids=`: at most four, each once, none empty.
pub fn ids(query: &str) -> Vec<String> {
    let mut list: Vec<String> = Vec::new();
    for id in query.split(',').map(str::trim).filter(|id| !id.is_empty()) {
        if list.len() < COMPARED_MAX && !list.iter().any(|known| known == id) {
            list.push(id.to_owned());
        }
    }
    list
}
