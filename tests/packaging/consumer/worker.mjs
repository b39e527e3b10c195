import * as fensign from 'fensign';
import { check } from './expect.mjs';

export default {
  test() {
    console.log(check(fensign));
  },
};
