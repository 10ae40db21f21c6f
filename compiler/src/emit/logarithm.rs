//! `ln` and `exp`, bit for bit those of the `libm` crate (FreeBSD's `e_log.c` and `e_exp.c`, Copyright (C) 1993, 2004 by
//! Sun Microsystems, Inc.; permission to use, copy, modify and distribute is freely granted, provided that this notice
//! is preserved). The order of the operations is theirs: it decides the last bit.

use super::code::{Code, MISSING};
use wasm_encoder::{Instruction as I, ValType};

const LN2_HI: f64 = 6.931_471_803_691_238e-1;
const LN2_LO: f64 = 1.908_214_929_270_587_7e-10;
const LG: [f64; 7] = [
    6.666_666_666_666_735e-1,
    3.999_999_999_940_942e-1,
    2.857_142_874_366_239e-1,
    2.222_219_843_214_978_4e-1,
    1.818_357_216_161_805e-1,
    1.531_383_769_920_937_3e-1,
    1.479_819_860_511_658_6e-1,
];
const INV_LN2: f64 = std::f64::consts::LOG2_E;
const P: [f64; 5] = [
    1.666_666_666_666_660_2e-1,
    -2.777_777_777_701_559_3e-3,
    6.613_756_321_437_934e-5,
    -1.653_390_220_546_525_2e-6,
    4.138_136_797_057_238_5e-8,
];

/// The parameter.
const X: u32 = 0;

/// Pushes the high word of the number on the stack.
fn high_word(code: &mut Code) -> &mut Code {
    code.ops([I::I64ReinterpretF64, I::I64Const(32), I::I64ShrU, I::I32WrapI64])
}

/// Natural logarithm of the parameter.
pub(super) fn ln() -> Code {
    let mut code = Code::new(1);
    let hx = code.local(ValType::I32);
    let k = code.local(ValType::I32);
    // 0 and what lies below; NaN; infinity; 1.
    code.get(X).f64(0.0).op(I::F64Eq).when().f64(f64::NEG_INFINITY).op(I::Return).end();
    code.get(X).f64(0.0).op(I::F64Lt).get(X).get(X).ops([I::F64Ne, I::I32Or]).when();
    code.f64(MISSING).op(I::Return).end();
    code.get(X).f64(f64::INFINITY).op(I::F64Eq).when().get(X).op(I::Return).end();
    code.get(X).f64(1.0).op(I::F64Eq).when().f64(0.0).op(I::Return).end();
    // A subnormal number is scaled up.
    code.get(X).f64(f64::MIN_POSITIVE).op(I::F64Lt).when();
    code.i32(-54_i32 as u32).set(k).get(X).f64(18_014_398_509_481_984.0).op(I::F64Mul).set(X).end();
    high_word(code.get(X)).set(hx);
    // Reduce x into [sqrt(2)/2, sqrt(2)].
    code.get(hx).i32(0x3ff0_0000 - 0x3fe6_a09e).op(I::I32Add).set(hx);
    code.get(k).get(hx).i32(20).op(I::I32ShrU).op(I::I32Add).i32(0x3ff).op(I::I32Sub).set(k);
    code.get(hx).i32(0x000f_ffff).op(I::I32And).i32(0x3fe6_a09e).op(I::I32Add);
    code.ops([I::I64ExtendI32U, I::I64Const(32), I::I64Shl]);
    code.get(X).ops([I::I64ReinterpretF64, I::I64Const(0xffff_ffff), I::I64And, I::I64Or]);
    code.op(I::F64ReinterpretI64).set(X);
    reduced_ln(&mut code, k);
    code
}

/// Pushes the logarithm of `2^k X` for X in [sqrt(2)/2, sqrt(2)].
fn reduced_ln(code: &mut Code, k: u32) {
    let mul_add = [I::F64Mul, I::F64Add];
    code.get(X).f64(1.0).op(I::F64Sub);
    let f = code.set_new(ValType::F64);
    code.f64(0.5).get(f).op(I::F64Mul).get(f).op(I::F64Mul);
    let hfsq = code.set_new(ValType::F64);
    code.get(f).f64(2.0).get(f).ops([I::F64Add, I::F64Div]);
    let s = code.set_new(ValType::F64);
    code.get(s).get(s).op(I::F64Mul);
    let z = code.set_new(ValType::F64);
    code.get(z).get(z).op(I::F64Mul);
    let w = code.set_new(ValType::F64);
    // t2 = z (lg1 + w (lg3 + w (lg5 + w lg7))), t1 = w (lg2 + w (lg4 + w lg6)); r = t2 + t1
    code.get(z).f64(LG[0]).get(w).f64(LG[2]).get(w).f64(LG[4]).get(w).f64(LG[6]);
    code.ops(mul_add.clone()).ops(mul_add.clone()).ops(mul_add.clone()).op(I::F64Mul);
    code.get(w).f64(LG[1]).get(w).f64(LG[3]).get(w).f64(LG[5]);
    code.ops(mul_add.clone()).ops(mul_add).op(I::F64Mul);
    code.op(I::F64Add);
    let r = code.set_new(ValType::F64);
    code.get(k).op(I::F64ConvertI32S);
    let dk = code.set_new(ValType::F64);
    // s (hfsq + r) + dk ln2_lo - hfsq + f + dk ln2_hi
    code.get(s).get(hfsq).get(r).ops([I::F64Add, I::F64Mul]);
    code.get(dk).f64(LN2_LO).ops([I::F64Mul, I::F64Add]);
    code.get(hfsq).op(I::F64Sub).get(f).op(I::F64Add);
    code.get(dk).f64(LN2_HI).ops([I::F64Mul, I::F64Add]);
}

/// e to the power of the parameter.
pub(super) fn exp() -> Code {
    let mut code = Code::new(1);
    let hx = code.local(ValType::I32);
    let k = code.local(ValType::I32);
    let [hi, lo] = [code.local(ValType::F64), code.local(ValType::F64)];
    code.get(X).get(X).op(I::F64Ne).when().f64(MISSING).op(I::Return).end();
    code.get(X).f64(709.782_712_893_384).op(I::F64Gt).when().f64(f64::INFINITY).op(I::Return).end();
    code.get(X).f64(-745.133_219_101_941_1).op(I::F64Lt).when().f64(0.0).op(I::Return).end();
    high_word(code.get(X)).i32(0x7fff_ffff).op(I::I32And).set(hx);
    // |x| <= 2^-28
    code.get(hx).i32(0x3e30_0000).op(I::I32LeU).when().f64(1.0).get(X).ops([I::F64Add, I::Return]).end();
    code.get(X).set(hi);
    // |x| > 0.5 ln 2
    code.get(hx).i32(0x3fd6_2e42).op(I::I32GtU).when();
    {
        code.get(hx).i32(0x3ff0_a2b2).op(I::I32GeU).when_yields(ValType::I32);
        code.f64(INV_LN2).get(X).op(I::F64Mul).f64(-0.5).f64(0.5).get(X).f64(0.0);
        code.ops([I::F64Lt, I::Select, I::F64Add, I::I32TruncSatF64S, I::Else]);
        code.i32(-1_i32 as u32).i32(1).get(X).f64(0.0).ops([I::F64Lt, I::Select]).end().set(k);
        code.get(X).get(k).op(I::F64ConvertI32S).f64(LN2_HI).ops([I::F64Mul, I::F64Sub]).set(hi);
        code.get(k).op(I::F64ConvertI32S).f64(LN2_LO).op(I::F64Mul).set(lo);
        code.get(hi).get(lo).op(I::F64Sub).set(X);
    }
    code.end();
    reduced_exp(&mut code, hi, lo);
    scale(&mut code, k);
    code
}

/// Pushes e^X for X = hi - lo within half of ln 2.
fn reduced_exp(code: &mut Code, hi: u32, lo: u32) {
    code.get(X).get(X).op(I::F64Mul);
    let xx = code.set_new(ValType::F64);
    // c = x - xx (p1 + xx (p2 + xx (p3 + xx (p4 + xx p5))))
    code.get(X).get(xx);
    for p in &P[..4] {
        code.f64(*p).get(xx);
    }
    code.f64(P[4]);
    for _ in &P[..4] {
        code.ops([I::F64Mul, I::F64Add]);
    }
    code.ops([I::F64Mul, I::F64Sub]);
    let c = code.set_new(ValType::F64);
    // 1 + (x c / (2 - c) - lo + hi)
    code.f64(1.0).get(X).get(c).op(I::F64Mul).f64(2.0).get(c).ops([I::F64Sub, I::F64Div]);
    code.get(lo).op(I::F64Sub).get(hi).ops([I::F64Add, I::F64Add]);
}

/// Multiplies the number on the stack by 2^k for k in -1075..=1024; a subnormal result is rounded once.
fn scale(code: &mut Code, k: u32) {
    let y = code.set_new(ValType::F64);
    code.get(k).i32(1_023).op(I::I32GtS).when();
    code.get(y).f64(f64::from_bits(0x7fe0_0000_0000_0000)).op(I::F64Mul).set(y);
    code.get(k).i32(1_023).op(I::I32Sub).set(k).end();
    code.get(k).i32(-1_022_i32 as u32).op(I::I32LtS).when();
    code.get(y).f64(f64::from_bits((1_023 - 969) << 52)).op(I::F64Mul).set(y);
    code.get(k).i32(969).op(I::I32Add).set(k).end();
    code.get(y).get(k).i32(1_023).op(I::I32Add).ops([I::I64ExtendI32U, I::I64Const(52), I::I64Shl]);
    code.ops([I::F64ReinterpretI64, I::F64Mul]);
}
