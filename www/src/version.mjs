import fensign from 'fensign/package.json' with { type: 'json' };

export const VERSION = fensign.version;
