import { useMessages } from "next-intl";

/** What an event of the log is called; its own name where we have no word. */
export function useEventWord(): (event: string) => string {
  const { events } = useMessages().account.audit;
  const words = new Map(Object.entries(events));
  return (event) => words.get(event.replace(".", "_")) ?? event;
}
