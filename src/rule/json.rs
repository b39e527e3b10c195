//! A rule as JSON: adjusted setting by setting, and written.

use serde::ser::SerializeStruct;
use serde::{Serialize, Serializer};

use super::{FieldOrder, Include, Key, KeyDigest, Rule, Sort, problem};
use crate::fields::{Fields, Value};
use crate::gateway::shown_name;
use crate::json::texts;
#[cfg(doc)]
use crate::problem::Code;
use crate::problem::{Bilingual, Error, Problem, say};
use crate::secret::Secret;
use crate::wire::{WireName, position};

const ALL: &str = "all";
const TEXT: Bilingual = Bilingual { en: "a text", zh: "字符串" };
const BOOLEAN: Bilingual = Bilingual { en: "true or false", zh: "true 或 false" };
const NAMES: Bilingual = Bilingual { en: "a list of names", zh: "字段名列表" };
const INCLUDE: Bilingual = Bilingual { en: "\"all\" or a list of names", zh: "\"all\" 或字段名列表" };
const TEXT_OR_NULL: Bilingual = Bilingual { en: "null or a text", zh: "null 或字符串" };
const KEY: Bilingual = Bilingual {
    en: "null or an object of the texts tail, head, field, and of digest: \"md5\"",
    zh: "null，或含字符串 tail、head、field 以及 digest: \"md5\" 的对象",
};

impl Rule {
    /// Replaces the settings that a JSON object names and keeps the others.
    ///
    /// # Errors
    /// [`Code::Rule`], naming the setting, if it is unknown or its value is none that the setting takes.
    pub fn adjust(&mut self, json: &str) -> Result<(), Error> {
        self.adjust_beside(json, &[], &[])
    }

    /// [`Rule::adjust`]; an error shows none of these secrets.
    pub(crate) fn adjust_beside(&mut self, json: &str, secrets: &[Secret], others: &[Secret]) -> Result<(), Error> {
        for (setting, value) in Fields::from_json(json).map_err(of_rule)?.iter() {
            match self.set(setting, value) {
                Ok(true) => {}
                Ok(false) => return Err(problem(&shown_name(setting, secrets, others), say::no_setting())),
                Err(fault) => return Err(problem(setting, fault)),
            }
        }
        Ok(())
    }

    /// Whether there is such a setting.
    fn set(&mut self, setting: &str, value: &Value) -> Result<bool, Problem> {
        match setting {
            "include" => put(&mut self.include, include(value), INCLUDE),
            "exclude" => put(&mut self.exclude, names(value), NAMES),
            "omit" => choose(&mut self.omit, value),
            "order" => set_order(&mut self.order, value),
            "names" => put(&mut self.names, boolean(value), BOOLEAN),
            "assign" => put(&mut self.assign, text(value), TEXT),
            "encode" => choose_or_null(&mut self.encode, value),
            "join" => put(&mut self.join, text(value), TEXT),
            "prefix" => put(&mut self.prefix, text(value), TEXT),
            "fold" => choose_or_null(&mut self.fold, value),
            "twice" => choose_or_null(&mut self.twice, value),
            "key" => put(&mut self.key, or_null(value, key), KEY),
            "digest" => choose(&mut self.digest, value),
            "output" => choose(&mut self.output, value),
            "case" => choose(&mut self.case, value),
            "over" => choose(&mut self.over, value),
            "field" => put(&mut self.field, text(value), TEXT),
            "header" => put(&mut self.header, or_null(value, text), TEXT_OR_NULL),
            "headerFormat" => put(&mut self.header_format, or_null(value, text), TEXT_OR_NULL),
            "charset" => choose(&mut self.charset, value),
            _ => return Ok(false),
        }
        .map(|()| true)
    }
}

/// Of a name that stands twice, or that is empty.
fn of_rule(error: Error) -> Error {
    let fault = error.into_first();
    match fault.field().map(str::to_owned) {
        Some(setting) => problem(&setting, fault),
        None => fault.at("rule").into(),
    }
}

/// What was found is not repeated: a secret written in the wrong place must not come back in an error.
fn put<T>(place: &mut T, value: Option<T>, wanted: Bilingual) -> Result<(), Problem> {
    *place = value.ok_or_else(|| say::setting(wanted))?;
    Ok(())
}

fn choose<T: WireName>(place: &mut T, value: &Value) -> Result<(), Problem> {
    let chosen = choice(T::NAMES, value)?;
    *place = T::VARIANTS.get(chosen).copied().unwrap_or(*place);
    Ok(())
}

fn choose_or_null<T: WireName>(place: &mut Option<T>, value: &Value) -> Result<(), Problem> {
    *place = match value {
        Value::Null => None,
        _ => T::VARIANTS.get(choice(T::NAMES, value)?).copied(),
    };
    Ok(())
}

#[inline(never)]
fn choice(names: &'static [&'static str], value: &Value) -> Result<usize, Problem> {
    plain(value).and_then(|name| position(names, name)).ok_or_else(|| say::setting_choice(names))
}

fn set_order(place: &mut FieldOrder, value: &Value) -> Result<(), Problem> {
    let order = plain(value).and_then(Sort::named).map(FieldOrder::By).or_else(|| names(value).map(FieldOrder::Listed));
    *place = order.ok_or_else(|| say::setting_order(Sort::NAMES))?;
    Ok(())
}

fn include(value: &Value) -> Option<Include> {
    match value {
        Value::Text(text) if text == ALL => Some(Include::All),
        _ => names(value).map(Include::Only),
    }
}

fn key(value: &Value) -> Option<Key> {
    let Value::Nested(json) = value else { return None };
    let mut key = Key::default();
    for (place, value) in Fields::from_json(json).ok()?.iter() {
        *(match place {
            "tail" => &mut key.tail,
            "head" => &mut key.head,
            "field" => &mut key.field,
            "digest" => {
                key.digest = Some(KeyDigest::named(plain(value)?)?);
                continue;
            }
            _ => return None,
        }) = Some(text(value)?);
    }
    Some(key)
}

fn or_null<T>(value: &Value, read: fn(&Value) -> Option<T>) -> Option<Option<T>> {
    match value {
        Value::Null => Some(None),
        _ => read(value).map(Some),
    }
}

fn names(value: &Value) -> Option<Vec<String>> {
    match value {
        Value::Nested(json) => texts(json),
        _ => None,
    }
}

fn boolean(value: &Value) -> Option<bool> {
    match value {
        Value::Literal(text) => text.parse().ok(),
        _ => None,
    }
}

fn text(value: &Value) -> Option<String> {
    plain(value).map(str::to_owned)
}

fn plain(value: &Value) -> Option<&str> {
    match value {
        Value::Text(text) => Some(text),
        _ => None,
    }
}

/// A setting as JSON has it.
#[derive(PartialEq, Serialize)]
#[serde(untagged)]
enum Setting<'a> {
    Text(&'a str),
    Names(&'a [String]),
    Is(bool),
    Key(Option<&'a Key>),
}

impl Rule {
    /// Every setting by its name; those that are not set have none.
    fn settings(&self) -> [(&'static str, Option<Setting<'_>>); 20] {
        let include = match &self.include {
            Include::All => Setting::Text(ALL),
            Include::Only(names) => Setting::Names(names),
        };
        let order = match &self.order {
            FieldOrder::By(sort) => Setting::Text(sort.as_str()),
            FieldOrder::Listed(names) => Setting::Names(names),
        };
        [
            ("include", Some(include)),
            ("exclude", Some(Setting::Names(&self.exclude))),
            ("omit", Some(Setting::Text(self.omit.as_str()))),
            ("order", Some(order)),
            ("names", Some(Setting::Is(self.names))),
            ("assign", Some(Setting::Text(&self.assign))),
            ("encode", self.encode.map(|encode| Setting::Text(encode.as_str()))),
            ("join", Some(Setting::Text(&self.join))),
            ("prefix", Some(Setting::Text(&self.prefix))),
            ("fold", self.fold.map(|fold| Setting::Text(fold.as_str()))),
            ("twice", self.twice.map(|twice| Setting::Text(twice.as_str()))),
            ("key", Some(Setting::Key(self.key.as_ref()))),
            ("digest", Some(Setting::Text(self.digest.as_str()))),
            ("output", Some(Setting::Text(self.output.as_str()))),
            ("case", Some(Setting::Text(self.case.as_str()))),
            ("over", Some(Setting::Text(self.over.as_str()))),
            ("field", Some(Setting::Text(&self.field))),
            ("header", self.header.as_deref().map(Setting::Text)),
            ("headerFormat", self.header_format.as_deref().map(Setting::Text)),
            ("charset", Some(Setting::Text(self.charset.as_str()))),
        ]
    }

    /// Only the settings in which it differs from another; null where only the other has one.
    #[cfg(feature = "diagnose")]
    pub(crate) fn serialize_beside<S: Serializer>(&self, other: &Rule, serializer: S) -> Result<S::Ok, S::Error> {
        let (settings, others) = (self.settings(), other.settings());
        let differing = || settings.iter().zip(&others).filter(|((_, ours), (_, theirs))| ours != theirs);
        let mut object = serializer.serialize_struct("Rule", differing().count())?;
        for ((name, setting), _) in differing() {
            object.serialize_field(name, setting)?;
        }
        object.end()
    }
}

impl Serialize for Rule {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let settings = self.settings();
        let mut object = serializer.serialize_struct("Rule", settings.len())?;
        for (name, setting) in &settings {
            match setting {
                Some(setting) => object.serialize_field(name, setting)?,
                None => object.skip_field(name)?,
            }
        }
        object.end()
    }
}
