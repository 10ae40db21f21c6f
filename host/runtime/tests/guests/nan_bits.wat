;;; explain
  ;; The bits of a NaN that arithmetic made, as a number.
  (func $explain (export "{interface}#explain")
    (param $row i32) (param $shares f64) (param f64 f64 f64 f64 f64 i32 i32 f64 f64) (result i32)
    (f64.store (i32.const 64) (f64.convert_i64_u (i64.shr_u (i64.reinterpret_f64
      (f64.div (f64.sub (local.get $shares) (local.get $shares)) (f64.sub (local.get $shares) (local.get $shares))))
      (i64.const 51))))
    (f64.store (i32.const 72) (f64.const 0))
    (i32.store (i32.const 0) (i32.const 64))
    (i32.store (i32.const 4) (i32.const 2))
    (i32.const 0))
