"use client";
import { useEffect } from "react";

/** Next may put the title of the page that was not shown back for so long. */
const CONTESTED_MILLISECONDS = 5_000;

/** Gives the document its title, where Next keeps the one of a page that was not shown. */
export function OwnTitle({ title }: { title: string }) {
  useEffect(() => {
    const apply = () => {
      if (document.title !== title) document.title = title;
    };
    apply();
    const observer = new MutationObserver(apply);
    observer.observe(document.head, { subtree: true, childList: true, characterData: true });
    const timer = setTimeout(() => observer.disconnect(), CONTESTED_MILLISECONDS);
    return () => {
      observer.disconnect();
      clearTimeout(timer);
    };
  }, [title]);
  return null;
}
