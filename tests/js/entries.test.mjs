import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { test } from 'node:test';
import * as esm from 'fensign';
import * as diagnosis from 'fensign/diagnose';
import * as fetch from 'fensign/fetch';
import * as sandbox from 'fensign/sandbox';

const require = createRequire(import.meta.url);

/**
 * What a value is to its user: its kind, how many arguments it takes, whether `new` makes something of it, what it extends,
 * and as much of each own property. A class is in its own prototype, so a value within itself is only named.
 * @param {unknown} value
 * @param {unknown[]} [around]
 * @returns {unknown}
 */
function shapeOf(value, around = []) {
  if (typeof value !== 'function' && (typeof value !== 'object' || value === null)) return typeof value;
  if (around.includes(value)) return 'itself';
  const properties = Reflect.ownKeys(value).map((key) => {
    const { value: own, ...attributes } = Object.getOwnPropertyDescriptor(value, key) ?? {};
    const accessors = { get: typeof attributes.get, set: typeof attributes.set };
    return [String(key), { ...attributes, ...accessors, shape: shapeOf(own, [...around, value]) }];
  });
  const parent = Object.getPrototypeOf(value);
  return {
    kind: typeof value,
    isClass: typeof value === 'function' && String(value).startsWith('class'),
    arity: typeof value === 'function' ? value.length : undefined,
    extends: typeof parent === 'function' ? parent.name : parent?.constructor.name,
    properties: Object.fromEntries(properties),
  };
}

/** Without what the module namespace of either format has of its own. @param {object} entry */
const shapes = (entry) =>
  Object.fromEntries(
    Object.keys(entry)
      .sort()
      .map((name) => [name, shapeOf(/** @type {any} */ (entry)[name])]),
  );

for (const [name, entry, exported] of /** @type {[string, object, string[]][]} */ ([
  ['fensign', esm, ['FensignError', 'Gateway', 'LIMITS', 'MASK']],
  ['fensign/diagnose', diagnosis, ['diagnose']],
  ['fensign/fetch', fetch, ['poll', 'send']],
  ['fensign/sandbox', sandbox, ['createSandbox', 'memoryStore']],
])) {
  test(`${name}: both formats export values of the same shapes`, () => {
    assert.deepEqual(Object.keys(shapes(entry)), exported);
    assert.deepEqual(shapes(require(name)), shapes(entry));
  });
}

test('a shape tells the kind, the arity, and the methods of a class', () => {
  const one = class {
    /** @param {unknown} _given */
    method(_given) {}
  };
  const others = [
    () => {},
    class {
      method() {}
    },
    class {
      /** @param {unknown} _given */
      other(_given) {}
    },
    class {
      /** @param {unknown} _given */
      static method(_given) {}
    },
    class {
      get method() {
        return () => {};
      }
    },
    class extends Array {
      /** @param {unknown} _given */
      method(_given) {}
    },
  ];
  for (const other of others) assert.notDeepEqual(shapeOf(other), shapeOf(one), String(other));
});

test('an error of diagnose is a FensignError of fensign, in both formats', () => {
  for (const [{ FensignError }, { diagnose }] of [
    [esm, diagnosis],
    [require('fensign'), require('fensign/diagnose')],
  ])
    assert.throws(() => diagnose('xipay', {}), FensignError);
});

test('a Gateway does not diagnose', () => {
  assert(!('diagnose' in esm.Gateway.prototype));
});
