/** Two letters for a person, from the parts of the name before the @ of their e-mail address. */
export function initialsOf(email: string): string {
  const [name = ""] = email.split("@");
  const parts = name.split(/[^\p{L}\p{N}]+/u).filter(Boolean);
  const [first = "", second] = parts;
  return second === undefined ? first.slice(0, 2) : first.slice(0, 1) + second.slice(0, 1);
}
