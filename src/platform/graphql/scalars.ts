import { CustomScalar, Scalar } from '@nestjs/graphql';
import { GraphQLError, Kind, type ValueNode } from 'graphql';

const INSTANT =
  /^(\d{4})-(\d{2})-(\d{2})T([01]\d|2[0-3]):([0-5]\d):([0-5]\d)(\.\d{1,9})?(Z|[+-](?:[01]\d|2[0-3]):[0-5]\d)$/;
const DAY = /^(\d{4})-(\d{2})-(\d{2})$/;
const MONTH = /^\d{4}-(0[1-9]|1[0-2])$/;

function wrong(what: string): GraphQLError {
  return new GraphQLError(`${what} is not valid.`, { extensions: { code: 'BAD_USER_INPUT' } });
}

/** V8 reads 31 February as 3 March: a day is only what the calendar has. Years 1900 to 2199 (assumed: party and product are inside). */
function isDay(year: string, month: string, day: string): boolean {
  const made = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
  return (
    year >= '1900' && year <= '2199' && made.getUTCMonth() === Number(month) - 1 && made.getUTCDate() === Number(day)
  );
}

function text(node: ValueNode, what: string): string {
  if (node.kind !== Kind.STRING) throw wrong(what);
  return node.value;
}

/** An instant, RFC 3339; given out in UTC with milliseconds. */
@Scalar('DateTime', () => Date)
export class DateTimeScalar implements CustomScalar<string, Date> {
  description = 'An instant, RFC 3339, given out in UTC.';

  parseValue(value: unknown): Date {
    const parts = typeof value === 'string' ? INSTANT.exec(value) : null;
    if (!parts || !isDay(parts[1] ?? '', parts[2] ?? '', parts[3] ?? '')) throw wrong('DateTime');
    return new Date(value as string);
  }

  serialize(value: unknown): string {
    return (value instanceof Date ? value : new Date(value as string)).toISOString();
  }

  parseLiteral(node: ValueNode): Date {
    return this.parseValue(text(node, 'DateTime'));
  }
}

/** Marks the type of a calendar day in decorators: `@Field(() => Day)`. In code a day is a string, `2026-11-22`. */
export class Day {}

/** Marks the type of a calendar month in decorators. In code a month is a string, `2026-11`. */
export class YearMonth {}

/** Marks a value of any JSON shape in decorators. */
export class Json {}

/** A calendar day of the province, `2026-11-22`. */
@Scalar('Date', () => Day)
export class DayScalar implements CustomScalar<string, string> {
  description = 'A calendar day, 2026-11-22.';

  parseValue(value: unknown): string {
    const parts = typeof value === 'string' ? DAY.exec(value) : null;
    if (!parts || !isDay(parts[1] ?? '', parts[2] ?? '', parts[3] ?? '')) throw wrong('Date');
    return value as string;
  }

  serialize(value: unknown): string {
    return value instanceof Date ? value.toISOString().slice(0, 10) : String(value).slice(0, 10);
  }

  parseLiteral(node: ValueNode): string {
    return this.parseValue(text(node, 'Date'));
  }
}

/** A calendar month of the province, `2026-11`. */
@Scalar('YearMonth', () => YearMonth)
export class YearMonthScalar implements CustomScalar<string, string> {
  description = 'A calendar month, 2026-11.';

  parseValue(value: unknown): string {
    if (typeof value !== 'string' || !MONTH.test(value) || value < '1900' || value >= '2200') throw wrong('YearMonth');
    return value;
  }

  serialize(value: unknown): string {
    return String(value);
  }

  parseLiteral(node: ValueNode): string {
    return this.parseValue(text(node, 'YearMonth'));
  }
}

/** Any JSON value. */
@Scalar('JSON', () => Json)
export class JsonScalar implements CustomScalar<unknown, unknown> {
  description = 'Any JSON value.';

  parseValue(value: unknown): unknown {
    return value;
  }

  serialize(value: unknown): unknown {
    return value;
  }

  parseLiteral(node: ValueNode): unknown {
    if (node.kind === Kind.OBJECT)
      return Object.fromEntries(node.fields.map(field => [field.name.value, this.parseLiteral(field.value)]));
    if (node.kind === Kind.LIST) return node.values.map(value => this.parseLiteral(value));
    if (node.kind === Kind.INT || node.kind === Kind.FLOAT) return Number(node.value);
    if (node.kind === Kind.NULL || node.kind === Kind.VARIABLE) return null;
    return node.value;
  }
}
