//! Which part of the canvas the screen shows: pan, zoom about a point, fit.

use crate::geometry::{Point, Rect};

/// Smallest and largest magnification.
pub const ZOOM: std::ops::RangeInclusive<f64> = 0.2..=2.0;

/// Free border around what is fitted, in pixels of the screen.
const FIT_BORDER: f64 = 40.0;

/// Fitting a small graph does not blow it up beyond this.
const FIT_ZOOM_MAX: f64 = 1.0;

/// Where the canvas lies under the screen.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Viewport {
    /// Where the canvas's origin is on the screen.
    pub origin: Point,
    /// Magnification.
    pub zoom: f64,
}

impl Default for Viewport {
    fn default() -> Self {
        Self { origin: Point::default(), zoom: 1.0 }
    }
}

impl Viewport {
    /// The place of the canvas under a point of the screen.
    pub fn to_canvas(&self, screen: Point) -> Point {
        Point::new((screen.x - self.origin.x) / self.zoom, (screen.y - self.origin.y) / self.zoom)
    }

    /// Where a place of the canvas is on the screen.
    pub fn to_screen(&self, canvas: Point) -> Point {
        Point::new(canvas.x * self.zoom + self.origin.x, canvas.y * self.zoom + self.origin.y)
    }

    /// Moved by so many pixels of the screen.
    pub fn panned(&self, dx: f64, dy: f64) -> Self {
        Self { origin: self.origin.plus(dx, dy), zoom: self.zoom }
    }

    /// Magnified `by`, within [`ZOOM`]; the place under `at` on the screen stays there.
    pub fn zoomed(&self, by: f64, at: Point) -> Self {
        let zoom = (self.zoom * by).clamp(*ZOOM.start(), *ZOOM.end());
        let fixed = self.to_canvas(at);
        Self { origin: Point::new(at.x - fixed.x * zoom, at.y - fixed.y * zoom), zoom }
    }

    /// Such that all of `content` is seen on a screen of this size.
    pub fn fit(content: Rect, width: f64, height: f64) -> Self {
        let free = |screen: f64, size: f64| (screen - 2.0 * FIT_BORDER).max(1.0) / size.max(1.0);
        let zoom = free(width, content.w).min(free(height, content.h)).clamp(*ZOOM.start(), FIT_ZOOM_MAX);
        let centre = content.centre();
        let origin = Point::new(width / 2.0 - centre.x * zoom, height / 2.0 - centre.y * zoom);
        Self { origin, zoom }
    }

    /// The least panned such that `content` is seen on a screen of this size.
    pub fn revealing(&self, content: Rect, width: f64, height: f64) -> Self {
        let corner = self.to_screen(Point::new(content.x, content.y));
        let shift = |low: f64, size: f64, screen: f64| {
            let border = FIT_BORDER.min(screen / 4.0);
            if low < border || size > screen - 2.0 * border {
                border - low
            } else {
                (screen - border - size - low).min(0.0)
            }
        };
        self.panned(
            shift(corner.x, content.w * self.zoom, width),
            shift(corner.y, content.h * self.zoom, height),
        )
    }

    /// Whether any of `content` is beyond a screen of this size.
    pub fn hides(&self, content: Rect, width: f64, height: f64) -> bool {
        let seen = self.seen(width, height).grown(0.5 / self.zoom);
        let (low, high) =
            (Point::new(content.x, content.y), Point::new(content.x + content.w, content.y + content.h));
        !(seen.holds(low) && seen.holds(high))
    }

    /// The part of the canvas a screen of this size shows.
    pub fn seen(&self, width: f64, height: f64) -> Rect {
        Rect::between(self.to_canvas(Point::default()), self.to_canvas(Point::new(width, height)))
    }

    /// As the value of the style property `transform`.
    pub fn transform(&self) -> String {
        format!("translate({:.2}px,{:.2}px) scale({:.4})", self.origin.x, self.origin.y, self.zoom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn near(a: Point, b: Point) -> bool {
        a.distance(b) < 1e-9
    }

    #[test]
    fn zooming_keeps_what_is_under_the_cursor() {
        let view = Viewport { origin: Point::new(30.0, -20.0), zoom: 0.7 };
        let cursor = Point::new(400.0, 300.0);
        let before = view.to_canvas(cursor);
        for by in [1.25, 0.5, 100.0, 0.0001] {
            let after = view.zoomed(by, cursor);
            assert!(near(after.to_canvas(cursor), before), "{by}");
            assert!(ZOOM.contains(&after.zoom), "{by}");
        }
    }

    #[test]
    fn screen_and_canvas_are_each_others_inverse() {
        let view = Viewport { origin: Point::new(11.0, 7.0), zoom: 1.3 };
        let p = Point::new(123.0, -45.0);
        assert!(near(view.to_canvas(view.to_screen(p)), p));
    }

    #[test]
    fn fitting_shows_everything_in_the_middle() {
        let content = Rect::new(-500.0, 100.0, 3000.0, 800.0);
        let view = Viewport::fit(content, 1000.0, 600.0);
        let seen = view.seen(1000.0, 600.0);
        assert!(seen.x <= content.x && seen.x + seen.w >= content.x + content.w);
        assert!(near(view.to_screen(content.centre()), Point::new(500.0, 300.0)));
        assert_eq!(Viewport::fit(Rect::new(0.0, 0.0, 10.0, 10.0), 1000.0, 600.0).zoom, 1.0);
        assert_eq!(Viewport::fit(Rect::new(0.0, 0.0, 1e6, 1e6), 1000.0, 600.0).zoom, 0.2);
    }

    #[test]
    fn revealing_moves_no_more_than_needed() {
        let view = Viewport::default();
        assert_eq!(view.revealing(Rect::new(100.0, 100.0, 50.0, 50.0), 500.0, 500.0), view);
        let right = view.revealing(Rect::new(600.0, 100.0, 50.0, 50.0), 500.0, 500.0);
        assert_eq!(right.origin, Point::new(-190.0, 0.0));
        let above = view.revealing(Rect::new(100.0, -100.0, 50.0, 50.0), 500.0, 500.0);
        assert_eq!(above.origin, Point::new(0.0, 140.0));
    }

    #[test]
    fn what_is_beyond_an_edge_is_hidden() {
        let view = Viewport { origin: Point::new(100.0, 0.0), zoom: 2.0 };
        let at = |x: f64| Rect::new(x, 10.0, 50.0, 20.0);
        assert!(!view.hides(at(0.0), 400.0, 300.0));
        assert!(!view.hides(at(100.0), 400.0, 300.0), "it ends at the edge");
        assert!(view.hides(at(101.0), 400.0, 300.0));
        assert!(view.hides(at(-60.0), 400.0, 300.0));
        assert!(view.hides(at(0.0), 400.0, 50.0));
        let shown = view.revealing(at(200.0), 400.0, 300.0);
        assert!(!shown.hides(at(200.0), 400.0, 300.0));
    }
}
