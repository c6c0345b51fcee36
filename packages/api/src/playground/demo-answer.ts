const maxQuoteLength = 90;

function quoteOf(prompt: string): string {
  const line = prompt.replace(/\s+/g, ' ').trim();
  const characters = [...line];
  return characters.length <= maxQuoteLength ? line : `${characters.slice(0, maxQuoteLength).join('')}…`;
}

/** In this order: a prompt about several topics is answered on the first that it names. */
const topics: { words: RegExp; answer: string }[] = [
  {
    words: /\b(refund|fail|error|abort|stop|timeout|cancel)/i,
    answer:
      'A refund belongs to exactly one spend. If a model fails before its first word, breaks off midway, says nothing, ' +
      'hangs, or you press Stop, the credits of that answer come back once, however many of these happen together. ' +
      'You can watch it: pick a failure under the message box, send something, and follow the balance down and up again. ' +
      'Both entries stay in your history; the ledger never rewrites what happened.',
  },
  {
    words: /\b(hold|reserve|estimate|upfront)/i,
    answer:
      'A hold sets credits aside while the final cost of an operation is still unknown. It ends in exactly one way: ' +
      'captured for what was really used, released, or expired. Until then those credits are yours, but cannot be spent twice.',
  },
  {
    words: /\b(concurren|race|twice|double|idempoten|retry|duplicate)/i,
    answer:
      'Two requests may race, but the balance is decided by one row under a lock, so the last credit is spent once. ' +
      'Every call carries an idempotency key: send it again after a lost connection and you get the first answer back, ' +
      'not a second charge.',
  },
  {
    words: /\b(price|cost|charge|expensive|plan)/i,
    answer:
      'Every feature has a price in whole credits, and you see it before you press the button. An answer here is charged ' +
      'before the model is called, at the price of that moment; if it has to be refunded, you get back what you paid then, ' +
      'even if the price has changed since.',
  },
  {
    words: /\b(credit|balance|ledger|scrip|history|entry|entries)/i,
    answer:
      'Credits are whole numbers that live in a ledger. Each change of your balance is one entry with a number, a reason ' +
      'and the balance after it, and entries are only ever added. That is why your balance can always be explained: ' +
      'walk the entries from the first to the last and you arrive at the number in the header.',
  },
  {
    words: /\b(image|picture|paint|draw|photo)/i,
    answer:
      'For a picture, switch to Image. I paint an engraved rosette there, line by line, and the same prompt always gives ' +
      'the same picture. It costs more than a chat answer, and it is charged and refunded by the same rules.',
  },
  {
    words: /\b(hello|hi|hey|good (morning|evening)|who are you|what are you|help)\b/i,
    answer:
      'Welcome. I am here so that you can try metering without a key of a model provider. Ask me about credits, refunds, ' +
      'prices or holds, or make me fail on purpose and look at your balance.',
  },
];

const otherwise =
  'A real model would reason about that; I cannot. What is real is everything around me: before I began, ' +
  'the price of one answer left your balance, and the entry is in your history with its time and reason. ' +
  'Had I failed, it would have come back by itself. Ask me about credits, refunds or prices, and I know a little more.';

/** The demo model's whole answer. The same prompt always gets the same words. */
export function composeDemoAnswer(prompt: string): string {
  const answer = topics.find((topic) => topic.words.test(prompt))?.answer ?? otherwise;
  return `I am Scrip's built-in demo model, so I only know a few things by heart. You wrote: “${quoteOf(prompt)}”\n\n${answer}`;
}

/** Splits into pieces that give the text back when joined: each word with the blank that follows it. */
export function wordsOf(text: string): string[] {
  return text.match(/\S+\s*|\s+/g) ?? [];
}
