import { Role } from '../roles.js';

/** Days without use after which a session ends (reliability.md 3.1). */
export const IDLE_DAYS = 30;

/** Days after which a session ends in any case (reliability.md 3.1). */
export const LONGEST_DAYS = 180;

/** Hours without use after which a session ends for those whose account reaches many people (assumed). */
export const OFFICER_IDLE_HOURS = 12;

/** Whom the shorter idle time holds for. */
export const OFFICERS: readonly Role[] = [Role.COMMITTEE_OFFICER, Role.ADMINISTRATOR];

/** How many sessions an account has at most; the one that was seen least recently makes room (assumed). */
export const MOST_SESSIONS = 100;

/** How long the tokens of an ended session are kept, in days: their reuse teaches nothing any more (assumed). */
export const ENDED_TOKENS_DAYS = 1;
