//! Which tick columns a strategy reads, as a struct with one named number per column.

use craftstrat_model::Column;

/// A row of the tick columns a strategy reads. Written by [`columns!`](crate::columns!).
///
/// `Default` is a row where everything is missing (NaN).
pub trait Columns: Copy + Default + 'static {
    /// The columns, in the order of the struct's fields.
    const COLUMNS: &'static [Column];

    /// Their names, in the same order.
    const NAMES: &'static [&'static str];

    /// Row `row` of `data`, which holds the columns one after the other, each `rows` long.
    ///
    /// # Panics
    /// When `row` is not below `rows` or `data` is too short.
    fn read(data: &[f64], rows: usize, row: usize) -> Self;

    /// The numbers in the order of [`Columns::COLUMNS`], each handed to `write` with its index.
    fn each(&self, write: impl FnMut(usize, f64));

    /// Sets the number at `index` of [`Columns::COLUMNS`]; an index beyond them is ignored.
    fn set(&mut self, index: usize, value: f64);
}

/// The tick column of a name. Evaluated while compiling by [`columns!`](crate::columns!), so a misspelt column is a
/// compile error.
///
/// # Panics
/// When no column of the catalogue has that name.
pub const fn column_named(name: &str) -> Column {
    let mut index = 0;
    while index < Column::ALL.len() {
        if same(craftstrat_model::column::CATALOGUE[index].name, name) {
            return Column::ALL[index];
        }
        index += 1;
    }
    panic!("not a tick column: the catalogue is in docs/AUTHORS.md and craftstrat_model::column")
}

/// Index of the column `sample` in `columns`, or their number when it is not among them.
pub(crate) const fn sample_index(columns: &[Column]) -> usize {
    let mut index = 0;
    while index < columns.len() {
        if matches!(columns[index], Column::Sample) {
            return index;
        }
        index += 1;
    }
    index
}

const fn same(a: &str, b: &str) -> bool {
    let (a, b) = (a.as_bytes(), b.as_bytes());
    if a.len() != b.len() {
        return false;
    }
    let mut index = 0;
    while index < a.len() {
        if a[index] != b[index] {
            return false;
        }
        index += 1;
    }
    true
}

/// Declares the tick columns a strategy reads: a struct with one `f64` field per column, named like the column.
///
/// ```
/// craftstrat_sdk::columns! {
///     /// What the strategy looks at.
///     pub struct Book { ask_up, ask_down, seconds_to_close }
/// }
/// let row = Book { ask_up: 0.93, ..Book::default() };
/// assert!(row.ask_down.is_nan());
/// ```
///
/// A name that is no tick column does not compile:
/// ```compile_fail
/// craftstrat_sdk::columns! { pub struct Book { ask_sideways } }
/// ```
#[macro_export]
macro_rules! columns {
    ($(#[$meta:meta])* $visibility:vis struct $name:ident { $($field:ident),+ $(,)? }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq)]
        $visibility struct $name {
            $(#[doc = concat!("The tick column `", stringify!($field), "`.")] pub $field: f64,)+
        }

        impl ::core::default::Default for $name {
            fn default() -> Self {
                Self { $($field: f64::NAN,)+ }
            }
        }

        impl $crate::Columns for $name {
            const COLUMNS: &'static [$crate::Column] = &[$($crate::column_named(stringify!($field)),)+];
            const NAMES: &'static [&'static str] = &[$(stringify!($field),)+];

            #[inline]
            fn read(data: &[f64], rows: usize, row: usize) -> Self {
                let mut at = row;
                $(let $field = data[at]; at += rows;)+
                let _ = at;
                Self { $($field,)+ }
            }

            fn each(&self, mut write: impl FnMut(usize, f64)) {
                let values = [$(self.$field,)+];
                for (index, value) in values.into_iter().enumerate() {
                    write(index, value);
                }
            }

            fn set(&mut self, index: usize, value: f64) {
                let fields = [$(&mut self.$field,)+];
                if let Some(field) = fields.into_iter().nth(index) {
                    *field = value;
                }
            }
        }
    };
}
