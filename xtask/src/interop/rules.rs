//! The rules that are signed by: of every gateway of the registry, and of the dialects that differ most.

use anyhow::{Context, Result, ensure};
use fensign::{
    Code, Error, Fields, Gateway, Options, Rule, Secret, Value,
    gateways::ALL,
    incoming::{Incoming, SignatureScope},
    rule::Over,
    table::GatewaySpec,
};
use serde_json::{Map, json};

use super::messages::Message;
use crate::{dialects, workspace::Workspace};

/// Each has something that no gateway's rule has, or no other of these.
const DIALECTS: &[&str] = &[
    "paysapi",        // values in a list's order, the secret among them, empty ones too
    "ispay",          // values in the order of their names
    "gatepay",        // the MD5 of the values, then the secret
    "leshua",         // empty values and nulls
    "huolian",        // lower case; only nulls left out
    "chinaums",       // SHA-256
    "allinpay",       // the secret sorted in by a name
    "shouqianba",     // the exact body
    "duolabao",       // SHA-1; the secret first of a list
    "lcsw",           // pairs in a list's order
    "yeepay",         // HMAC-MD5 of values, no secret in the string
    "ipaynow",        // the MD5 of the secret
    "double-md5",     // the MD5 of the MD5
    "alchemypay",     // SHA-512
    "wxpay.hmac",     // HMAC-SHA256, the secret in the string too
    "wxtoken",        // two values and the secret, sorted by value
    "douyin",         // all values and the secret, sorted by value
    "openid-hash",    // `#` between values
    "taobao",         // no joiners; the secret at both ends
    "doudian",        // the same by HMAC-SHA256
    "kuaishou.hmac",  // Base64
    "xiaohongshu",    // a prefix
    "sf",             // URL-encoded values
    "payindex.arrow", // `=>`
    "payindex.all",   // every field that is true in PHP
];

pub struct SigningRule {
    pub id: String,
    /// Where it is documented.
    pub page: String,
    pub rule: Rule,
    gateway: Option<&'static str>,
}

impl SigningRule {
    pub fn signs_body(&self) -> bool {
        self.rule.over == Over::Body
    }

    /// What the package makes its gateway of; see tests/interop/package.mjs.
    fn for_package(&self) -> serde_json::Value {
        let own = self.gateway.and_then(own_rule);
        let mut made = Map::from_iter([("body".to_owned(), json!(self.signs_body()))]);
        if let Some(gateway) = self.gateway {
            made.insert("gateway".to_owned(), json!(gateway));
        }
        if own.as_ref() != Some(&self.rule) && !self.is_body_of_gateway() {
            made.insert("rule".to_owned(), json!(self.rule));
        }
        serde_json::Value::Object(made)
    }

    /// Whether the gateway signs bodies by itself, beside fields.
    fn is_body_of_gateway(&self) -> bool {
        self.signs_body() && self.gateway.is_some()
    }

    pub fn gateway_with(&self, secret: &str) -> Result<Gateway> {
        let options = Options::default().secret(Secret::new(secret)?);
        let options = if self.is_body_of_gateway() { options } else { options.rule(self.rule.clone()) };
        Ok(match self.gateway {
            Some(id) => Gateway::new(id, options)?,
            None => Gateway::with_rule(options)?,
        })
    }

    /// `None`: no field is signed.
    pub fn sign(&self, gateway: &Gateway, message: &Message) -> Result<Option<String>> {
        let signed = match message.body() {
            Some(body) if self.signs_body() => gateway.sign_body(body),
            _ => fields(message).and_then(|fields| gateway.sign(&fields)),
        };
        signed_or_nothing(signed).with_context(|| format!("{} refuses {message:?}", self.id))
    }

    /// The string that is signed, the secret masked.
    pub fn string(&self, gateway: &Gateway, message: &Message) -> Result<Option<String>> {
        let explained = match message.body() {
            Some(body) if self.signs_body() => gateway.explain_body(body),
            _ => fields(message).and_then(|fields| gateway.explain(&fields)),
        };
        signed_or_nothing(explained.map(|explained| explained.string))
    }
}

fn fields(message: &Message) -> Result<Fields, Error> {
    let value = |text: &Option<String>| text.as_ref().map_or(Value::Null, |text| Value::Text(text.clone()));
    let pairs = message.fields.iter().map(|(name, text)| (name.clone(), value(text)));
    Ok(Fields::from_pairs(pairs.collect())?)
}

fn signed_or_nothing(signed: Result<String, Error>) -> Result<Option<String>> {
    match signed {
        Ok(signed) => Ok(Some(signed)),
        Err(error) if error.problems().iter().all(|problem| problem.code() == Code::NothingSigned) => Ok(None),
        Err(error) => Err(error.into()),
    }
}

fn own_rule(gateway: &str) -> Option<Rule> {
    ALL.iter().find(|spec| spec.id == gateway)?.rule.map(|rule| rule())
}

pub fn all(workspace: &Workspace) -> Result<Vec<SigningRule>> {
    let page = "docs/rule.md".to_owned();
    let mut rules = vec![SigningRule { id: "default".to_owned(), page, rule: Rule::default(), gateway: None }];
    rules.extend(ALL.iter().flat_map(|spec| of_gateway(spec)));
    let catalogue = dialects::read(workspace)?;
    for id in DIALECTS {
        let dialect = catalogue.iter().find(|dialect| dialect.id == *id);
        let dialect = dialect.with_context(|| format!("{} has no {id}", dialects::FILE))?;
        let gateway = dialect.over.as_ref().and_then(|over| ALL.iter().find(|spec| spec.id == over));
        let mut rule = gateway.and_then(|spec| own_rule(spec.id)).unwrap_or_default();
        rule.adjust(&dialect.rule.to_string())?;
        let page = "docs/dialects.md".to_owned();
        rules.push(SigningRule { id: dialect.id.clone(), page, rule, gateway: gateway.map(|spec| spec.id) });
    }
    let ids: Vec<&str> = rules.iter().map(|rule| rule.id.as_str()).collect();
    let repeated =
        (1..ids.len()).find_map(|place| ids.get(place).filter(|id| ids.iter().take(place).any(|it| it == *id)));
    ensure!(repeated.is_none(), "two rules have the name {}", repeated.unwrap_or(&""));
    Ok(rules)
}

/// Its own rule, that of bodies if it signs some, and those of its messages that have another.
fn of_gateway(spec: &'static GatewaySpec) -> Vec<SigningRule> {
    let Some(own) = own_rule(spec.id) else { return Vec::new() };
    let named = |id: String, rule: Rule| {
        let page = format!("docs/{}.md", spec.id);
        SigningRule { id, page, rule, gateway: Some(spec.id) }
    };
    let mut rules = vec![named(spec.id.to_owned(), own.clone())];
    if spec.operations.iter().any(|operation| operation.body_signature.is_some()) {
        rules.push(named(format!("{}.body", spec.id), own.clone().over(Over::Body)));
    }
    let notices = spec.notices.iter().map(|notice| ("notice".to_owned(), &notice.incoming));
    let replies = spec.operations.iter().map(|operation| (format!("{}.reply", operation.name), operation.reply));
    for (name, incoming) in notices.chain(replies) {
        let Incoming { signed: SignatureScope::Changed(change), .. } = incoming else { continue };
        let rule = change(own.clone());
        if rules.iter().all(|known| known.rule != rule) {
            rules.push(named(format!("{}.{name}", spec.id), rule));
        }
    }
    rules
}

pub fn for_package(rules: &[SigningRule]) -> String {
    serde_json::Value::Object(rules.iter().map(|rule| (rule.id.clone(), rule.for_package())).collect()).to_string()
}
