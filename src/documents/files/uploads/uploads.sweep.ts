import { Injectable } from '@nestjs/common';
import { OnSweep } from '../../../platform/jobs/jobs.js';
import { Uploads } from './uploads.service.js';

/** How often parts that are needed no more are looked for, in milliseconds. */
const EVERY_MS = 60_000;

/** Clears up after uploads. */
@Injectable()
export class UploadsSweep {
  constructor(private readonly uploads: Uploads) {}

  @OnSweep(EVERY_MS)
  remove(): Promise<void> {
    return this.uploads.clear();
  }
}
