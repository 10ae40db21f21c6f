//! The front end through its public doors: documents in, problems and programs out.
#![allow(clippy::unwrap_used, missing_docs)]

mod actions;
mod examples;
mod hostile;
mod indicators;
mod lowering;
mod problems;
mod schema;
mod values;

#[allow(dead_code)]
#[path = "../support/interpreter.rs"]
mod interpreter;

use craftstrat_compiler::ir::Program;
use craftstrat_compiler::{Problem, check, lower};
use std::fmt::Write;

/// Problems as one line each.
fn lines(problems: &[Problem]) -> String {
    problems.iter().fold(String::new(), |mut out, p| {
        writeln!(out, "{p}").unwrap();
        out
    })
}

/// The problems of a document, one line each.
fn problems(json: &str) -> String {
    lines(&check(json))
}

/// The program of a document that has no errors.
fn program(json: &str) -> Program {
    match lower(json) {
        Ok((program, _)) => program,
        Err(problems) => panic!("{json}\n{}", lines(&problems)),
    }
}

/// A program as text: one line a node, then the actions.
fn listing(program: &Program) -> String {
    let mut out = String::new();
    for (index, node) in program.nodes.iter().enumerate() {
        writeln!(out, "{index} [{}] {:?}", node.key, node.op).unwrap();
    }
    for action in &program.actions {
        writeln!(out, "{action:?}").unwrap();
    }
    let ids: Vec<String> = program.explained.iter().map(|e| format!("{}={}", e.id, e.node)).collect();
    writeln!(out, "explained {}", ids.join(" ")).unwrap();
    writeln!(out, "warm-up {}", program.warm_up_rows).unwrap();
    out
}

/// A form with one rule.
fn rule(rule: &str) -> String {
    form(rule, r#"{"signal":"buy","outcome":"UP","size_usdc":50}"#, "{}")
}

/// A form with these rules, action and risk section.
fn form(rules: &str, action: &str, risk: &str) -> String {
    format!(
        r#"{{"mode":"form","conditions":[{{"type":"AND","rules":[{rules}]}}],"action":{action},"risk":{risk}}}"#
    )
}

/// A graph; nodes are `id type data`, one a line, edges `from to` or `from to port`, separated by commas.
fn graph(nodes: &str, edges: &str) -> String {
    let node = |line: &str| {
        let mut parts = line.trim().splitn(3, ' ');
        let (id, kind) = (parts.next().unwrap(), parts.next().unwrap());
        let data = parts.next().unwrap_or("{}");
        format!(r#"{{"id":"{id}","type":"{kind}","data":{data}}}"#)
    };
    let edge = |text: &str| {
        let parts: Vec<&str> = text.split_whitespace().collect();
        let port = parts.get(2).map_or(String::new(), |p| format!(r#","targetHandle":"{p}""#));
        let output = parts.get(3).map_or(String::new(), |p| format!(r#","sourceHandle":"{p}""#));
        format!(r#"{{"source":"{}","target":"{}"{port}{output}}}"#, parts[0], parts[1])
    };
    let nodes: Vec<String> = nodes.lines().filter(|l| !l.trim().is_empty()).map(node).collect();
    let edges: Vec<String> = edges.split(',').filter(|e| !e.trim().is_empty()).map(edge).collect();
    format!(r#"{{"mode":"node","nodes":[{}],"edges":[{}]}}"#, nodes.join(","), edges.join(","))
}
