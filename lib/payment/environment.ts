/** Which bank answers: the practice bank, one of the bank's two test stands, or the real one. */
export type Environment = "practice" | "test" | "test-old" | "production";

/**
 * The mark that every page, title, file and link carries where no real money is spoken of; it names
 * its texts. Null for the real bank.
 */
export function environmentMark(environment: Environment): "practice" | "test" | null {
  switch (environment) {
    case "production":
      return null;
    case "practice":
      return "practice";
    case "test":
    case "test-old":
      return "test";
  }
}
