import { expectTypeOf, test } from "vitest";
import { z } from "zod";
import type { Actor } from "#lib/server/actor.ts";
import type { route as makeRoute } from "./route.ts";

/** The maker's type alone: what the compiler says of it is what is tested. */
const route: typeof makeRoute = () => answer;
const input = z.object({});

async function answer(): Promise<Response> {
  return new Response();
}

test("a handler for staff gets the person, a public one nobody", () => {
  route({ access: "account.manage", input }, async ({ actor }) => {
    expectTypeOf(actor).toEqualTypeOf<Actor>();
    return new Response();
  });
  route({ access: "public", input }, async ({ actor }) => {
    expectTypeOf(actor).toEqualTypeOf<null>();
    return new Response();
  });
});

test("an option that would have no effect does not compile", () => {
  route({ access: "public", budget: "signIns", isArrival: true, input }, answer);
  route({ access: "payment.look_up", budget: "lookUps", input }, answer);
  // @ts-expect-error A visitor has no budget of look-ups.
  route({ access: "public", budget: "lookUps", input }, answer);
  // @ts-expect-error Budgets of sign-ins count network prefixes, not people.
  route({ access: "payment.look_up", budget: "signIns", input }, answer);
  // @ts-expect-error Other sites lead to no handler for staff.
  route({ access: "payment.look_up", isArrival: true, input }, answer);
});
