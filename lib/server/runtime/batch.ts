/**
 * Group commit: processes a single item at once, and collects items that arrive during a batch for
 * the next one. If a batch fails, its items are retried one by one so that a bad item fails alone,
 * unless the fault is not an item's: then all that wait fail with it, as each would wait as long.
 */
export function batched<Item, Result>(
  process: (items: readonly Item[]) => Promise<readonly Result[]>,
  {
    max,
    isNoItems = () => false,
  }: {
    /** Items in one batch. */
    max: number;
    /** Whether an error has nothing to do with the items. */
    isNoItems?: (error: unknown) => boolean;
  },
): (item: Item) => Promise<Result> {
  interface Waiting {
    item: Item;
    resolve: (result: Result) => void;
    reject: (error: unknown) => void;
  }
  const queue: Waiting[] = [];
  let isBusy = false;

  async function processBatch(batch: readonly Waiting[]): Promise<void> {
    try {
      const results = await process(batch.map(({ item }) => item));
      batch.forEach(({ resolve, reject }, place) => {
        const result = results[place];
        if (result === undefined) reject(new Error("batched: a result is missing"));
        else resolve(result);
      });
    } catch (error) {
      const isShared = isNoItems(error);
      if (isShared) for (const one of queue.splice(0)) one.reject(error);
      if (isShared || batch.length === 1) for (const one of batch) one.reject(error);
      else for (const one of batch) await processBatch([one]);
    }
  }

  async function processQueue(): Promise<void> {
    isBusy = true;
    while (queue.length > 0) await processBatch(queue.splice(0, max));
    isBusy = false;
  }

  return (item) =>
    new Promise((resolve, reject) => {
      queue.push({ item, resolve, reject });
      if (!isBusy) processQueue();
    });
}
