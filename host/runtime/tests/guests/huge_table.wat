;;; globals
  (table 100000 funcref)
  (global $limit (mut f64) (f64.const 0))
  (global $seen (mut f64) (f64.const 0))
  (global $columns (mut i32) (i32.const 0))
  (global $rows (mut i32) (i32.const 0))
