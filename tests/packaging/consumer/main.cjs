const fensign = require('fensign');
const diagnosis = require('fensign/diagnose');

import('./expect.mjs').then(({ check }) => console.log(check(fensign, diagnosis)));
