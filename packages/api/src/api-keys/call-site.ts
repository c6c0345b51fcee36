import { BlockList, isIP } from 'node:net';
import { DomainError } from '../errors.ts';

/** Where a call comes from, as the connection and the browser tell. */
export type CallSite = { origin: string | undefined; address: string | undefined };

/** Where a key may be used; an empty list asks nothing. */
export type AllowedSites = { allowedOrigins: string[]; addresses: BlockList | null };

/** Addresses and ranges such as 203.0.113.0/24, ready to be asked; null for none. */
export function toAddressList(ranges: string[]): BlockList | null {
  if (ranges.length === 0) return null;
  const list = new BlockList();
  for (const range of ranges) {
    const [address = '', bits] = range.split('/');
    const family = isIP(address) === 6 ? 'ipv6' : 'ipv4';
    if (bits === undefined) list.addAddress(address, family);
    else list.addSubnet(address, Number(bits), family);
  }
  return list;
}

/** @throws FORBIDDEN for a call from elsewhere, also for one that does not say where from. */
export function refuseOtherSites(
  { allowedOrigins, addresses }: AllowedSites,
  { origin, address }: CallSite,
): void {
  if (allowedOrigins.length > 0 && (origin === undefined || !allowedOrigins.includes(origin))) {
    throw new DomainError('FORBIDDEN', 'This API key may not be used from this origin.', {
      reason: 'origin',
    });
  }
  if (addresses && !isAmong(addresses, address)) {
    throw new DomainError('FORBIDDEN', 'This API key may not be used from this address.', {
      reason: 'address',
    });
  }
}

function isAmong(addresses: BlockList, text = ''): boolean {
  // A socket for both families tells IPv4 addresses in IPv6's form.
  const address = text.replace(/^::ffff:(?=\d+\.)/i, '');
  const version = isIP(address);
  return version !== 0 && addresses.check(address, version === 6 ? 'ipv6' : 'ipv4');
}
