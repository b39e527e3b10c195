// What programs print: PHP, Java, Go, C#, and literals.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { read } from '../../reader/index.mjs';
import { codes, fields, first, forms } from './support.mjs';

test('print_r: a value of several lines, a nested array, an object', () => {
  const text =
    'Array\n(\n    [a] => x\ny\n    [b] => Array\n        (\n            [0] => 1\n        )\n\n    [c] => 3\n)\n';
  assert.deepEqual(
    fields(text)?.map(([name]) => name),
    ['a', 'b', 'c'],
  );
  assert.equal(fields(text)?.[0]?.[1], 'x\ny');
  assert.ok(codes(text)?.includes('nested'));
  assert.deepEqual(fields('Order Object\n(\n    [a:protected] => 1\n    [b:Order:private] => 2\n)'), [
    ['a', '1'],
    ['b', '2'],
  ]);
});

test('var_dump: strings by their length, other types, nested arrays', () => {
  const text =
    'array(5) {\n  ["a"]=>\n  string(6) "x"\n  ]"\n  ["b"]=>\n  int(1)\n  ["c"]=>\n  NULL\n  ["d"]=>\n  array(1) {\n    [0]=>\n    string(1) "z"\n  }\n  ["e"]=>\n  bool(true)\n}';
  assert.deepEqual(
    first(text)?.rows.map(({ text, kind }) => [text, kind]),
    [
      ['x"\n  ]', 'text'],
      ['1', 'integer'],
      ['', 'null'],
      ['["z"]', 'nested'],
      ['true', 'boolean'],
    ],
  );
});

test('var_export and short arrays: single quotes escape nothing but themselves', () => {
  assert.deepEqual(fields("array (\n  'a' => 'it\\'s \\n',\n  'b' => 1,\n  'c' => NULL,\n)"), [
    ['a', "it's \\n"],
    ['b', '1'],
    ['c', ''],
  ]);
  assert.deepEqual(fields('["a" => "x\\ty", "b" => true]'), [
    ['a', 'x\ty'],
    ['b', 'true'],
  ]);
});

test('Java: nested values, commas in values, null', () => {
  assert.deepEqual(fields('Order(id=1, name=a, b, user=User(x=1, y=2), json={"k":"}, z=1"}, none=null)'), [
    ['id', '1'],
    ['name', 'a, b'],
    ['user', 'User(x=1, y=2)'],
    ['json', '{"k":"}, z=1"}'],
    ['none', ''],
  ]);
});

test('Java: one field in brackets in a text is no message', () => {
  assert.deepEqual(forms('Please help (order=123) thanks'), []);
});

test('Go: sorted names tell a name from text with a colon', () => {
  assert.deepEqual(fields('map[body:see a:b time:2021-07-01 00:00:00 url:https://a.b]'), [
    ['body', 'see a:b'],
    ['time', '2021-07-01 00:00:00'],
    ['url', 'https://a.b'],
  ]);
  assert.deepEqual(fields('url.Values{"a":[]string{"1"}, "b":[]string{"x\\ny"}}'), [
    ['a', '1'],
    ['b', 'x\ny'],
  ]);
  assert.deepEqual(forms('map[a:1 b:2]\nmap[a:1 b:2]'), ['go', 'go']);
  assert.deepEqual(fields('main.Order{AppId:"1", Value:10}'), [
    ['AppId', '1'],
    ['Value', '10'],
  ]);
});

test('C#: printed pairs and both kinds of initializers', () => {
  for (const text of [
    '[a, 1], [b, x, y]',
    'new Dictionary<string, string> { { "a", "1" }, { "b", "x, y" } }',
    'var d = new Dictionary<string, string> { ["a"] = "1", ["b"] = "x, y" };',
  ]) {
    assert.deepEqual(
      fields(text),
      [
        ['a', '1'],
        ['b', 'x, y'],
      ],
      text,
    );
  }
});

test('Python: escapes, raw strings, numbers as they came, nested values as JSON', () => {
  assert.deepEqual(fields(`{'a': '\\u4f60\\'', 'b': r'\\n', 'c': 1.10, 'd': Decimal('2.00'), 'e': {'x': True}}`), [
    ['a', "你'"],
    ['b', '\\n'],
    ['c', '1.10'],
    ['d', '2.00'],
    ['e', '{"x":true}'],
  ]);
  assert.equal(first("{'e': {'x': True}, 'f': 1}")?.exact, false);
  assert.deepEqual(fields("{'t': datetime.now(), 'a': 1}"), [['a', '1']]);
});

test('a literal that breaks off: what stands before is read, and where it stops is said', () => {
  const wanted = [
    ['a', '1'],
    ['b', '2'],
  ];
  for (const text of [
    "{'a': '1', 'b': '2', 'c': '3",
    "OrderedDict([('a', '1'), ('b', '2'), ('c', '3",
    "[('a', '1'), ('b', '2'), ('c'",
    "array (\n  'a' => '1',\n  'b' => '2',\n  'c' =>",
    "{ a: '1', b: '2', c: ",
    '{"a"=>"1", "b"=>"2", "c"=>"3',
    'map[string]string{"a":"1", "b":"2", "c',
  ]) {
    assert.deepEqual(fields(text), wanted, text);
    assert.equal(read(text).problem?.code, 'stopped', text);
    assert.equal(first(text)?.exact, false, text);
  }
});

test('Ruby: strings, symbols and nil', () => {
  assert.deepEqual(fields('{:a=>"1", "b"=>nil, :c=>2}'), [
    ['a', '1'],
    ['b', ''],
    ['c', '2'],
  ]);
});

test('JavaScript: quotes of three kinds, names with and without, trailing commas', () => {
  assert.deepEqual(fields(`{ a: '1', "b": "it's", 'c': \`x\`, d: 10n, e: undefined, }`), [
    ['a', '1'],
    ['b', "it's"],
    ['c', 'x'],
    ['d', '10'],
    ['e', ''],
  ]);
});
