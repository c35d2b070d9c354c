//! The list of events: the month or year under which it has one, and where that is.

use jiff::civil;

use crate::model::address::Address;
use crate::model::date::{self, Date};
use crate::model::event::Event;
use crate::model::identity::slug;
use crate::model::table::Index;
use crate::plan::Section;
use crate::render::renderer::Renderer;

/// Where the list of events has one.
pub fn events_url(renderer: &Renderer<'_>, event: Index<Event>) -> String {
    let dossier = renderer.dossier;
    let from_newest = dossier.events.len() - 1 - event.position();
    let page = from_newest / renderer.site.per_page + 1;
    let address = Address::of_folder(Section::Events.folder()).numbered(page);
    let date = &dossier.events[event].date;
    let anchor = match month_of(date) {
        Some(month) => month.strftime("%Y-%m").to_string(),
        None => slug(&year_words(date.year())),
    };
    format!("{}#part-{anchor}", address.href(&renderer.site.base_path))
}

/// The month in which an event certainly began.
pub fn month_of(date: &Date) -> Option<civil::Date> {
    let began = date.beginning()?;
    let month = began.first.first_of_month();
    (began.last.first_of_month() == month).then_some(month)
}

/// A year in words; events without a date come under a heading of their own.
pub fn year_words(year: i64) -> String {
    if year == i64::MAX { "Undated".to_owned() } else { date::year_words(year) }
}
