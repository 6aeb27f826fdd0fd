import { type ListQuery, listParameters } from "#lib/list/query.ts";

/** The query as hidden inputs of a GET form that changes the rest of it; always from the first page. */
export function KeptInputs({ query }: { query: ListQuery }) {
  return [...listParameters({ ...query, place: null })].map(([name, value]) => (
    <input key={`${name} ${value}`} type="hidden" name={name} value={value} />
  ));
}
