;;; on_row
  (func $on_row (param $row i32) (drop (i32.div_u (i32.const 1) (i32.const 0))))
