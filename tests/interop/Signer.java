import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The rules in Java 17, from the documents: docs/README.md has the gateways, docs/dialects.md the dialects. What goes in and out is
 * said in signer.py.
 */
class Signer {
  /** What a message and a secret make a string of. */
  interface StringOf {
    String make(Map<String, String> message, String secret) throws GeneralSecurityException;
  }

  interface Digest {
    byte[] of(String string, String secret) throws GeneralSecurityException;
  }

  interface Sign {
    String of(String string, String secret) throws GeneralSecurityException;
  }

  record Rule(StringOf string, Sign sign) {}

  static class NothingSigned extends RuntimeException {}

  // What is left in the string.
  static final Predicate<String> ANYTHING = value -> true;
  static final Predicate<String> GIVEN = value -> value != null;
  static final Predicate<String> FILLED = value -> value != null && !value.isEmpty();
  static final Predicate<String> TRUE_IN_PHP = FILLED.and(value -> !value.equals("0"));

  /** By their UTF-8 bytes. A TreeMap's own order is that of UTF-16 units, which is another above U+FFFF. */
  static final Comparator<String> BY_BYTES = (a, b) -> Arrays.compareUnsigned(utf8(a), utf8(b));

  /** Every field but those, by name. */
  static Map<String, String> sorted(Map<String, String> message, Predicate<String> keep, String... unsigned) {
    Map<String, String> fields = new TreeMap<>(BY_BYTES);
    message.forEach((name, value) -> {
      if (keep.test(value) && !Arrays.asList(unsigned).contains(name)) fields.put(name, value == null ? "" : value);
    });
    return some(fields);
  }

  /** Those fields, in this order. */
  static Map<String, String> listed(Map<String, String> message, Predicate<String> keep, String... names) {
    Map<String, String> fields = new LinkedHashMap<>();
    for (String name : names) {
      String value = message.get(name);
      if (message.containsKey(name) && keep.test(value)) fields.put(name, value == null ? "" : value);
    }
    return some(fields);
  }

  /** Likewise, among which the secret stands under a name of its own. */
  static Map<String, String> listedWith(
      Map<String, String> message, Predicate<String> keep, String secretName, String secret, String... names) {
    listed(message, keep, names);
    Map<String, String> all = new LinkedHashMap<>(message);
    all.put(secretName, secret);
    return listed(all, keep, names);
  }

  static Map<String, String> some(Map<String, String> fields) {
    if (fields.isEmpty()) throw new NothingSigned();
    return fields;
  }

  /** The fields, and the secret where its name belongs. */
  static Map<String, String> with(Map<String, String> fields, String secretName, String secret) {
    fields.put(secretName, secret);
    return fields;
  }

  static String byValue(String join, Collection<String> values, String secret) {
    List<String> texts = new ArrayList<>(values);
    texts.add(secret);
    texts.sort(BY_BYTES);
    return String.join(join, texts);
  }

  static String pairs(Map<String, String> fields, String assign, String join) {
    return fields.entrySet().stream().map(field -> field.getKey() + assign + field.getValue()).collect(Collectors.joining(join));
  }

  static String pairs(Map<String, String> fields) {
    return pairs(fields, "=", "&");
  }

  static String values(Map<String, String> fields) {
    return String.join("", fields.values());
  }

  /** As Jeepay does: whole pairs in Java's own order. */
  static String ignoringCase(Map<String, String> fields) {
    List<String> pairs = new ArrayList<>();
    fields.forEach((name, value) -> pairs.add(name + "=" + value + "&"));
    String[] sorted = pairs.toArray(new String[0]);
    Arrays.sort(sorted, String.CASE_INSENSITIVE_ORDER);
    return String.join("", sorted);
  }

  /** Every filled field, in the order of the message. */
  static Map<String, String> unsorted(Map<String, String> message, String unsigned) {
    Map<String, String> fields = new LinkedHashMap<>(message);
    fields.remove(unsigned);
    fields.values().removeIf(FILLED.negate());
    return some(fields);
  }

  static String lowerAscii(String text) {
    StringBuilder lower = new StringBuilder();
    text.chars().map(unit -> unit < 128 ? Character.toLowerCase(unit) : unit).forEach(unit -> lower.append((char) unit));
    return lower.toString();
  }

  static String form(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  static Digest hash(String algorithm) {
    return (string, secret) -> MessageDigest.getInstance(algorithm).digest(utf8(string));
  }

  static Digest hmac(String algorithm) {
    return (string, secret) -> {
      Mac mac = Mac.getInstance(algorithm);
      mac.init(new SecretKeySpec(utf8(secret), algorithm));
      return mac.doFinal(utf8(string));
    };
  }

  static Sign lower(Digest digest) {
    return (string, secret) -> HexFormat.of().formatHex(digest.of(string, secret));
  }

  static Sign upper(Digest digest) {
    return (string, secret) -> HexFormat.of().withUpperCase().formatHex(digest.of(string, secret));
  }

  static Sign base64(Digest digest) {
    return (string, secret) -> Base64.getEncoder().encodeToString(digest.of(string, secret));
  }

  static final Digest MD5 = hash("MD5");

  static String md5(String text) throws GeneralSecurityException {
    return lower(MD5).of(text, "");
  }

  static final String[] PAYINDEX = {
    "pay_amount", "pay_applydate", "pay_bankcode", "pay_callbackurl", "pay_memberid", "pay_notifyurl", "pay_orderid",
  };
  static final String[] PAYINDEX_NOTICE = {
    "amount", "datetime", "memberid", "orderid", "returncode", "transaction_id", "true_amount",
  };
  static final String[] PAYINDEX_REPLY = {
    "amount", "memberid", "orderid", "returncode", "time_end", "trade_state", "transaction_id", "true_amount",
  };
  static final String[] PAYSAPI = {
    "goodsname", "istype", "notify_url", "orderid", "orderuid", "price", "return_url", "token", "uid",
  };
  static final String[] LCSW = {
    "pay_ver", "pay_type", "service_id", "merchant_no", "terminal_id", "terminal_trace", "terminal_time", "auth_no", "total_fee",
  };
  static final String[] YEEPAY = {
    "p0_Cmd", "p1_MerId", "p2_Order", "p3_Amt", "p4_Cur", "p5_Pid", "p6_Pcat", "p7_Pdesc", "p8_Url", "p9_SAF", "pa_MP",
    "pd_FrpId", "pr_NeedResponse",
  };

  static final Map<String, Rule> RULES = new LinkedHashMap<>();

  static void rule(String id, Sign sign, StringOf string) {
    RULES.put(id, new Rule(string, sign));
  }

  static {
    rule("default", upper(MD5), (m, k) -> pairs(sorted(m, FILLED, "sign")) + "&key=" + k);
    // Gateways.
    rule("pass2pay", upper(MD5), (m, k) -> ignoringCase(unsorted(m, "sign")) + "key=" + k);
    rule("payindex", upper(MD5), (m, k) -> pairs(listed(m, TRUE_IN_PHP, PAYINDEX)) + "&key=" + k);
    rule("payindex.notice", upper(MD5), (m, k) -> pairs(listed(m, TRUE_IN_PHP, PAYINDEX_NOTICE)) + "&key=" + k);
    rule("payindex.query.reply", upper(MD5), (m, k) -> pairs(listed(m, TRUE_IN_PHP, PAYINDEX_REPLY)) + "&key=" + k);
    rule("xipay", lower(MD5), (m, k) -> pairs(sorted(m, GIVEN, "sign")) + "&key=" + k);
    rule("4pyun", upper(MD5), (m, k) -> pairs(sorted(m, FILLED, "sign")) + "&app_secret=" + k);
    rule("4pyun.body", upper(MD5), (m, k) -> m.get("body") + "&app_secret=" + k);
    rule("epay", lower(MD5), (m, k) -> pairs(sorted(m, FILLED, "sign", "sign_type")) + k);
    // Dialects.
    rule("paysapi", lower(MD5), (m, k) -> values(listedWith(m, ANYTHING, "token", k, PAYSAPI)));
    rule("ispay", lower(MD5), (m, k) -> values(sorted(m, FILLED, "Sign")) + k);
    rule("gatepay", lower(MD5), (m, k) ->
        md5(values(listed(m, FILLED, "appkey", "price", "type", "out_order_id", "custom"))) + k);
    rule("leshua", upper(MD5), (m, k) -> pairs(sorted(m, ANYTHING, "sign", "error_code")) + "&key=" + k);
    rule("huolian", lower(MD5), (m, k) -> lowerAscii(pairs(sorted(m, GIVEN, "sign"))) + "&" + k);
    rule("chinaums", upper(hash("SHA-256")), (m, k) -> pairs(sorted(m, FILLED, "sign")) + k);
    rule("allinpay", upper(MD5), (m, k) -> pairs(with(sorted(m, FILLED, "sign"), "key", k)));
    rule("shouqianba", lower(MD5), (m, k) -> m.get("body") + k);
    rule("duolabao", upper(hash("SHA-1")), (m, k) ->
        pairs(listedWith(m, FILLED, "secretKey", k, "secretKey", "timestamp", "path", "body")));
    rule("lcsw", lower(MD5), (m, k) -> pairs(listed(m, FILLED, LCSW)) + "&access_token=" + k);
    rule("yeepay", lower(hmac("HmacMD5")), (m, k) -> values(listed(m, ANYTHING, YEEPAY)));
    rule("ipaynow", lower(MD5), (m, k) -> pairs(sorted(m, ANYTHING, "mhtSignature", "signType")) + "&" + md5(k));
    rule("double-md5", upper(MD5), (m, k) -> md5(pairs(sorted(m, FILLED, "sign")) + "&key=" + k));
    rule("alchemypay", upper(hash("SHA-512")), (m, k) -> pairs(sorted(m, FILLED, "sign")) + "&key=" + k);
    rule("wxpay.hmac", upper(hmac("HmacSHA256")), (m, k) -> pairs(sorted(m, FILLED, "sign")) + "&key=" + k);
    rule("wxtoken", lower(hash("SHA-1")), (m, k) -> byValue("", listed(m, FILLED, "timestamp", "nonce").values(), k));
    rule("douyin", lower(MD5), (m, k) ->
        byValue("&", sorted(m, FILLED, "sign", "app_id", "thirdparty_id", "other_settle_params").values(), k));
    rule("openid-hash", upper(MD5), (m, k) ->
        String.join("#", listedWith(m, FILLED, "secret", k, "openid", "secret", "timestamp").values()));
    rule("taobao", upper(MD5), (m, k) -> k + pairs(sorted(m, FILLED, "sign"), "", "") + k);
    rule("doudian", lower(hmac("HmacSHA256")), (m, k) -> k + pairs(sorted(m, FILLED, "sign"), "", "") + k);
    rule("kuaishou.hmac", base64(hmac("HmacSHA256")), (m, k) -> pairs(sorted(m, FILLED, "sign")) + "&signSecret=" + k);
    rule("xiaohongshu", lower(MD5), (m, k) -> "/ark/open_api/v1/items?" + pairs(sorted(m, FILLED, "sign")) + k);
    rule("sf", base64(MD5), (m, k) ->
        listed(m, FILLED, "msgData", "timestamp").values().stream().map(Signer::form).collect(Collectors.joining()) + k);
    rule("payindex.arrow", upper(MD5), (m, k) -> pairs(listed(m, TRUE_IN_PHP, PAYINDEX), "=>", "&") + "&key=" + k);
    rule("payindex.all", upper(MD5), (m, k) -> pairs(sorted(m, TRUE_IN_PHP, "pay_md5sign")) + "&key=" + k);
  }

  static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  static String decode(String part) {
    return part.equals("~") ? null : new String(HexFormat.of().parseHex(part), StandardCharsets.UTF_8);
  }

  static String answer(String line) throws GeneralSecurityException {
    String[] parts = line.split("\t");
    Rule rule = RULES.get(parts[0]);
    String secret = decode(parts[1]);
    Map<String, String> message = new LinkedHashMap<>();
    for (String part : Arrays.asList(parts).subList(2, parts.length)) {
      int colon = part.indexOf(':');
      message.put(decode(part.substring(0, colon)), decode(part.substring(colon + 1)));
    }
    try {
      String string = rule.string.make(message, secret);
      return rule.sign.of(string, secret) + "\t" + HexFormat.of().formatHex(utf8(string));
    } catch (NothingSigned nothing) {
      return "-";
    }
  }

  public static void main(String[] arguments) throws GeneralSecurityException, IOException {
    PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
    if (Arrays.asList(arguments).contains("rules")) {
      RULES.keySet().forEach(id -> out.print(id + "\n"));
    } else {
      BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
      for (String line = in.readLine(); line != null; line = in.readLine()) out.print(answer(line) + "\n");
    }
    out.flush();
  }
}
