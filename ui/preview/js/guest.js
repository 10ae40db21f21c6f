// A strategy's core module, instantiated. Calls go from WebAssembly through here to WebAssembly: numbers only, nothing
// is allocated on the way, and a trap becomes -1 with its text in `error`.

export class Guest {
  // `names` holds the exports to use: the memory, then for each function of the interface its own, its realloc's and its
  // post-return's name, empty where there is none. `own` is the memory of the code that calls.
  constructor(module, names, own) {
    const { exports } = new WebAssembly.Instance(module, {});
    const find = (name) => {
      if (name === "") return null;
      if (typeof exports[name] !== "function") throw new Error(`core export \`${name}\` is no function`);
      return exports[name];
    };
    this.memory = exports[names[0]];
    if (!(this.memory instanceof WebAssembly.Memory)) throw new Error("its memory export is no memory");
    this.functions = [];
    for (let i = 1; i < names.length; i += 1) this.functions.push(find(names[i]));
    this.error = "";
    this.own = own;
    this.ours = new Uint8Array(own.buffer);
    this.see();
  }

  // Views go blind when the memory grows.
  see() {
    this.bytes = new Uint8Array(this.memory.buffer);
    this.numbers = new Float64Array(this.memory.buffer);
  }

  failed(error) {
    this.error = error instanceof Error ? error.message : String(error);
    return -1;
  }

  takeError() {
    return this.error;
  }

  call0(f) {
    try {
      return this.functions[f]() >>> 0;
    } catch (error) {
      return this.failed(error);
    }
  }

  call1(f, a) {
    try {
      return this.functions[f](a) >>> 0;
    } catch (error) {
      return this.failed(error);
    }
  }

  call2(f, a, b) {
    try {
      return this.functions[f](a, b) >>> 0;
    } catch (error) {
      return this.failed(error);
    }
  }

  call3(f, a, b, c) {
    try {
      return this.functions[f](a, b, c) >>> 0;
    } catch (error) {
      return this.failed(error);
    }
  }

  realloc(f, align, size) {
    try {
      return this.functions[f](0, 0, align, size) >>> 0;
    } catch (error) {
      return this.failed(error);
    }
  }

  explain(f, row, a, b, c, d, e, g, h, i, j, k) {
    try {
      return this.functions[f](row, a, b, c, d, e, g, h, i, j, k) >>> 0;
    } catch (error) {
      return this.failed(error);
    }
  }

  next(f, from, until, a, b, c, d, e, g, h, i, j, k, muted) {
    try {
      return this.functions[f](from, until, a, b, c, d, e, g, h, i, j, k, muted) >>> 0;
    } catch (error) {
      return this.failed(error);
    }
  }

  size() {
    if (this.bytes.length === 0) this.see();
    return this.bytes.length;
  }

  read(at, to, length) {
    if (this.bytes.length === 0) this.see();
    if (this.ours.length === 0) this.ours = new Uint8Array(this.own.buffer);
    const { bytes, ours } = this;
    if (at + length > bytes.length) return false;
    if (length > 64) {
      ours.set(bytes.subarray(at, at + length), to);
    } else {
      for (let i = 0; i < length; i += 1) ours[to + i] = bytes[at + i];
    }
    return true;
  }

  write(at, from) {
    if (this.bytes.length === 0) this.see();
    if (at + from.length > this.bytes.length) return false;
    this.bytes.set(from, at);
    return true;
  }

  writeNumbers(at, from) {
    if (this.bytes.length === 0) this.see();
    if (at % 8 !== 0 || at + from.length * 8 > this.bytes.length) return false;
    this.numbers.set(from, at / 8);
    return true;
  }
}
