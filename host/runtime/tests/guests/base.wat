;; The guest all tests start from: buys Up while the first column is below its parameter, and counts the rows it
;; consumed. Parts begin with a line of three semicolons and a name; a hostile guest replaces some of them.
;;
;; Memory: 0 answers, 1,024 description, 65,536 the one list argument that is alive at a time.
(module
;;; memory
  (memory (export "memory") 2 32)
;;; globals
  (global $limit (mut f64) (f64.const 0))
  (global $seen (mut f64) (f64.const 0))
  (global $columns (mut i32) (i32.const 0))
  (global $rows (mut i32) (i32.const 0))
;;; description
  (data (i32.const 1024) "{description}")
;;; realloc
  (func $realloc (export "cabi_realloc") (param $old i32) (param $size i32) (param $align i32) (param $new i32) (result i32)
    (local $missing i32)
    (local.set $missing
      (i32.sub
        (i32.shr_u (i32.add (i32.add (i32.const 65536) (local.get $new)) (i32.const 65535)) (i32.const 16))
        (memory.size)))
    (if (i32.gt_s (local.get $missing) (i32.const 0))
      (then (if (i32.eq (memory.grow (local.get $missing)) (i32.const -1)) (then unreachable))))
    (i32.const 65536))
;;; describe
  (func $describe (export "{interface}#describe") (result i32)
    (i32.const 1024))
;;; configure
  (func $configure (export "{interface}#configure") (param $at i32) (param $length i32)
    (global.set $limit (f64.load (local.get $at))))
;;; reset
  (func $reset (export "{interface}#reset")
    (global.set $seen (f64.const 0)))
;;; begin-slot
  (func $begin_slot (export "{interface}#begin-slot") (param $start f64) (param $end f64) (param $continues i32)
    (if (i32.eqz (local.get $continues)) (then (global.set $seen (f64.const 0)))))
;;; load
  (func $load (export "{interface}#load") (param $rows i32) (param $at i32) (param $length i32)
    (global.set $rows (local.get $rows))
    (global.set $columns (local.get $at)))
;;; decide
  ;; Writes the decision: buy Up for 10 dollars at market.
  (func $decide (param $row i32)
    (i64.store (i32.const 512) (i64.const 0))
    (f64.store (i32.const 520) (f64.const 10))
    (f64.store (i32.const 528) (f64.const 1))
    (i32.store8 (i32.const 536) (i32.const 0))
    (i32.store (i32.const 552) (i32.const 0)))
;;; answer
  ;; Writes `some(fired)` with the one decision.
  (func $answer (param $row i32) (result i32)
    (call $decide (local.get $row))
    (i32.store8 (i32.const 0) (i32.const 1))
    (i32.store (i32.const 4) (local.get $row))
    (i32.store (i32.const 8) (i32.const 512))
    (i32.store (i32.const 12) (i32.const 1))
    (i32.const 0))
;;; on_row
  ;; What happens on each row before it is judged.
  (func $on_row (param $row i32))
;;; next
  (func $next (export "{interface}#next")
    (param $from i32) (param $until i32)
    (param f64 f64 f64 f64 f64 f64 i32 i32 f64 f64)
    (param $muted i32) (result i32)
    (local $row i32)
    (local.set $row (local.get $from))
    (block $done
      (loop $rows
        (br_if $done (i32.ge_u (local.get $row) (local.get $until)))
        (call $on_row (local.get $row))
        (global.set $seen (f64.add (global.get $seen) (f64.const 1)))
        (if (i32.and
              (f64.lt
                (f64.load (i32.add (global.get $columns) (i32.shl (local.get $row) (i32.const 3))))
                (global.get $limit))
              (i32.eqz (i32.and (local.get $muted) (i32.const 1))))
          (then (return (call $answer (local.get $row)))))
        (local.set $row (i32.add (local.get $row) (i32.const 1)))
        (br $rows)))
    (i32.store8 (i32.const 0) (i32.const 0))
    (i32.const 0))
;;; explain
  (func $explain (export "{interface}#explain")
    (param $row i32) (param $shares f64) (param f64 f64 f64 f64 f64 i32 i32 f64 f64) (result i32)
    (f64.store (i32.const 64)
      (f64.load (i32.add (global.get $columns) (i32.shl (local.get $row) (i32.const 3)))))
    (f64.store (i32.const 72) (global.get $seen))
    (i32.store (i32.const 0) (i32.const 64))
    (i32.store (i32.const 4) (i32.const 2))
    (i32.const 0))
;;; save
  (func $save (export "{interface}#save") (result i32)
    (f64.store (i32.const 64) (global.get $seen))
    (i32.store (i32.const 0) (i32.const 64))
    (i32.store (i32.const 4) (i32.const 8))
    (i32.const 0))
;;; restore
  (data (i32.const 600) "8 bytes expected")
  (func $restore (export "{interface}#restore") (param $at i32) (param $length i32) (result i32)
    (if (i32.eq (local.get $length) (i32.const 8))
      (then
        (global.set $seen (f64.load (local.get $at)))
        (i32.store8 (i32.const 0) (i32.const 0)))
      (else
        (i32.store8 (i32.const 0) (i32.const 1))
        (i32.store (i32.const 4) (i32.const 600))
        (i32.store (i32.const 8) (i32.const 16))))
    (i32.const 0))
;;; end
)
