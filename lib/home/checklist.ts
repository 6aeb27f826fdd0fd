/** What makes an installation complete, in the order in which it is done. */
export const SET_UP_STEPS = ["bank", "answer", "factor", "second_admin", "staff"] as const;
export type SetUpStep = (typeof SET_UP_STEPS)[number];

/** Each step with whether it is done; null when all of them are. */
export type Checklist = readonly { step: SetUpStep; isDone: boolean }[];
