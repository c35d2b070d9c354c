//! What went wrong on a target, as a diagnostic that holds no secret.

use std::io;

use opendal::{Error, ErrorKind};

use crate::diagnostic::{Code, Diagnostic};
use crate::sandbox::LinkOnPath;

/// How much of a server's own words a message repeats, in characters.
const LONGEST_DETAIL: usize = 240;

/// How stores, servers and systems say that there is no room.
const FULL: [&str; 8] = [
    "no space left",
    "quota",
    "insufficient storage",
    "insufficientstorage",
    "status: 507",
    "disk full",
    "storage full",
    "entitytoolarge",
];

/// How they say that somebody is not known, or not allowed, beside the kind of error.
const REFUSED: [&str; 12] = [
    "credential",
    "permission denied",
    "accessdenied",
    "access denied",
    "signaturedoesnotmatch",
    "invalidaccesskeyid",
    "unauthorized",
    "status: 401",
    "status: 403",
    "host key verification failed",
    "notsignedup",
    "requesttimetooskewed",
];

/// How stores say that there is no such bucket, beside the kind of error.
const MISSING: [&str; 2] = ["nosuchbucket", "containernotfound"];

/// What every message of a target needs.
#[derive(Debug, Clone)]
pub struct ErrorMapper {
    /// The target's address.
    pub target: String,
    /// What to do where credentials are missing or wrong.
    pub credentials: String,
    /// What no message may hold.
    pub secrets: Vec<String>,
}

impl ErrorMapper {
    /// An error of the storage library, while `doing` was tried: "`a.html` could not be sent".
    pub fn failed(&self, doing: &str, error: &Error) -> Diagnostic {
        let mut said = error.message().trim().to_owned();
        said.extend(status(&error.to_string()).map(|status| format!(" status: {status}")));
        let mut source = std::error::Error::source(error);
        while let Some(cause) = source {
            if let Some(link) = cause.downcast_ref().filter(|cause| LinkOnPath::caused(cause)) {
                return self.link(link);
            }
            said.push_str(&format!("; {cause}"));
            source = cause.source();
        }
        let code = match error.kind() {
            // A server that is full refuses, too: its words decide first.
            _ if says(&said, &FULL) => Code::TargetFull,
            ErrorKind::PermissionDenied => Code::TargetRefused,
            _ if says(&said, &REFUSED) => Code::TargetRefused,
            ErrorKind::NotFound => Code::TargetMissing,
            _ if says(&said, &MISSING) => Code::TargetMissing,
            _ => Code::TargetFailed,
        };
        self.problem(code, doing, &said)
    }

    /// A link in a target that is a folder.
    fn link(&self, link: &io::Error) -> Diagnostic {
        let message = format!("`{}`: {link}", self.target);
        let problem = Diagnostic::of_run(Code::UnsafeTarget, message);
        problem.help("a link could lead to files of somebody else: remove it, or publish elsewhere")
    }

    /// A problem of this target, with a server's or program's own words.
    pub fn problem(&self, code: Code, doing: &str, said: &str) -> Diagnostic {
        let reason = match code {
            Code::TargetRefused => "it refuses these credentials",
            Code::TargetMissing => "there is no such place",
            Code::TargetFull => "it has no room left",
            _ => "it failed",
        };
        let detail = self.without_secrets(&detail(said));
        let detail = if detail.is_empty() { detail } else { format!(" ({detail})") };
        let message = format!("`{}`: {doing}: {reason}{detail}", self.target);
        let problem = Diagnostic::of_run(code, message);
        match code {
            Code::TargetRefused => problem.help(self.credentials.clone()),
            Code::TargetMissing => problem.help("make it first, or correct `to` in config.toml"),
            Code::TargetFull => {
                problem.help("make room, and publish again; what was sent is known")
            }
            _ => problem.help("publish again; what was sent is known, and only the rest is sent"),
        }
    }

    /// A text in which no secret is left: none of the known ones, and no user with a password in an address.
    pub fn without_secrets(&self, text: &str) -> String {
        let known = self.secrets.iter().filter(|secret| secret.len() > 3);
        let text = known.fold(text.to_owned(), |text, secret| text.replace(secret.as_str(), "***"));
        let mut parts = text.split("://");
        let mut clean = parts.next().unwrap_or_default().to_owned();
        for part in parts {
            let end = part.find(|c: char| c == '/' || c.is_whitespace()).unwrap_or(part.len());
            let (host, rest) = part.split_at(end);
            clean.push_str("://");
            match host.rsplit_once('@') {
                Some((user, host)) if user.contains(':') => clean.push_str(&format!("***@{host}")),
                _ => clean.push_str(host),
            }
            clean.push_str(rest);
        }
        clean
    }
}

/// The status of a server's answer, which stands in the context of an error, beside names of files.
fn status(shown: &str) -> Option<&str> {
    let (_, rest) = shown.split_once("status: ")?;
    rest.get(..3).filter(|digits| digits.bytes().all(|digit| digit.is_ascii_digit()))
}

fn says(said: &str, words: &[&str]) -> bool {
    let said = said.to_lowercase();
    words.iter().any(|word| said.contains(word))
}

/// What a message repeats: of S3's own form code and message alone, and never control characters.
fn detail(said: &str) -> String {
    let field = |name: &str| {
        let (_, rest) = said.split_once(&format!("{name}: \""))?;
        rest.split_once('"').map(|(value, _)| value).filter(|value| !value.is_empty())
    };
    let words = match (field("code"), field("message")) {
        (Some(code), Some(message)) => format!("{code}: {message}"),
        (Some(code), None) => code.to_owned(),
        _ => said.to_owned(),
    };
    let words = words.split(|c: char| c.is_whitespace() || c.is_control());
    let words = words.filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ");
    match words.char_indices().nth(LONGEST_DETAIL) {
        Some((end, _)) => format!("{}…", &words[..end]),
        None => words,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_secret_is_left_in_a_message() {
        let errors = ErrorMapper {
            target: "s3://a".to_owned(),
            credentials: "set them".to_owned(),
            secrets: vec!["hunter2".to_owned(), String::new()],
        };
        let said = "S3Error { code: \"SignatureDoesNotMatch\", message: \"hunter2 at https://anna:pw@host/x\", resource: \"\" }";
        let error = Error::new(ErrorKind::PermissionDenied, said);
        let problem = errors.failed("`a.html` could not be sent", &error);
        assert_eq!(problem.code, Code::TargetRefused);
        assert_eq!(
            problem.message,
            "`s3://a`: `a.html` could not be sent: it refuses these credentials \
             (SignatureDoesNotMatch: *** at https://***@host/x)"
        );
        assert_eq!(errors.without_secrets("ssh://git@host a://b"), "ssh://git@host a://b");
    }

    #[test]
    fn failures_are_told_apart() {
        let errors =
            ErrorMapper { target: String::new(), credentials: String::new(), secrets: Vec::new() };
        let cases = [
            (ErrorKind::Unexpected, "No space left on device (os error 28)", Code::TargetFull),
            (
                ErrorKind::Unexpected,
                "ssh error: Permission denied (publickey)",
                Code::TargetRefused,
            ),
            (ErrorKind::NotFound, "", Code::TargetMissing),
            (ErrorKind::Unexpected, "NoSuchBucket", Code::TargetMissing),
            (ErrorKind::Unexpected, "connection reset", Code::TargetFailed),
        ];
        for (kind, said, expected) in cases {
            assert_eq!(errors.failed("", &Error::new(kind, said)).code, expected, "{said}");
        }
    }
}
