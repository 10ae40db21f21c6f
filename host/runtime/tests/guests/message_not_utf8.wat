;;; restore
  (data (i32.const 600) "\ff\fe")
  (func $restore (export "{interface}#restore") (param $at i32) (param $length i32) (result i32)
    (i32.store8 (i32.const 0) (i32.const 1))
    (i32.store (i32.const 4) (i32.const 600))
    (i32.store (i32.const 8) (i32.const 2))
    (i32.const 0))
