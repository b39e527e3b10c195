//! The page of the catalogue of dialects, and the type that names them.

use crate::dialects::{Dialect, FILE};

use super::banner;
use super::pages::table;
use super::types::doc;
use super::wording::{Lang, code};

pub fn declarations(dialects: &[Dialect]) -> String {
    let members = dialects.iter().map(|dialect| {
        let of = match &dialect.over {
            Some(gateway) => format!("Fork<'{gateway}'>"),
            None => "Dialect".to_owned(),
        };
        let title = doc(|lang| title(lang, dialect) + lang.pick(".", "。"));
        format!("{title}readonly '{}': {of};\n", dialect.id)
    });
    format!(
        "// {}
import type {{ Dialect, Fork }} from './dialects.d.ts';

/** Every dialect of the catalogue (docs/dialects.md). 目录中的全部签名规则，见文档。 */
export type Dialects = {{ {} }};
",
        banner(FILE),
        members.collect::<String>()
    )
}

pub fn page(lang: Lang, dialects: &[Dialect]) -> String {
    let title = lang.pick("# Dialects", "# 签名规则目录");
    let about = lang.pick(
        "The signing rules of gateways and platforms, most of them without tables here, as data without a module:",
        "各网关和平台的签名规则（大多没有字段表），以数据形式提供，不含 WebAssembly：",
    );
    let sample = "```js\nimport { Gateway } from 'fensign';\nimport { dialects } from 'fensign/dialects';\n\n\
         const gateway = new Gateway(dialects.vmq.rule, { secret });\n\
         gateway.sign({ payId: '1', param: '', type: '2', price: '0.1' });\n```";
    let legend = lang.pick(
        "*rule* is what differs from the default: every field but `sign`, without empty ones, sorted by name, as `k=v` \
         joined with `&`, then `&key=` and the secret; MD5, upper case. *example*: each is recomputed by fensign's tests; \
         `published`: its source prints the signature, and so proves the rule; `derived`: it follows from the source, by hand \
         or by running its code, and proves only that fensign reads the rule as we do. Compare with your own contract before you \
         rely on a derived one.",
        "“规则”列出与默认规则的差异；默认规则为：除 `sign` 外的非空字段按名称排序，以 `k=v` 用 `&` 连接，末尾加 `&key=` 和密钥，MD5，大写。\
         “示例”均由 fensign 的测试重新计算：`published` 表示来源给出了签名结果，足以证实规则；`derived` 表示按来源手工推算或运行其代码得到，\
         只能说明 fensign 与我们的理解一致，使用前请与网关提供的接入文档核对。",
    );
    let rows =
        |is_fork: bool| dialects.iter().filter(move |it| it.over.is_some() == is_fork).map(move |it| row(lang, it));
    let head = lang
        .pick(["id", "dialect", "rule", "example", "source", "note"], ["id", "名称", "规则", "示例", "来源", "说明"]);
    let forks = lang.pick("## Forks of a gateway", "## 网关的分支");
    let about_forks = lang.pick(
        "Their *rule* is what differs from the gateway's own: `new Gateway('payindex', { rule: dialects['payindex.arrow'].rule, \
         secret })` places, checks and reads messages by the gateway's tables.\n\n\
         A rule says how a message is signed, not what it means. A callback of Pay_Index that says `status=1` instead of \
         `returncode` is verified at best, and decides nothing: `decide` does not deliver. Amounts are yuan: do not use \
         `payindex` for a fork that counts in fen, where an order of 10 yuan would be placed, and paid, as one of 10 fen.",
        "这里的“规则”是与该网关规则的差异：`new Gateway('payindex', { rule: dialects['payindex.arrow'].rule, secret })` \
         下单、校验和读取报文仍按该网关的字段表进行。\n\n\
         规则只说明如何签名，不说明报文的含义。以 `status=1` 代替 `returncode` 的 Pay_Index 回调最多只能通过验签，不会得出支付结果，\
         `decide` 不会判定发货。金额单位为元：金额以分为单位的分支请勿使用 `payindex`，否则 10 元的订单会按 10 分下单和支付。",
    );
    let limits = lang.pick("## What no rule says", "## 规则无法表达的签名");
    let about_limits = lang.pick(
        "- JSON that is flattened before it is signed (HaiPay).\n\
         - A digest of the body that is signed along with other values (China UMS OPEN-BODY-SIG).\n\
         - Fields behind the secret (Heepay's ref_agent_id); Base64 of a hexadecimal digest (Kdniao).\n\
         - RSA, RSA2 and SM2.\n\n\
         What changes with every call (a path, a timestamp beside the secret) stands in the rule: build one for each call.\n\n\
         Under a rule without names or without joiners, different fields may give the same string: a signature does not prove \
         which value belongs to which name. Compare order and amount with your records.",
        "- 先展开嵌套 JSON 再签名（HaiPay）。\n\
         - 先对报文求摘要，再与其他值一起签名（银联商务 OPEN-BODY-SIG）。\n\
         - 排在密钥之后的字段（汇付宝 ref_agent_id）；对十六进制摘要再做 Base64（快递鸟）。\n\
         - RSA、RSA2、SM2。\n\n\
         每次请求都变化的内容（接口路径、与密钥相邻的时间戳）写在规则里，需为每次请求各建一份规则。\n\n\
         规则不含字段名或连接符时，不同的字段可能得到相同的签名串：签名不能证明哪个值属于哪个字段，请与自己的订单记录核对订单号和金额。",
    );
    format!(
        "{title}\n\n{about}\n\n{sample}\n\n{legend}\n\n{}\n{forks}\n\n{about_forks}\n\n{}\n{limits}\n\n{about_limits}\n",
        table(head, rows(false)),
        table(head, rows(true))
    )
}

fn row(lang: Lang, dialect: &Dialect) -> [String; 6] {
    let example = dialect.example.as_ref().map(|it| if it.published { "`published`" } else { "`derived`" });
    let note = lang.pick(&dialect.note, &dialect.note_zh);
    [
        code(&dialect.id),
        title(lang, dialect),
        code(&dialect.rule.to_string()),
        example.unwrap_or_default().to_owned(),
        dialect.source.clone(),
        note.clone().unwrap_or_default(),
    ]
}

fn title(lang: Lang, dialect: &Dialect) -> String {
    lang.pick(&dialect.title, &dialect.title_zh).clone()
}
