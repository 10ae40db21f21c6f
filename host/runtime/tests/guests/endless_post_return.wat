;;; end
  (func (export "cabi_post_{interface}#next") (param i32) (loop $for_ever (br $for_ever)))
)
