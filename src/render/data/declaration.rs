//! The declaration of data records: one line a field for JSON, CSV and the JSON Schema.

/// Declares a record. A field has a doc comment, which is its description in the schema and in
/// `docs/data.md`, and a type, which says how it is written. What stands after `=>` are the columns of
/// CSV, in their order:
///
/// ```text
/// data_record! {
///     /// A relation.
///     pub struct RelationRecord<'a> is "relation" as it {
///         /// The author's remark.
///         note: Option<&'a str>;                          // in JSON alone
///         /// The actor that states it.
///         from: Id<'a> => from;                           // a column of the same name
///         /// The sources that it rests on.
///         sources: Vec<Used<'a>> => first = it.sources[0].id; // a column of its own
///         => url = it.url.clone();                        // a column at another place than its field
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
