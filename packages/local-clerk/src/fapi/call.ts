import type { Request, RequestHandler, Response } from 'express';
import { paramError, sendJson, unauthenticated } from '../clerk-error.ts';
import type { Context } from '../context.ts';
import { originOf } from '../guard.ts';
import { isActive } from '../sessions.ts';
import { clientShape } from '../shapes/client.ts';
import type { ClientRecord, SessionRecord, UserRecord } from '../store/state.ts';
import { getUser } from '../users.ts';
import { findClient, openClient, rotateClient, writeClientCookies } from './client-cookie.ts';

/** One request of clerk-js. */
export class Call {
  readonly ctx: Context;
  readonly req: Request;
  readonly res: Response;
  readonly origin: string;
  client: ClientRecord | null;
  /** The new value of the `__client` cookie, when this call opened or rotated the client. */
  #clientCookie: string | null = null;

  constructor(ctx: Context, req: Request, res: Response) {
    this.ctx = ctx;
    this.req = req;
    this.res = res;
    this.origin = originOf(req, ctx.origins);
    this.client = findClient(ctx, req);
  }

  get address(): string {
    return this.req.socket.remoteAddress ?? '';
  }

  /** A form field; `undefined` when absent. */
  text(name: string): string | undefined {
    const value: unknown = this.req.body?.[name];
    return typeof value === 'string' ? value : undefined;
  }

  /** A form field that carries a JSON object, as clerk-js sends metadata. */
  json(name: string): Record<string, unknown> | undefined {
    const text = this.text(name);
    if (text === undefined || text === '') return undefined;
    try {
      const value: unknown = JSON.parse(text);
      if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { ...value };
    } catch {
      // Reported below, like JSON of another shape.
    }
    throw paramError(name, 'form_param_format_invalid', 'This must be a JSON object.');
  }

  /** The client of this browser, opened now if it has none. */
  requireClient(): ClientRecord {
    if (!this.client) {
      const { client, cookie } = openClient(this.ctx);
      this.client = client;
      this.#clientCookie = cookie;
    }
    return this.client;
  }

  /** A new cookie at every sign-in, so that one planted before it is worth nothing after. */
  rotateClient(): void {
    this.#clientCookie = rotateClient(this.ctx, this.requireClient());
  }

  closeClient(): void {
    if (this.client) this.ctx.store.clients.delete(this.client.id);
    this.client = null;
    this.#clientCookie = '';
    this.ctx.store.touch();
  }

  /** An active session of this browser; throws a 401, on which clerk-js reads the client again. */
  requireSession(id: unknown = this.req.query._clerk_session_id): {
    session: SessionRecord;
    user: UserRecord;
  } {
    const session = typeof id === 'string' ? this.ctx.store.sessions.get(id) : undefined;
    if (!session || !this.client || session.clientId !== this.client.id) throw unauthenticated();
    if (!isActive(this.ctx, session)) throw unauthenticated();
    return { session, user: getUser(this.ctx, session.userId) };
  }

  /** Answers once all changes are durable. */
  async send(body: unknown): Promise<void> {
    await this.ctx.store.flush();
    writeClientCookies(this, this.#clientCookie);
    sendJson(this.res, body);
  }

  /** Answers in the form `{ response, client }` from which clerk-js updates everything it shows. */
  async respond(response: unknown): Promise<void> {
    const client = this.client ? await clientShape(this.ctx, this.client, this.origin) : null;
    await this.send({ response, client });
  }
}

export function fapiHandler(ctx: Context, handle: (call: Call) => Promise<void>): RequestHandler {
  return (req, res) => handle(new Call(ctx, req, res));
}
