"use client";
import { Component, type ReactNode } from "react";

/** Keeps a fault of one part of the page in that part: in its place stands a sentence. */
export class Fence extends Component<
  { children: ReactNode; sentence: string },
  { isBroken: boolean }
> {
  override state = { isBroken: false };

  static getDerivedStateFromError() {
    return { isBroken: true };
  }

  override render() {
    if (!this.state.isBroken) return this.props.children;
    return (
      <p className="rounded-lg border border-line bg-surface p-4 text-muted text-sm">
        {this.props.sentence}
      </p>
    );
  }
}
