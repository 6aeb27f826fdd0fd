"use client";
import { Component, type ReactNode } from "react";

/** Shows a sentence in place of a section that fails to render. */
export class ErrorBoundary extends Component<
  { children: ReactNode; words: { failed: string } },
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
        {this.props.words.failed}
      </p>
    );
  }
}
