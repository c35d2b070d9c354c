//! A check by brute force: for small lines, a history tells exactly what comes out when every way
//! in which the dates can be filled in is gone through one by one.

use std::collections::BTreeSet;

use jiff::{ToSpan as _, civil};
use proptest::prelude::*;

use crate::link::escalation::act::{Act, Line};
use crate::link::escalation::history::History;
use crate::link::escalation::notation::{Case, acts};
use crate::link::escalation::status::Standing;
use crate::model::event::Effect;
use crate::model::threshold::Status;
use crate::model::vocabulary::Vocabulary;

const WINDOW: u32 = 2;
const LAST_DAY: i8 = 12;

/// What each way to fill in the dates adds to.
struct Tally {
    /// By day of the month: the statuses at its end.
    statuses: Vec<BTreeSet<Status>>,
    found_line: BTreeSet<usize>,
    found_crossing: BTreeSet<usize>,
}

fn day(number: i8) -> civil::Date {
    civil::date(2024, 2, number)
}

/// Puts the acts that are left behind those of `course` in every order and on every day, and counts
/// what comes out.
fn fill_in(line: &Line<'_>, course: &mut Vec<(usize, civil::Date)>, tally: &mut Tally) {
    let is_placed = |course: &[(usize, civil::Date)], at| course.iter().any(|it| it.0 == at);
    let left: Vec<usize> = (0..line.acts.len()).filter(|at| !is_placed(course, *at)).collect();
    if left.is_empty() {
        live_through(line, course, tally);
    }
    for at in &left {
        if left.iter().any(|other| (line.precedes)(*other, *at)) {
            continue;
        }
        let Act { days, .. } = line.acts[*at];
        let begin = course.last().map_or(days.first, |last| last.1.max(days.first));
        for on in begin.series(1.day()).take_while(|on| *on <= days.last) {
            course.push((*at, on));
            fill_in(line, course, tally);
            course.pop();
        }
    }
}

/// One way in which everything may have happened, day by day.
fn live_through(line: &Line<'_>, course: &[(usize, civil::Date)], tally: &mut Tally) {
    let mut standing = Standing { status: Status::Undeclared, crossed_before: false };
    let mut deadline: Option<civil::Date> = None;
    for number in 1..=LAST_DAY {
        if deadline.is_some_and(|deadline| deadline < day(number)) {
            (standing.status, deadline) = (Status::Eroded, None);
        }
        if line.since.is_some_and(|since| since.first == day(number)) && !standing.is_line() {
            standing.status = Status::Standing;
        }
        for (at, _) in course.iter().filter(|it| it.1 == day(number)) {
            if line.unspoken && standing.status == Status::Undeclared {
                standing.status = Status::Standing;
            }
            if standing.is_line() {
                tally.found_line.insert(*at);
            }
            if standing.crossed_before {
                tally.found_crossing.insert(*at);
            }
            standing = standing.after(line.acts[*at].effect);
            deadline = match standing.status {
                Status::Crossed => {
                    deadline.or_else(|| Some(line.acts[*at].span().last + i64::from(WINDOW).days()))
                }
                _ => None,
            };
        }
        tally.statuses[number as usize].insert(standing.status);
    }
}

/// An act in the notation: on a day, about a day, or through some days; perhaps as a response to an
/// earlier one.
fn act(number: usize) -> impl Strategy<Value = String> {
    let effect = proptest::sample::select(Effect::ALL.to_vec());
    let cause = proptest::option::weighted(0.3, 1..=number.max(1));
    (2..=6_i8, 0..=3_i8, effect, cause).prop_map(move |(first, form, effect, cause)| {
        let date = match form {
            0 => day(first).to_string(),
            1 => format!("{}/{}", day(first), day(first + 2)),
            _ => format!("{}~", day(first)),
        };
        let cause = cause.filter(|_| number > 0).map(|it| format!(" <{it}")).unwrap_or_default();
        format!("{date} {}{cause}", effect.term())
    })
}

fn case() -> impl Strategy<Value = String> {
    let acts = (0..=4_usize).prop_flat_map(|length| (0..length).map(act).collect::<Vec<_>>());
    let onset = proptest::sample::select(vec!["", "unspoken", "since 2024-02-02"]);
    (onset, acts).prop_map(|(onset, acts)| format!("{onset}, {}", acts.join(", ")))
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 512,
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn a_history_tells_exactly_what_is_possible(text in case()) {
        let case = Case::parse(&text);
        let precedes = |one, other| case.precedes(one, other);
        let line = Line { window: WINDOW, as_of: day(LAST_DAY), ..case.line(&precedes) };
        let mut tally = Tally {
            statuses: vec![BTreeSet::new(); usize::from(LAST_DAY.unsigned_abs()) + 1],
            found_line: BTreeSet::new(),
            found_crossing: BTreeSet::new(),
        };
        fill_in(&line, &mut Vec::new(), &mut tally);
        // Answers that contradict the dates leave nothing to compare with.
        prop_assume!(!tally.statuses[1].is_empty());
        let history = History::follow(&line);
        for number in 1..=LAST_DAY {
            let expected: Vec<Status> = tally.statuses[number as usize].iter().copied().collect();
            prop_assert_eq!(history.on(day(number)), &expected, "{} February", number);
        }
        let told = acts(&case).iter().enumerate();
        for (at, act) in told.filter(|(_, act)| act.effect != Effect::Declares) {
            let is_told = history.without_line.contains(&act.touch);
            prop_assert_eq!(is_told, !tally.found_line.contains(&at), "act {}", at + 1);
        }
        for touch in &history.without_crossing {
            prop_assert!(!tally.found_crossing.contains(&touch.event.position()));
        }
    }
}
