;;; answer
  (func $answer (param $row i32) (result i32) (i32.const 2))
