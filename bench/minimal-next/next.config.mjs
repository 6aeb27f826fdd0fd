import path from "node:path";

export default {
  output: "standalone",
  // The root of the repository, from where the benchmarks build: server.js then stands below this app's path.
  outputFileTracingRoot: path.resolve("."),
  typescript: { ignoreBuildErrors: true },
  serverExternalPackages: ["undici"],
};
