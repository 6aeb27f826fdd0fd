import { expectTypeOf, test } from "vitest";
import { z } from "zod";
import type { Actor } from "#lib/server/actor.ts";
import type { route as makeRoute } from "./route.ts";

/** Has the type of `route` only: these tests check what compiles. */
const route: typeof makeRoute = () => answer;
const input = z.object({});

async function answer(): Promise<Response> {
  return new Response();
}

test("a handler for staff gets the actor, a public handler gets null", () => {
  route({ access: "account.manage", input }, async ({ actor }) => {
    expectTypeOf(actor).toEqualTypeOf<Actor>();
    return new Response();
  });
  route({ access: "public", input }, async ({ actor }) => {
    expectTypeOf(actor).toEqualTypeOf<null>();
    return new Response();
  });
});

test("an option without an effect does not compile", () => {
  route({ access: "public", budget: "signIns", allowsCrossSiteNavigation: true, input }, answer);
  route({ access: "payment.look_up", budget: "lookUps", input }, answer);
  // @ts-expect-error Public handlers have no budget of look-ups.
  route({ access: "public", budget: "lookUps", input }, answer);
  // @ts-expect-error Budgets of sign-ins count network prefixes, not people.
  route({ access: "payment.look_up", budget: "signIns", input }, answer);
  // @ts-expect-error Other sites may not navigate to handlers for staff.
  route({ access: "payment.look_up", allowsCrossSiteNavigation: true, input }, answer);
});
