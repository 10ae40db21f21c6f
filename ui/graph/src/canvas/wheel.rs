//! The wheel on the canvas.

use super::Canvas;
use super::surface::{self, Hit};
use yew::prelude::*;

impl Canvas {
    /// The wheel moves the view; with Ctrl, as a touch pad's two fingers also say it, it magnifies.
    pub(super) fn wheel(&mut self, e: &WheelEvent) -> bool {
        if surface::hit(e.target()) == Hit::Control {
            return false;
        }
        e.prevent_default();
        let line = if e.delta_mode() == web_sys::WheelEvent::DOM_DELTA_LINE { 20.0 } else { 1.0 };
        let (dx, dy) = (e.delta_x() * line, e.delta_y() * line);
        if e.ctrl_key() || e.meta_key() {
            let bounds = self.surface.bounds().unwrap_or_default();
            // Fingers come in small steps, notches of a wheel in large ones.
            let by = (-dy * if dy.abs() < 50.0 { 0.01 } else { 0.002 }).exp();
            self.look(self.view.zoomed(by, surface::within(bounds, e.client_x(), e.client_y())));
        } else if e.shift_key() && dx == 0.0 {
            self.look(self.view.panned(-dy, 0.0));
        } else {
            self.look(self.view.panned(-dx, -dy));
        }
        false
    }
}
