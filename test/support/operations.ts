import { DiscoveryService, MetadataScanner } from '@nestjs/core';
import { GraphQLSchemaHost } from '@nestjs/graphql';
import {
  type GraphQLField,
  type GraphQLInputType,
  getNamedType,
  isCompositeType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isRequiredArgument,
  isRequiredInputField,
} from 'graphql';
import { ALLOWED, type Allowed } from '../../src/access/allow.js';
import { newId } from '../../src/platform/ids.js';
import type { Person } from './person.js';
import type { World } from './world.js';

/** A query or mutation of the schema. */
interface Operation {
  key: string;
  keyword: string;
  field: GraphQLField<unknown, unknown>;
}

/** Every method of a resolver or controller with what @Allow says of it. */
export function markedIn(w: World): {
  type: string;
  name: string;
  controller?: string;
  path?: string;
  method?: number;
  allowed: Allowed;
}[] {
  const discovery = w.app.get(DiscoveryService, { strict: false });
  const scanner = new MetadataScanner();
  return [...discovery.getProviders(), ...discovery.getControllers()].flatMap(({ instance, metatype }) => {
    if (!instance || !metatype || typeof instance !== 'object') return [];
    const prototype = Object.getPrototypeOf(instance) as Record<string, object>;
    return scanner.getAllMethodNames(prototype).flatMap(key => {
      const method = prototype[key];
      const allowed = method && (Reflect.getMetadata(ALLOWED, method) as Allowed | undefined);
      if (!method || !allowed) return [];
      return [
        {
          type: String(Reflect.getMetadata('graphql:resolver_type', method)),
          name: (Reflect.getMetadata('graphql:resolver_name', method) as string | undefined) ?? key,
          controller: Reflect.getMetadata('path', metatype) as string | undefined,
          path: Reflect.getMetadata('path', method) as string | undefined,
          method: Reflect.getMetadata('method', method) as number | undefined,
          allowed,
        },
      ];
    });
  });
}

/** Every query and mutation of the schema. */
export function fieldsOf(w: World): Operation[] {
  const { schema } = w.app.get(GraphQLSchemaHost, { strict: false });
  return [schema.getQueryType(), schema.getMutationType()].flatMap(type =>
    Object.values(type?.getFields() ?? {}).map(field => ({
      key: `${type?.name}.${field.name}`,
      keyword: type?.name.toLowerCase() ?? '',
      field,
    })),
  );
}

/** The least value that the schema takes. */
function leastOf(type: GraphQLInputType): unknown {
  if (isNonNullType(type)) return leastOf(type.ofType);
  if (isListType(type)) return [leastOf(type.ofType)];
  if (isEnumType(type)) return type.getValues()[0]?.name;
  if (isInputObjectType(type)) {
    const required = Object.values(type.getFields()).filter(isRequiredInputField);
    return Object.fromEntries(required.map(field => [field.name, leastOf(field.type)]));
  }
  const scalars: Record<string, unknown> = {
    ID: newId(),
    String: 'thử',
    Int: 1,
    Float: 0.5,
    Boolean: true,
    DateTime: new Date(Date.now() + 86_400_000).toISOString(),
    Date: '2026-11-22',
    YearMonth: '2026-11',
    JSON: {},
  };
  return scalars[type.name];
}

/** Asks for an operation with harmless values of the right form. */
export function askFor(person: Person, { keyword, field }: Operation) {
  const required = field.args.filter(isRequiredArgument);
  const declared = required.map(argument => `$${argument.name}: ${String(argument.type)}`).join(', ');
  const given = required.map(argument => `${argument.name}: $${argument.name}`).join(', ');
  const selection = isCompositeType(getNamedType(field.type)) ? ' { __typename }' : '';
  return person.refusal(
    `${keyword}${declared && `(${declared})`} { ${field.name}${given && `(${given})`}${selection} }`,
    Object.fromEntries(required.map(argument => [argument.name, leastOf(argument.type)])),
  );
}
