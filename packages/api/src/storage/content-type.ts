import { fileTypeFromBuffer } from 'file-type';
import { extensionOf } from './file-name.ts';

/** So much of a file is enough to tell what it is. */
export const sampleBytes = 16 * 1024;

/** Names for the same thing. */
const sameAs: Record<string, string> = {
  'audio/x-m4a': 'audio/mp4',
  'audio/vnd.wave': 'audio/wav',
  'audio/x-flac': 'audio/flac',
  'audio/ogg; codecs=opus': 'audio/ogg',
  'audio/opus': 'audio/ogg',
  'video/x-m4v': 'video/mp4',
  'image/apng': 'image/png',
};

/** Texts look alike; of these the name decides, and none of them is ever run. */
const textByExtension: Record<string, string> = {
  csv: 'text/csv',
  md: 'text/markdown',
  markdown: 'text/markdown',
  json: 'application/json',
};

/**
 * What a file is by its first bytes; neither its name nor what the sender says counts, but for telling harmless texts
 * apart. Null: nothing that is known.
 */
export async function detectContentType(sample: Buffer, name: string): Promise<string | null> {
  const text = textOf(sample);
  const markup = text === null ? null : markupOf(text);
  if (markup) return markup;
  const mime = (await fileTypeFromBuffer(sample))?.mime;
  if (mime === 'application/xml' || mime === 'text/html') return mime;
  if (mime) return sameAs[mime] ?? mime;
  if (text === null) return null;
  return textByExtension[extensionOf(name)] ?? 'text/plain';
}

/** Whether the rest of the file has to be text too. */
export function isText(contentType: string): boolean {
  return contentType.startsWith('text/') || contentType === 'application/json';
}

/** Null for what is not UTF-8 or has controls that no text has. */
function textOf(sample: Buffer): string | null {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(sample, { stream: true });
    return hasBinary(text) ? null : text;
  } catch {
    return null;
  }
}

// Controls that no text has: all but white space; C1 is let pass, which old encodings leave behind.
const binary = /(?![\t\n\v\f\r\u0080-\u009f])\p{Cc}/u;

function hasBinary(text: string): boolean {
  return binary.test(text);
}

/** Whatever a browser might take for a page or a picture with scripts. */
function markupOf(text: string): string | null {
  if (/<svg[\s>/]/i.test(text)) return 'image/svg+xml';
  if (
    /^\s*(<!--[\s\S]*?-->\s*)*<(!doctype html|html|head|body|script|iframe|h1|div|font|table|a|style|title|b|br|p|meta|link|img|object|embed|form)[\s>/]/i.test(
      text,
    )
  )
    return 'text/html';
  if (/^\s*<\?xml/i.test(text)) return 'application/xml';
  return null;
}

/** Follows a text through its chunks. */
export class TextCheck {
  readonly #decoder = new TextDecoder('utf-8', { fatal: true });

  /** False as soon as it is no text. */
  accepts(chunk: Uint8Array): boolean {
    return this.#try(() => this.#decoder.decode(chunk, { stream: true }));
  }

  ends(): boolean {
    return this.#try(() => this.#decoder.decode());
  }

  #try(decode: () => string): boolean {
    try {
      return !hasBinary(decode());
    } catch {
      return false;
    }
  }
}
