import { LocalMailbox } from './local-mailbox.ts';
import { sendBySmtp } from './smtp.ts';

/** A message that is ready to leave. */
export type OutgoingMail = {
  /** The same at every attempt to send it, so that a message sent twice can be told from two. */
  id: string;
  /** One address. */
  to: string;
  subject: string;
  text: string;
  html: string;
};

export type Mailer = {
  /** As it stands in the messages. */
  from: string;
  /** Where the pages are that messages point to. */
  appUrl: string;
  /** The server that delivers; null: nothing leaves this machine, messages go to `mailbox`. */
  smtpHost: string | null;
  mailbox: LocalMailbox;
  /** Resolves when the server has taken the message. Throws HopelessJobError when it never will. */
  send(mail: OutgoingMail): Promise<void>;
};

export type MailerOptions = {
  smtpUrl: string | null;
  from: string;
  appUrl: string;
  /** Of local mail. */
  directory: string;
};

export function createMailer({ smtpUrl, from, appUrl, directory }: MailerOptions): Mailer {
  const mailbox = new LocalMailbox(directory);
  const common = { from, appUrl, mailbox };
  if (smtpUrl === null) return { ...common, smtpHost: null, send: (mail) => mailbox.put(mail) };
  return { ...common, smtpHost: new URL(smtpUrl).hostname, send: sendBySmtp({ smtpUrl, from }) };
}
