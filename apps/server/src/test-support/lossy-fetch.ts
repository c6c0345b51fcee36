export type Loss = 'request' | 'answer' | 'none';

/** A fetch to the real server that loses what it is told to, call by call, and nothing afterwards. */
export function lossyFetch(...losses: Loss[]): typeof fetch {
  return async (input, init) => {
    const loss = losses.shift() ?? 'none';
    if (loss === 'request') throw new TypeError('lost on the way there');
    const response = await fetch(input, init);
    if (loss === 'none') return response;
    await response.arrayBuffer();
    throw new TypeError('lost on the way back');
  };
}
