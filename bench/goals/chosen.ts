/** Those of the ids, in the order of the goals, or all without an id; or the first id that is none. */
export function chosen<One extends { id: string }>(
  goals: readonly One[],
  ids: readonly string[],
): { goals: readonly One[] } | { unknown: string } {
  const wanted = new Set(ids.map((id) => id.toUpperCase()));
  const known = new Set(goals.map(({ id }) => id));
  const unknown = [...wanted].find((id) => !known.has(id));
  if (unknown !== undefined) return { unknown };
  return { goals: wanted.size === 0 ? goals : goals.filter(({ id }) => wanted.has(id)) };
}
