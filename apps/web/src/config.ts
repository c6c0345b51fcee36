// zod/mini wherever the first chunk needs zod: it is a third of the size.
import * as z from 'zod/mini';

const RuntimeConfig = z.object({
  publishableKey: z.string().check(z.minLength(1)),
  proxyUrl: z.nullable(z.string()),
  /** Sign-in is answered by this machine instead of Clerk. */
  isLocalSignIn: z.boolean(),
  /** The playground answers from a built-in model instead of a provider. */
  isDemoModel: z.boolean(),
  version: z.string(),
});
export type RuntimeConfig = z.infer<typeof RuntimeConfig>;

/** What only the server knows, asked before the first render. Rejects when the server cannot be reached. */
export async function fetchRuntimeConfig(): Promise<RuntimeConfig> {
  const response = await fetch('/api/config', { headers: { accept: 'application/json' } });
  if (!response.ok)
    throw new Error(`The server answered ${response.status} when asked for its configuration.`);
  return RuntimeConfig.parse(await response.json());
}
