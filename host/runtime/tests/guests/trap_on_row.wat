;;; on_row
  (func $explode_on_row_7 (param $row i32) (if (i32.eq (local.get $row) (i32.const 7)) (then unreachable)))
  (func $on_row (param $row i32) (call $explode_on_row_7 (local.get $row)))
