import { createScrip } from '@scrip/client';

const [url = '', apiKey = '', userId = ''] = process.argv.slice(2);

await createScrip({ url, apiKey }).metered(
  userId,
  'ai_text_chat',
  () => {
    console.log('working');
    return new Promise(() => undefined);
  },
  { idempotencyKey: 'work-1' },
);
