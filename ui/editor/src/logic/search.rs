//! Finding a field or indicator by what a person types: its name, what people call it, or what it does.

use craftstrat_i18n::Catalogue;
use craftstrat_studio::palette;

/// Something the picker offers.
#[derive(Clone, Debug, PartialEq)]
pub struct Item {
    /// Name as documents write it.
    pub name: &'static str,
    /// Name for people.
    pub label: String,
    /// What it is, in a sentence.
    pub about: String,
    /// Its unit; may be empty.
    pub unit: String,
    /// Where its values usually are.
    pub typical: Option<(f64, f64)>,
    /// Its heading in lists.
    pub category: String,
    /// Whether it is computed from another value and has settings.
    pub indicator: bool,
}

/// Everything a rule can compare, by category.
pub fn series(i18n: &Catalogue) -> Vec<Item> {
    let mut all = fields(i18n);
    all.extend(palette::indicators(i18n).into_iter().map(|i| Item {
        name: i.name,
        label: i.label,
        about: i.about,
        unit: i.unit,
        typical: i.typical,
        category: i.category.label(i18n),
        indicator: true,
    }));
    all
}

/// Everything an indicator can be computed from.
pub fn fields(i18n: &Catalogue) -> Vec<Item> {
    let item = |f: palette::FieldItem| Item {
        name: f.name,
        label: f.label,
        about: f.about,
        unit: f.unit,
        typical: f.typical,
        category: f.category.label(i18n),
        indicator: false,
    };
    palette::fields(i18n).into_iter().map(item).collect()
}

/// Indexes of the items that have every word of `query`, the closest first; all of them in order without a query.
pub fn matching(items: &[Item], query: &str) -> Vec<usize> {
    let rank = |item: &Item| palette::rank(query, &[item.name, &item.label], &[&item.about]);
    let mut found: Vec<(u8, usize)> =
        items.iter().enumerate().filter_map(|(index, item)| Some((rank(item)?, index))).collect();
    found.sort_unstable();
    found.into_iter().map(|(_, index)| index).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn item(name: &'static str, label: &str, about: &str) -> Item {
        Item {
            name,
            label: label.to_owned(),
            about: about.to_owned(),
            unit: String::new(),
            typical: None,
            category: String::new(),
            indicator: false,
        }
    }

    #[test]
    fn the_closest_come_first_and_accents_do_not_matter() {
        let items = [
            item("mid_up", "Mid price of Up", "Between bid and ask."),
            item("spread_up", "Écart de Up", "ask - bid."),
            item("bid_up", "Bid for Up", "Best bid."),
        ];
        assert_eq!(matching(&items, ""), [0, 1, 2]);
        assert_eq!(matching(&items, "bid"), [2, 0, 1]);
        assert_eq!(matching(&items, "ecart"), [1]);
        assert_eq!(matching(&items, "mid_up"), [0]);
        assert_eq!(matching(&items, "up bid"), [2, 0, 1]);
        assert!(matching(&items, "wombat").is_empty());
    }
}
