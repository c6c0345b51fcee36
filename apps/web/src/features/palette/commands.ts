import { useEffect, useRef, useSyncExternalStore } from 'react';

/** Something that the screen at hand can do. */
export type Command = { id: string; label: string; run: () => void };

let commands: readonly Command[] = [];
const listeners = new Set<() => void>();

function setCommands(next: readonly Command[]): void {
  commands = next;
  for (const notify of listeners) notify();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Offers a command in the palette for as long as the component is on screen. A null label offers nothing. */
export function useCommand(id: string, label: string | null, run: () => void): void {
  const newestRun = useRef(run);
  useEffect(() => {
    newestRun.current = run;
  });
  useEffect(() => {
    if (label === null) return;
    const command = { id, label, run: () => newestRun.current() };
    setCommands([...commands, command]);
    return () => setCommands(commands.filter((other) => other !== command));
  }, [id, label]);
}

export function useCommands(): readonly Command[] {
  return useSyncExternalStore(subscribe, () => commands);
}
