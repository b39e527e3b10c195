import * as fensign from 'fensign';
import * as diagnosis from 'fensign/diagnose';
import { check } from './expect.mjs';

console.log(check(fensign, diagnosis));
