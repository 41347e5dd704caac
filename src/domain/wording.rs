//! Numbers as people say them.

use std::fmt::Display;

/// `1 ticket`, `2 tickets`.
pub fn counted<N: Copy + Display + PartialEq + From<u8>>(number: N, one: &str, many: &str) -> String {
    let word = if number == N::from(1) { one } else { many };
    format!("{number} {word}")
}

/// A time in minutes: `1 hour`, `90 minutes`, `5 days`.
pub fn minutes(minutes: u32) -> String {
    match minutes {
        whole if whole > 0 && whole % (24 * 60) == 0 => counted(whole / (24 * 60), "day", "days"),
        whole if whole > 0 && whole % 60 == 0 => counted(whole / 60, "hour", "hours"),
        _ => counted(minutes, "minute", "minutes"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_is_not_many() {
        assert_eq!(counted(1_usize, "person", "people"), "1 person");
        assert_eq!(counted(0_usize, "person", "people"), "0 people");
    }

    #[test]
    fn times_are_told_in_the_largest_unit_that_fits() {
        let told = [0, 60, 90, 1440, 7200].map(minutes);
        assert_eq!(told, ["0 minutes", "1 hour", "90 minutes", "1 day", "5 days"]);
    }
}
