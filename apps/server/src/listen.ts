import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { StartFailure } from './start-failure.ts';

// `localhost` may mean either; whoever holds the other one would answer in our place.
const loopbackAddresses = ['127.0.0.1', '::1'];

/** Connections that wait to be taken; of those beyond, each tries again after a second at the earliest. */
const mostWaiting = 4096;

/** Finds out whether the address can be had, and which port that is when any will do. Throws StartFailure. */
export async function checkPort(host: string | null, port: number): Promise<number> {
  const probes = await bind(host, port, () => undefined);
  const bound = portOf(probes);
  await Promise.all(probes.map(close));
  return bound;
}

/** Serves on `host`, or on both loopback addresses. Throws StartFailure when the port is taken. */
export function listen(host: string | null, port: number, listener: RequestListener): Promise<Server[]> {
  return bind(host, port, listener);
}

export function close(server: Server): Promise<void> {
  return new Promise((resolve) => server.close(() => resolve()));
}

async function bind(host: string | null, port: number, listener: RequestListener): Promise<Server[]> {
  const servers: Server[] = [];
  try {
    for (const address of host === null ? loopbackAddresses : [host]) {
      const server = await bindOne(address, portOf(servers) || port, listener);
      if (server) servers.push(server);
    }
    return servers;
  } catch (error) {
    await Promise.all(servers.map(close));
    throw error;
  }
}

/** Null on a machine without IPv6. */
function bindOne(host: string, port: number, listener: RequestListener): Promise<Server | null> {
  const server = createServer(listener);
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const isWithoutIpv6 = host === '::1' && ['EADDRNOTAVAIL', 'EAFNOSUPPORT'].includes(error.code ?? '');
      if (isWithoutIpv6) resolve(null);
      else reject(toFailure(error, host, port));
    });
    server.listen({ port, host, backlog: mostWaiting }, () => resolve(server));
  });
}

function toFailure(error: NodeJS.ErrnoException, host: string, port: number): Error {
  const sentences: Record<string, string> = {
    EADDRINUSE: `Port ${port} is in use; stop what listens there or set PORT to another one.`,
    EACCES: `Port ${port} needs rights that this process does not have; set PORT to 1024 or higher.`,
    EADDRNOTAVAIL: `HOST ${host} is not an address of this machine.`,
    ENOTFOUND: `HOST ${host} is not known; set it to an address of this machine.`,
  };
  const sentence = sentences[error.code ?? ''];
  return sentence ? new StartFailure(sentence, { cause: error }) : error;
}

function portOf([server]: Server[]): number {
  // An HTTP server that listens on a port, not on a pipe, has this kind of address.
  return (server?.address() as AddressInfo | undefined)?.port ?? 0;
}
