import * as fensign from 'fensign';
import * as diagnosis from 'fensign/diagnose';
import * as tables from 'fensign/tables';
import { check } from './expect.mjs';

export default {
  test() {
    console.log(check(fensign, diagnosis, tables));
  },
};
