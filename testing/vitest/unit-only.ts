import net from "node:net";

/** Setup of the project `unit`: a test that opens a socket there fails. */
const refuse = (): never => {
  throw new Error(
    "A unit test opens no socket. Import the server, the socket or the database in the test file " +
      "itself: testing/vitest/projects.ts then puts it into its project.",
  );
};
net.Server.prototype.listen = refuse;
net.Socket.prototype.connect = refuse;
