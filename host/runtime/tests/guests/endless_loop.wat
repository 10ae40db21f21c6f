;;; on_row
  (func $on_row (param $row i32) (loop $for_ever (br $for_ever)))
