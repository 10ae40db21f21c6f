//! JavaScript objects by number.
//!
//! The engine wants strategies that could move between threads; JavaScript objects cannot. They stay in a table of the
//! thread that made them, and a number, which can, stands for each. There is one thread here.

use std::cell::RefCell;
use std::marker::PhantomData;

/// The objects of one kind.
pub type Table<T> = RefCell<Vec<Option<T>>>;

/// A kind of object and where it is kept.
pub trait Keep: Sized + 'static {
    /// Works on this thread's table.
    fn with<R>(work: impl FnOnce(&Table<Self>) -> R) -> R;
}

/// Stands for an object; the object goes when this goes.
#[derive(Debug)]
pub struct Kept<T: Keep> {
    at: usize,
    // Neither an owner of a `T` nor a borrower: `Send` and `Sync` whatever `T` is.
    kind: PhantomData<fn() -> T>,
}

impl<T: Keep> Kept<T> {
    /// Keeps an object.
    pub fn new(object: T) -> Self {
        let at = T::with(|table| {
            let mut table = table.borrow_mut();
            match table.iter().position(Option::is_none) {
                Some(free) => {
                    table[free] = Some(object);
                    free
                }
                None => {
                    table.push(Some(object));
                    table.len() - 1
                }
            }
        });
        Self { at, kind: PhantomData }
    }

    /// Works on the object; `None` on any thread but its own.
    pub fn with<R>(&self, work: impl FnOnce(&T) -> R) -> Option<R> {
        T::with(|table| table.borrow().get(self.at).and_then(Option::as_ref).map(work))
    }
}

impl<T: Keep> Drop for Kept<T> {
    fn drop(&mut self) {
        let gone = T::with(|table| table.borrow_mut().get_mut(self.at).and_then(Option::take));
        drop(gone);
    }
}
