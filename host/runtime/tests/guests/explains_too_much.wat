;;; explain
  (func $explain (export "{interface}#explain")
    (param $row i32) (param f64 f64 f64 f64 f64 f64 i32 i32 f64 f64) (result i32)
    (i32.store (i32.const 0) (i32.const 64))
    (i32.store (i32.const 4) (i32.const 3))
    (i32.const 0))
