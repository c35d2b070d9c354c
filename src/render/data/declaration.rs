//! The declaration of data records: one line a field for JSON, CSV and the JSON Schema.

/// Declares a record. A field has a doc comment, which is its description in the schema and in
/// `docs/data.md`, and a type, which says how it is written. The columns of CSV stand after `=>`, in their
/// order; their values may refer to the record by the name after `as`:
///
/// ```text
/// data_record! {
///     /// A relation.
///     pub struct RelationRecord<'a> is "relation" as it {
///         /// The author's remark, in JSON alone.
///         note: Option<&'a str>;
///         /// The actor that states it, with a column of the same name.
///         from: Id<'a> => from;
///         /// The events that it rests on, which a row counts.
///         events: Vec<Id<'a>> => events = it.events.len();
///         /// Its page, whose column stands last.
///         url: Url;
///         /// Whether it is a draft.
///         draft: bool => draft;
///         => url;
///     }
/// }
/// ```
macro_rules! data_record {
    (
        $(#[$meta:meta])*
        pub struct $record:ident<'a> is $name:literal as $it:ident {
            $(
                $( $(#[$attribute:meta])* $field:ident : $type:ty )?
                $( => $( $column:ident $( = $value:expr )? ),+ )? ;
            )*
        }
    ) => {
        $(#[$meta])*
        #[derive(serde::Serialize, schemars::JsonSchema)]
        #[schemars(rename = $name)]
        pub struct $record<'a> {
            $( $( $(#[$attribute])* pub $field: $type, )? )*
        }

        impl $crate::render::data::csv_rows::Tabular for $record<'_> {
            const HEADER: &'static [&'static str] =
                &[ $( $( $( stringify!($column), )+ )? )* ];

            fn write_cells<R: serde::ser::SerializeTuple>(
                &self,
                row: &mut R,
            ) -> Result<(), R::Error> {
                use $crate::render::data::csv_rows::Cell;
                let $it = self;
                $( $( $(
                    let value = data_record!(@value $it $column $($value)?);
                    row.serialize_element(&Cell::cell(value))?;
                )+ )? )*
                Ok(())
            }
        }
    };
    (@value $it:ident $column:ident) => { &$it.$column };
    (@value $it:ident $column:ident $value:expr) => { &$value };
}
pub(crate) use data_record;
