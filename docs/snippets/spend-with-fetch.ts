type Answer = { entry: { balanceAfter: number }; code: string; detail: string; requestId: string };

export async function spendWithFetch(apiKey: string, messageId: string, url: string, userId: string) {
  const response = await fetch(`${url}/v1/spends`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${apiKey}`,
      'content-type': 'application/json',
      'idempotency-key': messageId,
    },
    body: JSON.stringify({ userId, featureKey: 'ai_text_chat' }),
  });
  // The document of /v1 says so, and the tests hold every answer against it.
  const answer = (await response.json()) as Answer;
  if (response.ok) return answer.entry.balanceAfter;
  if (answer.code === 'INSUFFICIENT_CREDITS') return null;
  throw new Error(`${answer.code}: ${answer.detail} (request ${answer.requestId})`);
}
