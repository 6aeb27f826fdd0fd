"use client";
import { type ReactNode, use } from "react";

/**
 * Holds its children back until the last of them has been sent. Without it the server's stream is cut
 * wherever a piece of it was late, and a browser without scripts shows the pieces where they stand in
 * the stream instead of where they belong.
 */
export function Whole({ arrived, children }: { arrived: Promise<void>; children: ReactNode }) {
  use(arrived);
  return children;
}
