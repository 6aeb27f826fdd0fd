import { useMessages } from "next-intl";
import { ShowFormProblems } from "./show-form-problems.tsx";

/**
 * Says what is wrong with a field in the page's language, at the field. Browsers would say it in their
 * own language, in a bubble that is gone after a moment; without scripts they still do.
 */
export function FormProblems() {
  const { field } = useMessages().interruption;
  return <ShowFormProblems words={field} />;
}
