//! The catalogue of dialects, as the package, its types and its pages have it.

use anyhow::{Context, Result};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::workspace::Workspace;

/// The one table of it.
pub const FILE: &str = "dialects/dialects.json";

#[derive(Deserialize, Serialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Dialect {
    #[serde(skip_serializing)]
    pub id: String,
    pub title: String,
    pub title_zh: String,
    /// The gateway whose rule this one adjusts; `None`: it is whole.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub over: Option<String>,
    pub rule: Value,
    pub source: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note_zh: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub example: Option<Example>,
}

#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Example {
    #[serde(skip_serializing_if = "Option::is_none")]
    fields: Option<Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    body: Option<String>,
    secret: String,
    string: String,
    sign: String,
    pub published: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    headers: Option<Value>,
}

pub fn read(workspace: &Workspace) -> Result<Vec<Dialect>> {
    serde_json::from_str(&workspace.sh.read_file(FILE)?).context(FILE)
}

/// One object, in which each has its id as its name: as listed, which a map of serde_json would not keep.
pub fn to_object(dialects: &[Dialect]) -> Result<String> {
    let member =
        |dialect: &Dialect| Ok(format!("{}:{}", serde_json::to_string(&dialect.id)?, serde_json::to_string(dialect)?));
    let members = dialects.iter().map(member).collect::<Result<Vec<_>>>()?;
    Ok(format!("{{{}}}", members.join(",")))
}
