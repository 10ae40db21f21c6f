//! Points, rectangles, the grid, and the curve of an edge. Pure: the same on every machine.

use std::fmt::Write as _;

/// Nodes keep to multiples of this many pixels.
pub const GRID: f64 = 8.0;

/// A place on the canvas, or on the screen.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Point {
    /// To the right.
    pub x: f64,
    /// Downwards.
    pub y: f64,
}

impl Point {
    /// The point at these coordinates.
    pub const fn new(x: f64, y: f64) -> Self {
        Self { x, y }
    }

    /// This point, moved.
    pub fn plus(self, dx: f64, dy: f64) -> Self {
        Self::new(self.x + dx, self.y + dy)
    }

    /// How far it is to `other`.
    pub fn distance(self, other: Self) -> f64 {
        (self.x - other.x).hypot(self.y - other.y)
    }

    /// The nearest point of the grid.
    pub fn snapped(self) -> Self {
        Self::new(snap(self.x), snap(self.y))
    }
}

/// The nearest multiple of [`GRID`].
pub fn snap(v: f64) -> f64 {
    (v / GRID).round() * GRID
}

/// A rectangle with sides along the axes; never of negative size.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Rect {
    /// Its left side.
    pub x: f64,
    /// Its top.
    pub y: f64,
    /// Its width.
    pub w: f64,
    /// Its height.
    pub h: f64,
}

impl Rect {
    /// The rectangle with this top left corner and this size.
    pub const fn new(x: f64, y: f64, w: f64, h: f64) -> Self {
        Self { x, y, w, h }
    }

    /// The rectangle with these opposite corners, whichever they are.
    pub fn between(a: Point, b: Point) -> Self {
        Self::new(a.x.min(b.x), a.y.min(b.y), (a.x - b.x).abs(), (a.y - b.y).abs())
    }

    /// The smallest rectangle around all of them; `None` around nothing.
    pub fn around(rects: impl IntoIterator<Item = Self>) -> Option<Self> {
        rects.into_iter().reduce(|a, b| {
            let (x, y) = (a.x.min(b.x), a.y.min(b.y));
            let (right, bottom) = ((a.x + a.w).max(b.x + b.w), (a.y + a.h).max(b.y + b.h));
            Self::new(x, y, right - x, bottom - y)
        })
    }

    /// This rectangle with `by` more on every side.
    pub fn grown(self, by: f64) -> Self {
        Self::new(self.x - by, self.y - by, self.w + 2.0 * by, self.h + 2.0 * by)
    }

    /// Whether a point lies in it.
    pub fn holds(&self, p: Point) -> bool {
        (self.x..=self.x + self.w).contains(&p.x) && (self.y..=self.y + self.h).contains(&p.y)
    }

    /// Whether both share any point.
    pub fn touches(&self, other: &Self) -> bool {
        self.x <= other.x + other.w
            && other.x <= self.x + self.w
            && self.y <= other.y + other.h
            && other.y <= self.y + self.h
    }

    /// Its middle.
    pub fn centre(&self) -> Point {
        Point::new(self.x + self.w / 2.0, self.y + self.h / 2.0)
    }
}

/// The ids of what a marquee touches.
pub fn in_marquee<'a, T: Copy>(marquee: Rect, rects: impl IntoIterator<Item = (T, &'a Rect)>) -> Vec<T> {
    rects.into_iter().filter(|(_, r)| marquee.touches(r)).map(|(id, _)| id).collect()
}

/// The path of an edge: a cubic curve that leaves and arrives horizontally, and swings out where it runs backwards.
pub fn curve(from: Point, to: Point) -> String {
    let reach = ((to.x - from.x).abs() / 2.0).max(40.0);
    let mut path = String::with_capacity(64);
    // Writing to a string cannot fail.
    let _ = write!(
        path,
        "M{:.1} {:.1}C{:.1} {:.1} {:.1} {:.1} {:.1} {:.1}",
        from.x,
        from.y,
        from.x + reach,
        from.y,
        to.x - reach,
        to.y,
        to.x,
        to.y
    );
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_marquee_drawn_in_any_direction_takes_what_it_touches() {
        let rects = [("a", Rect::new(0.0, 0.0, 10.0, 10.0)), ("b", Rect::new(50.0, 50.0, 10.0, 10.0))];
        let list = || rects.iter().map(|(id, r)| (*id, r));
        let to_the_right = Rect::between(Point::new(-5.0, -5.0), Point::new(5.0, 5.0));
        let to_the_left = Rect::between(Point::new(70.0, 70.0), Point::new(5.0, 5.0));
        assert_eq!(in_marquee(to_the_right, list()), ["a"]);
        assert_eq!(in_marquee(to_the_left, list()), ["a", "b"]);
        assert_eq!(in_marquee(Rect::new(20.0, 20.0, 5.0, 5.0), list()), Vec::<&str>::new());
    }

    #[test]
    fn the_grid_rounds_to_the_nearest_line() {
        assert_eq!(Point::new(11.9, -3.0).snapped(), Point::new(8.0, 0.0));
        assert_eq!(Point::new(12.1, -5.0).snapped(), Point::new(16.0, -8.0));
    }

    #[test]
    fn a_curve_swings_out_by_half_the_way_and_at_least_forty() {
        assert_eq!(
            curve(Point::default(), Point::new(200.0, 50.0)),
            "M0.0 0.0C100.0 0.0 100.0 50.0 200.0 50.0"
        );
        assert_eq!(curve(Point::default(), Point::new(-20.0, 0.0)), "M0.0 0.0C40.0 0.0 -60.0 0.0 -20.0 0.0");
    }

    #[test]
    fn a_rectangle_around_several_holds_them_all() {
        let around = Rect::around([Rect::new(0.0, 0.0, 10.0, 10.0), Rect::new(-5.0, 20.0, 10.0, 10.0)]);
        assert_eq!(around, Some(Rect::new(-5.0, 0.0, 15.0, 30.0)));
        assert_eq!(Rect::around([]), None);
    }
}
