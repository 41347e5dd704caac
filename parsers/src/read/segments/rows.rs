//! Names in one row, each with values of its own: "Activate Ann (level 2) and Tom (level 3) on 1 March".

use std::sync::LazyLock;

use regex::Regex;

use super::Segment;
use crate::names;
use crate::read::values::{Mark, Value};
use crate::read::whom::Whom;

/// Notes who stands in one row of names with whom: between them are only values of their own, a comma or an "and".
pub(super) fn join(text: &str, segments: &mut [Segment]) {
    static BETWEEN: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i)^[\s,;)]*(?:(?:and|&|plus|as well as|und|sowie|et|ainsi que|y|e|en|alsook)\s+(?:also )?)?(?:mr\.?|mrs\.?|ms\.?|dr\.?)?\s*$").expect("a valid pattern")
    });
    static RELATED: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i)(?-u:\b)(?:who|whose|works?|working|reports?|reporting|assist\w*|deputy|boss|manager|replac\w*|colleague|die|qui|que|wie|che)(?-u:\b)[^.;]{0,40}$").expect("a valid pattern")
    });
    let mut head = 0;
    for at in 0..segments.len() {
        segments[at].told_until = told_until(text, &segments[at]);
        let Some((last, next)) = at.checked_sub(1).map(|last| (&segments[last], &segments[at])) else {
            continue;
        };
        let gap = text.get(last.told_until..next.named_at);
        let row = gap.is_some_and(|gap| BETWEEN.is_match(gap));
        let (Some(Whom::People(before)), Some(Whom::People(people))) = (&last.whom, &next.whom) else {
            head = at;
            segments[at].row = lead(segments, at, at);
            continue;
        };
        let (before, people) = (before.clone(), people.clone());
        let beside = if row || gap.is_some_and(|gap| RELATED.is_match(gap)) {
            last.beside.iter().chain(&before).copied().collect()
        } else {
            Vec::new()
        };
        let apart = !row || last.told_until == last.range.start;
        segments[at].beside = beside;
        if apart {
            head = at;
            segments[at].row = lead(segments, at, at);
            continue;
        }
        let last = &segments[at - 1];
        let joined: Vec<usize> = last.joined.iter().chain(&before).copied().collect();
        let leads = |segment: &Segment| {
            let mut marks = segment.marks.iter();
            marks.any(|mark| mark.value == Value::Activation && mark.range.start < segment.named_at)
        };
        if leads(&segments[head]) {
            // "Activate Ann (level 2) and Tom (level 3) on 1 March": the end is about both.
            segments[head].reach = segments[at].range.end;
            let values = segments[at].marks.clone();
            segments[head].others.extend(values);
            segments[head].also.extend(people);
        } else {
            segments[at].joined = joined;
            segments[at].row = lead(segments, head, at);
        }
    }
}

/// What stands before a row, "neither …" or "Maria asked whether …", as far as it is about nobody else by name.
fn lead(segments: &[Segment], head: usize, at: usize) -> Option<(usize, Vec<Mark>)> {
    let asks = |segment: &Segment, from: usize| {
        let mut marks = segment.marks.iter();
        marks.any(|mark| mark.value == Value::Activation && mark.range.start >= from)
    };
    // "Ann (level 2, link now) and Tom (level 3)": the link is Ann's.
    if !matches!(segments[at].whom, Some(Whom::People(_)))
        || segments[head..at].iter().any(|one| asks(one, one.named_at))
    {
        return None;
    }
    // "Apart from Jane, who may start today, nobody gets a link yet": the exception says it of her alone.
    if segments[at].aside || segments[..at].iter().any(|one| one.except_at.is_some()) {
        return None;
    }
    let led =
        |segment: &&Segment| !matches!(segment.whom, Some(Whom::People(_))) && !asks(segment, segment.range.start);
    let start = head - segments[..head].iter().rev().take_while(led).count();
    let marks = segments[start..at].iter().flat_map(|one| one.marks.clone()).collect();
    (start < at).then(|| (segments[start].range.start, marks))
}

/// Where the values end that stand behind somebody's name: a bracket, an address, a level or a role.
fn told_until(text: &str, segment: &Segment) -> usize {
    let own = &text[segment.range.clone()];
    let values = segment.marks.iter().filter(|mark| {
        let value = !matches!(mark.value, Value::Activation | Value::Skip | Value::Same(_));
        value && mark.range.start >= segment.named_at
    });
    let ends = values
        .map(|mark| mark.range.end)
        .chain(names::addresses(own).map(|found| segment.range.start + found.end()))
        .chain(own.rfind(')').map(|end| segment.range.start + end + 1));
    ends.filter(|end| *end <= segment.range.end)
        .max()
        .unwrap_or(segment.range.start)
}
