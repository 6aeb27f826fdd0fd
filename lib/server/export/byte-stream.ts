/**
 * Bytes that are made only when somebody reads: nothing is asked for ahead. `stop` is called once
 * when the reader leaves before the end; an error of the source is the reader's error.
 */
export function byteStream(
  chunks: AsyncIterator<Uint8Array>,
  stop: () => unknown,
): ReadableStream<Uint8Array> {
  let isOpen = true;
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const chunk = await chunks.next();
        if (!isOpen) return;
        if (chunk.done) controller.close();
        else controller.enqueue(chunk.value);
      },
      async cancel() {
        isOpen = false;
        await stop();
      },
    },
    { highWaterMark: 0 },
  );
}
