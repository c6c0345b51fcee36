import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { CommitWatch } from './wire.ts';

/**
 * `unsent`: the statement never leaves. `sent`: it goes out and nobody waits for the answer. `answered`: the server has
 * answered and the client never hears it.
 */
export type CutMoment = 'unsent' | 'sent' | 'answered';

/** Stands between the app and PostgreSQL, and cuts connections at the moment of a commit. */
export class CuttingProxy {
  readonly #target: URL;
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  /** Asked at every commit: when to cut, or null to let it pass. */
  decide: () => CutMoment | null = () => null;

  private constructor(target: URL) {
    this.#target = target;
    this.#server = createServer({ allowHalfOpen: true }, (client) => this.#join(client));
  }

  static async open(connectionString: string): Promise<CuttingProxy> {
    const proxy = new CuttingProxy(new URL(connectionString));
    await once(proxy.#server.listen(0, '127.0.0.1'), 'listening');
    return proxy;
  }

  get connectionString(): string {
    const url = new URL(this.#target);
    const address = this.#server.address();
    if (typeof address === 'object' && address) url.port = String(address.port);
    return url.href;
  }

  async close(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #join(client: Socket): void {
    const server = connect({
      host: this.#target.hostname,
      port: Number(this.#target.port),
      allowHalfOpen: true,
    });
    const watch = new CommitWatch();
    let isDeaf = false;
    for (const socket of [client, server]) {
      this.#sockets.add(socket);
      socket.setNoDelay(true);
      // A connection that breaks is what this is for.
      socket.on('error', () => undefined);
      socket.on('close', () => {
        this.#sockets.delete(socket);
        client.destroy();
        server.end();
      });
    }
    client.on('data', (piece) => {
      const moment = watch.sees(piece) ? this.decide() : null;
      if (moment !== 'unsent') server.write(piece);
      if (moment === 'answered') isDeaf = true;
      else if (moment) client.destroy();
    });
    client.on('end', () => server.end());
    server.on('data', (piece) => (isDeaf ? client.destroy() : client.write(piece)));
    server.on('end', () => client.end());
  }
}
