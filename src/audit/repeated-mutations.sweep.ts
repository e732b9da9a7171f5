import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { OnSweep } from '../platform/jobs/jobs.js';

const HOUR = 3_600_000;

/** Forgets the ids of repeated mutations after 90 days (contract). */
@Injectable()
export class RepeatedMutationsSweep {
  constructor(private readonly source: DataSource) {}

  @OnSweep(HOUR)
  async forget(): Promise<void> {
    await this.source.query(`delete from repeated_mutations where created_at < now() - interval '90 days'`);
  }
}
