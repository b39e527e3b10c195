//! The catalogue of causes: why two signatures differ. Each of them was met in practice.

use std::borrow::Cow;
use std::fmt;

use serde::{Serialize, Serializer};

use crate::problem::Bilingual;

/// One cause.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Cause {
    /// Its name.
    pub id: CauseId,
    /// What happens.
    pub cause: Bilingual,
    /// What to change.
    pub fix: Bilingual,
    /// Whether it is met so often that it is looked for beside every other cause.
    pub common: bool,
}

/// The column `common`.
macro_rules! is_common {
    (common) => {
        true
    };
    (seldom) => {
        false
    };
}

macro_rules! causes {
    ($($id:ident $common:ident $en:literal $zh:literal => $fix:literal $fix_zh:literal)*) => {
        /// The name of a cause: a letter for its kind (secret, fields, values, encodings, the string), and a number.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum CauseId { $(#[doc = $en] $id,)* }

        impl CauseId {
            /// The name as it is written: `A1` to `E6`.
            pub fn as_str(self) -> &'static str {
                match self { $(CauseId::$id => stringify!($id),)* }
            }

            /// What happens, and what to change.
            pub const fn cause(self) -> &'static Cause {
                match self { $(CauseId::$id => &Cause {
                    id: CauseId::$id,
                    cause: Bilingual { en: $en, zh: $zh },
                    fix: Bilingual { en: $fix, zh: $fix_zh },
                    common: is_common!($common),
                },)* }
            }
        }

        /// Every cause that is looked for.
        pub const CAUSES: &[Cause] = &[$(*CauseId::$id.cause(),)*];
    };
}

/// Causes whose sentences say the same of the same string: of two in a family, one is said.
const FAMILIES: &[&[CauseId]] = {
    use CauseId::*;
    &[
        &[B1, B2, B3, B4, B5, B6, B7, B10, B11, B12, C4],
        &[C1, C2, C3, C11],
        &[C4, C5, C6, C10],
        &[C7, D7, D8],
        &[D3, D4],
        &[D6, D9],
    ]
};

impl CauseId {
    /// Whether one sentence of the two is enough where both make the same string.
    pub(crate) fn says_the_same(self, other: CauseId) -> bool {
        self == other || FAMILIES.iter().any(|family| family.contains(&self) && family.contains(&other))
    }
}

impl Serialize for CauseId {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl fmt::Display for CauseId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

#[rustfmt::skip]
causes! {
    A1 common "Invisible or full-width characters, quotes or a label in the secret" "密钥中混入了不可见字符、全角字符、引号或标签"
      => "Copy the secret anew, without blanks, line breaks, quotes, labels or a BOM, and trim it where it is loaded." "请重新复制密钥，去掉空格、换行、引号、标签和 BOM，并在读取时做 trim。"
    A2 seldom "Another secret" "双方使用的密钥不同"
      => "Use the same secret on both sides: check application, environment, and which of several keys is meant." "请核对应用、环境（测试/生产）和密钥种类，确保双方使用同一个密钥。"
    A3 seldom "The secret was converted: letter case, base64, hex, MD5, URL or HTML" "密钥被转换过：大小写、base64、十六进制、MD5、URL 编码或 HTML 转义"
      => "Use the secret exactly as the gateway shows it; where its document has the secret's MD5, `rule.key.digest` is the setting." "请按网关后台显示的原文使用密钥，不要做任何转换；若文档要求使用密钥的 MD5，对应的规则选项是 `rule.key.digest`。"
    A4 seldom "An empty secret, or none" "密钥为空"
      => "Anybody can make such a signature: treat the message as forged, and check that the secret is loaded." "任何人都能算出这样的签名：请视为伪造报文，并检查密钥是否已正确加载。"
    A5 common "The secret stands elsewhere or under another name" "密钥的位置或拼接方式不同"
      => "Append the secret as the gateway's document says; `rule.key` is the setting." "请按网关文档的方式拼接密钥；对应的规则选项是 `rule.key`。"
    A6 seldom "The secret was cut" "密钥被截断"
      => "Load the whole secret: quote it where $, # or a blank in it ends it (.env, shell, YAML), and keep its column wide enough." "请加载完整的密钥：.env、Shell、YAML 中含 $、# 或空格时需加引号，并确认存储字段长度足够。"
    B1 common "Empty texts signed, or dropped" "空值是否参与签名不一致"
      => "Treat empty texts as the gateway's document says; `rule.omit` is the setting." "请按网关文档处理空值；对应的规则选项是 `rule.omit`。"
    B2 seldom "A null signed as a word" "null 被当作文本签名"
      => "Leave nulls out, or sign them as the gateway's document says, never as a word." "请按网关文档处理 null（通常不参与签名），不要拼成文字。"
    B3 seldom "0 or false dropped as if it were empty" "0 或 false 被当作空值丢弃"
      => "Test for null and \"\" instead of truth: PHP's empty() and `if (value)` drop 0 too." "判断空值时请与 null 和 \"\" 比较：PHP 的 empty() 和 `if (value)` 会把 0 也丢掉。"
    B4 common "The signature itself or the signature type signed, or left out" "sign 或 sign_type 是否参与签名不一致"
      => "Leave the signature out, and treat the signature type as the gateway's document says; `rule.exclude` is the setting." "sign 本身不参与签名；sign_type 请按网关文档处理；对应的规则选项是 `rule.exclude`。"
    B5 common "Unknown fields dropped, or signed" "表外字段是否参与签名不一致"
      => "Send the fields of the gateway's table only." "请只传网关字段表中的字段。"
    B6 seldom "Only the documented fields signed, or all of them" "只签文档指定的字段，还是签全部字段"
      => "Sign the fields that the gateway's document lists; `rule.include` is the setting." "请只对网关文档指定的字段签名；对应的规则选项是 `rule.include`。"
    B7 common "A router or framework added fields" "路由或框架混入了额外参数"
      => "Verify what was received in the body only, without the query of the address and the framework's own parameters." "验签时只取报文体中的参数，去掉地址上的查询参数和框架自带参数。"
    B8 seldom "A value was cut at &" "参数值在 & 处被截断"
      => "URL-encode values on the wire, or keep & out of them." "传输时对参数值做 URL 编码，或避免在值中使用 &。"
    B9 seldom "`data`, the fields or the whole body signed" "签名对象不同：data、各字段或整个报文体"
      => "Sign the part that the gateway's document names; `rule.over` is the setting for the exact body." "请按网关文档确定签名范围；对整个报文体签名时使用 `rule.over`。"
    B10 common "Fields forgotten" "漏签字段"
      => "Sign every field that is sent." "请让所有发送的字段都参与签名。"
    B11 seldom "Fields that a table or an SDK fills in are missing here" "我方缺少字段表固定或 SDK 自动补充的字段"
      => "Sign and send the fields that the gateway's table fixes, or that an SDK adds, on both sides." "字段表规定的固定值或 SDK 自动补充的字段，双方都要参与签名并发送。"
    B12 seldom "Many foreign or forgotten fields: cookies, a base class's, those of another message" "混入或漏签了多个字段：Cookie、基类字段等"
      => "Sign what the message has, and nothing else: neither cookies nor a base class's own fields." "只对报文中的字段签名，不要混入 Cookie 或基类自带的字段。"
    C1 common "An amount, or a number in JSON text, written with other decimals or an exponent" "金额或 JSON 文本中的数字，小数位或科学计数法写法不同"
      => "Keep amounts as text or integers, never as floats, and sign the very text that is sent." "金额请用字符串或整数，不要用浮点数；签名与发送使用同一段文本。"
    C2 common "Yuan for fen, or fen for yuan" "元与分混用"
      => "Use the unit of the gateway's table, and convert exactly." "请按字段表的单位（元或分）传值，并精确换算。"
    C3 seldom "A long number lost digits" "大整数丢失精度"
      => "Keep long numbers as text: beyond 2^53 a double cannot hold them." "超过 2^53 的数字请用字符串，浮点数无法精确表示。"
    C4 common "An object or array written in another way" "对象或数组转成文本的写法不同"
      => "Turn the object into JSON text once, and sign and send that very text." "请只序列化一次，签名与发送使用同一段 JSON 文本。"
    C5 common "JSON escaped in another way" "JSON 转义方式不同"
      => "Sign the JSON text exactly as it is sent: mind \\/ and \\uXXXX." "签名必须使用实际发送的 JSON 原文，注意 \\/ 与 \\uXXXX 转义（如 JSON_UNESCAPED_SLASHES、JSON_UNESCAPED_UNICODE）。"
    C6 seldom "A boolean or a list written in another way" "布尔值或列表的写法不同"
      => "Sign the very text that is sent: true and false, lists as JSON." "签名请使用实际发送的文本：true/false，列表用 JSON。"
    C7 common "Blanks around a value trimmed, or not" "参数值首尾空白是否去除不一致"
      => "Trim before signing and sending, or not at all, on both sides." "要么双方都在签名和发送前 trim，要么都不做。"
    C8 seldom "A time in another unit, zone or form" "时间的单位、时区或格式不同"
      => "Write the time as the gateway's table says, once, and sign what is sent." "请按字段表的格式（秒/毫秒、UTC/北京时间）生成一次时间，签名与发送使用同一文本。"
    C9 seldom "Letter case of a value" "参数值的大小写不同"
      => "Write the value as the gateway's table does." "请按字段表的大小写传值。"
    C10 seldom "A list or object flattened, empty in another form, or turned into JSON text twice" "列表或对象被展开、空值写法不同，或重复序列化"
      => "Turn lists and objects into JSON text once, and sign and send that very text." "列表和对象只序列化一次，签名与发送使用同一段 JSON 文本。"
    C11 seldom "Leading zeros lost or added, an overflow, or an exponent on a long number" "数字的前导零丢失或增加、溢出，或长数字变成科学计数法"
      => "Keep numbers of orders and accounts, and times, as text from end to end." "订单号、账号、时间戳等请全程使用字符串。"
    D1 common "Another charset than the rule's" "签名时使用的字符集不同"
      => "Get the bytes in the rule's charset before the digest; `rule.charset` is the setting." "计算摘要前请按规则的字符集取字节（如 getBytes(\"UTF-8\")）；对应的规则选项是 `rule.charset`。"
    D2 seldom "Garbled characters in a value" "参数值已经乱码"
      => "Decode the request in the charset in which it was sent." "请按发送方的字符集解码请求。"
    D3 common "Values URL-encoded before signing or not, or decoded once too often here" "签名前是否做了 URL 编码不一致，或我方多解码了一次"
      => "Sign raw values, since URL-encoding belongs to the wire; where the gateway's document encodes them, `rule.encode` is the setting." "请用原始值签名，URL 编码只用于传输；若文档要求先编码再签名，对应的规则选项是 `rule.encode`。"
    D4 seldom "Values decoded once too often" "参数值多做了一次 URL 解码"
      => "Decode a form once only: the framework has done it already." "表单只解码一次：框架通常已经解码过。"
    D5 seldom "+ and blank exchanged, or a trailing = lost" "+ 与空格互换，或末尾的 = 丢失"
      => "Encode + as %2B and = as %3D on the wire, and decode forms as forms." "传输时 + 编码为 %2B、= 编码为 %3D，并按表单规则解码。"
    D6 common "HTML escapes or HTML entities in the string" "HTML 转义或实体破坏了签名串"
      => "Sign unescaped text; copy strings from the log, not from a web page (&notify_url becomes ¬ify_url there)." "请用未转义的原文签名；签名串请从日志复制，不要从网页复制（&notify_url 会变成 ¬ify_url）。"
    D7 seldom "Unicode forms, full-width punctuation, curly quotes or line ends" "Unicode 规范化、全角标点、弯引号或换行符不同"
      => "Sign the characters exactly as they are sent." "请按实际发送的字符签名，不要让输入法、编辑器或系统改写。"
    D8 seldom "Characters lost or replaced" "字符丢失或被替换"
      => "Sign the very characters that are sent: mind columns without utf8mb4, length limits, filters and invisible characters that were copied along." "签名必须使用实际发送的字符：注意未用 utf8mb4 的数据库字段、长度限制、过滤函数，以及复制时带入的不可见字符。"
    D9 seldom "Backslashes, \\uXXXX or numeric entities in plain text" "普通文本中出现反斜杠、\\uXXXX 或数字实体"
      => "Sign plain text without escapes; escapes belong to JSON text, SQL and HTML." "普通文本请按原文签名，转义只用于 JSON、SQL 和 HTML。"
    E1 common "Another order" "排序方式不同"
      => "Sort as the gateway's document says; `rule.order` is the setting." "请按网关文档排序；对应的规则选项是 `rule.order`。"
    E2 seldom "Joined in another way" "拼接方式不同"
      => "Join names and values as the gateway's document says; `rule.assign`, `rule.join`, `rule.names`, `rule.prefix` and `rule.fold` are the settings." "请按网关文档拼接；对应的规则选项是 `rule.assign`、`rule.join`、`rule.names`、`rule.prefix` 和 `rule.fold`。"
    E3 seldom "Names written in another style, or misspelt" "字段名写法不同或拼写有误"
      => "Write the names exactly as the gateway's table does." "字段名请与字段表完全一致。"
    E4 common "Another digest, or another form of it" "摘要算法或输出形式不同"
      => "Use the gateway's digest, letter case and length; `rule.digest`, `rule.twice`, `rule.output` and `rule.case` are the settings." "请使用网关规定的摘要算法、大小写和长度；对应的规则选项是 `rule.digest`、`rule.twice`、`rule.output` 和 `rule.case`。"
    E5 seldom "The received signature was cut, quoted, padded, encoded or has lost zeros" "收到的签名被截断、带引号、带空白、被编码或丢失了 0"
      => "Take the signature exactly as it was sent, keep a column wide enough for it, and write each byte as two hexadecimal digits." "请原样取出签名，确认存储字段长度足够，并把每个字节写成两位十六进制。"
    E6 seldom "The documentation's own example is wrong" "文档自带的示例有误"
      => "Do not test against this example: use fensign's published vectors." "不要用这个示例做验证，请使用 fensign 收录的已验证样例。"
}

/// A cause of the catalogue as it applies here: what the other side did, or what was done to our data.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Step {
    /// The cause.
    pub(crate) id: CauseId,
    /// What was done, a whole clause in English and Chinese.
    pub(crate) did: (Cow<'static, str>, Cow<'static, str>),
    /// The fields concerned.
    pub(crate) fields: Vec<String>,
}

pub(crate) fn step(id: CauseId, (en, zh): (String, String)) -> Step {
    Step { id, did: (en.into(), zh.into()), fields: Vec::new() }
}
