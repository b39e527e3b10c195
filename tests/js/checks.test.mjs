// What check and request say of a message, through the installed package; the tables themselves are tested in Rust.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Gateway } from 'fensign';
import { gateways } from 'fensign/tables';

/** @type {any} */
const order = {
  ChannelSubMerchantId: 'CM1',
  TotalAmount: 300,
  PayChannel: 'WXPAY',
  PayType: 'H5',
  OutOrderId: 'demo202211200001',
  OrderSubject: '杂粮煎饼',
};
const wecard = new Gateway('wecard');

test('a problem names the path, the severity, and both languages', () => {
  const list = [{ AllocateAmount: 200 }, '100', { AllocateAmount: '100' }];
  const problems = wecard.check('unifiedOrder', { ...order, FundAllocateList: list, Atachment: 'x' });
  assert.deepEqual(
    problems.map(({ field, code, severity }) => [field, code, severity]),
    [
      ['FundAllocateList[1]', 'type', 'error'],
      ['FundAllocateList[2].AllocateAmount', 'type', 'warning'],
      ['Atachment', 'unknown-field', 'warning'],
    ],
  );
  assert.match(problems[2]?.message ?? '', /did you mean Attachment\?$/);
  assert.match(problems[2]?.messageZh ?? '', /是否想写 Attachment？$/);
});

test('warnings come along with the request', () => {
  const request = wecard.request('unifiedOrder', { ...order, NotifyUrl: 'http://a.b' });
  assert.deepEqual(
    request.problems.map(({ field, code }) => [field, code]),
    [['NotifyUrl', 'risky']],
  );
});

test('what request cannot sign, check reports, with the same problem', () => {
  const payindex = new Gateway('payindex', { secret: 'secret', baseUrl: 'https://pay.example' });
  const zeros = { pay_memberid: '0', pay_orderid: '0' };
  const errors = payindex.check('query', zeros).filter(({ severity }) => severity === 'error');
  assert.deepEqual(
    errors.map(({ field, code }) => [field, code]),
    [[undefined, 'nothing-signed']],
  );
  assert.throws(
    () => payindex.request('query', zeros),
    (/** @type {any} */ error) => {
      assert.deepEqual(
        error.problems.filter((/** @type {any} */ { severity }) => severity === 'error'),
        errors,
      );
      return true;
    },
  );
});

/** @type {any} */
const pass2payOrder = {
  mchNo: 'M1',
  appId: 'A1',
  mchOrderNo: 'O1',
  wayCode: 'ALI_QR',
  amount: 8,
  clientIp: '210.73.10.148',
  custNo: 'C1',
  registerTime: 1622016572190,
};

/** @param {() => unknown} call @param {string} field @param {string} code */
const refuses = (call, field, code) =>
  assert.throws(call, (/** @type {any} */ error) => {
    assert.deepEqual([error.name, error.problems[0].field, error.code], ['FensignError', field, code]);
    return true;
  });

test('the sample identity number of the page is a warning, and an accepted error is one too', () => {
  const gateway = new Gateway('pass2pay', { secret: 's', baseUrl: 'https://pay.example' });
  const sample = { ...pass2payOrder, idNo: '320681198603213312', reqTime: '1622016572' };
  /** @param {string[]} [accept] */
  const request = (accept) => gateway.request('unifiedOrder', sample, accept && { accept });
  refuses(() => request(), 'reqTime', 'format');
  refuses(() => request([]), 'reqTime', 'format');
  const { problems, fields, sign } = request(['reqTime:format', 'mbrTel:format']);
  assert.deepEqual(
    problems.map(({ field, code, severity }) => [field, code, severity]),
    [
      ['reqTime', 'format', 'warning'],
      ['idNo', 'format', 'warning'],
    ],
  );
  assert.equal(fields.reqTime, '1622016572');
  assert.equal(sign, gateway.sign(fields));
});

test('what cannot be accepted is an option error, and what is no value of a message is never accepted', () => {
  const gateway = new Gateway('pass2pay', { secret: 's' });
  /** @param {any} accept @param {any} [fields] */
  const request = (accept, fields = pass2payOrder) => gateway.request('unifiedOrder', fields, { accept });
  for (const accept of ['idNo:format', null, 5, {}]) refuses(() => request(accept), 'accept', 'option');
  for (const entry of ['idNo', 'idNo:', ':format', 'idNo:secret', 'amountFen:format', 5, null, {}, ['idNo:format']]) {
    refuses(() => request(['a:format', entry]), 'accept[1]', 'option');
  }
  refuses(() => request(['custNo:number']), 'accept[0]', 'option');
  refuses(() => request(['custNo:type'], { ...pass2payOrder, custNo: 1.5 }), 'custNo', 'number');
  refuses(() => request(['custNo:type'], { ...pass2payOrder, custNo: '\ud83d' }), 'custNo', 'surrogate');
});

test('an address in clear is warned of once, and nothing is on one’s own machine', () => {
  /** @param {string} [baseUrl] */
  const warned = (baseUrl) => {
    const gateway = new Gateway('xipay', { secret: 's', ...(baseUrl && { baseUrl }) });
    const order = { inst_no: '1', mch_no: '2', pay_type: '400', pay_trace_no: '3', total_amount: 1 };
    const { problems } = gateway.request('h5pay', /** @type {any} */ ({ ...order, notify_url: 'http://127.0.0.1/n' }));
    return problems.map(({ field, code }) => `${field}:${code}`);
  };
  assert.deepEqual(warned(), ['notify_url:risky', 'baseUrl:risky']);
  assert.deepEqual(warned('https://pay.example'), ['notify_url:risky']);
  assert.deepEqual(warned('http://localhost:3000'), []);
});

test('what nobody means to send is a warning, and is sent as it is', () => {
  const gateway = new Gateway('pass2pay', { secret: 's', baseUrl: 'https://pay.example' });
  const texts = [
    ['NO778\u200b', /U\+200B/],
    ['\ufeffNO778', /U\+FEFF/],
    ['NO778\n', /U\+000A/],
    [' NO778', /U\+0020/],
    ['NO\ufffd', /U\+FFFD/],
    [String(undefined), /undefined/],
    [String(null), /null/],
    [String(NaN), /NaN/],
    [String({}), /\[object Object\]/],
  ];
  for (const [mchOrderNo, point] of /** @type {[string, RegExp][]} */ (texts)) {
    const { problems, fields } = gateway.request('unifiedOrder', { ...pass2payOrder, mchOrderNo });
    const found = problems.filter(({ field }) => field === 'mchOrderNo');
    assert.deepEqual(
      found.map(({ code, severity }) => [code, severity]),
      [['risky', 'warning']],
    );
    assert.match(found[0]?.message ?? '', point);
    assert.match(found[0]?.messageZh ?? '', point);
    assert.equal(fields.mchOrderNo, mchOrderNo);
  }
  const { problems } = gateway.request('unifiedOrder', { ...pass2payOrder, extParam: '👨\u200d👩 家庭' });
  assert.deepEqual(
    problems.filter(({ field }) => field === 'extParam'),
    [],
  );
});

test('payindex is asked for JSON, and an HTML page is called one', () => {
  const gateway = new Gateway('payindex', { secret: 's', baseUrl: 'https://pay.example' });
  const { fields } = gateway.request('pay', {
    pay_memberid: '10001',
    pay_orderid: '20210928114755985410',
    pay_bankcode: '903',
    pay_amount: '1.00',
    pay_notifyurl: 'https://a.b/n',
    pay_callbackurl: 'https://a.b/c',
    pay_productname: '商品',
  });
  assert.equal(fields.type, 'json');
  for (const message of [gateway.reply('pay', '<!DOCTYPE html><p>x'), gateway.notice('<html></html>', 'text/html')]) {
    assert.equal(message.verdict, 'malformed');
    assert.match(message.problems[0]?.message ?? '', /^HTML page received/);
    assert.match(message.problems[0]?.messageZh ?? '', /^收到的是 HTML 页面/);
  }
});

test('amountFen is a number, a bigint or text, and never a float', () => {
  const gateway = new Gateway('payindex', { secret: 's', baseUrl: 'https://pay.example' });
  /** @param {any} amountFen */
  const amount = (amountFen) =>
    gateway.request('pay', {
      pay_memberid: '10001',
      pay_orderid: '20210928114755985410',
      pay_bankcode: '903',
      amountFen,
      pay_notifyurl: 'https://a.b/n',
      pay_callbackurl: 'https://a.b/c',
      pay_productname: '商品',
    }).fields.pay_amount;
  for (const fen of [1990, 1990n, '1990']) assert.equal(amount(fen), '19.90');
  assert.equal(amount(1), '0.01');
  for (const fen of [19.9, 0, -1, '19.90', null, {}]) assert.throws(() => amount(fen), { name: 'FensignError' });
});

test('the tables that check uses are those that gateways() shows', () => {
  for (const { id, operations } of gateways()) {
    const gateway = /** @type {Gateway} */ (/** @type {unknown} */ (new Gateway(id)));
    for (const { name, fields } of operations) {
      const required = fields.filter(
        ({ required, kind, default: filled }) => required && kind !== 'signature' && kind !== 'secret' && !filled,
      );
      const missing = gateway.check(name, {}).filter(({ code }) => code === 'missing');
      for (const row of required)
        assert(
          missing.some(({ field }) => field === row.name),
          `${id} ${name} ${row.name}`,
        );
    }
  }
});
