//! What is wrong with a form: at its fields, or with the whole.

/// A field of a form, as it is called in the page.
pub type FieldName = &'static str;

/// What is wrong with a form.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Errors {
    fields: Vec<(FieldName, String)>,
    whole: Option<String>,
}

impl Errors {
    /// With a field's error.
    #[must_use]
    pub fn at(mut self, field: FieldName, sentence: impl Into<String>) -> Self {
        self.fields.push((field, sentence.into()));
        self
    }

    /// With a field's error, if it has one.
    #[must_use]
    pub fn at_if(self, is_wrong: bool, field: FieldName, sentence: impl FnOnce() -> String) -> Self {
        if is_wrong { self.at(field, sentence()) } else { self }
    }

    /// With an error of the whole.
    #[must_use]
    pub fn of_all(mut self, sentence: impl Into<String>) -> Self {
        self.whole = Some(sentence.into());
        self
    }

    /// What is wrong with a field.
    pub fn of(&self, field: &str) -> Option<&str> {
        self.fields.iter().find(|(name, _)| *name == field).map(|(_, sentence)| sentence.as_str())
    }

    /// What is wrong with the whole.
    pub fn whole(&self) -> Option<&str> {
        self.whole.as_deref()
    }

    /// Nothing is wrong.
    pub fn is_empty(&self) -> bool {
        self.fields.is_empty() && self.whole.is_none()
    }
}

/// The fields a refusal may be about, by its code: the first of them that a form has. None when it is about the whole.
pub fn fields_of(code: &str) -> &'static [FieldName] {
    match code {
        "bad_email" | "wrong_email" => &["email"],
        "bad_name" => &["name"],
        "bad_password" | "common_password" | "password_like_email" | "bad_credentials" => &["password"],
        "wrong_password" => &["current", "password"],
        "bad_code" => &["code"],
        _ => &[],
    }
}

/// Codes of refusals that the page says in its own words: `account-error-<code>`, with hyphens.
pub const SAID: [&str; 13] = [
    "bad_code",
    "bad_credentials",
    "bad_email",
    "bad_name",
    "bad_password",
    "common_password",
    "expired_code",
    "locked",
    "password_like_email",
    "too_many_requests",
    "unverified",
    "wrong_email",
    "wrong_password",
];
