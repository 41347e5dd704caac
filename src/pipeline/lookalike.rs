//! Domains that look like ours and are not: `vend0r.example`, `vendor-example.com`, a Cyrillic `о`.
//!
//! It only ever gives the reason why somebody is a stranger; nobody becomes one by it. Incomplete support: whole words
//! added at the ends (`vendor-login.example`) are found only where our name stands on its own between hyphens.

/// Letters that are taken for others, as they look. Latin ones first, then Cyrillic and Greek.
const LOOKS: [(&str, &str); 34] = [
    ("rn", "m"),
    ("vv", "w"),
    ("cl", "d"),
    ("0", "o"),
    ("1", "l"),
    ("i", "l"),
    ("5", "s"),
    ("3", "e"),
    ("8", "b"),
    ("q", "g"),
    ("а", "a"),
    ("в", "b"),
    ("е", "e"),
    ("к", "k"),
    ("м", "m"),
    ("н", "h"),
    ("о", "o"),
    ("р", "p"),
    ("с", "c"),
    ("т", "t"),
    ("у", "y"),
    ("х", "x"),
    ("і", "l"),
    ("ј", "j"),
    ("ѕ", "s"),
    ("ԁ", "d"),
    ("ո", "n"),
    ("α", "a"),
    ("ο", "o"),
    ("ρ", "p"),
    ("ν", "v"),
    ("ѵ", "v"),
    ("ı", "l"),
    ("ł", "l"),
];

/// The one of `ours` that `domain` looks like, if it is not that one itself or below it.
pub(super) fn of<'o>(domain: &str, ours: &'o [String]) -> Option<&'o str> {
    let domain = domain.to_lowercase();
    if ours
        .iter()
        .any(|own| domain == *own || domain.ends_with(&format!(".{own}")))
    {
        return None;
    }
    let looks = skeleton(&plain(&domain));
    let found = ours.iter().find(|own| {
        let real = skeleton(own);
        looks == real || (real.len() >= 6 && distance(&looks, &real) == 1) || borrows(&domain, own)
    });
    found.map(String::as_str)
}

/// A domain with its encoded labels (`xn--…`) as people see them, as far as that can be told without a table.
fn plain(domain: &str) -> String {
    let labels = domain.split('.').map(|label| match label.strip_prefix("xn--") {
        Some(encoded) => decoded(encoded).unwrap_or_else(|| label.to_owned()),
        None => label.to_owned(),
    });
    labels.collect::<Vec<_>>().join(".")
}

/// Punycode (RFC 3492 section 6.2).
fn decoded(encoded: &str) -> Option<String> {
    let (basic, rest) = encoded.rsplit_once('-').unwrap_or(("", encoded));
    let mut output: Vec<char> = basic.chars().collect();
    let (mut code, mut index, mut bias) = (128_u32, 0_u32, 72_u32);
    let mut digits = rest.chars();
    while !digits.as_str().is_empty() && output.len() < 64 {
        let (before, mut weight, mut step) = (index, 1_u32, 36_u32);
        loop {
            let digit = match digits.next()? {
                letter @ 'a'..='z' => letter as u32 - 'a' as u32,
                number @ '0'..='9' => number as u32 - '0' as u32 + 26,
                _ => return None,
            };
            index = index.checked_add(digit.checked_mul(weight)?)?;
            let threshold = step.saturating_sub(bias).clamp(1, 26);
            if digit < threshold {
                break;
            }
            weight = weight.checked_mul(36 - threshold)?;
            step += 36;
        }
        let length = u32::try_from(output.len()).ok()? + 1;
        bias = adapted(index - before, length, before == 0);
        code = code.checked_add(index / length)?;
        index %= length;
        output.insert(usize::try_from(index).ok()?, char::from_u32(code)?);
        index += 1;
    }
    Some(output.into_iter().collect())
}

fn adapted(delta: u32, length: u32, first: bool) -> u32 {
    let mut delta = if first { delta / 700 } else { delta / 2 };
    delta += delta / length;
    let mut bias = 0;
    while delta > 455 {
        delta /= 35;
        bias += 36;
    }
    bias + 36 * delta / (delta + 38)
}

/// What the eye makes of a domain: hyphens and dots are passed over, and look-alike letters are one.
fn skeleton(domain: &str) -> String {
    let mut seen: String = domain.chars().filter(|letter| *letter != '-').collect();
    for (one, other) in LOOKS {
        seen = seen.replace(one, other);
    }
    seen
}

/// Whether the name of our domain stands in another one: `vendor.example.evil.example`, `login-vendor.example`.
fn borrows(domain: &str, own: &str) -> bool {
    let Some((name, _)) = own.split_once('.') else {
        return false;
    };
    let words = |text: &str| text.split(['.', '-']).any(|word| word == name);
    name.len() >= 5 && words(domain)
}

/// How many letters must be put in, left out, changed or swapped with their neighbour.
fn distance(one: &str, other: &str) -> usize {
    let (one, other): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    if one.len().abs_diff(other.len()) > 1 || one.len() > 255 {
        return usize::MAX;
    }
    let mut rows = vec![(0..=other.len()).collect::<Vec<usize>>()];
    for (i, letter) in one.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, against) in other.iter().enumerate() {
            let changed = rows[i][j] + usize::from(letter != against);
            let mut least = changed.min(rows[i][j + 1] + 1).min(row[j] + 1);
            if i > 0 && j > 0 && *letter == other[j - 1] && one[i - 1] == *against {
                least = least.min(rows[i - 1][j - 1] + 1);
            }
            row.push(least);
        }
        rows.push(row);
    }
    rows[one.len()][other.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn domains_that_look_like_ours_are_told_from_others() {
        let ours = vec!["vendor.example".to_owned(), "mail.co".to_owned()];
        for like in [
            "vend0r.example",
            "vemdor.example",
            "vnedor.example",
            "vendors.example",
            "ven-dor.example",
            "vendоr.example",
            "vendor.exarnple",
            "vendor.example.evil.example",
            "login-vendor.example.net",
            "xn--vendr-mye.example",
        ] {
            assert_eq!(of(like, &ours), Some("vendor.example"), "{like}");
        }
        for other in [
            "vendor.example",
            "mx.vendor.example",
            "acme.example",
            "client.example",
            "mall.org",
            "mailbox.co",
        ] {
            assert_eq!(of(other, &ours), None, "{other}");
        }
    }

    #[test]
    fn encoded_labels_are_read_as_people_see_them() {
        assert_eq!(plain("xn--mnchen-3ya.example"), "münchen.example");
        assert_eq!(plain("xn--vendr-mye.example"), "vendоr.example");
        assert_eq!(plain("xn--!.example"), "xn--!.example");
    }
}
