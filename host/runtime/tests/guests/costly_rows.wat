;;; on_row
  ;; 4,000 rounds on every row, about 32,000 units of fuel: a long window, recomputed.
  (func $on_row (param $row i32) (local $round i32)
    (loop $more
      (local.set $round (i32.add (local.get $round) (i32.const 1)))
      (br_if $more (i32.lt_u (local.get $round) (i32.const 4000)))))
