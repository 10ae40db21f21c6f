//! From the dataflow IR to a component of the world in `wit/`.
//!
//! The way: `check` (refuse what could not be translated faithfully) -> `plan` (what must be computed where) ->
//! `layout` (an address for everything) -> functions (`next` and `explain` over `rows` and `state`; `lifecycle`,
//! `saved`; `helpers`) -> `module` -> the component around it. No Rust toolchain, no I/O; the same program gives the same
//! bytes.
//!
//! What the compiled strategy does where [`crate::ir`] leaves a choice:
//! - More than 8 actions due on a row: the first 8 in document order count, then muted ones are dropped.
//! - An exponential average or a sum that became NaN through infinities begins again with the next present value.
//! - A latch needs only the operand that acts: a true second operand turns it off even where the first is missing.
//! - Sums start from +0. The smallest and largest of +0 and -0 are -0 and +0.
//! - No NaN but `0x7ff8000000000000` ever leaves it.

mod check;
mod code;
mod describe;
mod helpers;
mod lanes;
mod layout;
mod lifecycle;
mod logarithm;
mod loops;
mod module;
mod next;
mod plan;
mod rows;
mod saved;
mod state;

use crate::ir::Program;
use helpers::Helpers;
use layout::Layout;
use module::Functions;
use plan::Plan;

/// Why a program cannot become a component. Display is a sentence for the strategy's author.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EmitError {
    /// The program breaks a rule of the IR.
    #[error("node `{key}` cannot be compiled: {detail}")]
    Malformed {
        /// The node's key, or what else is at fault.
        key: String,
        /// Which rule.
        detail: String,
    },
    /// Too many of something.
    #[error("the strategy has {count} {what}; at most {max} can be compiled")]
    TooMany {
        /// Of what.
        what: &'static str,
        /// How many there are.
        count: usize,
        /// How many are allowed.
        max: usize,
    },
    /// Its saved state could exceed the world's limit.
    #[error(
        "the strategy's windows hold {bytes} bytes; at most {max} can be saved: shorten the longest windows"
    )]
    StateTooLarge {
        /// The largest saved state in bytes.
        bytes: u64,
        /// How many are allowed.
        max: u64,
    },
    /// It would need more memory than a strategy may have.
    #[error(
        "the strategy needs {pages} pages of memory; at most {max} are allowed: read fewer columns or shorten windows"
    )]
    MemoryTooLarge {
        /// Pages of 64 KiB it would need.
        pages: u32,
        /// How many are allowed.
        max: u32,
    },
    /// The encoder refused the module; a defect of the compiler.
    #[error("the component could not be encoded, which is a defect of the compiler: {0}")]
    Encode(String),
}

/// The component of `program`. `source` is the document's exact text, embedded for [`crate::inspect`].
///
/// # Errors
/// When the program is malformed or too large.
pub fn component(program: &Program, source: &str) -> Result<Vec<u8>, EmitError> {
    let nodes: Vec<&str> = program.explained.iter().map(|e| e.id.as_str()).collect();
    crate::component::encode(core_module(program)?, source, &nodes)
}

/// The core module inside the component, without the world's metadata.
fn core_module(program: &Program) -> Result<wasm_encoder::Module, EmitError> {
    check::check(program)?;
    let plan = Plan::new(program);
    let layout = Layout::new(&plan)?;
    let mut functions = Functions::default();
    let helpers = Helpers::new(&plan, &mut functions);
    let refresh = lifecycle::refresh(&plan, &layout, &helpers, &mut functions);
    let forget = lifecycle::forget(&plan, &layout, &mut functions);
    lifecycle::realloc(&layout, &mut functions);
    lifecycle::describe(&layout, &mut functions);
    lifecycle::configure(&plan, &layout, refresh, &mut functions);
    lifecycle::resets(forget, &mut functions);
    lifecycle::load(&plan, &layout, &mut functions);
    next::next(&plan, &layout, &helpers, &mut functions);
    next::explain(&plan, &layout, &helpers, &mut functions);
    saved::save(&plan, &layout, &mut functions);
    saved::restore(&plan, &layout, forget, refresh, &mut functions);
    Ok(functions.finish(&layout))
}
