/** The same in every language. */
const names = new Set(['Scrip', 'Ctrl K', 'Node.js', 'PostgreSQL', 'SQL', 'ms']);

/** Names of settings and beginnings of ids and addresses, no words. */
const CODE = /^(?:\w*_[\w…]*|https:\/\/)$/;

/** The places of a source file where a person would read English that no catalogue can replace. */
export function findBareTexts(source: string): string[] {
  const code = source.replaceAll(/\/\*[\s\S]*?\*\/|(?<=^|\s)\/\/.*$/gm, '');
  return [...findAttributes(code), ...findChildren(code), ...findChoices(code)].filter(
    (text) => !names.has(text) && !CODE.test(text) && /\p{L}{2}/u.test(text.replaceAll(/\$\{[^}]*\}/g, '')),
  );
}

const spoken =
  'aria-label|alt|caption|closeLabel|description|doneText|label|leaveLabel|note|placeholder|reasonText|text|title|unit|verb';

function findAttributes(code: string): string[] {
  const attribute = new RegExp(`\\s(?:${spoken})="([^"]*\\p{L}{2}[^"]*)"`, 'gu');
  const inBraces = new RegExp(`\\s(?:${spoken})=\\{\\s*[\`']([^\`']*\\p{L}{2}[^\`']*)[\`']`, 'gu');
  return [...code.matchAll(attribute), ...code.matchAll(inBraces)].map(([, text = '']) => text);
}

/** Text between a tag and the next: `<p>Text</p>`. */
function findChildren(code: string): string[] {
  return [
    ...code.matchAll(
      /(?<=[\w"'}/]|\n\s*)>\s*((?!,)[^<>{}=;()]*\p{L}{2}[^<>{}=;()]*?)\s*(?=<\/|\{|<[A-Za-z])/gu,
    ),
  ].map(([, text = '']) => text);
}

/** A text chosen by a condition, or said in a toast: `isOver ? 'Over' : 'Under way'`. */
function findChoices(code: string): string[] {
  return [...code.matchAll(/(?:\? | : |\?\? |&& |toastDone\()['`]([A-Z]\p{Ll}+(?: [^'`]*)?)['`]/gu)].map(
    ([, text = '']) => text,
  );
}
