/**
 * Group commit: processes a single item at once, and collects items that arrive during a batch for
 * the next one. If a batch fails, its items are retried one by one so that a bad item fails alone.
 */
export function batched<Item, Result>(
  process: (items: readonly Item[]) => Promise<readonly Result[]>,
  { max }: { /** Items in one batch. */ max: number },
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
      if (batch.length === 1) batch[0]?.reject(error);
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
