import { expect, test } from "vitest";
import { chosen } from "./chosen.ts";

const goals = [{ id: "G-01" }, { id: "G-04" }, { id: "G-11" }];

test("without an id all goals are chosen", () => {
  expect(chosen(goals, [])).toEqual({ goals });
});

test("ids choose in the order of the goals, each once, in any case of letters", () => {
  expect(chosen(goals, ["g-11", "G-01", "G-11"])).toEqual({
    goals: [{ id: "G-01" }, { id: "G-11" }],
  });
});

test("an id that is none is told, and nothing is measured", () => {
  expect(chosen(goals, ["G-01", "G-1"])).toEqual({ unknown: "G-1" });
});
