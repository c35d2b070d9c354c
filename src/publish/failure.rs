//! Converts failures of a target to diagnostics without secrets.

use std::io;

use opendal::{Error, ErrorKind};

use crate::diagnostic::{Code, Diagnostic};
use crate::sandbox::LinkOnPath;

/// Length limit of a server's message in a diagnostic, in characters.
const MAX_DETAIL_CHARS: usize = 240;

/// Phrases of stores, servers and systems for a lack of space, in lower case.
const FULL_PHRASES: [&str; 8] = [
    "no space left",
    "quota",
    "insufficient storage",
    "insufficientstorage",
    "status: 507",
    "disk full",
    "storage full",
    "entitytoolarge",
];

/// Phrases for refused credentials or permissions, for errors whose kind does not say so.
const REFUSED_PHRASES: [&str; 12] = [
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

/// Phrases for a missing bucket, for errors whose kind does not say so.
const MISSING_PHRASES: [&str; 2] = ["nosuchbucket", "containernotfound"];

/// Builds the diagnostics of one target.
#[derive(Debug, Clone)]
pub struct ErrorMapper {
    /// The target's address.
    pub target: String,
    /// Help for missing or wrong credentials.
    pub credentials: String,
    /// Values that must not appear in a message.
    pub secrets: Vec<String>,
}

impl ErrorMapper {
    /// Converts an OpenDAL error. `doing` says what failed: "`a.html` could not be sent".
    pub fn failed(&self, doing: &str, error: &Error) -> Diagnostic {
        let mut message = error.message().trim().to_owned();
        message.extend(status(&error.to_string()).map(|status| format!(" status: {status}")));
        let mut source = std::error::Error::source(error);
        while let Some(cause) = source {
            if let Some(link) = cause.downcast_ref().filter(|cause| LinkOnPath::caused(cause)) {
                return self.link(link);
            }
            message.push_str(&format!("; {cause}"));
            source = cause.source();
        }
        let code = match error.kind() {
            // A full server may also report a refusal, so its message is checked first.
            _ if contains_any(&message, &FULL_PHRASES) => Code::TargetFull,
            ErrorKind::PermissionDenied => Code::TargetRefused,
            _ if contains_any(&message, &REFUSED_PHRASES) => Code::TargetRefused,
            ErrorKind::NotFound => Code::TargetMissing,
            _ if contains_any(&message, &MISSING_PHRASES) => Code::TargetMissing,
            _ => Code::TargetFailed,
        };
        self.problem(code, doing, &message)
    }

    /// A problem with a symbolic link in a target folder.
    fn link(&self, link: &io::Error) -> Diagnostic {
        let message = format!("`{}`: {link}", self.target);
        let problem = Diagnostic::of_run(Code::UnsafeTarget, message);
        problem.help("a link could lead to files of somebody else: remove it, or publish elsewhere")
    }

    /// Builds a diagnostic with the message of a server or program.
    pub fn problem(&self, code: Code, doing: &str, cause: &str) -> Diagnostic {
        let reason = match code {
            Code::TargetRefused => "it refuses these credentials",
            Code::TargetMissing => "there is no such place",
            Code::TargetFull => "it has no room left",
            _ => "it failed",
        };
        let detail = self.without_secrets(&detail(cause));
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

    /// Masks the known secrets in a text, and every `user:password@` in a URL.
    pub fn without_secrets(&self, text: &str) -> String {
        let secrets = self.secrets.iter().filter(|secret| secret.len() > 3);
        let masked =
            secrets.fold(text.to_owned(), |text, secret| text.replace(secret.as_str(), "***"));
        let mut parts = masked.split("://");
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

/// The HTTP status in the text of an error. OpenDAL has it only in the error's context.
fn status(error: &str) -> Option<&str> {
    let (_, rest) = error.split_once("status: ")?;
    rest.get(..3).filter(|digits| digits.bytes().all(|digit| digit.is_ascii_digit()))
}

fn contains_any(message: &str, phrases: &[&str]) -> bool {
    let message = message.to_lowercase();
    phrases.iter().any(|phrase| message.contains(phrase))
}

/// The part of a server's message to repeat, without control characters. S3's `code` and `message` fields
/// replace the rest if they are present.
fn detail(text: &str) -> String {
    let field = |name: &str| {
        let (_, rest) = text.split_once(&format!("{name}: \""))?;
        rest.split_once('"').map(|(value, _)| value).filter(|value| !value.is_empty())
    };
    let words = match (field("code"), field("message")) {
        (Some(code), Some(message)) => format!("{code}: {message}"),
        (Some(code), None) => code.to_owned(),
        _ => text.to_owned(),
    };
    let words = words.split(|c: char| c.is_whitespace() || c.is_control());
    let words = words.filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ");
    match words.char_indices().nth(MAX_DETAIL_CHARS) {
        Some((end, _)) => format!("{}…", &words[..end]),
        None => words,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn masks_secrets_in_messages() {
        let errors = ErrorMapper {
            target: "s3://a".to_owned(),
            credentials: "set them".to_owned(),
            secrets: vec!["hunter2".to_owned(), String::new()],
        };
        let message = "S3Error { code: \"SignatureDoesNotMatch\", message: \"hunter2 at https://anna:pw@host/x\", resource: \"\" }";
        let error = Error::new(ErrorKind::PermissionDenied, message);
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
    fn maps_errors_to_codes() {
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
        for (kind, message, expected) in cases {
            let error = Error::new(kind, message);
            assert_eq!(errors.failed("", &error).code, expected, "{message}");
        }
    }
}
