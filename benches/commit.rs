//! How long one durable commit takes on the embedded store: alone, and while sixteen writers commit at the same time.

#![allow(clippy::unwrap_used, missing_docs, reason = "this is a benchmark")]

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use greenroom::domain::ids::{Fingerprint, MailId};
use greenroom::domain::mail::{FolderKey, LedgerKey, MailRecord, MailStatus};
use greenroom::store::sled::SledStore;
use greenroom::store::{Batch, Record, Store};
use jiff::Timestamp;

/// Makes every record another one.
static NUMBER: AtomicU64 = AtomicU64::new(0);

fn batch() -> Batch {
    let number = NUMBER.fetch_add(1, Ordering::Relaxed);
    let folder = FolderKey {
        source: "support".into(),
        folder: "INBOX".into(),
    };
    let mut batch = Batch::new();
    batch.insert(Record::Mail(MailRecord {
        id: MailId::of(&number.to_be_bytes()),
        fingerprint: Fingerprint::of(&number.to_le_bytes()),
        message_id: Some(format!("{number}@vendor.example")),
        size: 17_000,
        received_at: Timestamp::UNIX_EPOCH,
        found: LedgerKey::file(&folder, &number.to_string()),
        status: MailStatus::Stored,
        sender: None,
        sent_at: None,
        erased: None,
        recheck: None,
        decisions: Vec::new(),
        revision: 1,
    }));
    batch
}

async fn commit_by(store: &Arc<dyn Store>, writers: u64) {
    let writing = (0..writers).map(|_| {
        let store = Arc::clone(store);
        tokio::spawn(async move { store.commit(batch()).await.unwrap() })
    });
    for writer in writing.collect::<Vec<_>>() {
        writer.await.unwrap();
    }
}

fn commits(criterion: &mut Criterion) {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    // On the disk of the build, because a temporary folder may be in memory, where a sync costs nothing.
    let target = Path::new(env!("CARGO_MANIFEST_DIR")).join("target");
    let folder = tempfile::tempdir_in(target).unwrap();
    let store: Arc<dyn Store> = Arc::new(SledStore::open(folder.path()).unwrap());
    let mut group = criterion.benchmark_group("commit");
    group.sample_size(20);
    for writers in [1, 16] {
        group.throughput(Throughput::Elements(writers));
        group.bench_with_input(BenchmarkId::new("writers", writers), &writers, |bencher, writers| {
            bencher.iter(|| runtime.block_on(commit_by(&store, *writers)));
        });
    }
    group.finish();
}

criterion_group!(benches, commits);
criterion_main!(benches);
