import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { SMTPServer } from 'smtp-server';
import { onTestFinished } from 'vitest';
import { createMailer, type Mailer } from './mailer.ts';

const sender = { from: 'Scrip <scrip@example.com>', appUrl: 'https://scrip.example.com' };

/** Mail to files that are gone after the test. */
export function localMailer(): Mailer {
  const directory = join(tmpdir(), `scrip-mail-${randomUUID()}`);
  onTestFinished(() => rm(directory, { recursive: true, force: true }));
  return createMailer({ smtpUrl: null, ...sender, directory });
}

export type Received = { recipients: string[]; message: string };

/** A real SMTP server on this machine. `refuse` says with which code it refuses a recipient, or a message. */
export async function startSmtpServer() {
  const received: Received[] = [];
  const state: { refuse: { at: 'rcpt' | 'data'; code: number } | null } = { refuse: null };
  const refusal = (at: 'rcpt' | 'data') =>
    state.refuse?.at === at ? Object.assign(new Error('Refused'), { responseCode: state.refuse.code }) : null;
  const server = new SMTPServer({
    disabledCommands: ['STARTTLS'],
    allowInsecureAuth: true,
    onAuth: ({ username, password }, _session, done) =>
      username === 'ada' && password === 'p@ss' ? done(null, { user: 'ada' }) : done(new Error('Who?')),
    onRcptTo: (_address, _session, done) => done(refusal('rcpt')),
    onData(stream, { envelope }, done) {
      void text(stream).then((message) => {
        const error = refusal('data');
        if (!error) received.push({ recipients: envelope.rcptTo.map(({ address }) => address), message });
        done(error);
      });
    },
  });
  server.on('error', () => undefined);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => new Promise<void>((resolve) => server.close(() => resolve())));
  // A server that listens on a port has this kind of address.
  const { port } = server.server.address() as AddressInfo;
  const mailerAs = (user: string) =>
    createMailer({ smtpUrl: `smtp://${user}@127.0.0.1:${port}`, ...sender, directory: 'unused' });
  return { received, state, mailerAs, mailer: mailerAs('ada:p%40ss') };
}
