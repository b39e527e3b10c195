//! `diagnose` against a plain other side that shares no code with it: every cause alone, pairs of causes, and none.

use std::collections::{BTreeMap, BTreeSet};

use fensign::diagnose::{CAUSES, CauseId, Diagnosis, DiagnosisVerdict, Evidence};
use fensign::{Code, Fields, Gateway, Options, Secret};
use serde_json::Value as Json;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::support;
use crate::support::reference_gateway::cases::Case;
use crate::support::reference_gateway::judging::{Failures, certain, diagnose, fault};
use crate::support::reference_gateway::mutations::{Mutation, all};
use crate::support::reference_gateway::orders::GATEWAYS;
use crate::support::reference_gateway::{Random, Side, messages, order};

/// In WebAssembly, one case of each mutation, and of every fourth where it is searched for.
const SMALL: bool = cfg!(target_arch = "wasm32");

/// By these, fields and bodies, signatures among and beside them, and evidence with and without the operation take
/// turns: see `Case::evidence`.
const SEEDS: &[u64] = &[0, 2, 3, 5];

/// Every mutation alone, on every gateway where it makes a difference.
fn singles(seeds: &[u64]) -> Vec<Case> {
    let alone = |mutation: &Mutation, gateway, seed| {
        let case = Case::new(&[mutation], gateway, seed);
        case.unwrap_or_else(|| panic!("{} {} changes nothing on {gateway}, seed {seed}", mutation.id, mutation.name))
    };
    let mut cases = Vec::new();
    for (index, mutation) in all().iter().enumerate() {
        if SMALL {
            let gateway = mutation.on[index % mutation.on.len()];
            cases.push(alone(mutation, gateway, seeds[index % seeds.len()]));
        } else {
            // Half of the seeds on every gateway, by turns.
            let seeds = || seeds.iter().skip(index % 2).step_by(2);
            let on = mutation.on.iter().flat_map(|&gateway| seeds().map(move |&seed| (gateway, seed)));
            cases.extend(on.map(|(gateway, seed)| alone(mutation, gateway, seed)));
        }
    }
    cases
}

#[wasm_bindgen_test(unsupported = test)]
fn every_cause_alone_is_named() {
    let mut failures = Failures::default();
    let cases = singles(SEEDS);
    for case in cases.iter().step_by(if SMALL { 4 } else { 1 }) {
        let diagnosis = diagnose(&case.gateway(), &case.evidence(), &case.label);
        let mut fail = |what: String| failures.add(format!("{}: {what}", case.names), &case.label);
        match (fault(&diagnosis, &case.ids), diagnosis.findings.first().and_then(|first| first.string.as_ref())) {
            (Some(fault), _) => fail(fault),
            (None, None) => fail("no string".to_owned()),
            (None, Some(string)) if !case.yields(string) => {
                failures.add(format!("{}: the string does not yield the signature", case.names), string);
            }
            _ => {}
        }
    }
    failures.assert_none(cases.len());
}

#[wasm_bindgen_test(unsupported = test)]
fn data_or_the_whole_is_named() {
    let seeds = if SMALL { 1 } else { 5 };
    for case in (0..seeds).flat_map(messages::whole_or_part) {
        let diagnosis = diagnose(&case.gateway, &case.evidence, &case.label);
        assert_eq!(fault(&diagnosis, &["B9"]), None, "{}", case.label);
        assert_eq!(diagnosis.findings[0].string, case.string, "{}", case.label);
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn what_befalls_a_signed_json_body_is_named() {
    let seeds = if SMALL { 1 } else { 5 };
    let mut failures = Failures::default();
    let cases: Vec<_> = (0..seeds).flat_map(messages::json_bodies).collect();
    for case in &cases {
        let diagnosis = diagnose(&case.gateway, &case.evidence, &case.label);
        if let Some(fault) = fault(&diagnosis, &[case.id]) {
            failures.add(format!("{} {}: {fault}", case.id, case.label.split(',').next().unwrap()), &case.label);
        }
    }
    failures.assert_none(cases.len());
}

#[wasm_bindgen_test(unsupported = test)]
fn a_body_that_was_written_again_is_named() {
    let mut failures = Failures::default();
    let cases: Vec<_> = (0..if SMALL { 1 } else { 3 }).flat_map(messages::rewritten_bodies).collect();
    for case in &cases {
        let diagnosis = diagnose(&case.gateway, &case.evidence, &case.label);
        match fault(&diagnosis, &[case.id]) {
            Some(fault) => failures.add(format!("{} {}: {fault}", case.id, case.label), &case.label),
            None => assert_eq!(diagnosis.findings[0].string, case.string, "{}", case.label),
        }
    }
    failures.assert_none(cases.len());
}

#[wasm_bindgen_test(unsupported = test)]
fn a_bad_example_of_a_document_is_named() {
    for case in messages::bad_examples() {
        let diagnosis = diagnose(&case.gateway, &case.evidence, &case.label);
        assert_eq!(fault(&diagnosis, &["E6"]), None, "{}", case.label);
    }
}

/// So that the other side is right where it is not mistaken.
#[wasm_bindgen_test(unsupported = test)]
fn the_other_side_signs_as_the_documents_do() {
    let published: Json = serde_json::from_str(include_str!("../vectors/published.json")).unwrap();
    let mut number = 0;
    for case in published["cases"].as_array().unwrap() {
        let (Some(&gateway), Some(_)) = (GATEWAYS.iter().find(|id| case["gateway"] == **id), case.get("fields")) else {
            continue;
        };
        let order = order(gateway, &mut Random::new(0));
        let mut side = Side::of(&order);
        side.pairs = Fields::from_json(&case["fields"].to_string())
            .unwrap()
            .iter()
            .map(|(name, value)| (name.to_owned(), value.clone()))
            .collect();
        side.secret = case["secret"].as_str().unwrap().into();
        assert_eq!(side.sign(), case["sign"].as_str().unwrap(), "{}", case["id"]);
        number += 1;
    }
    assert!(number >= 10);
}

/// The list of the catalogue: A1 to E6.
fn catalogue() -> Vec<String> {
    let numbers = [('A', 6), ('B', 12), ('C', 11), ('D', 9), ('E', 6)];
    numbers.iter().flat_map(|(letter, count)| (1..=*count).map(move |number| format!("{letter}{number}"))).collect()
}

#[wasm_bindgen_test(unsupported = test)]
fn every_entry_of_the_catalogue_has_five_cases() {
    let ids: Vec<&str> = CAUSES.iter().map(|cause| cause.id.as_str()).collect();
    let mut cases: BTreeMap<&str, usize> = ids.iter().map(|id| (*id, 0)).collect();
    let of_messages = (0..5).flat_map(messages::whole_or_part).chain(messages::bad_examples());
    for id in singles(SEEDS).iter().map(|case| case.ids[0]).chain(of_messages.map(|case| case.id)) {
        *cases.entry(id).or_default() += 1;
    }
    println!("cases by entry: {cases:?}");
    assert_eq!(ids, catalogue());
    let least = if SMALL { 1 } else { 5 };
    assert!(cases.values().all(|number| *number >= least), "{cases:?}");
    assert_eq!(cases.len(), ids.len(), "{cases:?}");
}

#[wasm_bindgen_test(unsupported = test)]
fn every_gateway_has_cases_of_every_entry_that_is_not_a_body_s() {
    let mutations = all();
    for id in catalogue().iter().filter(|id| !matches!(id.as_str(), "B9" | "E6")) {
        let on = mutations.iter().filter(|mutation| mutation.id == id).flat_map(|mutation| &mutation.on);
        assert_eq!(on.copied().collect::<BTreeSet<_>>(), GATEWAYS.iter().copied().collect(), "{id}");
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn another_secret_among_several_is_named_by_its_place() {
    for place in 0..3 {
        let mut random = Random::new(place);
        let order = order("xipay", &mut random);
        let secrets: Vec<String> = (0..3).map(|_| random.secret()).collect();
        let secret = secrets[place as usize].clone().into_bytes();
        let sign = Side { secret, ..Side::of(&order) }.sign();
        let secrets = secrets.into_iter().map(|secret| Secret::from_bytes(secret).unwrap()).collect();
        let evidence = Evidence::default().fields(order.fields()).sign(sign).secrets(secrets);
        let diagnosis = diagnose(&order.gateway(), &evidence, "A2");
        assert_eq!(fault(&diagnosis, &["A2"]), None);
        // As JavaScript counts them.
        let named = format!("secrets[{place}]");
        let finding = &diagnosis.findings[0];
        assert!(finding.message.contains(&named) && finding.message_zh.contains(&named), "{}", finding.message);
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn a_stray_character_of_the_secret_is_named_by_its_code_point() {
    for case in singles(&SEEDS[..1]).iter().filter(|case| case.names.contains("our secret begins with")) {
        let first = String::from_utf8_lossy(&case.order.secret).chars().next().unwrap();
        let code = format!("U+{:04X}", u32::from(first));
        let diagnosis = diagnose(&case.gateway(), &case.evidence(), &case.label);
        let finding = &diagnosis.findings[0];
        assert!(
            finding.message.contains(&code) && finding.message_zh.contains(&code),
            "{}: {}",
            case.label,
            finding.message
        );
    }
}

/// Two causes of different entries, of which one is common, in the order of the catalogue, on a gateway where both make a
/// difference.
fn pairs(number: usize) -> Vec<Case> {
    let mutations = all();
    let mut random = Random::new(5);
    let mut cases = Vec::new();
    let mut rejected = 0;
    let ids: Vec<&str> = mutations.iter().map(|mutation| mutation.id).collect::<BTreeSet<_>>().into_iter().collect();
    while cases.len() < number {
        let gateway = random.pick(&GATEWAYS);
        // Every entry as often as another, however many ways it has.
        let mut any = || {
            let id = random.pick(&ids);
            // Several forgotten fields beside another cause are more than two things to find.
            let several = |way: &Mutation| way.id == "B10" && !way.name.starts_with("1 ");
            let fits = |way: &&Mutation| way.id == id && way.on.contains(&gateway) && !several(way);
            let ways: Vec<_> = mutations.iter().filter(fits).collect();
            random.pick(&ways)
        };
        let (first, second) = (any(), any());
        let place = |id: &str| catalogue().iter().position(|known| known == id);
        let is_common = |id: &str| CAUSES.iter().any(|cause| cause.common && cause.id.as_str() == id);
        let has_common = is_common(first.id) || is_common(second.id);
        if place(first.id) >= place(second.id) || !has_common || !first.goes_with(second) {
            continue;
        }
        match Case::each_counts(&[first, second], gateway, random.next() % 1000) {
            Some(case) => cases.push(case),
            None => rejected += 1,
        }
    }
    // One of the two makes no difference beside the other, as a change of what Pay_Index does not sign.
    assert!(rejected < number / 2, "{rejected} pairs of {number} came to nothing");
    cases
}

#[wasm_bindgen_test(unsupported = test)]
fn pairs_of_causes_are_named() {
    let cases = pairs(if SMALL { 10 } else { 3000 });
    let (mut failures, mut equivalent, mut false_proofs) =
        (Failures::default(), Failures::default(), Failures::default());
    for case in &cases {
        let diagnosis = diagnose(&case.gateway(), &case.evidence(), &case.label);
        let Some(fault) = fault(&diagnosis, &case.ids) else { continue };
        let kind = format!("{} + {}: {fault}", case.ids[0], case.ids[1]);
        let proved =
            diagnosis.findings.iter().filter(|finding| finding.certain).filter_map(|finding| finding.string.as_ref());
        let proved: Vec<&String> = proved.collect();
        match proved.first() {
            None => failures.add(kind, &case.label),
            // Another way to the same string.
            Some(_) if proved.iter().all(|string| case.yields(string)) => equivalent.add(kind, &case.label),
            Some(_) => false_proofs.add(kind, &case.label),
        }
    }
    let exact = cases.len() - failures.number() - equivalent.number() - false_proofs.number();
    println!(
        "{exact} of {} pairs exact\n{} explained otherwise by the same string:\n{}\n{} not found:\n{}",
        cases.len(),
        equivalent.number(),
        equivalent.report(),
        failures.number(),
        failures.report()
    );
    false_proofs.assert_none(cases.len());
    assert!(SMALL || exact * 100 >= cases.len() * 98, "{exact} of {} pairs\n{}", cases.len(), failures.report());
}

#[wasm_bindgen_test(unsupported = test)]
fn another_secret_alone_gives_no_certain_finding() {
    let seeds = if SMALL { 1 } else { 60 };
    let mut failures = Failures::default();
    let mut number = 0;
    for seed in 0..seeds {
        for &gateway in GATEWAYS.iter() {
            let mut random = Random::new(1000 + seed);
            let order = order(gateway, &mut random);
            let side = Side { secret: random.secret().into_bytes(), ..Side::of(&order) };
            let mut signs = vec![("another secret", side.sign())];
            if seed % 6 == 0 {
                signs.push(("a random signature", random.hex(32)));
            }
            for (kind, sign) in signs {
                number += 1;
                let secrets = (0..seed % 3).map(|_| Secret::from_bytes(random.secret()).unwrap()).collect();
                let mut evidence = Evidence::default().fields(order.fields()).sign(sign).secrets(secrets);
                evidence.operation = (seed % 2 == 0).then(|| order.operation.to_owned());
                let label = format!("{kind} on {gateway}, seed {seed}");
                let diagnosis = diagnose(&order.gateway(), &evidence, &label);
                let last = diagnosis.findings.last().map(|finding| (finding.id, finding.certain));
                if diagnosis.verdict != DiagnosisVerdict::Unknown || !certain(&diagnosis).is_empty() {
                    failures.add(format!("{kind}: {:?} {:?}", diagnosis.verdict, certain(&diagnosis)), &label);
                } else if last != Some((CauseId::A2, false)) {
                    failures.add(format!("{kind}: the last suspicion is {last:?}"), &label);
                } else if diagnosis.tried == 0 || diagnosis.ruled_out.is_empty() {
                    failures.add(format!("{kind}: nothing was tried"), &label);
                }
            }
        }
    }
    assert!(SMALL || number >= 350);
    failures.assert_none(number);
}

#[wasm_bindgen_test(unsupported = test)]
fn the_exact_rule_is_a_match() {
    for seed in 0..if SMALL { 1 } else { 10 } {
        for &gateway in GATEWAYS.iter() {
            let order = order(gateway, &mut Random::new(seed));
            let sign = Side::of(&order).sign();
            let label = format!("{gateway}, seed {seed}");
            let beside = Evidence::default().fields(order.fields()).sign(sign.clone());
            let fields = order.fields().with(order.dialect.field, sign);
            let among = Evidence::default().fields(fields);
            for evidence in [beside, among] {
                assert_match(&diagnose(&order.gateway(), &evidence, &label), &label);
            }
        }
        for case in messages::right_messages(seed) {
            assert_match(&diagnose(&case.gateway, &case.evidence, &case.label), &case.label);
        }
    }
}

fn assert_match(diagnosis: &Diagnosis, label: &str) {
    assert_eq!(diagnosis.verdict, DiagnosisVerdict::Match, "{label}: {:?}", diagnosis.findings);
    assert!(certain(diagnosis).is_empty(), "{label}: {:?}", diagnosis.findings);
    assert!(!diagnosis.message.is_empty() && !diagnosis.message_zh.is_empty(), "{label}");
    assert!(diagnosis.difference.is_none(), "{label}");
}

#[wasm_bindgen_test(unsupported = test)]
fn nothing_returned_holds_the_secret() {
    let mut cases: Vec<Case> = singles(&SEEDS[2..4]).into_iter().step_by(if SMALL { 8 } else { 1 }).collect();
    cases.extend(pairs(if SMALL { 5 } else { 50 }));
    for case in &cases {
        let secrets =
            [vec![case.order.secret.clone(), case.side.secret.clone()], case.order.candidates.clone()].concat();
        let gateway = case.gateway();
        let diagnosis = diagnose(&gateway, &case.evidence(), &case.label);
        assert_silent(&secrets, &format!("{diagnosis:?}"), &texts(&diagnosis), &case.label);
        let explanation = gateway.explain(&case.order.fields()).unwrap();
        assert_silent(&secrets, &format!("{explanation:?}"), &[explanation.string], &case.label);
    }
    for case in messages::bad_examples().into_iter().chain(messages::whole_or_part(0)) {
        let diagnosis = diagnose(&case.gateway, &case.evidence, &case.label);
        assert_silent(&[case.secret], &format!("{diagnosis:?}"), &texts(&diagnosis), &case.label);
    }
}

fn texts(diagnosis: &Diagnosis) -> Vec<String> {
    let mut texts = vec![diagnosis.message.clone(), diagnosis.message_zh.clone()];
    for finding in &diagnosis.findings {
        texts.extend([finding.message.clone(), finding.message_zh.clone()]);
        texts.extend(finding.string.clone());
        texts.extend(finding.fields.clone());
    }
    if let Some(difference) = &diagnosis.difference {
        texts.extend([difference.message.clone(), difference.message_zh.clone()]);
    }
    texts
}

/// Neither the secrets nor what can be made of them.
fn assert_silent(secrets: &[Vec<u8>], debug: &str, texts: &[String], label: &str) {
    use base64::Engine;
    let mut words: BTreeSet<String> = BTreeSet::new();
    for secret in secrets {
        let secret = String::from_utf8_lossy(secret).into_owned();
        let decoded = [hex::decode(&secret).ok(), base64::engine::general_purpose::STANDARD.decode(&secret).ok()];
        words.extend(decoded.into_iter().flatten().filter_map(|bytes| String::from_utf8(bytes).ok()));
        let plain = secret.trim_matches(|c: char| !c.is_ascii_alphanumeric()).to_owned();
        words.extend([secret.to_uppercase(), secret.to_lowercase(), plain, secret]);
    }
    for word in words.iter().filter(|word| word.len() >= 6) {
        assert!(!debug.contains(word.as_str()), "{label}: {word} in {debug}");
        for text in texts {
            assert!(!text.contains(word.as_str()), "{label}: {word} in {text}");
        }
    }
}

fn refused(gateway: &Gateway, evidence: &Evidence) -> (Option<String>, Code) {
    let error = gateway.diagnose(evidence).unwrap_err();
    (error.problems()[0].field().map(str::to_owned), error.problems()[0].code())
}

#[wasm_bindgen_test(unsupported = test)]
fn what_is_missing_is_named() {
    let gateway = support::gateway("xipay");
    let fields = || Evidence::default().fields(Fields::new().with("mch_no", "1"));
    let sign = "0".repeat(32);
    let field = |evidence: &Evidence| refused(&gateway, evidence).0.unwrap_or_default();
    assert_eq!(field(&Evidence::default().sign(sign.clone())), "fields");
    assert_eq!(field(&fields()), "sign");
    assert_eq!(field(&Evidence::default().body(r#"{"mch_no":"1"}"#)), "sign");
    let unknown = fields().sign(sign.clone()).operation("no-such");
    assert_eq!(refused(&gateway, &unknown), (Some("operation".to_owned()), Code::Operation));
    let evidence = fields().sign(sign);
    let no_secret = Gateway::new("xipay", Options::default()).unwrap();
    assert_eq!(refused(&no_secret, &evidence), (Some("secret".to_owned()), Code::Secret));
    let no_rule = Options::default().secret(Secret::new("s").unwrap());
    assert_eq!(refused(&Gateway::new("wecard", no_rule).unwrap(), &evidence), (Some("rule".to_owned()), Code::NoRule));
}

/// No time is asserted; one that explodes would not end.
#[wasm_bindgen_test(unsupported = test)]
fn hostile_evidence_is_neither_fatal_nor_endless() {
    let deep = |depth: usize| "[".repeat(depth) + &"]".repeat(depth);
    let many = |number: usize| (0..number).map(|index| format!("f{index}=1&")).collect::<String>();
    let nested = |depth: usize| "{\"a\":".repeat(depth) + "1" + &"}".repeat(depth);
    let bodies = [
        String::new(),
        "%".to_owned(),
        "{".to_owned(),
        "null".to_owned(),
        "[]".to_owned(),
        "{}".to_owned(),
        "a=%&sign=%".to_owned(),
        "a=1&a=2&sign=x".to_owned(),
        "=1&sign=x".to_owned(),
        r#"{"a":1,"a":2,"sign":"x"}"#.to_owned(),
        r#"{"a":"\ud800","sign":"x"}"#.to_owned(),
        r#"{"sign":[]}"#.to_owned(),
        r#"{"data":[],"sign":"x"}"#.to_owned(),
        r#"{"a":1e999999999,"sign":"x"}"#.to_owned(),
        format!(r#"{{"a":"{}","sign":"x"}}"#, "9".repeat(5000)),
        format!(r#"{{"amount":{},"sign":"x"}}"#, "9".repeat(400)),
        format!(r#"{{"sign":"x","a":{}}}"#, deep(100_000)),
        format!(r#"{{"sign":"x","data":{}}}"#, nested(100_000)),
        format!(r#"{{"a":"{}","sign":"x"}}"#, "&amp;%25".repeat(100_000)),
        format!(r#"{{"a":"{}","sign":"x"}}"#, "中".repeat(300_000)),
        format!("{}sign=x", many(900)),
        format!("{}sign=x", many(100_000)),
        format!("a={}&sign=x", "%2525".repeat(150_000)),
        format!("sign={}&a=1", "F".repeat(1_000_000)),
    ];
    let strings = ["", "%", "***", "&", "=", "a=1&key=***", "\u{0}", "¬ify_url=1"];
    for &gateway in if SMALL { &GATEWAYS[..1] } else { &GATEWAYS } {
        let order = order(gateway, &mut Random::new(0));
        let gateway = order.gateway();
        for body in &bodies {
            let alone = Evidence::default().body(body.clone());
            answered(&gateway, &alone);
            answered(&gateway, &alone.sign("0".repeat(32)));
        }
        let long = ["&a=%".repeat(250_000), "中".repeat(300_000), many(100_000), deep(100_000)];
        for string in strings.iter().map(|&text| text.to_owned()).chain(long) {
            answered(&gateway, &Evidence::default().fields(order.fields()).string(string.clone()));
            answered(&gateway, &Evidence::default().fields(order.fields()).sign(string.clone()));
            answered(
                &gateway,
                &Evidence::default().fields(Fields::new().with("amount", string.clone()).with(string, "1")).sign("x"),
            );
        }
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn more_than_any_gateway_sends_is_refused() {
    let gateway = support::gateway("pass2pay");
    let fields = |count: usize, text: &str| {
        let fields = (0..count).fold(Fields::new(), |fields, at| fields.with(format!("f{at}"), text));
        refused(&gateway, &Evidence::default().fields(fields).sign("0".repeat(32)))
    };
    assert_eq!(fields(1001, "1"), (Some("fields".to_owned()), Code::Length));
    assert_eq!(fields(11, &"x".repeat(100_000)), (Some("fields".to_owned()), Code::Length));
}

/// Nothing is proved, or an error says what cannot be read.
fn answered(gateway: &Gateway, evidence: &Evidence) {
    match gateway.diagnose(evidence) {
        Ok(diagnosis) => assert_ne!(diagnosis.verdict, DiagnosisVerdict::Match),
        Err(error) => assert!(!error.problems().is_empty()),
    }
}

/// Texts of one field that changed twice, and the causes.
const TWICE: &[(&str, &str, [&str; 2])] = &[
    // A filter that trims and escapes.
    ("A&amp;B", " A&B", ["C7", "D6"]),
    ("Tom &amp; &quot;Li&quot;", "Tom & \"Li\" ", ["C7", "D6"]),
    (" A&B 茶", "A&amp;B 茶", ["C7", "D6"]),
    ("A&amp;B<2> ", "A&amp;amp;B&lt;2&gt;", ["C7", "D6"]),
    ("Li\\'s &lt;tea&gt;", "Li's <tea>", ["D6", "D9"]),
    ("Li\\'s tea ", "Li's tea", ["C7", "D9"]),
    ("&#33590; &amp; A", "茶 & A", ["D6", "D9"]),
    ("奶茶🧋大杯 ", "奶茶大杯", ["C7", "D8"]),
    ("奶茶🧋&amp;A", "奶茶????&A", ["D6", "D8"]),
    ("A&B 奶茶🧋", "A&amp;B 奶茶", ["D6", "D8"]),
    ("\u{feff}A+B 茶", "A B 茶", ["D5", "D8"]),
    ("a%2Fb ", "a/b", ["C7", "D4"]),
    ("<b>Tea</b> &amp; Cake", "Tea & Cake", ["D6", "D8"]),
    ("Red  Tea\u{200b} A+1", "Red Tea\u{200b} A 1", ["D5", "D8"]),
];

#[wasm_bindgen_test(unsupported = test)]
fn two_changes_of_one_value_are_both_named() {
    let mut failures = Failures::default();
    let gateways = if SMALL { &GATEWAYS[..1] } else { &GATEWAYS[..] };
    for (seed, &gateway) in gateways.iter().enumerate() {
        for (ours, theirs, ids) in TWICE {
            let mut order = order(gateway, &mut Random::new(seed as u64));
            let name = order.set_text(ours);
            let mut side = Side::of(&order);
            side.set(name, *theirs);
            let label = format!("{ours:?} and {theirs:?} on {gateway}");
            let diagnosis =
                diagnose(&order.gateway(), &Evidence::default().fields(order.fields()).sign(side.sign()), &label);
            if let Some(fault) = fault(&diagnosis, ids) {
                failures.add(format!("{ours:?} and {theirs:?}: {fault}"), &label);
            }
        }
    }
    failures.assert_none(TWICE.len() * gateways.len());
}

/// The two readings of one string: our value was escaped, or theirs was damaged.
#[wasm_bindgen_test(unsupported = test)]
fn escapes_of_ours_do_not_accuse_the_other_side() {
    for (ours, theirs) in [
        ("{&quot;a&quot;:&quot;b&quot;}", "{\"a\":\"b\"}"),
        ("{&quot;a&quot;:1}", "{\"a\":1}"),
        ("A&lt;B&gt;", "A<B>"),
        ("&quot;茶&quot;&nbsp;A&amp;B", "\"茶\"\u{a0}A&B"),
        ("3&times;4&deg;", "3×4°"),
    ] {
        for &gateway in GATEWAYS.iter() {
            let mut order = order(gateway, &mut Random::new(1));
            let name = order.set_text(ours);
            let mut side = Side::of(&order);
            side.set(name, theirs);
            let diagnosis =
                diagnose(&order.gateway(), &Evidence::default().fields(order.fields()).sign(side.sign()), ours);
            assert_eq!(fault(&diagnosis, &["D6"]), None, "{ours} on {gateway}");
            let message = &diagnosis.findings[0].message;
            assert!(message.contains("our value is HTML-escaped") && !message.contains("damaged"), "{message}");
        }
    }
}
