<?php
// The rules in PHP 8, from the documents: docs/README.md has the gateways, docs/dialects.md the dialects. What goes in and out is
// said in signer.py. PHP makes integers of names that are numbers: they are texts again where they are compared.
declare(strict_types=1);

class NothingSigned extends Exception {}

// What is left in the string.
$anything = fn (?string $value): bool => true;
$given = fn (?string $value): bool => $value !== null;
$filled = fn (?string $value): bool => $value !== null && $value !== '';
$trueInPhp = fn (?string $value): bool => !empty($value);

/** Every field but those. */
function signed(array $message, callable $keep, string ...$unsigned): array
{
    $is_signed = fn (?string $value, int|string $name): bool => $keep($value) && !in_array((string) $name, $unsigned, true);
    return some(array_filter($message, $is_signed, ARRAY_FILTER_USE_BOTH));
}

/** Those fields, in this order. */
function listed(array $message, callable $keep, string ...$names): array
{
    $fields = [];
    foreach ($names as $name) {
        if (array_key_exists($name, $message) && $keep($message[$name])) {
            $fields[$name] = $message[$name];
        }
    }
    return some($fields);
}

/** Likewise, among which the secret stands under a name of its own. */
function listed_with(array $message, callable $keep, string $secret_name, string $secret, string ...$names): array
{
    listed($message, $keep, ...$names);
    return listed($message + [$secret_name => $secret], $keep, ...$names);
}

function some(array $fields): array
{
    return $fields === [] ? throw new NothingSigned() : $fields;
}

/** Without SORT_STRING, names that are numbers are in the order of the numbers. */
function by_name(array $fields): array
{
    ksort($fields, SORT_STRING);
    return $fields;
}

function by_value(array $fields, string $secret): array
{
    $texts = [...array_values($fields), $secret];
    sort($texts, SORT_STRING);
    return $texts;
}

/** As Java's String.CASE_INSENSITIVE_ORDER. */
function ignoring_case(array $texts): array
{
    $key = fn (string $text): string =>
        mb_convert_case(mb_convert_case($text, MB_CASE_UPPER_SIMPLE), MB_CASE_LOWER_SIMPLE);
    usort($texts, fn (string $a, string $b): int => strcmp($key($a), $key($b)));
    return $texts;
}

function pairs(array $fields, string $assign = '=', string $join = '&'): string
{
    return implode($join, array_map(fn ($name, $value) => $name . $assign . $value, array_keys($fields), $fields));
}

/** A rule's string without the tail, in whole pairs that each end with `&`. */
function ended_pairs(array $fields): array
{
    return array_map(fn ($name, $value) => "$name=$value&", array_keys($fields), $fields);
}

/** PHP writes * as %2A, forms and Java do not. */
function form(string $text): string
{
    return str_replace('%2A', '*', urlencode($text));
}

$md5_lower = fn (string $string): string => md5($string);
$md5_upper = fn (string $string): string => strtoupper(md5($string));
$md5_base64 = fn (string $string): string => base64_encode(md5($string, true));
$sha1_lower = fn (string $string): string => sha1($string);
$sha1_upper = fn (string $string): string => strtoupper(sha1($string));
$sha256_upper = fn (string $string): string => strtoupper(hash('sha256', $string));
$sha512_upper = fn (string $string): string => strtoupper(hash('sha512', $string));
$hmac_md5_lower = fn (string $string, string $secret): string => hash_hmac('md5', $string, $secret);
$hmac_sha256_lower = fn (string $string, string $secret): string => hash_hmac('sha256', $string, $secret);
$hmac_sha256_upper = fn (string $string, string $secret): string => strtoupper(hash_hmac('sha256', $string, $secret));
$hmac_sha256_base64 = fn (string $string, string $secret): string =>
    base64_encode(hash_hmac('sha256', $string, $secret, true));

$payindex = ['pay_amount', 'pay_applydate', 'pay_bankcode', 'pay_callbackurl', 'pay_memberid', 'pay_notifyurl', 'pay_orderid'];
$payindex_notice = ['amount', 'datetime', 'memberid', 'orderid', 'returncode', 'transaction_id', 'true_amount'];
$payindex_reply = [
    'amount', 'memberid', 'orderid', 'returncode', 'time_end', 'trade_state', 'transaction_id', 'true_amount',
];
$paysapi = ['goodsname', 'istype', 'notify_url', 'orderid', 'orderuid', 'price', 'return_url', 'token', 'uid'];
$lcsw = [
    'pay_ver', 'pay_type', 'service_id', 'merchant_no', 'terminal_id', 'terminal_trace', 'terminal_time', 'auth_no',
    'total_fee',
];
$yeepay = [
    'p0_Cmd', 'p1_MerId', 'p2_Order', 'p3_Amt', 'p4_Cur', 'p5_Pid', 'p6_Pcat', 'p7_Pdesc', 'p8_Url', 'p9_SAF', 'pa_MP',
    'pd_FrpId', 'pr_NeedResponse',
];

// Of each rule, the string that a message $m and a secret $k make, and what makes the signature of it.
$rules = [
    'default' => [fn ($m, $k) => pairs(by_name(signed($m, $filled, 'sign'))) . "&key=$k", $md5_upper],
    // Gateways.
    'pass2pay' => [
        fn ($m, $k) => implode('', ignoring_case(ended_pairs(signed($m, $filled, 'sign')))) . "key=$k",
        $md5_upper,
    ],
    'payindex' => [fn ($m, $k) => pairs(listed($m, $trueInPhp, ...$payindex)) . "&key=$k", $md5_upper],
    'payindex.notice' => [fn ($m, $k) => pairs(listed($m, $trueInPhp, ...$payindex_notice)) . "&key=$k", $md5_upper],
    'payindex.query.reply' => [fn ($m, $k) => pairs(listed($m, $trueInPhp, ...$payindex_reply)) . "&key=$k", $md5_upper],
    'xipay' => [fn ($m, $k) => pairs(by_name(signed($m, $given, 'sign'))) . "&key=$k", $md5_lower],
    '4pyun' => [fn ($m, $k) => pairs(by_name(signed($m, $filled, 'sign'))) . "&app_secret=$k", $md5_upper],
    '4pyun.body' => [fn ($m, $k) => $m['body'] . "&app_secret=$k", $md5_upper],
    'epay' => [fn ($m, $k) => pairs(by_name(signed($m, $filled, 'sign', 'sign_type'))) . $k, $md5_lower],
    // Dialects.
    'paysapi' => [fn ($m, $k) => implode('', listed_with($m, $anything, 'token', $k, ...$paysapi)), $md5_lower],
    'ispay' => [fn ($m, $k) => implode('', by_name(signed($m, $filled, 'Sign'))) . $k, $md5_lower],
    'gatepay' => [
        fn ($m, $k) => md5(implode('', listed($m, $filled, 'appkey', 'price', 'type', 'out_order_id', 'custom'))) . $k,
        $md5_lower,
    ],
    'leshua' => [fn ($m, $k) => pairs(by_name(signed($m, $anything, 'sign', 'error_code'))) . "&key=$k", $md5_upper],
    'huolian' => [fn ($m, $k) => strtolower(pairs(by_name(signed($m, $given, 'sign')))) . "&$k", $md5_lower],
    'chinaums' => [fn ($m, $k) => pairs(by_name(signed($m, $filled, 'sign'))) . $k, $sha256_upper],
    'allinpay' => [fn ($m, $k) => pairs(by_name(signed($m, $filled, 'sign') + ['key' => $k])), $md5_upper],
    'shouqianba' => [fn ($m, $k) => $m['body'] . $k, $md5_lower],
    'duolabao' => [
        fn ($m, $k) => pairs(listed_with($m, $filled, 'secretKey', $k, 'secretKey', 'timestamp', 'path', 'body')),
        $sha1_upper,
    ],
    'lcsw' => [fn ($m, $k) => pairs(listed($m, $filled, ...$lcsw)) . "&access_token=$k", $md5_lower],
    'yeepay' => [fn ($m, $k) => implode('', listed($m, $anything, ...$yeepay)), $hmac_md5_lower],
    'ipaynow' => [
        fn ($m, $k) => pairs(by_name(signed($m, $anything, 'mhtSignature', 'signType'))) . '&' . md5($k),
        $md5_lower,
    ],
    'double-md5' => [fn ($m, $k) => md5(pairs(by_name(signed($m, $filled, 'sign'))) . "&key=$k"), $md5_upper],
    'alchemypay' => [fn ($m, $k) => pairs(by_name(signed($m, $filled, 'sign'))) . "&key=$k", $sha512_upper],
    'wxpay.hmac' => [fn ($m, $k) => pairs(by_name(signed($m, $filled, 'sign'))) . "&key=$k", $hmac_sha256_upper],
    'wxtoken' => [fn ($m, $k) => implode('', by_value(listed($m, $filled, 'timestamp', 'nonce'), $k)), $sha1_lower],
    'douyin' => [
        fn ($m, $k) => implode(
            '&',
            by_value(signed($m, $filled, 'sign', 'app_id', 'thirdparty_id', 'other_settle_params'), $k),
        ),
        $md5_lower,
    ],
    'openid-hash' => [
        fn ($m, $k) => implode('#', listed_with($m, $filled, 'secret', $k, 'openid', 'secret', 'timestamp')),
        $md5_upper,
    ],
    'taobao' => [fn ($m, $k) => $k . pairs(by_name(signed($m, $filled, 'sign')), '', '') . $k, $md5_upper],
    'doudian' => [fn ($m, $k) => $k . pairs(by_name(signed($m, $filled, 'sign')), '', '') . $k, $hmac_sha256_lower],
    'kuaishou.hmac' => [
        fn ($m, $k) => pairs(by_name(signed($m, $filled, 'sign'))) . "&signSecret=$k",
        $hmac_sha256_base64,
    ],
    'xiaohongshu' => [
        fn ($m, $k) => '/ark/open_api/v1/items?' . pairs(by_name(signed($m, $filled, 'sign'))) . $k,
        $md5_lower,
    ],
    'sf' => [
        fn ($m, $k) => implode('', array_map(form(...), listed($m, $filled, 'msgData', 'timestamp'))) . $k,
        $md5_base64,
    ],
    'payindex.arrow' => [fn ($m, $k) => pairs(listed($m, $trueInPhp, ...$payindex), '=>') . "&key=$k", $md5_upper],
    'payindex.all' => [fn ($m, $k) => pairs(by_name(signed($m, $trueInPhp, 'pay_md5sign'))) . "&key=$k", $md5_upper],
];

$text = fn (string $part): ?string => $part === '~' ? null : hex2bin($part);

$answer = function (string $line) use ($rules, $text): string {
    [$rule, $secret, $fields] = [...explode("\t", rtrim($line, "\n"), 3), ''];
    [$string_of, $sign] = $rules[$rule];
    $secret = $text($secret);
    $message = [];
    foreach ($fields === '' ? [] : explode("\t", $fields) as $field) {
        [$name, $value] = explode(':', $field);
        $message[$text($name)] = $text($value);
    }
    try {
        $string = $string_of($message, $secret);
        return $sign($string, $secret) . "\t" . bin2hex($string);
    } catch (NothingSigned) {
        return '-';
    }
};

if (($argv[1] ?? '') === 'rules') {
    foreach (array_keys($rules) as $rule) {
        echo "$rule\n";
    }
} else {
    while (($line = fgets(STDIN)) !== false) {
        echo $answer($line), "\n";
    }
}
