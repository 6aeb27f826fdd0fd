/**
 * One piece of work for all that wait for it: what is asked while a round is under way waits for the
 * next, which does it all at once (group commit). A single question waits for nobody, so it is as
 * quick as without. In a round that fails each is done alone, as one must not take the others along.
 */
export function together<Item, Result>(
  work: (items: readonly Item[]) => Promise<readonly Result[]>,
  { most }: { /** Items in one round. */ most: number },
): (item: Item) => Promise<Result> {
  interface Waiting {
    item: Item;
    done: (result: Result) => void;
    failed: (error: unknown) => void;
  }
  const waiting: Waiting[] = [];
  let isWorking = false;

  async function round(some: readonly Waiting[]): Promise<void> {
    try {
      const results = await work(some.map(({ item }) => item));
      some.forEach(({ done, failed }, place) => {
        const result = results[place];
        if (result === undefined) failed(new Error("together: a result is missing"));
        else done(result);
      });
    } catch (error) {
      if (some.length === 1) some[0]?.failed(error);
      else for (const one of some) await round([one]);
    }
  }

  async function rounds(): Promise<void> {
    isWorking = true;
    while (waiting.length > 0) await round(waiting.splice(0, most));
    isWorking = false;
  }

  return (item) =>
    new Promise((done, failed) => {
      waiting.push({ item, done, failed });
      if (!isWorking) rounds();
    });
}
