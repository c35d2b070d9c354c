//! Credentials of each kind of target, read from the environment, and the help shown if they are refused.

use std::collections::HashMap;

use crate::model::publication::{Destination, ObjectStore};

/// An environment variable that a target reads.
struct Variable {
    name: &'static str,
    is_secret: bool,
    /// Whether the help says if it is set. Such a variable is needed unless the store's own config files
    /// supply it.
    is_expected: bool,
}

const fn variable(name: &'static str) -> Variable {
    Variable { name, is_secret: false, is_expected: false }
}

const fn expected(name: &'static str) -> Variable {
    Variable { name, is_secret: false, is_expected: true }
}

const fn secret(name: &'static str) -> Variable {
    Variable { name, is_secret: true, is_expected: false }
}

const fn expected_secret(name: &'static str) -> Variable {
    Variable { name, is_secret: true, is_expected: true }
}

const S3: &[Variable] = &[
    expected("AWS_ACCESS_KEY_ID"),
    expected_secret("AWS_SECRET_ACCESS_KEY"),
    secret("AWS_SESSION_TOKEN"),
    variable("AWS_PROFILE"),
    variable("AWS_REGION"),
    variable("AWS_DEFAULT_REGION"),
    variable("AWS_ENDPOINT_URL"),
];

const GOOGLE: &[Variable] = &[expected("GOOGLE_APPLICATION_CREDENTIALS")];

const AZURE: &[Variable] = &[
    expected("AZURE_STORAGE_ACCOUNT_NAME"),
    expected_secret("AZURE_STORAGE_ACCOUNT_KEY"),
    secret("AZURE_STORAGE_SAS_TOKEN"),
];

const WEBDAV: &[Variable] =
    &[expected("WEBDAV_USERNAME"), expected_secret("WEBDAV_PASSWORD"), secret("WEBDAV_TOKEN")];

/// The credentials that the environment supplies for a target.
pub struct Credentials {
    values: HashMap<&'static str, String>,
    /// Values that must not appear in any output.
    pub secrets: Vec<String>,
    /// A line for the user: which variables are set, and where else credentials can come from.
    pub help: String,
}

impl Credentials {
    /// The value of a variable, unless it is unset or empty.
    pub fn get(&self, name: &str) -> Option<String> {
        self.values.get(name).cloned()
    }
}

/// Reads the variables that a kind of target needs.
pub fn credentials(to: &Destination, environment: &dyn Fn(&str) -> Option<String>) -> Credentials {
    let (variables, alternative): (&[Variable], &str) = match to {
        Destination::Bucket { store: ObjectStore::S3, .. } => {
            (S3, "or take a profile of ~/.aws/credentials")
        }
        Destination::Bucket { store: ObjectStore::GoogleCloudStorage, .. } => {
            (GOOGLE, "or log in with `gcloud auth application-default login`")
        }
        Destination::Bucket { store: ObjectStore::AzureBlob, .. } => {
            (AZURE, "or AZURE_STORAGE_SAS_TOKEN in the place of the key")
        }
        Destination::Webdav { .. } => (WEBDAV, "or WEBDAV_TOKEN in the place of both"),
        Destination::Sftp { .. } => (
            &[],
            "`ssh` must come in by itself: with a key (`ssh-add`, ~/.ssh/config), and with the host in ~/.ssh/known_hosts",
        ),
        Destination::Git { .. } => {
            (&[], "`git push` must come in by itself: with a credential helper or an SSH key")
        }
        Destination::Folder(_) => (&[], "the folder's permissions do not allow it"),
    };
    let value = |variable: &Variable| environment(variable.name).filter(|value| !value.is_empty());
    let values: HashMap<&'static str, String> =
        variables.iter().filter_map(|it| Some((it.name, value(it)?))).collect();
    let secrets = variables.iter().filter(|it| it.is_secret);
    let secrets = secrets.filter_map(|it| values.get(it.name).cloned()).collect();
    let state = |variable: &Variable| {
        if values.contains_key(variable.name) {
            format!("{} is set", variable.name)
        } else {
            format!("{} is not set", variable.name)
        }
    };
    let states: Vec<String> = variables.iter().filter(|it| it.is_expected).map(state).collect();
    let help = if states.is_empty() {
        alternative.to_owned()
    } else {
        format!("{}; {alternative}", states.join(", "))
    };
    Credentials { values, secrets, help }
}

#[cfg(test)]
mod tests {
    use super::credentials;
    use crate::parse::publication::destination;

    #[test]
    fn help_names_credentials_without_their_values() {
        let to = destination("s3://site").unwrap();
        let set = |name: &str| match name {
            "AWS_ACCESS_KEY_ID" => Some("AKIA".to_owned()),
            "AWS_SECRET_ACCESS_KEY" => Some("hunter2".to_owned()),
            "AWS_SESSION_TOKEN" => Some(String::new()),
            _ => None,
        };
        let found = credentials(&to, &set);
        assert_eq!(found.secrets, ["hunter2"]);
        assert_eq!(found.get("AWS_SESSION_TOKEN"), None);
        let help = "AWS_ACCESS_KEY_ID is set, AWS_SECRET_ACCESS_KEY is set; or take a profile of ~/.aws/credentials";
        assert_eq!(found.help, help);
        let none = credentials(&to, &|_| None);
        assert!(
            none.help.starts_with("AWS_ACCESS_KEY_ID is not set, AWS_SECRET_ACCESS_KEY is not set")
        );
    }
}
