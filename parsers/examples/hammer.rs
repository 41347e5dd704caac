//! Hammers the parsers with damaged files on a stable compiler, and says what broke.
//!
//! `hammer SECONDS FOLDER [FORMAT] [--seed N] [--keep FOLDER]`: takes every file below the folder whose name ends in a
//! format as a seed, damages copies of it by a seeded generator, and reads them. Reports panics, inputs slower than two
//! seconds and the most memory that was held; `--keep` writes those inputs down. An abort ends the program: the last
//! input is then in the folder of `--keep` as `current`.

#![allow(missing_docs, reason = "the fuzz targets are a crate of their own")]

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Duration;

#[path = "../fuzz/src/lib.rs"]
#[expect(unreachable_pub, reason = "the fuzz targets are a crate of their own")]
mod targets;

const SLOW: Duration = Duration::from_secs(2);
/// In MiB, on top of what the hammer itself holds.
const LARGE: u64 = 256;

struct Options {
    seconds: u64,
    folder: PathBuf,
    format: Option<String>,
    seed: u64,
    keep: Option<PathBuf>,
}

fn options() -> Option<Options> {
    let mut words = std::env::args().skip(1);
    let mut options = Options {
        seconds: words.next()?.parse().ok()?,
        folder: PathBuf::from(words.next()?),
        format: None,
        seed: 1,
        keep: None,
    };
    while let Some(word) = words.next() {
        match word.as_str() {
            "--seed" => options.seed = words.next()?.parse().ok()?,
            "--keep" => options.keep = Some(PathBuf::from(words.next()?)),
            format => options.format = Some(format.to_owned()),
        }
    }
    Some(options)
}

/// How long the process has computed, from the system's own books: the parsers, and what tests them, read no clock.
fn computed() -> Duration {
    let text = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let after = text.rsplit_once(')').map_or("", |(_, rest)| rest);
    let ticks: u64 = after
        .split_whitespace()
        .skip(11)
        .take(2)
        .filter_map(|number| number.parse::<u64>().ok())
        .sum();
    Duration::from_millis(ticks * 10)
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

/// xorshift: the same seed damages in the same way.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    fn below(&mut self, limit: usize) -> usize {
        usize::try_from(self.next() % (limit.max(1) as u64)).unwrap_or(0)
    }
}

fn damage(seed: &[u8], other: &[u8], random: &mut Random) -> Vec<u8> {
    let mut bytes = seed.to_vec();
    for _ in 0..=random.below(6) {
        if bytes.len() > 4_000_000 {
            break;
        }
        let length = bytes.len().max(1);
        let at = random.below(length);
        let many = 1 + random.below(64);
        match random.below(8) {
            0 => bytes.truncate(at),
            1 => bytes.extend_from_within(at..(at + many * 16).min(bytes.len())),
            2 => {
                bytes.drain(at..(at + many).min(bytes.len()));
            }
            3 => {
                let from = random.below(other.len());
                let piece = other
                    .get(from..(from + many * 4).min(other.len()))
                    .unwrap_or_default()
                    .to_vec();
                let end = at.min(bytes.len());
                bytes.splice(end..end, piece);
            }
            4 => {
                let copy = bytes
                    .get(at..(at + many * 4).min(bytes.len()))
                    .unwrap_or_default()
                    .repeat(1 + random.below(40));
                let end = at.min(bytes.len());
                bytes.splice(end..end, copy);
            }
            5 => {
                let odd = [0_u32, 1, 0x7fff_ffff, 0xffff_ffff, 0xffff_fffe, 0x8000_0000, 0xffff];
                let value = odd[random.below(odd.len())].to_le_bytes();
                for (offset, byte) in value.into_iter().enumerate() {
                    if let Some(place) = bytes.get_mut(at + offset) {
                        *place = byte;
                    }
                }
            }
            _ => {
                let value = random.next().to_le_bytes()[0];
                if let Some(place) = bytes.get_mut(at) {
                    *place = value;
                }
            }
        }
    }
    bytes
}

/// Zipped formats are damaged inside: a damaged zip is refused before anything is read.
fn damage_inside(seed: &[u8], random: &mut Random) -> Option<Vec<u8>> {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(seed)).ok()?;
    let mut out = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let texts: Vec<usize> = (0..archive.len())
        .filter(|index| {
            archive
                .by_index_raw(*index)
                .is_ok_and(|entry| entry.name().ends_with(".xml"))
        })
        .collect();
    let chosen = texts.get(random.below(texts.len())).copied()?;
    for index in 0..archive.len() {
        let mut entry = archive.by_index(index).ok()?;
        let mut content = Vec::new();
        std::io::copy(&mut entry, &mut content).ok()?;
        if index == chosen {
            content = if random.below(2) == 0 {
                damage(&content, &content, random)
            } else {
                damage_markup(&content, random)
            };
        }
        out.start_file(entry.name(), zip::write::SimpleFileOptions::default())
            .ok()?;
        out.write_all(&content).ok()?;
    }
    Some(out.finish().ok()?.into_inner())
}

/// Repeats, drops or swaps whole tags, so that the markup has a chance to be whole.
fn damage_markup(content: &[u8], random: &mut Random) -> Vec<u8> {
    let text = String::from_utf8_lossy(content).into_owned();
    let mut pieces: Vec<String> = text.split_inclusive('>').map(str::to_owned).collect();
    for _ in 0..=random.below(8) {
        if pieces.is_empty() || pieces.iter().map(String::len).sum::<usize>() > 4_000_000 {
            break;
        }
        let (from, to) = (random.below(pieces.len()), random.below(pieces.len()));
        match random.below(4) {
            0 => pieces.swap(from, to),
            1 => {
                let run = pieces[from..(from + random.below(30)).min(pieces.len())].to_vec();
                pieces.splice(to..to, run);
            }
            2 => {
                let run = pieces[from..(from + random.below(12)).min(pieces.len())]
                    .concat()
                    .repeat(1 + random.below(200));
                pieces[from] = run;
            }
            _ => {
                let digits: Vec<char> = pieces[from]
                    .chars()
                    .map(|c| if c.is_ascii_digit() { '9' } else { c })
                    .collect();
                pieces[from] = digits.into_iter().collect();
            }
        }
    }
    pieces.concat().into_bytes()
}

fn seeds(folder: &Path, out: &mut Vec<(String, Vec<u8>)>) {
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    let mut paths: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    paths.sort();
    for path in paths {
        if path.is_dir() {
            seeds(&path, out);
            continue;
        }
        let extension = path
            .extension()
            .and_then(|name| name.to_str())
            .unwrap_or_default()
            .to_lowercase();
        let known = targets::FORMATS.iter().any(|(format, _)| *format == extension);
        if let (true, Ok(bytes)) = (known, std::fs::read(&path))
            && bytes.len() < 300_000
        {
            out.push((extension, bytes));
        }
    }
}

#[expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "printing is what this example is for"
)]
fn main() -> ExitCode {
    let Some(options) = options() else {
        eprintln!("hammer SECONDS FOLDER [FORMAT] [--seed N] [--keep FOLDER]");
        return ExitCode::FAILURE;
    };
    let mut all = Vec::new();
    seeds(&options.folder, &mut all);
    all.retain(|(format, _)| options.format.as_ref().is_none_or(|wanted| wanted == format));
    if all.is_empty() {
        eprintln!("no seeds below {}", options.folder.display());
        return ExitCode::FAILURE;
    }
    std::panic::set_hook(Box::new(|info| eprintln!("panic: {info}")));
    let mut random = Random(options.seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1);
    let (mut runs, mut broken, mut slowest, mut largest) = (0_u64, 0_u64, Duration::ZERO, 0);
    let end = computed() + Duration::from_secs(options.seconds);
    while computed() < end {
        let (format, seed) = &all[random.below(all.len())];
        let other = &all[random.below(all.len())].1;
        let inside = if random.below(4) > 0 {
            damage_inside(seed, &mut random)
        } else {
            None
        };
        let bytes = inside.unwrap_or_else(|| damage(seed, other, &mut random));
        if let Some(keep) = &options.keep {
            let _ = std::fs::write(keep.join(format!("current.{format}")), &bytes);
        }
        most_memory();
        let held = most_memory();
        let start = computed();
        let outcome = std::panic::catch_unwind(|| match random_target(format, &bytes) {
            Some(reading) => reading.shown.len(),
            None => 0,
        });
        let took = computed().saturating_sub(start);
        runs += 1;
        slowest = slowest.max(took);
        let memory = most_memory().saturating_sub(held);
        largest = largest.max(memory);
        if outcome.is_err() || took > SLOW || memory > LARGE {
            broken += 1;
            let what = match (outcome.is_err(), took > SLOW) {
                (true, _) => "panic",
                (false, true) => "slow",
                (false, false) => "large",
            };
            println!(
                "{what}: {format}, run {runs}, {} bytes, {took:?}, {memory} MiB",
                bytes.len()
            );
            if let Some(keep) = &options.keep {
                let _ = std::fs::write(keep.join(format!("{what}-{}-{runs}.{format}", options.seed)), &bytes);
            }
        }
    }
    println!("{runs} runs, {broken} broken, slowest {slowest:?}, largest {largest} MiB");
    if broken == 0 {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

fn random_target(format: &str, bytes: &[u8]) -> Option<greenroom_parsers::Reading> {
    match format {
        "html" => Some(targets::html_body(bytes)),
        "eml" => Some(targets::mail(bytes)),
        format => targets::attached(format, bytes),
    }
}
