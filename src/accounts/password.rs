//! Passwords: what a good one is, and argon2id with the parameters that OWASP names (19 MiB, two passes, one lane).
//!
//! Hashing takes tens of milliseconds on purpose, so it runs on threads that may block, and only so many at a time.

use std::sync::Arc;

use argon2::password_hash::phc::PasswordHash as Phc;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use argon2::{Algorithm, Argon2, Params, Version};
use tokio::sync::Semaphore;
use zxcvbn::{Score, zxcvbn};

use super::AccountError;
use crate::domain::account::PasswordHash;

/// Shorter ones can be guessed.
pub const SHORTEST: usize = 12;

/// Longer ones only keep us busy.
pub const LONGEST: usize = 200;

/// A password with fewer different characters is a pattern.
const FEWEST_DIFFERENT: usize = 5;

/// So many are hashed at a time, each in 19 MiB.
const AT_ONCE: usize = 4;

/// Nobody's password, so that an unknown address takes as long as a known one.
const NOBODYS: &str =
    "$argon2id$v=19$m=19456,t=2,p=1$Z3JlZW5yb29tLW5vYm9keQ$dGhpcyBpcyB0aGUgaGFzaCBvZiBuby1vbmUhISEhISE";

/// Makes and checks hashes.
#[derive(Debug)]
pub struct Passwords(Arc<Semaphore>);

impl Default for Passwords {
    fn default() -> Self {
        Self(Arc::new(Semaphore::new(AT_ONCE)))
    }
}

fn argon2() -> Argon2<'static> {
    Argon2::new(
        Algorithm::Argon2id,
        Version::V0x13,
        Params::new(19 * 1024, 2, 1, None).unwrap_or(Params::DEFAULT),
    )
}

/// Whether a password is good enough for whoever has this address.
///
/// # Errors
/// What is wrong with it, in a sentence.
pub fn judge(password: &str, email: &str) -> Result<(), AccountError> {
    let length = password.chars().count();
    let different: std::collections::BTreeSet<char> = password.chars().collect();
    let refused = if length < SHORTEST {
        format!("A password has at least {SHORTEST} characters; this one has {length}. A few words in a row do well.")
    } else if length > LONGEST {
        format!("A password has at most {LONGEST} characters; this one has {length}.")
    } else if different.len() < FEWEST_DIFFERENT {
        "This password repeats the same few characters. A few words in a row do well.".to_owned()
    } else if password.trim().eq_ignore_ascii_case(email.trim()) {
        "The password must not be your e-mail address.".to_owned()
    } else if is_guessed_soon(password, email) {
        "This password would be guessed soon: it is made of what many people choose. A few words in a row that do not \
         belong together do well."
            .to_owned()
    } else {
        return Ok(());
    };
    Err(AccountError::Refused(refused))
}

/// Whether programs that guess come to it soon: well-known passwords, names, words, keys beside each other, years, and what
/// this desk and this person are called.
fn is_guessed_soon(password: &str, email: &str) -> bool {
    let (local, domain) = email.split_once('@').unwrap_or((email, ""));
    let known = [local, domain, "greenroom"];
    match zxcvbn(password, &known).score() {
        Score::Zero | Score::One | Score::Two => true,
        Score::Three | Score::Four => false,
        // The crate may know more; those are stronger still.
        _ => false,
    }
}

impl Passwords {
    /// The hash of a password.
    ///
    /// # Errors
    /// When the machine has no memory or no randomness left.
    pub async fn hash(&self, password: String) -> Result<PasswordHash, AccountError> {
        self.aside(move || {
            let made: Result<Phc, _> = argon2().hash_password(password.as_bytes());
            made.map(|phc| PasswordHash(phc.to_string())).ok()
        })
        .await?
        .ok_or_else(|| AccountError::Refused("The password could not be hashed. Try again in a moment.".into()))
    }

    /// Whether a password fits. Takes as long where there is no hash.
    ///
    /// # Errors
    /// When the work was interrupted.
    pub async fn fits(&self, password: String, hash: Option<PasswordHash>) -> Result<bool, AccountError> {
        self.aside(move || {
            let known = hash.is_some();
            let text = hash.map_or_else(|| NOBODYS.to_owned(), |hash| hash.0);
            let Ok(phc) = Phc::new(&text) else { return false };
            let password = if password.len() > 4 * LONGEST { "" } else { &password };
            argon2().verify_password(password.as_bytes(), &phc).is_ok() && known
        })
        .await
    }

    async fn aside<T: Send + 'static>(&self, work: impl FnOnce() -> T + Send + 'static) -> Result<T, AccountError> {
        let interrupted = || AccountError::Refused("The work was interrupted. Try again.".into());
        let place = Arc::clone(&self.0).acquire_owned().await.map_err(|_| interrupted())?;
        // The place is the work's own: whoever asked may hang up, and the work goes on.
        let placed = move || {
            let done = work();
            drop(place);
            done
        };
        tokio::task::spawn_blocking(placed).await.map_err(|_| interrupted())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_password_fits_its_hash_and_no_other() {
        let passwords = Passwords::default();
        let hash = passwords.hash("correct horse battery".into()).await.unwrap();
        assert!(hash.0.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{}", hash.0);
        let fits = |password: &str, hash| passwords.fits(password.to_owned(), hash);
        assert!(fits("correct horse battery", Some(hash.clone())).await.unwrap());
        assert!(!fits("correct horse batterx", Some(hash.clone())).await.unwrap());
        assert!(!fits("", Some(hash)).await.unwrap());
        assert!(Phc::new(NOBODYS).is_ok(), "an unknown address must take as long");
        assert!(!fits("correct horse battery", None).await.unwrap());
    }

    #[tokio::test]
    async fn work_keeps_its_place_when_nobody_waits_for_it_any_more() {
        let passwords = Passwords::default();
        let (begun, begins) = std::sync::mpsc::channel();
        let (go_on, waits) = std::sync::mpsc::channel::<()>();
        let mut asked = Box::pin(passwords.aside(move || {
            begun.send(()).unwrap();
            waits.recv().unwrap();
        }));
        assert!(futures::poll!(asked.as_mut()).is_pending());
        tokio::task::spawn_blocking(move || begins.recv().unwrap())
            .await
            .unwrap();
        drop(asked);
        assert_eq!(passwords.0.available_permits(), AT_ONCE - 1);
        go_on.send(()).unwrap();
        let all = u32::try_from(AT_ONCE).unwrap();
        assert!(passwords.0.acquire_many(all).await.is_ok(), "the place is given back");
    }

    #[test]
    fn short_long_and_repeated_ones_are_refused_in_a_sentence() {
        let judged = |password: &str| judge(password, "ada.byron@vendor.example").map_err(|error| error.to_string());
        assert!(judged("blue lamp over the stairs").is_ok());
        assert!(judged("elevenchars").unwrap_err().contains("this one has 11"));
        assert!(judged(&"long words ".repeat(40)).unwrap_err().contains("at most 200"));
        assert!(judged("aaaaaaaaaaaaaaaa").unwrap_err().contains("repeats"));
        assert!(judged("Ada.Byron@vendor.example").unwrap_err().contains("e-mail"));
        for weak in [
            "password1234",
            "Passw0rd2027!",
            "qwertyuiop12",
            "ada.byron2027",
            "greenroom2027",
            "iloveyou1234",
            "abcdefghijkl",
            "1q2w3e4r5t6y",
        ] {
            assert!(judged(weak).unwrap_err().contains("guessed soon"), "{weak}");
        }
        for good in ["drizzle kettle orbit", "Tz8!rw-qLm2_yk", "seven green wet chairs"] {
            assert!(judged(good).is_ok(), "{good}");
        }
    }
}
