import type { Attack } from "./attack.ts";
import { ACCOUNTS } from "./attacks/accounts.ts";
import { FLOODS } from "./attacks/floods.ts";
import { MACHINE } from "./attacks/machine.ts";
import { PERSONAL_DATA } from "./attacks/personal-data.ts";
import { RECORDS } from "./attacks/records.ts";
import { REQUESTS } from "./attacks/requests.ts";

/** Every attack that was found to work once, in the order in which they are tried. */
export const ATTACKS: readonly Attack[] = [
  ...REQUESTS,
  ...PERSONAL_DATA,
  ...MACHINE,
  ...ACCOUNTS,
  ...FLOODS,
  ...RECORDS,
];
