const fensign = require('fensign');
const diagnosis = require('fensign/diagnose');
const sending = require('fensign/fetch');
const tables = require('fensign/tables');
const catalogue = require('fensign/dialects');

import('./expect.mjs').then(async ({ check }) =>
  console.log(await check(fensign, diagnosis, tables, catalogue, sending)),
);
