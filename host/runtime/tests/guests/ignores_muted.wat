;;; next
  (func $next (export "{interface}#next")
    (param $from i32) (param $until i32)
    (param f64 f64 f64 f64 f64 f64 i32 i32 f64 f64)
    (param $muted i32) (result i32)
    (call $answer (local.get $from)))
