//! Body text as standoff markup: the plain text a reader sees, and beside it, by position, its
//! structure, links, passages and citations.
//!
//! One text and one sorted list of marks serve every use: HTML walks the marks, names are searched
//! in the text, a mention's sentence is a slice of it, and an annotation's quotation is one, too.

use std::ops::Range;
use std::sync::Arc;

use crate::model::figure::{Figure, WrittenFigure};
use crate::model::source::Source;
use crate::model::table::Index;
use crate::model::target::Target;
use crate::source::Span;

/// The body of one document or note.
#[derive(Debug, Clone, Default)]
pub struct Body {
    /// The visible text; blocks end with a line break.
    pub text: String,
    /// Structure in the order of the text; elements are properly nested.
    pub marks: Vec<Mark>,
    pub headings: Vec<Heading>,
    pub links: Vec<Link>,
    pub images: Vec<Image>,
    /// `[[…]]` and `![[…]]`.
    pub references: Vec<WrittenReference>,
    pub citations: Vec<Citation>,
    pub passages: Vec<Passage>,
    pub figures: Vec<WrittenFigure>,
    /// Raw HTML, where the site allows it.
    pub raw_html: Vec<String>,
    /// Languages of code blocks.
    pub code_languages: Vec<String>,
}

impl Body {
    /// Gives back the room that was kept for more: a body is never changed after it was read.
    pub fn fit(&mut self) {
        self.text.shrink_to_fit();
        self.marks.shrink_to_fit();
        self.headings.shrink_to_fit();
        self.links.shrink_to_fit();
        self.references.shrink_to_fit();
    }
}

/// A point of structure before the byte `at` of the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mark {
    pub at: u32,
    pub edge: Edge,
    pub element: Element,
}

/// What a mark does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Edge {
    Open,
    Close,
    /// An element without text of its own.
    Point,
}

/// Elements of a body. A number is a position in the list of the same name in [`Body`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Element {
    Paragraph,
    Heading(u32),
    BlockQuote,
    Alert(Alert),
    /// A code block; the number is one more than its language's, 0 without one.
    CodeBlock(u32),
    BulletList,
    /// An ordered list with its first number.
    NumberedList(u32),
    Item,
    /// A task's box, ticked or not.
    TaskBox(bool),
    DefinitionList,
    Term,
    Definition,
    Table,
    TableHead,
    TableBody,
    TableRow,
    HeadCell(Align),
    Cell(Align),
    Rule,
    HardBreak,
    Emphasis,
    Strong,
    Strikethrough,
    Superscript,
    Subscript,
    Code,
    Link(u32),
    Image(u32),
    /// A link to a document.
    Reference(u32),
    /// A card of a document, a block.
    Embed(u32),
    /// A figure, a block.
    Figure(u32),
    Citation(u32),
    Passage(u32),
    /// The reference to the note at this position in the document's notes.
    NoteReference(u32),
    RawHtml(u32),
}

impl Element {
    /// Whether names inside it may become links by themselves.
    pub fn admits_mentions(self) -> bool {
        !matches!(
            self,
            Self::Heading(_)
                | Self::CodeBlock(_)
                | Self::Code
                | Self::Link(_)
                | Self::Reference(_)
                | Self::Citation(_)
                | Self::HeadCell(_)
        )
    }
}

/// GFM alerts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Alert {
    Note,
    Tip,
    Important,
    Warning,
    Caution,
}

impl Alert {
    /// Its title, which is also its class in lower case.
    pub fn label(self) -> &'static str {
        match self {
            Self::Note => "Note",
            Self::Tip => "Tip",
            Self::Important => "Important",
            Self::Warning => "Warning",
            Self::Caution => "Caution",
        }
    }
}

/// How a table's column is aligned.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Align {
    None,
    Start,
    Center,
    End,
}

/// A heading with its anchor, unique on the page.
#[derive(Debug, Clone)]
pub struct Heading {
    /// 1 to 6.
    pub level: u8,
    pub anchor: String,
    pub text: Range<u32>,
}

/// A Markdown link as written: an address elsewhere, or a path within the site.
#[derive(Debug, Clone)]
pub struct Link {
    pub destination: String,
    pub title: String,
    pub span: Span,
}

/// An image as written.
#[derive(Debug, Clone)]
pub struct Image {
    pub destination: String,
    pub title: String,
    pub alternative: String,
    pub span: Span,
}

/// `[[target#heading|label]]`.
#[derive(Debug, Clone)]
pub struct WrittenReference {
    pub target: String,
    /// The heading after `#`, or the empty string.
    pub heading: String,
    /// Whether the author wrote a label; otherwise the document's title is shown.
    pub labelled: bool,
    pub span: Span,
}

/// `[@key, p. 3; @other]`, or `@key` in running text.
#[derive(Debug, Clone)]
pub struct Citation {
    pub items: Vec<CitationItem>,
    /// `@key` in running text: the author's name belongs to the sentence.
    pub in_text: bool,
}

/// One source of a citation.
#[derive(Debug, Clone)]
pub struct CitationItem {
    pub key: String,
    /// Words before the key: `see`.
    pub prefix: String,
    /// What follows the comma: `p. 3`.
    pub locator: String,
    /// `-@key`: the author is named in the sentence already.
    pub suppress_author: bool,
    pub span: Span,
}

/// A passage that notes annotate; its text lies between the marks of [`Element::Passage`].
#[derive(Debug, Clone)]
pub struct Passage {
    pub text: Range<u32>,
    /// The notes that hang on it, by their position among the document's notes.
    pub notes: Vec<u32>,
    pub span: Span,
}

/// A body whose references are resolved; every list stands beside the list it resolves.
#[derive(Debug, Clone, Default)]
pub struct LinkedBody {
    pub body: Arc<Body>,
    pub links: Vec<Destination>,
    pub images: Vec<Destination>,
    /// `None` for a brief that is left out until its day, and for one that does not resolve, which is an error: such a
    /// body is never rendered.
    pub references: Vec<Option<LinkedReference>>,
    pub cited: Vec<Vec<Index<Source>>>,
    pub figures: Vec<Figure>,
    /// Names that become links by themselves, in the order of the text.
    pub mentions: Vec<Mention>,
}

impl LinkedBody {
    /// What the reference at a position of the list resolves to.
    pub fn reference(&self, number: u32) -> Option<&LinkedReference> {
        self.references.get(number as usize)?.as_ref()
    }
}

/// Where a link or image leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Destination {
    /// Away from the site, or to an anchor of the same page: as written.
    Verbatim,
    /// Within the site: an unescaped address and what follows it (`#anchor`, `?query`).
    Internal { address: crate::model::address::Address, suffix: String },
    /// To a brief that is left out until its day, or a file beside it: shown as text.
    Unpublished,
}

/// A resolved `[[…]]`.
#[derive(Debug, Clone)]
pub struct LinkedReference {
    pub target: Target,
    /// The heading's anchor in the target, or the empty string.
    pub anchor: String,
}

/// A document's name in running text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mention {
    pub start: u32,
    pub end: u32,
    pub target: Target,
}
