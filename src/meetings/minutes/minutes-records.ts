import { Injectable } from '@nestjs/common';
import type { Db } from '../../platform/database/statements.js';
import type { MinutesRecord } from './minutes-record.js';

/** Assembles what the minutes of a meeting say from what was recorded. */
@Injectable()
export class MinutesRecords {
  /** The record as it stands now, for whoever may read all of it: the caller looks to that. Throws for a meeting that is not there. */
  of(_db: Db, meetingId: string): Promise<MinutesRecord> {
    return Promise.reject(new Error(`No meeting ${meetingId}.`));
  }
}
