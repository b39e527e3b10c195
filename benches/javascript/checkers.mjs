// What people check a request with: zod and ajv, from the package's own table of the operation, so that no fact is written
// twice. They check what a schema says of one field: that it is there, its form, its values, its length. The table's cautions
// and what JSON texts hold, which fensign checks too, stay out.
import { Ajv } from 'ajv';
import { gateways } from 'fensign/tables';
import { z } from 'zod';

const isUrl = (text) => {
  try {
    return ['http:', 'https:'].includes(new URL(text).protocol);
  } catch {
    return false;
  }
};

const isJson = (text) => {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
};

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

/** The number's form and its check digit. */
const isIdentity = (text) =>
  /^\d{17}[\dX]$/.test(text) &&
  WEIGHTS.reduce((sum, weight, at) => sum + weight * Number(text[at]), 0) % 11 === checkOf(text);
const checkOf = (text) => '10X98765432'.indexOf(text[17]);

const PATTERNS = {
  integer: /^\d+$/,
  millis: /^\d{13}$/,
  currency: /^[A-Za-z]{3}$/,
  mobile: /^1\d{10}$/,
  ipv4: /^(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)(?:\.(?!$)|$)){4}$/,
};
const FORMS = { url: isUrl, 'json-text': isJson, identity: isIdentity };

/** What travels as digits may be given as a number. */
const AS_NUMBER = { integer: {}, millis: { minimum: 1e12, maximum: 1e13 - 1 } };

export function checkers(gateway, operation) {
  const { fields, unknownBreaks } = tableOf(gateway, operation);
  const rows = fields.filter(({ kind }) => kind !== 'signature');
  const known = ['text', 'fen-number', ...Object.keys(PATTERNS), ...Object.keys(FORMS)];
  const strange = rows.find(({ kind }) => !known.includes(kind));
  if (strange) throw new Error(`the checkers know no ${strange.kind}`);
  return { zod: byZod(rows, unknownBreaks), ajv: byAjv(rows, unknownBreaks) };
}

function tableOf(id, name) {
  const { operations, unknownBreaks } = gateways().find((gateway) => gateway.id === id);
  return { unknownBreaks, fields: operations.find((operation) => operation.name === name).fields };
}

const isRequired = (row) => row.required && row.default === undefined;

function byAjv(rows, strict) {
  const ajv = new Ajv({ formats: FORMS, allowUnionTypes: true });
  const validate = ajv.compile({
    type: 'object',
    properties: Object.fromEntries(rows.map((row) => [row.name, property(row)])),
    required: rows.filter(isRequired).map(({ name }) => name),
    additionalProperties: !strict,
  });
  return (fields) => {
    if (!validate(fields)) throw new Error(ajv.errorsText(validate.errors));
  };
}

function property({ kind, required, values, open, length }) {
  if (kind === 'fen-number') return { type: 'integer', minimum: 0 };
  const schema = kind in AS_NUMBER ? { type: ['string', 'integer'], ...AS_NUMBER[kind] } : { type: 'string' };
  if (required) schema.minLength = 1;
  if (length) [schema.minLength, schema.maxLength] = length;
  if (kind in PATTERNS) schema.pattern = PATTERNS[kind].source;
  if (kind in FORMS) schema.format = kind;
  if (values && !open) schema.enum = values.map(({ value }) => value);
  return schema;
}

function byZod(rows, strict) {
  const shape = Object.fromEntries(rows.map((row) => [row.name, isRequired(row) ? type(row) : type(row).optional()]));
  const schema = strict ? z.strictObject(shape) : z.looseObject(shape);
  return (fields) => {
    schema.parse(fields);
  };
}

function type({ kind, required, values, open, length }) {
  if (kind === 'fen-number') return z.number().int().min(0);
  if (values && !open) return z.enum(values.map(({ value }) => value));
  let text = z.string();
  const [least, most] = length ?? [required ? 1 : 0];
  if (least) text = text.min(least);
  if (most) text = text.max(most);
  if (kind in PATTERNS) text = text.regex(PATTERNS[kind]);
  if (kind in FORMS) text = text.refine(FORMS[kind]);
  if (!(kind in AS_NUMBER)) return text;
  const { minimum = 0, maximum = Number.MAX_SAFE_INTEGER } = AS_NUMBER[kind];
  return z.union([text, z.number().int().min(minimum).max(maximum)]);
}
