import { relative } from 'node:path';
import type { Environment } from './env.ts';
import type { RunningServer, SignInOffer } from './server.ts';

/** Tells whoever started the process where to go and how to sign in. */
export function announce({ origin, offers }: RunningServer, env: Environment): void {
  const lines = ['', `Scrip runs at ${origin}`, ''];
  if (offers) lines.push(...describeOffers(offers), '', ...describeBilling(origin), '');
  const data = relative(process.cwd(), env.dataDir) || '.';
  if (!env.databaseUrl) lines.push(`Everything is kept in ${data.startsWith('..') ? env.dataDir : data}.`);
  lines.push('Stop it with Ctrl-C.');
  console.log(lines.join('\n'));
}

function describeOffers({ admin, user }: NonNullable<RunningServer['offers']>): string[] {
  return [
    'local sign-in: accounts of this machine, since no Clerk keys are set',
    ...describeOffer('Admin', admin),
    ...describeOffer('User', user),
    '',
    'Each link signs in once, within an hour. Start again for new ones.',
  ];
}

function describeBilling(origin: string): string[] {
  return [
    'local billing, for the admin: move time on, fail payments, hold and replay webhooks',
    `  ${origin}/__clerk/billing`,
  ];
}

function describeOffer(title: string, { email, password, link }: SignInOffer): string[] {
  return ['', `  ${title.padEnd(6)} ${email}`, `         password ${password}`, `         ${link}`];
}
