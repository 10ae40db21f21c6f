//! What the driver needs of an instantiated core module.

use craftstrat_model::Fault;

/// A function of the strategy interface.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Function {
    /// `describe`
    Describe,
    /// `configure`
    Configure,
    /// `reset`
    Reset,
    /// `begin-slot`
    BeginSlot,
    /// `load`
    Load,
    /// `next`
    Next,
    /// `explain`
    Explain,
    /// `save`
    Save,
    /// `restore`
    Restore,
}

impl Function {
    /// All of them, in the order of the interface. `Function as usize` indexes it.
    pub const ALL: [Self; 9] = [
        Self::Describe,
        Self::Configure,
        Self::Reset,
        Self::BeginSlot,
        Self::Load,
        Self::Next,
        Self::Explain,
        Self::Save,
        Self::Restore,
    ];

    /// Its name in the interface.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Describe => "describe",
            Self::Configure => "configure",
            Self::Reset => "reset",
            Self::BeginSlot => "begin-slot",
            Self::Load => "load",
            Self::Next => "next",
            Self::Explain => "explain",
            Self::Save => "save",
            Self::Restore => "restore",
        }
    }

    /// Whether its core function returns a pointer to its answer (`true`) or nothing.
    pub const fn answers(self) -> bool {
        matches!(self, Self::Describe | Self::Next | Self::Explain | Self::Save | Self::Restore)
    }

    /// The core types of its flattened parameters: `i` for i32, `f` for f64.
    pub const fn parameters(self) -> &'static str {
        match self {
            Self::Describe | Self::Reset | Self::Save => "",
            Self::Configure | Self::Restore => "ii",
            Self::BeginSlot => "ffi",
            Self::Load => "iii",
            Self::Next => "iiffffffiiffi",
            Self::Explain => "iffffffiiff",
        }
    }
}

/// An argument of a core function.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Value {
    /// An unsigned number, pointer, length, flag set or truth.
    I32(u32),
    /// A number.
    F64(f64),
}

/// An instantiated core module: a browser's, or Wasmtime's. Calls that trap or run out of anything return the fault;
/// the instance is not used again after one.
pub trait CoreInstance {
    /// Calls the core function behind `function` with its flattened arguments ([`Function::parameters`]). Returns the
    /// pointer it answers with, 0 where it answers nothing. `rows` is how many rows of ticks the call works on, for
    /// hosts that meter by the row.
    ///
    /// # Errors
    /// When the guest faults.
    fn call(&mut self, function: Function, arguments: &[Value], rows: u32) -> Result<u32, Fault>;

    /// Calls the `realloc` that `function`'s canonical options name, for a new block.
    ///
    /// # Errors
    /// When the guest faults.
    fn allocate(&mut self, function: Function, align: u32, bytes: u32) -> Result<u32, Fault>;

    /// Calls the `post-return` that `function`'s canonical options name, with what the call returned; does nothing when
    /// they name none.
    ///
    /// # Errors
    /// When the guest faults.
    fn post_return(&mut self, function: Function, answer: u32) -> Result<(), Fault>;

    /// Bytes of linear memory now.
    fn memory_bytes(&self) -> usize;

    /// Copies memory from `at` on into `bytes`; `false` when that reaches outside.
    #[must_use]
    fn read(&self, at: u32, bytes: &mut [u8]) -> bool;

    /// Copies `bytes` into memory at `at`; `false` when that reaches outside.
    #[must_use]
    fn write(&mut self, at: u32, bytes: &[u8]) -> bool;

    /// Writes numbers, little-endian, into memory at `at`; `false` when that reaches outside. Hosts that see the memory
    /// as one slice do better than this.
    #[must_use]
    fn write_numbers(&mut self, at: u32, numbers: &[f64]) -> bool {
        let mut buffer = [0_u8; 2_048];
        let mut at = at;
        for chunk in numbers.chunks(buffer.len() / 8) {
            for (to, number) in buffer.chunks_exact_mut(8).zip(chunk) {
                to.copy_from_slice(&number.to_le_bytes());
            }
            let bytes = chunk.len() * 8;
            if !self.write(at, &buffer[..bytes]) {
                return false;
            }
            at = at.wrapping_add(bytes as u32);
        }
        true
    }

    /// Fuel used since the instance was made; 0 where it is not metered.
    fn fuel_used(&self) -> u64 {
        0
    }
}
