import type { Writable } from 'node:stream';
import pino from 'pino';
import { PinoPretty } from 'pino-pretty';

const secrets = ['authorization', 'cookie', 'set-cookie', 'password', 'token', 'ticket', 'secret'];

/** JSON lines on standard output, or readable ones for a person at a terminal. */
export function createLogger(level: string): pino.Logger {
  const target: Writable = process.stdout.isTTY
    ? PinoPretty({ colorize: true, ignore: 'pid,hostname', translateTime: 'SYS:HH:MM:ss' })
    : process.stdout;
  return pino(
    {
      level,
      redact: { paths: secrets.flatMap((name) => [`["${name}"]`, `*["${name}"]`, `*.*["${name}"]`]) },
      serializers: { err: describeError, error: describeError },
    },
    target,
  );
}

type ErrorDescription = { type: string; message: string; stack?: string; code?: unknown; cause?: unknown };

/** Leaves out an error's other properties: a database driver puts the values of the refused row there. */
function describeError(error: unknown): ErrorDescription | string {
  if (!(error instanceof Error)) return String(error);
  return {
    type: error.name,
    message: error.message,
    ...(error.stack ? { stack: error.stack } : {}),
    ...('code' in error ? { code: error.code } : {}),
    ...(error.cause === undefined ? {} : { cause: describeError(error.cause) }),
  };
}
