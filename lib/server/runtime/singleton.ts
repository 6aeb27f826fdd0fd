/**
 * One instance per process. Next bundles each route separately, so a module-level variable may
 * exist several times in one process; the database, the bank client and shared calls must not.
 */
export function singleton<T>(name: string, make: () => T): () => T {
  const key = Symbol.for(`anyqta.${name}`);
  const store: { [key: symbol]: T | undefined } = globalThis as never;
  return () => {
    store[key] ??= make();
    return store[key];
  };
}
