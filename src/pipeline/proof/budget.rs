//! Bounds the look-ups for one mail. The library asks its cache before each of them; this cache remembers nothing (the
//! resolver does), it counts. When the budget is spent it gives empty answers, and the mail counts as unproven, whatever
//! comes out.

use std::borrow::Borrow;
use std::hash::Hash;
use std::net::IpAddr;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Instant;

use mail_auth::{DnsError, DnssecStatus, Error, RecordSet, ResolverCache, Txt};

/// RFC 7208 allows ten terms of an SPF record, some of which ask for several names; all the rest takes fewer.
const MOST: u32 = 60;

/// Counts look-ups.
#[derive(Default)]
pub(super) struct Budget(AtomicU32);

impl Budget {
    /// Whether more was asked than is allowed.
    pub(super) fn is_overrun(&self) -> bool {
        self.0.load(Ordering::Relaxed) > MOST
    }

    fn spend(&self) -> bool {
        self.0.fetch_add(1, Ordering::Relaxed) < MOST
    }
}

impl ResolverCache<Box<str>, Txt> for Budget {
    fn get<Q>(&self, _: &Q) -> Option<Txt>
    where
        Box<str>: Borrow<Q>,
        Q: Hash + Eq + ?Sized,
    {
        (!self.spend()).then_some(Txt::Error(Error::Dns(DnsError::InvalidRecordType)))
    }

    fn remove<Q>(&self, _: &Q) -> Option<Txt>
    where
        Box<str>: Borrow<Q>,
        Q: Hash + Eq + ?Sized,
    {
        None
    }

    fn insert(&self, _: Box<str>, _: Txt, _: Instant) {}
}

/// The same for everything that is found as a set of records.
macro_rules! counted {
    ($($key:ty),*) => {$(
        impl<T> ResolverCache<$key, RecordSet<T>> for Budget {
            fn get<Q>(&self, _: &Q) -> Option<RecordSet<T>>
            where
                $key: Borrow<Q>,
                Q: Hash + Eq + ?Sized,
            {
                (!self.spend()).then(|| RecordSet { rrset: [].into(), dnssec_status: DnssecStatus::Indeterminate })
            }

            fn remove<Q>(&self, _: &Q) -> Option<RecordSet<T>>
            where
                $key: Borrow<Q>,
                Q: Hash + Eq + ?Sized,
            {
                None
            }

            fn insert(&self, _: $key, _: RecordSet<T>, _: Instant) {}
        }
    )*};
}

counted!(Box<str>, IpAddr);
