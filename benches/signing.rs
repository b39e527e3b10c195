//! Signing natively, beside the bare digest of the same bytes: what is left between them is what fensign adds.
#![cfg(not(target_arch = "wasm32"))]

use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use fensign::diagnose::Evidence;
use fensign::{Fields, Gateway, Options, RequestOptions, Rule, Secret};
use md5::{Digest, Md5};

const SECRET: &str = "uXzgxAIzNHzmQHRyIZPTQPeNi8OWxEwe";
const NOW: i64 = 1_622_016_572_190;

/// The 22 fields of pass2pay's table that an order can have.
fn order() -> Fields {
    [
        ("mchNo", "M1621873433953"),
        ("appId", "60cc09bce4b0f1c0b83761c9"),
        ("mchOrderNo", "20160427210604000490"),
        ("wayCode", "ALI_QR"),
        ("amount", "1000"),
        ("currency", "cny"),
        ("clientIp", "210.73.10.148"),
        ("subject", "商品"),
        ("body", "0"),
        ("custNo", "C10086"),
        ("registerTime", "1600000000000"),
        ("userName", "欧阳小明"),
        ("mbrTel", "13800138000"),
        ("idNo", "11010519491231002X"),
        ("notifyUrl", "https://www.example.com/payments/notify"),
        ("returnUrl", "https://www.example.com/payments/return"),
        ("expiredTime", "3600"),
        ("channelExtra", r#"{"payDataType":"codeUrl"}"#),
        ("extParam", "门店：朝阳路一店，杂粮煎饼两份"),
        ("reqTime", "1622016572190"),
        ("version", "1.1"),
        ("signType", "MD5"),
    ]
    .into_iter()
    .fold(Fields::new(), |fields, (name, text)| fields.with(name, text))
}

fn options(rule: Option<Rule>) -> Options {
    let mut options = Options::default().secret(Secret::new(SECRET).unwrap());
    options.rule = rule;
    options
}

fn signing(criterion: &mut Criterion) {
    let fields = order();
    let by_name = Gateway::with_rule(options(None)).unwrap();
    let pass2pay = Gateway::new("pass2pay", options(None)).unwrap();
    let string = by_name.explain(&fields).unwrap().string.replace(fensign::MASK, SECRET);

    let mut group = criterion.benchmark_group("sign 22 fields");
    group.throughput(Throughput::Bytes(u64::try_from(string.len()).unwrap()));
    group.bench_function("bare MD5 of the string", |bencher| bencher.iter(|| Md5::digest(black_box(&string))));
    group.bench_function("sorted by name", |bencher| bencher.iter(|| by_name.sign(black_box(&fields))));
    group.bench_function("pass2pay's order", |bencher| bencher.iter(|| pass2pay.sign(black_box(&fields))));
    group.finish();

    let signed = fields.clone().with("sign", pass2pay.sign(&fields).unwrap());
    criterion.bench_function("verify 22 fields", |bencher| bencher.iter(|| pass2pay.verify(black_box(&signed))));
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
