import { createScrip, isScripError } from '@scrip/client';

const [url, apiKey, userId, question] = process.argv.slice(2);
const scrip = createScrip({ url, apiKey });

/** Stands for a model. */
async function askModel(prompt) {
  return { text: `You said: ${prompt}` };
}

try {
  const answer = await scrip.metered(userId, 'ai_text_chat', async () => {
    const { text } = await askModel(question);
    return text;
  });
  const { creditsRemaining } = await scrip.balance({ userId });
  console.log(`${answer} (${creditsRemaining} credits left)`);
} catch (error) {
  if (!isScripError(error, 'INSUFFICIENT_CREDITS')) throw error;
  console.log(`${error.details.required - error.details.available} credits are missing.`);
  process.exitCode = 1;
}
