// What the types of the catalogue accept and refuse.
import { Gateway, type FieldsOf, type Rule } from 'fensign';
import { dialects, type Dialect, type DialectId, type Fork } from 'fensign/dialects';

type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
type Expect<T extends true> = T;

const vmq = new Gateway(dialects.vmq.rule, { secret: 's' });
const { over, rule } = dialects['payindex.arrow'];
const arrow = new Gateway(over, { rule, secret: 's', baseUrl: 'https://pay.example' });

export type Types = [
  Expect<Equal<typeof vmq, Gateway<Rule, {}>>>,
  Expect<Equal<typeof arrow, Gateway<'payindex', {}>>>,
  Expect<Equal<(typeof dialects)['payindex.arrow'], Fork<'payindex'>>>,
  Expect<Equal<(typeof dialects)['vmq.notify'], Dialect>>,
  Expect<Equal<Extract<DialectId, 'epay' | 'wxpay' | 'no such'>, 'epay' | 'wxpay'>>,
  Expect<Equal<FieldsOf<typeof over, 'pay'>['pay_attach'], FieldsOf<'payindex', 'pay'>['pay_attach']>>,
];

for (const dialect of Object.values<Dialect>(dialects)) {
  const { fields, body, secret, published } = dialect.example ?? {};
  console.log(dialect.title, dialect.noteZh, published, secret);
  if (fields) new Gateway(dialect.rule, { secret: 's' }).sign(fields);
  else if (body) new Gateway(dialect.rule, { secret: 's' }).signBody(body);
}
// @ts-expect-error no such dialect
dialects.vmk;
// @ts-expect-error it is frozen
dialects.vmq.rule = {};
// @ts-expect-error a whole rule is over no gateway
dialects.vmq.over;
