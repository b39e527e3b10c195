"""The rules in Python 3, from the documents: docs/README.md has the gateways, docs/dialects.md the dialects.

`python3 signer.py rules` prints the names of all rules. Without an argument it signs: on the standard input one message a line, as
`rule<TAB>secret<TAB>name:value<TAB>...`, all but the rule's name in hexadecimal, `~` for a null; on the standard output one line
each, `signature<TAB>string` with the string in hexadecimal, or `-` where no field is signed.
"""

import base64
import hashlib
import hmac
import sys
from urllib.parse import quote_plus


class NothingSigned(Exception):
    pass


# What is left in the string.


def anything(value):
    return True


def given(value):
    return value is not None


def filled(value):
    return value not in (None, "")


def true_in_php(value):
    return value not in (None, "", "0")


# Which fields are signed, as names and texts.


def signed(fields, keep, *unsigned):
    return some([(name, value or "") for name, value in fields if name not in unsigned and keep(value)])


def listed(fields, keep, *names):
    values = dict(fields)
    return some([(name, values[name] or "") for name in names if name in values and keep(values[name])])


def some(items):
    if not items:
        raise NothingSigned
    return items


def listed_with(fields, keep, secret_name, secret, *names):
    """In the order of the names, among which the secret stands under its own."""
    listed(fields, keep, *names)
    return listed([*fields, (secret_name, secret)], keep, *names)


# The string.


def by_name(items):
    # Python compares code points, whose order is that of their UTF-8 bytes.
    return sorted(items, key=lambda item: item[0])


def by_value(texts):
    return sorted(texts)


def ignoring_case(texts):
    """As Java's String.CASE_INSENSITIVE_ORDER."""
    return sorted(texts, key=lambda text: "".join(map(java_letter, text)))


def java_letter(letter):
    upper = letter.upper()
    # Java has one letter for each: where Python has several, Java leaves it as it is.
    letter = upper if len(upper) == 1 else letter
    return letter.lower()[0]


def pairs(items, assign="=", join="&"):
    return join.join(name + assign + value for name, value in items)


def values(items):
    return [value for _, value in items]


def lower_ascii(text):
    return text.encode().lower().decode()


def form(text):
    return quote_plus(text, safe="*").replace("~", "%7E")


# The signature.


def digest(algorithm, text):
    return hashlib.new(algorithm, text.encode())


def md5(text):
    return digest("md5", text).hexdigest()


def md5_lower(text, secret):
    return md5(text)


def md5_upper(text, secret):
    return md5(text).upper()


def md5_base64(text, secret):
    return base64.b64encode(digest("md5", text).digest()).decode()


def sha1_lower(text, secret):
    return digest("sha1", text).hexdigest()


def sha1_upper(text, secret):
    return digest("sha1", text).hexdigest().upper()


def sha256_upper(text, secret):
    return digest("sha256", text).hexdigest().upper()


def sha512_upper(text, secret):
    return digest("sha512", text).hexdigest().upper()


def keyed(algorithm, text, secret):
    return hmac.new(secret.encode(), text.encode(), algorithm)


def hmac_md5_lower(text, secret):
    return keyed("md5", text, secret).hexdigest()


def hmac_sha256_lower(text, secret):
    return keyed("sha256", text, secret).hexdigest()


def hmac_sha256_upper(text, secret):
    return keyed("sha256", text, secret).hexdigest().upper()


def hmac_sha256_base64(text, secret):
    return base64.b64encode(keyed("sha256", text, secret).digest()).decode()


PAYINDEX = ("pay_amount", "pay_applydate", "pay_bankcode", "pay_callbackurl", "pay_memberid", "pay_notifyurl", "pay_orderid")
PAYINDEX_NOTICE = ("amount", "datetime", "memberid", "orderid", "returncode", "transaction_id", "true_amount")
PAYINDEX_REPLY = ("amount", "memberid", "orderid", "returncode", "time_end", "trade_state", "transaction_id", "true_amount")
PAYSAPI = ("goodsname", "istype", "notify_url", "orderid", "orderuid", "price", "return_url", "token", "uid")
LCSW = ("pay_ver", "pay_type", "service_id", "merchant_no", "terminal_id", "terminal_trace", "terminal_time", "auth_no", "total_fee")
YEEPAY = (
    *("p0_Cmd", "p1_MerId", "p2_Order", "p3_Amt", "p4_Cur", "p5_Pid", "p6_Pcat", "p7_Pdesc", "p8_Url", "p9_SAF", "pa_MP"),
    *("pd_FrpId", "pr_NeedResponse"),
)

# Of each rule, the string that a message m and a secret k make, and what makes the signature of it.
RULES = {
    "default": (lambda m, k: pairs(by_name(signed(m, filled, "sign"))) + "&key=" + k, md5_upper),
    # Gateways.
    "pass2pay": (
        lambda m, k: "".join(ignoring_case(name + "=" + value + "&" for name, value in signed(m, filled, "sign"))) + "key=" + k,
        md5_upper,
    ),
    "payindex": (lambda m, k: pairs(listed(m, true_in_php, *PAYINDEX)) + "&key=" + k, md5_upper),
    "payindex.notice": (lambda m, k: pairs(listed(m, true_in_php, *PAYINDEX_NOTICE)) + "&key=" + k, md5_upper),
    "payindex.query.reply": (lambda m, k: pairs(listed(m, true_in_php, *PAYINDEX_REPLY)) + "&key=" + k, md5_upper),
    "xipay": (lambda m, k: pairs(by_name(signed(m, given, "sign"))) + "&key=" + k, md5_lower),
    "4pyun": (lambda m, k: pairs(by_name(signed(m, filled, "sign"))) + "&app_secret=" + k, md5_upper),
    "4pyun.body": (lambda m, k: m[0][1] + "&app_secret=" + k, md5_upper),
    "epay": (lambda m, k: pairs(by_name(signed(m, filled, "sign", "sign_type"))) + k, md5_lower),
    # Dialects.
    "paysapi": (lambda m, k: "".join(values(listed_with(m, anything, "token", k, *PAYSAPI))), md5_lower),
    "ispay": (lambda m, k: "".join(values(by_name(signed(m, filled, "Sign")))) + k, md5_lower),
    "gatepay": (
        lambda m, k: md5("".join(values(listed(m, filled, "appkey", "price", "type", "out_order_id", "custom")))) + k,
        md5_lower,
    ),
    "leshua": (lambda m, k: pairs(by_name(signed(m, anything, "sign", "error_code"))) + "&key=" + k, md5_upper),
    "huolian": (lambda m, k: lower_ascii(pairs(by_name(signed(m, given, "sign")))) + "&" + k, md5_lower),
    "chinaums": (lambda m, k: pairs(by_name(signed(m, filled, "sign"))) + k, sha256_upper),
    "allinpay": (lambda m, k: pairs(by_name([*signed(m, filled, "sign"), ("key", k)])), md5_upper),
    "shouqianba": (lambda m, k: m[0][1] + k, md5_lower),
    "duolabao": (
        lambda m, k: pairs(listed_with(m, filled, "secretKey", k, "secretKey", "timestamp", "path", "body")),
        sha1_upper,
    ),
    "lcsw": (lambda m, k: pairs(listed(m, filled, *LCSW)) + "&access_token=" + k, md5_lower),
    "yeepay": (lambda m, k: "".join(values(listed(m, anything, *YEEPAY))), hmac_md5_lower),
    "ipaynow": (lambda m, k: pairs(by_name(signed(m, anything, "mhtSignature", "signType"))) + "&" + md5(k), md5_lower),
    "double-md5": (lambda m, k: md5(pairs(by_name(signed(m, filled, "sign"))) + "&key=" + k), md5_upper),
    "alchemypay": (lambda m, k: pairs(by_name(signed(m, filled, "sign"))) + "&key=" + k, sha512_upper),
    "wxpay.hmac": (lambda m, k: pairs(by_name(signed(m, filled, "sign"))) + "&key=" + k, hmac_sha256_upper),
    "wxtoken": (lambda m, k: "".join(by_value([*values(listed(m, filled, "timestamp", "nonce")), k])), sha1_lower),
    "douyin": (
        lambda m, k: "&".join(
            by_value([*values(signed(m, filled, "sign", "app_id", "thirdparty_id", "other_settle_params")), k])
        ),
        md5_lower,
    ),
    "openid-hash": (
        lambda m, k: "#".join(values(listed_with(m, filled, "secret", k, "openid", "secret", "timestamp"))),
        md5_upper,
    ),
    "taobao": (lambda m, k: k + pairs(by_name(signed(m, filled, "sign")), "", "") + k, md5_upper),
    "doudian": (lambda m, k: k + pairs(by_name(signed(m, filled, "sign")), "", "") + k, hmac_sha256_lower),
    "kuaishou.hmac": (lambda m, k: pairs(by_name(signed(m, filled, "sign"))) + "&signSecret=" + k, hmac_sha256_base64),
    "xiaohongshu": (lambda m, k: "/ark/open_api/v1/items?" + pairs(by_name(signed(m, filled, "sign"))) + k, md5_lower),
    "sf": (lambda m, k: "".join(map(form, values(listed(m, filled, "msgData", "timestamp")))) + k, md5_base64),
    "payindex.arrow": (lambda m, k: pairs(listed(m, true_in_php, *PAYINDEX), "=>") + "&key=" + k, md5_upper),
    "payindex.all": (lambda m, k: pairs(by_name(signed(m, true_in_php, "pay_md5sign"))) + "&key=" + k, md5_upper),
}


def text(part):
    return None if part == "~" else bytes.fromhex(part).decode()


def answer(line):
    rule, secret, *fields = line.rstrip("\n").split("\t")
    string_of, sign = RULES[rule]
    secret = text(secret)
    message = [tuple(map(text, field.split(":"))) for field in fields]
    try:
        string = string_of(message, secret)
    except NothingSigned:
        return "-"
    return sign(string, secret) + "\t" + string.encode().hex()


if sys.argv[1:] == ["rules"]:
    print("\n".join(RULES))
else:
    sys.stdout.writelines(answer(line) + "\n" for line in sys.stdin)
