//! A large answer, held once.

use std::ops::Deref;
use std::rc::Rc;

/// A shared value that equals only itself: reports of thousands of trades are properties of many components, and
/// comparing them at every render would cost more than showing them.
#[derive(Debug)]
pub struct Held<T>(Rc<T>);

impl<T> Held<T> {
    /// Holds `value`.
    pub fn new(value: T) -> Self {
        Self(Rc::new(value))
    }
}

impl<T> Clone for Held<T> {
    fn clone(&self) -> Self {
        Self(Rc::clone(&self.0))
    }
}

impl<T> PartialEq for Held<T> {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl<T> Deref for Held<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}
