import type { Database } from "#lib/server/db/client.ts";
import { type Chance, chanceOf } from "./chance.ts";

/** Something that the product asks of its database; what it is about differs each time. */
export interface Question {
  name: string;
  ask(db: Database, chance: Chance): Promise<unknown>;
}

/** Always the same work without a database: how much it takes tells how busy the machine was. */
export function ownWork(when: "before" | "after"): Question {
  return {
    name: `no question: half a million sums (${when})`,
    async ask() {
      const chance = chanceOf(1);
      let sum = 0;
      for (let done = 0; done < 500_000; done += 1) sum += chance.next();
      return sum;
    },
  };
}

/** The same values in the same order in each run. */
export function chanceFor(question: string): Chance {
  return chanceOf(
    [...question].reduce((sum, letter) => sum * 31 + (letter.codePointAt(0) ?? 0), 7),
  );
}
