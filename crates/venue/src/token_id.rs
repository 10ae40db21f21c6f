//! Which outcome a token stands for, proved from the ids alone.
//!
//! A token id of the Conditional Token Framework is a hash of the collateral, the condition id and the outcome's index
//! set, so a recording that carries the condition id (`market` in every channel message) also says which token is Up:
//! outcome 0, index set 1. Nothing has to be assumed about labels or order.
//!
//! Source: Gnosis Conditional Tokens contracts, `CTHelpers.getCollectionId` and `getPositionId` (parent collection 0);
//! collateral USDC.e on Polygon, which also backs the venue's current markets. Ids of the venue's position-id version 2
//! carry the outcome's index in their last byte (venue protocol notes, section 1.1).

use craftstrat_model::Outcome;
use sha3::{Digest, Keccak256};

/// 256 bits, least significant limb first.
type U256 = [u64; 4];

/// Field modulus of alt_bn128.
const P: U256 = [0x3c20_8c16_d87c_fd47, 0x9781_6a91_6871_ca8d, 0xb850_45b6_8181_585d, 0x3064_4e72_e131_a029];

/// (P + 1) / 4: since P = 3 mod 4, x to this power is a square root of x, if x has one.
const ROOT_EXPONENT: U256 =
    [0x4f08_2305_b61f_3f52, 0x65e0_5aa4_5a1c_72a3, 0x6e14_116d_a060_5617, 0x0c19_139c_b84c_680a];

/// USDC.e on Polygon.
const COLLATERAL: [u8; 20] = [
    0x27, 0x91, 0xbc, 0xa1, 0xf2, 0xde, 0x46, 0x61, 0xed, 0x88, 0xa3, 0x0c, 0x99, 0xa7, 0xa9, 0x44, 0x9a,
    0xa8, 0x41, 0x74,
];

/// The outcome `token` (decimal text) stands for in the market with `condition` (`0x` and 64 hex digits); `None` when
/// the token does not belong to the condition, or either text is no id.
pub fn outcome_of_token(condition: &str, token: &str) -> Option<Outcome> {
    let id = parse_decimal(token)?;
    if let Some(outcome) = outcome_of_version_2(&id) {
        return Some(outcome);
    }
    let condition = parse_condition(condition)?;
    Outcome::BOTH.into_iter().find(|o| position_id(&condition, 1 << o.index()) == id)
}

/// The token of `outcome` in the market with `condition` (`0x` and 64 hex digits), as decimal text; `None` when that
/// is no condition id.
pub fn token_of_outcome(condition: &str, outcome: Outcome) -> Option<String> {
    let condition = parse_condition(condition)?;
    Some(to_decimal(position_id(&condition, 1 << outcome.index())))
}

/// Version-2 ids have 64 zero bits above bit 40 and the outcome's index in the last byte.
fn outcome_of_version_2(id: &U256) -> Option<Outcome> {
    let middle = (id[0] >> 40) | (id[1] & ((1 << 40) - 1)) << 24;
    if middle != 0 || *id == [0; 4] {
        return None;
    }
    Outcome::BOTH.get((id[0] & 0xff) as usize).copied()
}

/// The token of `outcome` in the market with `condition`, backed by the ERC-20 at `collateral`, most significant byte
/// first: ordinary markets are backed by USDC.e, those with negative risk by what their adapter wraps it in.
pub fn position(collateral: &[u8; 20], condition: &[u8; 32], outcome: Outcome) -> [u8; 32] {
    to_bytes(&backed_by(collateral, condition, 1 << outcome.index()))
}

fn position_id(condition: &[u8; 32], index_set: u8) -> U256 {
    backed_by(&COLLATERAL, condition, index_set)
}

fn backed_by(collateral: &[u8; 20], condition: &[u8; 32], index_set: u8) -> U256 {
    let collection = collection_id(condition, index_set);
    let hash = Keccak256::new().chain_update(collateral).chain_update(to_bytes(&collection)).finalize();
    from_bytes(&hash.into())
}

/// The first point of y^2 = x^3 + 3 at or after the hash, its x tagged with the parity of y.
fn collection_id(condition: &[u8; 32], index_set: u8) -> U256 {
    let mut index = [0_u8; 32];
    index[31] = index_set;
    let hash = Keccak256::new().chain_update(condition).chain_update(index).finalize();
    let mut x = from_bytes(&hash.into());
    let odd = x[3] >> 63 != 0;
    x = reduce(x);
    loop {
        x = add(x, [1, 0, 0, 0]);
        let square = add(multiply(x, multiply(x, x)), [3, 0, 0, 0]);
        let y = power(square, ROOT_EXPONENT);
        if multiply(y, y) != square {
            continue;
        }
        // Of the two roots y and P - y the contract takes the one with the parity of the hash's top bit, and tags
        // the x of odd ones.
        if odd {
            x[3] ^= 1 << 62;
        }
        return x;
    }
}

fn less(a: &U256, b: &U256) -> bool {
    a.iter().rev().lt(b.iter().rev())
}

fn subtract(a: U256, b: U256) -> U256 {
    let mut out = [0; 4];
    let mut borrow = false;
    for i in 0..4 {
        let (d, b1) = a[i].overflowing_sub(b[i]);
        let (d, b2) = d.overflowing_sub(u64::from(borrow));
        (out[i], borrow) = (d, b1 | b2);
    }
    out
}

fn reduce(mut a: U256) -> U256 {
    // A 256-bit value holds at most five multiples of the 254-bit modulus.
    while !less(&a, &P) {
        a = subtract(a, P);
    }
    a
}

/// a + b mod P for a, b < P.
fn add(a: U256, b: U256) -> U256 {
    let mut out = [0; 4];
    let mut carry = 0_u128;
    for i in 0..4 {
        let sum = u128::from(a[i]) + u128::from(b[i]) + carry;
        out[i] = sum as u64;
        carry = sum >> 64;
    }
    // Both are below 2^254, so nothing is carried out.
    reduce(out)
}

/// a x b mod P for a, b < P, by doubling and adding.
fn multiply(a: U256, b: U256) -> U256 {
    let mut out = [0; 4];
    for bit in (0..254).rev() {
        out = add(out, out);
        if b[bit / 64] >> (bit % 64) & 1 == 1 {
            out = add(out, a);
        }
    }
    out
}

fn power(base: U256, exponent: U256) -> U256 {
    let mut out = [1, 0, 0, 0];
    for bit in (0..254).rev() {
        out = multiply(out, out);
        if exponent[bit / 64] >> (bit % 64) & 1 == 1 {
            out = multiply(out, base);
        }
    }
    out
}

fn to_bytes(a: &U256) -> [u8; 32] {
    let mut out = [0; 32];
    for (i, limb) in a.iter().rev().enumerate() {
        out[8 * i..8 * i + 8].copy_from_slice(&limb.to_be_bytes());
    }
    out
}

fn from_bytes(bytes: &[u8; 32]) -> U256 {
    let mut out = [0; 4];
    for (i, chunk) in bytes.chunks_exact(8).enumerate() {
        out[3 - i] = chunk.iter().fold(0, |limb, b| limb << 8 | u64::from(*b));
    }
    out
}

fn parse_decimal(text: &str) -> Option<U256> {
    if text.is_empty() || text.len() > 78 || !text.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let mut out: U256 = [0; 4];
    for b in text.bytes() {
        let mut carry = u128::from(b - b'0');
        for limb in &mut out {
            let v = u128::from(*limb) * 10 + carry;
            *limb = v as u64;
            carry = v >> 64;
        }
        if carry != 0 {
            return None;
        }
    }
    Some(out)
}

fn to_decimal(mut a: U256) -> String {
    let mut digits = Vec::new();
    while a != [0; 4] || digits.is_empty() {
        let mut rest = 0_u128;
        for limb in a.iter_mut().rev() {
            let v = rest << 64 | u128::from(*limb);
            (*limb, rest) = ((v / 10) as u64, v % 10);
        }
        digits.push(char::from(b'0' + rest as u8));
    }
    digits.iter().rev().collect()
}

fn parse_condition(text: &str) -> Option<[u8; 32]> {
    let hex = text.strip_prefix("0x")?;
    if hex.len() != 64 || !hex.bytes().all(|b| b.is_ascii_hexdigit()) {
        return None;
    }
    let mut out = [0; 32];
    for (byte, pair) in out.iter_mut().zip(hex.as_bytes().chunks_exact(2)) {
        *byte = u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok()?;
    }
    Some(out)
}
