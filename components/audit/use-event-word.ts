import { useMessages } from "next-intl";

/** Labels of audit events; an unknown event has its identifier as label. */
export function useEventWord(): (event: string) => string {
  const { events } = useMessages().account.audit;
  const words = new Map(Object.entries(events));
  return (event) => words.get(event.replace(".", "_")) ?? event;
}
