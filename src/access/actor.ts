import { type FindOperator, Raw } from 'typeorm';
import { Refusal } from '../errors.js';
import { PERMISSIONS, type Permission } from './permissions.js';
import type { Role } from './roles.js';

/** A role over a branch of the tree, as of today. `path` is the ltree path of the organisation. */
export interface ActorGrant {
  role: Role;
  organisationId: string;
  path: string;
  /** The grant is over the province itself. */
  root: boolean;
}

/** Who did something, as the audit log knows it. */
interface Doer {
  accountId: string | null;
  sessionId: string | null;
}

/** Who is asking, and with which grants. Made once a request, first parameter of every service method. */
export class Actor implements Doer {
  constructor(
    readonly accountId: string,
    readonly sessionId: string | null,
    readonly memberId: string | null,
    readonly grants: readonly ActorGrant[],
    /** Work of the system itself (jobs, demo, imports by the operator): sees every branch. */
    private readonly everything = false,
  ) {}

  /** The system: for jobs and the command line. */
  static readonly system = new Actor('00000000-0000-0000-0000-000000000000', null, null, [], true);

  get isSystem(): boolean {
    return this.everything;
  }

  /** The paths at the top of what the permission reaches; for `path <@ any($n::ltree[])`. The empty path is above everything. */
  roots(permission: Permission): string[] {
    if (this.everything) return [''];
    const roles: readonly Role[] = PERMISSIONS[permission];
    return [...new Set(this.grants.filter(grant => roles.includes(grant.role)).map(grant => grant.path))];
  }

  /** Whether any grant brings the permission, or it needs none. */
  may(permission: Permission): boolean {
    return this.everything || PERMISSIONS[permission].length === 0 || this.roots(permission).length > 0;
  }

  /** Whether the permission reaches a place in the tree. */
  reaches(permission: Permission, path: string): boolean {
    return this.roots(permission).some(root => root === '' || path === root || path.startsWith(`${root}.`));
  }

  /** Whether the permission is held over the whole province. */
  overProvince(permission: Permission): boolean {
    const roles: readonly Role[] = PERMISSIONS[permission];
    return this.everything || this.grants.some(grant => grant.root && roles.includes(grant.role));
  }

  /** Refuses what is seen but not theirs. */
  must(permission: Permission, path: string): void {
    if (!this.reaches(permission, path)) throw new Refusal('NOT_ALLOWED');
  }

  /** The roles held over exactly this organisation. */
  holds(role: Role, organisationId: string): boolean {
    return this.grants.some(grant => grant.role === role && grant.organisationId === organisationId);
  }

  /** For a repository's `where` on a column of organisation ids: only rows that the permission reaches. */
  within(permission: Permission): FindOperator<string> {
    return Raw(column => `${column} in (select id from organisations where path <@ any(:roots::ltree[]))`, {
      roots: this.roots(permission),
    });
  }
}
