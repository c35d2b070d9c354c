//! Added texts as TOML and YAML both read them, and the line breaks of the files that they are added to.

/// A text between double quotes, as TOML and YAML both read it.
pub fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

/// The line break of a file: that of its first line.
pub fn line_break(content: &str) -> &'static str {
    if content.lines().next().is_some_and(|line| content[line.len()..].starts_with("\r\n")) {
        "\r\n"
    } else {
        "\n"
    }
}
