import "./environment.ts";
import { serve } from "./serve.ts";

/** `npm start`: the built product with the settings of the environment or of .env. */
await serve();
