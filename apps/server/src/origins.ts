import type { Environment } from './env.ts';

/** The origins under which pages of ours are served: what people are told first, then every name of this machine. */
export function listOrigins({ host, publicOrigins }: Environment, port: number): [string, ...string[]] {
  const local = ['localhost', '127.0.0.1', '[::1]'].map((name) => `http://${name}:${port}`);
  const own = host && isSpecific(host) ? [`http://${bracket(host)}:${port}`] : [];
  const [first = `http://localhost:${port}`, ...rest] = new Set([...publicOrigins, ...own, ...local]);
  return [first, ...rest];
}

/** Where this process reaches itself. */
export function selfOrigin({ host }: Environment, port: number): string {
  return `http://${host && isSpecific(host) ? bracket(host) : '127.0.0.1'}:${port}`;
}

function isSpecific(host: string): boolean {
  return host !== '0.0.0.0' && host !== '::';
}

function bracket(host: string): string {
  return host.includes(':') && !host.startsWith('[') ? `[${host}]` : host;
}
