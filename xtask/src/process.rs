//! Running commands and saying so.

use anyhow::{Context, Result, bail};
use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};
use std::sync::OnceLock;
use std::time::Instant;

/// Says what is being done, with the time since the start.
pub fn say(text: &str) {
    static START: OnceLock<Instant> = OnceLock::new();
    let seconds = START.get_or_init(Instant::now).elapsed().as_secs();
    println!("[{:02}:{:02}] {text}", seconds / 60, seconds % 60);
}

/// Runs a command with our terminal.
///
/// # Errors
/// When it cannot be started or fails.
pub fn run(command: &mut Command) -> Result<()> {
    let line = command_line(command);
    let status = command.status().with_context(|| format!("cannot start `{line}`"))?;
    if !status.success() {
        bail!("`{line}` failed ({status})");
    }
    Ok(())
}

/// Runs a command in the time nothing else wants, where the system can do that. Its output is shown when it fails.
///
/// # Errors
/// When it cannot be started or fails.
pub fn run_idly(command: &Command) -> Result<()> {
    let line = command_line(command);
    let can = output(Command::new("chrt").args(["--idle", "0", "true"])).is_some();
    let mut idle = Command::new(if can { "chrt" } else { "nice" });
    idle.args(if can { ["--idle", "0"] } else { ["-n", "19"] }).arg(command.get_program());
    idle.args(command.get_args()).stdin(Stdio::null());
    for (name, value) in command.get_envs() {
        match value {
            Some(value) => idle.env(name, value),
            None => idle.env_remove(name),
        };
    }
    if let Some(folder) = command.get_current_dir() {
        idle.current_dir(folder);
    }
    let done = idle.output().with_context(|| format!("cannot start `{line}`"))?;
    if !done.status.success() {
        println!("{}{}", String::from_utf8_lossy(&done.stdout), String::from_utf8_lossy(&done.stderr));
        bail!("`{line}` failed ({})", done.status);
    }
    Ok(())
}

/// Runs a command, shows its standard output while it comes and hands each line to `line`. Says whether it succeeded.
///
/// # Errors
/// When it cannot be started or its output cannot be read.
pub fn run_lines(command: &mut Command, mut line: impl FnMut(&str)) -> Result<bool> {
    let shown = command_line(command);
    let start = || format!("cannot start `{shown}`");
    let mut child = command.stdout(Stdio::piped()).spawn().with_context(start)?;
    let output = child.stdout.take().with_context(start)?;
    for read in BufReader::new(output).split(b'\n') {
        let read = read?;
        let text = String::from_utf8_lossy(&read);
        println!("{text}");
        line(&text);
    }
    Ok(child.wait()?.success())
}

/// Runs a command quietly and returns its standard output; `None` when it cannot be started or fails.
pub fn output(command: &mut Command) -> Option<String> {
    let output = command.stderr(Stdio::null()).stdin(Stdio::null()).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// The command as one would type it.
pub fn command_line(command: &Command) -> String {
    let program = std::path::Path::new(command.get_program());
    let program = program.file_name().unwrap_or(command.get_program()).to_string_lossy();
    let mut line = program.into_owned();
    for argument in command.get_args() {
        line.push(' ');
        line.push_str(&argument.to_string_lossy());
    }
    line
}
