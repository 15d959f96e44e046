// SPDX-License-Identifier: MIT
//
// The same workloads as kioto.cpp, as one writes them with Tokio; prints what
// ../workload.hpp says.
use std::future::Future;
use std::pin::Pin;
use std::time::{Duration, Instant};
use tokio::runtime::{Builder, Runtime};

fn make_runtime(workers: usize) -> Runtime {
    let mut builder = if workers == 1 {
        Builder::new_current_thread()
    } else {
        Builder::new_multi_thread()
    };
    builder.worker_threads(workers).max_blocking_threads(2).build().unwrap()
}

// A value that the compiler has to compute; std::hint::black_box needs a newer
// compiler than Debian's.
fn keep<T>(value: T) {
    unsafe { std::arch::asm!("/* {0} */", in(reg) &value, options(nostack, preserves_flags)) }
}

async fn trivial(i: usize) -> usize {
    i
}

async fn spawn_and_join(n: usize) {
    let mut handles = Vec::with_capacity(n);
    for i in 0..n {
        handles.push(tokio::spawn(trivial(i)));
    }
    for handle in handles {
        keep(handle.await.unwrap());
    }
}

async fn yields(n: usize) {
    for _ in 0..n {
        tokio::task::yield_now().await;
    }
}

async fn yields_in_tasks(tasks: usize, n: usize) {
    let handles: Vec<_> = (0..tasks).map(|_| tokio::spawn(yields(n))).collect();
    for handle in handles {
        handle.await.unwrap();
    }
}

// A depth that is known at run time needs a box a frame in Rust.
fn chain(depth: usize) -> Pin<Box<dyn Future<Output = usize> + Send>> {
    Box::pin(async move {
        if depth == 0 {
            0
        } else {
            1 + chain(depth - 1).await
        }
    })
}

async fn chains(depth: usize, n: usize) {
    for _ in 0..n {
        keep(chain(depth).await);
    }
}

fn leaf_at(depth: usize, wakes: usize) -> Pin<Box<dyn Future<Output = ()> + Send>> {
    Box::pin(async move {
        if depth == 0 {
            yields(wakes).await
        } else {
            leaf_at(depth - 1, wakes).await
        }
    })
}

async fn blocking(n: usize) {
    let handles: Vec<_> = (0..n)
        .map(|i| tokio::task::spawn_blocking(move || i))
        .collect();
    for handle in handles {
        keep(handle.await.unwrap());
    }
}

async fn hops(n: usize) {
    for i in 0..n {
        keep(tokio::task::spawn_blocking(move || i).await.unwrap());
    }
}

// Makes so many tasks that wait for ever, and leaves them.
async fn idle_tasks<F>(n: usize, make: fn() -> F)
where
    F: Future<Output = ()> + Send + 'static,
{
    for _ in 0..n {
        tokio::spawn(make());
    }
    yields(2).await;
}

async fn waits() {
    std::future::pending::<()>().await
}

// Does the workload once. Returns: how many operations that were.
fn once(rt: &Runtime, workload: &str) -> Option<f64> {
    type Root = Pin<Box<dyn Future<Output = ()> + Send>>;
    let (operations, root): (f64, Root) = match workload {
        "spawn" => (1e3, Box::pin(spawn_and_join(1_000))),
        "spawn_many" => (1e5, Box::pin(spawn_and_join(100_000))),
        "yield" => (1e5, Box::pin(yields_in_tasks(1_000, 100))),
        "chain" => (1e5, Box::pin(chains(100, 1_000))),
        "leaf_wake" => (1e5, leaf_at(100, 100_000)),
        "spawn_blocking" => (1e4, Box::pin(blocking(10_000))),
        "hop" => (1e3, Box::pin(hops(1_000))),
        "idle_task" => (1e5, Box::pin(idle_tasks(100_000, waits))),
        "idle_future" => (1e5, Box::pin(idle_tasks(100_000, std::future::pending::<()>))),
        _ => return None,
    };
    rt.block_on(rt.spawn(root)).unwrap();
    Some(operations)
}

fn cpu_seconds() -> f64 {
    let mut now = libc::timespec { tv_sec: 0, tv_nsec: 0 };
    unsafe { libc::clock_gettime(libc::CLOCK_PROCESS_CPUTIME_ID, &mut now) };
    now.tv_sec as f64 + 1e-9 * now.tv_nsec as f64
}

// Repeats it for so long. Returns: nanoseconds an operation, of the clock and
// of CPU time.
fn measure_time(rt: &Runtime, workload: &str, long: Duration) -> (f64, f64) {
    let cpu = cpu_seconds();
    let begin = Instant::now();
    let mut operations = 0.0;
    loop {
        operations += once(rt, workload).unwrap();
        if begin.elapsed() >= long {
            let wall = begin.elapsed().as_secs_f64();
            let cpu = cpu_seconds() - cpu;
            return (1e9 * wall / operations, 1e9 * cpu / operations);
        }
    }
}

fn resident_bytes() -> f64 {
    let text = std::fs::read_to_string("/proc/self/statm").unwrap();
    let pages: f64 = text.split(' ').nth(1).unwrap().parse().unwrap();
    pages * unsafe { libc::sysconf(libc::_SC_PAGESIZE) } as f64
}

fn main() {
    let args: Vec<String> = std::env::args().collect();
    let workload = args.get(1).map_or("", |name| name.as_str());
    let workers = args.get(2).map_or(1, |n| n.parse().expect("workers"));
    let rt = make_runtime(workers);
    let before = resident_bytes();
    match once(&rt, workload) {
        None => {
            eprintln!("{}: no workload {}", args[0], workload);
            std::process::exit(2);
        }
        Some(made) if workload.starts_with("idle_") => {
            println!("bytes {:.1}", (resident_bytes() - before) / made);
        }
        Some(_) => {
            measure_time(&rt, workload, Duration::from_millis(20)); // warm
            let (wall, cpu) = measure_time(&rt, workload, Duration::from_millis(100));
            println!("wall {wall:.2}\ncpu {cpu:.2}");
        }
    }
    // What is kept goes with the process.
    std::process::exit(0);
}
