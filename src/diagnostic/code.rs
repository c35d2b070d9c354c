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

/// One row of the table, for messages, `[lints]`, `redlines explain`, the schemas and the reference pages.
pub struct CodeEntry {
    pub code: Code,
    /// `E0101`, or a lint's kebab-case name.
    pub name: &'static str,
    pub level: Level,
    /// What it means, in one or two sentences.
    pub meaning: &'static str,
    /// Of a lint: the reason for it, with a bad and a good example, in Markdown. The files stand in
    /// `lints/`, and each example is built by the tests.
    pub lesson: Option<&'static str>,
}

macro_rules! codes {
    (
        errors { $( $error:ident = $number:literal : $fault:literal )* }
        lints { $( $lint:ident = $name:literal $level:ident : $meaning:literal )* }
    ) => {
        /// The stable code of a problem. Errors are `E` and four digits; lints have names.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Code { $( $error, )* $( $lint, )* }

        /// Every code, in order.
        pub const TABLE: &[CodeEntry] = &[
            $( CodeEntry {
                code: Code::$error,
                name: $number,
                level: Level::Deny,
                meaning: $fault,
                lesson: None,
            }, )*
            $( CodeEntry {
                code: Code::$lint,
                name: $name,
                level: Level::$level,
                meaning: $meaning,
                lesson: Some(include_str!(concat!("lints/", $name, ".md"))),
            }, )*
        ];
    };
}

codes! {
errors {
    UnreadableFile = "E0101": "A file or folder of the site cannot be read: it is missing, its permissions forbid it, or the disk failed."
    NotUtf8 = "E0102": "A text is not UTF-8. Convert it, for instance with `iconv -f latin1 -t utf-8`."
    FileTooLarge = "E0103": "A text is larger than 32 MB. Files that are only copied may have any size."
    OutsideSite = "E0104": "A symbolic link leads out of the site's folder, to a hidden folder of it, or in a circle. redlines reads nothing outside the site."
    NoSite = "E0105": "The folder holds no `config.toml`, so it is not a site."
    NoTheme = "E0106": "The theme that `[theme] name` asks for is not in `themes/`, and no theme of that name is built in."

    UnclosedFrontMatter = "E0201": "Front matter opens with `+++` or `---`, and the line that closes it is missing."
    MalformedToml = "E0202": "TOML that does not parse."
    MalformedYaml = "E0203": "YAML that does not parse."
    MalformedBibliography = "E0204": "A BibTeX or hayagriva library that does not parse."
    UnknownKey = "E0205": "A key that the kind of document, or the table, does not have."
    WrongType = "E0206": "A value of another type than the key takes."
    MissingKey = "E0207": "A key that the kind of document requires is missing."
    BadDate = "E0208": "A date that is not EDTF level 1, that the calendar does not have, or an interval that ends before it begins."
    BadValue = "E0209": "A value outside of what the key allows."
    BadId = "E0210": "An id that cannot be part of an address. Ids consist of lower-case letters, digits, `-`, `_` and `.`."
    BadPath = "E0211": "A path that climbs out of the site, or is not a path."
    NoFrontMatter = "E0212": "A document without front matter, where its kind requires some."
    MalformedMemory = "E0213": "`external-links.json`, in which `check --external` remembers what addresses answered, does not parse. Mend it, or remove it to ask every address anew."

    UndefinedNote = "E0301": "A reference to a note that the document does not define."
    DuplicateNote = "E0302": "A note that is defined twice in one document."
    UnusedNote = "E0303": "A note that nothing refers to, so that no reader would see it."
    UnpairedBracket = "E0304": "A note's passage whose brackets do not pair: the opening bracket is missing, stands in another paragraph, list item or table cell, or inside other emphasis."
    EmptyPassage = "E0305": "A note's passage without any text."
    RefusedAddress = "E0306": "A link or image with a scheme that could run a script or hide its content, such as `javascript:` or `data:`."
    MisplacedEmbed = "E0307": "An embed (`![[…]]`) that does not stand in a paragraph of its own."
    MalformedCitation = "E0308": "A citation that does not read as `[@key, p. 3; @other]`."

    UnknownStyle = "E0309": "A citation style that hayagriva does not have, or whose file is missing."
    MalformedStyle = "E0310": "A CSL file that does not parse, or only refers to another style."
    UnknownFigure = "E0311": "A figure (`![[figure:…]]`) that redlines does not draw."
    FigureOption = "E0312": "An option that the figure does not take, or a value that the option cannot have."
    UnclosedComment = "E0313": "A comment (`<!-- … -->` or `%%…%%`) that nothing closes, so that it is not known what is to be hidden."

    DuplicateId = "E0401": "Two documents of one kind with one id."
    UnknownReference = "E0402": "A reference to a document that does not exist."
    AmbiguousReference = "E0403": "A name that several documents bear. Write the id, or `kind:id`."
    SelfReference = "E0404": "A relation of a document to itself."
    Cycle = "E0405": "Relations that lead in a circle, where the relation cannot: an event that responds to its own consequence, an actor that is part of its own part."
    UnknownRung = "E0406": "A rung that its ladder does not have."
    UnknownSource = "E0407": "A citation of a source that no library and no document defines."
    UnknownHeading = "E0408": "A link to a heading that the document does not have."
    DraftReference = "E0409": "A reference from a published document to a draft, which is not built."
    BadLadder = "E0410": "A ladder whose rungs repeat, run backwards, or whose firebreak stands where it separates nothing."

    AddressCollision = "E0501": "Two pages or files with one address."
    AddressCase = "E0502": "Two addresses that differ only in case: one file system keeps both, another only one."
    BrokenLink = "E0503": "A link within the site that leads nowhere."

    TemplateSyntax = "E0601": "A template that does not parse, or uses a filter, function or component that does not exist."
    TemplateMissing = "E0602": "A template that the theme does not have."
    TemplateFailed = "E0603": "A template that failed while a page was rendered, for instance because it names a field that is not there."

    UnsafeOutput = "E0701": "The output folder is the site's folder, holds it, or is one of the folders that the site is read from."
    ForeignOutput = "E0702": "The output folder, or a file in it, was not made by redlines, which therefore does not touch it."
    WriteFailed = "E0703": "The output could not be written. What was there before is unchanged."
    OutputBusy = "E0704": "Another build is writing the same output folder."
    IndexFailed = "E0705": "The search index could not be built. What was there before is unchanged."

    SecretInConfig = "E0801": "A secret in `config.toml`: a key of a publish target that would hold one, or an address with a password. Secrets come from the environment or the store's usual files."
    UnsafeTarget = "E0802": "A folder to publish to that is the site's folder, lies in it, or holds it, or in which a link would lead redlines elsewhere."
    TargetRefused = "E0803": "The target refuses redlines: credentials are missing or wrong, or do not allow to write there."
    TargetMissing = "E0804": "There is no such bucket, folder or repository to publish to."
    TargetFull = "E0805": "The target has no room left. What was sent is noted there; the next publish goes on."
    TargetFailed = "E0806": "The target could not be reached, or failed. What was sent is noted there; the next publish goes on."
    TargetBusy = "E0807": "Somebody else is publishing to the same target."
    ForeignObject = "E0808": "A file of the target that redlines did not put there stands where the site has one. `--adopt` replaces such files."
    ManyDeletions = "E0809": "Publishing would delete more than a fifth of what stands on the target. `--allow-deletions` lets it."
    DamagedRecord = "E0810": "The record of what was published, `.redlines-published`, cannot be read, so that redlines does not know what is its own."
}

lints {
    UnsourcedEvent = "unsourced-event" Warn: "An event that rests on no source: it lists none, and its text cites none."
    SingleSource = "single-source" Allow: "An event that rests on one source, or on several of one publisher."
    UnsourcedDispute = "unsourced-dispute" Warn: "A note that says somebody contests a passage, and neither cites nor links to who does."
    UnsourcedWording = "unsourced-wording" Warn: "The wording of a threshold, which is a quotation, without its source."
    MissingArchive = "missing-archive" Allow: "A source with an address on the web and without `archive_url`. A DOI, or the address of an archive, needs none."
    BrokenExternalLink = "broken-external-link" Warn: "An address elsewhere that is dead: it answered 404 or 410 on two days, and nothing good in between. Only `redlines check --external` looks for it."
    UnusedSource = "unused-source" Allow: "A source of the library that no document cites."

    StubActor = "stub-actor" Warn: "An actor is named but has no document; it gets a page of its own all the same."
    SimilarActors = "similar-actors" Warn: "Two actors whose names differ by a slip, by punctuation, by the order of their words, or as a short form from a whole one: likely one actor under two names."
    AliasReference = "alias-reference" Warn: "Front matter that names an actor by an alias, where its id or name would last."
    OrphanDocument = "orphan-document" Warn: "A document that readers come upon in an index only: nothing refers to it, and no event, relation or threshold ties it to another. An ordinary page that nothing links to."

    EstimativeLanguage = "estimative-language" Warn: "A key judgement whose likelihood is not one of ICD 203's terms, or a brief that mixes the two columns of terms."
    LikelihoodWithConfidence = "likelihood-with-confidence" Warn: "A sentence of a key judgement or an Assessment that states a likelihood and a confidence at once, which ICD 203 keeps apart."
    UnknownNoteKind = "unknown-note-kind" Warn: "A note whose bold lead-in reads like one of the kinds, and is none; it is shown as a plain note."
    StaleBrief = "stale-brief" Allow: "A brief that events have overtaken: since it was written or updated, an event answered one that it lists, or touched a threshold that it lists, and it does not mention that event."
    SilentWithdrawal = "silent-withdrawal" Warn: "A withdrawn brief that does not say why: its page has nothing to tell its readers. Add an entry to `corrections`."
    SilentCorrection = "silent-correction" Warn: "A brief whose status is `corrected` and that does not say what was corrected. Add an entry to `corrections`."

    FutureBrief = "future-brief" Warn: "A brief that is left out, since it is dated after the day the site is built as of."
    FutureEvent = "future-event" Warn: "An event that is dated after the day the site is built as of."
    RoleMissing = "role-missing" Warn: "An event that stands on a ladder, or crosses or enforces a threshold, and of whose actors none is its initiator."
    DatePrecision = "date-precision" Warn: "An event that stands on a ladder or touches a threshold, and is dated to no day."
    ResponseBeforeCause = "response-before-cause" Warn: "An event that is dated wholly before the event that it responds to."
    SwappedCoordinates = "swapped-coordinates" Warn: "Coordinates far from the country that is given with them, which are in it with latitude and longitude exchanged."
    UnknownPlace = "unknown-place" Warn: "An event's place without coordinates whose name is nearly one of `[places]`, so that the map may miss it. Names that are near to none are never reported: a place needs no coordinates."
    RungWithoutReason = "rung-without-reason" Allow: "A rung that is given to an event without saying why. Placements are judgements: `rung = { n = 7, why = \"…\" }`."

    EffectBeforeDeclared = "effect-before-declared" Warn: "An effect on a threshold that does not stand on that day: it is not declared yet, or was withdrawn. Give the threshold `since`, or date its declaration."
    CrossedUnanswered = "crossed-unanswered" Warn: "A crossing that nothing enforces or waives, though the site's window has passed. Enter the answer, or let the record stand."
    EnforcedWithoutCrossing = "enforced-without-crossing" Warn: "An enforcement of a threshold that nothing crossed before."
    ContradictoryEffects = "contradictory-effects" Warn: "An event with two effects on one threshold that cannot both hold, such as crossing and merely testing it, or with one effect twice."
    UnsettledOrder = "unsettled-order" Warn: "Effects on a threshold whose order decides its status, and which the dates do not settle. Give times of day, or say what `responds_to` what."
    ThresholdUntouched = "threshold-untouched" Warn: "A threshold that no event touches, so that it has no history."
    ThresholdWithoutHolder = "threshold-without-holder" Warn: "A threshold that nobody holds: it does not say who would react."

    PlaceholderText = "placeholder-text" Deny: "A text that is still the sentence of a starter, such as `Write here.`, in a body or in front matter."
    ImageWithoutText = "image-without-text" Warn: "An image without alternative text: who cannot see it learns nothing of it."
    RemoteImage = "remote-image" Deny: "An image from another origin: readers' browsers would ask somebody else for it. Save it beside the document."
    UnreadContent = "unread-content" Warn: "A file under `content/` that looks like content and is only copied, because of its name or its folder."
    RemovedField = "removed-field" Warn: "A template that names a field which is a function now. In an `{% if %}`, a field that is not there is false without an error."
    BaseUrlPath = "base-url-path" Warn: "The path of a target differs from the path of the site's address, so that links would lead beside it."
    ForeignFileKept = "foreign-file-kept" Warn: "A file that an earlier build wrote has been changed since by somebody else; it is no longer part of the site, and stays."
    UnusedSilence = "unused-silence" Warn: "A silence in a document's `lints` that silences nothing: what it was written for is mended, or was never there."
}
}

impl Code {
    /// Its row of the table.
    pub fn row(self) -> &'static CodeEntry {
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
        self.row().lesson.is_some()
    }

    /// Whether a silence of it may rest: it is looked for only when asked, and depends on others' servers, or goes
    /// away by itself when its day comes.
    pub fn may_rest(self) -> bool {
        matches!(self, Self::BrokenExternalLink | Self::FutureBrief)
    }

    /// The code of that name, error or lint.
    pub fn named(name: &str) -> Option<Self> {
        TABLE.iter().find(|row| row.name == name).map(|row| row.code)
    }

    /// The lint of that name.
    pub fn lint(name: &str) -> Option<Self> {
        Self::lints().find(|code| code.name() == name)
    }

    /// Every lint, in the table's order.
    pub fn lints() -> impl Iterator<Item = Self> + Clone {
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
            assert_eq!(row.code.is_lint(), !row.name.starts_with('E'), "{}", row.name);
        }
    }
}
