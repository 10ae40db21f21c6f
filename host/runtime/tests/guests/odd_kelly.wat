;;; decide
  (func $decide (param $row i32)
    (i64.store (i32.const 512) (i64.const 0x00030000))
    (f64.store (i32.const 520) (f64.const 0.6))
    (f64.store (i32.const 528) (f64.const 1.5))
    (i32.store8 (i32.const 536) (i32.const 0))
    (i32.store (i32.const 552) (i32.const 0)))
