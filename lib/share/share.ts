import { z } from "zod";
import { inert } from "#lib/copy/summary.ts";
import { type Locale, localeSchema } from "#lib/i18n/locale.ts";
import type { Parameters } from "#lib/list/query.ts";
import { sumSchema } from "#lib/money/sum.ts";
import {
  explain,
  type Money,
  SITUATIONS,
  type Situation,
} from "#lib/payment/explanation/explain.ts";
import { headlineSum } from "#lib/payment/facts/amounts.ts";
import type { Episode } from "#lib/payment/facts/timeline.ts";
import { type LookUpAnswer, type Service, transactionPath } from "#lib/payment/look-up.ts";
import type { Payment } from "#lib/payment/payment.ts";
import type { CustomerSituation } from "#lib/payment/reason-codes.ts";
import { badgeOf, isBadgeKey } from "#lib/payment/status/badge.ts";
import type { BadgeKey } from "#lib/payment/status/badge-name.ts";

/**
 * The fields that a share link can show besides the state, the amount and the date. None of them is
 * personal data of the payer.
 */
export const SHARE_FIELDS = [
  "invoice",
  "card",
  "issuer",
  "rrn",
  "approval_code",
  "reason",
  "returned",
  "timeline",
] as const;
const shareFieldSchema = z.enum(SHARE_FIELDS);
/** A field that a share link can show. */
export type ShareField = z.infer<typeof shareFieldSchema>;

/** Lifetimes to choose from; never more than seven days. */
export const SHARE_HOURS = [1, 24, 72, 168] as const;
/** Numbers of views to choose from. */
export const SHARE_VIEWS = [1, 3, 10, 50] as const;

/** Form fields of a new link; `fields` is a comma-separated list. */
export const shareChoiceSchema = z.object({
  fields: z
    .string()
    .max(200)
    .transform((text) => text.split(",").filter(Boolean))
    .pipe(z.array(shareFieldSchema)),
  language: localeSchema,
  hours: z.coerce.number().pipe(z.literal(SHARE_HOURS)),
  views: z.coerce.number().pipe(z.literal(SHARE_VIEWS)),
});
/** The parsed choices for a new link. */
export type ShareChoice = z.infer<typeof shareChoiceSchema>;

const CUSTOMER_SITUATIONS = {
  declined: true,
  not_settled: true,
  card_data: true,
  three_ds: true,
  try_later: true,
  shop_side: true,
  refund_stopped: true,
} as const satisfies Record<CustomerSituation, true>;

const MONEY: ReadonlySet<unknown> = new Set<Money>(
  Object.values(SITUATIONS).map(([money]) => money),
);
const badgeKeySchema = z.custom<BadgeKey>(isBadgeKey);
const nameOf = <Name extends string>(names: Record<Name, unknown>) =>
  z.custom<Name>((word) => typeof word === "string" && Object.hasOwn(names, word));
/** An id as banks and shops write them; other texts are dropped. */
const idSchema = z
  .string()
  .regex(/^[\w-]{1,64}$/)
  .nullable();
const instantSchema = z.iso.datetime();

/** Snapshot of the payment stored with the link: only what the recipient may see. */
export const shareSnapshotSchema = z.strictObject({
  badge: badgeKeySchema,
  money: z.custom<Money>((word) => MONEY.has(word)),
  /** Whether the bank's answer contradicts itself. */
  isDoubtful: z.boolean(),
  sum: sumSchema.nullable(),
  currency: z.string().max(13).nullable(),
  /** When the payment was made, as the bank states it. */
  paidAt: instantSchema.nullable(),
  /** When the bank was asked. */
  checkedAt: instantSchema,
  /** A key for each chosen field; null where the bank did not state it. */
  chosen: z.strictObject({
    invoice: idSchema.optional(),
    /** The last four digits. */
    card: z
      .string()
      .regex(/^\d{4}$/)
      .nullable()
      .optional(),
    issuer: z.string().max(81).nullable().optional(),
    rrn: idSchema.optional(),
    approval_code: idSchema.optional(),
    /** Key of the sentence for the customer, which never says why the card's bank refused. */
    reason: z
      .strictObject({
        situation: nameOf<Situation>(SITUATIONS),
        code: nameOf<CustomerSituation>(CUSTOMER_SITUATIONS).nullable(),
      })
      .optional(),
    returned: sumSchema.nullable().optional(),
    timeline: z.array(z.strictObject({ badge: badgeKeySchema, at: instantSchema })).optional(),
  }),
});
/** The reduced record that a link shows. */
export type ShareSnapshot = z.infer<typeof shareSnapshotSchema>;

const DOUBTFUL: ReadonlySet<Situation> = new Set<Situation>([
  "paid_doubtful",
  "paid_sums_differ",
  "failed_contradiction",
]);

const LONGEST = { currency: 12, issuer: 80 } as const;
const MOST_STEPS = 20;

/** Makes the snapshot of an answer; null if the answer has no payment. */
export function snapshotOf(
  answer: LookUpAnswer,
  { fields, episodes }: { fields: readonly ShareField[]; episodes: readonly Episode[] },
): ShareSnapshot | null {
  const { payment } = answer;
  if (!payment) return null;
  const { situation, money } = explain(answer);
  const all = allFields(answer, payment, episodes);
  return shareSnapshotSchema.parse({
    badge: badgeOf(answer).key,
    money,
    isDoubtful: DOUBTFUL.has(situation),
    sum: headlineSum(payment),
    currency: payment.currency && inert(payment.currency, LONGEST.currency),
    paidAt: payment.createdAt?.instant ?? null,
    checkedAt: answer.checkedAt,
    chosen: Object.fromEntries(fields.map((field) => [field, all[field]])),
  });
}

function allFields(
  answer: LookUpAnswer,
  payment: Payment,
  episodes: readonly Episode[],
): Record<ShareField, unknown> {
  const { situation, customer, reason } = explain(answer);
  const { mask, issuer } = payment.card;
  return {
    invoice: idOrNull(answer.invoiceId),
    card: mask && /^\d{4}$/.test(mask.last) ? mask.last : null,
    issuer: issuer && inert(issuer, LONGEST.issuer),
    rrn: idOrNull(payment.rrn),
    approval_code: idOrNull(payment.approvalCode),
    reason: {
      situation,
      code: reason && customer === `reasons.customer.${reason.customer}` ? reason.customer : null,
    },
    returned: payment.returned,
    timeline: stepsOf(episodes),
  };
}

function idOrNull(text: string | null): string | null {
  return idSchema.safeParse(text).data ?? null;
}

/** When each state was first observed, oldest first, without the observer. */
function stepsOf(episodes: readonly Episode[]) {
  return [...episodes]
    .reverse()
    .filter(({ answer }) => answer.payment !== null)
    .map(({ answer, firstCheckedAt }) => ({ badge: badgeOf(answer).key, at: firstCheckedAt }))
    .filter(({ badge }, place, steps) => steps[place - 1]?.badge !== badge)
    .slice(-MOST_STEPS);
}

/** The chosen fields of a snapshot. */
export function fieldsOf({ chosen }: ShareSnapshot): ShareField[] {
  return SHARE_FIELDS.filter((field) => chosen[field] !== undefined);
}

interface SharedPayment {
  invoiceId: string;
  terminal: string;
  service: Service;
}

/** The path of the page that creates links to this payment. */
export function sharePath(payment: SharedPayment): string {
  return transactionPath(payment).replace(/(?=\?|$)/, "/share");
}

/** The path of the same page with these choices and their preview. */
export function previewPath(payment: SharedPayment, choice: ShareChoice): string {
  const { language, hours, views } = choice;
  return withQuery(sharePath(payment), {
    field: choice.fields,
    language,
    hours: String(hours),
    views: String(views),
    preview: "1",
  });
}

/** Adds parameters to the path; a list becomes repeated parameters, as in a form. */
export function withQuery(path: string, more: Parameters): string {
  const said = Object.entries(more).flatMap(([name, value]) =>
    [value ?? []].flat().map((one) => [name, one]),
  );
  if (said.length === 0) return path;
  return `${path}${path.includes("?") ? "&" : "?"}${new URLSearchParams(said)}`;
}

/** An active link, as supervisors see it. */
export interface LiveShare {
  id: string;
  invoiceId: string;
  terminal: string;
  service: Service;
  /** E-mail of the person who created it. */
  madeBy: string;
  createdAt: Date;
  expiresAt: Date;
  views: number;
  maxViews: number;
  language: Locale;
  fields: readonly ShareField[];
}
