;;; answer
  (func $answer (param $row i32) (result i32)
    (call $decide (local.get $row))
    (i32.store8 (i32.const 0) (i32.const 1))
    (i32.store (i32.const 4) (i32.add (local.get $row) (i32.const 5000)))
    (i32.store (i32.const 8) (i32.const 512))
    (i32.store (i32.const 12) (i32.const 1))
    (i32.const 0))
