import { LISTED_CLASSES, LISTED_STATES } from "#lib/list/query.ts";
import type { Facet } from "#lib/list/search-index.ts";
import { type PeopleNames, useFilterWords } from "./use-filter-words.ts";

/** A choice of a filter: one word for all values that mean the same. */
export interface FacetOption {
  label: string;
  values: readonly string[];
}

/** States and their finality stand in their own order, other values by the alphabet. */
const ORDERED: Partial<Record<Facet, readonly string[]>> = {
  state: LISTED_STATES,
  finality: LISTED_CLASSES,
};

/**
 * The choices of each filter from the values that payments have had. Spellings of one issuer are one
 * choice.
 */
export function useFacetOptions(
  choices: ReadonlyMap<string, readonly string[]>,
  people: PeopleNames,
): (facet: Facet) => FacetOption[] {
  const words = useFilterWords(people);
  return (facet) => {
    const ordered = ORDERED[facet];
    const values = ordered ?? choices.get(facet) ?? [];
    const named = Map.groupBy(values, (value) => words(facet, value));
    const options = [...named].map(([label, some]) => ({ label, values: some }));
    return ordered ? options : options.sort((a, b) => a.label.localeCompare(b.label));
  };
}
