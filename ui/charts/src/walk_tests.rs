//! Steps of the arrow keys.

use super::*;

#[test]
fn arrows_stay_within_the_grid() {
    // Three columns, two rows: 0 1 2 / 3 4 5.
    let go = |at, key| step(at, 3, 2, key);
    assert_eq!(go(0, "ArrowRight"), Some(1));
    assert_eq!(go(2, "ArrowRight"), None);
    assert_eq!(go(3, "ArrowLeft"), None, "rows do not wrap");
    assert_eq!(go(1, "ArrowDown"), Some(4));
    assert_eq!(go(4, "ArrowUp"), Some(1));
    assert_eq!(go(4, "ArrowDown"), None);
    assert_eq!(go(4, "Home"), Some(3));
    assert_eq!(go(3, "End"), Some(5));
    assert_eq!(go(1, "PageDown"), Some(4));
    assert_eq!(go(4, "PageUp"), Some(1));
    assert_eq!(go(0, "Tab"), None);
    assert_eq!(step(0, 0, 0, "End"), None);
}
