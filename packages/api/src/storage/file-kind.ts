import type { FileKind } from './schema.ts';

/** The prefixes and types of each kind; everything else is `other`. */
export const kindTypes = {
  image: ['image/'],
  audio: ['audio/'],
  video: ['video/'],
  pdf: ['application/pdf'],
  text: ['text/', 'application/json'],
} as const satisfies Record<Exclude<FileKind, 'other'>, readonly string[]>;

const markup = ['image/svg+xml', 'text/html', 'application/xml'];

export function kindOf(contentType: string | null): FileKind {
  if (contentType === null || markup.includes(contentType)) return 'other';
  for (const kind of ['image', 'audio', 'video', 'pdf', 'text'] as const)
    if (kindTypes[kind].some((prefix) => contentType.startsWith(prefix))) return kind;
  return 'other';
}

const pictures = ['image/png', 'image/jpeg', 'image/gif', 'image/webp', 'image/avif'];

/** Whether a small picture can be made of it. */
export function hasThumbnail(contentType: string | null): boolean {
  return contentType !== null && pictures.includes(contentType);
}

/** How the bytes are announced to a browser: nothing that it would run, and text as plain text. */
export function servedTypeOf(contentType: string | null): string {
  switch (kindOf(contentType)) {
    case 'text':
      return 'text/plain; charset=utf-8';
    case 'other':
      return 'application/octet-stream';
    default:
      return contentType ?? 'application/octet-stream';
  }
}
