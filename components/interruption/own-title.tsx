"use client";
import { useEffect } from "react";

/** Gives the document its title, where Next keeps the one of a page that was not shown. */
export function OwnTitle({ title }: { title: string }) {
  useEffect(() => {
    document.title = title;
  }, [title]);
  return null;
}
