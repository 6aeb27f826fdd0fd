/** License files: who holds the copyright, and the text that many packages share. */

/** What a license file says: its copyright lines, and the text without them. */
export interface LicenseFile {
  copyright: string[];
  text: string;
}

/** A copyright line as it stands at the head of a license; not the template within the Apache text. */
const COPYRIGHT = /^[\s*#]*((?:Copyright|©|\([cC]\) ?\d)(?! (?:\[|\{|License|notice)).*?)\s*$/;

/** The Apache License ends here; below stands a template of how to apply it. */
const END_OF_TERMS = "END OF TERMS AND CONDITIONS";

/** Splits a license file into its copyright lines and the rest. */
export function licenseFile(content: string): LicenseFile {
  const [terms = "", template] = content.replaceAll("\r\n", "\n").split(END_OF_TERMS);
  const lines = terms.split("\n");
  const rest = lines.filter((line, at) => !COPYRIGHT.test(line) || goesOn(lines[at + 1]));
  return {
    copyright: [...lines, ...(template?.split("\n") ?? [])].flatMap(
      (line) => COPYRIGHT.exec(line)?.[1] ?? [],
    ),
    text: `${rest.join("\n")}${template === undefined ? "" : END_OF_TERMS}`
      .replace(/\n{3,}/g, "\n\n")
      .replace(/^\n+|\s+$/g, ""),
  };
}

/** Is the line after a copyright line a part of the same sentence? */
function goesOn(next = ""): boolean {
  return next.trim() !== "" && !COPYRIGHT.test(next) && !/^\W*all rights reserved/i.test(next);
}

/** Numbers texts in the order in which they are first met; texts that differ in layout only are one. */
export class TextList {
  readonly #texts = new Map<string, { number: number; text: string }>();

  /** A link to the text's section. */
  link(text: string): string {
    const key = withoutLayout(text);
    const known = this.#texts.get(key);
    const number = known?.number ?? this.#texts.size + 1;
    if (!known) this.#texts.set(key, { number, text });
    return `[text ${number}](#text-${number})`;
  }

  /** Markdown lines: a heading and the text for each. */
  sections(): string[] {
    return [...this.#texts.values()].flatMap(({ number, text }) => [
      ...["", `### Text ${number}`, ""],
      ...text.split("\n").map((line) => `    ${line}`.trimEnd()),
    ]);
  }
}

/** Without white space, quotes' shapes and the title, which packages write in many ways. */
function withoutLayout(text: string): string {
  return text
    .replace(/^\W*(the )?(mit|isc|apache|bsd)[^\n]{0,40}\n/i, "")
    .replace(/[\s*#>`'"“”‘’-]/g, "")
    .toLowerCase();
}
