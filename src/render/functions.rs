//! The functions that templates call for what takes work to build: figures, mentions, structured data, ways to cite. And
//! the filters that print dates.
//!
//! Each builds its value for the page that is being rendered. A theme that does not call one does not pay for it. The
//! comments on functions, and on the arms of `figure`, are the reference in `docs/themes.md`.

use std::sync::Weak;

use tera::{Error, Kwargs, State, Tera, TeraResult, Value};

use crate::model::address::Address;
use crate::model::date::Date;
use crate::plan::{Content, Page};
use crate::render::page::{
    actor, brief, description as description_of, document, document_of, event, index, source,
    structured_data, threshold,
};
use crate::render::renderer::{Renderer, SiteRenderer};

/// A function: its name, and what it gives for a page and its arguments.
type PageFunction = fn(&Renderer<'_>, &Page, &Kwargs) -> TeraResult<Value>;

/// Every function by its name, with the arguments that it takes.
const FUNCTIONS: [(&str, &[&str], PageFunction); 7] = [
    ("cite", &[], cite),
    ("cited_by", &[], cited_by),
    ("company", &[], company),
    ("description", &[], description),
    ("figure", &["part"], figure),
    ("linked_data", &[], linked_data),
    ("mentions", &["by"], mentions),
];

/// Makes the functions known to the engine. They fail where there is no site: while templates are parsed, and in entries,
/// which are drawn once for all pages.
pub fn register(tera: &mut Tera, site: &Weak<SiteRenderer>) {
    for (name, arguments, function) in FUNCTIONS {
        let site = Weak::clone(site);
        tera.register_function(name, move |kwargs: Kwargs, state: &State<'_>| {
            refuse_unknown_arguments(name, arguments, &kwargs)?;
            let page = state.get::<Value>("page")?;
            let (Some(site), Some(page)) = (site.upgrade(), page) else {
                let message = format!(
                    "`{name}` works in the templates of pages only: call it there, and hand the value on"
                );
                return Err(Error::message(message));
            };
            let address = page.get_from_path("address").and_then(Value::as_str);
            let page = address.and_then(|it| site.parts.plan.page_at(&Address::of_known(it)));
            let page = page.ok_or_else(|| {
                Error::message(format!(
                    "`{name}` takes its page from the variable `page`, which is something else here: rename that variable"
                ))
            })?;
            function(&site.renderer(), page, &kwargs)
        });
    }
    tera.register_filter("time", time);
    tera.register_filter("in_sentence", in_sentence);
}

/// `figure(part="strip")`: A figure of the page, by its part; `null` where there is nothing to draw. Another part than
/// the page has is an error. On the pages of the table below.
fn figure(renderer: &Renderer<'_>, page: &Page, kwargs: &Kwargs) -> TeraResult<Value> {
    let part: String = kwargs.must_get("part")?;
    let figure = match (&*part, &page.content) {
        // All events over time, on the first page of their list: a [TimelineFigure].
        ("overview", Content::Events(portion)) => index::overview(renderer, portion),
        // Its events over time, three or more: a [TimelineFigure].
        ("strip", Content::Actor(actor)) => actor::strip(renderer, *actor),
        // Its events over time, three or more: a [TimelineFigure].
        ("strip", Content::Brief(brief)) => brief::strip(renderer, *brief),
        // The events that touched it over time, three or more: a [TimelineFigure].
        ("strip", Content::Threshold(threshold)) => threshold::strip(renderer, *threshold),
        // The levels that it reached by what it initiated, two or more: a [CurveFigure].
        ("curve", Content::Actor(actor)) => actor::curve(renderer, *actor),
        // The actors nearest to it: a [NetworkFigure].
        ("network", Content::Actor(actor)) => actor::network(renderer, *actor),
        // Where it sits on its ladder, among its neighbours in time: a [FigureView].
        ("ladder", Content::Event(event)) => event::ladder(renderer, *event),
        // Its status over time, where events touched it: a [LanesFigure].
        ("lane", Content::Threshold(threshold)) => threshold::lane(renderer, *threshold),
        // The chains of acts and answers that its events are part of: a [FigureView].
        ("chain", Content::Threshold(threshold)) => threshold::chain(renderer, *threshold),
        _ => {
            let message = format!(
                "this page has no figure `{part}`: parts are \"overview\" of events, \"strip\" of actors, briefs and \
                 thresholds, \"curve\" and \"network\" of actors, \"ladder\" of events, \"lane\" and \"chain\" of thresholds"
            );
            return Err(Error::message(message));
        }
    };
    Ok(figure.unwrap_or_else(Value::none))
}

/// `mentions()`: What names the page's document: a list of [MentionView], each with the sentence around it.
/// `mentions(by="brief")` gives those in briefs, `mentions(by="other")` the others. On every page of a document, and on
/// the first page of an index with a text of its author's; `null` elsewhere.
fn mentions(renderer: &Renderer<'_>, page: &Page, kwargs: &Kwargs) -> TeraResult<Value> {
    let by: Option<String> = kwargs.get("by")?;
    let Some(target) = document_of(renderer, page) else { return Ok(Value::none()) };
    let mentions = match by.as_deref() {
        None => document::mentions(renderer, target, |_| true),
        Some("brief") => document::mentions(renderer, target, document::is_brief),
        Some("other") => document::mentions(renderer, target, |by| !document::is_brief(by)),
        Some(by) => {
            let message = format!("mentions are by \"brief\" or \"other\", and not by \"{by}\"");
            return Err(Error::message(message));
        }
    };
    Ok(Value::from_serializable(&mentions))
}

/// `cited_by()`: What cites or lists the page's source: a list of [CitingView]. On the page of a source; `null`
/// elsewhere.
fn cited_by(renderer: &Renderer<'_>, page: &Page, _: &Kwargs) -> TeraResult<Value> {
    let Content::Source(source) = page.content else { return Ok(Value::none()) };
    Ok(Value::from_serializable(&source::cited_by(renderer, source)))
}

/// `cite()`: How to cite the page's brief: a [CiteView]. On the page of a brief; `null` elsewhere.
fn cite(renderer: &Renderer<'_>, page: &Page, _: &Kwargs) -> TeraResult<Value> {
    let Content::Brief(brief) = page.content else { return Ok(Value::none()) };
    Ok(Value::from_serializable(&brief::cite(renderer, brief)))
}

/// `company()`: The actors that the page's actor appears with most often: a list of [CompanyView]. On the page of an
/// actor; `null` elsewhere.
fn company(renderer: &Renderer<'_>, page: &Page, _: &Kwargs) -> TeraResult<Value> {
    let Content::Actor(actor) = page.content else { return Ok(Value::none()) };
    Ok(Value::from_serializable(&actor::company(renderer, actor)))
}

/// `description()`: One or two sentences about the page, for previews: text; `null` where there is no text. On every page.
fn description(renderer: &Renderer<'_>, page: &Page, _: &Kwargs) -> TeraResult<Value> {
    Ok(Value::from_serializable(&description_of(renderer, page)))
}

/// `linked_data()`: The page in schema.org's terms: text in JSON-LD, safe inside a `script` element. On every page.
fn linked_data(renderer: &Renderer<'_>, page: &Page, _: &Kwargs) -> TeraResult<Value> {
    Ok(Value::safe_string(&structured_data(renderer, page)))
}

/// Fails for an argument that a function does not take. The engine would ignore it.
fn refuse_unknown_arguments(name: &str, arguments: &[&str], kwargs: &Kwargs) -> TeraResult<()> {
    let mut given = kwargs.iter().map(|(key, _)| key.to_string());
    let Some(unknown) = given.find(|key| !arguments.contains(&key.as_str())) else { return Ok(()) };
    let takes = match arguments {
        [] => "it takes none".to_owned(),
        _ => format!("it takes `{}`", arguments.join("`, `")),
    };
    Err(Error::message(format!("`{name}` has no argument `{unknown}`: {takes}")))
}

/// `date | time`: The words of a [DateView], in a `time` element where HTML has a form for the date; safe HTML. Nothing for
/// `null`.
fn time(date: &Value, _: Kwargs, _: &State<'_>) -> TeraResult<Value> {
    if date.is_none() {
        return Ok(Value::safe_string(""));
    }
    let words = date_field(date, "words", "time")?;
    // Neither has a character that would have to be escaped.
    Ok(match date.get_from_path("html").and_then(Value::as_str) {
        Some(moment) => {
            let time = ["<time datetime=\"", moment, "\">", words, "</time>"];
            Value::safe_string(&time.concat())
        }
        None => Value::safe_string(words),
    })
}

/// `date | in_sentence`: The words of a [DateView] as they stand in a sentence: "on 15 June 2025", "in June 2025". Nothing
/// for `null`.
fn in_sentence(date: &Value, _: Kwargs, _: &State<'_>) -> TeraResult<String> {
    if date.is_none() {
        return Ok(String::new());
    }
    let written = date_field(date, "edtf", "in_sentence")?;
    Date::parse(written).map(|date| date.in_sentence()).map_err(|_| no_date("in_sentence"))
}

/// A field of a [DateView].
fn date_field<'a>(date: &'a Value, field: &'static str, filter: &str) -> TeraResult<&'a str> {
    date.get_from_path(field).and_then(Value::as_str).ok_or_else(|| no_date(filter))
}

fn no_date(filter: &str) -> Error {
    Error::message(format!("`{filter}` takes a date, such as `brief.date`"))
}

#[cfg(test)]
mod tests {
    use std::sync::Weak;

    use tera::{Context, Tera};

    use super::register;

    #[test]
    fn filters_print_nothing_for_null_and_refuse_what_is_no_date() {
        let cases = [
            ("{{ none | time }}|{{ none | in_sentence }}", Ok("|")),
            ("{{ day | time }}", Ok("<time datetime=\"2025-06-15\">15 June 2025</time>")),
            ("{{ day | in_sentence }}", Ok("on 15 June 2025")),
            ("{{ title | time }}", Err("`time` takes a date")),
            ("{{ title | in_sentence }}", Err("`in_sentence` takes a date")),
        ];
        let mut context = Context::new();
        context.insert("none", &None::<String>);
        context.insert("title", "2025-06-15");
        let day = [("edtf", "2025-06-15"), ("words", "15 June 2025"), ("html", "2025-06-15")];
        context.insert("day", &std::collections::BTreeMap::from(day));
        let mut tera = Tera::default();
        register(&mut tera, &Weak::new());
        for (template, expected) in cases {
            let found = tera.render_str(template, &context, true);
            match (found, expected) {
                (Ok(found), Ok(expected)) => assert_eq!(found, expected, "{template}"),
                (Err(error), Err(part)) => assert!(error.to_string().contains(part), "{error}"),
                (found, _) => panic!("{template}: {found:?}"),
            }
        }
    }
}
