/** What every consumer prints: one signature, made by the package it was given. */
export const check = (fensign) => fensign.gateways()[0].id;

export const expected = 'pass2pay';
