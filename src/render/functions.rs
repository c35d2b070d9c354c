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
use crate::render::{Renderer, SiteRenderer};

/// A function: its name, and what it gives for a page and its arguments.
type PageFunction = fn(&Renderer<'_>, &Page, &Kwargs) -> TeraResult<Value>;

/// Every function by its name.
const FUNCTIONS: [(&str, PageFunction); 7] = [
    ("cite", cite),
    ("cited_by", cited_by),
    ("company", company),
    ("description", description),
    ("figure", figure),
    ("linked_data", linked_data),
    ("mentions", mentions),
];

/// Fields of views that became functions, by how templates named them.
pub const REMOVED_FIELDS: [(&str, &str); 21] = [
    ("actor.company", "company()"),
    ("actor.curve", "figure(part=\"curve\")"),
    ("actor.named_by", "mentions(by=\"other\")"),
    ("actor.network", "figure(part=\"network\")"),
    ("actor.strip", "figure(part=\"strip\")"),
    ("brief.cite", "cite()"),
    ("brief.named_by", "mentions()"),
    ("brief.strip", "figure(part=\"strip\")"),
    ("event.ladder", "figure(part=\"ladder\")"),
    ("event.named_by", "mentions(by=\"other\")"),
    ("ladder.named_by", "mentions()"),
    ("overview", "figure(part=\"overview\")"),
    ("page.description", "description()"),
    ("page.linked_data", "linked_data()"),
    ("source.cited_by", "cited_by()"),
    ("source.named_by", "mentions()"),
    ("text.named_by", "mentions()"),
    ("threshold.chain", "figure(part=\"chain\")"),
    ("threshold.lane", "figure(part=\"lane\")"),
    ("threshold.named_by", "mentions(by=\"other\")"),
    ("threshold.strip", "figure(part=\"strip\")"),
];

/// Fields whose place in a template tells nothing of what they were of: how the engine begins when it misses one, and
/// where it went.
pub const MOVED_FIELDS: [(&str, &str); 3] = [
    (
        "Field `by` is not defined. Available fields: authors, date",
        "the `briefs` of a document are cards now; what they were is the function `mentions(by=\"brief\")`",
    ),
    (
        "Field `time` is not defined. Available fields: edtf",
        "the `time` of a date is now the filter `date | time`",
    ),
    (
        "Field `in_sentence` is not defined. Available fields: edtf",
        "a date's `in_sentence` is now the filter `date | in_sentence`",
    ),
];

/// Makes the functions known to the engine. Without a site, as when templates are parsed, calling them fails.
pub fn register(tera: &mut Tera, site: &Weak<SiteRenderer>) {
    for (name, function) in FUNCTIONS {
        let site = Weak::clone(site);
        tera.register_function(name, move |kwargs: Kwargs, state: &State<'_>| {
            let site = site.upgrade();
            let site = site.ok_or_else(|| Error::message(format!("`{name}` needs a site")))?;
            let page = state.get::<Value>("page")?.unwrap_or_else(Value::none);
            let address = page.get_from_path("address").and_then(Value::as_str);
            let address = address.map(Address::of_known);
            let page = address.and_then(|address| site.parts.plan.page_at(&address));
            let page = page.ok_or_else(|| {
                Error::message(format!(
                    "`{name}` works in the templates of pages only: call it there, and hand the value on"
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
                "`{}` has no figure `{part}`; docs/themes.md lists the figures of each page",
                page.address.as_str()
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

/// `date | time`: The words of a [DateView], in a `time` element where HTML has a form for the date; safe HTML.
fn time(date: &Value, _: Kwargs, _: &State<'_>) -> Value {
    let field = |name| date.get_from_path(name).and_then(Value::as_str);
    let words = field("words").unwrap_or_default();
    // Neither has a character that would have to be escaped.
    match field("html") {
        Some(moment) => {
            let time = ["<time datetime=\"", moment, "\">", words, "</time>"];
            Value::safe_string(&time.concat())
        }
        None => Value::safe_string(words),
    }
}

/// `date | in_sentence`: The words of a [DateView] as they stand in a sentence: "on 15 June 2025", "in June 2025".
fn in_sentence(date: &Value, _: Kwargs, _: &State<'_>) -> TeraResult<String> {
    let written = date.get_from_path("edtf").and_then(Value::as_str);
    let date = written.and_then(|written| Date::parse(written).ok());
    date.map(|date| date.in_sentence()).ok_or_else(|| Error::message("`in_sentence` takes a date"))
}
