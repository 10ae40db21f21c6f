//! Work on many threads, results in the order of the work.

use rayon::prelude::*;

/// A pool of threads of its own.
#[derive(Debug)]
pub struct RayonExecutor {
    pool: rayon::ThreadPool,
}

/// Why no pool could be made.
#[derive(Debug, thiserror::Error)]
#[error("cannot start the threads")]
pub struct ExecutorError(#[from] rayon::ThreadPoolBuildError);

impl RayonExecutor {
    /// A pool of `threads` threads; 0 means one for each processor.
    ///
    /// # Errors
    /// When the system refuses the threads.
    pub fn new(threads: usize) -> Result<Self, ExecutorError> {
        let named = rayon::ThreadPoolBuilder::new().thread_name(|i| format!("strategy-{i}"));
        Ok(Self { pool: named.num_threads(threads).build()? })
    }

    /// Threads of the pool.
    pub fn threads(&self) -> usize {
        self.pool.current_num_threads()
    }

    /// Applies `f` to every item and returns the results in the items' order.
    pub fn apply<T: Send, R: Send>(&self, items: Vec<T>, f: &(dyn Fn(T) -> R + Sync)) -> Vec<R> {
        self.pool.install(|| items.into_par_iter().map(f).collect())
    }
}

impl craftstrat_engine::Executor for RayonExecutor {
    fn map<T: Send, R: Send>(&self, items: Vec<T>, f: &(dyn Fn(T) -> R + Sync)) -> Vec<R> {
        self.apply(items, f)
    }
}
