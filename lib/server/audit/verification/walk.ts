import { z } from "zod";
import type { NotedHead } from "../chain/head.ts";
import { type ChainKey, chainHash, INITIAL_HASH } from "../chain/row-hash.ts";
import type { StoredRow } from "../chain/stored-rows.ts";
import { type Fault, MOST_FAULTS } from "./fault.ts";

const genesisSchema = z.object({ installation: z.string(), people: z.number() });

/** The first row of the chain. */
export interface Genesis {
  row: number;
  installation: string;
}

interface WalkOptions {
  /** The current key and its predecessors, newest first. */
  keys: readonly ChainKey[];
  /** The row before the first one that is walked, which is trusted. */
  before: NotedHead | undefined;
  /** Rows up to this id may be older than the chain. */
  legacyUpTo: number;
}

/** One pass along the chain, which tries each key that a row may have. */
export class Walk {
  rows = 0;
  genesis: Genesis | null = null;
  end: NotedHead | null;
  readonly faults: Fault[] = [];
  readonly #options: WalkOptions;
  /** The key of the last row, or null when none of the given keys matched. */
  #key: ChainKey | null = null;
  /** The keys that the next row may have, each with the previous hash. */
  #candidates: { key: ChainKey; hash: string }[];

  constructor(options: WalkOptions) {
    this.#options = options;
    this.end = options.before ?? null;
    this.#candidates = this.#allKeys(options.before?.hash ?? INITIAL_HASH);
  }

  step(row: StoredRow): void {
    const { id, hash, text } = row;
    const isFirst = this.rows === 0 && this.end === null;
    this.rows += 1;
    // Before there was a chain, numbers could be left out.
    const isGap = isFirst
      ? id > this.#options.legacyUpTo + 1
      : this.end !== null && id !== this.end.id + 1;
    if (isGap) this.#fault(id, "missing before this row");
    if (hash === null) {
      this.#stepUnsealed(id, text);
      return;
    }
    this.#stepSealed({ ...row, hash });
    this.#findGenesis(row);
  }

  /** Of a walk over all rows: a chain without its first row is a remainder, or a forgery. */
  finish(): void {
    if (this.#options.before === undefined && this.genesis === null) {
      this.#fault(this.end?.id ?? 0, "the chain does not begin: it has no first row of its own");
    }
  }

  #stepUnsealed(id: number, text: string): void {
    const mayBe = this.end === null && id <= this.#options.legacyUpTo;
    if (!mayBe) this.#fault(id, "not sealed");
    if (this.end !== null) return;
    for (const each of this.#candidates) each.hash = chainHash(each.key, each.hash, text);
  }

  #stepSealed({ id, event, hash, text }: StoredRow & { hash: string }): void {
    if (event === "audit.rekeyed" && this.#key && this.end) {
      this.#candidates = this.#newerKeys(this.#key, this.end.hash);
    }
    const right = this.#candidates.find(
      ({ key, hash: before }) => chainHash(key, before, text) === hash,
    );
    if (!right) this.#fault(id, "altered, or made with a key that was not given");
    this.end = { id, hash };
    this.#key = right?.key ?? null;
    // After a fault the pass continues from the stored hash, to find further faults.
    this.#candidates = right ? [{ key: right.key, hash }] : this.#allKeys(hash);
  }

  /** The first row of the chain is the first of the table, or of what is not older than the chain. */
  #findGenesis({ id, event, detail }: StoredRow): void {
    const found = event === "audit.begun" ? genesisSchema.safeParse(detail).data : undefined;
    if (!found) return;
    if (this.genesis !== null) {
      this.#fault(id, "the chain begins a second time");
      return;
    }
    this.genesis = { row: id, installation: found.installation };
    if (id > this.#options.legacyUpTo + 1) this.#fault(id, "the chain begins behind other rows");
    // The first person is added together with the first row.
    if (id === 1 && found.people > 1) {
      this.#fault(id, "the chain was begun in a database that had been in use: rows were removed");
    }
  }

  #allKeys(hash: string) {
    return this.#options.keys.map((key) => ({ key, hash }));
  }

  /** A chain never returns to a former key: a leaked one could be used to rewrite the chain. */
  #newerKeys(than: ChainKey, hash: string) {
    return this.#allKeys(hash).slice(0, this.#options.keys.indexOf(than));
  }

  /** Whether the last row was hashed with the current key, the first of those given. */
  get isUnderOurKey(): boolean {
    return this.end === null || this.#key === this.#options.keys[0];
  }

  #fault(row: number, what: Fault["what"]): void {
    if (this.faults.length < MOST_FAULTS) this.faults.push({ row, what });
  }
}
