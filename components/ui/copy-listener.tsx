import { useMessages } from "next-intl";
import { CopyClicks } from "./copy-clicks.tsx";

/**
 * Serves all copy buttons of the page: copies, shows a tick and announces it once. If the browser
 * has no clipboard (pages without https) or refuses, it shows the text selected, to be copied by
 * hand.
 */
export function CopyListener() {
  return <CopyClicks failed={useMessages().copy.failed} />;
}
