;;; on_row
  (table $t 1 funcref)
  (func $on_row (param $row i32)
    (loop $more (br_if $more (i32.ne (table.grow $t (ref.null func) (i32.const 1000)) (i32.const -1))))
    unreachable)
