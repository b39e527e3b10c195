const secret = '6409292d66625a2a0912ac345345';
const fields = {
  merchant: '62626666666',
  pay_order: '00202101010000060755912770312323',
  app_id: 'op009619634544',
};

/** What a gateway answers to the query of a paid order. */
export const paid = '{"code":"1001","status":"1","pay_order":"O1","value":"800"}';

/**
 * What every consumer prints, of the package that it was given: the signature of a published order, what is diagnosed where
 * that has a line break behind the secret, whether an error of either part is one of the class that there is, whether
 * its gateway has tables, whether a dialect recomputes, and what is sent by a `fetch` that answers and by one that never does.
 */
export async function check({ Gateway, FensignError }, { diagnose }, { gateways }, { dialects }, { send }) {
  const gateway = new Gateway('4pyun', { secret });
  const sign = gateway.sign(fields);
  const { verdict, findings } = diagnose('4pyun', { secret: `${secret}\n`, fields, sign });
  const thrown = [() => new Gateway('?'), () => diagnose('?', {})].map((call) => {
    try {
      return call();
    } catch (error) {
      return error instanceof FensignError && error.code;
    }
  });
  const { rule, example } = dialects.vmq;
  const isRecomputed = new Gateway(rule, { secret: example.secret }).sign(example.fields) === example.sign;
  const { outcome } = await send(gateway, 'query', fields, { fetch: async () => new Response(paid) });
  const late = await send(gateway, 'query', fields, { fetch: () => new Promise(() => {}), timeoutMs: 5 });
  return [
    sign,
    verdict,
    findings[0].id,
    ...thrown,
    gateways().some(({ id }) => id === '4pyun'),
    isRecomputed,
    outcome,
    late.problems[0].code,
  ].join(' ');
}

export const expected = '8FFDCC0A8C51BB92F183CAE2DD0C70D6 cause A1 gateway gateway true true paid no-reply';
