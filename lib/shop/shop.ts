/** How the shop calls itself to customers; null for what the settings do not say. */
export interface Shop {
  name: string | null;
  phone: string | null;
}

const LONGEST_NAME = 60;

/** Whether the text is a name of one line, without signs that are invisible or turn the text. */
export function isShopName(text: string): boolean {
  return text.length > 0 && text.length <= LONGEST_NAME && !/[\p{C}\p{Zl}\p{Zp}]/u.test(text);
}

/** Whether the text is one telephone number of five to fifteen digits (E.164), as people write it. */
export function isShopPhone(text: string): boolean {
  return /^\+?[\d ()\u2011-]{5,30}$/.test(text) && /^\d{5,15}$/.test(text.replace(/\D/g, ""));
}

/** The address by which a device calls the number (RFC 3966). */
export function telephoneAddress(phone: string): string {
  return `tel:${phone.replace(/[^\d+]/g, "")}`;
}

/** Name and telephone number in one line; null if neither is known. */
export function shopLine({ name, phone }: Shop): string | null {
  return [name, phone].filter(Boolean).join(", ") || null;
}

/** A text to a customer with the shop's name and number below it, if they are known. */
export function signed(text: string, shop: Shop): string {
  const line = shopLine(shop);
  return line ? `${text}\n${line}` : text;
}
