/** How personal values are hidden: enough stays to compare them with what the customer says. */

const BULLET = "•";
/** Stands for a value of which nothing is shown. */
export const HIDDEN = BULLET.repeat(3);

/** At most 64 characters before the @ (RFC 5321 4.5.3.1.1), which may be written %40 in a query. */
const EMAIL = /([^\s"'<>&=:;,@]{0,64})(@|%40)([^\s"'<>&=:;,@]{1,255})/gu;

/** "ARMAN ALI" as "A•••• A••"; digits are hidden as well. */
export function hideName(name: string): string {
  return name.replace(/\p{N}/gu, BULLET).replace(/(\p{L})[\p{L}\p{M}]+/gu, hideWord);
}

function hideWord(word: string, first: string): string {
  return first.padEnd([...word].length, BULLET);
}

/** "epay@halykbank.kz" as "e•••@halykbank.kz"; any other text is hidden completely. */
export function hideEmail(email: string): string {
  const hidden = hideEmails(email);
  return hidden === email || /\s/.test(email.trim()) ? HIDDEN : hidden;
}

/** Hides the e-mail addresses within a text. */
export function hideEmails(text: string): string {
  if (!text.includes("@") && !text.includes("%40")) return text;
  return text.replace(
    EMAIL,
    (_, name: string, at: string, host: string) => `${[...name][0] ?? ""}${HIDDEN}${at}${host}`,
  );
}

/** All but the last `shown` digits. */
export function hideDigits(number: string, shown = 2): string {
  const digits = number.match(/\p{Nd}/gu)?.length ?? 0;
  let seen = 0;
  return number.replace(/\p{Nd}/gu, (digit) => {
    seen += 1;
    return seen > digits - shown ? digit : BULLET;
  });
}

/** A phone number with its last two digits; words beside it are hidden like a name. */
export function hidePhone(phone: string): string {
  return hideDigits(phone).replace(/(\p{L})[\p{L}\p{M}]+/gu, hideWord);
}

/** The last two characters of an identifier; nothing of a short one. */
export function hideIdentifier(id: string): string {
  return id.length < 6 ? HIDDEN : HIDDEN + id.slice(-2);
}

/** Keeps the first half of each IP address, which identifies the network and not the person. */
export function hideAddresses(field: string): string {
  return field.replace(/[^\s,;]+/g, (address) => {
    const parts = address.split(/(?<=[.:])/);
    return parts
      .map((part, place) =>
        place < parts.length / 2 ? part : part.replace(/[\p{L}\p{N}]+/gu, HIDDEN),
      )
      .join("");
  });
}
