//! Addresses in links: those that could run a script or hide their content are refused.

/// What is said of a picture from elsewhere.
pub const REMOTE_IMAGE: &str = "this image comes from another origin";

/// Schemes that a link may have.
const ALLOWED: [&str; 4] = ["http", "https", "mailto", "tel"];

/// The scheme of an address that is refused, or `None` for one that may stand.
///
/// Browsers ignore control characters and spaces inside a scheme; so does this.
pub fn refused_scheme(destination: &str) -> Option<String> {
    let seen: String = destination.chars().filter(|&c| c > ' ' && c != '\u{7f}').collect();
    let (scheme, _) = seen.split_once(':')?;
    let is_scheme = scheme.starts_with(|first: char| first.is_ascii_alphabetic())
        && scheme.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'));
    let scheme = scheme.to_ascii_lowercase();
    (is_scheme && !ALLOWED.contains(&&*scheme)).then_some(scheme)
}

/// Whether an address leads to another origin.
pub fn is_remote(destination: &str) -> bool {
    let destination = destination.trim_start();
    destination.starts_with("//") || destination.starts_with("\\\\") || {
        let lower = destination.get(..8).unwrap_or(destination).to_ascii_lowercase();
        lower.starts_with("http:") || lower.starts_with("https:")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn schemes_that_could_run_are_refused_in_any_disguise() {
        let refused = [
            "javascript:alert(1)",
            "JavaScript:alert(1)",
            "java\nscript:alert(1)",
            " \u{1}javascript:alert(1)",
            "data:text/html,x",
            "vbscript:x",
            "file:///etc/passwd",
        ];
        for destination in refused {
            assert!(refused_scheme(destination).is_some(), "{destination:?}");
        }
        let allowed = [
            "https://example.org/a:b",
            "mailto:a@example.org",
            "../actors/iran.md",
            "/briefs/a:b/",
            "#note-a",
            "?q=a:b",
        ];
        for destination in allowed {
            assert_eq!(refused_scheme(destination), None, "{destination:?}");
        }
    }
}
