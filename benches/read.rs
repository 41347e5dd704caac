//! How fast mails are read on one core, in mails and in bytes, beside `mail-parser` alone, which takes the same bytes
//! apart into headers and parts and understands nothing of them. `plain` leaves out the mails that bring files; `growth`
//! reads one mail of ever more people, which must not cost more for each.

#![allow(clippy::unwrap_used, missing_docs, reason = "this is a benchmark")]

use std::hint::black_box;
use std::path::Path;

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
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

/// Whether a mail brings a file, which is not read by `mail-parser` at all.
fn brings_a_file(mail: &[u8]) -> bool {
    let parsed = MessageParser::default().parse(mail).unwrap();
    parsed.attachments().any(|part| !part.is_text())
}

fn reading(criterion: &mut Criterion) {
    let all = mails();
    let plain: Vec<Vec<u8>> = all.iter().filter(|mail| !brings_a_file(mail)).cloned().collect();
    compare(criterion, "read", &all);
    compare(criterion, "plain", &plain);
}

fn compare(criterion: &mut Criterion, name: &str, mails: &[Vec<u8>]) {
    let profile = Profile::built_in("client-roles").unwrap();
    let bytes: usize = mails.iter().map(Vec::len).sum();
    let units = [
        ("mails", Throughput::Elements(mails.len() as u64)),
        ("bytes", Throughput::Bytes(bytes as u64)),
    ];
    for (unit, throughput) in units {
        let mut group = criterion.benchmark_group(format!("{name}/{unit}"));
        group.sample_size(10).throughput(throughput);
        group.bench_function("greenroom", |bencher| {
            bencher.iter(|| {
                for mail in mails {
                    black_box(greenroom_parsers::read(black_box(mail), &profile));
                }
            });
        });
        group.bench_function("mail-parser", |bencher| {
            bencher.iter(|| {
                for mail in mails {
                    black_box(MessageParser::default().parse(black_box(mail.as_slice())));
                }
            });
        });
        group.finish();
    }
}

/// A mail that lists so many people, in a table or a line each.
fn listing(people: usize, table: bool) -> Vec<u8> {
    let format = if table { "html" } else { "plain" };
    let mut mail = format!(
        "From: Pat Field <pat@vendor.example>\r\nTo: cs@greenroom.example\r\nSubject: new users\r\n\
         Date: Wed, 24 Feb 2027 09:12:00 -0500\r\nContent-Type: text/{format}; charset=utf-8\r\n\r\n\
         Please set up these users:\r\n\r\n"
    );
    if table {
        mail.push_str("<table><tr><th>Name</th><th>Email</th><th>Level</th><th>Activate</th></tr>\r\n");
    }
    for index in 0..people {
        let (name, level) = (family_name(index), index % 3 + 1);
        let address = format!("ann.{}@acme.example", name.to_lowercase());
        mail.push_str(&if table {
            format!("<tr><td>Ann {name}</td><td>{address}</td><td>{level}</td><td>yes</td></tr>\r\n")
        } else {
            format!("Ann {name} <{address}>, level {level}, activate now\r\n")
        });
    }
    mail.into_bytes()
}

/// A name of five letters, another for each number.
fn family_name(mut number: usize) -> String {
    let mut name = "L".to_owned();
    for _ in 0..4 {
        name.extend("abcdefghijklmnopqrstuvwxyz".chars().nth(number % 26));
        number /= 26;
    }
    name
}

fn growth(criterion: &mut Criterion) {
    let profile = Profile::built_in("client-roles").unwrap();
    let mut group = criterion.benchmark_group("growth");
    for (kind, table) in [("table", true), ("list", false)] {
        for people in [1, 10, 100, 1_000] {
            let mail = listing(people, table);
            let read = greenroom_parsers::read(&mail, &profile);
            assert_eq!(read.extraction.users.len(), people);
            group.sample_size(10).throughput(Throughput::Elements(people as u64));
            group.bench_with_input(BenchmarkId::new(kind, people), &mail, |bencher, mail| {
                bencher.iter(|| black_box(greenroom_parsers::read(black_box(mail), &profile)));
            });
        }
    }
    group.finish();
}

criterion_group!(benches, reading, growth);
criterion_main!(benches);
