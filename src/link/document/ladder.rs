//! Ladders: rungs that ascend, firebreaks that separate.

use crate::diagnostic::{Code, Diagnostic};
use crate::link::definition::Definition;
use crate::link::resolve::Context;
use crate::model::ladder::{Firebreak, Ladder, Rung};
use crate::model::table::Index;
use crate::parse::fields::ladder::{FirebreakFields, LadderFields};

impl Context<'_> {
    pub(super) fn ladder(
        &self,
        definition: &Definition<LadderFields>,
        index: Index<Ladder>,
        problems: &mut Vec<Diagnostic>,
    ) -> Ladder {
        let fields = &definition.fields;
        if fields.rungs.is_empty() {
            let message = format!("the ladder `{}` has no rungs", definition.id);
            problems.push(Diagnostic::at(Code::BadLadder, definition.span, message));
        }
        report_disorder(fields, problems);
        let rungs = fields.rungs.iter().map(|written| Rung {
            number: written.n.value.0 as u32,
            name: written.name.clone(),
            description: written.description.clone(),
        });
        let firebreaks = fields.firebreaks.iter();
        let mut ladder = Ladder {
            header: self.header(definition, index, problems),
            description: fields.description.clone(),
            rungs: rungs.collect(),
            firebreaks: firebreaks.filter_map(|it| firebreak(it, fields, problems)).collect(),
        };
        ladder.rungs.sort_by_key(|rung| rung.number);
        ladder
    }
}

fn report_disorder(fields: &LadderFields, problems: &mut Vec<Diagnostic>) {
    for pair in fields.rungs.windows(2) {
        let (lower, upper) = (&pair[0].n, &pair[1].n);
        let (below, above) = (lower.value.0, upper.value.0);
        if above > below {
            continue;
        }
        let message = match above == below {
            true => format!("two rungs have the number {above}"),
            false => format!("rung {above} stands above rung {below}"),
        };
        problems.push(
            Diagnostic::at(Code::BadLadder, upper.span, message)
                .label(lower.span, "the rung below")
                .help("rungs are listed lowest first, each with a higher number than the last"),
        );
    }
}

fn firebreak(
    written: &FirebreakFields,
    fields: &LadderFields,
    problems: &mut Vec<Diagnostic>,
) -> Option<Firebreak> {
    let above = written.above.value.0;
    let is_rung = fields.rungs.iter().any(|rung| rung.n.value.0 == above);
    let is_top = fields.rungs.iter().all(|rung| rung.n.value.0 <= above);
    if is_rung && !is_top {
        return Some(Firebreak { above: above as u32, name: written.name.clone() });
    }
    let message = match is_rung {
        true => format!("the firebreak above rung {above} has no rung over it"),
        false => format!("the firebreak stands above rung {above}, which the ladder does not have"),
    };
    problems.push(Diagnostic::at(Code::BadLadder, written.above.span, message));
    None
}
