const fensign = require('fensign');

import('./expect.mjs').then(({ check }) => console.log(check(fensign)));
