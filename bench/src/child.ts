import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';

/** The next message. @throws when the process ends before it answers. */
export async function hear(child: ChildProcess): Promise<unknown> {
  const controller = new AbortController();
  const { signal } = controller;
  const ended = once(child, 'exit', { signal }).then(([code]) => {
    throw new Error(`A process of this benchmark ended with code ${code}.`);
  });
  try {
    const [message] = await Promise.race([once(child, 'message', { signal }), ended]);
    return message;
  } finally {
    controller.abort();
    ended.catch(() => undefined);
  }
}

/** Starts a script that sends a message once it is ready. */
export async function startChild(script: string, args: string[] = []): Promise<ChildProcess> {
  const child = fork(script, args, { execArgv: [], stdio: 'inherit' });
  await hear(child);
  return child;
}

/** Such a script ends when its parent lets go of it. */
export async function stopChild(child: ChildProcess): Promise<void> {
  child.disconnect();
  await once(child, 'exit');
}
