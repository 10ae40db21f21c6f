//! Where a rule or group of a form goes when it is moved by a key or dropped by the pointer. Destinations are paths after
//! the clause was taken out, as the studio's `MoveClause` wants them.

use super::place::Path;
use craftstrat_compiler::document::model::{Clause, Group};

/// A step of a rule or group.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Before the one above it; from the first place into the neighbouring group, or out of the inner one.
    Up,
    /// After the one below it, likewise.
    Down,
    /// Into the group beside it: the one below, or else the one above.
    Into,
    /// Out of its group, after it.
    Out,
}

/// The clauses of the group at `path`; the outermost groups count as their own list.
fn clauses_at<'a>(groups: &'a [Group], path: &[usize]) -> Option<&'a [Clause]> {
    let (first, rest) = path.split_first()?;
    let mut rules = groups.get(*first)?.rules.as_slice();
    for index in rest {
        let Clause::Group(group) = rules.get(*index)? else { return None };
        rules = &group.rules;
    }
    Some(rules)
}

/// The clauses in the list at `parent`; as many as there are outermost groups where that is empty.
pub fn count(groups: &[Group], parent: &[usize]) -> usize {
    if parent.is_empty() { groups.len() } else { clauses_at(groups, parent).map_or(0, <[Clause]>::len) }
}

fn is_group(groups: &[Group], path: &[usize]) -> bool {
    match path.split_last() {
        Some((_, [])) => true,
        Some((last, parent)) => {
            matches!(clauses_at(groups, parent).and_then(|c| c.get(*last)), Some(Clause::Group(_)))
        }
        None => false,
    }
}

fn join(parent: &[usize], index: usize) -> Path {
    let mut path = parent.to_vec();
    path.push(index);
    path
}

/// Where the clause at `path` goes by `step`; `None` where there is no such place.
pub fn step(groups: &[Group], path: &[usize], step: Step) -> Option<Path> {
    let (&index, parent) = path.split_last()?;
    let last = count(groups, parent).checked_sub(1)?;
    match step {
        Step::Up if index > 0 => Some(join(parent, index - 1)),
        Step::Down if index < last => Some(join(parent, index + 1)),
        Step::Up => match parent {
            [] => None,
            [group] => group.checked_sub(1).map(|above| vec![above, count(groups, &[above])]),
            _ => Some(parent.to_vec()),
        },
        Step::Down => match parent {
            [] => None,
            [group] => (group + 1 < groups.len()).then(|| vec![group + 1, 0]),
            [above @ .., group] => Some(join(above, group + 1)),
        },
        Step::Into if parent.is_empty() => None,
        Step::Into => {
            let below = join(parent, index + 1);
            if index < last && is_group(groups, &below) {
                // Once it is taken out, the group below stands in its place.
                return Some([parent, &[index, 0]].concat());
            }
            let above = join(parent, index.checked_sub(1)?);
            is_group(groups, &above).then(|| join(&above, count(groups, &above)))
        }
        Step::Out => match parent {
            [] => None,
            [above @ .., group] => Some(join(above, group + 1)),
        },
    }
}

/// Where a clause dropped before the one at `target` goes. `None` where it would go into itself or stay.
pub fn drop_before(from: &[usize], target: &[usize]) -> Option<Path> {
    if target.starts_with(from) || from.is_empty() {
        return None;
    }
    let to = after_removal(from, target);
    (to != from).then_some(to)
}

/// What `path` is once the clause at `removed` was taken out.
pub fn after_removal(removed: &[usize], path: &[usize]) -> Path {
    let mut path = path.to_vec();
    if let Some((&index, parent)) = removed.split_last()
        && path.len() > parent.len()
        && path.starts_with(parent)
        && path[parent.len()] > index
    {
        path[parent.len()] -= 1;
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Groups: 0 = [rule, group[rule, rule], rule], 1 = [rule].
    fn groups() -> Vec<Group> {
        let rule = serde_json::json!({"indicator": "mid_up", "operator": ">", "value": 0.5});
        serde_json::from_value(serde_json::json!([
            {"rules": [rule, {"type": "OR", "rules": [rule, rule]}, rule]}, {"rules": [rule]},
        ]))
        .unwrap()
    }

    #[test]
    fn up_and_down_walk_through_neighbouring_groups() {
        let groups = groups();
        assert_eq!(step(&groups, &[0, 2], Step::Up), Some(vec![0, 1]));
        assert_eq!(step(&groups, &[0, 0], Step::Up), None);
        assert_eq!(step(&groups, &[1, 0], Step::Up), Some(vec![0, 3]));
        assert_eq!(step(&groups, &[0, 1, 0], Step::Up), Some(vec![0, 1]));
        assert_eq!(step(&groups, &[0, 1, 1], Step::Down), Some(vec![0, 2]));
        assert_eq!(step(&groups, &[0, 2], Step::Down), Some(vec![1, 0]));
        assert_eq!(step(&groups, &[1, 0], Step::Down), None);
        assert_eq!(step(&groups, &[0], Step::Down), Some(vec![1]));
        assert_eq!(step(&groups, &[0], Step::Up), None);
    }

    #[test]
    fn into_and_out_of_groups() {
        let groups = groups();
        assert_eq!(step(&groups, &[0, 0], Step::Into), Some(vec![0, 0, 0]));
        assert_eq!(step(&groups, &[0, 2], Step::Into), Some(vec![0, 1, 2]));
        assert_eq!(step(&groups, &[1, 0], Step::Into), None);
        assert_eq!(step(&groups, &[0, 1, 0], Step::Out), Some(vec![0, 2]));
        assert_eq!(step(&groups, &[0, 2], Step::Out), Some(vec![1]));
        assert_eq!(step(&groups, &[1], Step::Out), None);
    }

    #[test]
    fn a_drop_lands_before_its_target_whatever_is_taken_out() {
        assert_eq!(drop_before(&[0, 0], &[0, 2]), Some(vec![0, 1]));
        assert_eq!(drop_before(&[0, 2], &[0, 0]), Some(vec![0, 0]));
        assert_eq!(drop_before(&[0, 0], &[0, 1, 1]), Some(vec![0, 0, 1]));
        assert_eq!(drop_before(&[0, 1, 0], &[0, 1]), Some(vec![0, 1]));
        assert_eq!(drop_before(&[0, 1], &[0, 1, 1]), None, "a group does not go into itself");
        assert_eq!(drop_before(&[0, 0], &[0, 1]), None, "it is there already");
        assert_eq!(drop_before(&[0], &[1, 0]), Some(vec![0, 0]));
    }
}
