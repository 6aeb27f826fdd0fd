/** Keys as labelled on the keyboard, in the order of pressing. */
export function Keys({
  keys,
  between,
}: {
  keys: readonly string[] /** Between two. */;
  between?: string;
}) {
  return (
    <span className="flex shrink-0 items-center gap-1 text-muted text-xs">
      {keys.map((key, place) => (
        <span key={key} className="contents">
          {place > 0 && between ? <span>{between}</span> : null}
          <kbd className="inline-flex min-h-6 min-w-6 items-center justify-center rounded-sm border border-line bg-canvas px-1.5 font-sans text-xs">
            {key}
          </kbd>
        </span>
      ))}
    </span>
  );
}
