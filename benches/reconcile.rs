//! The look at a whole journal that the watcher takes once a minute, against a plain parallel walk that stats every file:
//! `cargo bench --bench reconcile -- FOLDER [TIMES]`. Prints the medians and their ratio.

use std::path::Path;
use std::time::{Duration, Instant};

use rayon::prelude::*;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|a| a != "--bench").collect();
    let Some(folder) = arguments.first().map(Path::new) else {
        println!("usage: cargo bench --bench reconcile -- FOLDER [TIMES]");
        return;
    };
    let times = arguments.get(1).and_then(|times| times.parse().ok()).unwrap_or(15);
    let reports = Path::new("reports");
    let Ok(before) = tinystep::folder::scan(folder, reports) else {
        println!("{} cannot be listed.", folder.display());
        return;
    };
    let ours = || usize::from(before.is_still_same(folder, reports));
    let bare = || {
        let files: Vec<_> = walkdir::WalkDir::new(folder).into_iter().filter_map(Result::ok).collect();
        files.par_iter().filter(|file| std::fs::symlink_metadata(file.path()).is_ok()).count()
    };
    // Both must find the folder in memory. If it changes meanwhile, a look ends early and measures nothing.
    if ours() == 0 || bare() == 0 {
        println!("{} changes while it is looked at.", folder.display());
        return;
    }
    let (mut of_ours, mut of_bare) = (Vec::new(), Vec::new());
    for _ in 0..times {
        of_ours.push(timed(&ours));
        of_bare.push(timed(&bare));
    }
    let (ours, bare) = (median(of_ours), median(of_bare));
    let ratio = ours.as_secs_f64() / bare.as_secs_f64();
    println!("a look {ours:.1?}, a bare walk {bare:.1?} (medians of {times}): ratio {ratio:.2}");
}

fn timed(work: &dyn Fn() -> usize) -> Duration {
    let begin = Instant::now();
    std::hint::black_box(work());
    begin.elapsed()
}

fn median(mut of: Vec<Duration>) -> Duration {
    of.sort();
    of.get(of.len() / 2).copied().unwrap_or_default()
}
