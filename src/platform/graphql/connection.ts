import { Type } from '@nestjs/common';
import { ArgsType, Field, Int, ObjectType } from '@nestjs/graphql';
import { Refusal } from '../../errors.js';

/** Where a page of a list stands. */
@ObjectType()
export class PageInfo {
  @Field() hasNextPage: boolean;
  @Field() hasPreviousPage: boolean;
  @Field(() => String, { nullable: true }) startCursor: string | null;
  @Field(() => String, { nullable: true }) endCursor: string | null;
}

/** An entry of a list with the key to go on from. */
export interface Edge<T> {
  node: T;
  cursor: string;
}

/** A page of a list that can grow. totalCount may be a function: it is counted only when asked for. */
export interface Connection<T, E extends Edge<T> = Edge<T>> {
  edges: E[];
  pageInfo: PageInfo;
  totalCount: number | (() => Promise<number>);
}

/** The arguments of a list: at most 100 entries, from a cursor on. Lists are paged by key, never by offset. */
@ArgsType()
export class PageArgs {
  @Field(() => Int, { defaultValue: 20, nullable: true }) first: number;
  @Field(() => String, { nullable: true }) after?: string;
}

/** Makes the GraphQL types of a list: `MemberConnection` and `MemberEdge` of `Member`. `edge` may bring further fields. */
export function connectionOf<T>(node: Type<T>, name: string, edge?: Type<Edge<T>>) {
  @ObjectType(`${name}Edge`)
  class NodeEdge {
    @Field(() => node) node: T;
    @Field() cursor: string;
  }
  const edgeType = edge ?? NodeEdge;

  @ObjectType(`${name}Connection`)
  class NodeConnection {
    @Field(() => [edgeType]) edges: Edge<T>[];
    @Field(() => PageInfo) pageInfo: PageInfo;
    @Field(() => Int) totalCount: number;
  }
  return NodeConnection;
}

/** A cursor hides the sort key of an entry: opaque to clients, checked when it comes back. */
function cursorOf(key: (string | number | null)[]): string {
  return Buffer.from(JSON.stringify(key)).toString('base64url');
}

/** Reads a cursor of `length` parts, all of them texts or numbers. Refuses what this server never gave out. */
export function keyOf(cursor: string | undefined | null, length: number): (string | number)[] | null {
  if (cursor === undefined || cursor === null) return null;
  try {
    const key: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    const isPart = (part: unknown) => (typeof part === 'string' && !part.includes('\0')) || typeof part === 'number';
    if (Array.isArray(key) && key.length === length && key.every(isPart)) return key as (string | number)[];
  } catch {
    // Falls through to the refusal.
  }
  throw Refusal.field('after', 'Vị trí trong danh sách không hợp lệ.');
}

/** Refuses a page size outside 1 to 100 (contract). */
export function assertFirst(first: number): void {
  if (first < 1 || first > 100) throw Refusal.field('first', 'Mỗi lần xem được từ 1 đến 100 mục.');
}

/** Makes a page of `found`, which holds up to one entry more than was asked for. */
export function pageOf<T>(
  found: T[],
  page: { first: number; after?: string | null },
  key: (entry: T) => (string | number | null)[],
  totalCount: Connection<T>['totalCount'],
): Connection<T> {
  const edges = found.slice(0, page.first).map(node => ({ node, cursor: cursorOf(key(node)) }));
  return {
    edges,
    totalCount,
    pageInfo: {
      hasNextPage: found.length > page.first,
      hasPreviousPage: Boolean(page.after),
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
  };
}
