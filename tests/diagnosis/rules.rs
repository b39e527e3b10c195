//! `diagnose` under rules of one's own: every setting of a rule, alone and drawn at random. The other side is a gateway whose
//! rule, fields or secret differ; that the core signs as the rules say is proved elsewhere.

use fensign::diagnose::{Diagnosis, DiagnosisVerdict, Evidence};
use fensign::gateways::ALL;
use fensign::rule::{FieldOrder, Include, Omit, Sort};
use fensign::{Digest, Fields, Gateway, Options, Rule, Secret, Value};
use serde_json::Value as Json;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::support;
use crate::support::reference_gateway::Random;
use crate::support::reference_gateway::judging::{Failures, fault};

/// In WebAssembly, fewer random rules.
const SMALL: bool = cfg!(target_arch = "wasm32");

/// One rule for each new setting and for what goes with it; nothing but the settings in which it differs from the default.
const RULES: &[&str] = &[
    r#"{"names":false,"join":"","key":{"tail":""}}"#,
    r#"{"names":false,"join":"|"}"#,
    r#"{"names":false,"join":"","order":"value","key":{"field":"token"},"digest":"sha1","case":"lower"}"#,
    r#"{"order":"value"}"#,
    r#"{"order":"value","key":{"field":"key","digest":"md5"}}"#,
    r#"{"prefix":"POST/api/pay?","case":"any"}"#,
    r#"{"prefix":"GET","key":{"head":"key="},"fold":"upper"}"#,
    r#"{"encode":"form"}"#,
    r#"{"encode":"percent","fold":"lower"}"#,
    r#"{"encode":"form","charset":"gbk","order":"pair"}"#,
    r#"{"fold":"lower"}"#,
    r#"{"twice":"string"}"#,
    r#"{"twice":"fields","key":{"tail":""}}"#,
    r#"{"twice":"fields","key":{"head":"","tail":"&"},"fold":"lower","prefix":"p:"}"#,
    r#"{"key":{"tail":"&key=","digest":"md5"}}"#,
    r#"{"digest":"sha512","case":"lower"}"#,
    r#"{"digest":"sha512","twice":"string","output":"base64"}"#,
    r#"{"digest":"hmac-sha1","key":null}"#,
    r#"{"digest":"hmac-sha512","key":null,"output":"base64","encode":"percent"}"#,
    r#"{"digest":"hmac-sha256","twice":"fields"}"#,
    r#"{"digest":"sha256","output":"base64","header":"Authorization","headerFormat":"SHA256 {sign}"}"#,
    r#"{"order":["zeta","amount","attach","remark","orderNo","currency"]}"#,
];

const SECRET: &str = "Zk3yOfSome32Characters8adb5Qq7xW";

fn rule(settings: &str) -> Rule {
    let mut rule = Rule::default();
    rule.adjust(settings).unwrap();
    rule
}

fn gateway(rule: &Rule, secret: &[u8]) -> Gateway {
    let secret = Secret::from_bytes(secret).unwrap();
    Gateway::with_rule(Options::default().secret(secret).rule(rule.clone())).unwrap()
}

fn fields() -> Fields {
    let pairs = [
        ("mchId", "M8094703090161"),
        ("orderNo", "20261127001"),
        ("amount", "1250"),
        ("attach", "绿茶 *~2"),
        ("currency", "cny"),
        ("notifyUrl", "https://shop.example/notify?from=pay&shop=834"),
        ("remark", ""),
        ("timestamp", "1700000000123"),
        ("zeta", "93"),
    ];
    texts(&pairs)
}

fn texts(pairs: &[(&str, &str)]) -> Fields {
    pairs.iter().fold(Fields::new(), |fields, (name, text)| fields.with(*name, *text))
}

/// What the other side has.
struct Side {
    rule: Rule,
    fields: Fields,
    secret: Vec<u8>,
}

impl Side {
    fn gateway(&self) -> Gateway {
        gateway(&self.rule, &self.secret)
    }
}

/// What the other side does to what it has, and the cause that it is.
type Mistake = (&'static str, fn(&mut Side));

const CHANGES: &[Mistake] = &[
    ("A1", |side| side.secret.push(b'\n')),
    ("A3", |side| side.secret.make_ascii_uppercase()),
    ("A5", |side| {
        if let Some(tail) = side.rule.key.as_mut().and_then(|key| key.tail.as_mut()) {
            *tail = "&secret=".to_owned();
        }
    }),
    ("B1", |side| side.rule.omit = Omit::Nothing),
    ("B10", |side| set(side, "amount", None)),
    ("C1", |side| set(side, "amount", Some("1250.00"))),
    ("C9", |side| set(side, "currency", Some("CNY"))),
    ("E1", |side| {
        if let FieldOrder::Listed(names) = std::mem::replace(&mut side.rule.order, FieldOrder::By(Sort::Given)) {
            side.rule.include = Include::Only(names);
        }
    }),
    ("E4", |side| {
        side.rule.digest = match side.rule.digest {
            Digest::Sha256 => Digest::Sha1,
            Digest::HmacSha256 => Digest::HmacSha1,
            digest if digest.is_keyed() => Digest::HmacSha256,
            _ => Digest::Sha256,
        }
    }),
];

/// Gives a field another text, or drops it.
fn set(side: &mut Side, name: &str, text: Option<&str>) {
    let pair = |(known, value): (&str, &Value)| {
        let value = if known == name { Value::Text(text?.to_owned()) } else { value.clone() };
        Some((known.to_owned(), value))
    };
    side.fields = Fields::from_pairs(side.fields.iter().filter_map(pair).collect()).unwrap();
}

fn diagnose(ours: &Gateway, sign: &str) -> Diagnosis {
    ours.diagnose(&Evidence::default().fields(fields()).sign(sign)).unwrap()
}

/// Applies changes, and says what is wrong with the diagnosis; `None` if the signature stays the same.
fn judge(settings: &str, changes: &[&Mistake]) -> Option<Option<String>> {
    let ours = gateway(&rule(settings), SECRET.as_bytes());
    let mut side = Side { rule: rule(settings), fields: fields(), secret: SECRET.into() };
    changes.iter().for_each(|(_, change)| change(&mut side));
    let theirs = side.gateway().explain(&side.fields).unwrap();
    if theirs.sign == ours.sign(&fields()).unwrap() {
        return None;
    }
    let ids: Vec<&'static str> = changes.iter().map(|(id, _)| *id).collect();
    let diagnosis = diagnose(&ours, &theirs.sign);
    let string = diagnosis.findings.first().and_then(|finding| finding.string.clone()).unwrap_or_default();
    let other_string = (string != theirs.string).then(|| format!("{string} for {}", theirs.string));
    Some(fault(&diagnosis, &ids).or(other_string))
}

#[wasm_bindgen_test(unsupported = test)]
fn a_right_signature_under_each_setting_is_a_match() {
    for settings in RULES {
        let ours = gateway(&rule(settings), SECRET.as_bytes());
        let sign = ours.sign(&fields()).unwrap();
        let diagnosis = diagnose(&ours, &sign);
        assert_eq!(diagnosis.verdict, DiagnosisVerdict::Match, "{settings}: {diagnosis:?}");
        let wrong = diagnose(&ours, &format!("{:0>1$}", "", sign.len()));
        assert_ne!(wrong.verdict, DiagnosisVerdict::Match, "{settings}");
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn a_header_s_whole_text_is_a_signature() {
    let ours = gateway(&rule(RULES[RULES.len() - 2]), SECRET.as_bytes());
    let header = format!("SHA256 {}", ours.sign(&fields()).unwrap());
    assert_eq!(diagnose(&ours, &header).verdict, DiagnosisVerdict::Match);
}

#[wasm_bindgen_test(unsupported = test)]
fn the_usual_causes_are_proved_under_each_setting() {
    let (mut failures, mut cases) = (Failures::default(), 0);
    for settings in RULES {
        let mut proved = 0;
        for change in CHANGES {
            match judge(settings, &[change]) {
                None => {}
                Some(None) => proved += 1,
                Some(Some(fault)) => failures.add(format!("{settings} {}", change.0), &fault),
            }
            cases += 1;
        }
        if proved < 5 {
            failures.add(format!("{settings} {proved} causes proved"), "");
        }
    }
    failures.assert_none(cases);
}

#[wasm_bindgen_test(unsupported = test)]
fn two_causes_are_proved_under_each_setting() {
    let by_id = |id: &str| CHANGES.iter().find(|change| change.0 == id).unwrap();
    let (mut failures, mut cases) = (Failures::default(), 0);
    for settings in RULES {
        for ids in [["C1", "C9"], ["A1", "C1"], ["A1", "B10"], ["A1", "B1"]] {
            // One alone may change nothing: an empty value in a string of values, a letter case that is folded.
            if ids.iter().any(|id| judge(settings, &[by_id(id)]).is_none()) {
                continue;
            }
            if let Some(Some(fault)) = judge(settings, &ids.map(by_id)) {
                failures.add(format!("{settings} {ids:?}"), &fault);
            }
            cases += 1;
        }
    }
    failures.assert_none(cases);
    assert!(cases > 3 * RULES.len());
}

/// Our rule, theirs, and the cause that the difference is.
const SETTINGS: &[(&str, &str, &str)] = &[
    (r#"{}"#, r#"{"names":false,"join":""}"#, "E2"),
    (r#"{}"#, r#"{"names":false}"#, "E2"),
    (r#"{"names":false}"#, r#"{}"#, "E2"),
    (r#"{"names":false,"join":""}"#, r#"{}"#, "E2"),
    (r#"{"assign":":"}"#, r#"{}"#, "E2"),
    (r#"{"join":""}"#, r#"{}"#, "E2"),
    (r#"{}"#, r#"{"order":"value"}"#, "E1"),
    (r#"{"order":"value"}"#, r#"{}"#, "E1"),
    (r#"{"prefix":"https://pay.example/pay?"}"#, r#"{}"#, "E2"),
    (r#"{}"#, r#"{"encode":"percent"}"#, "D3"),
    (r#"{}"#, r#"{"encode":"form"}"#, "D3"),
    (r#"{"encode":"form"}"#, r#"{}"#, "D3"),
    (r#"{"encode":"form"}"#, r#"{"encode":"percent"}"#, "D3"),
    (r#"{}"#, r#"{"fold":"lower"}"#, "E2"),
    (r#"{}"#, r#"{"fold":"upper"}"#, "E2"),
    (r#"{"fold":"lower"}"#, r#"{}"#, "E2"),
    (r#"{"fold":"lower"}"#, r#"{"fold":"upper"}"#, "E2"),
    (r#"{}"#, r#"{"twice":"string"}"#, "E4"),
    (r#"{"twice":"string"}"#, r#"{}"#, "E4"),
    (r#"{}"#, r#"{"twice":"fields"}"#, "E4"),
    (r#"{"twice":"fields"}"#, r#"{}"#, "E4"),
    (r#"{"twice":"fields"}"#, r#"{"twice":"string"}"#, "E4"),
    (r#"{"twice":"string"}"#, r#"{"twice":"string","digest":"sha1"}"#, "E4"),
    (r#"{"twice":"fields"}"#, r#"{"twice":"fields","digest":"sha512"}"#, "E4"),
    (r#"{}"#, r#"{"key":{"tail":"&key=","digest":"md5"}}"#, "A3"),
    (r#"{"key":{"tail":"&key=","digest":"md5"}}"#, r#"{}"#, "A3"),
    (r#"{"key":{"field":"key","digest":"md5"},"order":"value"}"#, r#"{"key":{"field":"key"},"order":"value"}"#, "A3"),
    (r#"{}"#, r#"{"digest":"sha512"}"#, "E4"),
    (r#"{}"#, r#"{"digest":"hmac-sha512"}"#, "E4"),
    (r#"{"digest":"sha512"}"#, r#"{"digest":"hmac-sha512"}"#, "E4"),
    (r#"{"digest":"sha512"}"#, r#"{}"#, "E4"),
    (r#"{}"#, r#"{"output":"base64"}"#, "E4"),
    (r#"{"output":"base64"}"#, r#"{}"#, "E4"),
    (r#"{"output":"base64","case":"lower"}"#, r#"{"case":"lower"}"#, "E4"),
];

#[wasm_bindgen_test(unsupported = test)]
fn another_setting_on_the_other_side_is_the_cause() {
    let mut failures = Failures::default();
    for (ours, theirs, id) in SETTINGS {
        let theirs_in_full = gateway(&rule(theirs), SECRET.as_bytes()).explain(&fields()).unwrap();
        let diagnosis = diagnose(&gateway(&rule(ours), SECRET.as_bytes()), &theirs_in_full.sign);
        let string = diagnosis.findings.first().and_then(|finding| finding.string.clone()).unwrap_or_default();
        match fault(&diagnosis, &[id]) {
            Some(fault) => failures.add(format!("{ours} {theirs} {id}: {fault}"), ""),
            None if string != theirs_in_full.string => failures.add(format!("{ours} {theirs} {id}"), &string),
            None => {}
        }
    }
    failures.assert_none(SETTINGS.len());
}

/// What the wire makes of a Base64 signature, and which cause that is.
#[wasm_bindgen_test(unsupported = test)]
fn a_base64_signature_in_another_form_is_named() {
    let with_prefix = |number: u32| {
        let ours =
            gateway(&rule(r#"{"digest":"sha512","output":"base64"}"#).prefix(number.to_string()), SECRET.as_bytes());
        let sign = ours.sign(&fields()).unwrap();
        (sign.contains('+') && sign.contains('/')).then_some((ours, sign))
    };
    let (ours, sign) = (0..).find_map(with_prefix).unwrap();
    for (received, id) in [
        (sign.trim_end_matches('=').to_owned(), "E4"),
        (sign.replace('+', "-").replace('/', "_"), "E4"),
        (sign.replace('+', " "), "E5"),
        (format!("\"{sign}\""), "E5"),
    ] {
        assert_eq!(fault(&diagnose(&ours, &received), &[id]), None, "{received}");
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn a_value_that_changes_its_place_is_found_under_orders_by_values_and_pairs() {
    let fields =
        |amount: &str| texts(&[("b", "2000"), ("amount", amount), ("c", "13"), ("amount1", "7"), ("d", "1250.00")]);
    for (settings, ours, theirs) in [
        (r#"{"order":"value"}"#, "1250", "12.50"),
        (r#"{"order":"value"}"#, "125000", "1250.00"),
        (r#"{"order":"value","names":false}"#, "300000", "3000.00"),
        // Without a text between name and value, the value decides where a name is the beginning of another.
        (r#"{"order":"pair","assign":""}"#, "125000", "1250.00"),
        (r#"{"order":"pair","assign":""}"#, "120", "1.20"),
        (r#"{"order":"pair-ignore-case","assign":""}"#, "2", "0.02"),
    ] {
        let gateway = gateway(&rule(settings), SECRET.as_bytes());
        let theirs = gateway.explain(&fields(theirs)).unwrap();
        let diagnosis = gateway.diagnose(&Evidence::default().fields(fields(ours)).sign(&*theirs.sign)).unwrap();
        assert_eq!(fault(&diagnosis, &["C2"]), None, "{settings} {}", theirs.string);
        assert_eq!(diagnosis.findings[0].string.as_ref(), Some(&theirs.string), "{settings}");
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn a_string_pasted_as_explain_shows_it_is_compared_under_each_setting() {
    for settings in RULES {
        let ours = gateway(&rule(settings), SECRET.as_bytes());
        let paste = |string: &str| ours.diagnose(&Evidence::default().fields(fields()).string(string)).unwrap();
        let same = paste(&ours.explain(&fields()).unwrap().string);
        assert_eq!((same.verdict, same.difference), (DiagnosisVerdict::Match, None), "{settings}");

        let mut side = Side { rule: rule(settings), fields: fields(), secret: SECRET.into() };
        set(&mut side, "amount", Some("1250.00"));
        let theirs = side.gateway().explain(&side.fields).unwrap().string;
        let diagnosis = paste(&theirs);
        assert_eq!(fault(&diagnosis, &["C1"]), None, "{settings} {theirs}");
        assert!(diagnosis.difference.is_some(), "{settings}");
        assert_eq!(diagnosis.findings[0].string, Some(theirs), "{settings}");
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn differing_fields_of_a_pasted_string_are_named_as_the_rule_writes_them() {
    for settings in RULES {
        let rule = rule(settings);
        if !rule.names || !settings.contains("prefix") && !settings.contains("encode") && !settings.contains("twice") {
            continue;
        }
        let mut side = Side { rule: rule.clone(), fields: fields(), secret: SECRET.into() };
        for (name, text) in
            [("amount", "1250.00"), ("timestamp", "1700000000"), ("attach", " 绿茶 *~2"), ("zeta", "93.00")]
        {
            set(&mut side, name, Some(text));
        }
        let theirs = side.gateway().explain(&side.fields).unwrap().string;
        let ours = gateway(&rule, SECRET.as_bytes());
        let difference =
            ours.diagnose(&Evidence::default().fields(fields()).string(&*theirs)).unwrap().difference.unwrap();
        assert_eq!(difference.fields, ["amount", "attach", "timestamp", "zeta"], "{settings} {theirs}");
    }
}

/// Whoever knows the MD5 can sign where the rule has it for the secret.
#[wasm_bindgen_test(unsupported = test)]
fn the_md5_of_the_secret_in_a_pasted_string_comes_back_masked() {
    let ours = gateway(&rule(r#"{"key":{"tail":"&key=","digest":"md5"}}"#), SECRET.as_bytes());
    let md5 = support::reference_gateway::md5_hex(SECRET.as_bytes());
    let string = ours.explain(&fields()).unwrap().string.replace("1250", "1250.00").replace("***", &md5);
    let diagnosis = ours.diagnose(&Evidence::default().fields(fields()).string(&*string)).unwrap();
    assert_eq!(fault(&diagnosis, &["C1"]), None, "{diagnosis:?}");
    assert!(!format!("{diagnosis:?}").contains(&md5));
}

/// Its example is right, and a secret with a blank at its end is found.
#[wasm_bindgen_test(unsupported = test)]
fn every_dialect_of_the_catalogue_is_diagnosed() {
    let dialects: Vec<Json> = serde_json::from_str(include_str!("../../dialects/dialects.json")).unwrap();
    let mut diagnosed = 0;
    for dialect in &dialects {
        let Some(example) = dialect.get("example") else { continue };
        let (id, secret) = (&dialect["id"], example["secret"].as_str().unwrap());
        let gateway = |secret: String| {
            let over = dialect["over"].as_str();
            let base = over.map(|id| ALL.iter().find(|spec| spec.id == id).unwrap().rule.unwrap());
            let mut rule = base.map_or_else(Rule::default, |base| base());
            rule.adjust(&dialect["rule"].to_string()).unwrap();
            let options = Options::default().secret(Secret::from_bytes(secret).unwrap()).rule(rule);
            match over {
                Some(id) => Gateway::new(id, options.base_url("https://pay.example")).unwrap(),
                None => Gateway::with_rule(options).unwrap(),
            }
        };
        let (ours, theirs) = (gateway(secret.to_owned()), gateway(format!("{secret} ")));
        let (evidence, wrong) = match example["body"].as_str() {
            Some(body) => (Evidence::default().body(body), theirs.sign_body(body)),
            None => {
                let fields = Fields::from_json(&example["fields"].to_string()).unwrap();
                (Evidence::default().fields(fields.clone()), theirs.sign(&fields))
            }
        };
        let right = ours.diagnose(&evidence.clone().sign(example["sign"].as_str().unwrap())).unwrap();
        assert_eq!(right.verdict, DiagnosisVerdict::Match, "{id}: {right:?}");
        let wrong = ours.diagnose(&evidence.sign(wrong.unwrap())).unwrap();
        assert_eq!(fault(&wrong, &["A1"]), None, "{id}: {wrong:?}");
        // A value that begins as the secret does: so much of it is hidden.
        let string = example["string"].as_str().unwrap();
        let parts = (8..secret.len()).rev().filter_map(|length| secret.get(..length));
        let shown = parts.into_iter().find(|part| string.contains(part)).map(|part| string.replace(part, "***"));
        assert_eq!(wrong.findings[0].string.as_deref(), Some(shown.as_deref().unwrap_or(string)), "{id}");
        diagnosed += 1;
    }
    assert!(diagnosed > 40, "{diagnosed}");
}

/// A rule of any settings that do not contradict each other, and a gateway with it.
fn random_rule(random: &mut Random) -> (String, Gateway) {
    loop {
        let mut settings = vec![
            random.pick(&[r#""omit":"empty""#, r#""omit":"nothing""#, r#""omit":"null""#, r#""omit":"php-empty""#]),
            random.pick(&[r#""names":true"#, r#""names":true"#, r#""names":false"#]),
            random.pick(&[
                r#""order":"name""#,
                r#""order":"pair""#,
                r#""order":"pair-ignore-case""#,
                r#""order":"value""#,
                r#""order":"value""#,
                r#""order":"given""#,
                r#""order":["n3","n1","n2","n5","k"]"#,
            ]),
            random.pick(&[r#""join":"&""#, r#""join":"""#, r#""join":"||""#]),
            random.pick(&[r#""assign":"=""#, r#""assign":"""#, r#""assign":"=>""#]),
            random.pick(&[r#""prefix":"""#, r#""prefix":"GET支付?""#]),
            random.pick(&[r#""encode":null"#, r#""encode":"form""#, r#""encode":"percent""#]),
            random.pick(&[r#""fold":null"#, r#""fold":"lower""#, r#""fold":"upper""#]),
            random.pick(&[r#""twice":null"#, r#""twice":"string""#, r#""twice":"fields""#]),
            random.pick(&[
                r#""key":{"tail":"&key="}"#,
                r#""key":{"tail":"","digest":"md5"}"#,
                r#""key":{"head":"k=","tail":""}"#,
                r#""key":{"head":"","digest":"md5"}"#,
                r#""key":{"field":"k"}"#,
                r#""key":{"field":"k","digest":"md5"}"#,
                r#""key":null"#,
            ]),
            random.pick(&[r#""output":"hex""#, r#""output":"base64""#]),
            random.pick(&[r#""case":"upper""#, r#""case":"lower""#, r#""case":"any""#]),
            random.pick(&[r#""charset":"utf-8""#, r#""charset":"gbk""#]),
            random.pick(&[r#""over":"fields""#, r#""over":"fields""#, r#""over":"body""#]),
        ];
        let digests = ["md5", "sha1", "sha256", "sha512", "hmac-md5", "hmac-sha1", "hmac-sha256", "hmac-sha512"];
        let digest = format!(r#""digest":"{}""#, random.pick(&digests));
        settings.push(&digest);
        let settings = format!("{{{}}}", settings.join(","));
        let secret = Secret::from_bytes(random.secret()).unwrap();
        if let Ok(gateway) = Gateway::with_rule(Options::default().secret(secret).rule(rule(&settings))) {
            return (settings, gateway);
        }
    }
}

fn random_fields(random: &mut Random) -> Fields {
    let texts = ["", "0", "a", "B", "z9", "1250", "支付 茶", "https://a.example/?b=c&d", "*~-._ ", "k", "€"];
    let pairs = (1..=1 + random.below(8)).map(|number| {
        let value = if random.below(8) == 0 { Value::Null } else { Value::Text(random.pick(&texts[..10]).to_owned()) };
        (format!("n{number}"), value)
    });
    Fields::from_pairs(pairs.collect()).unwrap()
}

fn json(fields: &Fields) -> String {
    let member = |(name, value): (&str, &Value)| match value {
        Value::Null => format!(r#""{name}":null"#),
        value => format!(r#""{name}":{}"#, serde_json::Value::from(value.text())),
    };
    format!("{{{}}}", fields.iter().map(member).collect::<Vec<_>>().join(","))
}

#[wasm_bindgen_test(unsupported = test)]
fn a_right_signature_under_a_random_rule_is_a_match_and_another_is_none() {
    let mut random = Random::new(15);
    let (mut number, mut strangers) = (0, 0);
    while number < if SMALL { 100 } else { 4000 } {
        let (settings, gateway) = random_rule(&mut random);
        let fields = random_fields(&mut random);
        let is_body = settings.contains(r#""over":"body""#);
        let body = json(&fields);
        let signed = if is_body { gateway.sign_body(&body) } else { gateway.sign(&fields) };
        // Of an empty message there is nothing to sign.
        let Ok(sign) = signed else { continue };
        let evidence = || match is_body {
            true => Evidence::default().body(&*body),
            false => Evidence::default().fields(fields.clone()),
        };
        let diagnosis = gateway.diagnose(&evidence().sign(&*sign)).unwrap();
        assert_eq!(diagnosis.verdict, DiagnosisVerdict::Match, "{settings} {fields:?} {sign}: {diagnosis:?}");
        number += 1;
        if number % 50 == 0 {
            let stranger = Secret::from_bytes(random.secret()).unwrap();
            let rule = rule(&settings);
            let other = Gateway::with_rule(Options::default().secret(stranger).rule(rule)).unwrap();
            let sign = if is_body { other.sign_body(&body) } else { other.sign(&fields) }.unwrap();
            let diagnosis = gateway.diagnose(&evidence().sign(&*sign)).unwrap();
            assert_eq!(diagnosis.verdict, DiagnosisVerdict::Unknown, "{settings} {fields:?}: {diagnosis:?}");
            strangers += 1;
        }
    }
    assert!(strangers > 0);
}
