import { createTransport } from 'nodemailer';
import { HopelessJobError } from '../jobs/job-kind.ts';
import type { OutgoingMail } from './mailer.ts';

const connectionMs = 10_000;
const silenceMs = 30_000;

/** Delivers through the server of an address like smtp://user:password@host:587; smtps:// is encrypted from the start. */
export function sendBySmtp({ smtpUrl, from }: { smtpUrl: string; from: string }) {
  const transport = createTransport({
    url: smtpUrl,
    connectionTimeout: connectionMs,
    greetingTimeout: connectionMs,
    socketTimeout: silenceMs,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  const domain = /@([^\s>]+)/.exec(from)?.[1] ?? 'localhost';
  return async ({ id, to, ...content }: OutgoingMail): Promise<void> => {
    try {
      // As an object, so that a comma in the address does not make it two.
      const recipient = { name: '', address: to };
      await transport.sendMail({ ...content, from, to: recipient, messageId: `<${id}@${domain}>` });
    } catch (error) {
      throw isRefusedForGood(error) ? new HopelessJobError(String(error), { cause: error }) : error;
    }
  };
}

/** 5xx about this recipient or this message. One about the connection or the sign-in may be mended by an operator. */
function isRefusedForGood(error: unknown): boolean {
  if (!(error instanceof Error) || !('responseCode' in error) || !('command' in error)) return false;
  return Number(error.responseCode) >= 500 && /^(RCPT TO|DATA)/.test(String(error.command));
}
