;;; on_row
  (func $on_row (param $row i32) (local $x f64)
    (loop $for_ever
      (local.set $x (f64.div (f64.const 1) (f64.add (local.get $x) (f64.const 3))))
      (br_if $for_ever (f64.gt (local.get $x) (f64.const -1)))))
