import { spawnSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { EmbeddedPostgresError } from './embedded-postgres-error.ts';
import { run } from './run.ts';

/** How to run a PostgreSQL program, and who owns its files. */
export type ServerUser = {
  owner?: { uid: number; gid: number };
  command(program: string, args: readonly string[]): { file: string; args: string[] };
};

const self: ServerUser = { command: (file, args) => ({ file, args: [...args] }) };

/**
 * PostgreSQL refuses to run as root. For root this finds another user, `postgres` unless the data already belongs to
 * someone, and a way for that user to reach `directory` and `program`.
 */
export async function chooseServerUser(
  program: string,
  directory: string,
  cluster: string,
): Promise<ServerUser> {
  if (process.getuid?.() !== 0) return self;
  const owner = ownerOf(cluster) ?? (await findPostgresUser());
  // A directory that only root may enter, such as /root, is reached with the capability to read, never to write.
  for (const capability of [undefined, 'dac_read_search', 'dac_override']) {
    const user = asUser(owner, capability);
    const probe = user.command('/bin/sh', ['-c', 'cd "$1" && exec "$2" --version', 'sh', directory, program]);
    if (spawnSync(probe.file, probe.args).status === 0) return user;
  }
  throw new EmbeddedPostgresError(
    `PostgreSQL cannot run as root, and the user it would run as cannot reach ${directory}; set DATA_DIR to a folder that every user may enter.`,
  );
}

function asUser(owner: { uid: number; gid: number }, capability: string | undefined): ServerUser {
  const identity = [`--reuid=${owner.uid}`, `--regid=${owner.gid}`, '--clear-groups'];
  // Without the secure bit access(2), by which PostgreSQL checks its own programs, ignores the capability.
  const reach = capability
    ? ['--securebits=+no_setuid_fixup', `--inh-caps=+${capability}`, `--ambient-caps=+${capability}`]
    : [];
  return {
    owner,
    command: (file, args) => ({ file: 'setpriv', args: [...identity, ...reach, '--', file, ...args] }),
  };
}

function ownerOf(cluster: string): { uid: number; gid: number } | undefined {
  const found = statSync(cluster, { throwIfNoEntry: false });
  return found && found.uid !== 0 ? { uid: found.uid, gid: found.gid } : undefined;
}

async function findPostgresUser(): Promise<{ uid: number; gid: number }> {
  const known = lookUp('postgres');
  if (known) return known;
  const created = await run('useradd', ['--system', '--no-create-home', '--user-group', 'postgres']);
  const user = lookUp('postgres');
  if (created.status === 0 && user) return user;
  throw new EmbeddedPostgresError(
    'PostgreSQL cannot run as root, and the system user "postgres" could not be created; start Scrip as another user.',
  );
}

function lookUp(name: string): { uid: number; gid: number } | undefined {
  const [uid, gid] = ['-u', '-g'].map((flag) => spawnSync('id', [flag, name], { encoding: 'utf8' }));
  if (uid?.status !== 0 || gid?.status !== 0) return undefined;
  return { uid: Number(uid.stdout), gid: Number(gid.stdout) };
}
