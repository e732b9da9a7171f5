import { Field, ID, ObjectType, registerEnumType } from '@nestjs/graphql';
import { Day } from '../platform/graphql/scalars.js';

/** What an organisation is (domain.md 1). */
export enum OrganisationKind {
  /** Đảng bộ tỉnh: the root. */
  PROVINCE = 'PROVINCE',
  /** Đảng bộ cấp trên trực tiếp của tổ chức cơ sở đảng: districts until mid-2025; may be absent. */
  UPPER_COMMITTEE = 'UPPER_COMMITTEE',
  /** Đảng bộ cơ sở. */
  BASE_COMMITTEE = 'BASE_COMMITTEE',
  /** Chi bộ cơ sở: a cell that has no base committee above it. */
  BASE_CELL = 'BASE_CELL',
  /** Đảng bộ bộ phận. */
  SUB_COMMITTEE = 'SUB_COMMITTEE',
  /** Chi bộ: where meetings happen. */
  CELL = 'CELL',
  /** Tổ đảng: a part of a large cell. */
  GROUP = 'GROUP',
}
registerEnumType(OrganisationKind, { name: 'OrganisationKind' });

/** The kinds that hold meetings and have members. */
export const CELL_KINDS: readonly string[] = [OrganisationKind.CELL, OrganisationKind.BASE_CELL];

/** A party organisation (tổ chức đảng): a node of the tree, as it is today or was on a day. */
@ObjectType()
export class Organisation {
  @Field(() => ID) id: string;
  /** Up to five parts of 2.3.3.3.3 digits (domain.md 1). */
  @Field(() => String, { nullable: true }) code: string | null;
  @Field() name: string;
  @Field(() => OrganisationKind) kind: OrganisationKind;
  @Field(() => Day) validFrom: string;
  @Field(() => Day, { nullable: true }) validTo: string | null;
  /** Of the day that is looked at. */
  parentId?: string | null;
  /** From the root down to this one: their ids without dashes, joined by dots. Of the day that is looked at. */
  path?: string;
  /** Today's path: what is allowed follows it too. */
  pathToday?: string;
  /** The day that is looked at; absent or null: today. */
  asOf?: string | null;
}

/** What other rooms need to know of an organisation that somebody acts on. */
export interface Place {
  id: string;
  name: string;
  kind: OrganisationKind;
  /** Today's path. */
  path: string;
  /** The first day of its life. */
  validFrom: string;
  /** The first day after it, or null while it lives. */
  validTo: string | null;
}

/** The label of an organisation in a path. */
export function labelOf(id: string): string {
  return id.replaceAll('-', '').toLowerCase();
}

/** The id behind a label of a path. */
export function idOf(label: string): string {
  return label.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
