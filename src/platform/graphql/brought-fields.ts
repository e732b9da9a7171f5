import { defaultFieldResolver, type GraphQLSchema, isIntrospectionType, isObjectType } from 'graphql';

/**
 * A read model brings a whole answer at once: a field that its row already has is taken as it is, and the field's resolver
 * (with its loaders) is asked only when it is missing. Functions are not values: they are called by the usual way.
 */
export function takeBroughtFields(schema: GraphQLSchema): GraphQLSchema {
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || isIntrospectionType(type)) continue;
    if (type === schema.getQueryType() || type === schema.getMutationType()) continue;
    for (const field of Object.values(type.getFields())) {
      if (field.name === 'totalCount') field.resolve = ({ totalCount }: Counted) => counted(totalCount);
      const { resolve } = field;
      if (!resolve || resolve === defaultFieldResolver || field.args.length > 0) continue;
      const { name } = field;
      field.resolve = (source: Record<string, unknown>, args, context, info) => {
        const brought = source[name];
        return brought !== undefined && typeof brought !== 'function' ? brought : resolve(source, args, context, info);
      };
    }
  }
  return schema;
}

interface Counted {
  totalCount: number | (() => Promise<number>);
}

/** A list counts itself only when asked for its count; compiled queries call no function of a row by themselves. */
function counted(totalCount: Counted['totalCount']): number | Promise<number> {
  return typeof totalCount === 'function' ? totalCount() : totalCount;
}
