// The app that scenario kill-app kills: the engine in a process of its own. Its first line of input is its
// configuration, each further one a request; each line of output is an answer.
import { createInterface } from 'node:readline';
import { type EngineOptions, openEngineService } from './engine-service.ts';
import type { Request } from './request.ts';
import type { Service } from './service.ts';

let service: Service | undefined;
for await (const line of createInterface({ input: process.stdin })) {
  if (!service) {
    // The parent is our own code; what it writes is what these types say.
    const opened = openEngineService(JSON.parse(line) as EngineOptions);
    await opened.db.$queryRaw`SELECT 1`;
    service = opened;
    write({ id: 0 });
  } else {
    const { id, request } = JSON.parse(line) as { id: number; request: Request };
    void service.call(request).then((answer) => write({ id, answer }));
  }
}
await service?.close();

function write(message: object): void {
  process.stdout.write(`${JSON.stringify(message)}\n`);
}
