import { argv } from 'node:process';
import { checkSending } from './sending.mjs';

console.log(await checkSending(argv[2]));
