import * as fensign from 'fensign';
import { check } from './expect.mjs';

console.log(check(fensign));
