/** How far the wall clock may go ahead of the steady one by itself: it is corrected in small steps. */
const STEP_MILLISECONDS = 1_000;

let sleptMilliseconds = 0;
let lead = wallLead();

function wallLead(): number {
  return Date.now() - performance.now();
}

/**
 * Milliseconds for ages and countdowns, from a moment that means nothing by itself. What the reader's
 * wall clock says does not count, and it may be set back. A leap of it ahead counts as sleep, for
 * which `performance.now()` stands still (w3c/hr-time issue 115): no age is ever told too small.
 */
export function steadyNow(): number {
  const leap = wallLead() - lead;
  lead += leap;
  if (leap > STEP_MILLISECONDS) sleptMilliseconds += leap;
  return performance.now() + sleptMilliseconds;
}
