//! Makes a script that breaks a promise smaller, as long as it still breaks one.

use crate::script::Script;

/// So many plays are enough.
const PLAYS: usize = 400;

/// The smallest script found that still `fails`.
pub(crate) fn shrink(script: &Script, mut fails: impl FnMut(&Script) -> bool) -> Script {
    let mut best = script.clone();
    let mut size = best.steps.len().div_ceil(2);
    let mut plays = 0;
    while size > 0 {
        let mut first = 0;
        let before = best.steps.len();
        while first < best.steps.len() && plays < PLAYS {
            let mut smaller = best.clone();
            let end = (first + size).min(smaller.steps.len());
            smaller.steps.drain(first..end);
            plays += 1;
            if fails(&smaller) {
                best = smaller;
            } else {
                first += size;
            }
        }
        if plays >= PLAYS {
            break;
        }
        // Once more with the same size as long as that helps, then with half of it.
        if best.steps.len() == before || size > 1 {
            size /= 2;
        }
    }
    best
}
