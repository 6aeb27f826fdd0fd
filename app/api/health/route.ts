/** The former address of readiness, which monitors may know. */
export { GET } from "./ready/route.ts";
