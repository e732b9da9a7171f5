import { Injectable } from '@nestjs/common';
import type { Actor } from '../../access/actor.js';
import { Refusal } from '../../errors.js';
import type { ManifestMeeting } from './manifest.js';

/** A meeting that goes into a pack, and the documents attached to it, in their order. */
export interface PackedMeeting {
  meeting: ManifestMeeting;
  documentIds: string[];
}

/** Gives a meeting that the actor may read. Refuses NOT_FOUND and NOT_ALLOWED as the meetings' own screens do. */
export type MeetingSource = (actor: Actor, meetingId: string) => Promise<PackedMeeting>;

/** Where the meetings' room says how a meeting goes into a pack: documents know of no meeting. */
@Injectable()
export class PackSources {
  private source?: MeetingSource;

  /** Called by the meetings' room at start. */
  provide(source: MeetingSource): void {
    this.source = source;
  }

  meeting(actor: Actor, id: string): Promise<PackedMeeting> {
    if (!this.source) throw new Refusal('NOT_FOUND');
    return this.source(actor, id);
  }
}
