"use client";
import { useEffect } from "react";

/** For this long Next may restore the title of the page that failed. */
const CONTESTED_MILLISECONDS = 5_000;

/** Sets the document title where Next would keep the title of the page that failed. */
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
