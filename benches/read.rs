//! How fast mails are read on one core, in mails and in bytes, beside `mail-parser` alone, which takes the same bytes
//! apart into headers and parts and understands nothing of them.

#![allow(clippy::unwrap_used, missing_docs, reason = "this is a benchmark")]

use std::hint::black_box;
use std::path::Path;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use greenroom_parsers::Profile;
use mail_parser::MessageParser;

/// Every fixture, in the order of their names.
fn mails() -> Vec<Vec<u8>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/mail");
    let paths = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut paths: Vec<_> = paths
        .filter(|path| path.extension().is_some_and(|ending| ending == "eml"))
        .collect();
    paths.sort();
    paths.iter().map(|path| std::fs::read(path).unwrap()).collect()
}

fn reading(criterion: &mut Criterion) {
    let mails = mails();
    let profile = Profile::built_in("client-roles").unwrap();
    let bytes: usize = mails.iter().map(Vec::len).sum();
    let units = [
        ("mails", Throughput::Elements(mails.len() as u64)),
        ("bytes", Throughput::Bytes(bytes as u64)),
    ];
    for (unit, throughput) in units {
        let mut group = criterion.benchmark_group(format!("read/{unit}"));
        group.sample_size(10).throughput(throughput);
        group.bench_function("greenroom", |bencher| {
            bencher.iter(|| {
                for mail in &mails {
                    black_box(greenroom_parsers::read(black_box(mail), &profile));
                }
            });
        });
        group.bench_function("mail-parser", |bencher| {
            bencher.iter(|| {
                for mail in &mails {
                    black_box(MessageParser::default().parse(black_box(mail.as_slice())));
                }
            });
        });
        group.finish();
    }
}

criterion_group!(benches, reading);
criterion_main!(benches);
