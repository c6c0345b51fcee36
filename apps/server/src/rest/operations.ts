import type { appRouter } from '@scrip/api/server';

export type Verb = keyof (typeof appRouter)['verbs'];
export type Operation = { method: 'get' | 'post'; path: string; summary: string };

/** Where each verb of API keys is found under /v1. Verbs that only look are read. */
export const operations = {
  check: {
    method: 'get',
    path: '/checks/:userId',
    summary: 'Whether a use could be paid now. It promises nothing: only a spend or a hold decides.',
  },
  quote: {
    method: 'post',
    path: '/quotes',
    summary: 'What a use costs, promised for some minutes. Nothing is charged or set aside.',
  },
  spend: { method: 'post', path: '/spends', summary: 'Charge a use.' },
  spendMany: {
    method: 'post',
    path: '/spends/batch',
    summary: 'Charge many uses of one user, each under its own key and with its own outcome.',
  },
  refund: {
    method: 'post',
    path: '/spends/:spendId/refund',
    summary: 'Give a spend back, as a whole or in part.',
  },
  hold: { method: 'post', path: '/holds', summary: 'Set credits aside for a use that is about to happen.' },
  capture: {
    method: 'post',
    path: '/holds/:holdId/capture',
    summary: 'Charge what was used of a hold, and end it.',
  },
  release: {
    method: 'post',
    path: '/holds/:holdId/release',
    summary: 'Give everything that is held back, and end the hold.',
  },
  extend: { method: 'post', path: '/holds/:holdId/extend', summary: 'Let an open hold live longer.' },
  grant: { method: 'post', path: '/grants', summary: 'Give credits.' },
  balance: {
    method: 'get',
    path: '/balances/:userId',
    summary: 'The balance, what is held, and the grants that it is made of.',
  },
  entries: { method: 'get', path: '/entries/:userId', summary: 'The history, newest first, page by page.' },
  usage: {
    method: 'get',
    path: '/usage/:userId',
    summary: 'What was used in a period, by day and in total.',
  },
} as const satisfies Record<Verb, Operation>;
