//! Foreign code is compiled in a process of its own: a small module can cost Cranelift seconds and a gigabyte.
//!
//! The parent starts a program whose `main` begins with [`compile_child_main`] (the running one, unless configured),
//! hands it the component on standard input and takes the compiled code from standard output. The child limits its own
//! address space and processor time before it reads a byte; the parent watches the clock.

use crate::config::{CompileLimits, Origin, engine_config};
use craftstrat_abi::contract::message;
use std::ffi::OsStr;
use std::io::{self, Read, Write};
use std::os::unix::process::ExitStatusExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc;
use std::time::Duration;
use wasmtime::Engine;

/// The hidden first argument of a compiling child.
const ARGUMENT: &str = "--craftstrat-compile-child";
/// Set in the child, so that a program that does not know the argument cannot start children without end.
const MARK: &str = "CRAFTSTRAT_COMPILE_CHILD";
/// Exit code of a child that compiled nothing and says why on standard error.
const EXIT_REFUSED: i32 = 3;
/// Bytes of a child's standard error that are kept.
const STDERR_BYTES_MAX: u64 = 4_096;

/// Why compiling was given up.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CompileRefusal {
    /// It needed too much memory.
    #[error(
        "compiling it takes more than {memory_bytes} bytes of memory: simplify or split its largest functions"
    )]
    Memory {
        /// The limit.
        memory_bytes: u64,
    },
    /// It needed too much processor time.
    #[error("compiling it takes more than {cpu_s} s: simplify or split its largest functions")]
    Time {
        /// The limit.
        cpu_s: u64,
    },
    /// It took too long on the clock.
    #[error("compiling it was stopped after {wall_s} s on the clock")]
    Clock {
        /// The limit.
        wall_s: u64,
    },
    /// Its compiled code is too large.
    #[error("its compiled code has more than {max} bytes")]
    Size {
        /// The limit.
        max: usize,
    },
    /// The compiler refused it.
    #[error("{0}")]
    Refused(String),
    /// The child could not be started, or is no compiling child.
    #[error("the compiling process failed: {0}")]
    Child(String),
}

/// What of a component is compiled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Artefact {
    /// The component.
    Component,
    /// A core module out of it.
    Module,
}

impl Artefact {
    pub const fn name(self) -> &'static str {
        match self {
            Self::Component => "component",
            Self::Module => "module",
        }
    }

    /// Compiles `bytes` for `engine`.
    pub fn compile(self, engine: &Engine, bytes: &[u8]) -> Result<Vec<u8>, CompileRefusal> {
        let compiled = match self {
            Self::Component => engine.precompile_component(bytes),
            Self::Module => engine.precompile_module(bytes),
        };
        compiled.map_err(|e| CompileRefusal::Refused(message(&format!("{e:#}"))))
    }
}

/// Compiles `bytes` in a child started from `program`, or from the running program.
pub(crate) fn compile(
    program: Option<&Path>,
    artefact: Artefact,
    bytes: &[u8],
    limits: &CompileLimits,
) -> Result<Vec<u8>, CompileRefusal> {
    if std::env::var_os(MARK).is_some() {
        return Err(CompileRefusal::Child("a compiling process cannot start another".to_owned()));
    }
    let failed = |e: io::Error| CompileRefusal::Child(e.to_string());
    let program = program.map_or_else(std::env::current_exe, |p| Ok(PathBuf::from(p))).map_err(failed)?;
    let child = Command::new(program)
        .args([ARGUMENT, artefact.name(), &limits.memory_bytes.to_string(), &limits.cpu_s.to_string()])
        .env_clear()
        .env(MARK, "1")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(failed)?;
    converse(child, bytes, limits)
}

/// Feeds the child and collects what it answers, each pipe on its own thread, so that none can block another.
fn converse(mut child: Child, bytes: &[u8], limits: &CompileLimits) -> Result<Vec<u8>, CompileRefusal> {
    let (stdin, stdout, stderr) = (child.stdin.take(), child.stdout.take(), child.stderr.take());
    let (Some(mut stdin), Some(stdout), Some(stderr)) = (stdin, stdout, stderr) else {
        return Err(CompileRefusal::Child("a pipe is missing".to_owned()));
    };
    let (done, finished) = mpsc::channel();
    std::thread::scope(|scope| {
        // A child that ends early closes its end; its exit status says why.
        scope.spawn(move || drop(stdin.write_all(bytes)));
        let errors = scope.spawn(move || read_at_most(stderr, STDERR_BYTES_MAX));
        let output_max = limits.artefact_bytes as u64 + 1;
        let output = scope.spawn(move || {
            let output = read_at_most(stdout, output_max);
            let _ = done.send(());
            output
        });
        let in_time = finished.recv_timeout(Duration::from_secs(limits.wall_s)).is_ok();
        if !in_time {
            let _ = child.kill();
        }
        let output = output.join().unwrap_or_default();
        if output.len() > limits.artefact_bytes {
            let _ = child.kill();
        }
        let status = child.wait();
        let errors = errors.join().unwrap_or_default();
        match status {
            _ if !in_time => Err(CompileRefusal::Clock { wall_s: limits.wall_s }),
            _ if output.len() > limits.artefact_bytes => {
                Err(CompileRefusal::Size { max: limits.artefact_bytes })
            }
            Ok(status) if status.success() => Ok(output),
            Ok(status) => Err(refusal(status, &errors, limits)),
            Err(error) => Err(CompileRefusal::Child(error.to_string())),
        }
    })
}

fn read_at_most(pipe: impl Read, bytes_max: u64) -> Vec<u8> {
    let mut bytes = Vec::new();
    let _ = pipe.take(bytes_max).read_to_end(&mut bytes);
    bytes
}

/// What an exit status and the last words mean.
fn refusal(status: ExitStatus, errors: &[u8], limits: &CompileLimits) -> CompileRefusal {
    let text = String::from_utf8_lossy(errors);
    let words = message(text.trim());
    let out_of_memory =
        ["memory allocation of", "Cannot allocate memory", "failed to allocate", "os error 12"];
    if status.signal() == Some(libc::SIGXCPU) || status.signal() == Some(libc::SIGKILL) {
        return CompileRefusal::Time { cpu_s: limits.cpu_s };
    }
    if out_of_memory.iter().any(|sign| text.contains(sign)) {
        return CompileRefusal::Memory { memory_bytes: limits.memory_bytes };
    }
    match status.code() {
        Some(EXIT_REFUSED) => CompileRefusal::Refused(words),
        _ => CompileRefusal::Child(format!("{status}; it said: {words}")),
    }
}

/// Call this first in `main` of a program that loads foreign strategies: in a compiling child it does the child's work
/// and exits; otherwise it returns at once.
pub fn compile_child_main() {
    let arguments: Vec<_> = std::env::args_os().skip(1).take(4).collect();
    let [mark, artefact, memory_bytes, cpu_s] = arguments.as_slice() else { return };
    if mark != ARGUMENT {
        return;
    }
    let code = match child_work(artefact, memory_bytes, cpu_s) {
        Ok(()) => 0,
        Err(text) => {
            let _ = writeln!(io::stderr(), "{text}");
            EXIT_REFUSED
        }
    };
    std::process::exit(code);
}

fn child_work(artefact: &OsStr, memory_bytes: &OsStr, cpu_s: &OsStr) -> Result<(), String> {
    let number = |text: &OsStr| text.to_str().and_then(|t| t.parse().ok()).ok_or("not a limit");
    let (memory_bytes, cpu_s): (u64, u64) = (number(memory_bytes)?, number(cpu_s)?);
    limit(libc::RLIMIT_AS, memory_bytes, memory_bytes)?;
    // A second between the signal that says why and the one that cannot be caught.
    limit(libc::RLIMIT_CPU, cpu_s, cpu_s + 1)?;
    limit(libc::RLIMIT_CORE, 0, 0)?;
    let artefact = if artefact == Artefact::Module.name() { Artefact::Module } else { Artefact::Component };
    let mut bytes = Vec::new();
    io::stdin().read_to_end(&mut bytes).map_err(|e| e.to_string())?;
    // One thread: each would take address space for its stack and its heap. The pool's size is no part of what code
    // depends on, and one instance's worth of it fits the limit.
    let mut config = engine_config(Origin::Foreign, 1);
    config.parallel_compilation(false);
    let engine = Engine::new(&config).map_err(|e| format!("{e:#}"))?;
    let code = artefact.compile(&engine, &bytes).map_err(|e| e.to_string())?;
    io::stdout().write_all(&code).and_then(|()| io::stdout().flush()).map_err(|e| e.to_string())
}

/// Lowers a resource limit of this process.
fn limit(resource: libc::__rlimit_resource_t, soft: u64, hard: u64) -> Result<(), String> {
    let both = libc::rlimit { rlim_cur: soft, rlim_max: hard };
    // Safety: `both` is a valid `rlimit` that outlives the call.
    match unsafe { libc::setrlimit(resource, &raw const both) } {
        0 => Ok(()),
        _ => Err(io::Error::last_os_error().to_string()),
    }
}
