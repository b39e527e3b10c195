// What people write themselves, by rule. `tightest`: one loop, as a good engineer writes it when it has to be fast; each is
// written out, so that the engine compiles it for its own rule. `usual`: what most write. Both give the text that is digested.

export const SECRET = 'uXzgxAIzNHzmQHRyIZPTQPeNi8OWxEwe';

const PAYINDEX_SIGNS = [
  'pay_amount',
  'pay_applydate',
  'pay_bankcode',
  'pay_callbackurl',
  'pay_memberid',
  'pay_notifyurl',
  'pay_orderid',
];

// pass2pay's rule compares `name=value` ignoring case, and `name=` decides it. Folded names that are remembered sort without a
// comparison in JavaScript; two names that fold to one are not looked after.
const folds = new Map();
const unfolded = new Map();
function remember(name) {
  const folded = name.toLowerCase() + '=';
  folds.set(name, folded);
  unfolded.set(folded, name);
  return folded;
}

export const tightest = {
  default: (fields) => {
    let text = '';
    for (const name of Object.keys(fields).sort()) {
      const value = fields[name];
      if (value !== '' && value != null && name !== 'sign') text += name + '=' + value + '&';
    }
    return text + 'key=' + SECRET;
  },
  pass2pay: (fields) => {
    const names = Object.keys(fields);
    for (let at = 0; at < names.length; at++) names[at] = folds.get(names[at]) ?? remember(names[at]);
    names.sort();
    let text = '';
    for (const folded of names) {
      const name = unfolded.get(folded);
      const value = fields[name];
      if (value !== '' && value != null && name !== 'sign') text += name + '=' + value + '&';
    }
    return text + 'key=' + SECRET;
  },
  payindex: (fields) => {
    let text = '';
    for (const name of PAYINDEX_SIGNS) {
      const value = fields[name];
      if (value && value !== '0') text += name + '=' + value + '&';
    }
    return text + 'key=' + SECRET;
  },
  xipay: (fields) => {
    let text = '';
    for (const name of Object.keys(fields).sort()) {
      const value = fields[name];
      if (value != null && name !== 'sign') text += name + '=' + value + '&';
    }
    return text + 'key=' + SECRET;
  },
  '4pyun': (fields) => {
    let text = '';
    for (const name of Object.keys(fields).sort()) {
      const value = fields[name];
      if (value !== '' && value != null && name !== 'sign') text += name + '=' + value + '&';
    }
    return text + 'app_secret=' + SECRET;
  },
  epay: (fields) => {
    let text = '';
    for (const name of Object.keys(fields).sort()) {
      const value = fields[name];
      if (value !== '' && value != null && name !== 'sign' && name !== 'sign_type') text += '&' + name + '=' + value;
    }
    return text.slice(1) + SECRET;
  },
};

/** Where the rule's comparison is not the platform's: the same loop with a comparison, which remembers nothing. */
export const comparing = {
  pass2pay: (fields) => {
    let text = '';
    for (const name of Object.keys(fields).sort((a, b) => (a.toLowerCase() < b.toLowerCase() ? -1 : 1))) {
      const value = fields[name];
      if (value !== '' && value != null && name !== 'sign') text += name + '=' + value + '&';
    }
    return text + 'key=' + SECRET;
  },
};

const isGiven = (value) => value !== '' && value !== null && value !== undefined;
const joined = (fields, names) => names.map((name) => `${name}=${fields[name]}`).join('&');
const named = (fields, keep) => Object.keys(fields).filter((name) => keep(name, fields[name]));

export const usual = {
  default: (fields) =>
    joined(fields, named(fields, (name, value) => name !== 'sign' && isGiven(value)).sort()) + `&key=${SECRET}`,
  pass2pay: (fields) =>
    joined(
      fields,
      named(fields, (name, value) => name !== 'sign' && isGiven(value)).sort((a, b) =>
        `${a}=`.toLowerCase() < `${b}=`.toLowerCase() ? -1 : 1,
      ),
    ) + `&key=${SECRET}`,
  payindex: (fields) =>
    joined(
      fields,
      PAYINDEX_SIGNS.filter((name) => fields[name] && fields[name] !== '0'),
    ) + `&key=${SECRET}`,
  xipay: (fields) =>
    joined(fields, named(fields, (name, value) => name !== 'sign' && value !== null && value !== undefined).sort()) +
    `&key=${SECRET}`,
  '4pyun': (fields) =>
    joined(fields, named(fields, (name, value) => name !== 'sign' && isGiven(value)).sort()) + `&app_secret=${SECRET}`,
  epay: (fields) =>
    joined(fields, named(fields, (name, value) => name !== 'sign' && name !== 'sign_type' && isGiven(value)).sort()) +
    SECRET,
};

const upper = (hex) => hex.toUpperCase();
const lower = (hex) => hex;

/** The letter case of each rule's signatures. */
export const cased = { default: upper, pass2pay: upper, payindex: upper, xipay: lower, '4pyun': upper, epay: lower };
