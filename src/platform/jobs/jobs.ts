import 'reflect-metadata';

declare global {
  /** Every job of the product by name, with what it carries: ids only, never personal data. Rooms add their own. */
  interface Jobs {}
}

/** The name of a job: `room.verb`. */
export type JobName = keyof Jobs;

/** Quick jobs wait for no slow one: each lane is a queue of its own. */
export type Lane = 'quick' | 'heavy';

/** How one job is asked for. `id` makes a second asking while the first waits harmless; `delay` in milliseconds. */
export interface JobOptions {
  id?: string;
  delay?: number;
}

const ON_JOB = Symbol('OnJob');

interface Registration {
  job: JobName;
  lane: Lane;
}

/** Marks the one method that does a job. It must be harmless when run twice. */
export function OnJob(job: JobName, lane: Lane = 'quick'): MethodDecorator {
  return (_target, _key, descriptor: PropertyDescriptor) => {
    Reflect.defineMetadata(ON_JOB, { job, lane } satisfies Registration, descriptor.value as object);
    return descriptor;
  };
}

/** What a method was marked with, if at all. */
export function registrationOf(method: unknown): Registration | undefined {
  return typeof method === 'function' ? (Reflect.getMetadata(ON_JOB, method) as Registration | undefined) : undefined;
}

const ON_SWEEP = Symbol('OnSweep');

/** Marks a method that a worker calls again and again, so many milliseconds apart: it finds what was committed and never queued. */
export function OnSweep(everyMs: number): MethodDecorator {
  return (_target, _key, descriptor: PropertyDescriptor) => {
    Reflect.defineMetadata(ON_SWEEP, everyMs, descriptor.value as object);
    return descriptor;
  };
}

/** The interval of a sweep in milliseconds, if the method is one. */
export function sweepOf(method: unknown): number | undefined {
  return typeof method === 'function' ? (Reflect.getMetadata(ON_SWEEP, method) as number | undefined) : undefined;
}
