/** What the tests use of the package, which brings no types. */
declare module 's3rver' {
  import type { RequestListener } from 'node:http';

  class S3rver {
    constructor(options: object);
    callback(): RequestListener;
    configureBuckets(): Promise<void>;
  }

  export = S3rver;
}
