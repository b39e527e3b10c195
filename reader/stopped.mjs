/** What scanners throw. No `Error`, whose stack costs more than most of what is read in vain. */
export class Stopped {
  /**
   * @param {number} at
   * @param {boolean} [isDeep]
   */
  constructor(at, isDeep = false) {
    this.at = at;
    this.isDeep = isDeep;
  }
}
