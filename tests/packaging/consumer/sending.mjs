import { Gateway } from 'fensign';
import { send } from 'fensign/fetch';

const fields = { app_id: 'A1', merchant: 'M1', pay_order: 'O1' };

/** What a server at this address does, by the path that it is asked for. */
export const kinds = ['paid', 'redirect', 'error', 'silent', 'endless', 'broken'];

/** What the platform's own fetch makes of each. */
export async function checkSending(address) {
  const outcomes = [];
  for (const kind of kinds) {
    const gateway = new Gateway('4pyun', { secret: 'secret', baseUrl: `${address}/${kind}` });
    const { outcome, problems } = await send(gateway, 'query', fields, kind === 'silent' ? { timeoutMs: 50 } : {});
    outcomes.push(problems[0]?.code ?? outcome);
  }
  return outcomes.join(' ');
}

export const expectedOfSending = 'paid no-reply no-reply no-reply length no-reply';
