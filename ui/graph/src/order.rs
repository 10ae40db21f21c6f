//! The order in which Tab reaches nodes: what is read comes before what reads it; otherwise from top to bottom.

use crate::geometry::Point;
use std::collections::BTreeSet;

/// The order of nodes at these places with these links (from, to). Nodes of a cycle come last.
pub fn reading(places: &[Point], links: impl IntoIterator<Item = (usize, usize)>) -> Vec<usize> {
    let mut by_place: Vec<usize> = (0..places.len()).collect();
    by_place.sort_by(|a, b| {
        places[*a].y.total_cmp(&places[*b].y).then(places[*a].x.total_cmp(&places[*b].x)).then(a.cmp(b))
    });
    let mut rank = vec![0; places.len()];
    for (r, node) in by_place.iter().enumerate() {
        rank[*node] = r;
    }
    let mut readers: Vec<Vec<usize>> = vec![Vec::new(); places.len()];
    let mut waits = vec![0_usize; places.len()];
    for (from, to) in links {
        if from < places.len() && to < places.len() {
            readers[from].push(to);
            waits[to] += 1;
        }
    }
    let mut ready: BTreeSet<usize> = (0..places.len()).filter(|n| waits[*n] == 0).map(|n| rank[n]).collect();
    let mut order = Vec::with_capacity(places.len());
    while let Some(next) = ready.pop_first() {
        let node = by_place[next];
        order.push(node);
        for reader in &readers[node] {
            waits[*reader] -= 1;
            if waits[*reader] == 0 {
                ready.insert(rank[*reader]);
            }
        }
    }
    order.extend(by_place.into_iter().filter(|n| waits[*n] > 0));
    order
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_read_comes_first_wherever_it_is() {
        let places = [Point::new(0.0, 0.0), Point::new(0.0, 500.0), Point::new(0.0, 100.0)];
        assert_eq!(reading(&places, []), [0, 2, 1]);
        assert_eq!(reading(&places, [(1, 0)]), [2, 1, 0]);
    }

    #[test]
    fn a_cycle_loses_no_node() {
        let places = [Point::default(); 3];
        assert_eq!(reading(&places, [(0, 1), (1, 0), (9, 0)]), [2, 0, 1]);
    }
}
