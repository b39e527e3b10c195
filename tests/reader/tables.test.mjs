// Tables, lines and XML.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { read } from '../../reader/index.mjs';
import { codes, fields, first } from './support.mjs';

test('a table with names above the values has a message on each row', () => {
  for (const text of [
    'app_id,value,sign\n1,10,AA\n2,"20",BB',
    'app_id\tvalue\tsign\n1\t10\tAA\n2\t20\tBB',
    '| app_id | value | sign |\n|---|---|---|\n| 1 | 10 | AA |\n| 2 | 20 | BB |',
    '+---+---+---+\n| app_id | value | sign |\n+---+---+---+\n| 1 | 10 | AA |\n| 2 | 20 | BB |\n+---+---+---+',
  ]) {
    assert.deepEqual(
      read(text).messages.map(({ rows }) => rows.map(({ name, text }) => `${name}=${text}`).join()),
      ['app_id=1,value=10,sign=AA', 'app_id=2,value=20,sign=BB'],
      text,
    );
  }
});

test('CSV: quotes, commas and line breaks in a cell', () => {
  assert.deepEqual(fields('field,value\na,"x ""y"", z\n2"\nb,1'), [
    ['a', 'x "y", z\n2'],
    ['b', '1'],
  ]);
});

test('Markdown: an escaped bar is no border', () => {
  assert.deepEqual(fields('| name | value |\n| --- | --- |\n| a | x \\| y |'), [['a', 'x | y']]);
});

test('MySQL: every row, NULL, and a value of several lines', () => {
  const star = '***************************';
  const { messages } = read(
    `${star} 1. row ${star}\n  a: 1\nbb: NULL\n${star} 2. row ${star}\n  a: x\ny\n2 rows in set (0.00 sec)`,
  );
  assert.deepEqual(
    messages.map(({ rows }) => rows.map(({ text, kind }) => [text, kind])),
    [
      [
        ['1', 'text'],
        ['', 'null'],
      ],
      [['x\ny', 'text']],
    ],
  );
});

test('lines: comments are skipped, quotes around a value are taken away and said', () => {
  assert.deepEqual(fields('# mine\na: "1"\nb = 2'), [
    ['a', '1'],
    ['b', '2'],
  ]);
  assert.ok(codes('# mine\na: "1"\nb = 2')?.includes('stripped'));
});

test('lines that hold a form each are messages of their own', () => {
  const { messages } = read('request: a=1&b=2&sign=X\nresponse: code=0&msg=ok&sign=Y');
  assert.deepEqual(
    messages.map(({ body }) => body),
    ['a=1&b=2&sign=X', 'code=0&msg=ok&sign=Y'],
  );
});

test('XML: CDATA, entities, empty and nested elements, and an envelope', () => {
  assert.deepEqual(
    fields('<?xml version="1.0"?>\n<xml><!-- x --><a><![CDATA[<1> & ]]>2</a><b>&lt;&#20320;&amp;</b><c/></xml>'),
    [
      ['a', '<1> & 2'],
      ['b', '<你&'],
      ['c', ''],
    ],
  );
  assert.deepEqual(fields('<xml><a>1</a><d><e>2</e></d></xml>')?.[1], ['d', '<e>2</e>']);
  assert.ok(codes('<xml><a>1</a><d><e>2</e></d></xml>')?.includes('markup'));
  assert.deepEqual(fields('<Envelope><Body><a>1</a><b>2</b></Body></Envelope>'), [
    ['a', '1'],
    ['b', '2'],
  ]);
});

test('XML that breaks off says where', () => {
  const { problem } = read('<xml><a>1</a><b>2');
  assert.deepEqual([problem?.code, problem?.field], ['stopped-in', 'b']);
  assert.equal(first('<xml><a>1</a><b>2')?.body, undefined);
});
