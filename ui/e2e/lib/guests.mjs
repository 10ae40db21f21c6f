// Strategies that mean harm: an example of ours, with one function of its module replaced.
import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import binaryen from "binaryen";

const INTERFACE = "craftstrat:strategy/strategy@0.1.0";

/** The examples' components: name and bytes. */
export function examples() {
  const names = (process.env.CRAFTSTRAT_GUEST_NAMES ?? "").split(",").filter(Boolean);
  return names.map((name) => ({ name, path: join(process.env.CRAFTSTRAT_GUESTS, `${name}.wasm`) }));
}

/**
 * A component that is well-behaved in slots that start at `goodFrom` (ms) or later and does `harm` in earlier ones. `harm`
 * makes an expression of binaryen's; `begin-slot` does it before anything else.
 */
export function turned(dir, name, goodFrom, harm) {
  const core = readFileSync(process.env.CRAFTSTRAT_GUEST_CORE);
  const module = binaryen.readBinary(core);
  module.setFeatures(binaryen.Features.All);
  const old = `${INTERFACE}#begin-slot`;
  const inner = exported(module, old);
  const info = binaryen.getFunctionInfo(module.getFunction(inner));
  const parameters = binaryen.expandType(info.params);
  const arguments_ = parameters.map((type, index) => module.local.get(index, type));
  const isGood = module.f64.ge(module.local.get(0, binaryen.f64), module.f64.const(goodFrom));
  module.addFunction("turned", info.params, binaryen.none, [], module.block(null, [
    module.if(module.i32.eqz(isGood), harm(module)),
    module.call(inner, arguments_, binaryen.none),
  ]));
  module.removeExport(old);
  module.addFunctionExport("turned", old);
  if (!module.validate()) throw new Error("the changed module is not valid");
  const path = join(dir, `${name}.core.wasm`);
  writeFileSync(path, withWorld(module.emitBinary(), core));
  const component = join(dir, `${name}.wasm`);
  const wrap = spawnSync(process.env.CRAFTSTRAT, ["component", path, "-o", component], { encoding: "utf8" });
  if (wrap.status !== 0) throw new Error(wrap.stderr);
  return component;
}

/** Never ends. */
export const endless = (module) => module.loop("for_ever", module.br("for_ever"));

/** Takes all the memory it gets, and never stops asking. */
export const bomb = (module) =>
  module.loop("more", module.block(null, [
    module.drop(module.memory.grow(module.i32.const(1))),
    module.br("more"),
  ]));

/** Traps in slots that start at `from` (ms) or later. */
export const trapping = (from) => (module) =>
  module.if(module.f64.ge(module.local.get(0, binaryen.f64), module.f64.const(from)), module.unreachable());

function exported(module, name) {
  for (let index = 0; index < module.getNumExports(); index += 1) {
    const info = binaryen.getExportInfo(module.getExportByIndex(index));
    if (info.name === name) return info.value;
  }
  throw new Error(`no export ${name}`);
}

/** The sections in which a guest SDK leaves its world, which binaryen may drop. */
function withWorld(changed, original) {
  const sections = [];
  for (const { name, start, end } of customSections(original)) {
    if (name.startsWith("component-type")) sections.push(original.subarray(start, end));
  }
  const has = customSections(changed).some(({ name }) => name.startsWith("component-type"));
  return has ? changed : Buffer.concat([changed, ...sections]);
}

function customSections(bytes) {
  const found = [];
  const varint = (at) => {
    let [value, shift, byte] = [0, 0, 0];
    do {
      byte = bytes[at++];
      value |= (byte & 0x7f) << shift;
      shift += 7;
    } while (byte & 0x80);
    return [value, at];
  };
  for (let at = 8; at < bytes.length;) {
    const start = at;
    const id = bytes[at];
    const [length, body] = varint(at + 1);
    if (id === 0) {
      const [size, text] = varint(body);
      found.push({ name: Buffer.from(bytes.subarray(text, text + size)).toString(), start, end: body + length });
    }
    at = body + length;
  }
  return found;
}
