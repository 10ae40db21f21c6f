//! Numbers and texts in bytes; a reader that never looks past what is there.

use super::{BundleError, damaged};
use std::ops::Range;

/// Texts in a block, at most.
const TEXT_BYTES_MAX: usize = 200;

/// Bytes being written.
#[derive(Default)]
pub(super) struct Writer {
    pub bytes: Vec<u8>,
}

impl Writer {
    pub fn byte(&mut self, byte: u8) {
        self.bytes.push(byte);
    }

    /// LEB128.
    pub fn number(&mut self, mut value: u64) {
        while value >= 0x80 {
            self.bytes.push(value as u8 | 0x80);
            value >>= 7;
        }
        self.bytes.push(value as u8);
    }

    /// Small magnitudes are short.
    pub fn signed(&mut self, value: i64) {
        self.number(zigzag(value));
    }

    pub fn bits(&mut self, value: f64) {
        self.bytes.extend_from_slice(&value.to_bits().to_le_bytes());
    }

    /// Its length, then the bytes.
    pub fn block(&mut self, bytes: &[u8]) {
        self.number(bytes.len() as u64);
        self.bytes.extend_from_slice(bytes);
    }
}

/// Bytes being read.
pub(super) struct Reader<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Reader<'a> {
    pub fn new(bytes: &'a [u8], at: usize) -> Self {
        Self { bytes, at }
    }

    pub fn is_at_end(&self) -> bool {
        self.at >= self.bytes.len()
    }

    #[inline]
    pub fn byte(&mut self) -> Result<u8, BundleError> {
        let Some(byte) = self.bytes.get(self.at) else { return damaged("it ends too early") };
        self.at += 1;
        Ok(*byte)
    }

    #[inline]
    pub fn number(&mut self) -> Result<u64, BundleError> {
        let first = self.byte()?;
        if first < 0x80 {
            return Ok(u64::from(first));
        }
        let mut value = u64::from(first & 0x7f);
        for shift in (7..64).step_by(7) {
            let byte = self.byte()?;
            if shift == 63 && byte > 1 {
                break;
            }
            value |= u64::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return Ok(value);
            }
        }
        damaged("a number that does not end")
    }

    pub fn signed(&mut self) -> Result<i64, BundleError> {
        self.number().map(unzigzag)
    }

    pub fn bits(&mut self) -> Result<f64, BundleError> {
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        let Some(chunk) = rest.first_chunk::<8>() else { return damaged("it ends within a number") };
        self.at += 8;
        Ok(f64::from_bits(u64::from_le_bytes(*chunk)))
    }

    /// Where the block that begins here is.
    pub fn block(&mut self) -> Result<Range<usize>, BundleError> {
        let length = self.number()?;
        let left = (self.bytes.len() - self.at) as u64;
        if length > left {
            return damaged("a part that reaches past the end");
        }
        let start = self.at;
        self.at += length as usize;
        Ok(start..self.at)
    }

    pub fn text(&mut self) -> Result<&'a str, BundleError> {
        let span = self.block()?;
        match std::str::from_utf8(&self.bytes[span]) {
            Ok(text) if text.len() <= TEXT_BYTES_MAX => Ok(text),
            _ => damaged("a text that is none"),
        }
    }
}

/// 0, -1, 1, -2... as 0, 1, 2, 3...
pub(super) fn zigzag(value: i64) -> u64 {
    ((value << 1) ^ (value >> 63)) as u64
}

pub(super) fn unzigzag(value: u64) -> i64 {
    (value >> 1) as i64 ^ -((value & 1) as i64)
}
