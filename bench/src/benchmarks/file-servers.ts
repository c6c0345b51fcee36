import { fork } from 'node:child_process';
import { once } from 'node:events';
import { request } from 'node:http';
import { join } from 'node:path';

export type FileServer = {
  /** Answers the path to download it from. */
  upload(bytes: Buffer): Promise<string>;
  download(path: string, sizeBytes: number): Promise<void>;
  /** Forgets the peak of the server's memory, and tells how much it has now. */
  resetPeakMb(): Promise<number>;
  peakMb(): Promise<number>;
  close(): Promise<void>;
};

/** Our routes in a process of their own, signed in by naming the account. */
export function startAppServer(options: {
  connectionString: string;
  userId: string;
  directory: string;
}): Promise<FileServer> {
  return start('app', [options.connectionString, options.userId, options.directory]);
}

/** What Node does by itself: a stream from the socket to a file, and back. */
export function startBareServer({ directory }: { directory: string }): Promise<FileServer> {
  return start('bare', [directory]);
}

async function start(kind: string, args: string[]): Promise<FileServer> {
  const child = fork(join(import.meta.dirname, 'file-server-process.ts'), [kind, ...args]);
  const ask = async (question: string): Promise<number> => {
    const answered = once(child, 'message');
    child.send(question);
    return Number((await answered)[0]);
  };
  const port = Number((await once(child, 'message'))[0]);
  return {
    upload: (bytes) => send(port, bytes),
    download: (path, sizeBytes) => receive(port, path, sizeBytes),
    resetPeakMb: () => ask('reset'),
    peakMb: () => ask('peak'),
    async close() {
      const exited = once(child, 'exit');
      child.disconnect();
      await exited;
    },
  };
}

async function send(port: number, bytes: Buffer): Promise<string> {
  const headers = { 'content-length': bytes.length };
  const sending = request({
    port,
    host: '127.0.0.1',
    method: 'POST',
    path: '/api/files?name=a.png',
    headers,
  });
  sending.end(bytes);
  const [answer] = await once(sending, 'response');
  let text = '';
  for await (const chunk of answer) text += chunk;
  if (answer.statusCode !== 201) throw new Error(`An upload was answered ${answer.statusCode}: ${text}`);
  return text;
}

async function receive(port: number, path: string, sizeBytes: number): Promise<void> {
  const asking = request({ port, host: '127.0.0.1', path });
  asking.end();
  const [answer] = await once(asking, 'response');
  let received = 0;
  for await (const chunk of answer) received += chunk.length;
  if (received !== sizeBytes) throw new Error(`A download gave ${received} bytes of ${sizeBytes}.`);
}
