// The MD5s that run anywhere.
import { md5 as noble } from '@noble/hashes/legacy.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { createMD5 } from 'hash-wasm';
import jsMd5 from 'js-md5';
import SparkMd5 from 'spark-md5';

export async function portable() {
  const hashWasm = await createMD5();
  return {
    'js-md5': (text) => jsMd5(text),
    'spark-md5': (text) => SparkMd5.hash(text),
    'hash-wasm': (text) => hashWasm.init().update(text).digest('hex'),
    '@noble/hashes': (text) => bytesToHex(noble(utf8ToBytes(text))),
  };
}
