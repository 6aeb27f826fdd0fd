import { unescaped } from "./plain-text.ts";

/** A URL, or a path of this product without the host. */
export const ADDRESS =
  /(?:https?:\/\/|(?<![\w.-])www\.|(?<![^\s"'(<:])[\w.:-]{0,255}\/(?=(?:transactions|i)\/))[^\s"'<>]+/gi;

const OURS = /\/(?:transactions|i)\/([^/?#&]+)/;
const PARAMETER = /[?&#;](?:invoice|order)(?:_?(?:id|no|number))?=([^&#;]+)/i;
const PHONE = /(?:\/\/wa\.me\/|[?&]phone=)\+?(\d{10,15})/;
const INVOICE_ID = /^(?=.*\d)[A-Za-z0-9_-]{1,64}$/;
const CLOSING = ".,:!?)]}*";

/** The invoice number or the phone number in a link, unchanged. */
export function readAddress(address: string): { invoiceId: string } | { phone: string } | null {
  let end = address.length;
  while (CLOSING.includes(address.charAt(end - 1)) && end > 0) end--;
  const link = unescaped(address.slice(0, end));
  const phone = PHONE.exec(link)?.[1];
  if (phone !== undefined) return { phone };
  const [path = ""] = link.replace(/^https?:\/\/[^/?#]*/i, "").split(/[?#]/);
  const places = [
    OURS.exec(link)?.[1],
    PARAMETER.exec(link)?.[1],
    ...path.split("/").filter(isNumber).slice(-1),
  ];
  const invoiceId = places.find((place) => place !== undefined && INVOICE_ID.test(place));
  return invoiceId === undefined ? null : { invoiceId };
}

function isNumber(segment: string): boolean {
  return /^\d+$/.test(segment) || (segment.match(/\d/g)?.length ?? 0) >= 6;
}
