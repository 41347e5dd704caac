//! Damages zipped documents inside: a damaged zip is refused before anything in it is read.

use std::io::{Cursor, Read, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

/// No seed comes near it; what was damaged into more is damaged as plain bytes.
const MAX_CONTENT: usize = 1024 * 1024;

/// The parts that hold what people wrote; the others are styles and settings.
const WRITTEN: [&str; 7] = [
    "document.xml",
    "content.xml",
    "sheet",
    "sharedStrings.xml",
    "notes.xml",
    "comments.xml",
    "numbering.xml",
];

/// What libFuzzer calls for the next input: the new length of `data`.
pub fn mutate(data: &mut [u8], size: usize, max_size: usize, seed: u32) -> usize {
    let inside = if seed % 16 == 0 {
        None
    } else {
        damaged(&data[..size], seed)
    };
    match inside {
        Some(bytes) if bytes.len() <= max_size => {
            data[..bytes.len()].copy_from_slice(&bytes);
            bytes.len()
        }
        Some(_) | None => libfuzzer_sys::fuzzer_mutate(data, size, max_size),
    }
}

fn damaged(bytes: &[u8], seed: u32) -> Option<Vec<u8>> {
    let mut files = unpacked(bytes)?;
    let places: Vec<usize> = (0..files.len())
        .filter(|index| {
            let name = &files[*index].0;
            let written = WRITTEN.iter().any(|part| name.contains(part));
            written || seed % 4 == 1 && (name.ends_with(".xml") || name.ends_with(".rels"))
        })
        .collect();
    let mut random = Random(u64::from(seed) << 1 | 1);
    let chosen = *places.get(random.below(places.len()))?;
    let content = &mut files[chosen].1;
    if random.below(2) == 0 {
        let length = content.len();
        content.resize(length * 2 + 64, 0);
        let room = content.len();
        let length = libfuzzer_sys::fuzzer_mutate(content, length, room);
        content.truncate(length);
    } else {
        *content = other_tags(content, &mut random);
    }
    packed(&files)
}

/// Whole tags are repeated, dropped or put elsewhere, so that the markup has a chance to stay whole.
fn other_tags(content: &[u8], random: &mut Random) -> Vec<u8> {
    let mut pieces: Vec<&[u8]> = content.split_inclusive(|byte| *byte == b'>').collect();
    for _ in 0..=random.below(4) {
        if pieces.is_empty() || pieces.len() > 100_000 {
            break;
        }
        let (from, to) = (random.below(pieces.len()), random.below(pieces.len()));
        let end = (from + 1 + random.below(24)).min(pieces.len());
        match random.below(4) {
            0 => pieces.swap(from, to),
            1 => {
                let run = pieces[from..end].to_vec();
                pieces.splice(to..to, run);
            }
            2 => {
                let run = pieces[from..end].repeat(1 + random.below(12));
                pieces.splice(to..to, run);
            }
            _ => {
                pieces.drain(from..end);
            }
        }
    }
    pieces.concat()
}

fn unpacked(bytes: &[u8]) -> Option<Vec<(String, Vec<u8>)>> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).ok()?;
    let (mut files, mut left) = (Vec::new(), MAX_CONTENT);
    for index in 0..archive.len() {
        let mut entry = archive.by_index(index).ok()?;
        let mut content = Vec::new();
        entry.by_ref().take(left as u64 + 1).read_to_end(&mut content).ok()?;
        left = left.checked_sub(content.len())?;
        // Pictures say nothing to a reader, and leave less room for the rest.
        let name = entry.name().to_owned();
        if !name.contains("media/") && !name.contains("Thumbnails/") {
            files.push((name, content));
        }
    }
    Some(files)
}

fn packed(files: &[(String, Vec<u8>)]) -> Option<Vec<u8>> {
    let mut out = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .compression_level(Some(1));
    for (name, content) in files {
        out.start_file(name.as_str(), options).ok()?;
        out.write_all(content).ok()?;
    }
    Some(out.finish().ok()?.into_inner())
}

/// xorshift: the same seed damages in the same way.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        for _ in 0..3 {
            self.0 ^= self.0 << 13;
            self.0 ^= self.0 >> 7;
            self.0 ^= self.0 << 17;
        }
        usize::try_from(self.0 % (limit.max(1) as u64)).unwrap_or(0)
    }
}
