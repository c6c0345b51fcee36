type Json = string | number | boolean | null | Json[] | JsonObject;
export type JsonObject = { [key: string]: Json | undefined };

const secretName = /secret|token|passw|authorization|cookie|credential|hash$|apikey|privatekey/i;
/** Keys of Clerk, of our API, signing secrets, and signed tokens, wherever they stand in a text. */
const secretText =
  /\b(?:sk|rk|pk|ak)_(?:live|test)_\w+|\bwhsec_[\w+/=-]+|\bscrip_\w{16,}|\beyJ[\w-]+\.[\w-]+\.[\w-]*/g;

/** The text without what looks like a secret. */
export function redactText(text: string): string {
  return text.replaceAll(secretText, '[secret]');
}

/** The same JSON, without the values of fields whose names say that they are secret, and without texts that look it. */
function redact(value: Json): Json {
  if (typeof value === 'string') return redactText(value);
  if (Array.isArray(value)) return value.map(redact);
  if (typeof value !== 'object' || value === null) return value;
  return redactObject(value);
}

export function redactObject(object: JsonObject): JsonObject {
  const entries = Object.entries(object).flatMap(([name, value]) => {
    if (value === undefined) return [];
    return [[name, secretName.test(name) && value !== null ? '[secret]' : redact(value)] as const];
  });
  return Object.fromEntries(entries);
}
