//! An order, what the other side made of it, and how we tell it to `diagnose`.

use fensign::diagnose::Evidence;
use fensign::{Gateway, Secret, Value};

use super::mutations::Mutation;
use super::orders::is_form;
use super::{Digest, Hex, Order, Random, Side, base64, md5_hex, order, set};

pub struct Case {
    pub order: Order,
    pub side: Side,
    pub ids: Vec<&'static str>,
    /// The mutations'.
    pub names: String,
    /// Says which case it is when it fails.
    pub label: String,
    seed: u64,
}

impl Case {
    /// `None` if the other side's signature is the right one all the same.
    pub fn new(mutations: &[&Mutation], gateway: &'static str, seed: u64) -> Option<Case> {
        Case::enlarged(mutations, gateway, seed, &|_| {})
    }

    /// The same with an order to which more was added.
    pub fn enlarged(
        mutations: &[&Mutation],
        gateway: &'static str,
        seed: u64,
        enlarge: &dyn Fn(&mut Order),
    ) -> Option<Case> {
        let mut random = Random::new(seed);
        let mut order = order(gateway, &mut random);
        for mutation in mutations {
            (mutation.needs)(&mut order, &mut random);
        }
        enlarge(&mut order);
        let right = Side::of(&order);
        let mut side = right.clone();
        for mutation in mutations {
            (mutation.apply)(&mut side, &mut random);
        }
        let ids = mutations.iter().map(|mutation| mutation.id).collect();
        let names = mutations.iter().map(|mutation| format!("{} {}", mutation.id, mutation.name));
        let names = names.collect::<Vec<_>>().join(" and ");
        let label = format!("{names} on {gateway}, seed {seed}");
        // Otherwise the case would prove nothing: both sides must begin alike.
        assert_eq!(order.gateway().sign(&order.fields()).unwrap(), right.sign(), "{label}");
        let same = match order.dialect.hex {
            Hex::Any => side.sign().eq_ignore_ascii_case(&right.sign()),
            _ => side.sign() == right.sign(),
        };
        (!same).then_some(Case { order, side, ids, names, label, seed })
    }

    pub fn gateway(&self) -> Gateway {
        self.order.gateway()
    }

    /// Mutations that go together, each of which makes a difference; `None` if one does not beside the others.
    pub fn each_counts(mutations: &[&Mutation], gateway: &'static str, seed: u64) -> Option<Case> {
        let case = Case::new(mutations, gateway, seed)?;
        let differs = |mutation: &&Mutation| {
            let mut side = Side::of(&case.order);
            (mutation.apply)(&mut side, &mut Random::new(seed));
            !side.sign().eq_ignore_ascii_case(&case.side.sign()) && side.sign() != Side::of(&case.order).sign()
        };
        mutations.iter().all(differs).then_some(case)
    }

    /// By turns: fields or body, the signature among them or beside them, the operation or none.
    pub fn evidence(&self) -> Evidence {
        let mut pairs = self.order.pairs.clone();
        let field = self.order.dialect.field;
        let beside = self.seed.is_multiple_of(2) || pairs.iter().any(|(name, _)| name == field);
        if !beside {
            set(&mut pairs, field, Value::Text(self.side.sign()));
        }
        let body = (self.seed % 3 == 2).then(|| body(self.order.gateway, &pairs)).flatten();
        let fields = body.is_none().then(|| fensign::Fields::from_pairs(pairs).unwrap());
        // Which fields are required, or unknown, is a question of the operation.
        let operation = self.seed % 4 < 2 || self.ids.iter().any(|id| matches!(*id, "B5" | "B6"));
        let mut evidence = Evidence::default().secrets(self.secrets());
        (evidence.fields, evidence.body) = (fields, body);
        evidence.sign = beside.then(|| self.side.sign());
        evidence.operation = operation.then(|| self.order.operation.to_owned());
        evidence
    }

    pub fn secrets(&self) -> Vec<Secret> {
        self.order.candidates.iter().map(|secret| Secret::from_bytes(secret.clone()).unwrap()).collect()
    }

    /// Whether a masked string, with the other side's secret and digest, yields its signature. What is digested twice is
    /// shown as `md5(…)`, which the other side's digest does itself if it is the whole string; what is written in base64, as
    /// `base64(…)`.
    pub fn yields(&self, masked: &str) -> bool {
        let string = masked.replace("***", &super::KEY.to_string());
        let string = match string.strip_prefix("base64(").and_then(|rest| rest.rsplit_once(')')) {
            None => string,
            // With the key: the other side does it itself.
            Some((whole, "")) => whole.to_owned(),
            Some((fields, key)) => base64(fields.as_bytes()) + key,
        };
        let twice = string.split_once("md5(").and_then(|(before, rest)| Some((before, rest.rsplit_once(')')?)));
        let string = match twice {
            None => string,
            Some((_, (whole, _))) if matches!(self.side.digest, Digest::Md5Twice(_)) => {
                whole.trim_end_matches(')').to_owned()
            }
            Some((before, (fields, after))) => format!("{before}{}{after}", md5_hex(&self.side.bytes(fields))),
        };
        (self.side.damage)(&self.side.sign_string(&string)) == self.side.sign()
    }
}

/// As it is posted; a form has texts only.
pub fn body(gateway: &str, pairs: &[(String, Value)]) -> Option<String> {
    if is_form(gateway) {
        let texts = pairs.iter().all(|(_, value)| matches!(value, Value::Text(_)));
        let pairs = pairs.iter().map(|(name, value)| (name, value.text()));
        return texts.then(|| form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish());
    }
    Some(json(pairs))
}

pub fn json(pairs: &[(String, Value)]) -> String {
    let quoted = |text: &str| serde_json::to_string(text).unwrap();
    let member = |(name, value): &(String, Value)| match value {
        Value::Null => format!("{}:null", quoted(name)),
        Value::Text(text) => format!("{}:{}", quoted(name), quoted(text)),
        Value::Literal(raw) | Value::Nested(raw) => format!("{}:{raw}", quoted(name)),
        other => panic!("no JSON here is written of {other:?}"),
    };
    format!("{{{}}}", pairs.iter().map(member).collect::<Vec<_>>().join(","))
}
