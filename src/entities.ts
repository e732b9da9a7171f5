import { AuditEntry } from './audit/audit-entry.entity.js';

/** Every table with a class, in the order of the rooms. */
export const ENTITIES = [AuditEntry];
