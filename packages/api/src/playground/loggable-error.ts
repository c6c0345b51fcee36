/** What may be logged of a provider's error: the SDK's own object also carries the prompt, headers and the answer. */
export function loggableError(error: unknown): { name: string; message: string; statusCode?: number } {
  if (!(error instanceof Error)) return { name: typeof error, message: String(error).slice(0, 500) };
  const { name, message } = error;
  const statusCode = 'statusCode' in error && typeof error.statusCode === 'number' ? error.statusCode : null;
  return { name, message: message.slice(0, 500), ...(statusCode === null ? {} : { statusCode }) };
}
