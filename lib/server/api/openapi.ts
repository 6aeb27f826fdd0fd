import { z } from "zod";
import { errorSchema } from "#lib/http/errors.ts";
import { serviceSchema, shownAnswerSchema } from "#lib/payment/look-up.ts";
import { sessionCookieName } from "#lib/server/auth/session-cookie.ts";

/** The API as an OpenAPI 3.1 document (spec.openapis.org/oas/v3.1.1). */
export function openApiDocument() {
  return {
    openapi: "3.1.1",
    info: {
      title: "Anyqta",
      version: "1",
      description: "What the bank says about a payment. Every call is a look-up and is audited.",
    },
    paths: { "/api/transactions/{invoiceId}": { get: lookUpOperation() } },
    components: {
      securitySchemes: {
        session: { type: "apiKey", in: "cookie", name: sessionCookieName() },
      },
      schemas: {
        LookUpAnswer: jsonSchema(shownAnswerSchema),
        Error: jsonSchema(errorSchema),
      },
    },
  };
}

function lookUpOperation() {
  return {
    summary: "Ask the bank about one invoice",
    security: [{ session: [] }],
    parameters: [
      {
        name: "invoiceId",
        in: "path",
        required: true,
        description:
          "The shop's invoice number exactly as it was sent to the bank, zeros included.",
        schema: { type: "string", pattern: "^[A-Za-z0-9_-]{1,64}$" },
      },
      {
        name: "terminal",
        in: "query",
        description:
          "Alias of the terminal to ask. Without it all are asked in turn until one knows the invoice, first the one that knew it before; `asked` names them.",
        schema: { type: "string" },
      },
      {
        name: "service",
        in: "query",
        description: "Where to look: ordinary payments, or card-to-card transfers.",
        schema: { ...jsonSchema(serviceSchema), default: "payment" },
      },
    ],
    responses: {
      200: answer("The bank answered."),
      400: error(
        "The invoice number is impossible, or there is no such terminal; the bank was not asked.",
      ),
      401: error("Nobody is signed in."),
      403: error("Not allowed, or the request came from another site."),
      429: error("Too many requests from this person; Retry-After gives the seconds to wait."),
      502: answer("The bank failed, our settings are wrong, or the answer cannot be trusted."),
      503: answerOrError(
        "The bank could not be reached; or our database cannot be used, with Retry-After.",
      ),
    },
  };
}

function answer(description: string) {
  return response(description, "LookUpAnswer");
}

function error(description: string) {
  return response(description, "Error");
}

function answerOrError(description: string) {
  return {
    description,
    content: {
      "application/json": { schema: { anyOf: [reference("LookUpAnswer"), reference("Error")] } },
    },
  };
}

function response(description: string, schema: "LookUpAnswer" | "Error") {
  return { description, content: { "application/json": { schema: reference(schema) } } };
}

function reference(schema: "LookUpAnswer" | "Error") {
  return { $ref: `#/components/schemas/${schema}` };
}

function jsonSchema(schema: z.ZodType) {
  const { $schema: _, ...described } = z.toJSONSchema(schema);
  return described;
}
