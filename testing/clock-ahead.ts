/** The options with which a process of Node believes that it is later. */
export function clockAhead(milliseconds: number): string {
  const module = `const Real = Date; globalThis.Date = class extends Real {
    constructor(...given) { if (given.length > 0) super(...given); else super(Real.now() + ${milliseconds}); }
    // Next's own Date copies these, and no inherited ones.
    static UTC = Real.UTC;
    static parse = Real.parse;
    static now() { return Real.now() + ${milliseconds}; }
  };`;
  return `--import=data:text/javascript,${encodeURIComponent(module)}`;
}
