import { AppError } from "#lib/http/errors.ts";
import type { RequestContext } from "#lib/server/runtime/request-store.ts";
import { singleton } from "#lib/server/runtime/singleton.ts";
import { networkPrefixOf } from "../client-address.ts";
import { countRequest } from "../rate-limit.ts";
import { Activity } from "../turns/activity.ts";
import { Turns } from "../turns/turns.ts";
import type { Exchange } from "./connections.ts";

/**
 * Which requests Next may handle now. Each person and each address has a budget and few turns of its
 * own, and what people with a session need is out of reach for everybody else.
 */

/** Addresses of health, which no budget counts and no other request delays. */
const HEALTH = /^\/api\/health(?:\/(?:live|ready))?(?:\?|$)/;

/** Built files, of which each takes next to nothing. */
const FILES = /^\/(?:_next\/|[^/?]+\.[a-z]+(?:\?|$))/;
/** Files of many rows take as long as they take; `download()` has turns of its own for them. */
const DOWNLOADS = /^\/api\/(?:export|audit)(?:\?|$)/;
const HANDLERS = /^\/api\//;

/** A person or address counts as active for this long after a request. */
const WORKING_MILLISECONDS = 10_000;

const COMMON = { patienceMilliseconds: 20_000 };
/** Of the time in which others work, after a burst. */
const PAGES = { part: 1 / 4, burstMilliseconds: 2_000, longestMilliseconds: 10_000 };
/** Handlers mostly wait for something else: the database, or an identity provider. */
const WAITING = {
  part: 1,
  burstMilliseconds: Number.POSITIVE_INFINITY,
  longestMilliseconds: 2_000,
};

/**
 * Turns at the processor, which renders one page at a time. Who works alone has nearly all of it. As
 * soon as others work, each has one page and few handlers under way, and pages for a quarter of the
 * time, so nobody waits for more than one page of each other. What comes without a session never takes
 * more than a small part from the staff.
 */
const turns = singleton("turns", () => {
  const staff = new Activity({ milliseconds: WORKING_MILLISECONDS });
  const visitors = new Activity({ milliseconds: WORKING_MILLISECONDS });
  const shared = (who: Activity, { alone, together }: { alone: number; together: number }) => ({
    each: (key: string) => (who.hasOthersThan(key) ? together : alone),
    isShared: (key: string) => who.hasOthersThan(key),
  });
  const forStaff = (alone: number, together: number) => () =>
    staff.hasOthersThan(null) ? together : alone;
  return {
    staff: {
      activity: staff,
      pages: new Turns({
        ...COMMON,
        ...PAGES,
        ...shared(staff, { alone: 4, together: 1 }),
        all: () => 12,
        line: 64,
      }),
      handlers: new Turns({
        ...COMMON,
        ...WAITING,
        ...shared(staff, { alone: 512, together: 2 }),
        all: () => 1_024,
        line: 512,
      }),
    },
    visitors: {
      activity: visitors,
      pages: new Turns({
        ...COMMON,
        ...PAGES,
        ...shared(visitors, { alone: 4, together: 1 }),
        all: forStaff(4, 1),
        line: 64,
      }),
      handlers: new Turns({
        ...COMMON,
        ...WAITING,
        ...shared(visitors, { alone: 8, together: 2 }),
        all: forStaff(8, 2),
        line: 64,
      }),
    },
  };
});

/** Whether the request is a load balancer's probe. */
export function isProbe(url: string): boolean {
  return HEALTH.test(url);
}

/** What kind of thing a request asks for, for the metrics. */
export function askedFor(url: string): "health" | "file" | "download" | "handler" | "page" {
  if (isProbe(url)) return "health";
  if (FILES.test(url)) return "file";
  if (DOWNLOADS.test(url)) return "download";
  return HANDLERS.test(url) ? "handler" : "page";
}

/** How many requests wait for their turn. */
export function waitingRequests(): { staff: number; visitors: number } {
  const { staff, visitors } = turns();
  const waiting = ({ pages, handlers }: typeof staff) => pages.waiting + handlers.waiting;
  return { staff: waiting(staff), visitors: waiting(visitors) };
}

/** Whether somebody of the staff works who is not this person; without one, whether anybody does. */
export function staffWorks({ besides }: { besides: string | null }): boolean {
  return turns().staff.activity.hasOthersThan(besides);
}

/**
 * Counts a request: first by its person or address, so that what is refused there takes nothing from
 * others.
 * @throws AppError too_many
 */
export async function countArrival({ person, peer }: RequestContext): Promise<void> {
  await countRequest("requestsOfOne", person ?? networkPrefixOf(peer));
  if (person === null) await countRequest("anonymousRequests", "all");
  await countRequest("requests", "all");
}

/**
 * Waits for a turn, except for files. The turn ends with the answer, or before by `context.turn`.
 * @throws AppError too_many
 */
export async function awaitTurn(
  { request, response }: Exchange,
  context: RequestContext,
): Promise<void> {
  const url = request.url ?? "";
  if (FILES.test(url)) return;
  const { person, peer } = context;
  const key = person ?? networkPrefixOf(peer);
  const { activity, pages, handlers } = person === null ? turns().visitors : turns().staff;
  activity.note(key);
  if (DOWNLOADS.test(url)) return;
  const line = HANDLERS.test(url) ? handlers : pages;
  let end = await line.take(key);
  if (!end) throw new AppError("too_many", { retryAfter: 1 });
  let isOver = false;
  context.turn = {
    end() {
      isOver = true;
      end?.();
    },
    async resume() {
      if (!isOver || response.destroyed) return;
      end = await line.take(key);
      isOver = false;
      if (response.destroyed) end?.();
    },
  };
  if (response.destroyed) end();
  else response.once("close", () => end?.());
}
