//! What reading took: computing time of this thread and memory of the process, from the system's books. No clock is read.

use std::time::Duration;

/// How long this thread has computed; nothing where the system does not say.
pub(crate) fn computed() -> Duration {
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
pub(crate) fn most_memory() -> u64 {
    let text = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = text.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    // 5: forget the peak.
    let _ = std::fs::write("/proc/self/clear_refs", "5");
    line.and_then(|line| line.split_whitespace().next()?.parse::<u64>().ok())
        .unwrap_or(0)
        / 1024
}
