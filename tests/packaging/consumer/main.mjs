import * as fensign from 'fensign';
import * as diagnosis from 'fensign/diagnose';
import * as catalogue from 'fensign/dialects';
import * as sending from 'fensign/fetch';
import * as tables from 'fensign/tables';
import { check } from './expect.mjs';

console.log(await check(fensign, diagnosis, tables, catalogue, sending));
