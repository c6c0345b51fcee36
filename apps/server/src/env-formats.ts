import { createPublicKey } from 'node:crypto';
import { z } from 'zod';

// Each takes a variable's text and gives its value, or undefined when the text is not of that form.

export function wholeNumber(low: number, high: number) {
  return (text: string) => {
    const value = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
    return value >= low && value <= high ? value : undefined;
  };
}

export function oneOf<const T extends string>(values: readonly T[]) {
  return (text: string): T | undefined => values.find((value) => value === text);
}

export function matching(pattern: RegExp) {
  return (text: string) => (pattern.test(text) ? text : undefined);
}

export function listOf<T>(parse: (text: string) => T | undefined) {
  return (text: string): T[] | undefined => {
    const items = text.split(',').map((item) => parse(item.trim()));
    return items.every((item) => item !== undefined) ? items : undefined;
  };
}

export function httpUrl(text: string): string | undefined {
  const url = URL.parse(text);
  return url && /^https?:$/.test(url.protocol) ? text : undefined;
}

export function origin(text: string): string | undefined {
  const url = URL.parse(text);
  return url && /^https?:$/.test(url.protocol) && url.pathname === '/' ? url.origin : undefined;
}

export function postgresUrl(text: string): string | undefined {
  const url = URL.parse(text);
  return url && /^postgres(ql)?:$/.test(url.protocol) && url.pathname.length > 1 ? text : undefined;
}

export function publishableKey(text: string): string | undefined {
  const host = /^pk_(?:live|test)_(.+)$/.exec(text)?.[1];
  return host && /^[^$]+\.[^$]+\$$/.test(Buffer.from(host, 'base64').toString()) ? text : undefined;
}

/** Environment files and dashboards often keep a key on one line, with \n spelled out. */
export function publicKey(text: string): string | undefined {
  const pem = text.replaceAll('\\n', '\n').trim();
  if (!pem.startsWith('-----BEGIN PUBLIC KEY-----')) return undefined;
  try {
    createPublicKey(pem);
    return pem;
  } catch {
    return undefined;
  }
}

/** As Express takes it: how many proxies to believe, or whose word counts. */
export function trustProxy(text: string): number | string | undefined {
  if (/^\d$/.test(text)) return Number(text);
  return /^(loopback|linklocal|uniquelocal|[\da-fA-F.:/]{2,})(\s*,\s*(loopback|linklocal|uniquelocal|[\da-fA-F.:/]{2,}))*$/.test(
    text,
  )
    ? text
    : undefined;
}

export function smtpUrl(text: string): string | undefined {
  const url = URL.parse(text);
  return url && /^smtps?:$/.test(url.protocol) && url.hostname ? text : undefined;
}

/** An address, bare or in angle brackets after a name. */
export function sender(text: string): string | undefined {
  const address = /^[^\p{Cc}<>",]+ <([^<>]+)>$/u.exec(text)?.[1] ?? text;
  return z.email().safeParse(address).success || address.endsWith('@localhost') ? text : undefined;
}

export const email = (text: string) => z.email().safeParse(text.toLowerCase()).data;
export const anyText = (text: string) => text;
