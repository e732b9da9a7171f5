import type { MeetingKind } from '../../meeting.types.js';
import type { Issuer } from './words.js';

/** Somebody on the roll of a meeting, as of its day. */
export interface OnSheet {
  name: string;
  /** Full or probationary. */
  kind: 'FULL' | 'PROBATIONARY';
  /** Here for a time; the own cell keeps the record. */
  isTemporary: boolean;
  office: string | null;
  state: 'EXPECTED' | 'PRESENT' | 'EXCUSED' | 'UNEXCUSED' | 'EXEMPT';
  reason: string | null;
}

/** A guest, or whoever else is not on the roll. */
export interface GuestOnSheet {
  name: string;
  title: string | null;
  isPresent: boolean;
}

/** A meeting as the papers before its minutes need it. */
export interface PaperMeeting {
  kind: MeetingKind;
  /** `2026-12`. */
  month: string;
  isInvited: boolean;
  isClosed: boolean;
  startsAt: Date;
  invitedAt: Date | null;
  openedAt: Date | null;
  place: string | null;
  chair: string | null;
  recorder: string | null;
  /** Bí thư of the day. */
  secretary: string | null;
  /** The cell has a chi ủy: somebody beside secretary and deputy sits in it. */
  hasCommittee: boolean;
  issuer: Issuer;
}
