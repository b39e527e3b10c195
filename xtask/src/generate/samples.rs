//! A sample of every result, made by the crate and printed as it leaves the module, so that `tsc` holds it against the
//! declarations. What JavaScript adds is left out of the type, with the reason.

use std::collections::BTreeSet;

use anyhow::{Context, Result, ensure};
use fensign::diagnose::{DiagnosisVerdict, Evidence};
use fensign::gateways::ALL;
use fensign::{
    Expected, Fields, Gateway, Message, Options, RequestOptions, Secret, SignedRequest, TestMessage, Verdict, json_text,
};
use serde::Serialize;
use serde_json::{Value, json};

use super::{SOURCES, banner};

const NOW: i64 = 1_700_000_000_000;
const SECRET: &str = "k3yk3yk3y";

/// What each of these files, all of its optional members too, must be.
struct Samples(String);

impl Samples {
    fn add(&mut self, name: &str, value: &impl Serialize, of: &str) -> Result<()> {
        let value = serde_json::to_string(value)?;
        self.0 += &format!("export const {name} = ({value}) satisfies {of};\n\n");
        Ok(())
    }
}

/// Not formatted: prettier does that.
pub fn all() -> Result<String> {
    let mut samples = Samples(String::new());
    let pass2pay = gateway("pass2pay", None)?;
    problems(&mut samples, &pass2pay)?;
    requests(&mut samples, &pass2pay)?;
    messages(&mut samples, &pass2pay)?;
    explanations(&mut samples)?;
    diagnoses(&mut samples)?;
    samples.add("rule", &super::rule::whole(), "Full<Rule>")?;
    tables(&mut samples)?;
    Ok(format!(
        "// {}
// Results as Rust gives them: a member that is missing, has another name or another type is an error of the compiler. `Full`
// asks for the optional members too, where a sample has them all.
import type {{ Answer, Decision, Explanation, NoticeKind, NoticeMessage, Order, Problem, ReplyMessage, Rule, SignedRequest, TestMessage }} from 'fensign';
import type {{ Diagnosis, Difference, Finding }} from 'fensign/diagnose';
import type {{ FieldInfo, GatewayInfo, MessageInfo, NoticeInfo, OperationInfo }} from 'fensign/tables';

/** JavaScript adds the method. */
type Given<T> = Omit<T, 'toResponse'>;
type Full<T> = T extends unknown
  ? {{ [Name in keyof T as [T[Name]] extends [undefined] ? never : Name]-?: Exclude<T[Name], undefined> }}
  : never;

/**
 * JavaScript adds the methods and the answers, which are the same in every message, and makes `signed` of `unsigned`; `about`
 * it keeps to itself.
 */
type Received<M> = M extends unknown
  ? Omit<M, 'signed' | 'ack' | 'refuse' | 'decide' | 'matches'> & {{ unsigned: string[] }}
  : never;
type ReceivedReply = Received<ReplyMessage> & {{ about?: NoticeKind }};
type GivenDecision = Omit<Decision, 'answer'> & {{ answer: Given<Answer> }};

{}",
        banner(SOURCES),
        samples.0
    ))
}

fn problems(samples: &mut Samples, pass2pay: &Gateway) -> Result<()> {
    let risky = Fields::new().with("mchNo", "M1").with("amount", "0.5").with("subjekt", "x");
    samples.add("checked", &pass2pay.check("unifiedOrder", &risky, NOW)?, "Full<Problem>[]")?;
    let error = Gateway::new("pass2pai", Options::default()).err().context("no gateway has that name")?;
    samples.add("thrown", &error.problems(), "Problem[]")
}

fn requests(samples: &mut Samples, pass2pay: &Gateway) -> Result<()> {
    let order = Fields::from_json(
        r#"{"mchNo":"M1","appId":"A1","mchOrderNo":"O1","wayCode":"ALI_QR","amount":8,"clientIp":"210.73.10.148",
            "custNo":"C1","registerTime":1622016572190}"#,
    )?;
    let post = pass2pay.request("unifiedOrder", &order, NOW, RequestOptions::default())?;
    samples.add("post", &request(&post)?, "Full<SignedRequest>")?;
    let query = Fields::new().with("app_id", "op1").with("merchant", "62626601").with("pay_order", "A1");
    let get = gateway("4pyun", None)?.request("query", &query, NOW, RequestOptions::default())?;
    samples.add("get", &request(&get)?, "SignedRequest")
}

/// As `requestOf` of pkg-template/src/api.mjs reads it: the body stands in a line of its own.
fn request(request: &SignedRequest) -> Result<Value> {
    let text = json_text::of_request(request);
    let (rest, body) = text.split_once('\n').map_or((text.as_str(), None), |(rest, body)| (rest, Some(body)));
    let mut value: Value = serde_json::from_str(rest)?;
    if let Some(body) = body {
        value["body"] = json!(body);
    }
    Ok(value)
}

fn messages(samples: &mut Samples, pass2pay: &Gateway) -> Result<()> {
    let paid = Fields::from_json(
        r#"{"payOrderId":"P1","mchNo":"M1","appId":"A1","mchOrderNo":"O1","amount":"800","state":"2"}"#,
    )?;
    let sent = pass2pay.test_notice(&paid)?;
    test_message(samples, "testNotice", &sent)?;
    let body_rule = gateway("pass2pay", Some(r#"{"over":"body","header":"X-Sign"}"#))?;
    test_message(samples, "testNoticeWithHeader", &body_rule.test_notice(&paid)?)?;

    let notice = pass2pay.notice(sent.body.as_bytes(), Some(sent.content_type));
    message(samples, "validNotice", &notice, Verdict::Valid, "Full<Received<NoticeMessage>>")?;
    let order = notice.order.as_ref().context("a valid notice has an order")?;
    samples.add("order", order, "Full<Order>")?;
    samples.add("answers", &[notice.ack, notice.refuse], "[Given<Answer>, Given<Answer>]")?;
    let forged = pass2pay.notice(sent.body.replace("800", "900").as_bytes(), Some(sent.content_type));
    message(samples, "invalidNotice", &forged, Verdict::Invalid, "Received<NoticeMessage>")?;
    message(samples, "malformedNotice", &pass2pay.notice(b"{", None), Verdict::Malformed, "Received<NoticeMessage>")?;

    let inner = Fields::from_json(
        r#"{"code":0,"msg":"SUCCESS","data":{"payOrderId":"P1","mchOrderNo":"O1","orderState":1,
            "payDataType":"wxapp","payData":"{\"appId\":\"wx1\"}"}}"#,
    )?;
    let sent = pass2pay.test_reply("unifiedOrder", &inner)?;
    test_message(samples, "testReply", &sent)?;
    let reply = pass2pay.reply("unifiedOrder", sent.body.as_bytes());
    message(samples, "validReply", &reply, Verdict::Valid, "ReceivedReply")?;
    let refused = pass2pay.reply("unifiedOrder", br#"{"code":9999,"msg":"busy"}"#);
    message(samples, "unsignedReply", &refused, Verdict::Unsigned, "ReceivedReply")?;
    for (id, operation, body) in [
        ("4pyun", "prepare", r#"{"code":"1001","pay_url":"https://a.b"}"#),
        ("4pyun", "query", r#"{"code":"1001","status":1}"#),
    ] {
        let reply = gateway(id, None)?.reply(operation, body.as_bytes());
        message(samples, &format!("{operation}Reply"), &reply, Verdict::Unsigned, "ReceivedReply")?;
    }

    samples.add("delivered", &notice.decide(&Expected::new("O1", 800)), "GivenDecision")?;
    let expected = Expected::new("O1", 900);
    samples.add("notDelivered", &notice.decide(&expected), "GivenDecision")?;
    samples.add("mismatches", &notice.matches(&expected), "Full<Problem>[]")
}

fn message(samples: &mut Samples, name: &str, message: &Message, verdict: Verdict, of: &str) -> Result<()> {
    ensure!(message.verdict == verdict, "{name} is {:?}: {:?}", message.verdict, message.problems);
    samples.add(name, &serde_json::from_str::<Value>(&json_text::of_message(message))?, of)
}

fn test_message(samples: &mut Samples, name: &str, message: &TestMessage) -> Result<()> {
    samples.add(name, &serde_json::from_str::<Value>(&json_text::of_test_message(message))?, "TestMessage")
}

fn explanations(samples: &mut Samples) -> Result<()> {
    let fields = Fields::new().with("b", "1").with("a", "").with("sign", "x");
    let explanation = gateway("xipay", None)?.explain(&fields)?;
    samples.add("explanation", &explanation, "Explanation")?;
    let unsigned: Vec<_> = explanation.fields.iter().filter(|field| !field.signed).collect();
    samples.add("unsignedFields", &unsigned, "Full<Explanation['fields'][number]>[]")?;
    let body = gateway("4pyun", None)?.explain_body("{}")?;
    samples.add("explanationOfBody", &body, "Explanation")
}

fn diagnoses(samples: &mut Samples) -> Result<()> {
    let xipay = gateway("xipay", None)?;
    let fields = Fields::new().with("b", "1").with("a", "2 3");
    let sign = xipay.sign(&fields)?;
    let evidence = Evidence::default().fields(fields.clone()).sign(sign);
    diagnosis(samples, "match", &xipay, &evidence, DiagnosisVerdict::Match, "Diagnosis")?;
    let evidence = evidence.sign(xipay.sign(&fields.with("a", "2+3"))?);
    diagnosis(
        samples,
        "cause",
        &xipay,
        &evidence,
        DiagnosisVerdict::Cause,
        "Diagnosis & { findings: Full<Finding>[] }",
    )?;
    let evidence = evidence.sign("0".repeat(32));
    diagnosis(samples, "unknown", &xipay, &evidence, DiagnosisVerdict::Unknown, "Diagnosis")?;
    let evidence = evidence.string("signStr: a=3&b=1");
    let of = "Full<Diagnosis> & { difference: Full<Difference> }";
    diagnosis(samples, "pasted", &xipay, &evidence, DiagnosisVerdict::Unknown, of)
}

fn diagnosis(
    samples: &mut Samples,
    name: &str,
    gateway: &Gateway,
    evidence: &Evidence,
    verdict: DiagnosisVerdict,
    of: &str,
) -> Result<()> {
    let diagnosis = gateway.diagnose(evidence)?;
    ensure!(diagnosis.verdict == verdict, "{name} is {:?}: {:?}", diagnosis.verdict, diagnosis.findings);
    samples.add(&format!("{name}Diagnosis"), &diagnosis, of)
}

/// Of each kind of row the first ones that have something new; what stands below them is a sample of its own.
fn tables(samples: &mut Samples) -> Result<()> {
    let all = ALL.iter().map(serde_json::to_value).collect::<serde_json::Result<Vec<_>>>()?;
    let items = |of: &Value, list: &str| of[list].as_array().cloned().unwrap_or_default();
    let operations: Vec<_> = all.iter().flat_map(|spec| items(spec, "operations")).collect();
    let notices: Vec<_> = all.iter().flat_map(|spec| items(spec, "notices")).collect();
    let replies = operations.iter().map(|operation| &operation["reply"]);
    let objects: Vec<_> = notices.iter().chain(replies).flat_map(|message| items(message, "tables")).collect();
    let fields: Vec<_> = operations.iter().chain(&objects).flat_map(|table| items(table, "fields")).collect();
    samples.add("gateways", &novel(&all, &["/operations", "/notices"]), "GatewayInfo[]")?;
    samples.add(
        "operations",
        &novel(&operations, &["/fields", "/reply/signed", "/reply/tables"]),
        "OperationInfo[]",
    )?;
    samples.add("notices", &novel(&notices, &["/tables"]), "NoticeInfo[]")?;
    samples.add("objects", &novel(&objects, &["/fields"]), "MessageInfo['tables']")?;
    samples.add("fields", &novel(&fields, &[]), "FieldInfo[]")
}

fn novel(rows: &[Value], below: &[&str]) -> Vec<Value> {
    let mut known = BTreeSet::new();
    let mut novel = Vec::new();
    for row in rows {
        let mut row = row.clone();
        for list in below {
            if let Some(list) = row.pointer_mut(list) {
                *list = json!([]);
            }
        }
        let before = known.len();
        paths(&row, "", &mut known);
        if known.len() > before {
            novel.push(row);
        }
    }
    novel
}

/// The names that lead to each value of the row.
fn paths(value: &Value, path: &str, known: &mut BTreeSet<String>) {
    match value {
        Value::Object(members) => {
            members.iter().for_each(|(name, value)| paths(value, &format!("{path}.{name}"), known));
        }
        Value::Array(items) => items.iter().for_each(|item| paths(item, path, known)),
        Value::String(_) => drop(known.insert(format!("{path} text"))),
        Value::Null | Value::Bool(_) | Value::Number(_) => drop(known.insert(path.to_owned())),
    }
}

fn gateway(id: &str, settings: Option<&str>) -> Result<Gateway> {
    let own = ALL.iter().find(|spec| spec.id == id).and_then(|spec| spec.rule).map(|rule| rule());
    let adjusted = |settings| {
        let mut rule = own.unwrap_or_default();
        rule.adjust(settings).map(|()| rule)
    };
    let options = Options::default().secret(Secret::new(SECRET)?);
    let options = match settings.map(adjusted).transpose()? {
        Some(rule) => options.rule(rule),
        None => options,
    };
    Ok(Gateway::new(id, options)?)
}
