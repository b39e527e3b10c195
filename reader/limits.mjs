// The package refuses what is larger; so does the reader, in words. A test compares the two.
export const LIMITS = Object.freeze({ text: 1048576, fields: 1000, levels: 64, messages: 100 });
