//! Random rules with every setting, against the plain signer that knows them all; and rules that are none.
#![cfg(all(feature = "diagnose", not(target_arch = "wasm32")))]

use std::cell::{Cell, RefCell};
use std::collections::BTreeSet;

use fensign::diagnose::{DiagnosisVerdict, Evidence};
use fensign::rule::{Charset, Digest, Encode, Fold, HexCase, KeyDigest, Omit, Output, Over, Sort, Twice};
use fensign::{Code, Error, Explanation, Fields, Gateway, Options, Rule, Secret, Value};
use proptest::collection::vec;
use proptest::option::of;
use proptest::prelude::*;
use proptest::sample::{Index, select, subsequence};
use proptest::test_runner::{TestCaseError, TestRunner};
use serde_json::{Map, Value as Json, json};

use crate::support::reference::Pairs;
use crate::support::rule_reference::{Dialect, Signed};

const CASES: u32 = 10_000;

/// Names of fields: lists of the rule are of these, too. Letter case, digits, order beyond ASCII and the first plane.
const NAMES: &[&str] =
    &["a", "A", "a1", "ab", "aB", "B", "b", "k", "key", "sign", "签", "é", "ſ", "😀", "\u{ffe0}", "__proto__"];
/// What stands between fields and in front of them; some lie in values, and two in names.
const TEXTS: &[&str] =
    &["", "=", "&", ":", "|", "=>", "^@", "a", "B", "签", "é", "&key=", "key", "http://h/P?", "%2F", " ", "\n"];
/// Values whose letters differ in case only, that hold joiners, that are empty in some way, and that charsets lack.
const VALUES: &[&str] = &[
    "",
    "0",
    "00",
    "1",
    "9.90",
    "a",
    "A",
    "ab",
    "AB",
    "x",
    "X",
    "=",
    "&",
    "a=1&b=2",
    "k=v&",
    "a b+c",
    "*~-._",
    "/?%41",
    "é",
    "签名",
    "中文ｱ",
    "€",
    "😀",
    "\u{ffe0}",
    "ß",
    "İ",
    "\0",
    "\u{feff}x",
];
const SECRETS: &[&[u8]] =
    &[b"s", b"0", b"A", "密钥".as_bytes(), b"\x80\xff\x00", b"&key=", b"192006250b4c09247ec02edce69f6a2d"];

fn word<T: Copy + std::fmt::Debug + 'static>(
    all: &'static [(T, &str)],
    as_str: fn(T) -> &'static str,
) -> impl Strategy<Value = Json> {
    select(all).prop_map(move |(it, _)| json!(as_str(it)))
}

fn or_null(some: impl Strategy<Value = Json>) -> impl Strategy<Value = Json> {
    of(some).prop_map(|value| value.unwrap_or(Json::Null))
}

fn text() -> impl Strategy<Value = Json> {
    prop_oneof![4 => select(TEXTS).prop_map(|text| json!(text)), 1 => ".{0,6}".prop_map(|text| json!(text))]
}

fn names() -> impl Strategy<Value = Json> {
    subsequence(NAMES, 0..=NAMES.len()).prop_shuffle().prop_map(|names| json!(names))
}

fn key() -> impl Strategy<Value = Json> {
    let place = prop_oneof![
        3 => Just(vec!["tail"]),
        2 => Just(vec!["head"]),
        2 => Just(vec!["head", "tail"]),
        2 => Just(vec!["field"]),
        1 => subsequence(vec!["tail", "head", "field"], 0..=3),
    ];
    let digest = of(word(KeyDigest::ALL, KeyDigest::as_str));
    let object = (place, text(), text(), select(NAMES), digest).prop_map(|(places, tail, head, field, digest)| {
        let mut key = Map::new();
        for place in places {
            key.insert(
                place.to_owned(),
                match place {
                    "tail" => tail.clone(),
                    "head" => head.clone(),
                    _ => json!(field),
                },
            );
        }
        key.extend(digest.map(|digest| ("digest".to_owned(), digest)));
        Json::Object(key)
    });
    prop_oneof![9 => object, 1 => Just(Json::Null)]
}

/// A rule with some of its settings, each of them a value that the setting takes; they may contradict each other.
fn rule() -> impl Strategy<Value = Map<String, Json>> {
    let which = (
        prop_oneof![2 => Just(json!("all")), 1 => names()],
        names(),
        word(Omit::ALL, Omit::as_str),
        prop_oneof![4 => word(Sort::ALL, Sort::as_str), 1 => names()],
        any::<bool>().prop_map(|names| json!(names)),
    );
    let string = (
        text(),
        text(),
        or_null(word(Encode::ALL, Encode::as_str)),
        text(),
        or_null(word(Fold::ALL, Fold::as_str)),
        or_null(word(Twice::ALL, Twice::as_str)),
        key(),
    );
    let signature = (
        word(Digest::ALL, Digest::as_str),
        word(Output::ALL, Output::as_str),
        word(HexCase::ALL, HexCase::as_str),
        prop_oneof![5 => Just(json!("fields")), 1 => word(Over::ALL, Over::as_str)],
        prop_oneof![Just(json!("sign")), select(NAMES).prop_map(|name| json!(name)), Just(json!(""))],
        or_null(select(vec!["X-Sign", "authorization", "X Sign", ""]).prop_map(|name| json!(name))),
        or_null(
            select(vec!["{sign}", "MD5 {sign}", "MD5  {sign}", "{sign}{sign}", "sign", " {sign}", "签{sign}"])
                .prop_map(|it| json!(it)),
        ),
        prop_oneof![2 => Just(json!("utf-8")), 1 => word(Charset::ALL, Charset::as_str)],
    );
    (which, string, signature, vec(prop::bool::weighted(0.5), 20)).prop_map(|(which, string, signature, given)| {
        let (include, exclude, omit, order, names) = which;
        let (assign, join, encode, prefix, fold, twice, key) = string;
        let (digest, output, case, over, field, header, header_format, charset) = signature;
        let settings = [
            ("include", include),
            ("exclude", exclude),
            ("omit", omit),
            ("order", order),
            ("names", names),
            ("assign", assign),
            ("join", join),
            ("encode", encode),
            ("prefix", prefix),
            ("fold", fold),
            ("twice", twice),
            ("key", key),
            ("digest", digest),
            ("output", output),
            ("case", case),
            ("over", over),
            ("field", field),
            ("header", header),
            ("headerFormat", header_format),
            ("charset", charset),
        ];
        settings
            .into_iter()
            .zip(given)
            .filter(|(_, given)| *given)
            .map(|((name, it), _)| (name.to_owned(), it))
            .collect()
    })
}

fn dialect(rule: &Map<String, Json>) -> Dialect {
    serde_json::from_value(Json::Object(rule.clone())).unwrap()
}

/// The same rule without the settings that contradict others; without those that it cannot be without, another.
fn sound(mut rule: Map<String, Json>) -> Map<String, Json> {
    while let Some(&setting) = dialect(&rule).contradictions().first() {
        match (setting, rule.remove(setting)) {
            // What the list of the order lacks, or has twice, is what others need.
            ("order", Some(Json::Array(mut listed))) => {
                let included = rule.get("include").and_then(Json::as_array).cloned().unwrap_or_default();
                let field = rule.get("key").and_then(|key| key.get("field")).cloned();
                listed.extend(included.into_iter().chain(field));
                let mut seen = BTreeSet::new();
                listed.retain(|name| seen.insert(name.to_string()));
                rule.insert("order".to_owned(), Json::Array(listed));
            }
            ("key", Some(key)) if key.get("field").is_some() => {
                rule.remove("over");
                rule.insert("key".to_owned(), json!({ "field": "k" }));
            }
            ("header", _) => drop(rule.remove("headerFormat")),
            _ => {}
        }
    }
    rule
}

/// Fields of which the charset mostly has every character; and one of their values, to change.
fn fields() -> impl Strategy<Value = Pairs> {
    let value = prop_oneof![
        1 => Just(None),
        8 => select(VALUES).prop_map(|text| Some(text.to_owned())),
        3 => ".{0,12}".prop_map(Some),
    ];
    // More than usual are sorted in another way.
    let more = prop_oneof![19 => Just(0), 1 => 30..60_usize];
    let names = (subsequence(NAMES, 0..=NAMES.len()), more).prop_map(|(names, more)| {
        let more = (0..more).map(|at| format!("f{at}"));
        names.into_iter().map(str::to_owned).chain(more).collect::<Vec<_>>()
    });
    let values = vec(value, NAMES.len() + 60);
    (names.prop_shuffle(), values).prop_map(|(names, values)| names.into_iter().zip(values).collect())
}

/// With `spare`, a character that the charset lacks stays.
fn within_charset(rule: &Dialect, fields: Pairs, spare: bool) -> Pairs {
    let within = |text: String| match rule.bytes(&text) {
        None if !spare => text.chars().filter(|it| rule.bytes(&it.to_string()).is_some()).collect(),
        _ => text,
    };
    let lacks = |name: &str| rule.bytes(name).is_none() && !spare;
    fields.into_iter().filter(|(name, _)| !lacks(name)).map(|(name, text)| (name, text.map(within))).collect()
}

fn secret() -> impl Strategy<Value = Vec<u8>> {
    prop_oneof![select(SECRETS).prop_map(<[u8]>::to_vec), vec(any::<u8>(), 1..80)]
}

fn core_rule(rule: &Map<String, Json>) -> Rule {
    let mut core = Rule::default();
    core.adjust(&Json::Object(rule.clone()).to_string()).unwrap();
    core
}

fn gateway(rule: Rule, secret: &[u8]) -> Result<Gateway, Error> {
    Gateway::with_rule(Options::default().secret(Secret::from_bytes(secret).unwrap()).rule(rule))
}

fn core_fields(pairs: &Pairs) -> Fields {
    let value = |text: &Option<String>| text.clone().map_or(Value::Null, Value::Text);
    Fields::from_pairs(pairs.iter().map(|(name, text)| (name.clone(), value(text))).collect()).unwrap()
}

/// Another character at this place, of the same kind where the signature has such.
fn changed(text: &str, at: Index) -> String {
    let mut characters: Vec<char> = text.chars().collect();
    let at = at.index(characters.len());
    characters[at] = if characters[at] == '1' { '2' } else { '1' };
    characters.into_iter().collect()
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(CASES) })]

    #[test]
    fn a_rule_is_refused_if_it_contradicts_itself_and_the_setting_is_named(rule in rule()) {
        let contradictions = dialect(&rule).contradictions();
        match gateway(core_rule(&rule), b"s3cret") {
            Ok(_) => prop_assert_eq!(contradictions, Vec::<&str>::new()),
            Err(error) => {
                let problem = &error.problems()[0];
                prop_assert_eq!(problem.code(), Code::Rule);
                let setting = problem.field().and_then(|field| field.strip_prefix("rule.")).unwrap_or_default();
                let setting = setting.split('.').next().unwrap_or_default();
                prop_assert!(contradictions.contains(&setting), "{}: {:?}", setting, contradictions);
            }
        }
    }

    #[test]
    fn a_rule_written_as_json_and_read_back_is_the_same(rule in rule()) {
        let rule = core_rule(&rule);
        let mut read = Rule::default();
        read.adjust(&serde_json::to_string(&rule).unwrap()).unwrap();
        prop_assert_eq!(read, rule);
    }
}

/// What the cases have tried: each value of each closed setting, in a rule that signed something.
#[derive(Default)]
struct Tried {
    cases: Cell<u32>,
    settings: RefCell<BTreeSet<String>>,
}

impl Tried {
    fn add(&self, rule: &Rule) {
        self.cases.set(self.cases.get() + 1);
        let Ok(Json::Object(settings)) = serde_json::to_value(rule) else { panic!("a rule is an object") };
        let mut tried = self.settings.borrow_mut();
        for (setting, value) in settings {
            match value {
                Json::Object(key) => tried.extend(key.keys().map(|place| format!("key.{place}"))),
                Json::Array(_) => drop(tried.insert(format!("{setting}=[]"))),
                value => drop(tried.insert(format!("{setting}={value}"))),
            }
        }
    }

    fn is_missing(&self) -> Vec<String> {
        fn words<T: Copy>(setting: &str, all: &[(T, &str)], as_str: fn(T) -> &'static str) -> Vec<String> {
            all.iter().map(|(it, _)| format!("{setting}={:?}", as_str(*it))).collect()
        }
        let wanted = [
            words("omit", Omit::ALL, Omit::as_str),
            words("order", Sort::ALL, Sort::as_str),
            words("encode", Encode::ALL, Encode::as_str),
            words("fold", Fold::ALL, Fold::as_str),
            words("twice", Twice::ALL, Twice::as_str),
            words("digest", Digest::ALL, Digest::as_str),
            words("output", Output::ALL, Output::as_str),
            words("case", HexCase::ALL, HexCase::as_str),
            words("over", Over::ALL, Over::as_str),
            words("charset", Charset::ALL, Charset::as_str),
            ["include=[]", "exclude=[]", "order=[]", "names=false", "key=null"].map(str::to_owned).to_vec(),
            ["key.tail", "key.head", "key.field", "key.digest"].map(str::to_owned).to_vec(),
        ];
        let tried = self.settings.borrow();
        wanted.concat().into_iter().filter(|it| !tried.contains(it)).collect()
    }
}

fn run<S: Strategy>(cases: &S, test: impl Fn(S::Value) -> Result<(), TestCaseError>) {
    let config = ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(CASES) };
    if let Err(error) = TestRunner::new(config).run(cases, test) {
        panic!("{error}");
    }
}

#[test]
fn fields_are_signed_verified_and_explained_as_the_reference_does_under_any_rule() {
    let tried = Tried::default();
    let cases =
        (rule().prop_map(sound), fields(), secret(), any::<(Index, Index, Index)>(), prop::bool::weighted(0.05));
    run(&cases, |(rule, fields, secret, (field_at, value_at, sign_at), spare)| {
        let (reference, core) = (dialect(&rule), core_rule(&rule));
        if reference.over == "body" {
            return Ok(());
        }
        let fields = within_charset(&reference, fields, spare);
        let gateway = gateway(core.clone(), &secret).unwrap();
        let verify = |fields: &Pairs, sign: &str| {
            let fields = core_fields(fields).with(reference.field.as_str(), sign);
            gateway.verify(&fields).unwrap()
        };
        let Some(signed) = reference.sign(&fields, &secret) else {
            prop_assert!(gateway.sign(&core_fields(&fields)).is_err());
            prop_assert!(!verify(&fields, &"0".repeat(32)));
            return Ok(());
        };
        tried.add(&core);
        prop_assert_eq!(&gateway.sign(&core_fields(&fields)).unwrap(), &signed.sign);
        explains(&gateway.explain(&core_fields(&fields)).unwrap(), &signed)?;
        if is_tenth(sign_at) {
            diagnoses(&gateway, Evidence::default().fields(core_fields(&fields)), &signed)?;
        }

        prop_assert!(verify(&fields, &signed.sign));
        prop_assert!(!verify(&fields, &changed(&signed.sign, sign_at)));
        prop_assert_eq!(
            verify(&fields, &signed.sign.to_lowercase()),
            is_accepted(&reference, &signed, str::to_lowercase)
        );
        prop_assert_eq!(
            verify(&fields, &signed.sign.to_uppercase()),
            is_accepted(&reference, &signed, str::to_uppercase)
        );
        // Another value has another signature, unless the rule does not tell them apart.
        let mut others = fields.clone();
        let (_, other) = &mut others[field_at.index(fields.len())];
        *other = Some(
            other.as_deref().filter(|text| !text.is_empty()).map_or("1".to_owned(), |text| changed(text, value_at)),
        );
        let is_same = reference.sign(&others, &secret).is_some_and(|other| other.sign == signed.sign);
        prop_assert_eq!(verify(&others, &signed.sign), is_same);
        Ok(())
    });
    assert_eq!(tried.is_missing(), ["over=\"body\""], "no case has tried these");
    assert!(tried.cases.get() > CASES / 2, "{} cases signed", tried.cases.get());
}

/// Whether a signature in other letters is one: hexadecimal digits are, if either case is accepted or nothing has changed.
fn is_accepted(rule: &Dialect, signed: &Signed, change: fn(&str) -> String) -> bool {
    change(&signed.sign) == signed.sign || rule.output == "hex" && rule.case == "any"
}

fn explains(told: &Explanation, signed: &Signed) -> Result<(), TestCaseError> {
    prop_assert_eq!((&told.sign, &told.string), (&signed.sign, &signed.shown));
    let names = told.fields.iter().filter(|field| field.signed).map(|field| &field.name);
    prop_assert_eq!(names.collect::<Vec<_>>(), signed.names.iter().collect::<Vec<_>>());
    Ok(())
}

/// A diagnosis takes longer than all else that a case tries.
fn is_tenth(at: Index) -> bool {
    at.index(10) == 0
}

/// The right signature is a match.
fn diagnoses(gateway: &Gateway, evidence: Evidence, signed: &Signed) -> Result<(), TestCaseError> {
    let diagnosis = gateway.diagnose(&evidence.sign(signed.sign.as_str())).unwrap();
    prop_assert_eq!(diagnosis.verdict, DiagnosisVerdict::Match, "{:?}", diagnosis);
    Ok(())
}

#[test]
fn a_body_is_signed_verified_and_explained_as_the_reference_does_under_any_rule() {
    let tried = Tried::default();
    let over_body = rule().prop_map(|mut rule| {
        rule.insert("over".to_owned(), json!("body"));
        sound(rule)
    });
    let body = prop_oneof![".{0,200}", select(VALUES).prop_map(str::to_owned)];
    run(&(over_body, body, secret(), any::<(Index, Index)>()), |(rule, body, secret, (body_at, sign_at))| {
        let (reference, core) = (dialect(&rule), core_rule(&rule));
        if reference.over == "fields" {
            return Ok(());
        }
        let gateway = gateway(core.clone(), &secret).unwrap();
        let Some(signed) = reference.sign_body(&body, &secret) else {
            prop_assert!(gateway.sign_body(&body).is_err());
            prop_assert!(!gateway.verify_body(&body, &"0".repeat(32)).unwrap());
            return Ok(());
        };
        tried.add(&core);
        prop_assert_eq!(&gateway.sign_body(&body).unwrap(), &signed.sign);
        explains(&gateway.explain_body(&body).unwrap(), &signed)?;
        if is_tenth(sign_at) {
            diagnoses(&gateway, Evidence::default().body(body.as_str()), &signed)?;
        }

        prop_assert!(gateway.verify_body(&body, &signed.sign).unwrap());
        prop_assert!(!gateway.verify_body(&body, &changed(&signed.sign, sign_at)).unwrap());
        let other = if body.is_empty() { "1".to_owned() } else { changed(&body, body_at) };
        let is_same = reference.sign_body(&other, &secret).is_some_and(|other| other.sign == signed.sign);
        prop_assert_eq!(gateway.verify_body(&other, &signed.sign).unwrap(), is_same);
        Ok(())
    });
    // What only fields have.
    let missing =
        ["order=\"value\"", "encode=\"form\"", "encode=\"percent\"", "over=\"fields\"", "names=false", "key.field"];
    assert_eq!(tried.is_missing(), missing, "no case has tried these");
    assert!(tried.cases.get() > CASES / 3, "{} cases signed", tried.cases.get());
}

/// Stands in every text of what is no rule; no message may repeat it.
const MARK: &str = "Zx9-given";

/// Any JSON, as text, since names may stand twice in it.
fn any_json() -> impl Strategy<Value = String> {
    let known =
        NAMES.iter().chain(TEXTS).copied().chain(["all", "md5", "tail", "head", "field", "digest", "value", "form"]);
    let texts = prop_oneof![
        select(known.collect::<Vec<_>>()).prop_map(str::to_owned),
        Just(MARK.to_owned()),
        ".{0,8}".prop_map(|text| text + MARK),
        (1_usize..5_000).prop_map(|length| MARK.repeat(length)),
        Just("\\ud83d".to_owned()),
    ];
    let text =
        texts.prop_map(|text| if text.starts_with("\\u") { format!("\"{text}\"") } else { json!(text).to_string() });
    let number = "-?(0|[1-9][0-9]{0,30})(\\.[0-9]{1,30})?(e[+-]?[0-9]{1,5})?";
    let leaf = prop_oneof![4 => text.clone(), 1 => number, 1 => Just("null".to_owned()), 1 => "true|false", 1 => "[\\[\\]{}\",]{1,3}"];
    leaf.prop_recursive(6, 40, 5, move |inner| {
        prop_oneof![
            vec(inner.clone(), 0..5).prop_map(|items| format!("[{}]", items.join(","))),
            vec((text.clone(), inner.clone()), 0..5).prop_map(|members| {
                let members: Vec<String> = members.into_iter().map(|(name, value)| format!("{name}:{value}")).collect();
                format!("{{{}}}", members.join(","))
            }),
            (inner, 1_usize..300).prop_map(|(value, deep)| "[".repeat(deep) + &value + &"]".repeat(deep)),
        ]
    })
}

/// Settings of a rule, and names that look like one.
const SETTINGS: &[&str] = &[
    "include",
    "exclude",
    "omit",
    "order",
    "names",
    "assign",
    "join",
    "encode",
    "prefix",
    "fold",
    "twice",
    "key",
    "digest",
    "output",
    "case",
    "over",
    "field",
    "header",
    "headerFormat",
    "charset",
    "Order",
    "keys",
    "__proto__",
    "constructor",
];

#[test]
fn any_json_in_any_place_of_a_rule_is_a_setting_or_an_error_that_names_it() {
    let value = prop_oneof![any_json(), text().prop_map(|it| it.to_string()), names().prop_map(|it| it.to_string())];
    let settings = vec((select(SETTINGS), value), 1..3);
    let (taken, refused) = (Cell::new(0), Cell::new(0));
    run(&(settings, fields()), |(settings, fields)| {
        let members: Vec<String> = settings.iter().map(|(name, value)| format!("{name:?}:{value}")).collect();
        let mut rule = Rule::default();
        let secret = Secret::new("Zx9-secret").unwrap();
        let made = rule
            .adjust(&format!("{{{}}}", members.join(",")))
            .and_then(|()| Gateway::with_rule(Options::default().secret(secret).rule(rule)));
        match made {
            // Whatever it is now, it signs or says why not.
            Ok(gateway) => {
                taken.set(taken.get() + 1);
                match gateway.sign(&core_fields(&fields)) {
                    Ok(sign) => prop_assert!(
                        gateway.verify(&core_fields(&fields).with(gateway_field(&gateway, &fields), sign)).unwrap()
                    ),
                    Err(error) => prop_assert!(!error.to_string().contains("Zx9-secret")),
                }
            }
            Err(error) => {
                refused.set(refused.get() + 1);
                let told = format!("{error} {error:?}");
                prop_assert!(!told.contains("Zx9"), "{}", told);
                let problem = &error.problems()[0];
                match problem.code() {
                    Code::Rule => {
                        let path = problem.field().unwrap_or_default();
                        let is_given =
                            |name: &&str| path == format!("rule.{name}") || path.starts_with(&format!("rule.{name}."));
                        prop_assert!(SETTINGS.iter().any(is_given), "{}", path);
                    }
                    // The text is no JSON, or a setting stands twice.
                    Code::Json => {}
                    Code::Duplicate => {
                        let times = |path| settings.iter().filter(|(name, _)| Some(*name) == path).count();
                        prop_assert!(times(problem.field().and_then(|path| path.strip_prefix("rule."))) > 1);
                    }
                    code => prop_assert!(false, "{:?}", code),
                }
            }
        }
        Ok(())
    });
    assert!(taken.get() > CASES / 20 && refused.get() > CASES / 2, "{} taken, {} refused", taken.get(), refused.get());
}

/// The field of the signature, which only the gateway's rule says.
fn gateway_field(gateway: &Gateway, fields: &Pairs) -> String {
    gateway.explain(&core_fields(fields)).unwrap().rule.field
}
