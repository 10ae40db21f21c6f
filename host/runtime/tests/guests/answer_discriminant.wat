;;; answer
  (func $answer (param $row i32) (result i32) (i32.store8 (i32.const 0) (i32.const 2)) (i32.const 0))
