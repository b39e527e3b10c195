// The MD5s that run anywhere.
import { md5 as noble } from '@noble/hashes/legacy.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { createMD5 } from 'hash-wasm';
import jsMd5 from 'js-md5';
import SparkMd5 from 'spark-md5';

const hashWasm = await createMD5();

/** The two that are fastest. */
export const fast = {
  'js-md5': (text) => jsMd5(text),
  'hash-wasm': (text) => hashWasm.init().update(text).digest('hex'),
};

export const slow = {
  'spark-md5': (text) => SparkMd5.hash(text),
  '@noble/hashes': (text) => bytesToHex(noble(utf8ToBytes(text))),
};
