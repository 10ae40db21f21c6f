//! Lining up several nodes.

use crate::geometry::{Rect, snap};

/// How nodes are lined up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Arrangement {
    /// Left sides on one line.
    Left,
    /// Tops on one line.
    Top,
    /// Equal gaps from left to right.
    Across,
    /// Equal gaps from top to bottom.
    Down,
}

impl Arrangement {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Left, Self::Top, Self::Across, Self::Down];

    /// The key of its name.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Left => "graph-align-left",
            Self::Top => "graph-align-top",
            Self::Across => "graph-distribute-across",
            Self::Down => "graph-distribute-down",
        }
    }

    /// Fewest nodes for which it means anything.
    pub const fn at_least(self) -> usize {
        match self {
            Self::Left | Self::Top => 2,
            Self::Across | Self::Down => 3,
        }
    }
}

/// Where the nodes go, in the order given: on the grid, and only those that move.
pub fn arrange(how: Arrangement, nodes: &[(String, Rect)]) -> Vec<(String, f64, f64)> {
    if nodes.len() < how.at_least() {
        return Vec::new();
    }
    let moved: Vec<(String, f64, f64)> = match how {
        Arrangement::Left => {
            let x = nodes.iter().map(|(_, r)| r.x).fold(f64::INFINITY, f64::min);
            nodes.iter().map(|(id, r)| (id.clone(), snap(x), r.y)).collect()
        }
        Arrangement::Top => {
            let y = nodes.iter().map(|(_, r)| r.y).fold(f64::INFINITY, f64::min);
            nodes.iter().map(|(id, r)| (id.clone(), r.x, snap(y))).collect()
        }
        Arrangement::Across => spread(nodes, |r| (r.x, r.w), |r, x| (x, r.y)),
        Arrangement::Down => spread(nodes, |r| (r.y, r.h), |r, y| (r.x, y)),
    };
    let stays = |(id, x, y): &(String, f64, f64)| {
        nodes.iter().any(|(other, r)| other == id && (r.x - x).abs() < 0.5 && (r.y - y).abs() < 0.5)
    };
    moved.into_iter().filter(|m| !stays(m)).collect()
}

/// The outermost two stay; the others go between them with equal gaps.
fn spread(
    nodes: &[(String, Rect)],
    side: impl Fn(&Rect) -> (f64, f64),
    place: impl Fn(&Rect, f64) -> (f64, f64),
) -> Vec<(String, f64, f64)> {
    let mut sorted: Vec<&(String, Rect)> = nodes.iter().collect();
    sorted.sort_by(|a, b| side(&a.1).0.total_cmp(&side(&b.1).0));
    let (Some(first), Some(last)) = (sorted.first(), sorted.last()) else { return Vec::new() };
    let (from, (last_from, last_size)) = (side(&first.1).0, side(&last.1));
    let filled: f64 = sorted.iter().map(|n| side(&n.1).1).sum();
    let gap = (last_from + last_size - from - filled) / (sorted.len() - 1) as f64;
    let mut at = from;
    let end = sorted.len() - 1;
    let mut out = Vec::with_capacity(sorted.len());
    for (i, (id, rect)) in sorted.iter().enumerate() {
        let kept = i == 0 || i == end;
        let (x, y) = place(rect, if kept { side(rect).0 } else { snap(at) });
        out.push((id.clone(), x, y));
        at += side(rect).1 + gap;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn nodes() -> Vec<(String, Rect)> {
        [("a", 0.0, 0.0), ("b", 24.0, 80.0), ("c", 400.0, 160.0)]
            .map(|(id, x, y)| (id.to_owned(), Rect::new(x, y, 100.0, 40.0)))
            .to_vec()
    }

    #[test]
    fn left_sides_meet_the_leftmost() {
        let moved = arrange(Arrangement::Left, &nodes());
        assert_eq!(moved, [("b".to_owned(), 0.0, 80.0), ("c".to_owned(), 0.0, 160.0)]);
    }

    #[test]
    fn gaps_become_equal_and_the_outermost_stay() {
        let moved = arrange(Arrangement::Across, &nodes());
        assert_eq!(moved, [("b".to_owned(), 200.0, 80.0)]);
        assert_eq!(arrange(Arrangement::Down, &nodes()), []);
    }

    #[test]
    fn too_few_nodes_stay_where_they_are() {
        assert_eq!(arrange(Arrangement::Top, &nodes()[..1]), []);
        assert_eq!(arrange(Arrangement::Across, &nodes()[..2]), []);
    }
}
