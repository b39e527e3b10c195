const fensign = require('fensign');
const diagnosis = require('fensign/diagnose');
const tables = require('fensign/tables');

import('./expect.mjs').then(({ check }) => console.log(check(fensign, diagnosis, tables)));
