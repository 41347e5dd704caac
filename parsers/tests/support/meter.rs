//! What reading took: computing time of this thread and memory of the process, from the system's books. No clock is read.

use std::time::Duration;

/// The longest that one mail or file may be computed on.
const TIME: Duration = Duration::from_secs(2);

/// The most memory that reading one mail or file may take, in MiB.
const MEMORY: u64 = 256;

/// What was read, when it took no longer and no more memory than a mail may.
///
/// A machine that is busy with others computes more slowly: what seems to take too long is read twice more, and the
/// shortest counts.
pub(crate) fn in_bounds<T>(what: &str, read: impl Fn() -> T) -> T {
    let mut tries = 1;
    loop {
        most_memory();
        let (held, start) = (most_memory(), computed());
        let found = read();
        let (took, memory) = (computed().saturating_sub(start), most_memory().saturating_sub(held));
        assert!(memory < MEMORY, "{what} took {memory} MiB");
        if took < TIME {
            return found;
        }
        assert!(tries < 3, "{what} took {took:?}");
        tries += 1;
    }
}

/// How long this thread has computed; nothing where the system does not say.
fn computed() -> Duration {
    let text = std::fs::read_to_string("/proc/thread-self/stat").unwrap_or_default();
    let after = text.rsplit_once(')').map_or("", |(_, rest)| rest);
    let ticks = after
        .split_whitespace()
        .skip(11)
        .take(2)
        .filter_map(|number| number.parse::<u64>().ok());
    Duration::from_millis(ticks.sum::<u64>() * 10)
}

/// The most memory held since the last call, in MiB.
fn most_memory() -> u64 {
    let text = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = text.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    // 5: forget the peak.
    let _ = std::fs::write("/proc/self/clear_refs", "5");
    line.and_then(|line| line.split_whitespace().next()?.parse::<u64>().ok())
        .unwrap_or(0)
        / 1024
}
