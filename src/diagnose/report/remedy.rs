//! What would make our side equal to the other's, as a program can apply it.

use serde::Serialize;
use serde::ser::{SerializeStruct, Serializer};

use crate::canonical::Unsigned;
use crate::diagnose::hypotheses::secret::Candidate;
use crate::diagnose::hypotheses::structure::Change;
use crate::diagnose::reading::Reading;
use crate::rule::{Include, Omit, Rule};

/// What would undo a cause on our side.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Remedy {
    /// Settings of the rule.
    Rule(Box<RuleChange>),
    /// Which secret to use.
    Secret(SecretChange),
    /// The text of each of these fields; `None` where the other side does not sign it.
    Fields(Vec<(String, Option<String>)>),
}

impl Serialize for Remedy {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = serializer.serialize_struct("Remedy", 1)?;
        match self {
            Remedy::Rule(rule) => object.serialize_field("rule", rule)?,
            Remedy::Secret(secret) => object.serialize_field("secret", secret)?,
            Remedy::Fields(fields) => object.serialize_field("fields", &ByName(fields))?,
        }
        object.end()
    }
}

/// Texts by the names of their fields.
struct ByName<'a>(&'a [(String, Option<String>)]);

impl Serialize for ByName<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(name, text)| (name, text)))
    }
}

/// The settings in which a rule differs from ours; only these are written as JSON.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct RuleChange {
    pub(crate) ours: Rule,
    /// The rule that makes the other side's string.
    pub rule: Rule,
}

impl Serialize for RuleChange {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.rule.serialize_beside(&self.ours, serializer)
    }
}

/// Which secret the other side used; never the secret itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub enum SecretChange {
    /// The one at this place of the evidence.
    Position(String),
    /// A part of ours: from this UTF-16 unit to before that one.
    Slice(usize, usize),
}

impl SecretChange {
    /// The candidate's; `None` where it is not made of ours by cutting, nor given.
    pub(crate) fn to(ours: &Candidate, theirs: &Candidate) -> Option<SecretChange> {
        if let Some(position) = &theirs.position {
            return Some(SecretChange::Position(position.clone()));
        }
        let (ours, theirs) = (std::str::from_utf8(&ours.bytes).ok()?, std::str::from_utf8(&theirs.bytes).ok()?);
        let start = if theirs.is_empty() { None } else { ours.find(theirs) }?;
        let units = |text: &str| text.encode_utf16().count();
        let from = units(ours.get(..start)?);
        Some(SecretChange::Slice(from, from + units(theirs)))
    }
}

impl Remedy {
    /// `None` where the rule is ours.
    pub(crate) fn of_rule(ours: &Rule, rule: Rule) -> Option<Remedy> {
        (rule != *ours).then(|| Remedy::Rule(Box::new(RuleChange { ours: ours.clone(), rule })))
    }

    /// The changes as texts of fields; where the rule leaves a field out, as a setting of the rule.
    pub(in crate::diagnose) fn of_changes(reading: &Reading, changes: &[&Change]) -> Option<Remedy> {
        let field = |change: &Change| reading.fields.get(change.field);
        // The body has no name.
        if reading.is_body() {
            return None;
        }
        let is_signed_now = |change: &&Change| {
            let [new] = change.becomes.as_slice() else { return false };
            field(change)
                .is_some_and(|field| field.unsigned.is_some() && field.name == new.name && field.text() == new.text)
        };
        if !changes.is_empty() && changes.iter().all(is_signed_now) {
            let unsigned: Vec<_> = changes.iter().filter_map(|change| field(change)).collect();
            let mut rule = reading.rule.clone();
            let are = |why: Unsigned| unsigned.iter().all(|field| field.unsigned == Some(why));
            // The setting is of all that are empty.
            let all = |why: Unsigned| reading.fields.iter().filter(|field| field.unsigned == Some(why)).count();
            let are_all = |why: Unsigned| are(why) && unsigned.len() == all(why);
            let is_named = |name: &String| unsigned.iter().any(|field| field.name == *name);
            if are(Unsigned::Excluded) {
                rule.exclude.retain(|name| !is_named(name));
            } else if are(Unsigned::NotIncluded)
                && let Include::Only(names) = &mut rule.include
            {
                names.extend(unsigned.iter().map(|field| field.name.clone()));
            } else if are_all(Unsigned::Zero) {
                rule.omit = Omit::Empty;
            } else if are_all(Unsigned::Empty) && all(Unsigned::Zero) == 0 {
                rule.omit = Omit::Null;
            }
            return Remedy::of_rule(&reading.rule, rule);
        }
        let mut fields = Vec::new();
        for change in changes {
            let ours = field(change)?;
            let keeps = change.becomes.iter().any(|new| new.name == ours.name);
            if !keeps && ours.unsigned.is_none() {
                fields.push((ours.name.clone(), None));
            }
            for new in &change.becomes {
                if new.glued || (new.name == ours.name && new.text == ours.text() && ours.unsigned.is_some()) {
                    return None;
                }
                fields.push((new.name.clone(), Some(new.text.clone())));
            }
        }
        // A JavaScript object has a name once, and does not take this one as another; a rule may drop a text.
        let names = || fields.iter().map(|(name, _)| name);
        let is_dropped = |name: &String, text: &Option<String>| {
            text.as_deref().is_some_and(|text| Unsigned::why(&reading.rule, name, Some(text)).is_some())
        };
        let is_lost = fields.iter().enumerate().any(|(at, (name, text))| {
            name == "__proto__" || names().take(at).any(|known| known == name) || is_dropped(name, text)
        });
        (!fields.is_empty() && !is_lost).then_some(Remedy::Fields(fields))
    }

    /// Every text of it that comes from the message.
    pub(crate) fn texts(&self) -> impl Iterator<Item = &String> {
        let (fields, included) = match self {
            Remedy::Fields(fields) => (fields.as_slice(), &[][..]),
            Remedy::Rule(change) => (&[][..], change.rule.signs_only().unwrap_or_default()),
            Remedy::Secret(_) => (&[][..], &[][..]),
        };
        fields.iter().flat_map(|(name, text)| [Some(name), text.as_ref()]).flatten().chain(included)
    }
}
