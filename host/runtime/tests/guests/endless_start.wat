;;; end
  (func $spin (loop $for_ever (br $for_ever)))
  (start $spin)
)
