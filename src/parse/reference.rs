//! The reference of front-matter fields, made from the tables that the parser uses.
