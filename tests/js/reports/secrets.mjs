// The secret: damaged where it is loaded.
import { KEY, P, ask, judge, md5, pass, ps, refused, sha256, up } from '../reports.mjs';

/** @type {import('../reports.mjs').Report[]} */
export const secrets = [
  {
    id: 'S1',
    kind: 'secret',
    source: 'jef/streetmerchant#1059, joemccann/radon#184, FrameOS/frameos#128 (docker --env-file keeps the quotes)',
    inputs: {
      'double quotes': ['"', '"'],
      'single quotes': ["'", "'"],
      'curly quotes of a document': ['“', '”'],
      backticks: ['`', '`'],
      'escaped quotes of a shell': ['\\"', '\\"'],
      'the first quote alone': ['"', ''],
    },
    run: (f, [open, close]) => judge(ask(f, 'pass2pay', { secret: open + KEY + close, fields: P, sign: ps(P) }), /^A/),
  },
  {
    id: 'S6',
    kind: 'secret',
    source: 'getindiekit/indiekit#942: $ in .env, the rest of the secret is lost on their side',
    inputs: {
      'a variable at the end': ['ab12$cdEF34', 'ab12'],
      'a variable inside, in braces': ['ab12${cd}EF34', 'ab12EF34'],
      'two dollars become one': ['ab12$$cdEF34', 'ab12$cdEF34'],
      'a comment begins at #': ['q7Zp#k29LmWx', 'q7Zp'],
      'a comment begins at a blank and #': ['q7Zp #k29LmWx', 'q7Zp'],
      'a shell ends the word at a blank': ['correct horse battery', 'correct'],
      'an INI file ends it at a semicolon': ['q7Zp;k29LmWx', 'q7Zp'],
      'a column of 32 characters': [KEY + 'x8Yw5Vu2', KEY],
    },
    run: (f, [secret, theirs]) =>
      judge(ask(f, 'pass2pay', { secret, fields: P, sign: ps(P, { secret: theirs }) }), /^A/),
  },
  {
    id: 'S7',
    kind: 'secret',
    source: 'literal backslash n in an env variable',
    inputs: {
      'a line feed on their side': [KEY, `${KEY}\\n`],
      'CR LF on their side': [KEY, `${KEY}\\r\\n`],
      'a line feed on our side': [`${KEY}\\n`, KEY],
      'a tab on our side': [`${KEY}\\t`, KEY],
      'literal on our side, real on theirs': [`${KEY}\\n`, `${KEY}\n`],
    },
    run: (f, [secret, theirs]) =>
      judge(ask(f, 'pass2pay', { secret, fields: P, sign: ps(P, { secret: theirs }) }), /^A/),
  },
  {
    id: 'S8',
    kind: 'secret',
    source: 'standard-webhooks/standard-webhooks#235: a label before the secret',
    inputs: {
      'v1,': 'v1,',
      'a name and a colon': 'secret:',
      'a name, a colon and a blank': 'appSecret: ',
      'a line of .env': 'PAY_KEY=',
      'a label in Chinese': '密钥：',
    },
    run: (f, label) => judge(ask(f, 'pass2pay', { secret: label + KEY, fields: P, sign: ps(P) }), /^A/),
  },
  {
    id: 'S9',
    kind: 'secret',
    source: 'many forks: key = md5(secret)',
    inputs: {
      'in lower case': md5(KEY),
      'in upper case': up(md5(KEY)),
      'of 16 characters': md5(KEY).slice(8, 24),
      'of the MD5': md5(md5(KEY)),
      'its SHA-256': sha256(KEY),
    },
    run: (f, secret) => pass(f, {}, {}, /^A/, undefined, { secret }),
  },
  {
    id: 'S10',
    kind: 'secret',
    source: 'Kubernetes: echo key | base64 (newline inside) and not decoded',
    inputs: {
      'a line feed inside': Buffer.from(`${KEY}\n`).toString('base64'),
      'no line feed inside': Buffer.from(KEY).toString('base64'),
      'CR LF inside': Buffer.from(`${KEY}\r\n`).toString('base64'),
      'without = at its end': Buffer.from(KEY).toString('base64url'),
      'base64 twice': Buffer.from(Buffer.from(KEY).toString('base64')).toString('base64'),
      hexadecimal: Buffer.from(KEY).toString('hex'),
    },
    run: (f, secret) => judge(ask(f, 'pass2pay', { secret, fields: P, sign: ps(P) }), /^A/),
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
