import type { Principal } from '@scrip/api/server';

declare global {
  namespace Express {
    /** What our middleware knows about a request, on `res.locals`. */
    interface Locals {
      requestId: string;
      /** Set once the request has passed sign-in; null: nobody is signed in. */
      principal: Principal | null;
    }
  }
}
