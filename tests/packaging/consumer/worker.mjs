import * as fensign from 'fensign';
import * as diagnosis from 'fensign/diagnose';
import { check } from './expect.mjs';

export default {
  test() {
    console.log(check(fensign, diagnosis));
  },
};
