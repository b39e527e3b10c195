/** @import { Problem } from '../index.d.ts' */
// A file of its own in the package too: what signs and what diagnoses throw errors of one class.

/** Every problem that kept a call from being made. */
export class FensignError extends Error {
  name = 'FensignError';

  /** @param {Problem[]} problems at least one */
  constructor(problems) {
    super(problems.map(({ field, message }) => (field === undefined ? message : `${field}: ${message}`)).join('; '));
    this.code = problems[0]?.code ?? '';
    this.problems = problems;
  }
}
