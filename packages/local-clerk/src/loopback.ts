import { isIPv4, isIPv6 } from 'node:net';

function isLoopbackIp(address: string): boolean {
  if (isIPv4(address)) return address.startsWith('127.');
  if (!isIPv6(address)) return false;
  const lower = address.toLowerCase();
  return lower === '::1' || (lower.startsWith('::ffff:127.') && isIPv4(lower.slice('::ffff:'.length)));
}

/** True for a socket address (`127.0.0.1`, `::1`, `::ffff:127.0.0.1`) that only this machine can have. */
export function isLoopbackAddress(address: string | undefined): boolean {
  return address !== undefined && isLoopbackIp(address);
}

/** True for a URL host name that browsers resolve to this machine without asking DNS. */
export function isLoopbackHostname(hostname: string): boolean {
  const name = hostname.toLowerCase().replace(/^\[(.*)\]$/, '$1');
  return name === 'localhost' || name.endsWith('.localhost') || isLoopbackIp(name);
}
