// What people paste into a signature debugger: one order in some hundred forms. `F` are its fields, `C` the texts.
const E = encodeURIComponent;
export const SECRET = '6409292d66625a2a12342134';
/** @type {Record<string, string>} */
export const F = {
  app_id: 'op0096196358123123',
  body: '【川A12345】在【XXXXX-停车场】于【2021-07-01 00:00:00】支付费1.00元',
  callback_url: 'https://a.b.c/backurl',
  channel: '200201',
  extra:
    '{"plate_color":"-1","parking_serial":"01009970545516206225805859659","plate":"川AA37K2","enter_time":"1620621689000","park_name":"P云支付体验-停车场","parking_time":"175"}',
  merchant: '62626601',
  notify_url: 'https://a.b.c/notify',
  pay_order: '11111111118',
  subject: '停车支付3.00元(川A12345)',
  value: '10',
  sign: '96FD052F81BBB3C25B5BD628E189A154',
};
/**
 * The same fields in each form.
 * @param {Record<string, string>} fields
 * @returns {Record<string, string>}
 */
export function pastesOf(fields) {
  const json = JSON.stringify(fields),
    pretty = JSON.stringify(fields, null, 2);
  const form = new URLSearchParams(fields).toString();
  const formPct = Object.entries(fields)
    .map(([k, v]) => E(k) + '=' + E(v))
    .join('&');
  const raw = Object.entries(fields)
    .map(([k, v]) => k + '=' + v)
    .join('&');
  const sorted = Object.entries(fields)
    .filter(([k]) => k !== 'sign')
    .sort(([a], [b]) => (a < b ? -1 : 1));
  const str = sorted.map(([k, v]) => k + '=' + v).join('&') + '&key=' + SECRET;
  const url = 'https://gate.example.com/gate/1.0/payment/prepare';
  /** @param {string} s */
  const sh = (s) => "'" + s.replaceAll("'", "'\\''") + "'";
  /** @param {string} s */
  const ansi = (s) =>
    "$'" +
    [...s]
      .map((c) =>
        c === '\n'
          ? '\\n'
          : c === '\\'
            ? '\\\\'
            : c === "'"
              ? "\\'"
              : c.charCodeAt(0) < 127
                ? c
                : [...Array(c.length).keys()]
                    .map((i) => '\\u' + c.charCodeAt(i).toString(16).padStart(4, '0'))
                    .join(''),
      )
      .join('') +
    "'";
  /** @param {string} s */
  const utf8hex = (s) =>
    "$'" +
    [...new TextEncoder().encode(s)]
      .map((b) =>
        b < 127 && b > 31 && b !== 39 && b !== 92 ? String.fromCharCode(b) : '\\x' + b.toString(16).padStart(2, '0'),
      )
      .join('') +
    "'";
  // Chrome's "copy as cURL (cmd)": ^" delimiters; inner " as \^"
  const chromeCmd = `curl ^"${url}^" ^\n  -H ^"Accept: */*^" ^\n  -H ^"Content-Type: application/json^" ^\n  --data-raw ^"${json
    .replaceAll('\\', '\\\\')
    .replaceAll('"', '\\"')
    .replace(/[^a-zA-Z0-9\s_\-:=+~'\/.',?;()*`一-鿿【】]/g, '^$&')}^"`;
  const kv = Object.entries(fields);
  const php_printr = 'Array\n(\n' + kv.map(([k, v]) => `    [${k}] => ${v}`).join('\n') + '\n)\n';
  const php_export = 'array (\n' + kv.map(([k, v]) => `  '${k}' => '${v}',`).join('\n') + '\n)';
  const php_short = '[\n' + kv.map(([k, v]) => `    '${k}' => '${v}',`).join('\n') + '\n]';
  const php_short1 = '[' + kv.map(([k, v]) => `'${k}' => '${v}'`).join(', ') + ']';
  const php_dump =
    `array(${kv.length}) {\n` +
    kv.map(([k, v]) => `  ["${k}"]=>\n  string(${new TextEncoder().encode(v).length}) "${v}"`).join('\n') +
    '\n}';
  const php_arr = 'array("' + kv.map(([k, v]) => `${k}" => "${v.replaceAll('"', '\\"')}`).join('", "') + '")';
  const java_map = '{' + kv.map(([k, v]) => `${k}=${v}`).join(', ') + '}';
  const java_obj = 'PayOrder(' + kv.map(([k, v]) => `${k}=${v}`).join(', ') + ')';
  const java_record = 'PayOrder[' + kv.map(([k, v]) => `${k}=${v}`).join(', ') + ']';
  const java_idea = 'PayOrder{' + kv.map(([k, v]) => `${k}='${v}'`).join(', ') + '}';
  const py_dict = '{' + kv.map(([k, v]) => `'${k}': '${v}'`).join(', ') + '}';
  const py_dict_none =
    "{'app_id': 'op0096196358123123', 'value': 10, 'extra': None, 'merchant': '62626601', 'ok': True}";
  const py_bytes = "b'" + json + "'";
  const py_od = 'OrderedDict([' + kv.map(([k, v]) => `('${k}', '${v}')`).join(', ') + '])';
  const py_tuples = '[' + kv.map(([k, v]) => `('${k}', '${v}')`).join(', ') + ']';
  const go_map =
    'map[' +
    kv
      .slice()
      .sort()
      .map(([k, v]) => `${k}:${v}`)
      .join(' ') +
    ']';
  const go_v = 'map[string]string{' + kv.map(([k, v]) => `"${k}":${JSON.stringify(v)}`).join(', ') + '}';
  const go_url =
    'map[' +
    kv
      .slice()
      .sort()
      .map(([k, v]) => `${k}:[${v}]`)
      .join(' ') +
    ']';
  const go_struct = '{AppId:op0096196358123123 Merchant:62626601 PayOrder:11111111118 Value:10}';
  const ruby = '{' + kv.map(([k, v]) => `"${k}"=>${JSON.stringify(v)}`).join(', ') + '}';
  const js_obj = '{\n' + kv.map(([k, v]) => `  ${k}: '${v}'`).join(',\n') + '\n}';
  const js_inspect = '{ ' + kv.map(([k, v]) => `${k}: '${v}'`).join(', ') + ' }';
  const csharp = kv.map(([k, v]) => `[${k}, ${v}]`).join(', ');
  const fetch_ = `fetch("${url}", {\n  "headers": {\n    "accept": "*/*",\n    "content-type": "application/json"\n  },\n  "referrer": "https://x.example/",\n  "body": ${JSON.stringify(json)},\n  "method": "POST",\n  "mode": "cors"\n});`;
  const fetchForm = `fetch("${url}", {\n  "headers": {\n    "content-type": "application/x-www-form-urlencoded; charset=UTF-8"\n  },\n  "body": ${JSON.stringify(form)},\n  "method": "POST"\n});`;
  const nodeFetch = `await fetch('${url}', {\n  method: 'POST',\n  headers: { 'content-type': 'application/x-www-form-urlencoded' },\n  body: '${form}',\n});`;
  const ps = `$session = New-Object Microsoft.PowerShell.Commands.WebRequestSession\nInvoke-WebRequest -UseBasicParsing -Uri "${url}" \`\n-Method "POST" \`\n-WebSession $session \`\n-Headers @{\n"Accept"="*/*"\n} \`\n-ContentType "application/json" \`\n-Body ([System.Text.Encoding]::UTF8.GetBytes("${json.replaceAll('"', '`"').replace(/[^\x00-\x7f]/g, (c) => '$([char]' + c.charCodeAt(0) + ')')}"))`;
  const har = JSON.stringify(
    {
      log: {
        version: '1.2',
        entries: [
          {
            request: {
              method: 'POST',
              url,
              headers: [],
              postData: {
                mimeType: 'application/x-www-form-urlencoded',
                text: form,
                params: kv.map(([name, value]) => ({ name, value })),
              },
            },
            response: { status: 200, content: { text: '{"code":"1001"}' } },
          },
        ],
      },
    },
    null,
    1,
  );
  const harJson = JSON.stringify(
    {
      log: {
        version: '1.2',
        entries: [
          {
            request: { method: 'POST', url, headers: [], postData: { mimeType: 'application/json', text: json } },
            response: { status: 200, content: { text: '{"code":"1001"}' } },
          },
        ],
      },
    },
    null,
    1,
  );
  const nginx = `203.0.113.9 - - [21/Jul/2022:10:26:44 +0800] "GET /gate/1.0/payment/prepare?${formPct} HTTP/1.1" 200 512 "-" "okhttp/3.14.9"`;
  const nginxBody = `203.0.113.9 - - [21/Jul/2022:10:26:44 +0800] "POST /notify HTTP/1.1" 200 7 "-" "Java/1.8" "${form}"`;
  const nginxX = `203.0.113.9 - - [21/Jul/2022:10:26:44 +0800] "POST /notify HTTP/1.1" 200 7 "-" "Java/1.8" "${json.replaceAll('"', '\\x22')}"`;
  const rawHttp = `POST /gate/1.0/payment/prepare HTTP/1.1\nHost: gate.example.com\nContent-Type: application/x-www-form-urlencoded; charset=UTF-8\nContent-Length: ${form.length}\nUser-Agent: okhttp/3.14.9\n\n${form}`;
  const rawHttpJson = `POST /gate/1.0/payment/prepare HTTP/1.1\r\nHost: gate.example.com\r\nContent-Type: application/json\r\nContent-Length: ${new TextEncoder().encode(json).length}\r\n\r\n${json}`;
  const rawResp = `HTTP/1.1 200 OK\nContent-Type: application/json\n\n{"code":0,"msg":"SUCCESS","sign":"F4DA202C516D1F33A12F1E547C5004FD"}`;
  const xml = '<xml>' + kv.map(([k, v]) => `<${k}><![CDATA[${v}]]></${k}>`).join('') + '</xml>';
  const xmlnocdata =
    '<xml>\n' + kv.map(([k, v]) => `  <${k}>${v.replaceAll('&', '&amp;')}</${k}>`).join('\n') + '\n</xml>';
  const wget = `wget --method POST --header 'Content-Type: application/json' --body-data ${sh(json)} ${url}`;
  const httpie = `http POST ${url} ` + kv.map(([k, v]) => `${k}=${sh(v)}`).join(' ');
  const pyreq = `requests.post('${url}', data=${py_dict})`;
  const axios = `axios.post('${url}', ${js_obj})`;
  const postmanBulk = kv.map(([k, v]) => `${k}:${v}`).join('\n');
  const tsv = kv.map(([k, v]) => `${k}\t${v}`).join('\n');
  const chromeFormView = kv.map(([k, v]) => `${k}: ${v}`).join('\n');
  const chromeFormView2 = kv.map(([k, v]) => `${k}:\n${v}`).join('\n');
  const csv = 'name,value\n' + kv.map(([k, v]) => `${k},"${v.replaceAll('"', '""')}"`).join('\n');
  const mysql = kv.map(([k, v]) => `${k.padStart(14)}: ${v}`).join('\n');
  const md = '| 字段 | 值 |\n| --- | --- |\n' + kv.map(([k, v]) => `| ${k} | ${v} |`).join('\n');
  const log1 = `2024-03-01 12:00:01.123 ERROR [http-nio-8080-exec-3] c.x.pay.SignFilter - 验签失败, 请求参数: ${json}`;
  const log2 = `[2024-03-01 12:00:01] INFO pay params=${java_map} sign error`;
  const log3 = `2024-03-01 12:00:01 INFO 待签名字符串: ${str}`;
  const log4 = `2024-03-01 12:00:01 INFO 签名前=${str.replace(SECRET, '***')}, 签名后=96FD052F81BBB3C25B5BD628E189A154`;
  const log5 = `time="2024-03-01T12:00:01Z" level=error msg="sign mismatch" params=${JSON.stringify(json)}`;
  const log6 = JSON.stringify({ ts: '2024-03-01T12:00:01Z', level: 'error', msg: '验签失败', params: json });
  const log7 = JSON.stringify({ ts: '2024-03-01T12:00:01Z', level: 'error', msg: '验签失败', params: fields });
  const log8 = `2024-03-01 12:00:01 pay request ${pretty}`;
  const twoLines = json + '\n' + json.replace('"10"', '"20"');
  const smart = json.replaceAll('"', '”');
  const trailing = pretty.replace(/\n}$/, ',\n}');
  const json5 = '{\n  // order\n' + kv.map(([k, v]) => `  ${k}: "${v.replaceAll('"', '\\"')}",`).join('\n') + '\n}';
  const arr = '[' + json + ']';
  const b64 = Buffer.from(json).toString('base64');
  const strOnly = str.slice(0, str.indexOf('&key='));
  const strBare = strOnly + SECRET;
  const strHead = SECRET + strOnly;
  const jsonEsc = JSON.stringify(json);
  const jsonEscNoQ = json.replaceAll('\\', '\\\\').replaceAll('"', '\\"');
  const htmlEsc = json.replaceAll('"', '&quot;');
  const formHtml = raw.replaceAll('&', '&amp;');
  const stringWithSign = str + '\nsign=96FD052F81BBB3C25B5BD628E189A154';
  const markdownFence = '```json\n' + pretty + '\n```';
  const bom = '\uFEFF' + json;
  const trunc = json.slice(0, -60);
  return {
    json,
    pretty,
    bom,
    jsonEsc,
    jsonEscNoQ,
    trailing,
    json5,
    smart,
    arr,
    trunc,
    markdownFence,
    htmlEsc,
    twoLines,
    form,
    formPct,
    raw,
    formHtml,
    url: `${url}?${form}`,
    urlPct: `${url}?${formPct}`,
    curl_d: `curl -X POST ${url} -H 'Content-Type: application/json' -d ${sh(json)}`,
    curl_raw: `curl '${url}' \\\n  -H 'Content-Type: application/json' \\\n  --data-raw ${sh(json)} \\\n  --compressed`,
    curl_form: `curl '${url}' --data-raw '${form}'`,
    curl_urlencode: `curl ${url} ` + kv.map(([k, v]) => `--data-urlencode ${sh(k + '=' + v)}`).join(' \\\n  '),
    curl_F: `curl ${url} ` + kv.map(([k, v]) => `-F ${sh(k + '=' + v)}`).join(' '),
    curl_Fq:
      `curl ${url} ` + kv.map(([k, v]) => `--form ${sh(k + '="' + v.replaceAll('"', '\\"') + '"')}`).join(' \\\n'),
    curl_ansi: `curl '${url}' -H $'Content-Type: application/json' --data-raw ${ansi(json)}`,
    curl_hex: `curl '${url}' -H 'Content-Type: application/json' --data-raw ${utf8hex(json)}`,
    curl_win: chromeCmd,
    curl_win_old: `curl "${url}" -H "Content-Type: application/json" --data-raw "${json.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}" --compressed`,
    curl_pipe: `curl ${url} -d '${form}' | jq .`,
    curl_k: `curl -sk -XPOST --connect-timeout 5 -u a:b '${url}' -d'${form}'`,
    curl_get: `curl -G ${url} -d '${form}'`,
    curl_file: `curl ${url} -d @order.json`,
    sudo_curl: `time curl ${url} -d '${form}'`,
    curl_prompt: `root@box:~# curl ${url} -d '${form}'`,
    wget,
    httpie,
    pyreq,
    axios,
    fetch_,
    fetchForm,
    nodeFetch,
    ps,
    har,
    harJson,
    rawHttp,
    rawHttpJson,
    rawResp,
    nginx,
    nginxBody,
    nginxX,
    xml,
    xmlnocdata,
    php_printr,
    php_export,
    php_short,
    php_short1,
    php_dump,
    php_arr,
    java_map,
    java_obj,
    java_record,
    java_idea,
    py_dict,
    py_dict_none,
    py_bytes,
    py_od,
    py_tuples,
    go_map,
    go_v,
    go_url,
    go_struct,
    ruby,
    js_obj,
    js_inspect,
    csharp,
    postmanBulk,
    tsv,
    chromeFormView,
    chromeFormView2,
    csv,
    mysql,
    md,
    log1,
    log2,
    log3,
    log4,
    log5,
    log6,
    log7,
    log8,
    str,
    strOnly,
    strBare,
    strHead,
    strMasked: str.replace(SECRET, '***'),
    stringWithSign,
    b64,
    garbage: 'asdf qwer 你好',
    signOnly: '96FD052F81BBB3C25B5BD628E189A154',
  };
}

export const C = pastesOf(F);
