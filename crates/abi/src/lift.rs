//! Reading a guest's answers out of its memory, trusting nothing.

use crate::contract::ANSWER_BYTES_MAX;
use crate::layout::{self, Shape};
use crate::{CoreInstance, Function};
use craftstrat_model::Fault;

/// Reads one answer. Counts the bytes it takes over, so that lists that overlap cannot multiply.
pub struct Lift<'a, C> {
    instance: &'a C,
    function: Function,
    budget: usize,
}

impl<'a, C: CoreInstance> Lift<'a, C> {
    pub fn new(instance: &'a C, function: Function) -> Self {
        Self { instance, function, budget: ANSWER_BYTES_MAX }
    }

    pub fn broken(&self, detail: impl Into<String>) -> Fault {
        Fault::Contract { call: self.function.name(), detail: detail.into() }
    }

    /// A block of a size known here.
    pub fn block<const N: usize>(&mut self, at: u32, align: u32) -> Result<[u8; N], Fault> {
        self.aligned(at, align)?;
        let mut bytes = [0; N];
        if !self.instance.read(at, &mut bytes) {
            return Err(self.broken(format!("{N} bytes at {at:#x} lie outside its memory")));
        }
        Ok(bytes)
    }

    /// The bytes of a list whose pointer and length stand in `field`.
    pub fn list(&mut self, field: &[u8], element: Shape, max: usize) -> Result<Vec<u8>, Fault> {
        let (at, length) = (word(field, 0), word(field, 4) as usize);
        self.aligned(at, element.align)?;
        if length > max {
            return Err(self.broken(format!("a list of {length} elements where {max} are allowed")));
        }
        let bytes = length * element.size;
        self.budget = self
            .budget
            .checked_sub(bytes)
            .ok_or_else(|| self.broken(format!("an answer of more than {ANSWER_BYTES_MAX} bytes")))?;
        // Bounds first: only then is the size worth an allocation.
        if at as usize + bytes > self.instance.memory_bytes() {
            return Err(self.broken(format!("{bytes} bytes at {at:#x} lie outside its memory")));
        }
        let mut block = vec![0; bytes];
        if !self.instance.read(at, &mut block) {
            return Err(self.broken(format!("{bytes} bytes at {at:#x} lie outside its memory")));
        }
        Ok(block)
    }

    pub fn text(&mut self, field: &[u8]) -> Result<String, Fault> {
        let bytes = self.list(field, Shape { size: 1, align: 1 }, ANSWER_BYTES_MAX)?;
        String::from_utf8(bytes).map_err(|_| self.broken("text that is not UTF-8"))
    }

    pub fn texts(&mut self, field: &[u8], max: usize) -> Result<Vec<String>, Fault> {
        let block = self.list(field, layout::LIST, max)?;
        block.chunks_exact(layout::LIST.size).map(|field| self.text(field)).collect()
    }

    pub fn option_f64(&self, field: &[u8]) -> Result<Option<f64>, Fault> {
        Ok(self.is_some(field[0])?.then(|| number(field, layout::OPTION_F64_PAYLOAD)))
    }

    pub fn option_u32(&self, field: &[u8]) -> Result<Option<u32>, Fault> {
        Ok(self.is_some(field[0])?.then(|| word(field, layout::OPTION_WORD_PAYLOAD)))
    }

    /// The discriminant of an option or result.
    pub fn is_some(&self, discriminant: u8) -> Result<bool, Fault> {
        match discriminant {
            0 => Ok(false),
            1 => Ok(true),
            other => Err(self.broken(format!("discriminant {other} of an option"))),
        }
    }

    /// A case of an enum.
    pub fn case<T: Copy>(&self, cases: &[T], discriminant: u8, what: &str) -> Result<T, Fault> {
        let case = cases.get(usize::from(discriminant)).copied();
        case.ok_or_else(|| self.broken(format!("discriminant {discriminant} of {what}")))
    }

    fn aligned(&self, at: u32, align: u32) -> Result<(), Fault> {
        if at.is_multiple_of(align) {
            return Ok(());
        }
        Err(self.broken(format!("pointer {at:#x} is not aligned to {align} bytes")))
    }
}

/// The little-endian word at `at`. The caller owns a block that reaches that far.
pub fn word(block: &[u8], at: usize) -> u32 {
    u32::from_le_bytes(std::array::from_fn(|i| block[at + i]))
}

/// The little-endian number at `at`. The caller owns a block that reaches that far.
pub fn number(block: &[u8], at: usize) -> f64 {
    f64::from_le_bytes(std::array::from_fn(|i| block[at + i]))
}
