"use client";
import { useEffect } from "react";

/** Gives the tab its title and its icon, and again whenever they change. */
export function TabState({ title, icon }: { title: string; icon: string }) {
  useEffect(() => {
    document.title = title;
    document.querySelector("link[rel=icon]")?.setAttribute("href", icon);
  }, [title, icon]);
  return null;
}
