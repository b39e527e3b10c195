// What people paste, one order in a hundred forms: all fields and values right, or a sentence that says what is missing.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { read } from '../../reader/index.mjs';
import { C, F, SECRET } from './pastes.mjs';

const { sign: SIGN, ...UNSIGNED } = F;

/**
 * What a paste is, where it is not all fields in a form of the paste's name.
 * @typedef {{ fields?: Record<string, string>, codes?: string[], secret?: string, sign?: string, problem?: string }} Wanted
 */
/** @type {Record<string, Wanted>} */
const DIFFERENT = {
  trunc: {
    fields: Object.fromEntries(Object.entries(F).slice(0, 8)),
    codes: ['stopped-in'],
    problem: 'stopped-in',
  },
  curl_file: { fields: {}, codes: ['file'] },
  rawResp: { fields: { code: '0', msg: 'SUCCESS', sign: 'F4DA202C516D1F33A12F1E547C5004FD' } },
  py_dict_none: {
    fields: { app_id: F.app_id ?? '', value: '10', extra: '', merchant: F.merchant ?? '', ok: 'true' },
    codes: ['converted'],
  },
  go_struct: {
    fields: { AppId: F.app_id ?? '', Merchant: F.merchant ?? '', PayOrder: F.pay_order ?? '', Value: '10' },
    codes: ['unquoted', 'go-names'],
  },
  log3: { fields: UNSIGNED, secret: SECRET, codes: ['excerpt'] },
  log4: { fields: UNSIGNED, sign: SIGN ?? '', codes: ['masked', 'cut', 'excerpt'] },
  str: { fields: UNSIGNED, secret: SECRET },
  strOnly: { fields: UNSIGNED, codes: ['keyless'] },
  strBare: { fields: { ...UNSIGNED, value: `10${SECRET}` }, codes: ['key-tail'] },
  strHead: { fields: UNSIGNED, secret: SECRET, codes: ['key-head'] },
  strMasked: { fields: UNSIGNED, codes: ['masked'] },
  stringWithSign: { fields: UNSIGNED, secret: SECRET, sign: SIGN ?? '' },
  garbage: { problem: 'unknown' },
  signOnly: { problem: 'sign-only' },
};

for (const [name, text] of Object.entries(C)) {
  test(`${name} is read right, or it is said what is missing`, () => {
    const wanted = DIFFERENT[name] ?? {};
    const { messages, problem } = read(text);
    assert.equal(problem?.code, wanted.problem);
    if (wanted.fields === undefined && wanted.problem !== undefined) return assert.deepEqual(messages, []);
    const [message] = messages;
    assert.ok(message);
    const rows = Object.fromEntries(message.rows.map(({ name, text }) => [name, text]));
    assert.deepEqual(rows, wanted.fields ?? F);
    assert.equal(message.sign, wanted.sign);
    assert.equal(message.secret, wanted.secret);
    const codes = message.notes.map(({ code }) => code);
    for (const code of wanted.codes ?? []) assert.ok(codes.includes(/** @type {any} */ (code)), `${codes}`);
    return undefined;
  });
}

/** What is guessed, repaired or unescaped is not exact, so that nothing is proved by it. */
const GUESSED = `jsonEscNoQ trailing smart trunc htmlEsc formHtml b64 py_bytes nginxX php_printr java_map java_obj
  java_record java_idea py_dict_none go_map go_url go_struct csharp md log2 log4 strHead`.split(/\s+/);

test('what was guessed, repaired or unescaped is not called exact, and all else is', () => {
  const guessed = Object.entries(C).filter(([, text]) => read(text).messages[0]?.exact === false);
  assert.deepEqual(guessed.map(([name]) => name).sort(), GUESSED.sort());
});

test('a guess says that it is one', () => {
  for (const name of GUESSED) {
    assert.notDeepEqual(read(C[name] ?? '').messages[0]?.notes, [], name);
  }
});

test('the body is the exact text that was sent', () => {
  const json = JSON.stringify(F);
  const form = new URLSearchParams(F).toString();
  const same = { curl_raw: json, curl_win: json, curl_win_old: json, curl_ansi: json, curl_hex: json, ps: json };
  const others = { wget: json, fetch_: json, rawHttpJson: json, harJson: json, log5: json, log6: json, jsonEsc: json };
  const forms = { curl_form: form, fetchForm: form, nodeFetch: form, rawHttp: form, har: form, nginxBody: form };
  for (const [name, body] of Object.entries({ ...same, ...others, ...forms })) {
    assert.equal(read(C[name] ?? '').messages[0]?.body, body, name);
    assert.equal(read(C[name] ?? '').messages[0]?.exact, true, name);
  }
});

test('each of several messages is found, and where it stands', () => {
  const text = C.twoLines ?? '';
  const { messages } = read(text);
  const [first, second] = text.split('\n');
  assert.deepEqual(
    messages.map(({ taken }) => text.slice(...taken)),
    [first, second],
  );
  assert.deepEqual(
    messages.map(({ rows }) => rows.find(({ name }) => name === 'value')?.text),
    ['10', '20'],
  );
});
