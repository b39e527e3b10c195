/** What every consumer prints: the signature of a published order, made by the package it was given. */
export function check({ Gateway }) {
  const gateway = new Gateway('4pyun', { secret: '6409292d66625a2a0912ac345345' });
  return gateway.sign({
    merchant: '62626666666',
    pay_order: '00202101010000060755912770312323',
    app_id: 'op009619634544',
  });
}

export const expected = '8FFDCC0A8C51BB92F183CAE2DD0C70D6';
