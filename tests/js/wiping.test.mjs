// The secret in the modules' memory: after each call there is what the gateway itself holds, after free() nothing.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';

/** @import { Gateway as GatewayType, Rule } from 'fensign' */

// The package keeps its instances to itself, so their memory is taken when they are made.
/** @type {WebAssembly.Memory[]} */
const memories = [];
WebAssembly.Instance = new Proxy(WebAssembly.Instance, {
  construct(target, args) {
    const instance = new target(.../** @type {[WebAssembly.Module]} */ (args));
    memories.push(/** @type {WebAssembly.Memory} */ (instance.exports.memory));
    return instance;
  },
});
const { Gateway } = await import('fensign');
const { diagnose } = await import('fensign/diagnose');

/** A block of a digest may end anywhere in the secret, so that a part of it counts as well. */
const LEAST_BYTES = 12;

const LENGTHS = [16, 22, 40, 70];

/** @type {Record<string, Rule>} */
const RULES = {
  md5: {},
  'hmac-sha256': { digest: 'hmac-sha256', key: null },
  'hmac-md5': { digest: 'hmac-md5', key: null },
  sha256: { digest: 'sha256' },
  sha1: { digest: 'sha1' },
  'key.head': { key: { head: 'key=' } },
  'key.field': { key: { field: 'key' } },
  gbk: { charset: 'gbk' },
};

/**
 * Letters and digits that look random, the same in every run.
 * @param {string} name
 * @param {number} length
 */
function secretOf(name, length) {
  const letters = createHash('sha512')
    .update(name)
    .digest('base64')
    .replace(/[^a-zA-Z0-9]/gu, '');
  assert(letters.length >= length);
  return letters.slice(0, length);
}

/**
 * What a copy of the secret may look like, by the name of the form.
 * @param {string} secret
 */
function formsOf(secret) {
  const swapped = secret.replace(/[a-z]/giu, (letter) =>
    letter === letter.toUpperCase() ? letter.toLowerCase() : letter.toUpperCase(),
  );
  const texts = { '': secret, 'upper ': secret.toUpperCase(), 'lower ': secret.toLowerCase(), 'swapped ': swapped };
  /** @type {Record<string, Buffer>} */
  const forms = {
    hex: Buffer.from(Buffer.from(secret).toString('hex')),
    base64: Buffer.from(Buffer.from(secret).toString('base64')),
  };
  for (const [name, text] of Object.entries(texts)) {
    forms[`${name}utf-8`] = Buffer.from(text);
    forms[`${name}utf-16`] = Buffer.from(text, 'utf16le');
  }
  for (const [name, bytes] of Object.entries(forms)) {
    for (const pad of [0x36, 0x5c]) {
      forms[`${name} ^ 0x${pad.toString(16)}`] = Buffer.from(bytes.map((byte) => byte ^ pad));
    }
  }
  // SHA-1 and SHA-256 read words of four bytes in the other order.
  for (const [name, bytes] of Object.entries(forms)) {
    for (const start of [0, 1, 2, 3]) {
      const words = bytes.subarray(start, start + (bytes.length - start - ((bytes.length - start) % 4)));
      forms[`${name}, words from ${start}`] = Buffer.from(words).swap32();
    }
  }
  return forms;
}

/** Finds a form of the secret in the modules' memories, or so many bytes of one. */
class Scanner {
  /**
   * Where the four bytes of a word stand in which form. Of so many bytes, some four stand at an address that is a multiple
   * of four, so that only those are looked at.
   *
   * @type {Map<number, { form: string, bytes: Buffer, at: number }[]>}
   */
  #places = new Map();
  /** Whether the map may have a word, by 16 bits of it. */
  #filter = new Uint8Array(1 << 16);

  /** @param {string} secret */
  constructor(secret) {
    for (const [form, bytes] of Object.entries(formsOf(secret))) {
      for (let at = 0; at + 4 <= bytes.length; at++) {
        const word = bytes.readUInt32LE(at);
        this.#places.set(word, [...(this.#places.get(word) ?? []), { form, bytes, at }]);
        this.#filter[hash(word)] = 1;
      }
    }
  }

  /** The form of each copy. */
  copies() {
    return memories.flatMap(({ buffer }) => {
      const [memory, words] = [Buffer.from(buffer), new Uint32Array(buffer)];
      const found = [];
      let end = 0;
      for (const [index, word] of words.entries()) {
        if (this.#filter[hash(word)] === 0 || 4 * index < end) continue;
        for (const { form, bytes, at } of this.#places.get(word) ?? []) {
          const start = 4 * index - at;
          let [from, to] = [at, at];
          while (from > 0 && memory[start + from - 1] === bytes[from - 1]) from--;
          while (to < bytes.length && memory[start + to] === bytes[to]) to++;
          if (to - from < LEAST_BYTES) continue;
          found.push(form);
          end = start + to;
          break;
        }
      }
      return found;
    });
  }
}

/** @param {number} word */
const hash = (word) => (word ^ (word >>> 16)) & 0xffff;

const query = { app_id: 'op1', merchant: '62626601', pay_order: '单1' };
const paid = { merchant: 'M1', pay_order: '单1', pay_serial: 'T1', value: '990', status: '1' };
const many = Object.fromEntries(Array.from({ length: 60 }, (_, index) => [`field${index}`, `value ${index}`]));

/** @typedef {GatewayType<'4pyun'>} Pyun */

/**
 * What sign gives under another secret.
 * @param {Rule} rule
 * @param {string} secret
 */
function signed(rule, secret) {
  const gateway = new Gateway('4pyun', { secret: new TextEncoder().encode(secret), rule }); // Bytes are taken as they are.
  const sign = gateway.sign(query);
  gateway.free();
  return sign;
}

/** @param {() => unknown} call */
const refuses = (call) => assert.throws(call, { name: 'FensignError' });

/** @type {Record<string, (gateway: Pyun, rule: Rule, secret: string) => void>} */
const CALLS = {
  sign: (gateway) => gateway.sign(query),
  'sign of many fields': (gateway) => gateway.sign(many),
  'sign of what the arena cannot take': (gateway) => gateway.sign({ ...query, attach: '长'.repeat(20_000) }),
  'sign that is refused': (gateway) => refuses(() => gateway.sign({})),
  'verify of a right signature': (gateway) => assert(gateway.verify({ ...query, sign: gateway.sign(query) })),
  'verify of a wrong signature': (gateway) => assert(!gateway.verify({ ...query, sign: '0'.repeat(32) })),
  check: (gateway) => gateway.check('query', query),
  request: (gateway) => gateway.request('query', query),
  'request that is refused': (gateway) => refuses(() => gateway.request('query', {})),
  testNotice: (gateway) => gateway.testNotice(paid),
  testReply: (gateway) => gateway.testReply('query', paid),
  notice(gateway) {
    const { body, contentType } = gateway.testNotice(paid);
    assert.equal(gateway.notice(body, contentType).verdict, 'valid');
    assert.equal(gateway.notice(body.replace('990', '991'), contentType).verdict, 'invalid');
  },
  reply: (gateway) => gateway.reply('query', gateway.testReply('query', paid).body),
  explain: (gateway) => gateway.explain(query),
  'diagnose of a right signature'(gateway, rule, secret) {
    assert.equal(diagnose('4pyun', { secret, rule, fields: query, sign: gateway.sign(query) }).verdict, 'match');
  },
  'diagnose of a line break in the secret'(_, rule, secret) {
    assert.equal(
      diagnose('4pyun', { secret, rule, fields: query, sign: signed(rule, `${secret}\n`) }).verdict,
      'cause',
    );
  },
  'diagnose of other secrets'(_, rule, secret) {
    const sign = signed(rule, secret.toLowerCase());
    diagnose('4pyun', { secret, rule, fields: query, sign, secrets: [` ${secret}`, secret.toLowerCase()] });
  },
  'diagnose of a string that holds the secret'(_, rule, secret) {
    diagnose('4pyun', {
      secret,
      rule,
      fields: query,
      string: `app_id=op1&merchant=62626601&pay_order=1&key=${secret}`,
    });
  },
  'diagnose without a cause'(gateway, rule, secret) {
    const sign = '0'.repeat(gateway.sign(query).length);
    assert.equal(diagnose('4pyun', { secret, rule, fields: query, sign }).verdict, 'unknown');
  },
  'diagnose that is refused': (_, rule, secret) =>
    refuses(() => diagnose('4pyun', { secret, rule, fields: query, sign: '0', secrets: [secret, ''] })),
};

for (const [name, rule] of Object.entries(RULES)) {
  for (const length of LENGTHS) {
    test(`${name}: no copy of a secret of ${length} bytes is left behind`, () => {
      const secret = secretOf(name, length);
      const scanner = new Scanner(secret);
      const gateway = new Gateway('4pyun', { secret, rule, baseUrl: 'https://pay.example' });
      /** @type {string[]} */
      const left = [];
      for (const [call, make] of Object.entries(CALLS)) {
        make(gateway, rule, secret);
        const [held, ...others] = scanner.copies().sort((a, b) => Number(b === 'utf-8') - Number(a === 'utf-8'));
        assert.equal(held, 'utf-8');
        if (others.length > 0) left.push(`${call}: ${others.join(', ')}`);
      }
      gateway.free();
      assert.deepEqual([...left, ...scanner.copies()], []);
    });
  }
}

test('a signed body leaves no copy of the secret, nor does a constructor that throws', () => {
  const secret = secretOf('body', 40);
  const scanner = new Scanner(secret);
  const gateway = new Gateway({ over: 'body' }, { secret });
  gateway.signBody('{"amount":1}');
  assert.deepEqual(scanner.copies(), ['utf-8']);
  gateway.free();
  assert.deepEqual(scanner.copies(), []);
  refuses(() => new Gateway({ join: '&' }, { secret, secrets: [''] }));
  refuses(() => new Gateway('4pyun', { secret, rule: { key: null } }));
  assert.deepEqual(scanner.copies(), []);
});

test('older secrets are held once each, and wiped as well', () => {
  const secrets = ['older', 'oldest'].map((name) => secretOf(name, 40));
  const scanners = secrets.map((secret) => new Scanner(secret));
  const gateway = new Gateway('4pyun', { secret: secretOf('newest', 40), secrets });
  const { body } = gateway.testNotice(paid);
  gateway.notice(body.replace('990', '991'));
  for (const scanner of scanners) assert.deepEqual(scanner.copies(), ['utf-8']);
  gateway.free();
  for (const scanner of scanners) assert.deepEqual(scanner.copies(), []);
});

test('the scanner finds a secret in every form, and a part of it', () => {
  const secret = secretOf('scanner', 22);
  const scanner = new Scanner(secret);
  const memory = new WebAssembly.Memory({ initial: 1 });
  const view = Buffer.from(memory.buffer);
  memories.push(memory);
  assert.deepEqual(scanner.copies(), []);
  const forms = Object.values(formsOf(secret));
  // At addresses that are no multiple of four, too.
  for (const [index, bytes] of forms.entries()) view.set(bytes, 257 * index);
  view.write(secret.slice(5, 5 + LEAST_BYTES), 60_001);
  assert.equal(scanner.copies().length, forms.length + 1);
  memories.pop();
});
