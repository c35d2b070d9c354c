//! The table of diagnostic codes: every error and lint that redlines can report.

use std::fmt;

/// What a site does with a lint.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Level {
    /// Say nothing.
    Allow,
    /// Report it, and build.
    Warn,
    /// Report it as an error.
    Deny,
}

/// One row of the table, for messages, `[lints]` and the reference page.
pub struct Row {
    pub code: Code,
    /// `E0101`, or a lint's kebab-case name.
    pub name: &'static str,
    pub level: Level,
    /// What it means, in one or two sentences.
    pub meaning: &'static str,
}

macro_rules! codes {
    ($( $variant:ident = $name:literal $level:ident : $meaning:literal )*) => {
        /// The stable code of a problem. Errors are `E` and four digits; lints have names.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Code { $( $variant, )* }

        /// Every code, in order.
        pub const TABLE: &[Row] = &[ $( Row {
            code: Code::$variant, name: $name, level: Level::$level, meaning: $meaning,
        }, )* ];
    };
}

codes! {
    UnreadableFile = "E0101" Deny: "A file or folder of the site cannot be read: it is missing, its permissions forbid it, or the disk failed."
    NotUtf8 = "E0102" Deny: "A text is not UTF-8. Convert it, for instance with `iconv -f latin1 -t utf-8`."
    FileTooLarge = "E0103" Deny: "A text is larger than 32 MB. Files that are only copied may have any size."
    OutsideSite = "E0104" Deny: "A symbolic link leads out of the site's folder, or in a circle. redlines reads nothing outside the site."
    NoSite = "E0105" Deny: "The folder holds no `config.toml`, so it is not a site."
    NoTheme = "E0106" Deny: "The theme that `[theme] name` asks for is not in `themes/`, and no theme of that name is built in."

    UnclosedFrontMatter = "E0201" Deny: "Front matter opens with `+++` or `---`, and the line that closes it is missing."
    MalformedToml = "E0202" Deny: "TOML that does not parse."
    MalformedYaml = "E0203" Deny: "YAML that does not parse."
    MalformedBibliography = "E0204" Deny: "A BibTeX or hayagriva library that does not parse."
    UnknownKey = "E0205" Deny: "A key that the kind of document, or the table, does not have."
    WrongType = "E0206" Deny: "A value of another type than the key takes."
    MissingKey = "E0207" Deny: "A key that the kind of document requires is missing."
    BadDate = "E0208" Deny: "A date that is not EDTF level 1, that the calendar does not have, or an interval that ends before it begins."
    BadValue = "E0209" Deny: "A value outside of what the key allows."
    BadId = "E0210" Deny: "An id that cannot be part of an address. Ids consist of lower-case letters, digits, `-`, `_` and `.`."
    BadPath = "E0211" Deny: "A path that climbs out of the site, or is not a path."
    NoFrontMatter = "E0212" Deny: "A document without front matter, where its kind requires some."

    UndefinedNote = "E0301" Deny: "A reference to a note that the document does not define."
    DuplicateNote = "E0302" Deny: "A note that is defined twice in one document."
    UnusedNote = "E0303" Deny: "A note that nothing refers to, so that no reader would see it."
    UnpairedBracket = "E0304" Deny: "A note's passage whose brackets do not pair: the opening bracket is missing, stands in another paragraph, list item or table cell, or inside other emphasis."
    EmptyPassage = "E0305" Deny: "A note's passage without any text."
    RefusedAddress = "E0306" Deny: "A link or image with a scheme that could run a script or hide its content, such as `javascript:` or `data:`."
    MisplacedEmbed = "E0307" Deny: "An embed (`![[…]]`) that does not stand in a paragraph of its own."
    MalformedCitation = "E0308" Deny: "A citation that does not read as `[@key, p. 3; @other]`."

    UnknownStyle = "E0309" Deny: "A citation style that hayagriva does not have, or whose file is missing."
    MalformedStyle = "E0310" Deny: "A CSL file that does not parse, or only refers to another style."
    UnknownFigure = "E0311" Deny: "A figure (`![[figure:…]]`) that redlines does not draw."
    FigureOption = "E0312" Deny: "An option that the figure does not take, or a value that the option cannot have."

    DuplicateId = "E0401" Deny: "Two documents of one kind with one id."
    UnknownReference = "E0402" Deny: "A reference to a document that does not exist."
    AmbiguousReference = "E0403" Deny: "A name that several documents bear. Write the id, or `kind:id`."
    SelfReference = "E0404" Deny: "A relation of a document to itself."
    Cycle = "E0405" Deny: "Relations that lead in a circle, where the relation cannot: an event that responds to its own consequence, an actor that is part of its own part."
    UnknownRung = "E0406" Deny: "A rung that its ladder does not have."
    UnknownSource = "E0407" Deny: "A citation of a source that no library and no document defines."
    UnknownHeading = "E0408" Deny: "A link to a heading that the document does not have."
    DraftReference = "E0409" Deny: "A reference from a published document to a draft, which is not built."
    BadLadder = "E0410" Deny: "A ladder whose rungs repeat, run backwards, or whose firebreak stands where it separates nothing."

    AddressCollision = "E0501" Deny: "Two pages or files with one address."
    AddressCase = "E0502" Deny: "Two addresses that differ only in case: one file system keeps both, another only one."
    BrokenLink = "E0503" Deny: "A link within the site that leads nowhere."

    TemplateSyntax = "E0601" Deny: "A template that does not parse, or uses a filter, function or component that does not exist."
    TemplateMissing = "E0602" Deny: "A template that the theme does not have."
    TemplateFailed = "E0603" Deny: "A template that failed while a page was rendered, for instance because it names a field that is not there."

    UnsafeOutput = "E0701" Deny: "The output folder is the site's folder, holds it, or is one of the folders that the site is read from."
    ForeignOutput = "E0702" Deny: "The output folder, or a file in it, was not made by redlines, which therefore does not touch it."
    WriteFailed = "E0703" Deny: "The output could not be written. What was there before is unchanged."
    OutputBusy = "E0704" Deny: "Another build is writing the same output folder."
    IndexFailed = "E0705" Deny: "The search index could not be built. What was there before is unchanged."

    StubActor = "stub-actor" Warn: "An actor is named but has no document; it gets a page of its own all the same."
    UnknownNoteKind = "unknown-note-kind" Warn: "A note whose bold lead-in reads like one of the kinds, and is none; it is shown as a plain note."
    EstimativeLanguage = "estimative-language" Warn: "A key judgement whose likelihood is not one of ICD 203's terms, or a brief that mixes the two columns of terms."
    LikelihoodWithConfidence = "likelihood-with-confidence" Warn: "A sentence of a key judgement or an Assessment that states a likelihood and a confidence at once, which ICD 203 keeps apart."
    UnusedSource = "unused-source" Allow: "A source of the library that no document cites."
    UnreadContent = "unread-content" Warn: "A file under `content/` that looks like content and is only copied, because of its name or its folder."
    RemoteImage = "remote-image" Deny: "An image from another origin: readers' browsers would ask somebody else for it. Save it beside the document."
    FutureEvent = "future-event" Warn: "An event that is dated after the day the site is built as of."
    EffectBeforeDeclared = "effect-before-declared" Warn: "An effect on a threshold that does not stand on that day: it is not declared yet, or was withdrawn. Give the threshold `since`, or date its declaration."
    CrossedUnanswered = "crossed-unanswered" Warn: "A crossing that nothing enforces or waives, though the site's window has passed. Enter the answer, or let the record stand."
    EnforcedWithoutCrossing = "enforced-without-crossing" Warn: "An enforcement of a threshold that nothing crossed before."
    ResponseBeforeCause = "response-before-cause" Warn: "An event that is dated wholly before the event that it responds to."
    ContradictoryEffects = "contradictory-effects" Warn: "An event with two effects on one threshold that cannot both hold, such as crossing and merely testing it, or with one effect twice."
    UnsettledOrder = "unsettled-order" Warn: "Effects on a threshold whose order decides its status, and which the dates do not settle. Give times of day, or say what `responds_to` what."
    ThresholdUntouched = "threshold-untouched" Warn: "A threshold that no event touches, so that it has no history."
    ThresholdWithoutHolder = "threshold-without-holder" Warn: "A threshold that nobody holds: it does not say who would react."
    RungWithoutReason = "rung-without-reason" Allow: "A rung that is given to an event without saying why. Placements are judgements: `rung = { n = 7, why = \"…\" }`."
    SwappedCoordinates = "swapped-coordinates" Warn: "Coordinates far from the country that is given with them, which are in it with latitude and longitude exchanged."
    UnknownPlace = "unknown-place" Warn: "An event's place without coordinates whose name is nearly one of `[places]`, so that the map may miss it. Names that are near to none are never reported: a place needs no coordinates."
    SilentWithdrawal = "silent-withdrawal" Warn: "A withdrawn brief that does not say why: its page has nothing to tell its readers. Add an entry to `corrections`."
    SilentCorrection = "silent-correction" Warn: "A brief whose status is `corrected` and that does not say what was corrected. Add an entry to `corrections`."
    ForeignFileKept = "foreign-file-kept" Warn: "A file that an earlier build wrote has been changed since by somebody else; it is no longer part of the site, and stays."
}

impl Code {
    fn row(self) -> &'static Row {
        // Codes are declared in the order of the table.
        &TABLE[self as usize]
    }

    /// `E0101`, or a lint's name.
    pub fn name(self) -> &'static str {
        self.row().name
    }

    /// What happens where the site says nothing.
    pub fn default_level(self) -> Level {
        self.row().level
    }

    /// Whether a site may set its level: errors are always errors.
    pub fn is_lint(self) -> bool {
        !self.name().starts_with('E')
    }

    /// The lint of that name.
    pub fn lint(name: &str) -> Option<Self> {
        Self::lints().find(|code| code.name() == name)
    }

    /// Every lint, in the table's order.
    pub fn lints() -> impl Iterator<Item = Self> {
        TABLE.iter().map(|row| row.code).filter(|code| code.is_lint())
    }
}

impl fmt::Display for Code {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.name())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_in_the_order_of_the_codes_and_without_repetition() {
        let mut names = std::collections::HashSet::new();
        for (position, row) in TABLE.iter().enumerate() {
            assert_eq!(row.code as usize, position);
            assert!(names.insert(row.name), "{} stands twice", row.name);
            assert!(row.meaning.ends_with('.'), "{}: {}", row.name, row.meaning);
            assert!(row.code.is_lint() || row.level == Level::Deny, "{}", row.name);
        }
    }
}
