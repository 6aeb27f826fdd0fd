/** A choice of language or theme that a page acts on without being loaded again. */

/** Fields of the preferences' form. */
export type Choice = Readonly<Record<string, string>>;

const EVENT = "anyqta:choice";

/** Offers a choice to the page; false where the page does not act on it by itself. */
export function offerChoice(choice: Choice): boolean {
  return !document.dispatchEvent(new CustomEvent(EVENT, { detail: choice, cancelable: true }));
}

/** Calls back for each offered choice; gives the way to stop. */
export function onChoice(act: (choice: Choice) => void): () => void {
  const listen = (event: Event) => {
    if (!(event instanceof CustomEvent)) return;
    event.preventDefault();
    act(event.detail);
  };
  document.addEventListener(EVENT, listen);
  return () => document.removeEventListener(EVENT, listen);
}
