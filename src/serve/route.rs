//! What a request's path names. Nothing is looked up on disk: a path names something of the plan, or
//! nothing.

use percent_encoding::percent_decode_str;

/// What a path names, before the plan is asked.
#[derive(Debug, PartialEq, Eq)]
pub enum Route {
    /// A path of the output folder, as `briefs/veto/index.html`.
    Output(String),
    /// No part of the site, which lives elsewhere on this host.
    Outside,
    /// What no site can have: climbing parts, bytes that are no UTF-8.
    Refused,
}

/// Reads the path of a request to a site that lives under `base_path` (`""` or `/folder`).
pub fn route(path: &str, base_path: &str) -> Route {
    let (Some(path), Some(base_path)) = (decoded(path), decoded(base_path)) else {
        return Route::Refused;
    };
    let Some(below) = path.strip_prefix(base_path.as_str()) else { return Route::Outside };
    let Some(below) = below.strip_prefix('/') else { return Route::Outside };
    let inner = below.strip_suffix('/').unwrap_or(below);
    let sound = |part: &str| {
        !matches!(part, "" | "." | "..") && !part.contains(|it: char| it == '\\' || it.is_control())
    };
    if !inner.is_empty() && !inner.split('/').all(sound) {
        return Route::Refused;
    }
    match below.is_empty() || below.ends_with('/') {
        true => Route::Output(format!("{below}index.html")),
        false => Route::Output(below.to_owned()),
    }
}

fn decoded(path: &str) -> Option<String> {
    percent_decode_str(path).decode_utf8().ok().map(Into::into)
}

#[cfg(test)]
mod tests {
    use super::{Route, route};

    #[test]
    fn paths_name_outputs_and_never_climb() {
        let output = |path: &str| Route::Output(path.to_owned());
        let cases = [
            ("/", "", output("index.html")),
            ("/briefs/veto/", "", output("briefs/veto/index.html")),
            ("/briefs/veto", "", output("briefs/veto")),
            ("/style.css", "", output("style.css")),
            ("/actors/%D8%B9%D9%84%DB%8C/", "", output("actors/علی/index.html")),
            ("/..", "", Route::Refused),
            ("/%2e%2e/config.toml", "", Route::Refused),
            ("/a/%2E%2E/%2E%2E/etc/passwd", "", Route::Refused),
            ("/a/..%2f..%2fetc/passwd", "", Route::Refused),
            ("/..%5c..%5cetc", "", Route::Refused),
            ("/%00", "", Route::Refused),
            ("/%ff", "", Route::Refused),
            ("//etc/passwd", "", Route::Refused),
            ("/desk/", "/desk", output("index.html")),
            ("/desk/a/", "/desk", output("a/index.html")),
            ("/desk", "/desk", Route::Outside),
            ("/desks/", "/desk", Route::Outside),
            ("/", "/desk", Route::Outside),
            ("/a%20b/x/", "/a%20b", output("x/index.html")),
        ];
        for (path, base_path, expected) in cases {
            assert_eq!(route(path, base_path), expected, "{path} under {base_path:?}");
        }
    }
}
