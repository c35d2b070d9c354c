//! Following what happened to a threshold from day to day.
//!
//! Dates may be imprecise and orders unsettled, so that several courses of things are possible. All
//! of them are followed at once; a status is certain where every course agrees, and is otherwise
//! reported as the list of what it may be.

use std::cell::RefCell;
use std::collections::{BTreeSet, HashMap, HashSet};

use jiff::{ToSpan as _, civil};

use crate::link::backlinks::ThresholdTouch;
use crate::link::escalation::act::{Act, Line};
use crate::link::escalation::history::{Cause, History, Segment};
use crate::link::escalation::status::Standing;
use crate::model::date::Days;
use crate::model::event::Effect;
use crate::model::threshold::Status;

/// How many courses of things are followed at once before their order is given up as unsettled.
const MOST_COURSES: usize = 1024;

/// How many effects may await their day at once for the same reason.
const MOST_PENDING: usize = 64;

impl History {
    /// Derives the history of a threshold.
    pub fn follow(line: &Line<'_>) -> Self {
        Follower::new(line).follow()
    }
}

/// One of the possible courses of things up to a day.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Course {
    /// Moves that may have happened by now, and in this course have not.
    pending: Vec<usize>,
    standing: Standing,
    /// The crossing that awaits an answer, and the last day for it.
    awaiting: Option<(ThresholdTouch, civil::Date)>,
    cause: Cause,
    /// Which of the courses it comes from that there were when last no effect awaited its day.
    origin: usize,
}

/// Something that moves the status: an act, or the day from which the line stands.
struct Move {
    act: Option<Act>,
    days: Days,
}

struct Follower<'a> {
    line: &'a Line<'a>,
    moves: Vec<Move>,
    /// By day: the moves that may happen from then on.
    arrivals: HashMap<civil::Date, Vec<usize>>,
    /// The position of the first act among the moves.
    first_act: usize,
    orders: RefCell<HashMap<(usize, usize), bool>>,
    courses: BTreeSet<Course>,
    history: History,
    /// Acts since last no effect awaited its day.
    recent: Vec<ThresholdTouch>,
    /// By act: whether some course found a line to touch, and a crossing before it.
    found_line: Vec<bool>,
    found_crossing: Vec<bool>,
}

impl<'a> Follower<'a> {
    fn new(line: &'a Line<'a>) -> Self {
        let onset = line.since.map(|days| Move { act: None, days });
        let first_act = usize::from(onset.is_some());
        let acts = line.acts.iter().map(|act| Move { act: Some(*act), days: act.days });
        let moves: Vec<Move> = onset.into_iter().chain(acts).collect();
        let mut arrivals: HashMap<civil::Date, Vec<usize>> = HashMap::new();
        for (at, it) in moves.iter().enumerate() {
            arrivals.entry(it.days.first).or_default().push(at);
        }
        let course = Course {
            pending: Vec::new(),
            standing: Standing { status: Status::Undeclared, crossed_before: false },
            awaiting: None,
            cause: Cause::Nothing,
            origin: 0,
        };
        let first = Segment {
            statuses: vec![Status::Undeclared],
            since: None,
            causes: vec![Cause::Nothing],
        };
        Self {
            line,
            moves,
            arrivals,
            first_act,
            orders: RefCell::default(),
            courses: BTreeSet::from([course]),
            history: History { segments: vec![first], ..History::default() },
            recent: Vec::new(),
            found_line: vec![false; line.acts.len()],
            found_crossing: vec![false; line.acts.len()],
        }
    }

    fn follow(mut self) -> History {
        let mut days: BTreeSet<civil::Date> = BTreeSet::new();
        for it in &self.moves {
            days.extend([it.days.first, it.days.last]);
        }
        while let Some(day) = self.next_day(&days).filter(|day| *day <= self.line.as_of) {
            days.remove(&day);
            self.fall_silent(day);
            self.advance(day);
            self.tell(day);
        }
        let told = self.line.acts.iter().enumerate();
        for (at, act) in told.filter(|(_, act)| act.days.first <= self.line.as_of) {
            if !self.found_line[at] && act.effect != Effect::Declares {
                self.history.without_line.push(act.touch);
            } else if !self.found_crossing[at] && act.effect == Effect::Enforces {
                self.history.without_crossing.push(act.touch);
            }
        }
        self.history
    }

    /// The next day on which something may happen, or does not in time.
    fn next_day(&self, days: &BTreeSet<civil::Date>) -> Option<civil::Date> {
        let ends = self.courses.iter().filter_map(|course| Some(course.awaiting?.1));
        let silence = ends.min().and_then(|end| end.tomorrow().ok());
        silence.into_iter().chain(days.first().copied()).min()
    }

    /// Crossings whose window ended before a day have had no answer.
    fn fall_silent(&mut self, day: civil::Date) {
        let erode = |mut course: Course| {
            if let Some((crossing, _)) = course.awaiting.filter(|(_, end)| *end < day) {
                course.awaiting = None;
                course.standing.status = Status::Eroded;
                course.cause = Cause::Suppression(crossing);
            }
            course
        };
        self.courses = std::mem::take(&mut self.courses).into_iter().map(erode).collect();
    }

    /// Lets happen what happens, or may happen, on a day.
    fn advance(&mut self, day: civil::Date) {
        let arrivals = self.arrivals.remove(&day).unwrap_or_default();
        self.recent.extend(arrivals.iter().filter_map(|at| Some(self.moves[*at].act?.touch)));
        let arrive = |mut course: Course| {
            course.pending.extend(&arrivals);
            course
        };
        let courses: BTreeSet<Course> =
            std::mem::take(&mut self.courses).into_iter().map(arrive).collect();
        let mut reached = self.every_order(&courses).unwrap_or_default();
        let is_over = |at: &usize| self.moves[*at].days.last <= day;
        reached.retain(|course| !course.pending.iter().any(is_over));
        // There are too many orders, or none: `responds_to` may contradict the dates.
        self.courses = if reached.is_empty() { self.some_order(&courses, day) } else { reached };
    }

    /// Every course that the pending moves allow; `None` where they are too many.
    fn every_order(&mut self, from: &BTreeSet<Course>) -> Option<BTreeSet<Course>> {
        let mut found = from.clone();
        let mut open: Vec<Course> = from.iter().cloned().collect();
        while let Some(course) = open.pop() {
            if found.len() > MOST_COURSES || course.pending.len() > MOST_PENDING {
                return None;
            }
            for (position, next) in course.pending.iter().enumerate() {
                let is_free = course.pending.iter().all(|other| !self.precedes(*other, *next));
                if !is_free {
                    continue;
                }
                let mut after = course.clone();
                after.pending.remove(position);
                self.happen(&mut after, *next);
                if found.insert(after.clone()) {
                    open.push(after);
                }
            }
        }
        Some(found)
    }

    /// What may have come out where there are too many orders: any pending move may have been last,
    /// after any of the others, and may happen yet while it has time. That is more than is possible,
    /// and leaves out nothing.
    fn some_order(&mut self, from: &BTreeSet<Course>, day: civil::Date) -> BTreeSet<Course> {
        let pending: BTreeSet<usize> =
            from.iter().flat_map(|course| course.pending.iter().copied()).collect();
        let has_time = |at: &usize| self.moves[*at].days.last > day;
        let kept: Vec<usize> = pending.iter().copied().filter(has_time).collect();
        let mut reached = BTreeSet::new();
        let mut found = HashSet::new();
        let mut open = Vec::new();
        for course in from {
            if course.pending.iter().all(has_time) {
                reached.insert(Course { pending: kept.clone(), ..course.clone() });
            }
            open.push(Course { pending: kept.clone(), ..course.clone() });
        }
        while let Some(course) = open.pop() {
            for next in &pending {
                let mut after = course.clone();
                self.happen(&mut after, *next);
                // Which of many like moves it was makes no difference to what follows.
                let key = (after.standing, after.awaiting.map(|(_, end)| end), after.origin);
                if found.insert(key) {
                    reached.insert(after.clone());
                    open.push(after);
                }
            }
        }
        reached
    }

    fn precedes(&self, one: usize, other: usize) -> bool {
        match (one.checked_sub(self.first_act), other.checked_sub(self.first_act)) {
            (Some(one), Some(other)) => *self
                .orders
                .borrow_mut()
                .entry((one, other))
                .or_insert_with(|| (self.line.precedes)(one, other)),
            // The day from which a line stands comes first on that day.
            (None, Some(_)) => self.moves[one].days.is_settled(),
            _ => false,
        }
    }

    /// A move happens in a course.
    fn happen(&mut self, course: &mut Course, at: usize) {
        let Some(act) = self.moves[at].act else {
            if !course.standing.is_line() {
                course.standing.status = Status::Standing;
                course.cause = Cause::Since;
            }
            return;
        };
        if self.line.unspoken && course.standing.status == Status::Undeclared {
            course.standing.status = Status::Standing;
            course.cause = Cause::Event(act.touch);
        }
        let position = at - self.first_act;
        self.found_line[position] |= course.standing.is_line();
        self.found_crossing[position] |= course.standing.crossed_before;
        let before = course.standing;
        course.standing = before.after(act.effect);
        if course.standing.status != before.status {
            course.cause = Cause::Event(act.touch);
        }
        course.awaiting = match course.standing.status {
            Status::Crossed => course.awaiting.or_else(|| {
                Some((
                    act.touch,
                    act.span().last.saturating_add(i64::from(self.line.window).days()),
                ))
            }),
            _ => None,
        };
    }

    /// Notes the statuses that are possible from a day on.
    fn tell(&mut self, day: civil::Date) {
        let statuses: BTreeSet<Status> =
            self.courses.iter().map(|course| course.standing.status).collect();
        let causes: BTreeSet<Cause> = self.courses.iter().map(|course| course.cause).collect();
        let segment = Segment {
            statuses: statuses.into_iter().collect(),
            since: Some(day),
            causes: causes.into_iter().collect(),
        };
        match self.history.segments.last() {
            Some(last) if last.statuses == segment.statuses && last.causes == segment.causes => {}
            _ => self.history.segments.push(segment),
        }
        if self.courses.iter().all(|course| course.pending.is_empty()) {
            self.settle();
        }
    }

    /// Where no effect awaits its day, notes whether the order of the recent ones decides between
    /// statuses, that is, whether one course went on to several.
    fn settle(&mut self) {
        let mut from: HashMap<usize, Status> = HashMap::new();
        let is_unsettled = self.courses.iter().any(|course| {
            *from.entry(course.origin).or_insert(course.standing.status) != course.standing.status
        });
        let recent = std::mem::take(&mut self.recent);
        if is_unsettled {
            self.history.unsettled.push(recent);
        }
        let alike = |mut course: Course| {
            course.origin = 0;
            course
        };
        let courses: BTreeSet<Course> =
            std::mem::take(&mut self.courses).into_iter().map(alike).collect();
        let numbered = courses.into_iter().enumerate();
        self.courses = numbered.map(|(origin, course)| Course { origin, ..course }).collect();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::link::escalation::notation::{Case, acts};
    use crate::model::vocabulary::Vocabulary;

    /// "standing; crossed 2024-01-01; enforced|tested 2024-01-03".
    fn written(history: &History) -> String {
        let segment = |segment: &Segment| {
            let terms: Vec<&str> = segment.statuses.iter().map(|it| it.term()).collect();
            match segment.since {
                Some(day) => format!("{} {day}", terms.join("|")),
                None => terms.join("|"),
            }
        };
        history.segments.iter().map(segment).collect::<Vec<_>>().join("; ")
    }

    #[test]
    fn a_history_follows_from_dated_effects() {
        // What happened, what follows; the window is 90 days, and today is 1 January 2026.
        let cases = [
            ("no event", "", "undeclared"),
            (
                "since",
                "since 2020",
                "undeclared; undeclared|standing 2020-01-01; standing 2020-12-31",
            ),
            ("declared", "2024-01-01 declares", "undeclared; standing 2024-01-01"),
            (
                "crossed and enforced",
                "2024-01-01 declares, 2024-02-01 crosses, 2024-02-03 enforces",
                "undeclared; standing 2024-01-01; crossed 2024-02-01; enforced 2024-02-03",
            ),
            (
                "unspoken: its first event shows it",
                "unspoken, 2024-02-01 crosses, 2024-02-03 enforces, 2025-06-15 reaffirms",
                "undeclared; crossed 2024-02-01; enforced 2024-02-03; standing 2025-06-15",
            ),
            (
                "no answer within the window",
                "unspoken, 2024-02-01 crosses",
                "undeclared; crossed 2024-02-01; eroded 2024-05-02",
            ),
            (
                "an answer on the last day of the window",
                "unspoken, 2024-02-01 crosses, 2024-05-01 enforces",
                "undeclared; crossed 2024-02-01; enforced 2024-05-01",
            ),
            (
                "a late answer",
                "unspoken, 2024-02-01 crosses, 2024-06-01 enforces",
                "undeclared; crossed 2024-02-01; eroded 2024-05-02; enforced 2024-06-01",
            ),
            (
                "the window is open still",
                "unspoken, 2025-12-01 crosses",
                "undeclared; crossed 2025-12-01",
            ),
            (
                "a holder who speaks is not silent",
                "unspoken, 2024-02-01 crosses, 2024-02-10 reaffirms",
                "undeclared; crossed 2024-02-01; standing 2024-02-10",
            ),
            (
                "a test hides no open crossing",
                "unspoken, 2024-02-01 crosses, 2024-02-05 tests",
                "undeclared; crossed 2024-02-01; eroded 2024-05-02",
            ),
            (
                "waived, and withdrawn",
                "2024-01-01 declares, 2024-02-01 crosses, 2024-02-02 waives, 2024-03-01 withdraws",
                "undeclared; standing 2024-01-01; crossed 2024-02-01; eroded 2024-02-02; \
                 withdrawn 2024-03-01",
            ),
            (
                "before it was declared",
                "2023-01-01 crosses, 2024-01-01 declares",
                "undeclared; standing 2024-01-01",
            ),
            (
                "nothing to enforce",
                "2024-01-01 declares, 2024-01-05 enforces",
                "undeclared; standing 2024-01-01",
            ),
            (
                "a month",
                "2024-01-01 declares, 2024-02 crosses",
                "undeclared; standing 2024-01-01; standing|crossed 2024-02-01; crossed 2024-02-29; \
                 eroded 2024-05-30",
            ),
            (
                "a test in a month with a crossing in it",
                "2024-01-01 declares, 2024-02 tests, 2024-02-10 crosses, 2024-02-20 enforces, \
                 2024-03-01 reaffirms",
                "undeclared; standing 2024-01-01; standing|tested 2024-02-01; crossed 2024-02-10; \
                 tested|enforced 2024-02-20; standing 2024-03-01",
            ),
            (
                "what lasts crosses on its first day, and the window runs from its last",
                "unspoken, 2024-04-13/2024-04-14 crosses",
                "undeclared; crossed 2024-04-13; eroded 2024-07-14",
            ),
            (
                "an answer while the act goes on",
                "unspoken, 2024-04-13/2024-04-20 crosses, 2024-04-15 enforces",
                "undeclared; crossed 2024-04-13; enforced 2024-04-15",
            ),
            (
                "two effects on one day in no order",
                "2024-01-01 declares, 2024-02-01 tests, 2024-02-01 crosses, 2024-03-01 enforces, \
                 2024-03-01 reaffirms",
                "undeclared; standing 2024-01-01; crossed 2024-02-01; standing|enforced 2024-03-01",
            ),
            (
                "one day, in the order of act and answer",
                "unspoken, 2024-02-01 crosses, 2024-02-01 enforces <1",
                "undeclared; enforced 2024-02-01",
            ),
            (
                "an answer in the month of what it answers",
                "unspoken, 2024-02-10 crosses, 2024-02 enforces <1",
                "undeclared; crossed|enforced 2024-02-10; enforced 2024-02-29",
            ),
            (
                "one morning, named by two days",
                "unspoken, 2024-02-10T02:00+03:30 crosses, 2024-02-09T19:00-05:00 enforces",
                "undeclared; enforced 2024-02-10",
            ),
            (
                "crossed again in a month, perhaps after it eroded",
                "unspoken, 2024-02-01 crosses, 2024 crosses",
                "undeclared; undeclared|crossed 2024-01-01; crossed 2024-02-01; \
                 crossed|eroded 2024-05-02; eroded 2025-04-01",
            ),
            (
                "what contradicts the dates",
                "unspoken, 2024-02-05 crosses <2, 2024-02 enforces <3, 2024-02-10 tests",
                "undeclared; crossed 2024-02-05; enforced 2024-02-10",
            ),
            (
                "what is to come is not told",
                "2024-01-01 declares, 2027-01-01 crosses",
                "undeclared; standing 2024-01-01",
            ),
        ];
        for (name, case, expected) in cases {
            let case = Case::parse(case);
            let precedes = |one, other| case.precedes(one, other);
            let history = History::follow(&case.line(&precedes));
            assert_eq!(written(&history), expected, "{name}");
        }
    }

    #[test]
    fn an_order_that_dates_do_not_settle_is_reported() {
        let cases = [
            ("2024-01-01 declares, 2024-02-01 crosses, 2024-02-03 enforces", 0),
            ("unspoken, 2024-02-01 crosses, 2024-02-01 enforces <1", 0),
            ("unspoken, 2024-02-01 tests, 2024-02-01 crosses", 0),
            ("unspoken, 2024-02-01 crosses, 2024-02-01 enforces", 1),
            ("unspoken, 2024-02 crosses, 2024-02-10 enforces", 1),
            ("unspoken, 2024-02-01 crosses, 2024-03-01 enforces, 2024-03-01 reaffirms", 1),
            // What follows an unsettled status in a settled order is not part of it.
            (
                "unspoken, 2024-02-01 crosses, 2024-02-01 enforces, 2024-03-01 tests, \
                 2024-03-05 tests",
                1,
            ),
            // Whether it stood already.
            ("since 2024, 2024-02-01 crosses", 1),
        ];
        for (case, expected) in cases {
            let parsed = Case::parse(case);
            let precedes = |one, other| parsed.precedes(one, other);
            let history = History::follow(&parsed.line(&precedes));
            assert_eq!(history.unsettled.len(), expected, "{case}");
        }
    }

    #[test]
    fn effects_without_a_line_or_a_crossing_are_told() {
        let cases = [
            ("2023-01-01 crosses, 2024-01-01 declares", 1, 0),
            ("2024-01-01 declares, 2024-02-01 withdraws, 2024-03-01 crosses", 1, 0),
            ("2024-01-01 reaffirms", 1, 0),
            ("since 2020, 2021-01-01 tests", 0, 0),
            ("unspoken, 2021-01-01 tests", 0, 0),
            ("unspoken, 2021-01-01 enforces", 0, 1),
            ("unspoken, 2021-01 enforces, 2021-01-10 crosses", 0, 0),
        ];
        for (case, line, crossing) in cases {
            let parsed = Case::parse(case);
            let precedes = |one, other| parsed.precedes(one, other);
            let history = History::follow(&parsed.line(&precedes));
            let found = (history.without_line.len(), history.without_crossing.len());
            assert_eq!(found, (line, crossing), "{case}");
        }
    }

    #[test]
    fn the_status_on_a_day_is_that_of_its_end() {
        let case = Case::parse("2024-01-01 declares, 2024-02-01 crosses, 2024-02-03 enforces");
        let precedes = |one, other| case.precedes(one, other);
        let history = History::follow(&case.line(&precedes));
        let days = [
            ("2023-12-31", Status::Undeclared),
            ("2024-01-01", Status::Standing),
            ("2024-01-31", Status::Standing),
            ("2024-02-01", Status::Crossed),
            ("2024-02-03", Status::Enforced),
            ("2030-01-01", Status::Enforced),
        ];
        for (day, expected) in days {
            assert_eq!(history.on(day.parse().unwrap()), [expected], "{day}");
        }
    }

    #[test]
    fn too_many_orders_leave_nothing_out() {
        let month = vec!["2024-02 reaffirms, 2024-02 tests"; 40].join(", ");
        let case = Case::parse(&format!("2024-01-01 declares, 2024-02-10 crosses, {month}"));
        let precedes = |one, other| case.precedes(one, other);
        let history = History::follow(&case.line(&precedes));
        let expected = "undeclared; standing 2024-01-01; standing|tested 2024-02-01; \
                        standing|tested|crossed 2024-02-10; ";
        assert!(written(&history).starts_with(expected), "{}", written(&history));
    }

    #[test]
    fn many_effects_on_one_day_are_no_trouble() {
        let tests = vec!["2024-02-01 tests"; 300].join(", ");
        let mixed = vec!["2024-02-01 crosses, 2024-02-01 reaffirms"; 150].join(", ");
        let cases = [
            (tests, "undeclared; standing 2024-01-01; tested 2024-02-01"),
            (mixed, "undeclared; standing 2024-01-01; standing|crossed 2024-02-01"),
        ];
        for (acts_of_day, expected) in cases {
            let case = Case::parse(&format!("2024-01-01 declares, {acts_of_day}"));
            assert_eq!(acts(&case).len(), 301);
            let precedes = |one, other| case.precedes(one, other);
            let history = History::follow(&case.line(&precedes));
            assert!(written(&history).starts_with(expected), "{}", written(&history));
        }
    }
}
