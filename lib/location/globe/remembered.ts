/**
 * A pure function that remembers its latest results: what is asked again is not computed again. At
 * most `most` results are kept; the one that was asked for longest ago goes first. Inputs are compared
 * as JSON.
 */
export function remembered<Input extends readonly unknown[], Result>(
  compute: (...input: Input) => Result,
  most: number,
): (...input: Input) => Result {
  const known = new Map<string, { result: Result }>();
  return (...input) => {
    const key = JSON.stringify(input);
    const found = known.get(key) ?? { result: compute(...input) };
    // A Map keeps the order in which keys came.
    known.delete(key);
    known.set(key, found);
    const [oldest] = known.keys();
    if (known.size > most && oldest !== undefined) known.delete(oldest);
    return found.result;
  };
}
