"use client";
import { type FormEvent, type ReactNode, useRef, useState } from "react";
import { BUTTON } from "#components/ui/button.ts";
import { ask } from "#lib/api/client.ts";

export interface DownloadWords {
  /** With {size}. */
  preparing: string;
  cancel: string;
  done: string;
  cancelled: string;
  failed: string;
}

/**
 * A form that fetches a file: tells how much has come, and can be cancelled. Without scripts the
 * browser downloads it by itself.
 */
export function Download({ words, children }: { words: DownloadWords; children: ReactNode }) {
  const [message, setMessage] = useState("");
  const running = useRef<AbortController | null>(null);
  const [isRunning, setRunning] = useState(false);

  async function download(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (running.current) return;
    const { submitter } = event.nativeEvent instanceof SubmitEvent ? event.nativeEvent : {};
    const fields = new FormData(event.currentTarget, submitter);
    const query = new URLSearchParams(
      [...fields].map(([name, value]): [string, string] => [name, String(value)]),
    );
    const stop = new AbortController();
    running.current = stop;
    setRunning(true);
    try {
      await save(`/api/export?${query}`, stop.signal, (bytes) =>
        setMessage(words.preparing.replace("{size}", sizeText(bytes))),
      );
      setMessage(words.done);
    } catch {
      setMessage(stop.signal.aborted ? words.cancelled : words.failed);
    }
    running.current = null;
    setRunning(false);
  }

  return (
    <form action="/api/export" method="get" onSubmit={download} className="space-y-3">
      {children}
      <div className="flex min-h-11 flex-wrap items-center gap-3">
        <p role="status" className="text-ink text-sm empty:hidden">
          {message}
        </p>
        {isRunning ? (
          <button type="button" onClick={() => running.current?.abort()} className={BUTTON.plain}>
            {words.cancel}
          </button>
        ) : null}
      </div>
    </form>
  );
}

/** Takes the whole answer, then hands it to the browser as a file under the server's name for it. */
async function save(
  url: string,
  signal: AbortSignal,
  onProgress: (bytes: number) => void,
): Promise<void> {
  const response = await ask(url, { signal });
  // A fresh proof is asked for first: the page for it leads back here.
  if (response.redirected) return window.location.assign(response.url);
  if (!response.ok || !response.body) throw new Error("no file");
  const parts: Uint8Array<ArrayBuffer>[] = [];
  let bytes = 0;
  for (let reader = response.body.getReader(); ; ) {
    const { done, value } = await reader.read();
    if (done) break;
    parts.push(value);
    bytes += value.length;
    onProgress(bytes);
  }
  const type = response.headers.get("content-type") ?? "";
  const name = /filename="([^"]+)"/.exec(response.headers.get("content-disposition") ?? "")?.[1];
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob(parts, { type }));
  link.download = name ?? "payments";
  link.click();
  URL.revokeObjectURL(link.href);
}

function sizeText(bytes: number): string {
  return bytes < 1_000_000 ? `${Math.ceil(bytes / 1000)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
}
