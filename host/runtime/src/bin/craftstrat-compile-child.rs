//! Compiles foreign strategies for tests and benchmarks, which are no programs whose `main` could do it.

fn main() {
    craftstrat_runtime::compile_child_main();
    eprintln!("this program is started by CraftStrat to compile a strategy; it does nothing by itself");
    std::process::exit(2);
}
