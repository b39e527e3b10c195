import * as fensign from 'fensign';
import * as diagnosis from 'fensign/diagnose';
import * as catalogue from 'fensign/dialects';
import * as sending from 'fensign/fetch';
import * as tables from 'fensign/tables';
import { check } from './expect.mjs';
import { checkSending } from './sending.mjs';

export default {
  async test(_controller, { address }) {
    console.log(await check(fensign, diagnosis, tables, catalogue, sending));
    console.log(await checkSending(address));
  },
};
