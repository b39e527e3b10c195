//! Refuses a rule that contradicts itself, so that signing later cannot.

use super::{FieldOrder, Include, Key, Over, Rule, SIGN_PLACE, Sort, Twice, problem};
use crate::charset::code_point;
use crate::find;
#[cfg(doc)]
use crate::problem::Code;
use crate::problem::{Error, Problem, say};

/// A setting, and what it contradicts.
type Contradiction = (&'static str, Problem);

const NO_KEY: &Key = &Key { tail: None, head: None, field: None, digest: None };

impl Rule {
    /// # Errors
    /// [`Code::Rule`], naming the setting.
    pub(crate) fn validate(&self) -> Result<(), Error> {
        let key = self.key.as_ref().unwrap_or(NO_KEY);
        self.has_charset(key)
            .and_then(|()| self.has_names())
            .and_then(|()| self.lists_what_it_signs(key))
            .and_then(|()| self.has_fields_where_it_needs_them(key))
            .and_then(|()| self.has_its_secret(key))
            .map_err(|(setting, fault)| problem(setting, fault))
    }

    fn has_charset(&self, key: &Key) -> Result<(), Contradiction> {
        if !self.charset.is_available() {
            return Err(("charset", say::no_gbk()));
        }
        let texts = [
            ("assign", Some(&self.assign)),
            ("join", Some(&self.join)),
            ("prefix", Some(&self.prefix)),
            ("key", key.tail.as_ref()),
            ("key", key.head.as_ref()),
            ("key", key.field.as_ref()),
        ];
        for (setting, text) in texts {
            if let Some(character) = text.and_then(|text| self.charset.lacks(text)) {
                return Err((setting, say::setting_lacking(code_point(character), character, self.charset.name())));
            }
        }
        Ok(())
    }

    fn has_names(&self) -> Result<(), Contradiction> {
        if self.field.is_empty() {
            return Err(("field", say::no_name()));
        }
        if self.header.as_deref().is_some_and(|header| !is_header_name(header)) {
            return Err(("header", say::not_header_name()));
        }
        match &self.header_format {
            Some(_) if self.header.is_none() => Err(("headerFormat", say::format_without_header())),
            Some(format) if !is_header_format(format) => Err(("headerFormat", say::not_header_format(SIGN_PLACE))),
            _ => Ok(()),
        }
    }

    fn lists_what_it_signs(&self, key: &Key) -> Result<(), Contradiction> {
        let FieldOrder::Listed(listed) = &self.order else { return Ok(()) };
        if let Include::Only(names) = &self.include
            && let Some(place) = names.iter().position(|name| !listed.contains(name))
        {
            return Err(("order", say::order_without(["include[", &place.to_string(), "]"].concat())));
        }
        if key.field.as_ref().is_some_and(|name| !listed.contains(name)) {
            return Err(("order", say::order_without("key.field")));
        }
        match (1..listed.len())
            .find(|place| listed.iter().take(*place).any(|before| Some(before) == listed.get(*place)))
        {
            Some(place) => Err(("order", say::order_repeats((place + 1).to_string()))),
            None => Ok(()),
        }
    }

    fn has_fields_where_it_needs_them(&self, key: &Key) -> Result<(), Contradiction> {
        if self.over == Over::Fields {
            return Ok(());
        }
        let setting = if key.field.is_some() {
            "key"
        } else if !self.names {
            "names"
        } else if self.encode.is_some() {
            "encode"
        } else if self.order == FieldOrder::By(Sort::Value) {
            "order"
        } else {
            return Ok(());
        };
        Err((setting, say::no_fields_in_body()))
    }

    fn has_its_secret(&self, key: &Key) -> Result<(), Contradiction> {
        let is_at_end = key.tail.is_some() || key.head.is_some();
        let fault = if key.field.is_some() && is_at_end {
            say::key_field_and_end()
        } else if self.key.is_some() && key.field.is_none() && !is_at_end {
            say::key_nowhere()
        } else if self.key.is_none() && !self.digest.is_keyed() {
            say::no_key()
        } else if self.twice == Some(Twice::Fields) && !is_at_end {
            return Err(("twice", say::twice_without_end()));
        } else {
            return Ok(());
        };
        Err(("key", fault))
    }
}

/// RFC 9110's token.
pub(crate) fn is_header_name(name: &str) -> bool {
    let token = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte);
    !name.is_empty() && name.bytes().all(token)
}

/// Blanks at its ends would not arrive, and of several in a row perhaps one.
fn is_header_format(format: &str) -> bool {
    find::split_at(format, SIGN_PLACE).is_some_and(|(_, after)| !find::holds(after, SIGN_PLACE))
        && format.trim_ascii() == format
        && !format.contains("  ")
        && format.bytes().all(|byte| (b' '..=b'~').contains(&byte))
}
