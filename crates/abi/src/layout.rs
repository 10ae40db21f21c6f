//! Where the canonical ABI puts the fields of the interface's types. A test compares every number with `wit-parser`'s
//! own computation from the WIT file.

/// Bytes and alignment of a type in linear memory.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shape {
    /// Bytes.
    pub size: usize,
    /// Alignment in bytes.
    pub align: u32,
}

/// A list or string: pointer, then number of elements.
pub const LIST: Shape = Shape { size: 8, align: 4 };
/// `decision`.
pub const DECISION: Shape = Shape { size: 48, align: 8 };
/// `option<fired>`.
pub const OPTION_FIRED: Shape = Shape { size: 16, align: 4 };
/// `parameter`.
pub const PARAMETER: Shape = Shape { size: 40, align: 8 };
/// `description`.
pub const DESCRIPTION: Shape = Shape { size: 136, align: 8 };
/// `result<_, string>`.
pub const RESULT_STRING: Shape = Shape { size: 12, align: 4 };

/// Payload of `option<f64>`.
pub const OPTION_F64_PAYLOAD: usize = 8;
/// Payload of `option<u32>`, `option<fired>` and `result<_, string>`.
pub const OPTION_WORD_PAYLOAD: usize = 4;

/// Fields of `decision`: signal, outcome, size-mode, order-type, size, kelly-fraction, price, node.
pub const DECISION_FIELDS: [usize; 8] = [0, 1, 2, 3, 8, 16, 24, 40];
/// Fields of `fired`: row, decisions.
pub const FIRED_FIELDS: [usize; 2] = [0, 4];
/// Fields of `parameter`: name, default, min, max, step.
pub const PARAMETER_FIELDS: [usize; 5] = [0, 8, 16, 24, 32];
/// Fields of `description`: name, version, columns, reads, parameters, warm-up-rows, nodes, carries-state, risk.
pub const DESCRIPTION_FIELDS: [usize; 9] = [0, 8, 16, 24, 28, 36, 40, 48, 56];
/// Fields of `risk`: stop-loss-pct, take-profit-pct, max-position-usdc, max-trades-per-slot, cool-down-s,
/// max-open-entries.
pub const RISK_FIELDS: [usize; 6] = [0, 16, 32, 48, 56, 72];
