//! Parts what was listed into batches that fit in memory and in one commit.

use std::collections::BTreeMap;

/// The most messages of one batch; one commit's worth.
pub(crate) const BATCH_MESSAGES: usize = 50;

/// The most bytes of one batch, unless a single message is larger. Bounds the memory of a folder's task.
pub(crate) const BATCH_BYTES: u64 = 8 << 20;

/// Parts messages, given with their sizes, into batches bounded by count and by bytes.
pub(crate) fn batches<K>(listed: BTreeMap<K, u64>) -> Vec<Vec<(K, u64)>> {
    let mut parts: Vec<Vec<(K, u64)>> = Vec::new();
    let mut bytes = 0_u64;
    for (key, size) in listed {
        bytes = bytes.saturating_add(size);
        match parts.last_mut() {
            Some(part) if part.len() < BATCH_MESSAGES && bytes <= BATCH_BYTES => part.push((key, size)),
            _ => {
                bytes = size;
                parts.push(vec![(key, size)]);
            }
        }
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn batches_are_bounded_by_count_and_by_bytes() {
        let small: BTreeMap<u32, u64> = (1..=120).map(|uid| (uid, 1000)).collect();
        let counts: Vec<usize> = batches(small).iter().map(Vec::len).collect();
        assert_eq!(counts, [50, 50, 20]);
        let large: BTreeMap<u32, u64> = [(1, 5 << 20), (2, 5 << 20), (3, 20 << 20), (4, 1)].into();
        let uids: Vec<Vec<u32>> = batches(large)
            .into_iter()
            .map(|part| part.into_iter().map(|(uid, _)| uid).collect())
            .collect();
        assert_eq!(uids, [vec![1], vec![2], vec![3], vec![4]]);
    }
}
