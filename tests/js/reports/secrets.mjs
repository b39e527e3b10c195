// The secret: damaged where it is loaded.
import { KEY, P, ask, judge, md5, pass, ps, refused } from '../reports.mjs';

/** @type {import('../reports.mjs').Report[]} */
export const secrets = [
  {
    id: 'S1',
    kind: 'secret',
    source: 'jef/streetmerchant#1059, joemccann/radon#184, FrameOS/frameos#128 (docker --env-file keeps the quotes)',
    run: (f) => judge(ask(f, 'pass2pay', { secret: `"${KEY}"`, fields: P, sign: ps(P) }), /^A/),
  },
  {
    id: 'S6',
    kind: 'secret',
    source: 'getindiekit/indiekit#942: $ in .env, the rest of the secret is lost on their side',
    run: (f) => judge(ask(f, 'pass2pay', { secret: 'ab12$cdEF34', fields: P, sign: ps(P, { secret: 'ab12' }) }), /^A/),
  },
  {
    id: 'S7',
    kind: 'secret',
    source: 'literal backslash n in an env variable',
    run: (f) => pass(f, {}, {}, /^A/, undefined, { secret: KEY + '\\n' }),
  },
  {
    id: 'S8',
    kind: 'secret',
    source: 'standard-webhooks/standard-webhooks#235: a label before the secret',
    run: (f) => judge(ask(f, 'pass2pay', { secret: 'v1,' + KEY, fields: P, sign: ps(P) }), /^A/),
  },
  {
    id: 'S9',
    kind: 'secret',
    source: 'many forks: key = md5(secret)',
    run: (f) => pass(f, {}, {}, /^A/, undefined, { secret: md5(KEY) }),
  },
  {
    id: 'S10',
    kind: 'secret',
    source: 'Kubernetes: echo key | base64 (newline inside) and not decoded',
    run: (f) =>
      judge(ask(f, 'pass2pay', { secret: Buffer.from(KEY + '\n').toString('base64'), fields: P, sign: ps(P) }), /^A/),
  },

  // What the constructor refuses.
  {
    id: 'S3',
    kind: 'secret',
    source: 'kimdre/doco-cd#545, heripo-lab/heripo-engine#47, honojs/examples#159: blanks and line breaks at its ends',
    inputs: {
      'a line feed': `${KEY}\n`,
      'CR LF': `${KEY}\r\n`,
      'a blank in front': ` ${KEY}`,
      'a tab': `${KEY}\t`,
      'a BOM': `\ufeff${KEY}`,
      'a no-break space': `${KEY}\u00a0`,
    },
    run: (f, secret) => refused(f, secret),
  },
  {
    id: 'S4',
    kind: 'secret',
    source: 'dotenv: String(process.env.X) of what is not there',
    inputs: { undefined: 'undefined', null: 'null', NaN: 'NaN', 'an object': '[object Object]', None: 'None' },
    run: (f, secret) => refused(f, secret),
  },
  {
    id: 'S5',
    kind: 'secret',
    source: 'Payfast/payfast-php-sdk#4, louislewis2/payfast#4: empty, or nothing but blanks',
    inputs: {
      'two blanks': '  ',
      'no character': '',
      'a line break': '\n',
      tabs: '\t\t\t',
      'a zero-width space': '\u200b',
    },
    run: (f, secret) => refused(f, secret),
  },
];
