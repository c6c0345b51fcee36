// PostgreSQL's frontend messages: a type byte, a length that counts itself, a body. The first message of a connection
// has no type byte.

/**
 * Watches what a client sends and tells when a statement that commits has been sent to its end: COMMIT itself, or a
 * statement that writes an entry by itself or inside a transaction.
 */
export class CommitWatch {
  #pending: Buffer = Buffer.alloc(0);
  #isStarted = false;
  #hasCommit = false;
  readonly #writers = new Set<string>();

  /** True when, with this piece, such a statement is complete: the server can carry it out from here on. */
  sees(piece: Buffer): boolean {
    this.#pending = Buffer.concat([this.#pending, piece]);
    let isComplete = false;
    for (let message = this.#take(); message; message = this.#take()) {
      if (message.type === 'P') this.#notePrepared(message.body);
      if (message.type === 'B' && this.#writers.has(secondName(message.body))) this.#hasCommit = true;
      if (message.type === 'Q' && message.body.toString().startsWith('COMMIT')) isComplete = true;
      if (message.type === 'S' && this.#hasCommit) {
        isComplete = true;
        this.#hasCommit = false;
      }
    }
    return isComplete;
  }

  #take(): { type: string; body: Buffer } | null {
    const head = this.#isStarted ? 1 : 0;
    if (this.#pending.length < head + 4) return null;
    const end = head + this.#pending.readInt32BE(head);
    if (this.#pending.length < end) return null;
    const type = this.#isStarted ? String.fromCharCode(this.#pending[0] ?? 0) : '';
    const body = this.#pending.subarray(head + 4, end);
    this.#pending = this.#pending.subarray(end);
    this.#isStarted = true;
    return { type, body };
  }

  #notePrepared(body: Buffer): void {
    const [name = ''] = body.toString().split('\0', 1);
    if (body.includes('INSERT INTO "UsageHistory"')) this.#writers.add(name);
    else this.#writers.delete(name);
  }
}

/** Of a Bind message: the portal's name, then the statement's. */
function secondName(body: Buffer): string {
  return body.toString('latin1').split('\0', 2)[1] ?? '';
}
