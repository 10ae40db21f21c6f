//! Named values a strategy shows of itself: what `explain` reports, and which of them made a decision.

/// The names of a strategy's explained values. Written by [`nodes!`](crate::nodes!); [`NoNodes`] is none.
pub trait Nodes: Copy + 'static {
    /// The ids `explain` reports on, in its order.
    const NAMES: &'static [&'static str];

    /// Index of this one in [`Nodes::NAMES`].
    fn index(self) -> u32;
}

/// For strategies that explain nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoNodes {}

impl Nodes for NoNodes {
    const NAMES: &'static [&'static str] = &[];

    fn index(self) -> u32 {
        match self {}
    }
}

/// A value `explain` can report: a number, or a truth as 1, 0 or missing.
pub trait Explainable {
    /// As a number; missing is NaN.
    fn number(self) -> f64;
}

impl Explainable for f64 {
    fn number(self) -> f64 {
        self
    }
}

impl Explainable for u32 {
    fn number(self) -> f64 {
        f64::from(self)
    }
}

impl Explainable for bool {
    fn number(self) -> f64 {
        f64::from(u8::from(self))
    }
}

impl<T: Explainable> Explainable for Option<T> {
    fn number(self) -> f64 {
        self.map_or(f64::NAN, T::number)
    }
}

/// Declares the names of a strategy's explained values: an enum with an id for each.
///
/// ```
/// use craftstrat_sdk::Nodes;
/// craftstrat_sdk::nodes! {
///     /// What the strategy shows.
///     pub enum Node { Average = "average", Entry = "entry" }
/// }
/// assert_eq!(Node::NAMES[Node::Entry.index() as usize], "entry");
/// ```
#[macro_export]
macro_rules! nodes {
    ($(#[$meta:meta])* $visibility:vis enum $name:ident { $($(#[$doc:meta])* $variant:ident = $id:literal),+ $(,)? }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        $visibility enum $name {
            $($(#[$doc])* #[doc = concat!("Explained as `", $id, "`.")] $variant,)+
        }

        impl $crate::Nodes for $name {
            const NAMES: &'static [&'static str] = &[$($id,)+];

            fn index(self) -> u32 {
                self as u32
            }
        }
    };
}
