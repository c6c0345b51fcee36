const longestBytes = 200;
const fallback = 'file';
/** Device names of Windows, with any extension. */
const reserved = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i;
/** Controls, characters that change the direction of text, and ones that cannot be seen. */
const unseen = /[\p{Cc}\p{Cs}\u00AD\u061C\u180E\u200B-\u200F\u2028-\u202E\u2060-\u2069\uFEFF\uFFF9-\uFFFB]/gu;

/**
 * The name under which a file is shown and downloaded: never a path, always visible from left to right, and one that
 * every system can save. Where the bytes lie has nothing to do with it.
 */
export function cleanFileName(given: string): string {
  const last = given.normalize('NFC').split(/[/\\]/).at(-1) ?? '';
  const visible = last
    .replaceAll(unseen, '')
    .replaceAll(/[<>:"|?*]/g, '_')
    .replaceAll(/\s+/g, ' ')
    .replace(/^[\s.]+/, '')
    .replace(/[\s.]+$/, '');
  const name = shorten(visible) || fallback;
  return reserved.test(name) ? `_${name}` : name;
}

/** Cuts the middle out rather than the extension. */
function shorten(name: string): string {
  if (Buffer.byteLength(name) <= longestBytes) return name;
  const extension = /\.[\p{L}\p{N}]{1,10}$/u.exec(name)?.[0] ?? '';
  let kept = '';
  let bytes = Buffer.byteLength(extension);
  for (const character of name.slice(0, name.length - extension.length)) {
    bytes += Buffer.byteLength(character);
    if (bytes > longestBytes) break;
    kept += character;
  }
  return kept.trimEnd() + extension;
}

/** The lower-case extension without its dot; empty without one. */
export function extensionOf(name: string): string {
  return /\.([a-z0-9]{1,10})$/.exec(name.toLowerCase())?.[1] ?? '';
}
