import "./environment.ts";
import { serve } from "./serve.ts";

/** `npm start`: runs the built product with the settings of the environment and of .env. */
await serve();
