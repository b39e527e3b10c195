//! Signing natively, beside the bare digest of the same bytes: what is left between them is what fensign adds.
#![cfg(not(target_arch = "wasm32"))]

use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use fensign::diagnose::Evidence;
use fensign::{Fields, Gateway, Options, RequestOptions, Rule, Secret};
use md5::{Digest, Md5};

const SECRET: &str = "uXzgxAIzNHzmQHRyIZPTQPeNi8OWxEwe";
const NOW: i64 = 1_622_016_572_190;

/// One order of each gateway, as benches/javascript/orders.mjs has them.
const ORDERS: &[(&str, &str)] = &[
    ("pass2pay", PASS2PAY),
    (
        "payindex",
        r#"{"pay_memberid":"10086","pay_orderid":"20161226181818000049","pay_applydate":"2016-12-26 18:18:18","pay_bankcode":903,
        "pay_notifyurl":"https://www.example.com/payments/notify","pay_callbackurl":"https://www.example.com/payments/return",
        "pay_amount":149,"pay_attach":"store=1;order=0049","pay_productname":"杂粮煎饼两份","pay_productnum":2,
        "pay_productdesc":"门店：朝阳路一店，订单 0049","type":"json"}"#,
    ),
    (
        "xipay",
        r#"{"inst_no":"52100025","mch_no":"852100059120028","pay_type":300,"pay_trace_no":"20160427210604000049",
        "pay_time":20230306235318,"total_amount":149,"open_id":"o6BcIwvSiRpfS8e_UyfQNrYuk2LI",
        "notify_url":"https://www.example.com/payments/notify"}"#,
    ),
    (
        "4pyun",
        r#"{"app_id":"op0c2a8e5b3f4d6179","merchant":"49BA59ABBE56E057","pay_order":"20160427210604000049","subject":"停车费",
        "value":849,"body":"粤B12345，朝阳路停车场，订单 0049","payer":"o6BcIwvSiRpfS8e_UyfQNrYuk2LI",
        "callback_url":"https://www.example.com/payments/return","notify_url":"https://www.example.com/payments/notify",
        "expire_time":"2022-09-01T00:00:00Z","trade_scene":"PARKING","trade_item":"[{\"key\":\"parking_value\",\"value\":849}]",
        "extra":"{\"plate\":\"粤B12345\",\"park_uuid\":\"49ba59abbe56e057\"}","manual_settle":0}"#,
    ),
    (
        "epay",
        r#"{"pid":1001,"type":"alipay","out_trade_no":"20160427210604000049",
        "notify_url":"https://www.example.com/payments/notify","return_url":"https://www.example.com/payments/return",
        "name":"杂粮煎饼两份，订单 0049","money":59,"clientip":"210.73.10.148","device":"mobile",
        "param":"{\"store\":\"朝阳路一店\",\"order\":\"0049\"}","sign_type":"MD5"}"#,
    ),
];

/// The 22 fields of pass2pay's table that an order can have.
const PASS2PAY: &str = r#"{"mchNo":"M1621873433953","appId":"60cc09bce4b0f1c0b83761c9","mchOrderNo":"20160427210604000049",
    "wayCode":"ALI_QR","amount":1049,"currency":"cny","clientIp":"210.73.10.148","subject":"商品","body":"0","custNo":"C0049",
    "registerTime":1600000000049,"userName":"欧阳小明","mbrTel":"13800138000","idNo":"11010519491231002X",
    "notifyUrl":"https://www.example.com/payments/notify","returnUrl":"https://www.example.com/payments/return",
    "expiredTime":3600,"channelExtra":"{\"payDataType\":\"codeUrl\"}","extParam":"门店：朝阳路一店，订单 0049，杂粮煎饼两份",
    "reqTime":1622016570049,"version":"1.1","signType":"MD5"}"#;

/// pass2pay's notification of a payment, without its signature.
const PAID: &str = r#"{"payOrderId":"P12021022311124440049","mchNo":"M1621873433953","appId":"60cc09bce4b0f1c0b83761c9",
    "mchOrderNo":"20160427210604000049","ifCode":"alipay","wayCode":"ALI_QR","amount":1049,"currency":"cny","state":2,
    "clientIp":"210.73.10.148","subject":"商品","body":"0","channelOrderNo":"2021042622001440049",
    "extParam":"门店：朝阳路一店，订单 0049","createdAt":1622016572190,"successTime":1622016572190,"reqTime":1622016572190}"#;

fn order() -> Fields {
    Fields::from_json(PASS2PAY).unwrap()
}

fn options(rule: Option<Rule>) -> Options {
    let mut options = Options::default().secret(Secret::new(SECRET).unwrap());
    options.rule = rule;
    options
}

/// A gateway of this id, or by the default rule.
fn gateway(id: Option<&str>) -> Gateway {
    let options = options(None).base_url("https://pay.example.com");
    match id {
        Some(id) => Gateway::new(id, options).unwrap(),
        None => Gateway::with_rule(self::options(None)).unwrap(),
    }
}

fn signing(criterion: &mut Criterion) {
    let rows = [(None, PASS2PAY)].into_iter().chain(ORDERS.iter().map(|&(id, order)| (Some(id), order)));
    for (id, order) in rows {
        let fields = Fields::from_json(order).unwrap();
        let gateway = gateway(id);
        let string = gateway.explain(&fields).unwrap().string.replace(fensign::MASK, SECRET);
        let mut group = criterion.benchmark_group(format!("sign, {}", id.unwrap_or("default rule")));
        group.throughput(Throughput::Bytes(u64::try_from(string.len()).unwrap()));
        group.bench_function("bare MD5 of the string", |bencher| bencher.iter(|| Md5::digest(black_box(&string))));
        group.bench_function("fensign", |bencher| bencher.iter(|| gateway.sign(black_box(&fields))));
        group.finish();
    }

    let (fields, pass2pay) = (order(), gateway(Some("pass2pay")));
    let signed = fields.clone().with("sign", pass2pay.sign(&fields).unwrap());
    let paid = Fields::from_json(PAID).unwrap();
    let notice = pass2pay.test_notice(&paid).unwrap();
    criterion.bench_function("verify 22 fields", |bencher| bencher.iter(|| pass2pay.verify(black_box(&signed))));
    criterion.bench_function("read and verify a form notification", |bencher| {
        bencher.iter(|| pass2pay.notice(black_box(notice.body.as_bytes()), Some(notice.content_type)));
    });
    criterion.bench_function("check and build a request", |bencher| {
        bencher.iter(|| pass2pay.request("unifiedOrder", black_box(&fields), NOW, RequestOptions::default()));
    });
}

/// Attempts per second: what the search makes of prepared strings, beside hashing each from the beginning.
fn diagnosing(criterion: &mut Criterion) {
    let evidence = Evidence::default().fields(order()).sign("8F00B204E9800998ECF8427E3C2A19D7");
    let pass2pay = Gateway::new("pass2pay", options(None)).unwrap();
    let tried = pass2pay.diagnose(&evidence).unwrap().tried;
    let string = pass2pay.explain(&order()).unwrap().string.replace(fensign::MASK, SECRET);

    let mut group = criterion.benchmark_group("diagnose 22 fields in vain");
    group.throughput(Throughput::Elements(tried.into()));
    group.bench_function("bare MD5 of as many strings", |bencher| {
        bencher.iter(|| (0..tried).map(|_| Md5::digest(black_box(&string))).fold(0, |sum, digest| sum ^ digest[0]));
    });
    group.bench_function("whole search", |bencher| bencher.iter(|| pass2pay.diagnose(black_box(&evidence))));
    group.finish();
}

criterion_group!(benches, signing, diagnosing);
criterion_main!(benches);
