import { isServerTold, tellServer } from '../env.ts';
import { startServer } from './server.ts';

export default async function globalSetup(): Promise<(() => Promise<void>) | undefined> {
  if (isServerTold()) return undefined;
  const { server, stop } = await startServer();
  tellServer(server);
  return stop;
}
