import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { OutgoingMail } from './mailer.ts';

const LocalMail = z.object({
  id: z.uuid(),
  to: z.string(),
  subject: z.string(),
  text: z.string(),
  html: z.string(),
  writtenAt: z.coerce.date(),
});
export type LocalMail = z.infer<typeof LocalMail>;

const kept = 1_000;
const fileName = /^([0-9a-f-]{36})\.json$/;

/** Messages as files, for a process that has no mail server: one per message, named by its id, the newest 1000. */
export class LocalMailbox {
  readonly directory: string;

  constructor(directory: string) {
    this.directory = directory;
  }

  /** The same message again takes the place of the first. */
  async put(mail: OutgoingMail): Promise<void> {
    await mkdir(this.directory, { recursive: true });
    const path = this.#pathOf(mail.id);
    const unfinished = `${path}.${crypto.randomUUID()}`;
    const json = JSON.stringify({ ...mail, writtenAt: new Date() }, null, 2);
    // What people are told is nobody else's business on this machine.
    await writeFile(unfinished, json, { mode: 0o600 });
    await rename(unfinished, path);
    for (const id of (await this.#ids()).slice(kept)) await rm(this.#pathOf(id), { force: true });
  }

  /** Newest first; ids are made of time, so their order is that of the messages. */
  async list(page: { beforeId: string | null; take: number }): Promise<LocalMail[]> {
    const ids = (await this.#ids()).filter((id) => page.beforeId === null || id < page.beforeId);
    const mails = await Promise.all(ids.slice(0, page.take).map((id) => this.find(id)));
    return mails.filter((mail) => mail !== null);
  }

  async find(id: string): Promise<LocalMail | null> {
    if (!fileName.test(`${id}.json`)) return null;
    const text = await readFile(this.#pathOf(id), 'utf8').catch(() => null);
    return text === null ? null : LocalMail.parse(JSON.parse(text));
  }

  async #ids(): Promise<string[]> {
    const names = await readdir(this.directory).catch(() => []);
    const ids = names.map((name) => fileName.exec(name)?.[1]).filter((id) => id !== undefined);
    return ids.sort().reverse();
  }

  #pathOf(id: string): string {
    return join(this.directory, `${id}.json`);
  }
}
