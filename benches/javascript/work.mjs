// The kinds of work, and who does them. All who do the same work must come to the same result, which is checked first.
import { Gateway } from 'fensign';
import { diagnose } from 'fensign/diagnose';
import { checkers } from './checkers.mjs';
import { orders, paid } from './orders.mjs';
import { SECRET, cased, comparing, tightest, usual } from './peers.mjs';

const BASE_URL = 'https://pay.example.com';
const NOW = 1622016572190;

/** The objects that are used again and again. */
const parsed = (texts) => texts.map((text) => JSON.parse(text));

/**
 * @typedef {object} Platform
 * @property {Record<string, (text: string) => string>} md5s by name, the best first: MD5s of texts, in hexadecimal
 * @property {Record<string, (text: string) => string>} slow those that are measured under the default rule alone
 * @property {Record<string, (fields: object, secret: string) => string>} libraries by name: functions that sign by the default rule
 * @property {(a: string, b: string) => boolean} isEqual compares signatures in a time that does not depend on them
 */

/** The kinds to be measured: those whose id begins with one of these. @param {Platform} platform */
export function work(platform, only = ['']) {
  const kinds = [...signing(platform), ...notices(platform), ...requests(platform), ...searches(platform)];
  return kinds
    .filter(({ id }) => only.some((start) => id.startsWith(start)))
    .map(({ make, ...kind }) => ({ ...kind, ...make() }));
}

const gatewayOf = (id) =>
  id === 'default'
    ? new Gateway({}, { secret: SECRET })
    : new Gateway(id, { secret: SECRET, baseUrl: BASE_URL, now: () => NOW });

/** Objects used again, and objects that nobody has seen before: parsed just before a batch, outside of what is timed. */
function signing({ md5s, slow, libraries }) {
  return Object.entries(orders).flatMap(([id, texts]) => {
    const make = () => {
      const gateway = gatewayOf(id);
      const doers = { fensign: (fields) => gateway.sign(fields) };
      const written = (style, name, textOf, md5) => {
        doers[`${style}, ${name}`] = (fields) => cased[id](md5(textOf(fields)));
      };
      for (const [name, md5] of Object.entries(md5s)) {
        written('tightest loop', name, tightest[id], md5);
        if (comparing[id]) written('comparing loop', name, comparing[id], md5);
        written('filter-sort-map-join', name, usual[id], md5);
      }
      if (id === 'default') {
        for (const [name, md5] of Object.entries(slow)) written('tightest loop', name, tightest[id], md5);
        for (const [name, of] of Object.entries(libraries)) doers[name] = (fields) => of(fields, SECRET);
      }
      return { doers };
    };
    return [
      { id: `sign-${id}`, inputs: parsed(texts), make },
      { id: `sign-${id}-fresh`, inputs: texts, fresh: JSON.parse, make },
    ];
  });
}

const READERS = {
  pass2pay: (body) => Object.fromEntries(new URLSearchParams(body)),
  xipay: (body) => JSON.parse(body),
};

function notices({ md5s, isEqual }) {
  const [[best, md5]] = Object.entries(md5s);
  return Object.entries(paid).map(([id, texts]) => {
    const make = () => {
      const gateway = gatewayOf(id);
      const [read, textOf, toCase] = [READERS[id], tightest[id], cased[id]];
      return {
        inputs: parsed(texts).map((fields) => gateway.testNotice(fields).body),
        doers: {
          fensign: (body) => gateway.notice(body),
          [`tightest loop, ${best}`]: (body) => {
            const fields = read(body);
            return { verdict: isEqual(toCase(md5(textOf(fields))), fields.sign) ? 'valid' : 'invalid', fields };
          },
        },
        result: ({ verdict, fields }) => ({ verdict, fields }),
      };
    };
    return { id: `notice-${id}`, make };
  });
}

function requests({ md5s }) {
  const [[best, md5]] = Object.entries(md5s);
  const make = () => {
    const gateway = gatewayOf('pass2pay');
    const textOf = tightest.pass2pay;
    const build = (fields) => {
      const sent = { ...fields, reqTime: fields.reqTime ?? String(NOW) };
      sent.sign = md5(textOf(sent)).toUpperCase();
      return {
        url: `${BASE_URL}/api/pay/unifiedOrder`,
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify(sent),
      };
    };
    const doers = {
      fensign: (fields) => gateway.request('unifiedOrder', fields),
      [`tightest loop, ${best}, no checks`]: build,
    };
    for (const [name, check] of Object.entries(checkers('pass2pay', 'unifiedOrder'))) {
      mustRefuse(name, check);
      doers[`tightest loop, ${best}, checked by ${name}`] = (fields) => {
        check(fields);
        return build(fields);
      };
    }
    return {
      doers,
      // The gateway takes digits as texts and as numbers.
      result: ({ url, method, headers, body }) => ({ url, method, headers, body: texts(JSON.parse(body)) }),
    };
  };
  return [
    { id: 'request', inputs: parsed(orders.pass2pay), make },
    { id: 'request-fresh', inputs: orders.pass2pay, fresh: JSON.parse, make },
  ];
}

/** A checker that lets everything pass would cost little. */
function mustRefuse(name, check) {
  const order = JSON.parse(orders.pass2pay[0]);
  check(order);
  const wrong = {
    amount: 1.5,
    reqTime: 1,
    idNo: '110105194912310021',
    clientIp: '210.73.10.256',
    channelExtra: '{',
    other: '',
  };
  for (const [field, value] of Object.entries({ ...wrong, mchNo: undefined })) {
    let refused = false;
    try {
      check({ ...order, [field]: value });
    } catch {
      refused = true;
    }
    if (!refused) throw new Error(`${name} accepts ${field} ${value}`);
  }
}

const texts = (fields) => Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, String(value)]));

/** Whole searches that find nothing, each beside the bare digests of as many strings of that length. */
function searches({ md5s }) {
  const [[best, md5]] = Object.entries(md5s);
  const short = Object.fromEntries(Array.from({ length: 101 }, (_, at) => [`f${at}`, String(at * 7919)]));
  const long = { mchNo: 'M1', amount: 100, extParam: 'x'.repeat(1_000_000) };
  return [
    ['diagnose', parsed(orders.pass2pay.slice(0, 2)), { rounds: 40 }],
    ['diagnose-many', [short], { rounds: 30 }],
    ['diagnose-large', [long], { rounds: 10 }],
  ].map(([id, messages, rounds]) => {
    const make = () => {
      const evidences = messages.map((fields) => ({
        secret: SECRET,
        fields,
        sign: '8F00B204E9800998ECF8427E3C2A19D7',
      }));
      const { tried } = diagnose('pass2pay', evidences[0]);
      return {
        strings: tried,
        inputs: evidences,
        doers: {
          fensign: (evidence) => diagnose('pass2pay', evidence),
          [`${best}, as many times`]: ({ fields }) => {
            const text = tightest.default(fields);
            let last;
            for (let attempt = 0; attempt < tried; attempt++) last = md5(text + attempt);
            return last;
          },
        },
        result: () => tried,
      };
    };
    return { id, ...rounds, make };
  });
}
