import type { appRouter } from '@scrip/api/server';

export type Verb = keyof (typeof appRouter)['verbs'];
export type Operation = { method: 'get' | 'post'; path: string };

/** Where each verb of API keys is found under /v1. Verbs that only look are read. */
export const operations = {
  check: { method: 'get', path: '/checks/:userId' },
  quote: { method: 'post', path: '/quotes' },
  spend: { method: 'post', path: '/spends' },
  spendMany: { method: 'post', path: '/spends/batch' },
  refund: { method: 'post', path: '/spends/:spendId/refund' },
  hold: { method: 'post', path: '/holds' },
  capture: { method: 'post', path: '/holds/:holdId/capture' },
  release: { method: 'post', path: '/holds/:holdId/release' },
  extend: { method: 'post', path: '/holds/:holdId/extend' },
  grant: { method: 'post', path: '/grants' },
  balance: { method: 'get', path: '/balances/:userId' },
  entries: { method: 'get', path: '/entries/:userId' },
  usage: { method: 'get', path: '/usage/:userId' },
} as const satisfies Record<Verb, Operation>;
