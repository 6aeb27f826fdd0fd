import type { Server } from "node:http";

/**
 * Lets a program's server listen on a free port, prints its address for `startProgram`, and ends the program
 * with the one that started it.
 */
export function serve(server: Server): void {
  server.listen(0, "127.0.0.1", () => {
    const address = server.address();
    if (address && typeof address === "object") console.log(`http://127.0.0.1:${address.port}`);
  });
  process.once("disconnect", () => process.exit());
}
